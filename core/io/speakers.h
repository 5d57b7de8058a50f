/* SPDX-License-Identifier: MIT */
/* Who spoke in a report, and what they said, over all of its articles. */
#ifndef QUOTH_IO_SPEAKERS_H
#define QUOTH_IO_SPEAKERS_H

#include "io/attribution.h"
#include "io/plain.h"

enum { QUOTH__HUE_NONE = 1000 }; /* a quotation that names no source */

typedef struct quoth__speaker {
  quoth__plain name;
  bool resolved;   /* a speaker; else only the words of a source, or none */
  uint32_t hue;    /* degrees */
  uint32_t n_said; /* attributions */
} quoth__speaker;

/** One attribution of the report; `quoth__said` n has number n. */
typedef struct quoth__said {
  uint32_t speaker, article;
  quoth_kind kind;
  bool found; /* not an attribution, and `speaker` is the layer */
  quoth__plain act, content;
} quoth__said;

/** All zeros is empty. */
typedef struct quoth__speakers {
  quoth__speaker *list;
  quoth__said *said;
  uint32_t count, cap, n_said, cap_said;
  uint32_t *slots; /* open addressing: speaker + 1, or 0 */
  uint32_t n_slots;
} quoth__speakers;

void quoth__speakers_done(quoth__speakers *speakers);

/** Enter an attribution. @return its number, or QUOTH_NONE: memory is out */
uint32_t quoth__speakers_add(quoth__speakers *speakers, const quoth_doc *doc,
                             const quoth__attribution *attribution,
                             uint32_t article);

/**
 * Speakers in the order of an index: resolved ones first, then who said most,
 * then by name in bytes.
 * @return owned: free(); `count` of the speakers many; NULL: memory is out
 */
uint32_t *quoth__speakers_order(const quoth__speakers *speakers);

#endif
