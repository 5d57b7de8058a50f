/* SPDX-License-Identifier: MIT */
/* Text as valid UTF-8, whatever bytes come in. */
#ifndef QUOTH_IO_TEXT_OUT_H
#define QUOTH_IO_TEXT_OUT_H

#include "io/out.h"

/** As it is; malformed bytes become U+FFFD, as code points are counted. */
void quoth__text_write(quoth__out *out, const char *s, size_t len);

/** In one line: controls and line ends become `instead`, of one character. */
void quoth__text_write_line(quoth__out *out, const char *s, size_t len,
                            const char *instead);

/** A name for a type or a key: letters, digits, - and _; the first is upper. */
void quoth__text_write_name(quoth__out *out, const char *s);

#endif
