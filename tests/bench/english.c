/* SPDX-License-Identifier: MIT */
/*
 * The whole English job: text in, attributions out, with the packs that are
 * shipped. How fast, where the time goes, what it costs to start and to hold,
 * and whether a text twice as long costs more than twice as much.
 */
#define _GNU_SOURCE
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "engine/context.h"
#include "quoth_lua.h"

enum { MAX_DOCS = 2000, DOC_BYTES = 5000, TEXT_BYTES = 1000000 };

static const char *const PATH[] = {"scripts"};
static const char *const PACKS[] = {"quotes.en", "claims.en", "speakers.en"};
enum { N_PACKS = sizeof PACKS / sizeof *PACKS };

struct articles {
  const char *text[MAX_DOCS];
  size_t len[MAX_DOCS];
  uint32_t n;
  size_t n_bytes;
};

/* Every byte that an engine, a context and a doc hold. */
struct meter {
  size_t now, most;
};

struct job {
  const struct articles *articles;
  quoth_context *context;
  struct meter *meter;
};

static void check(quoth_status status, const quoth_error *error) {
  if (status == QUOTH_OK) return;
  fprintf(stderr, "english: %s\n", error->message);
  exit(1);
}

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void *metered(void *ud, void *ptr, size_t osize, size_t nsize) {
  struct meter *m = ud;
  void *out = NULL;
  if (nsize) out = realloc(ptr, nsize);
  else free(ptr);
  if (nsize && !out) return NULL;
  m->now += nsize - (ptr ? osize : 0);
  if (m->now > m->most) m->most = m->now;
  return out;
}

static quoth_allocator allocator_of(struct meter *m) {
  return (quoth_allocator){metered, m};
}

/* Articles of about DOC_BYTES, cut at a line's end. */
static void cut(struct articles *a, const char *text, size_t len) {
  while (len && a->n < MAX_DOCS) {
    size_t size = len < DOC_BYTES ? len : DOC_BYTES;
    while (size < len && text[size - 1] != '\n') size++;
    a->text[a->n] = text;
    a->len[a->n++] = size;
    a->n_bytes += size;
    text += size;
    len -= size;
  }
}

/* ---- The packs ----------------------------------------------------------- */

static quoth_host *load(struct meter *m) {
  quoth_host *host;
  quoth_error error = {.message = "cannot make a host"};
  quoth_allocator allocator = allocator_of(m);
  quoth_host_options options = {
      .allocator = &allocator, .path = PATH, .n_path = 1};
  check(quoth_host_new(&options, &host), &error);
  for (size_t i = 0; i < N_PACKS; i++)
    check(quoth_host_load(host, PACKS[i], &error), &error);
  return host;
}

static quoth_context *start(quoth_host *host) {
  const quoth_engine *engine;
  quoth_context *context;
  quoth_error error = {.message = "out of memory"};
  check(quoth_host_finish(host, &engine, &error), &error);
  check(quoth_host_context(host, &context, &error), &error);
  return context;
}

static uint64_t time_load(void *ud) {
  quoth_host *host = load(ud);
  quoth_host_free(host);
  return 1;
}

static uint64_t time_compile(void *ud) {
  const quoth_engine *engine;
  quoth_error error = {.message = "out of memory"};
  quoth_host *host = load(ud);
  check(quoth_host_finish(host, &engine, &error), &error);
  quoth_host_free(host);
  return 1;
}

static uint64_t time_context(void *ud) {
  quoth_context_free(start(ud));
  return 1;
}

/* ---- The text, article by article ---------------------------------------- */

static quoth_doc *make_doc(const struct job *job, uint32_t i) {
  quoth_doc *doc = NULL;
  quoth_error error = {.message = "out of memory"};
  quoth_allocator allocator = allocator_of(job->meter);
  quoth_doc_options options = {.lang = "en", .allocator = &allocator};
  check(quoth_doc_new(job->articles->text[i], job->articles->len[i], &options,
                      &doc), &error);
  return doc;
}

