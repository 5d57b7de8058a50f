/* SPDX-License-Identifier: MIT */
#include "io/unpack.h"

#include <stdlib.h>
#include <string.h>
#define ZLIB_CONST
#include <zlib.h>
#include <zstd.h>

enum { GZIP_WINDOW = 15 + 16, DICTIONARY_MAX = 64 << 20 };

struct quoth__unpack {
  bool is_zstd, inside; /* of a member */
  uint64_t n_in, n_out;
  z_stream zlib;
  ZSTD_DCtx *zstd;
  /* .warc.zst: a skippable frame at the start holds the dictionary */
  unsigned char head[8];
  size_t n_head;
  char *dictionary;
  size_t n_dictionary, cap_dictionary;
  bool is_started;
};

static bool is_gzip(const unsigned char *s) {
  return s[0] == 0x1F && s[1] == 0x8B && s[2] == 8;
}

static uint32_t little(const unsigned char *s) {
  return s[0] | (uint32_t)s[1] << 8 | (uint32_t)s[2] << 16 |
         (uint32_t)s[3] << 24;
}

/* A frame, or one that decoders skip. */
static bool is_zstd(const unsigned char *s) {
  return little(s) == ZSTD_MAGICNUMBER ||
         (little(s) & ZSTD_MAGIC_SKIPPABLE_MASK) == ZSTD_MAGIC_SKIPPABLE_START;
}

static bool is_dictionary(const unsigned char *s) {
  return little(s) == 0x184D2A5Du;
}

bool quoth__unpack_knows(const unsigned char *head, size_t len) {
  return len >= QUOTH__UNPACK_MAGIC && (is_gzip(head) || is_zstd(head));
}

quoth__unpack *quoth__unpack_new(const unsigned char *head, size_t len) {
  quoth__unpack *u = calloc(1, sizeof *u);
  if (!u) return NULL;
  u->is_zstd = len >= QUOTH__UNPACK_MAGIC && is_zstd(head);
  u->is_started = !u->is_zstd || !is_dictionary(head);
  bool ok = false;
  if (u->is_zstd) ok = (u->zstd = ZSTD_createDCtx()) != NULL;
  else ok = inflateInit2(&u->zlib, GZIP_WINDOW) == Z_OK;
  if (ok) return u;
  free(u);
  return NULL;
}

void quoth__unpack_free(quoth__unpack *u) {
  if (!u) return;
  if (u->is_zstd) ZSTD_freeDCtx(u->zstd);
  else inflateEnd(&u->zlib);
  free(u->dictionary);
  free(u);
}

bool quoth__unpack_may_end(const quoth__unpack *u) {
  return !u->inside && u->is_started;
}

/* ---- gzip ---------------------------------------------------------------- */

static quoth__unpacked more_gzip(quoth__unpack *u, quoth__unpack_step *s,
                                 const char **problem) {
  z_stream *z = &u->zlib;
  uInt most = 1u << 30;
  z->next_in = s->in;
  z->avail_in = s->n_in < most ? (uInt)s->n_in : most;
  z->next_out = (unsigned char *)s->out;
  z->avail_out = s->n_out < most ? (uInt)s->n_out : most;
  u->inside = true;
  int code = inflate(z, Z_NO_FLUSH);
  s->n_in -= (size_t)(z->next_in - s->in);
  s->in = z->next_in;
  s->n_out -= (size_t)((char *)z->next_out - s->out);
  s->out = (char *)z->next_out;
  if (code == Z_STREAM_END) {
    u->inside = false;
    inflateReset(z);
    return QUOTH__UNPACKED_MEMBER;
  }
  if (code == Z_OK || code == Z_BUF_ERROR) return QUOTH__UNPACKED_SOME;
  if (code == Z_MEM_ERROR) return QUOTH__UNPACKED_NOMEM;
  *problem = "damaged gzip data";
  return QUOTH__UNPACKED_BAD;
}

/* ---- zstd ---------------------------------------------------------------- */

