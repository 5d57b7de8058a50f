/* SPDX-License-Identifier: MIT */
/* Text within HTML, safe as content and as an attribute in double quotes. */
#ifndef QUOTH_IO_HTML_TEXT_H
#define QUOTH_IO_HTML_TEXT_H

#include "io/out.h"

/** Escape; malformed bytes and controls that HTML forbids become U+FFFD. */
void quoth__html_text(quoth__out *out, const char *s, size_t len);
void quoth__html_str(quoth__out *out, const char *s);

#endif
