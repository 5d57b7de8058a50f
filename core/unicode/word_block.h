/* SPDX-License-Identifier: MIT */
/*
 * Words by blocks of 64 bytes: rules are shifts and ANDs of marks. What is
 * rare is left to the machine: a boundary is a safe place to hand over.
 */
static const struct marking word_marking = {
    quoth__word_pages, quoth__word_bare, quoth__word_marks,
    QUOTH__WORD_SHIFT, QUOTH__WORD_MASK,
};

/* What a block leaves to the next, as bits of its first bytes. */
struct word_left {
  uint64_t owed;    /* see find_shape() */
  uint64_t joining; /* letter, digit or joiner before, all by WB4 */
  uint64_t katakana, letter, digit, hebrew;
  uint64_t space, line_end, cr;              /* directly before */
  uint64_t zwj;                              /* directly after a ZWJ */
  uint64_t after_mid_letter, after_mid_digit; /* WB7, WB11 are undecided */
  uint64_t none;                             /* no boundary here: the start */
};

struct word_block {
  uint64_t marks[QUOTH__WORD_MARKS];
  struct shape shape;
  uint64_t cr, lf;
  bool ends_line; /* with ASCII: others are hard */
  bool is_hard;
};

#define ASCII_MARK(name) \
  b->marks[QUOTH__WORD_##name] = \
      block_has(block_lookup(quoth__word_page0[QUOTH__WORD_##name], c), rows)

INLINE void word_mark(const unsigned char *p, struct word_left *left,
                      struct word_block *b) {
  block c = block_load(p), rows = ascii_rows(c);
  ASCII_MARK(LETTER);
  ASCII_MARK(DIGIT);
  ASCII_MARK(JOINER);
  ASCII_MARK(MID_LETTER);
  ASCII_MARK(MID_DIGIT);
  ASCII_MARK(SPACE);
  for (int i = QUOTH__WORD_LINE_END; i < QUOTH__WORD_MARKS; i++)
    b->marks[i] = 0;
  b->cr = block_equal(c, '\r');
  b->lf = b->cr | left->cr ? block_equal(c, '\n') : 0;
  b->is_hard = !find_shape(c, &b->shape, &left->owed);
  if (b->is_hard) return;
  if (b->shape.lead) {
    b->is_hard = !mark_leads(&word_marking, p, c, rows, &b->shape,
                             b->marks);
    b->is_hard |= (b->marks[QUOTH__WORD_LINE_END] & b->shape.lead) != 0;
  }
  if (b->marks[QUOTH__WORD_IGNORED]) ASCII_MARK(LINE_END);
  if (b->marks[QUOTH__WORD_HEBREW] | left->hebrew) ASCII_MARK(QUOTE);
  b->ends_line = p[BLOCK - 1] >= '\n' && p[BLOCK - 1] <= '\r';
}

/* Marks of characters that the machine must see, where it matters. */
INLINE bool word_is_hard(const struct word_block *b, uint64_t through,
                         uint64_t after_mid, struct word_left *left) {
  const uint64_t *m = b->marks;
  uint64_t quoted = 0; /* WB7a-WB7c */
  if (m[QUOTH__WORD_HEBREW] | left->hebrew)
    quoted = left_of(m[QUOTH__WORD_HEBREW], through, &left->hebrew) &
             m[QUOTH__WORD_QUOTE];
  uint64_t zwj = m[QUOTH__WORD_ZWJ];
  uint64_t after_zwj = zwj << 3 | left->zwj; /* WB3c: perhaps before Pict */
  left->zwj = zwj >> 61;
  return (m[QUOTH__WORD_HARD] | quoted |
          (after_zwj & ~m[QUOTH__WORD_LETTER]) |
          (after_mid & m[QUOTH__WORD_IGNORED])) != 0; /* WB4 in WB6, WB12 */
}

/**
 * The boundaries that `mid`, marks of MidLetter or MidNum after a letter or a
 * digit, do not have before and behind them where a `same` follows.
 * @param behind out: the characters behind them
 */
INLINE uint64_t join_around(uint64_t mid, uint64_t same,
                            const struct shape *shape, uint64_t *carry,
                            uint64_t *behind) {
  uint64_t one = mid & ~shape->lead;
  uint64_t join = one & same >> 1;
  *behind = one << 1 | *carry;
  *carry = one >> 63;
  if (mid & shape->lead) {
    uint64_t three = mid & shape->three, two = mid & shape->lead & ~three;
    join |= (two & same >> 2) | (three & same >> 3);
    *behind |= two << 2 | three << 3;
    *carry |= two >> 62 | three >> 61;
  }
  return join | (*behind & same);
}

/**
 * Where the block has boundaries. The one before a mark at its end, which the
 * next block decides, is among them.
 */
INLINE uint64_t word_breaks(struct word_block *b, struct word_left *left) {
  const uint64_t *m = b->marks;
  uint64_t letter = m[QUOTH__WORD_LETTER], digit = m[QUOTH__WORD_DIGIT];
  uint64_t joiner = m[QUOTH__WORD_JOINER], ignored = m[QUOTH__WORD_IGNORED];
  uint64_t space = m[QUOTH__WORD_SPACE], line_end = m[QUOTH__WORD_LINE_END];
  uint64_t trail = b->shape.trail, through = trail | ignored;
  uint64_t a = letter | digit | joiner, k = m[QUOTH__WORD_KATAKANA] | joiner;
  uint64_t join = left->none | (b->lf & (b->cr << 1 | left->cr)); /* WB3 */
  left->none = 0;
  left->cr = b->cr >> 63;
  if ((space & b->shape.lead) | (left->space & trail)) { /* WB3d */
    join |= space & left_of(space, trail, &left->space);
  } else {
    join |= space & (space << 1 | left->space);
    left->space = space >> 63;
  }
  join |= ignored & ~(line_end << 1 | left->line_end);          /* WB4 */
  left->line_end = b->ends_line;
  join |= a & left_of(a, through, &left->joining); /* WB5, WB8-10, WB13a-b */
  if (k | left->katakana)
    join |= k & left_of(k, through, &left->katakana);           /* WB13-13b */
  uint64_t after_letter = left_of(letter, through, &left->letter);
  uint64_t after_digit = left_of(digit, through, &left->digit);
  /* WB6, WB7; WB12, WB11 */
  uint64_t after_mid, after_mid_digit;
  join |= join_around(m[QUOTH__WORD_MID_LETTER] & after_letter, letter,
                      &b->shape, &left->after_mid_letter, &after_mid);
  join |= join_around(m[QUOTH__WORD_MID_DIGIT] & after_digit, digit,
                      &b->shape, &left->after_mid_digit, &after_mid_digit);
  after_mid |= after_mid_digit;
  b->is_hard |= word_is_hard(b, through, after_mid, left);
  return ~trail & ~join;
}

size_t PATH(quoth__word_fill)(const char *s, size_t len, size_t at,
                              uint32_t *ends, size_t max) {
  unsigned char copy[WINDOW];
  struct word_left left = {.none = 1};
  size_t n = 0;
  uint32_t start = (uint32_t)at; /* the last boundary */
  bool is_held = false;          /* the one before a mark at the end */
  uint32_t held = 0;
  while (start < len) {
    if (max - n <= ROOM) break; /* the held one besides */
    struct word_block b;
    word_mark(window_at(s, len, at, copy), &left, &b);
    uint64_t before = left.after_mid_letter;
    uint64_t before_digit = left.after_mid_digit;
    uint64_t breaks = b.is_hard ? 0 : word_breaks(&b, &left);
    if (b.is_hard) {
      size_t stop = len - at < BLOCK ? len : at + BLOCK;
      n += fill_until(quoth__word_fill_none, s, len, start, stop, ends + n,
                      max - n);
      start = ends[n - 1];
      at = start;
      left = (struct word_left){.none = 1};
      is_held = false;
      continue;
    }
    if (is_held && !((before & b.marks[QUOTH__WORD_LETTER]) |
                     (before_digit & b.marks[QUOTH__WORD_DIGIT])))
      ends[n++] = held;
    is_held = (left.after_mid_letter | left.after_mid_digit) != 0;
    if (is_held) {
      unsigned last = 63 - (unsigned)__builtin_clzll(breaks);
      held = (uint32_t)at + last;
      breaks ^= UINT64_C(1) << last;
    }
    breaks = within_text(breaks, len - at);
    n += block_put(breaks, (uint32_t)at, ends + n);
    if (n) start = ends[n - 1];
    at += BLOCK;
  }
  if (n == 0 && max) return quoth__word_fill_none(s, len, start, ends, max);
  return n;
}
