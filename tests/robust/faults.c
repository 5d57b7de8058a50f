/* SPDX-License-Identifier: MIT */
/*
 * For LD_PRELOAD: the FAULT_AT-th call that writes something fails, with the
 * number in FAULT_ERRNO; -1: it writes one byte only, -2: it is interrupted
 * first. The number of such calls, and which failed, goes to the file in
 * FAULT_COUNT. What goes to
 * standard error does not count, nor does closing what was only read.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static int n_calls;
static const char *failing = "-"; /* the call that failed */

static int setting(const char *name) {
  const char *text = getenv(name);
  return text ? atoi(text) : 0;
}

static int is_output(int fd) {
  int flags = fcntl(fd, F_GETFL);
  return fd != 2 && flags != -1 && (flags & O_ACCMODE) != O_RDONLY;
}

/* FAULT_ERRNO when this call is to fail, else 0. */
static int fault(const char *call) {
  int n = __atomic_add_fetch(&n_calls, 1, __ATOMIC_SEQ_CST);
  if (n != setting("FAULT_AT")) return 0;
  failing = call;
  return setting("FAULT_ERRNO");
}

static int failed(int number) {
  errno = number;
  return -1;
}

#define REAL(type, name, arguments) \
  type (*real) arguments = (type(*) arguments)dlsym(RTLD_NEXT, #name)

ssize_t write(int fd, const void *data, size_t len) {
  REAL(ssize_t, write, (int, const void *, size_t));
  int number = is_output(fd) ? fault(__func__) : 0;
  if (number > 0) return failed(number);
  if (number == -2) return failed(EINTR);
  return real(fd, data, number == -1 && len > 1 ? 1 : len);
}

ssize_t pwrite64(int fd, const void *data, size_t len, off64_t at) {
  REAL(ssize_t, pwrite64, (int, const void *, size_t, off64_t));
  int number = fault(__func__);
  return number > 0 ? failed(number) : real(fd, data, len, at);
}

/* fsync and close of a folder count: they are of something that was written. */
int fsync(int fd) {
  REAL(int, fsync, (int));
  int number = fault(__func__);
  return number > 0 ? failed(number) : real(fd);
}

int fdatasync(int fd) {
  REAL(int, fdatasync, (int));
  int number = fault(__func__);
  return number > 0 ? failed(number) : real(fd);
}

int close(int fd) {
  REAL(int, close, (int));
  int number = is_output(fd) ? fault(__func__) : 0, result = real(fd);
  return number > 0 ? failed(number) : result;
}

int rename(const char *from, const char *to) {
  REAL(int, rename, (const char *, const char *));
  int number = fault(__func__);
  return number > 0 ? failed(number) : real(from, to);
}

int unlink(const char *path) {
  REAL(int, unlink, (const char *));
  int number = fault(__func__);
  return number > 0 ? failed(number) : real(path);
}

int mkdir(const char *path, mode_t mode) {
  REAL(int, mkdir, (const char *, mode_t));
  int number = fault(__func__);
  return number > 0 ? failed(number) : real(path, mode);
}

int ftruncate64(int fd, off64_t len) {
  REAL(int, ftruncate64, (int, off64_t));
  int number = fault(__func__);
  return number > 0 ? failed(number) : real(fd, len);
}

int ftruncate(int fd, off_t len) { return ftruncate64(fd, len); }

static void __attribute__((destructor)) tell(void) {
  const char *path = getenv("FAULT_COUNT");
  FILE *f = path ? fopen(path, "w") : NULL;
  if (!f) return;
  fprintf(f, "%d %s\n", n_calls, failing);
  fclose(f);
}
