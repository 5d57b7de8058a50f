/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "bench.h"

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { MAX_ROUNDS = 15, MAX_CONTESTANTS = 16 };
#define LEAST_SECONDS 0.02 /* of one timing: faster runs are repeated */

static const struct {
  const char *name;
  void (*run)(void);
} BENCHES[] = {
    {"cli", bench_cli},
    {"doc", bench_doc},
    {"english", bench_english},
    {"lang", bench_lang},
    {"regex", bench_regex},
    {"phrases", bench_phrases},
    {"rules", bench_rules},
    {"segmentation", bench_segmentation},
};

static FILE *out;
static volatile uint64_t sink;

/* Processor time: what else runs on the machine does not count. */
static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static double time_once(const struct bench_contestant *c, int repeats) {
  double start = now();
  for (int i = 0; i < repeats; i++) sink += c->run(c->ud);
  return (now() - start) / repeats;
}

static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

void bench_race(struct bench_contestant *c, size_t n) {
  double times[MAX_CONTESTANTS][MAX_ROUNDS];
  int repeats[MAX_CONTESTANTS];
  double slowest = 0;
  for (size_t i = 0; i < n; i++) {
    double t = time_once(&c[i], 1); /* warms up, too */
    repeats[i] = t < LEAST_SECONDS ? (int)(LEAST_SECONDS / (t + 1e-9)) + 1 : 1;
    if (t > slowest) slowest = t;
  }
  int rounds = slowest > 1 ? 3 : slowest > 0.2 ? 7 : MAX_ROUNDS;
  for (int r = 0; r < rounds; r++)
    for (size_t i = 0; i < n; i++) times[i][r] = time_once(&c[i], repeats[i]);
  for (size_t i = 0; i < n; i++) {
    qsort(times[i], (size_t)rounds, sizeof times[i][0], by_value);
    c[i].seconds = times[i][rounds / 2];
  }
}

void bench_figure(const char *bench, const char *metric, double value,
                  const char *unit) {
  printf("%-14s %-40s %12.4g %s\n", bench, metric, value, unit);
  fflush(stdout);
  fprintf(out,
          "{\"bench\":\"%s\",\"metric\":\"%s\",\"value\":%.6g,"
          "\"unit\":\"%s\"}\n",
          bench, metric, value, unit);
}

void bench_note(const char *bench, const char *note) {
  fprintf(out, "{\"bench\":\"%s\",\"note\":\"%s\"}\n", bench, note);
}

uint64_t bench_peak_memory(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (uint64_t)usage.ru_maxrss * 1024;
}

static void pin_to_one_core(void) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(0, &set);
  if (sched_setaffinity(0, sizeof set, &set) != 0)
    fprintf(stderr, "bench: not pinned to a core\n");
}

int main(int argc, char **argv) {
  const char *path = getenv("BENCH_OUT");
  out = fopen(path ? path : "/dev/null", "a");
  if (!out) return perror(path), 1;
  pin_to_one_core();
  int found = 0;
  for (size_t i = 0; i < sizeof BENCHES / sizeof *BENCHES; i++)
    if (argc < 2 || strcmp(argv[1], BENCHES[i].name) == 0)
      BENCHES[i].run(), found++;
  if (!found) fprintf(stderr, "bench: no benchmark is called %s\n", argv[1]);
  return fclose(out) != 0 || !found;
}
