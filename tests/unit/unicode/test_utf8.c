/* SPDX-License-Identifier: MIT */
/*
 * Decoding against Unicode 15.0, Table 3-7, for all sequences of 1 to 4 bytes:
 * every one of 1 to 3 bytes, every one of 4 bytes whose lead can begin 4 (F0 to
 * F4). With another lead, the table says that the fourth byte cannot belong to
 * the first character; there, every lead is tried with bytes 2 to 4 from both
 * ends of each range of bytes that the table tells apart.
 */
#include "support.h"

struct range {
  unsigned char low, high;
};

/* The table as printed; a row ends at its first empty range. */
static const struct range table_3_7[][4] = {
    {{0x00, 0x7F}},
    {{0xC2, 0xDF}, {0x80, 0xBF}},
    {{0xE0, 0xE0}, {0xA0, 0xBF}, {0x80, 0xBF}},
    {{0xE1, 0xEC}, {0x80, 0xBF}, {0x80, 0xBF}},
    {{0xED, 0xED}, {0x80, 0x9F}, {0x80, 0xBF}},
    {{0xEE, 0xEF}, {0x80, 0xBF}, {0x80, 0xBF}},
    {{0xF0, 0xF0}, {0x90, 0xBF}, {0x80, 0xBF}, {0x80, 0xBF}},
    {{0xF1, 0xF3}, {0x80, 0xBF}, {0x80, 0xBF}, {0x80, 0xBF}},
    {{0xF4, 0xF4}, {0x80, 0x8F}, {0x80, 0xBF}, {0x80, 0xBF}},
};
enum { ROWS = sizeof table_3_7 / sizeof *table_3_7 };

static const unsigned char edges[] = {
    0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0,
    0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0,
    0xF1, 0xF3, 0xF4, 0xF5, 0xFF,
};
enum { EDGES = sizeof edges };

/* The only row that a lead may begin, or ROWS. */
static unsigned row_of(unsigned char lead) {
  for (unsigned r = 0; r < ROWS; r++)
    if (lead >= table_3_7[r][0].low && lead <= table_3_7[r][0].high) return r;
  return ROWS;
}

static uint32_t width_of(unsigned row) {
  uint32_t width = row < ROWS ? 1 : 0;
  while (width && width < 4 && table_3_7[row][width].high) width++;
  return width;
}

/* Row and width by lead. */
static unsigned rows[256], widths[256];

static int setup(void **state) {
  (void)state;
  for (unsigned b = 0; b < 256; b++) {
    rows[b] = row_of((unsigned char)b);
    widths[b] = width_of(rows[b]);
  }
  return 0;
}

/* Bits as Table 3-6 distributes them. */
static uint32_t value_of(const unsigned char *b, uint32_t width) {
  if (width == 1) return b[0];
  if (width == 2) return (b[0] - 0xC0u) * 64 + (b[1] - 0x80u);
  if (width == 3)
    return (b[0] - 0xE0u) * 4096 + (b[1] - 0x80u) * 64 + (b[2] - 0x80u);
  return (b[0] - 0xF0u) * 262144 + (b[1] - 0x80u) * 4096 +
         (b[2] - 0x80u) * 64 + (b[3] - 0x80u);
}

static quoth__char expect(const unsigned char *b, size_t left) {
  unsigned row = rows[b[0]];
  if (row == ROWS) return (quoth__char){0xFFFD, 1, false};
  uint32_t width = widths[b[0]], fits = 1;
  while (fits < width && fits < left && b[fits] >= table_3_7[row][fits].low &&
         b[fits] <= table_3_7[row][fits].high)
    fits++;
  if (fits < width) return (quoth__char){0xFFFD, fits, false};
  return (quoth__char){value_of(b, width), width, true};
}

static bool decodes(const unsigned char *b, size_t len, size_t at) {
  quoth__char want = expect(b + at, len - at);
  quoth__char got = quoth__utf8_get((const char *)b, len, at);
  return got.cp == want.cp && got.len == want.len && got.ok == want.ok;
}

