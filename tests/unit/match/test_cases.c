/* SPDX-License-Identifier: MIT */
/*
 * Runs tests/cases/pattern/ and tests/cases/pattern-errors/. A case is
 *   == what it shows
 *   %directive …                     (before the first case: for all of them)
 *   pattern
 *   ---
 *   text
 *   ---
 *   one line a match, or the error
 * QUOTH_ACCEPT=1 writes what came into the files, to be read with care.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>

#include "fixture.h"

#include "base/buf.h"

struct test_case {
  struct world world;
  const char *within, *features[8];
  const char *view[8];
  uint32_t n_view, n_features;
  bool all; /* every start, not only those behind the last match */
};

static char *read_file(const char *path) {
  FILE *f = fopen(path, "rb");
  if (!f) return NULL;
  char *text = calloc(1, 1 << 20);
  size_t n = fread(text, 1, (1 << 20) - 1, f);
  text[n] = '\0';
  fclose(f);
  return text;
}

static bool directive(struct test_case *t, const char *line,
                      quoth_error *error) {
  struct world *w = &t->world;
  size_t n = strcspn(line, " ");
  const char *rest = line + n + strspn(line + n, " ");
#define IS(name) (n == strlen(name) && memcmp(line, name, n) == 0)
  if (IS("%lexicon")) return add_entry(w, rest, error) == QUOTH_OK;
  if (IS("%define")) return add_definition(w, rest, error) == QUOTH_OK;
  if (IS("%mark")) add_mark(w, rest);
  else if (IS("%layer")) w->layers[w->n_layers++] = keep(w, rest, strlen(rest));
  else if (IS("%within")) t->within = keep(w, rest, strlen(rest));
  else if (IS("%view")) t->view[t->n_view++] = keep(w, rest, strlen(rest));
  else if (IS("%feature"))
    t->features[t->n_features++] = keep(w, rest, strlen(rest));
  else if (IS("%model")) w->scope.attribute = NULL;
  else if (IS("%all")) t->all = true;
  else if (line[0] != '#' && line[0] != '\0') fail_msg("what is '%s'?", line);
#undef IS
  return true;
}

static void add_text(quoth__buf *out, const quoth_doc *doc, quoth_span s) {
  quoth__buf_addf(out, "[%.*s]", (int)(s.end - s.start),
                  quoth_doc_text(doc, NULL) + s.start);
}

static void add_feature(quoth__buf *out, const struct test_case *t,
                        const quoth__result *r, const quoth_annotations *a,
                        const char *spec) {
  char capture[64];
  (void)t;
  const char *dot = strchr(spec, '.');
  snprintf(capture, sizeof capture, "%.*s", (int)(dot - spec), spec);
  quoth_value v = quoth__result_feature(r, a, capture[0] ? capture : NULL,
                                        dot + 1);
  if (v.kind == QUOTH_VALUE_STRING)
    quoth__buf_addf(out, " %s=%s", spec, v.string);
  else if (v.kind == QUOTH_VALUE_NUMBER)
    quoth__buf_addf(out, " %s=%g", spec, v.number);
  else if (v.kind == QUOTH_VALUE_BOOL)
    quoth__buf_addf(out, " %s=%s", spec, v.boolean ? "true" : "false");
}

static quoth_status add_hit(quoth__buf *out, const struct test_case *t,
                            const quoth__pattern *p, quoth__matcher *m,
                            quoth__view *view, const quoth_doc *doc,
                            const quoth_annotations *a,
                            const quoth__hit *hit) {
  quoth__result r;
  quoth_status s = quoth__match_result(p, m, view, hit, &r);
  if (s) return s;
  assert_int_equal(r.end, hit->end);
  add_text(out, doc, quoth__view_span(view, r.first, r.end));
  for (uint32_t i = 0; i < r.n_captures; i++) {
    quoth__buf_addf(out, " %s=",
                    quoth__pattern_capture_name(p, r.captures[i].name));
    add_text(out, doc, quoth__view_span(view, r.captures[i].first,
                                        r.captures[i].end));
  }
  for (uint32_t i = 0; i < t->n_features; i++)
    add_feature(out, t, &r, a, t->features[i]);
  quoth__buf_add_char(out, '\n');
  return QUOTH_OK;
}

