/* SPDX-License-Identifier: MIT */
/*
 * Grapheme clusters by blocks of 64 bytes: most end where the next character is
 * no extender. What is rare is left to the machine, as in word_block.h.
 */
static const struct marking grapheme_marking = {
    quoth__grapheme_pages, quoth__grapheme_bare, quoth__grapheme_marks,
    QUOTH__GRAPHEME_SHIFT, QUOTH__GRAPHEME_MASK,
};

/* What a block leaves to the next, as bits of its first bytes. */
struct grapheme_left {
  uint64_t owed;    /* see find_shape() */
  uint64_t control; /* directly before */
  uint64_t cr;
  uint64_t zwj;  /* directly after a ZWJ */
  uint64_t none; /* no boundary here: the start */
};

/**
 * @param breaks out: where the window at `p` has boundaries
 * @return false when the machine must say
 */
INLINE bool grapheme_breaks(const unsigned char *p, struct grapheme_left *left,
                            uint64_t *breaks) {
  const uint8_t *ascii = quoth__grapheme_page0[QUOTH__GRAPHEME_CONTROL];
  block c = block_load(p), rows = ascii_rows(c);
  uint64_t marks[QUOTH__GRAPHEME_MARKS] = {0};
  marks[QUOTH__GRAPHEME_CONTROL] = block_has(block_lookup(ascii, c), rows);
  struct shape shape;
  uint64_t cr = block_equal(c, '\r');
  uint64_t join = left->none; /* GB1 */
  left->none = 0;
  if (cr | left->cr)
    join |= block_equal(c, '\n') & (cr << 1 | left->cr); /* GB3 */
  left->cr = cr >> 63;
  if (!find_shape(c, &shape, &left->owed)) return false;
  if (shape.lead &&
      !mark_leads(&grapheme_marking, p, c, rows, &shape, marks))
    return false;
  uint64_t control = marks[QUOTH__GRAPHEME_CONTROL];
  uint64_t zwj = marks[QUOTH__GRAPHEME_ZWJ];
  uint64_t after_zwj = zwj << 3 | left->zwj;
  left->zwj = zwj >> 61;
  if (marks[QUOTH__GRAPHEME_HARD] |
      (after_zwj & marks[QUOTH__GRAPHEME_PICTOGRAPHIC])) /* GB11 */
    return false;
  join |= marks[QUOTH__GRAPHEME_EXTENDER] &
          ~left_of(control, shape.trail, &left->control); /* GB9, GB9a, GB4 */
  *breaks = ~shape.trail & ~join;
  return true;
}

size_t PATH(quoth__grapheme_fill)(const char *s, size_t len, size_t at,
                                  uint32_t *ends, size_t max) {
  unsigned char copy[WINDOW];
  struct grapheme_left left = {.none = 1};
  size_t n = 0, start = at; /* the last boundary */
  while (start < len && max - n >= ROOM) {
    uint64_t breaks = 0;
    const unsigned char *p = window_at(s, len, at, copy);
    if (!grapheme_breaks(p, &left, &breaks)) {
      size_t stop = len - at < BLOCK ? len : at + BLOCK;
      n += fill_until(quoth__grapheme_fill_none, s, len, start, stop, ends + n,
                      max - n);
      at = start = ends[n - 1];
      left = (struct grapheme_left){.none = 1};
      continue;
    }
    breaks = within_text(breaks, len - at);
    n += block_put(breaks, (uint32_t)at, ends + n);
    if (n) start = ends[n - 1];
    at += BLOCK;
  }
  if (n == 0 && max)
    return quoth__grapheme_fill_none(s, len, start, ends, max);
  return n;
}
