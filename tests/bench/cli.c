/* SPDX-License-Identifier: MIT */
/*
 * The program: what reading and writing JSON Lines costs of a run, what a second
 * thread brings, how long it takes to start and to the first result.
 */
#define _GNU_SOURCE
#include "bench.h"

#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "io/json.h"
#include "io/reader.h"
#include "io/writer.h"
#include "quoth_lua.h"

enum { TEXT_BYTES = 1000000, DOC_BYTES = 5000, STARTS = 201, ROUNDS = 7 };

static const char *const PATH[] = {"scripts"};
static const char *const PACKS[] = {"quotes.en", "claims.en", "speakers.en"};

static void check(bool ok, const char *what) {
  if (ok) return;
  fprintf(stderr, "cli: %s\n", what);
  exit(1);
}

static double seconds(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double median(double *list, size_t n) {
  qsort(list, n, sizeof *list, by_value);
  return list[n / 2];
}

/* ---- JSON Lines in a run -------------------------------------------------------- */

/* Running text as articles of about DOC_BYTES. */
static void write_articles(const char *path) {
  struct bench_text text = bench_text("en", TEXT_BYTES);
  quoth__out *out = quoth__out_open(path);
  check(out != NULL, "out of memory");
  uint32_t id = 0;
  for (size_t at = 0; at < text.len;) {
    size_t len = text.len - at < DOC_BYTES ? text.len - at : DOC_BYTES;
    while (at + len < text.len && text.data[at + len - 1] != '\n') len++;
    quoth__out_str(out, "{\"id\": ");
    quoth__out_u32(out, id++);
    quoth__out_str(out, ", \"text\": ");
    quoth__json_string(out, text.data + at, len);
    quoth__out_str(out, "}\n");
    at += len;
  }
  check(quoth__out_close(out) == 0, "cannot write the articles");
}

struct phases {
  double read, work, written;
};

static void run_article(const quoth__record *record, quoth_context *context,
                        quoth__writer *writer, struct phases *t) {
  quoth_doc_options options = {.lang = "en"};
  quoth_doc *doc = NULL;
  quoth_error error = {0};
  double start = seconds(CLOCK_PROCESS_CPUTIME_ID);
  check(quoth_doc_new(record->text, record->text_len, &options, &doc) ==
            QUOTH_OK, "no doc");
  check(quoth_context_open(context, doc) == QUOTH_OK, "not opened");
  check(quoth_context_run(context, &error) == QUOTH_OK, error.message);
  double run = seconds(CLOCK_PROCESS_CPUTIME_ID);
  quoth__article article = quoth__article_of(record, context);
  check(quoth__writer_add(writer, &article) == QUOTH_OK, "not written");
  t->work += run - start;
  t->written += seconds(CLOCK_PROCESS_CPUTIME_ID) - run;
  quoth_doc_free(doc);
}

static struct phases run_all(quoth_context *context, const char *path) {
  struct phases t = {0};
  quoth_error error;
  quoth__record record;
  quoth__writer_options options = {
    .format = quoth__format_find("jsonl", QUOTH__WAY_OUT), .path = "/dev/null",
  };
  quoth__writer *writer = quoth__writer_open(&options);
  quoth__reader *reader = quoth__reader_open(path, NULL);
  check(writer && reader, "out of memory");
  for (;;) {
    double start = seconds(CLOCK_PROCESS_CPUTIME_ID);
    quoth__read read = quoth__reader_next(reader, &record, &error);
    t.read += seconds(CLOCK_PROCESS_CPUTIME_ID) - start;
    if (read == QUOTH__READ_END) break;
    check(read == QUOTH__READ_RECORD, error.message);
    run_article(&record, context, writer, &t);
  }
  quoth__reader_close(reader);
  quoth__writer_close(writer, &error);
  return t;
}

static uint64_t read_all(void *ud) {
  quoth_error error;
  quoth__record record;
  quoth__reader *reader = quoth__reader_open(ud, NULL);
  uint64_t n = 0;
  while (quoth__reader_next(reader, &record, &error) == QUOTH__READ_RECORD)
    n += record.text_len;
  quoth__reader_close(reader);
  return n;
}

static void measure_json(char *path) {
  quoth_host_options options = {.path = PATH, .n_path = 1};
  quoth_host *host;
  const quoth_engine *engine;
  quoth_context *context;
  quoth_error error = {0};
  check(quoth_host_new(&options, &host) == QUOTH_OK, "no host");
  for (size_t i = 0; i < sizeof PACKS / sizeof *PACKS; i++)
    check(quoth_host_load(host, PACKS[i], &error) == QUOTH_OK, error.message);
  check(quoth_host_finish(host, &engine, &error) == QUOTH_OK, error.message);
  check(quoth_host_context(host, &context, &error) == QUOTH_OK, error.message);
  double shares[3];
  for (int i = 0; i < 3; i++) {
    struct phases t = run_all(context, path);
    shares[i] = 100 * (t.read + t.written) / (t.read + t.work + t.written);
  }
  bench_figure("cli", "JSON Lines, share of a run", median(shares, 3), "%");
  quoth_context_free(context);
  quoth_host_free(host);
  struct bench_contestant reading = {"read", read_all, path, 0};
  bench_race(&reading, 1);
  bench_figure("cli", "JSON Lines read",
               (double)read_all(path) / reading.seconds / 1e6, "MB/s");
}

/* ---- The program ------------------------------------------------------------------- */

struct cost {
  double wall, processor;
};

/* Run a command, its output to nowhere, on all processors. */
static struct cost spawn(char *const *argv) {
  double start = seconds(CLOCK_MONOTONIC);
  pid_t child = vfork();
  if (child == 0) {
    cpu_set_t all;
    memset(&all, 0xFF, sizeof all);
    sched_setaffinity(0, sizeof all, &all);
    int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, 1);
    execvp(argv[0], argv);
    _exit(127);
  }
  int status;
  struct rusage usage;
  check(wait4(child, &status, 0, &usage) == child && status == 0, argv[0]);
  return (struct cost){
    seconds(CLOCK_MONOTONIC) - start,
    (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
        1e-6 * (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec),
  };
}

/* The same commands in turn; of each the medians, and the shortest time. */
static void race(char *const *a, char *const *b, int rounds,
                 struct cost median_of[2], double best[2]) {
  double wall[2][STARTS], processor[2][STARTS];
  for (int i = 0; i < rounds; i++) {
    for (int k = 0; k < 2; k++) {
      struct cost c = spawn(k ? b : a);
      wall[k][i] = c.wall;
      processor[k][i] = c.processor;
    }
  }
  for (int k = 0; k < 2; k++) {
    median_of[k].wall = median(wall[k], (size_t)rounds);
    median_of[k].processor = median(processor[k], (size_t)rounds);
    best[k] = wall[k][0];
  }
}

static void measure_threads(char *quoth, char *path) {
  char *one[] = {quoth, "run", "--no-config", "--jsonl", "-j1", path, NULL};
  char *two[] = {quoth, "run", "--no-config", "--jsonl", "-j2", path, NULL};
  struct cost cost[2];
  double best[2];
  race(one, two, ROUNDS, cost, best);
  bench_figure("cli", "2 threads against 1", best[0] / best[1], "times");
  bench_figure("cli", "processor time of 2 threads against 1",
               cost[1].processor / cost[0].processor, "times");
}

static void measure_start(char *quoth) {
  char *version[] = {quoth, "version", NULL};
  char *lua[] = {"lua5.4", "-e", "", NULL};
  struct cost cost[2];
  double best[2];
  race(version, lua, STARTS, cost, best);
  bench_figure("cli", "quoth version against lua5.4 -e ''",
               cost[0].wall / cost[1].wall, "times");
  bench_figure("cli", "the same in processor time",
               cost[0].processor / cost[1].processor, "times");
  bench_figure("cli", "quoth version", 1e3 * best[0], "ms");
  char *article[] = {quoth, "run", "--no-config", "--jsonl",
                     "examples/articles/council.txt", NULL};
  race(article, lua, 21, cost, best);
  bench_figure("cli", "first result of a short article", 1e3 * best[0], "ms");
  bench_figure("cli", "first result, processor time",
               1e3 * cost[0].processor, "ms");
}

void bench_cli(void) {
  char path[] = "/tmp/quoth-bench-XXXXXX.jsonl", *quoth = getenv("QUOTH");
  char standard[] = "build/quoth";
  int fd = mkstemps(path, 6);
  check(fd >= 0, "no temporary file");
  close(fd);
  if (!quoth) quoth = standard;
  check(access(quoth, X_OK) == 0, "QUOTH names no program");
  write_articles(path);
  measure_json(path);
  measure_threads(quoth, path);
  measure_start(quoth);
  unlink(path);
}
