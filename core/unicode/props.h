/* SPDX-License-Identifier: MIT */
/*
 * Properties of code points, from one joint table generated from the Unicode
 * Character Database (generate.lua). Beyond U+10FFFF all are those of an
 * unassigned code point. Threads: all functions are safe.
 */
#ifndef QUOTH_UNICODE_PROPS_H
#define QUOTH_UNICODE_PROPS_H

#include "quoth.h"

/** General_Category, in the order of the standard's table 4-4. */
typedef enum quoth__gc {
  QUOTH__GC_LU, QUOTH__GC_LL, QUOTH__GC_LT, QUOTH__GC_LM, QUOTH__GC_LO,
  QUOTH__GC_MN, QUOTH__GC_MC, QUOTH__GC_ME,
  QUOTH__GC_ND, QUOTH__GC_NL, QUOTH__GC_NO,
  QUOTH__GC_PC, QUOTH__GC_PD, QUOTH__GC_PS, QUOTH__GC_PE, QUOTH__GC_PI,
  QUOTH__GC_PF, QUOTH__GC_PO,
  QUOTH__GC_SM, QUOTH__GC_SC, QUOTH__GC_SK, QUOTH__GC_SO,
  QUOTH__GC_ZS, QUOTH__GC_ZL, QUOTH__GC_ZP,
  QUOTH__GC_CC, QUOTH__GC_CF, QUOTH__GC_CS, QUOTH__GC_CO, QUOTH__GC_CN,
} quoth__gc;

quoth__gc quoth__props_gc(uint32_t cp);

/* Groups of general categories. */
bool quoth__props_is_letter(uint32_t cp); /* L* */
bool quoth__props_is_mark(uint32_t cp);   /* M* */
bool quoth__props_is_number(uint32_t cp); /* N* */
bool quoth__props_is_digit(uint32_t cp);  /* Nd */
bool quoth__props_is_punct(uint32_t cp);  /* P* */
bool quoth__props_is_symbol(uint32_t cp); /* S* */

bool quoth__props_is_space(uint32_t cp); /* White_Space */
bool quoth__props_is_upper(uint32_t cp); /* Uppercase */
bool quoth__props_is_lower(uint32_t cp); /* Lowercase */
bool quoth__props_is_title(uint32_t cp); /* Lt, as in U+01C5 */

bool quoth__props_is_pictographic(uint32_t cp); /* Extended_Pictographic */
bool quoth__props_is_regional(uint32_t cp);     /* half of a flag */

/** Emoji_Presentation: shown as an emoji without U+FE0F after it. */
bool quoth__props_is_emoji_presentation(uint32_t cp);

/** ISO 15924 code of the Script property: "Latn", "Cyrl", "Zyyy", "Zzzz". */
const char *quoth__props_script(uint32_t cp);

/** Version of the Unicode Character Database: "15.0.0". */
const char *quoth__props_version(void);

#endif
