/* SPDX-License-Identifier: MIT */
/*
 * Sentences by blocks of 64 bytes: vectors find the terminators and the ends of
 * paragraphs, the machine runs from each of them until it is at rest.
 */
static const struct marking sentence_marking = {
    quoth__sentence_pages, quoth__sentence_bare, quoth__sentence_marks,
    QUOTH__SENTENCE_SHIFT, QUOTH__SENTENCE_MASK,
};

/* Where the window at `p` has a TERM; more in malformed text. */
INLINE uint64_t find_terms(const unsigned char *p) {
  block c = block_load(p), rows = ascii_rows(c);
  const uint8_t *ascii = quoth__sentence_page0[QUOTH__SENTENCE_TERM];
  uint64_t marks[QUOTH__SENTENCE_MARKS] = {
      block_has(block_lookup(ascii, c), rows)};
  struct shape shape = {.lead = block_at_least(c, 0xC0)};
  if (shape.lead)
    mark_leads(&sentence_marking, p, c, rows, &shape, marks);
  return marks[QUOTH__SENTENCE_TERM];
}

/* Bits from `n` on; none from 64 on. */
INLINE uint64_t bits_from(size_t n) {
  return n < BLOCK ? ~UINT64_C(0) << n : 0;
}

size_t PATH(quoth__sentence_fill)(const char *s, size_t len, size_t at,
                                  uint32_t *ends, size_t max) {
  unsigned char copy[WINDOW];
  if (at >= len || !max) return 0;
  quoth__sentence_run run = {.start = at, .at = at, .ends = ends, .max = max};
  while (run.at < len) {
    size_t base = run.at;
    uint64_t terms = find_terms(window_at(s, len, base, copy));
    for (; terms; terms &= bits_from(run.at - base)) {
      run.at = base + (size_t)__builtin_ctzll(terms);
      quoth__sentence_rest(&run, s, len);
      if (run.n == max) return run.n;
    }
    if (run.at < base + BLOCK) run.at = base + BLOCK;
  }
  if (run.start < len) ends[run.n++] = (uint32_t)len;
  return run.n;
}
