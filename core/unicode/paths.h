/* SPDX-License-Identifier: MIT */
/* What every paths_*.c compiles once its blocks are declared. */
#include "unicode/page.h"
#include "unicode/byteset_block.h"
#include "unicode/grapheme_block.h"
#include "unicode/sentence_block.h"
#include "unicode/valid_block.h"
#include "unicode/word_block.h"
