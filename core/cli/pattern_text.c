/* SPDX-License-Identifier: MIT */
#include "cli/pattern_text.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

/* Behind the quoted piece that starts at `at`: "…" or /…/. */
static size_t quoted_end(const char *p, size_t len, size_t at) {
  char mark = p[at++];
  while (at < len && p[at] != mark) at += p[at] == '\\' ? 2 : 1;
  return at < len ? at + 1 : len;
}

/* Whether the '>' at `at` compares: '=' or a number follows at once. */
static bool compares(const char *p, size_t len, size_t at) {
  at++;
  return at < len && (p[at] == '=' || isdigit((unsigned char)p[at]));
}

/* Behind the ']', '}' or '>' that closes the bracket at `at`. */
static size_t condition_end(const char *p, size_t len, size_t at) {
  char close = p[at] == '[' ? ']' : p[at] == '{' ? '}' : '>';
  for (at++; at < len;) {
    if (p[at] == '"' || p[at] == '/') at = quoted_end(p, len, at);
    else if (p[at] == '{') at = condition_end(p, len, at);
    else if (p[at] == close && (close != '>' || !compares(p, len, at)))
      return at + 1;
    else at++;
  }
  return len;
}

static size_t bracketed_end(const char *p, size_t len, size_t at) {
  if (p[at] != '(') return condition_end(p, len, at);
  at++;
  if (at < len && p[at] == '?') at += at + 1 < len && p[at + 1] == '<' ? 3 : 2;
  while (at < len && p[at] != ')') {
    if (p[at] == '"' || p[at] == '/') at = quoted_end(p, len, at);
    else if (strchr("([{<", p[at])) at = bracketed_end(p, len, at);
    else if (p[at] == '#') at += strcspn(p + at, "\n");
    else at++;
  }
  return at < len ? at + 1 : len;
}

static size_t name_end(const char *p, size_t len, size_t at) {
  while (at < len && (isalnum((unsigned char)p[at]) || strchr("_./-", p[at])))
    at++;
  return at;
}

size_t pattern_element_end(const char *p, size_t len, size_t at) {
  size_t end = at;
  while (end < len && (isalnum((unsigned char)p[end]) || p[end] == '_')) end++;
  if (end < len && end > at && p[end] == ':') at = end + 1;
  if (at >= len) return len;
  if (p[at] == '"' || p[at] == '/') {
    at = quoted_end(p, len, at);
    while (at < len && (p[at] == 'c' || p[at] == 'i')) at++;
  } else if (p[at] == '$' || p[at] == '@') {
    at = name_end(p, len, at + 1);
    if (at < len && p[at] == '=') at = quoted_end(p, len, at + 1);
    if (at < len && p[at] == '(') at = bracketed_end(p, len, at);
    if (at < len && p[at] == '{' && at + 1 < len &&
        isalpha((unsigned char)p[at + 1]))
      at = bracketed_end(p, len, at);
  } else if (strchr("([<", p[at])) {
    at = bracketed_end(p, len, at);
  } else {
    at++;
  }
  if (at < len && p[at] == '{') at = bracketed_end(p, len, at);
  while (at < len && strchr("?*+", p[at])) at++;
  return at;
}

size_t pattern_name_start(const char *p, size_t at) {
  if (at == 0 || p[at - 1] != ':') return at;
  for (at--; at > 0 && (isalnum((unsigned char)p[at - 1]) || p[at - 1] == '_');)
    at--;
  return at;
}

size_t pattern_element_start(const char *p, size_t at) {
  size_t from = at;
  while (from > 0 && isspace((unsigned char)p[from - 1])) from--;
  return pattern_name_start(p, from > 0 && p[from - 1] == '(' ? from - 1 : at);
}
