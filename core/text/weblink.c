/* SPDX-License-Identifier: MIT */
#include "text/weblink.h"

#include <string.h>

#include "unicode/props.h"
#include "unicode/utf8.h"

enum { LOCAL_MAX = 64, SCHEME_MAX = 8 };

static bool is_ascii_alnum(char c) {
  unsigned char u = (unsigned char)c;
  return (u | 32u) - 'a' < 26u || (uint32_t)u - '0' < 10u;
}

static bool has_prefix(const char *s, uint32_t len, const char *prefix) {
  size_t n = strlen(prefix);
  for (size_t i = 0; i < n; i++)
    if (i >= len || (s[i] | 32) != (prefix[i] | 32)) return false;
  return true;
}

static bool is_domain_end(const char *s, uint32_t len) {
  static const char *const ends[] = {"com", "org", "net", "edu", "gov",
                                     "info", "de", "fr", "ru", "uk", "io"};
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
    if (strlen(ends[i]) == len && memcmp(ends[i], s, len) == 0) return true;
  return false;
}

bool quoth__weblink_is_domain(const char *s, uint32_t len) {
  uint32_t dot = 0;
  for (uint32_t i = 0; i < len; i++) {
    if ((unsigned char)s[i] >= 0x80) return false;
    if (s[i] == '.') dot = i;
  }
  return dot >= 2 && is_domain_end(s + dot + 1, len - dot - 1);
}

/* White space, controls, and marks that set a URL off from its text. */
static bool ends_url(uint32_t cp) {
  return cp <= ' ' || cp == '"' || cp == '<' || cp == '>' || cp == '`' ||
         cp == 0x7F || (cp >= 0x2018 && cp <= 0x201F) || cp == 0xAB ||
         cp == 0xBB || cp == QUOTH__REPLACEMENT || quoth__props_is_space(cp);
}

/* Punctuation at the end belongs to the sentence, as does a ) without its (. */
static uint32_t trim_url(const char *s, uint32_t start, uint32_t end) {
  int32_t depth = 0;
  for (uint32_t i = start; i < end; i++)
    depth += s[i] == '(' ? 1 : s[i] == ')' ? -1 : 0;
  for (; end > start; end--) {
    char c = s[end - 1];
    if (c == ')' && depth < 0) depth++;
    else if (!c || !strchr(".,;:!?'*_~]}|", c)) break;
  }
  return end;
}

static uint32_t url_from(const char *s, uint32_t len, uint32_t start,
                         uint32_t body) {
  if (body >= len || !is_ascii_alnum(s[body])) return 0;
  size_t end = body;
  while (end < len) {
    quoth__char c = quoth__utf8_get(s, len, end);
    if (ends_url(c.cp)) break;
    end += c.len;
  }
  return trim_url(s, start, (uint32_t)end);
}

uint32_t quoth__weblink_end(const char *s, uint32_t len, uint32_t start,
                            uint32_t word_end) {
  static const char *const schemes[] = {"http", "https", "ftp"};
  const char *word = s + start;
  uint32_t n = word_end - start;
  char next = word_end < len ? s[word_end] : ' ';
  if (next == ' ' && n < 5) return 0; /* most words are short */
  if (has_prefix(word, n, "www.")) return url_from(s, len, start, start + 4);
  if (n > SCHEME_MAX || !has_prefix(s + word_end, len - word_end, "://")) {
    /* example.com/path: a domain, then a slash */
    if (word_end >= len || s[word_end] != '/') return 0;
    return quoth__weblink_is_domain(word, n)
               ? url_from(s, len, start, word_end + 1)
               : 0;
  }
  for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
    if (n == strlen(schemes[i]) && has_prefix(word, n, schemes[i]))
      return url_from(s, len, start, word_end + 3);
  return 0;
}

/* End of name.name.name from `at`: at least one period, letters last. */
static uint32_t domain_end(const char *s, uint32_t len, uint32_t at) {
  uint32_t end = at, label = at, n_labels = 1;
  while (end < len) {
    if (is_ascii_alnum(s[end]) || (s[end] == '-' && end > label)) {
      end++;
    } else if (s[end] == '.' && end > label && end + 1 < len &&
               is_ascii_alnum(s[end + 1])) {
      label = ++end;
      n_labels++;
    } else {
      break;
    }
  }
  while (end > label && s[end - 1] == '-') end--;
  bool letters = end - label >= 2 && (s[label] | 32) >= 'a';
  return n_labels > 1 && letters ? end : 0;
}

bool quoth__weblink_email(const char *s, uint32_t len, uint32_t at,
                          quoth_span *out) {
  uint32_t start = at;
  while (start > 0 && at - start < LOCAL_MAX &&
         (is_ascii_alnum(s[start - 1]) ||
          (s[start - 1] && strchr("._%+-", s[start - 1]))))
    start--;
  while (start < at && !is_ascii_alnum(s[start])) start++;
  uint32_t end = start < at ? domain_end(s, len, at + 1) : 0;
  *out = (quoth_span){start, end};
  return end != 0;
}

uint32_t quoth__weblink_tag(const char *s, uint32_t len, uint32_t at) {
  size_t end = at + 1u;
  bool letter = false;
  while (end < len) {
    quoth__char c = quoth__utf8_get(s, len, end);
    bool is_letter = quoth__props_is_letter(c.cp);
    if (!is_letter && c.cp != '_' && !quoth__props_is_mark(c.cp) &&
        !quoth__props_is_number(c.cp))
      break;
    letter |= is_letter;
    end += c.len;
  }
  return letter ? (uint32_t)end : 0;
}
