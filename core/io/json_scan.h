/* SPDX-License-Identifier: MIT */
/*
 * A JSON object split into its members without making anything of them: what
 * most lines of JSON need. It is as strict as the parser, and says no to all
 * that is wrong, and to what is right but rare; then the parser is asked.
 */
#ifndef QUOTH_IO_JSON_SCAN_H
#define QUOTH_IO_JSON_SCAN_H

#include <stdbool.h>
#include <stddef.h>

typedef enum quoth__json_kind {
  QUOTH__JSON_STRING,
  QUOTH__JSON_INTEGER,
  QUOTH__JSON_NULL,
  QUOTH__JSON_OTHER,
} quoth__json_kind;

/** All borrowed from the text. */
typedef struct quoth__json_member {
  const char *key;
  size_t key_len;
  quoth__json_kind kind;
  const char *s; /* a string without its quotes, or a number */
  size_t len;
  bool escaped; /* the string has backslashes */
} quoth__json_member;

enum { QUOTH__JSON_MEMBERS = 32 };

/**
 * @param list room for QUOTH__JSON_MEMBERS
 * @return false when the text is not one object, or better parsed
 */
bool quoth__json_scan(const char *s, size_t len, quoth__json_member *list,
                      size_t *n);

/**
 * Write a string of a member without its escapes; not longer than it was, and
 * perhaps in its own place.
 * @return the number of bytes
 */
size_t quoth__json_unescape(const quoth__json_member *member, char *to);

#endif