static quoth_status run_pattern(const struct test_case *t,
                                const quoth__pattern *p, const char *text,
                                quoth__search search, quoth__buf *out) {
  quoth_allocator hook = {t->world.mem.fn, t->world.mem.ud};
  quoth_doc_options options = {.lang = "en", .allocator = &hook};
  quoth_doc *doc = NULL;
  quoth__view *view = NULL;
  quoth__matcher *m = NULL;
  quoth__scan *scan = NULL;
  quoth_annotations *a = annotate(&t->world, text);
  quoth__scan_item item = {p, t->within, search};
  quoth__attributes attributes = {NULL, world_value};
  const quoth__hit *found;
  quoth__hit *hits = NULL;
  uint32_t n = 0, behind = 0;
  quoth_status s = a ? QUOTH_OK : QUOTH_ENOMEM;
  if (!s) s = quoth_doc_new(text, strlen(text), &options, &doc);
  if (!s) s = quoth__view_new(&t->world.mem, t->world.vocab, &view);
  if (!s)
    s = quoth__view_open(view, doc, a, t->view, t->n_view, &attributes);
  if (!s) s = quoth__matcher_new(&t->world.mem, t->world.vocab, &m);
  if (!s) s = quoth__scan_new(t->world.vocab, &item, 1, &scan, NULL);
  if (!s) s = quoth__scan_run(scan, m, view, &found, &n);
  if (!s && n) {
    hits = malloc(n * sizeof *hits);
    memcpy(hits, found, n * sizeof *hits);
  }
  for (uint32_t i = 0; !s && i < n; i++) {
    if (!t->all && hits[i].first < behind) continue;
    behind = hits[i].end;
    s = add_hit(out, t, p, m, view, doc, a, &hits[i]);
  }
  free(hits);
  quoth__scan_free(scan);
  quoth__matcher_free(m);
  quoth__view_free(view);
  quoth__annotations_free(a);
  quoth_doc_free(doc);
  return s;
}

/* What printing makes of a pattern is printed the same again. */
static void check_print(const struct world *w, const char *pattern) {
  quoth__buf once, twice;
  quoth__buf_init(&once, &w->mem);
  quoth__buf_init(&twice, &w->mem);
  assert_int_equal(quoth__pattern_print(&w->mem, pattern, strlen(pattern),
                                        NULL, &once, NULL), QUOTH_OK);
  assert_int_equal(quoth__pattern_print(&w->mem, once.data, once.len, NULL,
                                        &twice, NULL), QUOTH_OK);
  assert_string_equal(once.data, twice.data);
  quoth__buf_done(&once);
  quoth__buf_done(&twice);
}

static quoth_status compile_and_run(struct test_case *t, const char *pattern,
                                    const char *text, quoth__buf *out,
                                    quoth_error *error, bool print) {
  quoth__pattern *p;
  quoth_origin origin = {"p", 1, 1};
  quoth_status s = QUOTH_OK;
  for (uint32_t i = 0; !s && i < t->world.n_lexicons; i++)
    s = quoth__lexicon_finish(t->world.lexicons[i], error);
  if (!s)
    s = quoth__pattern_new(t->world.vocab, pattern, strlen(pattern), &origin,
                           &t->world.scope, &p, error);
  if (s) return s;
  if (print) check_print(&t->world, pattern);
  if (text) {
    size_t before = out->len;
    s = run_pattern(t, p, text, QUOTH__SEARCH_ANCHOR, out);
    size_t len = out->len - before;
    if (!s) s = run_pattern(t, p, text, QUOTH__SEARCH_ROWS, out);
    if (!s && (out->len - before != 2 * len ||
               (len && memcmp(out->data + before, out->data + before + len,
                              len) != 0)))
      quoth__buf_add_str(out, "(by anchors and by rows: not the same)\n");
    else if (!s)
      out->len -= len;
  } else {
    /* An error was expected; the same pattern as printed must not differ. */
    quoth__buf_add_str(out, "compiles\n");
  }
  quoth__pattern_free(p);
  return s;
}

/* ---- Files ------------------------------------------------------------- */

/* The part up to a line that is `mark`; *at moves behind that line. */
static char *part(struct world *w, char **at, const char *mark) {
  char *start = *at;
  size_t n = strlen(mark);
  for (char *line = start; *line;) {
    char *next = line + strcspn(line, "\n");
    if (*next) next++;
    if (strncmp(line, mark, n) == 0) {
      *at = mark[0] == '-' ? next : line;
      size_t len = (size_t)(line - start);
      while (len && start[len - 1] == '\n') len--;
      return keep(w, start, len);
    }
    line = next;
  }
  *at = start + strlen(start);
  size_t len = strlen(start);
  while (len && start[len - 1] == '\n') len--;
  return keep(w, start, len);
}

static char *directives(struct test_case *t, char *at, quoth_error *error) {
  while (*at == '%' || *at == '#' || *at == '\n') {
    size_t n = strcspn(at, "\n");
    char *line = keep(&t->world, at, n);
    if (at[0] != '\n' && !directive(t, line, error)) return NULL;
    at += n + (at[n] != '\0');
  }
  return at;
}

struct totals {
  uint32_t cases, failed;
};

