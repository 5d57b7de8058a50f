/* SPDX-License-Identifier: MIT */
/* Lists of abbreviations; a list that grows must say so here. */
#ifndef QUOTH_TEXT_ABBREVIATIONS_H
#define QUOTH_TEXT_ABBREVIATIONS_H

#include "text/language.h"

extern const quoth__abbreviation quoth__abbreviations_en[139];
extern const quoth__abbreviation quoth__abbreviations_de[89];
extern const quoth__abbreviation quoth__abbreviations_fr[40];
extern const quoth__abbreviation quoth__abbreviations_es[56];
extern const quoth__abbreviation quoth__abbreviations_it[40];
extern const quoth__abbreviation quoth__abbreviations_pt[37];
extern const quoth__abbreviation quoth__abbreviations_ru[54];
extern const quoth__abbreviation quoth__abbreviations_uk[38];
extern const quoth__abbreviation quoth__abbreviations_pl[49];
extern const quoth__abbreviation quoth__abbreviations_sv[30];
extern const quoth__abbreviation quoth__abbreviations_none[6];

#endif
