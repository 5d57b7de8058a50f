/* SPDX-License-Identifier: MIT */
#include "lua/places.h"

#include <stdarg.h>
#include <stdio.h>

static const quoth__source *source_of(const quoth__place *place) {
  return place->file && place->file->source.text ? &place->file->source : NULL;
}

quoth__place quoth__place_of_caller(lua_State *L, int level) {
  quoth__place place = {NULL, QUOTH_NONE, 0};
  quoth__script *s = quoth__script_of(L);
  lua_Debug ar;
  if (!s || !lua_getstack(L, level, &ar) || !lua_getinfo(L, "Sl", &ar))
    return place;
  if (*ar.source != '@' || ar.currentline < 0) return place;
  place.file = quoth__files_find(s->files, ar.source + 1);
  place.line = (uint32_t)ar.currentline;
  return place;
}

static uint32_t from_piece(const quoth__place *place) {
  return place->near == QUOTH_NONE ? 0 : place->near;
}

quoth__place quoth__place_pair(quoth__place from, const char *key,
                               const char *value, size_t len) {
  const quoth__source *source = source_of(&from);
  if (!source) return from;
  uint32_t found =
      quoth__source_pair(source, key, value, len, from_piece(&from));
  if (found != QUOTH_NONE) from.near = found;
  return from;
}

uint32_t quoth__place_line(quoth__place place) {
  const quoth__source *source = source_of(&place);
  if (!source || place.near == QUOTH_NONE) return place.line;
  return source->pieces[place.near].line;
}

/* The column, in code points from 1, of a byte of a file. */
static uint32_t column_of(const quoth__file *file, uint32_t byte) {
  uint32_t start = byte, column = 1;
  while (start > 0 && file->text[start - 1] != '\n') start--;
  for (; start < byte; start++)
    column += ((unsigned char)file->text[start] & 0xC0) != 0x80;
  return column;
}

quoth_origin quoth__place_string(quoth__place from, const char *value,
                                 size_t len) {
  const quoth__source *source = source_of(&from);
  quoth_origin origin = {from.file ? from.file->path : NULL,
                         quoth__place_line(from), 0};
  if (!source) return origin;
  uint32_t found =
      quoth__source_string(source, value, len, from_piece(&from));
  if (found == QUOTH_NONE) return origin;
  origin.line = source->pieces[found].line;
  origin.column = column_of(from.file, source->pieces[found].start);
  return origin;
}

/* The byte of the file to point at. */
static bool find_byte(const quoth__place *place, const char *key,
                      uint32_t *byte) {
  const quoth__source *source = source_of(place);
  if (!source) return false;
  uint32_t piece = place->near;
  if (key) {
    uint32_t found =
        quoth__source_key(source, key, strlen(key), from_piece(place));
    if (found != QUOTH_NONE) piece = found;
  }
  if (piece == QUOTH_NONE) return false;
  *byte = source->pieces[piece].start;
  return true;
}

/* First byte of a line that is not blank. */
static size_t line_start(const quoth__file *file, uint32_t line) {
  const char *at = file->text;
  for (uint32_t i = 1; at && i < line; i++)
    if ((at = strchr(at, '\n'))) at++;
  if (!at) return file->len;
  return (size_t)(at + strspn(at, " \t") - file->text);
}

int quoth__place_fail(lua_State *L, quoth__place place, const char *key,
                      const char *near_name, const char *format, ...) {
  quoth_error error = {.status = QUOTH_ESYNTAX};
  char message[sizeof error.message];
  uint32_t byte;
  va_list args;
  va_start(args, format);
  vsnprintf(message, sizeof message, format, args);
  va_end(args);
  if (find_byte(&place, key, &byte))
    quoth__file_error(place.file, &error, QUOTH_ESYNTAX, byte, message);
  else if (place.file && place.line)
    quoth__file_error(place.file, &error, QUOTH_ESYNTAX,
                      line_start(place.file, place.line), message);
  else
    snprintf(error.message, sizeof error.message, "%s", message);
  if (near_name)
    snprintf(error.hint, sizeof error.hint, "did you mean '%s'?", near_name);
  return quoth__raise(L, &error);
}

/* ---- Inside of patterns ---------------------------------------------------------- */

/* Byte of the file at a line and a column of code points. */
static size_t byte_at(const quoth__file *file, uint32_t line,
                      uint32_t column) {
  const char *at = file->text;
  for (uint32_t i = 1; at && i < line; i++)
    if ((at = strchr(at, '\n'))) at++;
  if (!at) return file->len;
  size_t byte = (size_t)(at - file->text);
  for (uint32_t i = 1; i < column && byte < file->len; i++)
    byte += quoth_utf8_get(file->text, file->len, byte, NULL);
  return byte;
}

static bool has_escape(const quoth__file *file, const quoth__piece *p) {
  return p->kind == QUOTH__PIECE_STRING &&
         memchr(file->text + p->start, '\\', p->end - p->start);
}

/* Does the excerpt stand in the file with its caret at `byte`? */
static bool agrees(const quoth__file *file, const quoth_error *error,
                   size_t byte) {
  size_t before = 0, n = strlen(error->excerpt);
  for (uint32_t i = 1; i < error->caret && before < n; i++)
    before += quoth_utf8_get(error->excerpt, n, before, NULL);
  if (before > byte || byte - before + n > file->len) return false;
  const char *at = file->text + byte - before;
  for (size_t i = 0; i < n; i++)
    if (at[i] != error->excerpt[i] && (unsigned char)at[i] >= ' ')
      return false;
  return true;
}

void quoth__place_refine(quoth__files *files, quoth_error *error) {
  const quoth__file *file =
      error->line ? quoth__files_find(files, error->source) : NULL;
  if (!file || !file->source.text || !error->excerpt[0]) return;
  size_t byte = byte_at(file, error->line, error->column);
  uint32_t piece = quoth__source_over(&file->source, (uint32_t)byte);
  if (piece == QUOTH_NONE) return;
  bool escapes = has_escape(file, &file->source.pieces[piece]);
  if (!escapes && !agrees(file, error, byte)) return;
  quoth_error copy = *error;
  size_t true_byte = quoth__source_byte(&file->source, piece, copy.byte);
  quoth__file_error(file, error, copy.status, true_byte, copy.message);
  error->byte = copy.byte;
  memcpy(error->hint, copy.hint, sizeof copy.hint);
}

void quoth__place_argument(lua_State *L, const char *pattern, size_t len,
                           quoth_error *error) {
  quoth__script *s = quoth__script_of(L);
  quoth__place place = quoth__place_of_caller(L, 1);
  if (place.file) {
    snprintf(error->source, sizeof error->source, "%s", place.file->path);
    error->line = place.line;
  }
  if (!s || !source_of(&place)) return;
  uint32_t line = place.line; /* the literal in or after the line of the call */
  const quoth__source *source = &place.file->source;
  place.near = 0;
  while (place.near + 1 < source->count &&
         source->pieces[place.near].line < line)
    place.near++;
  quoth_origin origin = quoth__place_string(place, pattern, len);
  if (!origin.column) return;
  quoth_error copy = *error;
  quoth_error_at(error, copy.status, &origin, pattern, len, copy.byte,
                 copy.message);
  memcpy(error->hint, copy.hint, sizeof copy.hint);
  quoth__place_refine(s->files, error);
}