static void run_case(const char *path, char *preamble, char *body,
                     bool errors, quoth__buf *accepted,
                     struct totals *totals) {
  quoth__mem mem = quoth__mem_from(NULL);
  quoth_error error = {0};
  quoth__buf out;
  struct test_case *t = calloc(1, sizeof *t);
  world_init(&t->world, &mem);
  quoth__buf_init(&out, &mem);
  size_t n = strcspn(body, "\n");
  char *title = keep(&t->world, body, n);
  char *rest = body + n + (body[n] != '\0');
  char *start = rest, *text = NULL;
  char *ok = directives(t, preamble, &error);
  if (ok) rest = directives(t, rest, &error);
  char *pattern = "", *wanted = "";
  quoth_status s = QUOTH_ESYNTAX;
  if (ok && rest) {
    pattern = part(&t->world, &rest, "---");
    if (!errors) text = part(&t->world, &rest, "---");
    wanted = part(&t->world, &rest, "==");
    s = compile_and_run(t, pattern, text, &out, &error, true);
  }
  if (s) {
    char report[2048];
    quoth_error_format(&error, report, sizeof report);
    quoth__buf_add_str(&out, report);
  }
  while (out.len && out.data[out.len - 1] == '\n') out.data[--out.len] = '\0';
  const char *got = out.data ? out.data : "";
  totals->cases++;
  if (strcmp(got, wanted) != 0) {
    totals->failed++;
    printf("%s: %s\n%s\n--- wanted\n%s\n--- got\n%s\n\n", path, title + 3,
           pattern, wanted, got);
  }
  if (accepted) {
    quoth__buf_addf(accepted, "%s\n", title);
    size_t kept = ok && rest ? (size_t)(rest - start) : 0;
    char *copy = keep(&t->world, start, kept);
    /* Up to the last separator everything stays as it was. */
    char *cut = NULL;
    for (char *at = strstr(copy, "\n---"); at; at = strstr(at + 1, "\n---"))
      cut = at;
    if (cut) cut[4] = '\0';
    quoth__buf_addf(accepted, "%s\n%s%s", copy, got, *got ? "\n\n" : "\n");
  }
  quoth__buf_done(&out);
  world_done(&t->world);
  free(t);
}

static void run_file(const char *path, bool errors, struct totals *totals) {
  char *text = read_file(path);
  quoth__mem mem = quoth__mem_from(NULL);
  quoth__buf accepted;
  assert_non_null(text);
  quoth__buf_init(&accepted, &mem);
  char *at = strncmp(text, "== ", 3) == 0 ? text : strstr(text, "\n== ");
  assert_non_null(at);
  if (at != text) at++;
  char *preamble = calloc(1, (size_t)(at - text) + 1);
  memcpy(preamble, text, (size_t)(at - text));
  quoth__buf_add_str(&accepted, preamble);
  while (at) {
    char *next = strstr(at + 1, "\n== ");
    char *body = calloc(1, next ? (size_t)(next - at) + 2 : strlen(at) + 1);
    memcpy(body, at, next ? (size_t)(next - at) + 1 : strlen(at));
    run_case(path, preamble, body, errors, &accepted, totals);
    free(body);
    at = next ? next + 1 : NULL;
  }
  if (getenv("QUOTH_ACCEPT")) {
    FILE *f = fopen(path, "wb");
    while (accepted.len > 1 && accepted.data[accepted.len - 1] == '\n' &&
           accepted.data[accepted.len - 2] == '\n')
      accepted.len--;
    fwrite(accepted.data, 1, accepted.len, f);
    fclose(f);
  }
  quoth__buf_done(&accepted);
  free(preamble);
  free(text);
}

static uint32_t run_folder(const char *folder, bool errors) {
  struct totals totals = {0, 0};
  DIR *dir = opendir(folder);
  assert_non_null(dir);
  for (struct dirent *e = readdir(dir); e; e = readdir(dir)) {
    char path[512];
    size_t n = strlen(e->d_name);
    if (n < 5 || strcmp(e->d_name + n - 4, ".txt") != 0) continue;
    snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
    run_file(path, errors, &totals);
  }
  closedir(dir);
  printf("%s: %u cases\n", folder, totals.cases);
  if (!getenv("QUOTH_ACCEPT")) assert_int_equal(totals.failed, 0);
  return totals.cases;
}

static void patterns_mean_what_the_page_says(void **state) {
  (void)state;
  assert_true(run_folder("tests/cases/pattern", false) >= 100);
}

static void wrong_patterns_are_explained(void **state) {
  (void)state;
  assert_true(run_folder("tests/cases/pattern-errors", true) >= 40);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(patterns_mean_what_the_page_says),
      cmocka_unit_test(wrong_patterns_are_explained),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
