/* SPDX-License-Identifier: MIT */
/* JSON text, written. Always valid UTF-8, whatever bytes come in. */
#ifndef QUOTH_IO_JSON_H
#define QUOTH_IO_JSON_H

#include "io/out.h"
#include "quoth.h"

/** A string with its quotes; malformed bytes become U+FFFD. */
void quoth__json_string(quoth__out *out, const char *s, size_t len);

void quoth__json_str(quoth__out *out, const char *s);

/** `, "name": ` between the members of an object. */
void quoth__json_key(quoth__out *out, const char *name);

/** The shortest decimal that reads back as the same double; else `null`. */
void quoth__json_number(quoth__out *out, double n);

/** A value of a feature; NIL is `null`. */
void quoth__json_value(quoth__out *out, const quoth_value *value);

#endif
