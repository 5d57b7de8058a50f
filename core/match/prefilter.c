/* SPDX-License-Identifier: MIT */
#include "match/prefilter.h"

#include <string.h>

enum {
  MANY = 120,     /* thousandths of a text: more are not worth a search */
  PATIENCE = 16,  /* tries that prove nothing yet */
  NEAR = 16,      /* bytes from one vain candidate to the next, on average */
};

/* How many of a thousand bytes of news are this one, roughly. */
static unsigned share_of(unsigned byte) {
  if (byte == ' ') return 170;
  if (byte >= 'a' && byte <= 'z')
    return strchr("aeinorst", (int)byte) ? 60 : 20;
  if (byte == '.' || byte == ',' || byte == '"' || byte >= 0xC2) return 10;
  return byte >= 'A' && byte <= 'Z' ? 2 : 1;
}

static bool are_common(const uint8_t bits[32]) {
  unsigned sum = 0, leads = 0;
  for (unsigned b = 0; b < 256; b++) {
    if (!(bits[b >> 3] >> (b & 7) & 1)) continue;
    if (b >= 0x80) leads = share_of(b); /* one script's, whichever it is */
    else sum += share_of(b);
  }
  return sum + leads > MANY;
}

void quoth__prefilter_starts(quoth__prefilter *filter,
                             const uint8_t bits[32]) {
  uint8_t starts[32];
  memcpy(starts, bits, sizeof starts);
  memset(starts + 0x80 / 8, 0, 0x40 / 8); /* no character begins with a trail */
  filter->has_starts = !are_common(starts);
  quoth__byteset_init(&filter->starts, starts);
}

/* A set of a byte and, if it is an ASCII letter, its other case. */
static void set_both_cases(unsigned char byte, uint8_t bits[32]) {
  memset(bits, 0, 32);
  bits[byte >> 3] |= (uint8_t)(1u << (byte & 7));
  unsigned char other = byte ^ 0x20;
  if ((other | 0x20) >= 'a' && (other | 0x20) <= 'z')
    bits[other >> 3] |= (uint8_t)(1u << (other & 7));
}

void quoth__prefilter_require(quoth__prefilter *filter, unsigned char byte) {
  uint8_t bits[32];
  set_both_cases(byte, bits);
  quoth__byteset_init(&filter->required, bits);
  filter->has_required = true;
}

bool quoth__prefilter_is_vain(size_t tries, size_t bytes) {
  return tries > PATIENCE && bytes < tries * NEAR;
}
