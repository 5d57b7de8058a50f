/* SPDX-License-Identifier: MIT */
/*
 * Level 0 stands usually outside, 1 usually inside, 2 is read but seldom
 * written. '' and `` are given as their own numbers (markreader.h).
 */
#include "text/quote_styles.h"

#include "text/markreader.h"

#define STRAIGHT                                             \
  {'"', '"', 0, false}, {'\'', '\'', 1, false},              \
  {QUOTH__MARK_DOUBLE, QUOTH__MARK_DOUBLE, 0, false},        \
  {QUOTH__MARK_GRAVES, QUOTH__MARK_DOUBLE, 0, false},        \
  {'`', '\'', 1, false}
#define END {0, 0, 0, false}

/* “a ‘b’ c” and ‘a “b” c’: en, zh in its simplified form. */
const quoth__mark_pair quoth__marks_english[] = {
    {0x201C, 0x201D, 0, false}, {0x2018, 0x2019, 1, false}, STRAIGHT,
    {0xAB, 0xBB, 2, false}, {0x201E, 0x201D, 2, false},
    {0x201E, 0x201C, 2, false}, {'`', 0x2019, 2, false},
    {0x2018, '\'', 2, false}, {0x2039, 0x203A, 2, false},
    {0x201D, 0x201D, 2, false}, END,
};

/* „a ‚b‘ c“, »a ›b‹ c«, Swiss «a ‹b› c». */
const quoth__mark_pair quoth__marks_german[] = {
    {0x201E, 0x201C, 0, false}, {0x201A, 0x2018, 1, false},
    {0xBB, 0xAB, 0, false}, {0x203A, 0x2039, 1, false},
    {0xAB, 0xBB, 0, false}, {0x2039, 0x203A, 1, false}, STRAIGHT,
    {0x201E, 0x201D, 1, false}, {0x201A, 0x2019, 1, false},
    {0x201C, 0x201D, 2, false}, {0x2018, 0x2019, 2, false}, END,
};

/* « a “b” c » with spaces inside: fr; «a “b” c»: it, pt. */
const quoth__mark_pair quoth__marks_french[] = {
    {0xAB, 0xBB, 0, false}, {0x201C, 0x201D, 1, false},
    {0x2039, 0x203A, 1, false}, {0x2018, 0x2019, 1, false}, STRAIGHT, END,
};

/* «a “b ‘c’” d» and “a ‘b’ c”: es, pt, it. */
const quoth__mark_pair quoth__marks_spanish[] = {
    {0xAB, 0xBB, 0, false}, {0x201C, 0x201D, 0, false},
    {0x2018, 0x2019, 1, false}, {0x2039, 0x203A, 2, false}, STRAIGHT, END,
};

/* «a „b“ c»: ru, uk; Ukrainian also “a” and „a”. */
const quoth__mark_pair quoth__marks_russian[] = {
    {0xAB, 0xBB, 0, false}, {0x201E, 0x201C, 1, false},
    {0x201C, 0x201D, 1, false}, {0x201E, 0x201D, 1, false},
    {0x2018, 0x2019, 2, false}, STRAIGHT, END,
};

/* „a «b» c”: pl. */
const quoth__mark_pair quoth__marks_polish[] = {
    {0x201E, 0x201D, 0, false}, {0xAB, 0xBB, 1, false},
    {0xBB, 0xAB, 1, false}, {0x201C, 0x201D, 1, false},
    {0x2018, 0x2019, 1, false}, {0x201A, 0x2019, 1, false}, STRAIGHT, END,
};

/* ”a ’b’ c”, »a» and »a«: sv, fi. */
const quoth__mark_pair quoth__marks_swedish[] = {
    {0x201D, 0x201D, 0, false}, {0x2019, 0x2019, 1, false},
    {0xBB, 0xBB, 0, false}, {0xBB, 0xAB, 1, false},
    {0xAB, 0xBB, 1, false}, {0x201C, 0x201D, 1, false},
    {0x2018, 0x2019, 2, false}, STRAIGHT, END,
};

/* 「a『b』c」: ja, zh in its traditional form; “a ‘b’ c”: zh, simplified. */
const quoth__mark_pair quoth__marks_chinese[] = {
    {0x300C, 0x300D, 0, false}, {0x300E, 0x300F, 0, false},
    {0x201C, 0x201D, 0, false}, {0x2018, 0x2019, 1, false},
    {0x300A, 0x300B, 0, true}, {0xFF62, 0xFF63, 0, false},
    {0x301D, 0x301F, 0, false}, {0x301D, 0x301E, 1, false},
    {0xFF02, 0xFF02, 0, false}, {0xFF07, 0xFF07, 1, false},
    STRAIGHT, END,
};

/* The union; what is ambiguous is told by its surroundings. */
const quoth__mark_pair quoth__marks_neutral[] = {
    {0x201C, 0x201D, 0, false}, {0x2018, 0x2019, 1, false},
    {0xAB, 0xBB, 0, false}, {0x201E, 0x201C, 0, false},
    {0x201E, 0x201D, 0, false}, {0x201A, 0x2018, 1, false},
    {0x201A, 0x2019, 1, false}, {0x2039, 0x203A, 1, false},
    {0xBB, 0xAB, 1, false}, {0x203A, 0x2039, 2, false},
    {0x201D, 0x201D, 1, false}, {0x2019, 0x2019, 2, false},
    {0xBB, 0xBB, 2, false}, {0x300C, 0x300D, 0, false},
    {0x300E, 0x300F, 0, false}, {0x300A, 0x300B, 0, true},
    {0xFF62, 0xFF63, 0, false}, {0x301D, 0x301F, 0, false},
    {0x301D, 0x301E, 1, false}, {0xFF02, 0xFF02, 0, false},
    {0xFF07, 0xFF07, 1, false}, STRAIGHT, END,
};