static uint64_t run_docs(void *ud) {
  const struct job *job = ud;
  uint64_t n = 0;
  quoth_error error = {.message = "cannot open"};
  for (uint32_t i = 0; i < job->articles->n; i++) {
    quoth_doc *doc = make_doc(job, i);
    check(quoth_context_open(job->context, doc), &error);
    check(quoth_context_run(job->context, &error), &error);
    n += quoth_annotations_attributions(
        quoth_context_annotations(job->context), doc, NULL, 0);
    quoth_doc_free(doc);
  }
  return n;
}

static uint64_t only_docs(void *ud) {
  const struct job *job = ud;
  for (uint32_t i = 0; i < job->articles->n; i++)
    quoth_doc_free(make_doc(job, i));
  return 1;
}

/* ---- Where the time goes --------------------------------------------------- */

enum { MAX_STEPS = 64 };
struct step {
  char name[64];
  double seconds;
};

struct clock {
  struct step steps[MAX_STEPS];
  uint32_t n;
  double last;
};

static void lap(struct clock *c, const char *pack, const char *name) {
  char full[64];
  double now = seconds();
  uint32_t i = 0;
  snprintf(full, sizeof full, "%s%s%s", pack, *pack ? " " : "", name);
  while (i < c->n && strcmp(c->steps[i].name, full) != 0) i++;
  if (i == MAX_STEPS) return;
  if (i == c->n) memcpy(c->steps[c->n++].name, full, sizeof full);
  c->steps[i].seconds += now - c->last;
  c->last = seconds();
}

/* What quoth_context_run() does, with a look at the clock after each step. */
static void run_steps(quoth_context *context, struct clock *clock) {
  quoth_error error = {.message = "cannot run"};
  const quoth_engine *engine = context->engine;
  for (uint32_t p = 0; p < engine->packs.count; p++) {
    const struct quoth__engine_pack *pack = engine->packs.data[p];
    for (uint32_t i = 0; i < pack->phases.count; i++) {
      check(quoth__phase_run(context, &pack->phases.data[i], &error), &error);
      lap(clock, pack->name, pack->phases.data[i].name);
    }
    for (uint32_t i = 0; i < pack->resolves.count; i++) {
      check(context->callbacks.resolve(context->callbacks.ud,
                                       pack->resolves.data[i], context,
                                       &error), &error);
      lap(clock, pack->name, "resolve");
    }
    check(quoth__emit_kinds(context), &error);
  }
}

static void report_steps(const struct job *job) {
  struct clock clock = {0};
  quoth_error error = {.message = "cannot open"};
  double all = 0, size = (double)job->articles->n_bytes;
  clock.last = seconds();
  for (uint32_t i = 0; i < job->articles->n; i++) {
    quoth_doc *doc = make_doc(job, i);
    lap(&clock, "", "doc");
    check(quoth_context_open(job->context, doc), &error);
    quoth__matcher_budget(job->context->matcher, 0);
    lap(&clock, "", "open");
    run_steps(job->context, &clock);
    quoth_doc_free(doc);
  }
  for (uint32_t i = 0; i < clock.n; i++) all += clock.steps[i].seconds;
  for (uint32_t i = 0; i < clock.n; i++) {
    char name[80];
    const struct step *s = &clock.steps[i];
    snprintf(name, sizeof name, "%s, %.1f %%", s->name,
             100 * s->seconds / all);
    bench_figure("english", name, s->seconds / size * 1e9, "ns/byte");
  }
}

/* ---- Memory ---------------------------------------------------------------- */

/* The most that is held beyond an idle context while an article is run. */
static void report_memory(struct job *job) {
  double worst = 0, sum = 0;
  struct meter *m = job->meter;
  struct articles one = {.n = 1};
  struct job small = {&one, job->context, m};
  for (uint32_t i = 0; i < job->articles->n; i++) {
    one.text[0] = job->articles->text[i];
    one.len[0] = job->articles->len[i];
    size_t before = m->now;
    m->most = m->now;
    run_docs(&small);
    double times = (double)(m->most - before) / (double)one.len[0];
    sum += times;
    if (times > worst) worst = times;
  }
  bench_figure("english", "memory of an article: mean",
               sum / job->articles->n, "times its text");
  bench_figure("english", "memory of an article: most", worst,
               "times its text");
}

