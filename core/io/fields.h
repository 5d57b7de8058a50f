/* SPDX-License-Identifier: MIT */
/* Which fields of an object or a table are the id, the text and the rest. */
#ifndef QUOTH_IO_FIELDS_H
#define QUOTH_IO_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

typedef enum quoth__field {
  QUOTH__FIELD_TEXT,
  QUOTH__FIELD_ID,
  QUOTH__FIELD_LANG,
  QUOTH__FIELD_TITLE,
  QUOTH__FIELD_DATE,
  QUOTH__FIELD_URI,
  QUOTH__FIELDS,
} quoth__field;

enum { QUOTH__FIELD_NAMES = 4 };

/** Names of each field, the first one that is there counts; NULL: no more. */
typedef struct quoth__preset {
  const char *name, *summary;
  const char *names[QUOTH__FIELDS][QUOTH__FIELD_NAMES];
} quoth__preset;

extern const quoth__preset quoth__presets[];
extern const size_t quoth__n_presets;

/** NULL when there is none of that name. */
const quoth__preset *quoth__preset_find(const char *name);

/** What a user chose. A name "a.b" is field b of the object in field a. */
typedef struct quoth__fields {
  const quoth__preset *preset; /* NULL: "text", "id", "lang" */
  const char *text, *id;       /* in place of the preset's; NULL: not told */
} quoth__fields;

/** The n-th name to look for, or NULL. */
const char *quoth__field_name(const quoth__fields *fields, quoth__field field,
                              size_t n);

/** True when an article without an id gets one: its place in the file. */
bool quoth__field_may_lack_id(const quoth__fields *fields);

#endif
