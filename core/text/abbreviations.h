/* SPDX-License-Identifier: MIT */
/* Lists of abbreviations, each ended by a NULL word. */
#ifndef QUOTH_TEXT_ABBREVIATIONS_H
#define QUOTH_TEXT_ABBREVIATIONS_H

#include "text/language.h"

extern const quoth__abbreviation quoth__abbreviations_en[];
extern const quoth__abbreviation quoth__abbreviations_de[];
extern const quoth__abbreviation quoth__abbreviations_fr[];
extern const quoth__abbreviation quoth__abbreviations_es[];
extern const quoth__abbreviation quoth__abbreviations_it[];
extern const quoth__abbreviation quoth__abbreviations_pt[];
extern const quoth__abbreviation quoth__abbreviations_ru[];
extern const quoth__abbreviation quoth__abbreviations_uk[];
extern const quoth__abbreviation quoth__abbreviations_pl[];
extern const quoth__abbreviation quoth__abbreviations_sv[];
extern const quoth__abbreviation quoth__abbreviations_none[];

#endif
