/* SPDX-License-Identifier: MIT */
/*
 * The harness of `make bench`: contestants run in turn, A B C A B C, on one
 * pinned core; medians are compared. Each figure is a line on the terminal and
 * a JSON line in the file named by BENCH_OUT.
 */
#ifndef QUOTH_BENCH_H
#define QUOTH_BENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What is timed; `sink` keeps the compiler from dropping the work. */
typedef uint64_t (*bench_fn)(void *ud);

struct bench_contestant {
  const char *name;
  bench_fn run;
  void *ud;
  double seconds; /* out: median of the rounds */
};

/** Time the contestants in turn until each has had its share of rounds. */
void bench_race(struct bench_contestant *c, size_t n);

/** Print a figure and append its JSON line. */
void bench_figure(const char *bench, const char *metric, double value,
                  const char *unit);

/** Append a remark for the report: which text, which kernel. */
void bench_note(const char *bench, const char *note);

struct bench_text {
  const char *lang;   /* "en" */
  const char *origin; /* "polnear.dev.jsonl" or "generated" */
  char *data;         /* UTF-8, NUL-terminated */
  size_t len;
};

/**
 * About `size` bytes of running text: from QUOTH_CORPORA for en, de and ru where
 * it is present, else generated. Freed at exit by nobody: benchmarks are short.
 */
struct bench_text bench_text(const char *lang, size_t size);

/** Peak resident memory of this process, in bytes. */
uint64_t bench_peak_memory(void);

/** simdjson's validation of UTF-8 by its best kernel: 1 when valid. */
uint64_t bench_simdjson_valid(const char *s, size_t len);

/** StringZilla's words, added to `*words`; false where it is not built in. */
bool bench_stringzilla_words(const char *s, size_t len, uint64_t *words);

/* The benchmarks, one file each. */
void bench_cli(void);
void bench_doc(void);
void bench_english(void);
void bench_lang(void);
void bench_regex(void);
void bench_phrases(void);
void bench_rules(void);
void bench_segmentation(void);

#ifdef __cplusplus
}
#endif

#endif