/* All characters forward, the same ones backward, and what counts them. */
static bool agrees(const unsigned char *b, size_t len) {
  const char *s = (const char *)b;
  size_t starts[4], n = 0, valid = 0, utf16 = 0;
  uint32_t cps[4];
  bool all_ok = true;
  for (size_t at = 0; at < len; n++) {
    quoth__char want = expect(b + at, len - at);
    if (!decodes(b, len, at)) return false;
    starts[n] = at;
    cps[n] = want.cp;
    utf16 += want.cp > 0xFFFF ? 2 : 1;
    at += want.len;
    all_ok = all_ok && want.ok;
    if (all_ok) valid = at;
  }
  size_t back = len;
  for (size_t i = n; i-- > 0;)
    if (quoth__utf8_prev(s, len, &back) != cps[i] || back != starts[i])
      return false;
  return quoth__utf8_valid(s, len) == valid &&
         quoth__utf8_count(s, len) == n &&
         quoth__utf8_count_utf16(s, len) == utf16;
}

static unsigned long failures;

static void report(const unsigned char *b, size_t len) {
  if (failures++ < 10) print_bytes((const char *)b, len);
}

static void all_of_1_to_3_bytes_agree(void **state) {
  (void)state;
  failures = 0;
  for (uint32_t v = 0; v < 1u << 24; v++) {
    unsigned char b[3] = {(unsigned char)(v >> 16), (unsigned char)(v >> 8),
                          (unsigned char)v};
    if (v < 1u << 8 && !agrees(b + 2, 1)) report(b + 2, 1);
    if (v < 1u << 16 && !agrees(b + 1, 2)) report(b + 1, 2);
    if (!agrees(b, 3)) report(b, 3);
  }
  assert_int_equal(failures, 0);
}

static void all_of_4_bytes_with_a_lead_of_4_agree(void **state) {
  (void)state;
  failures = 0;
  for (unsigned lead = 0xF0; lead <= 0xF4; lead++) {
    for (uint32_t v = 0; v < 1u << 24; v++) {
      unsigned char b[4] = {(unsigned char)lead, (unsigned char)(v >> 16),
                            (unsigned char)(v >> 8), (unsigned char)v};
      if (!decodes(b, 4, 0)) report(b, 4);
    }
  }
  assert_int_equal(failures, 0);
}

static void all_leads_with_3_bytes_from_the_edges_agree(void **state) {
  (void)state;
  failures = 0;
  for (unsigned lead = 0; lead < 256; lead++) {
    for (unsigned i = 0; i < EDGES * EDGES * EDGES; i++) {
      unsigned char b[4] = {(unsigned char)lead, edges[i / EDGES / EDGES],
                            edges[i / EDGES % EDGES], edges[i % EDGES]};
      if (!agrees(b, 4)) report(b, 4);
    }
  }
  assert_int_equal(failures, 0);
}

/* The standard's own example, Table 3-11: which subparts are maximal. */
static void example_of_the_standard(void **state) {
  (void)state;
  const char s[] = "\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64";
  static const uint32_t want[] = {0x61, 0xFFFD, 0xFFFD, 0xFFFD, 0x62,
                                  0xFFFD, 0x63, 0xFFFD, 0xFFFD, 0x64};
  size_t at = 0;
  for (size_t i = 0; i < sizeof want / sizeof *want; i++)
    assert_int_equal(quoth__utf8_next(s, sizeof s - 1, &at), want[i]);
  assert_int_equal(at, sizeof s - 1);
}

static void every_scalar_value_comes_back(void **state) {
  (void)state;
  for (uint32_t cp = 0; cp < 0x110010; cp++) {
    char s[4];
    size_t n = quoth__utf8_put(cp, s);
    quoth__char c = quoth__utf8_get(s, n, 0);
    assert_true(c.ok && c.len == n);
    assert_int_equal(c.cp, is_scalar(cp) ? cp : 0xFFFD);
  }
}

/* Lengths around the eight bytes that are looked at together. */
static void ascii_ends_at_the_first_other_byte(void **state) {
  (void)state;
  char s[40];
  for (size_t len = 0; len <= sizeof s; len++) {
    for (size_t at = 0; at <= len; at++) {
      memset(s, 'a', sizeof s);
      if (at < sizeof s) s[at] = (char)0x80;
      assert_int_equal(quoth__utf8_ascii(s, len), at);
      assert_int_equal(quoth__utf8_valid(s, len), at);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(all_of_1_to_3_bytes_agree),
      cmocka_unit_test(all_of_4_bytes_with_a_lead_of_4_agree),
      cmocka_unit_test(all_leads_with_3_bytes_from_the_edges_agree),
      cmocka_unit_test(example_of_the_standard),
      cmocka_unit_test(every_scalar_value_comes_back),
      cmocka_unit_test(ascii_ends_at_the_first_other_byte),
  };
  return cmocka_run_group_tests(tests, setup, NULL);
}
