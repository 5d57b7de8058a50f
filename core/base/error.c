/* SPDX-License-Identifier: MIT */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *quoth_status_name(quoth_status status) {
  switch (status) {
    case QUOTH_OK: return "ok";
    case QUOTH_ENOMEM: return "out of memory";
    case QUOTH_EINVAL: return "invalid argument";
    case QUOTH_ESYNTAX: return "syntax error";
    case QUOTH_ELIMIT: return "limit reached";
    case QUOTH_ESCRIPT: return "script error";
    case QUOTH_EIO: return "input/output error";
    case QUOTH_ENOTFOUND: return "not found";
  }
  return "unknown status";
}

static void put(char *out, size_t size, size_t *len, const char *s) {
  for (; *s; s++, ++*len)
    if (*len + 1 < size) out[*len] = *s;
}

size_t quoth_error_format(const quoth_error *error, char *out, size_t size) {
  char place[300] = "";
  size_t len = 0;
  if (!out) size = 0;
  if (size) *out = '\0';
  if (!error) return 0;
  if (error->line)
    snprintf(place, sizeof place, "%s:%u:%u: ", error->source, error->line,
             error->column);
  else if (error->source[0])
    snprintf(place, sizeof place, "%s: ", error->source);
  put(out, size, &len, place);
  put(out, size, &len,
      error->message[0] ? error->message : quoth_status_name(error->status));
  put(out, size, &len, "\n");
  if (error->excerpt[0]) {
    put(out, size, &len, "  ");
    put(out, size, &len, error->excerpt);
    put(out, size, &len, "\n  ");
    for (uint32_t i = 1; i < error->caret; i++) put(out, size, &len, " ");
    put(out, size, &len, "^\n");
  }
  if (error->hint[0]) {
    put(out, size, &len, "  hint: ");
    put(out, size, &len, error->hint);
    put(out, size, &len, "\n");
  }
  if (size) out[len < size ? len : size - 1] = '\0';
  return len;
}

static void fill(quoth_error *error, quoth_status status, const char *format,
                 va_list args) {
  *error = (quoth_error){.status = status};
  vsnprintf(error->message, sizeof error->message, format, args);
}

quoth_status quoth__error_set(quoth_error *error, quoth_status status,
                              const char *format, ...) {
  if (!error) return status;
  va_list args;
  va_start(args, format);
  fill(error, status, format, args);
  va_end(args);
  return status;
}

static bool is_lead(char c) { return ((unsigned char)c & 0xC0) != 0x80; }

static uint32_t count_cps(const char *s, size_t len) {
  uint32_t n = 0;
  for (size_t i = 0; i < len; i++) n += is_lead(s[i]);
  return n;
}

/* Copy the line around `at`, or the part of it that fits; sets the caret. */
static void set_excerpt(quoth_error *error, const char *text, size_t first,
                        size_t last, size_t at) {
  size_t room = sizeof error->excerpt - 1;
  if (last - first > room && at - first > room / 2) {
    first = at - room / 2;
    while (first < at && !is_lead(text[first])) first++;
  }
  if (last - first > room) {
    last = first + room;
    while (last > first && !is_lead(text[last])) last--;
  }
  memcpy(error->excerpt, text + first, last - first);
  error->excerpt[last - first] = '\0';
  for (char *c = error->excerpt; *c; c++)
    if ((unsigned char)*c < ' ') *c = ' ';
  error->caret = count_cps(text + first, at - first) + 1;
}

quoth_status quoth__error_at(quoth_error *error, quoth_status status,
                             const quoth_origin *origin, const char *text,
                             size_t len, size_t at, const char *format, ...) {
  if (!error) return status;
  va_list args;
  va_start(args, format);
  fill(error, status, format, args);
  va_end(args);
  if (at > len) at = len;
  uint32_t line = 0;
  size_t first = 0, last = at;
  for (size_t i = 0; i < at; i++)
    if (text[i] == '\n') line++, first = i + 1;
  while (last < len && text[last] != '\n') last++;
  snprintf(error->source, sizeof error->source, "%s",
           origin && origin->source ? origin->source : "?");
  uint32_t column = count_cps(text + first, at - first) + 1;
  if (origin && line == 0 && origin->column) column += origin->column - 1;
  error->line = (origin && origin->line ? origin->line : 1) + line;
  error->column = column;
  error->byte = (uint32_t)at;
  set_excerpt(error, text, first, last, at);
  return status;
}

void quoth__error_hint(quoth_error *error, const char *format, ...) {
  if (!error) return;
  va_list args;
  va_start(args, format);
  vsnprintf(error->hint, sizeof error->hint, format, args);
  va_end(args);
}

enum { LONGEST_NAME = 63 };

static unsigned min3(unsigned a, unsigned b, unsigned c) {
  unsigned m = a < b ? a : b;
  return m < c ? m : c;
}

/* Optimal string alignment distance by three rolling rows. */
static unsigned distance(const char *a, size_t n, const char *b, size_t m) {
  unsigned row[3][LONGEST_NAME + 2];
  for (unsigned j = 0; j <= m; j++) row[0][j] = j;
  for (unsigned i = 1; i <= n; i++) {
    unsigned *now = row[i % 3], *up = row[(i + 2) % 3], *up2 = row[(i + 1) % 3];
    now[0] = i;
    for (unsigned j = 1; j <= m; j++) {
      unsigned cost = a[i - 1] != b[j - 1];
      now[j] = min3(up[j] + 1, now[j - 1] + 1, up[j - 1] + cost);
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
          up2[j - 2] + 1 < now[j])
        now[j] = up2[j - 2] + 1;
    }
  }
  return row[n % 3][m];
}

const char *quoth__nearest(const char *name, size_t len,
                           const char *const *candidates, size_t count) {
  const char *best = NULL;
  unsigned least = (unsigned)(len < 3 ? 1 : len / 3 + 1);
  if (len > LONGEST_NAME) return NULL;
  for (size_t i = 0; i < count; i++) {
    size_t m = candidates[i] ? strlen(candidates[i]) : LONGEST_NAME + 1;
    if (m > LONGEST_NAME) continue;
    unsigned d = distance(name, len, candidates[i], m);
    if (d <= least && (!best || d < least)) best = candidates[i], least = d;
  }
  return best;
}

/* ---- For hosts ------------------------------------------------------------ */

quoth_status quoth_error_at(quoth_error *error, quoth_status status,
                            const quoth_origin *origin, const char *text,
                            size_t len, size_t at, const char *message) {
  if (!text || len > INT32_MAX) text = "", len = 0; /* no such text */
  return quoth__error_at(error, status, origin, text, len, at, "%s",
                         message ? message : "");
}

const char *quoth_name_nearest(const char *name, size_t len,
                               const char *const *candidates, size_t count) {
  if (!name || !candidates) return NULL;
  return quoth__nearest(name, len, candidates, count);
}
