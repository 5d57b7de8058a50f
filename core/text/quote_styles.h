/* SPDX-License-Identifier: MIT */
/* Pairs of quotation marks by language, each list ended by {0}. */
#ifndef QUOTH_TEXT_QUOTE_STYLES_H
#define QUOTH_TEXT_QUOTE_STYLES_H

#include "text/language.h"

extern const quoth__mark_pair quoth__marks_english[], quoth__marks_german[],
    quoth__marks_french[], quoth__marks_spanish[], quoth__marks_russian[],
    quoth__marks_polish[], quoth__marks_swedish[], quoth__marks_chinese[],
    quoth__marks_neutral[];

#endif
