/* SPDX-License-Identifier: MIT */
/*
 * Marks the characters of a block by the tables of pages.lua: a bit a byte, set
 * where a character begins. Pages that a block has are taken one after another,
 * each for all its characters at once. Included once by each paths_*.c.
 */
#include "unicode/record.h"
#include "unicode/utf8.h"

enum {
  BLOCK = 64,
  WINDOW = BLOCK + 4, /* a character at the end, and one byte */
  ROOM = BLOCK + 8,   /* what block_put() may write */
};

/* A kind of boundary. */
struct marking {
  const quoth__page *pages;
  const uint8_t *bare;
  const uint16_t *of_class;
  unsigned shift, mask; /* of the class in a record */
};

/* Where the characters of several bytes stand. */
struct shape {
  uint64_t trail, lead; /* bytes 80 to BF; C0 to FF */
  uint64_t three, four; /* leads of at least so many bytes */
};

static const uint8_t row_bits[16] = {1, 2, 4, 8, 16, 32, 64, 128,
                                     1, 2, 4, 8, 16, 32, 64, 128};

/* The bit of each byte's row: of its column when it is ASCII. */
INLINE block ascii_rows(block c) {
  return block_lookup(row_bits, block_upper(c));
}

/* The same for the characters that `last` ends and `before` precedes it in. */
INLINE block rows_of(block before, block last) {
  return block_lookup(row_bits, block_odd(block_upper(last), before));
}

/**
 * Finds the shape of the block `c`. Where its end cuts off a character that is
 * malformed, the next block has no shape: before that character, which breaks
 * on both sides, there may then be a boundary too few, but none too many.
 * @param owed in and out: trail bytes that the characters before the block,
 *   then before its end, still want there
 * @return false when leads and trails do not fit each other
 */
INLINE bool find_shape(block c, struct shape *shape, uint64_t *owed) {
  uint64_t high = block_high(c);
  *shape = (struct shape){0};
  if (!high) return !*owed;
  uint64_t lead = block_at_least(c, 0xC0);
  uint64_t three = block_at_least(c, 0xE0), four = block_at_least(c, 0xF0);
  uint64_t wanted = lead << 1 | three << 2 | four << 3 | *owed;
  *shape = (struct shape){high & ~lead, lead, three, four};
  *owed = lead >> 63 | three >> 62 | four >> 61;
  return wanted == shape->trail;
}

/* A page of C0 and C1, of overlong forms, or of surrogates. */
INLINE bool is_page_of_none(unsigned page, unsigned first) {
  return page < first || (page >= 0xD800 >> 7 && page <= 0xDFFF >> 7);
}

/* The one character at `u`; 0 when it is malformed. */
INLINE uint64_t mark_one(const struct marking *m, const unsigned char *p,
                         const unsigned char *u, uint64_t *marks) {
  size_t at = (size_t)(u - p);
  quoth__char c = quoth__utf8_get((const char *)p, WINDOW, at);
  if (!c.ok) return 0;
  unsigned class = quoth__record(c.cp) >> m->shift & m->mask;
  uint64_t where = UINT64_C(1) << at;
  for (unsigned set = m->of_class[class]; set; set &= set - 1)
    marks[__builtin_ctz(set)] |= where;
  return where;
}

/* A table costs about as much as half a character alone. */
INLINE bool is_worth_tables(const quoth__page *page, uint64_t where) {
  return __builtin_popcount(page->some) <= 2 * __builtin_popcountll(where);
}

/* The characters `where` of a page: all of them, or those at `u` only. */
INLINE uint64_t mark_page(const struct marking *m, unsigned number,
                          const unsigned char *p, const unsigned char *u,
                          uint64_t where, block before, block last,
                          uint64_t *marks) {
  const quoth__page *page = &m->pages[number];
  if (!is_worth_tables(page, where)) return mark_one(m, p, u, marks);
  for (unsigned all = page->all; all; all &= all - 1)
    marks[__builtin_ctz(all)] |= where;
  if (!page->some) return where;
  const uint8_t *table = quoth__page_tables[page->first];
  block column = block_and(last, 0x0F), rows = rows_of(before, last);
  for (unsigned some = page->some; some; some &= some - 1, table += 16)
    marks[__builtin_ctz(some)] |=
        block_has(block_lookup(table, column), rows) & where;
  return where;
}