/* Unpack a whole frame. @return its length, or 0; `out` owned */
static size_t unpack_frame(const void *s, size_t n, char **out) {
  ZSTD_DCtx *zstd = ZSTD_createDCtx();
  ZSTD_inBuffer in = {s, n, 0};
  size_t len = 0, left = 1;
  for (size_t cap = 1 << 16; zstd && left > 0 && cap <= DICTIONARY_MAX;
       cap *= 2) {
    char *grown = realloc(*out, cap);
    if (!grown) break;
    *out = grown;
    ZSTD_outBuffer to = {grown, cap, len};
    left = ZSTD_decompressStream(zstd, &to, &in);
    len = to.pos;
    if (ZSTD_isError(left) || (left > 0 && len < cap)) break;
  }
  ZSTD_freeDCtx(zstd);
  return left == 0 ? len : 0;
}

/* The dictionary may be packed itself. */
static bool load_dictionary(quoth__unpack *u) {
  const unsigned char *s = (const unsigned char *)u->dictionary;
  size_t n = u->n_dictionary;
  if (n < 4 || little(s) != ZSTD_MAGICNUMBER)
    return !ZSTD_isError(ZSTD_DCtx_loadDictionary(u->zstd, s, n));
  char *plain = NULL;
  n = unpack_frame(s, n, &plain);
  bool ok = n > 0 && !ZSTD_isError(ZSTD_DCtx_loadDictionary(u->zstd, plain, n));
  free(plain);
  return ok;
}

/* Gather the frame of the dictionary. */
static quoth__unpacked more_dictionary(quoth__unpack *u,
                                       quoth__unpack_step *s,
                                       const char **problem) {
  while (u->n_head < sizeof u->head && s->n_in > 0) {
    u->head[u->n_head++] = *s->in++;
    s->n_in--;
  }
  if (u->n_head < sizeof u->head) return QUOTH__UNPACKED_SOME;
  u->cap_dictionary = little(u->head + 4);
  *problem = "a zstd dictionary of more than 64 MiB";
  if (u->cap_dictionary > DICTIONARY_MAX) return QUOTH__UNPACKED_BAD;
  if (!u->dictionary) u->dictionary = malloc(u->cap_dictionary + 1);
  if (!u->dictionary) return QUOTH__UNPACKED_NOMEM;
  size_t n = u->cap_dictionary - u->n_dictionary;
  if (n > s->n_in) n = s->n_in;
  memcpy(u->dictionary + u->n_dictionary, s->in, n);
  u->n_dictionary += n;
  s->in += n;
  s->n_in -= n;
  if (u->n_dictionary < u->cap_dictionary) return QUOTH__UNPACKED_SOME;
  u->is_started = true;
  *problem = "a damaged zstd dictionary";
  return load_dictionary(u) ? QUOTH__UNPACKED_MEMBER : QUOTH__UNPACKED_BAD;
}

static quoth__unpacked more_zstd(quoth__unpack *u, quoth__unpack_step *s,
                                 const char **problem) {
  if (!u->is_started) return more_dictionary(u, s, problem);
  ZSTD_inBuffer in = {s->in, s->n_in, 0};
  ZSTD_outBuffer out = {s->out, s->n_out, 0};
  u->inside = true;
  size_t left = ZSTD_decompressStream(u->zstd, &out, &in);
  s->in += in.pos;
  s->n_in -= in.pos;
  s->out += out.pos;
  s->n_out -= out.pos;
  if (ZSTD_isError(left)) {
    *problem = "damaged zstd data";
    return QUOTH__UNPACKED_BAD;
  }
  if (left > 0) return QUOTH__UNPACKED_SOME;
  u->inside = false;
  return QUOTH__UNPACKED_MEMBER;
}

quoth__unpacked quoth__unpack_more(quoth__unpack *u, quoth__unpack_step *s,
                                   const char **problem) {
  size_t n_in = s->n_in, n_out = s->n_out;
  quoth__unpacked got = u->is_zstd ? more_zstd(u, s, problem)
                                   : more_gzip(u, s, problem);
  u->n_in += n_in - s->n_in;
  u->n_out += n_out - s->n_out;
  if (u->n_out > u->n_in * QUOTH__UNPACK_TIMES + QUOTH__UNPACK_OVER)
    return QUOTH__UNPACKED_BOMB;
  return got;
}
