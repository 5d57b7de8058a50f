/* SPDX-License-Identifier: MIT */
#include "unicode/props.h"

#include "unicode/record.h"

/* Any value: U+10FFFF, a noncharacter, has the properties of no character. */
static uint32_t record_of(uint32_t cp) {
  return quoth__record(cp <= 0x10FFFF ? cp : 0x10FFFF);
}

quoth__gc quoth__props_gc(uint32_t cp) {
  return (quoth__gc)QUOTH__FIELD(record_of(cp), GC);
}

static bool is_between(uint32_t cp, quoth__gc first, quoth__gc last) {
  quoth__gc gc = quoth__props_gc(cp);
  return gc >= first && gc <= last;
}

bool quoth__props_is_letter(uint32_t cp) {
  return is_between(cp, QUOTH__GC_LU, QUOTH__GC_LO);
}

bool quoth__props_is_mark(uint32_t cp) {
  return is_between(cp, QUOTH__GC_MN, QUOTH__GC_ME);
}

bool quoth__props_is_number(uint32_t cp) {
  return is_between(cp, QUOTH__GC_ND, QUOTH__GC_NO);
}

bool quoth__props_is_digit(uint32_t cp) {
  return quoth__props_gc(cp) == QUOTH__GC_ND;
}

bool quoth__props_is_punct(uint32_t cp) {
  return is_between(cp, QUOTH__GC_PC, QUOTH__GC_PO);
}

bool quoth__props_is_symbol(uint32_t cp) {
  return is_between(cp, QUOTH__GC_SM, QUOTH__GC_SO);
}

bool quoth__props_is_space(uint32_t cp) {
  return QUOTH__FIELD(record_of(cp), SPACE);
}

bool quoth__props_is_upper(uint32_t cp) {
  return QUOTH__FIELD(record_of(cp), UPPER);
}

bool quoth__props_is_lower(uint32_t cp) {
  return QUOTH__FIELD(record_of(cp), LOWER);
}

bool quoth__props_is_title(uint32_t cp) {
  return quoth__props_gc(cp) == QUOTH__GC_LT;
}

bool quoth__props_is_pictographic(uint32_t cp) {
  return QUOTH__FIELD(record_of(cp), PICTOGRAPHIC);
}

bool quoth__props_is_emoji_presentation(uint32_t cp) {
  return QUOTH__FIELD(record_of(cp), EMOJI_PRESENTATION);
}

bool quoth__props_is_regional(uint32_t cp) {
  return cp >= 0x1F1E6 && cp <= 0x1F1FF;
}

const char *quoth__props_script(uint32_t cp) {
  return quoth__scripts[QUOTH__FIELD(record_of(cp), SCRIPT)];
}

const char *quoth__props_version(void) { return QUOTH__UCD_VERSION; }
