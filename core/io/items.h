/* SPDX-License-Identifier: MIT */
/*
 * What was found, as tools that know labelled spans want it: the parts of each
 * attribution, labelled by role; of packs that make none, each annotation,
 * labelled by layer.
 */
#ifndef QUOTH_IO_ITEMS_H
#define QUOTH_IO_ITEMS_H

#include "io/article.h"

typedef struct quoth__item {
  quoth_span span;   /* bytes of the text, not empty */
  const char *label; /* "content", "cue", "source", ... or a layer */
  uint32_t owner;    /* number of its attribution or annotation */
  uint32_t nth;      /* of the items with this owner and label, from 0 */
} quoth__item;

/** Owned: quoth__items_done(). Strings borrowed as the annotations. */
typedef struct quoth__items {
  quoth__attribution *owners;
  uint32_t n_owners;
  quoth__item *list; /* by owner, then as its parts stand */
  uint32_t n;
} quoth__items;

/** QUOTH_OK or QUOTH_ENOMEM; then there is nothing to free. */
quoth_status quoth__items_of(const quoth__article *article, quoth__items *out);
void quoth__items_done(quoth__items *items);

/** The first item of an owner with that label, or NULL. */
const quoth__item *quoth__item_first(const quoth__items *items, uint32_t owner,
                                     const char *label);

/** What an attribution says besides its spans, by name. */
typedef struct quoth__fact {
  const char *name;
  quoth_value value;
} quoth__fact;

enum { QUOTH__FACTS_MAX = 9, QUOTH__FACT_ROOM = 512 };

/**
 * kind, act, speaker, speaker_id, resolved_by, polarity, confidence, rule; of
 * another annotation its rule. What is not known is left out.
 * @param room for the name of the rule, which is borrowed from it
 * @return how many
 */
size_t quoth__facts_of(const quoth__attribution *owner,
                       quoth__fact facts[QUOTH__FACTS_MAX],
                       char room[QUOTH__FACT_ROOM]);

/** "pack/rule", or "" when no rule made it. */
const char *quoth__rule_name(const quoth__attribution *owner,
                             char room[QUOTH__FACT_ROOM]);

/** A number as a text in JSON's form, else the string, "true" or "". */
void quoth__value_text(quoth__out *out, const quoth_value *value);

#endif