/* All a fresh context takes for one text of `len` bytes. */
static void report_long(quoth_host *host, struct meter *m, const char *text,
                        size_t len) {
  size_t before = m->now;
  m->most = m->now;
  struct articles one = {{text}, {len}, 1, len};
  struct job job = {&one, start(host), m};
  size_t idle = m->now;
  run_docs(&job);
  bench_figure("english", "an idle context", (double)(idle - before) / 1024,
               "KiB");
  bench_figure("english", "memory of one text of 1 MB",
               (double)(m->most - idle) / (double)len, "times its text");
  quoth_context_free(job.context);
}

/* ---- Twice the text ---------------------------------------------------------- */

static const struct shape {
  const char *name, *unit;
} SHAPES[] = {
    {"news", NULL},
    {"one line", "The mayor said that the pier is old and "},
    {"one token", "a"},
    {"all quotes", "\" "},
    {"all opening quotes", "“"},
    {"all spaces", " "},
    {"a mark a letter", "a\xCC\x81"},
    {"sentences", "He said no. "},
    {"paragraphs", "“No one came,” said Ana Reyes.\n\n"},
    {"names", "Ana Reyes "},
};

static double time_shape(quoth_context *context, struct meter *m,
                         const struct shape *shape, const char *news,
                         size_t len) {
  char *text = malloc(len + 1);
  size_t unit = shape->unit ? strlen(shape->unit) : 0;
  if (!text) exit(1);
  if (!unit) memcpy(text, news, len);
  for (size_t i = 0; unit && i < len; i++) text[i] = shape->unit[i % unit];
  if (unit) len -= len % unit;
  struct articles one = {{text}, {len}, 1, len};
  struct job job = {&one, context, m};
  struct bench_contestant c = {"", run_docs, &job, 0};
  bench_race(&c, 1);
  free(text);
  return c.seconds;
}

static void report_shapes(quoth_context *context, struct meter *m,
                          const struct bench_text *news) {
  size_t n = 65536;
  for (size_t i = 0; i < sizeof SHAPES / sizeof *SHAPES; i++) {
    char name[64];
    double once = time_shape(context, m, &SHAPES[i], news->data, n);
    double twice = time_shape(context, m, &SHAPES[i], news->data, 2 * n);
    snprintf(name, sizeof name, "t(2n)/t(n), %s", SHAPES[i].name);
    bench_figure("english", name, twice / once, "x");
    snprintf(name, sizeof name, "128 KiB: %s", SHAPES[i].name);
    bench_figure("english", name, 2e-6 * (double)n / twice, "MB/s");
  }
}

/* ---- All of it ----------------------------------------------------------------- */

static void report_start(struct meter *m, quoth_host *host) {
  struct bench_contestant c[] = {{"packs read", time_load, m, 0},
                                 {"packs compiled", time_compile, m, 0},
                                 {"context made", time_context, host, 0}};
  bench_race(c, 3);
  for (size_t i = 0; i < 3; i++)
    bench_figure("english", c[i].name, c[i].seconds * 1e3, "ms");
}

static void report_speed(struct job *job) {
  struct bench_contestant c[] = {{"the whole", run_docs, job, 0},
                                 {"tokens, sentences, marks", only_docs, job,
                                  0}};
  bench_race(c, 2);
  for (size_t i = 0; i < 2; i++)
    bench_figure("english", c[i].name,
                 (double)job->articles->n_bytes / c[i].seconds / 1e6, "MB/s");
}

void bench_english(void) {
  static struct articles articles;
  struct meter meter = {0, 0};
  struct bench_text news = bench_text("en", TEXT_BYTES);
  cut(&articles, news.data, news.len);
  quoth_host *host = load(&meter);
  struct job job = {&articles, start(host), &meter};
  report_memory(&job);
  report_speed(&job);
  report_steps(&job);
  report_shapes(job.context, &meter, &news);
  report_start(&meter, host);
  report_long(host, &meter, news.data, news.len);
  quoth_context_free(job.context);
  quoth_host_free(host);
}
