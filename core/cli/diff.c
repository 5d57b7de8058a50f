/* SPDX-License-Identifier: MIT */
/* quoth diff: what another version of a pack finds in a corpus. */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "cli/articles.h"
#include "cli/command.h"
#include "cli/help.h"
#include "cli/report.h"
#include "cli/session.h"
#include "io/attribution.h"
#include "io/plain.h"

enum { PATH = 256, LANG, INPUT };

static const option_spec options[] = {
  {'p', 'p', "pack", "PACK", "a pack that runs before both; may be given again"},
  {PATH, 0, "path", "DIR", "look for packs here first; may be given again"},
  {LANG, 0, "lang", "LANG", "language of the articles (en)"},
  {INPUT, 'f', "from", "FORMAT", "how files are read; see quoth list formats"},
};

/* What one of the two finds in an article. */
struct side {
  session session;
  quoth_doc *doc;
  quoth__attribution *list;
  uint32_t n;
  bool *paired;
};

struct plan {
  struct side old, new;
  const quoth__format *format;
  quoth__out *out;
  uint32_t appeared, vanished, changed, same;
};

/* ---- Comparing ------------------------------------------------------------------ */

static bool same_text(quoth__text a, quoth__text b) {
  return a.len == b.len && (!a.len || memcmp(a.s, b.s, a.len) == 0);
}

static bool same_parts(const quoth_annotation *a, const quoth_annotation *b) {
  if (a->n_parts != b->n_parts || strcmp(a->layer, b->layer) != 0) return false;
  for (uint32_t i = 0; i < a->n_parts; i++)
    if (strcmp(a->parts[i].role, b->parts[i].role) != 0 ||
        a->parts[i].span.start != b->parts[i].span.start ||
        a->parts[i].span.end != b->parts[i].span.end)
      return false;
  return a->span.start == b->span.start && a->span.end == b->span.end;
}

static bool is_same(const quoth__attribution *a, const quoth__attribution *b) {
  return same_parts(&a->a, &b->a) && a->kind == b->kind &&
         same_text(a->act, b->act) && same_text(a->speaker, b->speaker) &&
         same_text(a->polarity, b->polarity);
}

static bool overlap(const quoth__attribution *a, const quoth__attribution *b) {
  return strcmp(a->a.layer, b->a.layer) == 0 &&
         a->a.span.start < b->a.span.end && b->a.span.start < a->a.span.end;
}

/* ---- Writing ---------------------------------------------------------------------- */

static void write_parts(quoth__plain *p, const struct side *side,
                        const quoth__attribution *a) {
  const char *text = quoth_doc_text(side->doc, NULL);
  for (uint32_t i = 0; i < a->a.n_parts; i++) {
    quoth_span s = a->a.parts[i].span;
    quoth__plain_add(p, "  ", 2);
    quoth__plain_add_text(p, a->a.parts[i].role, strlen(a->a.parts[i].role));
    quoth__plain_add(p, ": ", 2);
    quoth__plain_add_text(p, text + s.start, s.end - s.start);
  }
  if (a->a.n_parts > 0) return;
  quoth__plain_add(p, "  ", 2);
  quoth__plain_add_text(p, text + a->a.span.start,
                        a->a.span.end - a->a.span.start);
}

static void write_line(struct plan *plan, char sign, const struct side *side,
                       const quoth__attribution *a,
                       const quoth__record *record) {
  quoth__plain p = {0};
  quoth_place place = {0};
  quoth_doc_locate(side->doc, a->a.span.start, &place);
  quoth__plain_add(&p, &sign, 1);
  quoth__plain_add(&p, " ", 1);
  quoth__plain_add_text(&p, record->id, record->id_len);
  quoth__out_add(plan->out, p.s, p.len);
  quoth__out_char(plan->out, ':');
  quoth__out_u32(plan->out, place.line);
  quoth__plain_clear(&p);
  if (a->has_rule) {
    quoth__plain_add(&p, "  ", 2);
    quoth__plain_add(&p, a->rule.pack, strlen(a->rule.pack));
    quoth__plain_add(&p, "/", 1);
    quoth__plain_add(&p, a->rule.name, strlen(a->rule.name));
  }
  if (a->act.len) {
    quoth__plain_add(&p, "  ", 2);
    quoth__plain_add_text(&p, a->act.s, a->act.len);
  }
  write_parts(&p, side, a);
  quoth__out_add(plan->out, p.s, p.len);
  quoth__out_char(plan->out, '\n');
  quoth__plain_done(&p);
}

/* ---- An article ---------------------------------------------------------------------- */

static void pair_equal(struct plan *plan) {
  struct side *old = &plan->old, *new = &plan->new;
  for (uint32_t i = 0; i < old->n; i++)
    for (uint32_t k = 0; k < new->n && !old->paired[i]; k++)
      if (!new->paired[k] && is_same(&old->list[i], &new->list[k])) {
        old->paired[i] = new->paired[k] = true;
        plan->same++;
      }
}

