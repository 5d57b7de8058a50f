/* SPDX-License-Identifier: MIT */
/* Output that is buffered, and checked to the last byte and the close. */
#ifndef QUOTH_IO_OUT_H
#define QUOTH_IO_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * The first failure is kept (an errno) and later writes are no-ops, so that
 * callers write on and ask once, at quoth__out_close().
 */
typedef struct quoth__out quoth__out;

/**
 * @param path NULL or "-" for standard output; else made or emptied
 * @return owned: quoth__out_close(); NULL when memory is out. A path that does
 *   not open is a failure that is kept.
 */
quoth__out *quoth__out_open(const char *path);

/** A file that is there, to be written on behind its first `at` bytes. */
quoth__out *quoth__out_open_at(const char *path, uint64_t at);

/**
 * An output that keeps what is written.
 * @return owned: quoth__out_close(); NULL when memory is out
 */
quoth__out *quoth__out_memory(void);

/** What was written to memory; borrowed until the next write or clear. */
const char *quoth__out_bytes(quoth__out *out, size_t *len);

/** Forget what was written to memory, and a failure. */
void quoth__out_clear(quoth__out *out);

void quoth__out_add(quoth__out *out, const char *s, size_t len);
void quoth__out_str(quoth__out *out, const char *s);
void quoth__out_char(quoth__out *out, char c);
void quoth__out_u32(quoth__out *out, uint32_t n);
void quoth__out_u64(quoth__out *out, uint64_t n);
void quoth__out_pad(quoth__out *out, char c, uint32_t n);

/** Everything so far goes to the system; for a terminal or a pipe. */
void quoth__out_flush(quoth__out *out);

/**
 * Everything so far is on the disk when this returns; for regular files.
 * @param n_bytes out: the length of the file
 * @return false after a failure, which is kept
 */
bool quoth__out_sync(quoth__out *out, uint64_t *n_bytes);

/** The first failure, or 0. */
int quoth__out_error(const quoth__out *out);

/** Path as given, or "standard output". Borrowed as `out`. */
const char *quoth__out_name(const quoth__out *out);

/** True when it goes to a terminal. */
bool quoth__out_is_terminal(const quoth__out *out);

/** File descriptor, for asking a terminal its size. */
int quoth__out_fd(const quoth__out *out);

/** Write what is left, close, free. @return the first failure, or 0 */
int quoth__out_close(quoth__out *out);

#endif
