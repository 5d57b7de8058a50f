/* SPDX-License-Identifier: MIT */
/* Names of what a text is made of, as scripts and writers spell them. */
#include "quoth.h"

#define NAME_OF(names, value)                                        \
  ((size_t)(value) < sizeof(names) / sizeof *(names) ? (names)[value] \
                                                     : "unknown")

const char *quoth_class_name(quoth_class cls) {
  static const char *const names[] = {
      [QUOTH_CLASS_WORD] = "word",       [QUOTH_CLASS_NUMBER] = "number",
      [QUOTH_CLASS_PUNCT] = "punct",     [QUOTH_CLASS_QUOTE] = "quote",
      [QUOTH_CLASS_SYMBOL] = "symbol",   [QUOTH_CLASS_URL] = "url",
      [QUOTH_CLASS_EMOJI] = "emoji",     [QUOTH_CLASS_INVALID] = "invalid",
      [QUOTH_CLASS_OTHER] = "other",
  };
  return NAME_OF(names, cls);
}

const char *quoth_caps_name(quoth_caps caps) {
  static const char *const names[] = {
      [QUOTH_CAPS_NONE] = "none",   [QUOTH_CAPS_LOWER] = "lower",
      [QUOTH_CAPS_TITLE] = "title", [QUOTH_CAPS_UPPER] = "upper",
      [QUOTH_CAPS_MIXED] = "mixed",
  };
  return NAME_OF(names, caps);
}

const char *quoth_quotation_class_name(quoth_quotation_class cls) {
  static const char *const names[] = {
      [QUOTH_QUOTATION_SPEECH] = "speech",
      [QUOTH_QUOTATION_SCARE] = "scare",
      [QUOTH_QUOTATION_TITLE] = "title",
      [QUOTH_QUOTATION_NICKNAME] = "nickname",
  };
  return NAME_OF(names, cls);
}

const char *quoth_kind_name(quoth_kind kind) {
  static const char *const names[] = {
      [QUOTH_KIND_DIRECT] = "direct",
      [QUOTH_KIND_INDIRECT] = "indirect",
      [QUOTH_KIND_MIXED] = "mixed",
  };
  return NAME_OF(names, kind);
}
