/* SPDX-License-Identifier: MIT */
/* Quotations, from the marks that open and close them (docs/quotations.md). */
#ifndef QUOTH_TEXT_QUOTEMARKS_H
#define QUOTH_TEXT_QUOTEMARKS_H

#include "text/paragraph.h"
#include "text/token.h"
#include "text/types.h"

/* Marks of two characters; beyond Unicode, so that they are no others. */
enum { QUOTH__MARK_DOUBLE = 0x110000, QUOTH__MARK_GRAVES = 0x110001 };

typedef QUOTH__VEC(quoth_quotation) quoth__quotations;

#endif