static void write_changes(struct plan *plan, const quoth__record *record) {
  struct side *old = &plan->old, *new = &plan->new;
  for (uint32_t i = 0; i < old->n; i++) {
    if (old->paired[i]) continue;
    uint32_t k = 0;
    while (k < new->n &&
           (new->paired[k] || !overlap(&old->list[i], &new->list[k])))
      k++;
    write_line(plan, '-', old, &old->list[i], record);
    if (k == new->n) {
      plan->vanished++;
      continue;
    }
    new->paired[k] = true;
    plan->changed++;
    write_line(plan, '+', new, &new->list[k], record);
  }
  for (uint32_t k = 0; k < new->n; k++) {
    if (new->paired[k]) continue;
    plan->appeared++;
    write_line(plan, '+', new, &new->list[k], record);
  }
}

static int find(struct side *side, const quoth__record *record) {
  int code = session_run(&side->session, record, &side->doc);
  if (code != EXIT_OK) return code;
  quoth_annotations *all = quoth_context_annotations(side->session.context);
  if (quoth__findings(side->doc, all, side->session.engine, &side->list,
                      &side->n) != QUOTH_OK)
    return EXIT_LIMIT;
  side->paired = calloc(side->n + 1, sizeof *side->paired);
  return side->paired ? EXIT_OK : EXIT_LIMIT;
}

static void forget(struct side *side) {
  free(side->list);
  free(side->paired);
  quoth_doc_free(side->doc);
  side->list = NULL;
  side->paired = NULL;
  side->doc = NULL;
  side->n = 0;
}

static int compare(void *ud, const quoth__record *record) {
  struct plan *plan = ud;
  int code = find(&plan->old, record);
  if (code == EXIT_OK) code = find(&plan->new, record);
  if (code == EXIT_OK) {
    pair_equal(plan);
    write_changes(plan, record);
  }
  forget(&plan->old);
  forget(&plan->new);
  return quoth__out_error(plan->out) ? EXIT_OUTPUT : code;
}

/* ---- The command ------------------------------------------------------------------------ */

static void write_number(quoth__out *out, uint32_t n, const char *what) {
  quoth__out_u32(out, n);
  quoth__out_str(out, what);
}

static int go(struct plan *plan, char **words, int n) {
  packs_add(&plan->old.session.packs, words[0]);
  packs_add(&plan->new.session.packs, words[1]);
  int code = session_open(&plan->old.session);
  if (code == EXIT_OK) code = session_open(&plan->new.session);
  if (code != EXIT_OK) return code;
  plan->out = quoth__out_open(NULL);
  if (!plan->out) return EXIT_LIMIT;
  code = articles_each(words + 2, (size_t)n - 2, plan->format, compare, plan);
  write_number(plan->out, plan->appeared, " appeared, ");
  write_number(plan->out, plan->vanished, " vanished, ");
  write_number(plan->out, plan->changed, " changed, ");
  write_number(plan->out, plan->same, " the same\n");
  int closed = report_close(plan->out);
  return closed > code ? closed : code;
}

static void take(struct plan *plan, int option, const arguments *args) {
  session *both[] = {&plan->old.session, &plan->new.session};
  if (option == INPUT) plan->format = args->format;
  for (int i = 0; i < 2; i++) {
    if (option == 'p') packs_add(&both[i]->packs, args->value);
    if (option == PATH) packs_add_folder(&both[i]->packs, args->value);
    if (option == LANG) both[i]->lang = args->value;
  }
}

static int run_diff(const command *self, int argc, char **argv) {
  struct plan plan = {.old.session.lang = "en", .new.session.lang = "en"};
  arguments args = {.command = self};
  int option, code = EXIT_USAGE;
  while ((option = arguments_next(&args, argc, argv)) >= 0)
    take(&plan, option, &args);
  if (option == ARGUMENT_HELP) code = help_command(self);
  if (option == ARGUMENT_END && argc - optind < 2)
    report("diff wants two packs and files");
  else if (option == ARGUMENT_END)
    code = go(&plan, argv + optind, argc - optind);
  session_done(&plan.old.session);
  session_done(&plan.new.session);
  return code;
}

static const example_line examples[] = {
  {"quoth diff mine.lua mine-new.lua corpus.jsonl", "before you keep a change"},
};

const command command_diff = {
  .name = "diff", .arguments = "OLD NEW [FILE...|-]",
  .summary = "compare what two versions of a pack find",
  .text =
    "A line with - for what only OLD finds, with + for what only NEW finds; of\n"
    "what changed, one after the other: article and line, rule, act, parts.\n"
    "The last line adds up.\n",
  .options = options, .n_options = sizeof options / sizeof options[0],
  .examples = examples, .n_examples = sizeof examples / sizeof examples[0],
  .run = run_diff,
};