/* Characters of two bytes in the page of the one at `u`; 0: malformed. */
INLINE uint64_t mark_two(const struct marking *m, const unsigned char *p,
                         block c, const unsigned char *u, uint64_t *marks) {
  unsigned page = (u[0] & 0x1Fu) >> 1;
  if (is_page_of_none(page, 0x80 >> 7)) return 0;
  uint64_t where = block_equal(block_and(c, 0xFE), u[0] & 0xFE);
  return mark_page(m, page, p, u, where, c, block_load(p + 1), marks);
}

INLINE uint64_t mark_three(const struct marking *m, const unsigned char *p,
                           block c, const unsigned char *u, uint64_t *marks) {
  unsigned page = (u[0] & 0xFu) << 5 | (u[1] & 0x3Fu) >> 1;
  if (is_page_of_none(page, 0x800 >> 7)) return 0;
  block middle = block_load(p + 1);
  uint64_t where = block_equal(c, u[0]) &
                   block_equal(block_and(middle, 0xFE), u[1] & 0xFE);
  return mark_page(m, page, p, u, where, middle, block_load(p + 2), marks);
}

/**
 * Adds the marks of the characters of several bytes in the window at `p`.
 * @param rows of ascii_rows()
 * @return false when one of them is malformed
 */
INLINE bool mark_leads(const struct marking *m, const unsigned char *p,
                       block c, block rows, const struct shape *shape,
                       uint64_t *marks) {
  bool is_sound = true;
  uint64_t bare = block_has(block_lookup(m->bare, block_and(c, 0x0F)), rows);
  uint64_t rest = shape->lead & ~bare;
  bool are_few = __builtin_popcountll(rest) <= 3;
  while (rest) {
    const unsigned char *u = p + __builtin_ctzll(rest);
    uint64_t done = are_few       ? mark_one(m, p, u, marks)
                    : u[0] < 0xE0   ? mark_two(m, p, c, u, marks)
                    : u[0] < 0xF0 ? mark_three(m, p, c, u, marks)
                                  : mark_one(m, p, u, marks);
    is_sound &= done != 0;
    rest &= done ? ~done : rest - 1;
  }
  return is_sound;
}

/* The marks `x` with the bytes up to the next character that is not in
   `through`, then moved up by one: what stands to the left of each byte. */
INLINE uint64_t left_of(uint64_t x, uint64_t through, uint64_t *carry) {
  uint64_t seeds = (x << 1 | *carry) & through;
  uint64_t full = x | (((seeds + through) ^ through) & through);
  uint64_t left = full << 1 | *carry;
  *carry = full >> 63;
  return left;
}

/* The window at s + at: there, or in `copy` filled up with zeros. */
INLINE const unsigned char *window_at(const char *s, size_t len, size_t at,
                                      unsigned char *copy) {
  if (len - at >= WINDOW) return (const unsigned char *)s + at;
  memset(copy, 0, WINDOW);
  memcpy(copy, s + at, len - at);
  return copy;
}

/* The boundaries among `breaks` up to the end of the text, `left` bytes off. */
INLINE uint64_t within_text(uint64_t breaks, size_t left) {
  return left < BLOCK - 1 ? breaks & ((UINT64_C(2) << left) - 1) : breaks;
}

/* Boundaries by `fill` from the boundary `at` until one is at `stop`. */
INLINE size_t fill_until(quoth__fill *fill, const char *s, size_t len,
                         size_t at, size_t stop, uint32_t *ends, size_t max) {
  size_t n = 0;
  while (n < max && at < stop) {
    n += fill(s, len, at, ends + n, max - n < 8 ? max - n : 8);
    at = ends[n - 1];
  }
  return n;
}
