/* SPDX-License-Identifier: MIT */
#include "cli/manual.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/topics.h"
#include "quoth.h"

/* What roff would take for its own, or make typographic; NULL: as it is. */
static const char *special(char c) {
  switch (c) {
    case '\\': return "\\e";
    case '-': return "\\-";
    case '\'': return "\\(aq";
    case '`': return "\\(ga";
    case '^': return "\\(ha";
    case '~': return "\\(ti";
    case '"': return "\\(dq";
    default: return NULL;
  }
}

static void escape(quoth__out *out, const char *s, size_t len) {
  if (len > 0 && s[0] == '.') quoth__out_str(out, "\\&");
  for (size_t at = 0; at < len;) {
    uint32_t cp;
    char number[16];
    size_t n = quoth_utf8_get(s, len, at, &cp);
    snprintf(number, sizeof number, "\\[u%04X]", (unsigned)cp);
    const char *as = n > 1 ? number : special(s[at]);
    if (as) quoth__out_str(out, as);
    else quoth__out_char(out, s[at]);
    at += n;
  }
}

static void text(quoth__out *out, const char *s) { escape(out, s, strlen(s)); }

static void request(quoth__out *out, const char *line) {
  quoth__out_str(out, line);
  quoth__out_char(out, '\n');
}

static void heading(quoth__out *out, const char *macro, const char *words) {
  quoth__out_str(out, macro);
  quoth__out_str(out, " \"");
  for (; *words; words++) {
    char c = *words;
    if (strcmp(macro, ".SH") == 0) c = (char)toupper((unsigned char)c);
    escape(out, &c, 1);
  }
  quoth__out_str(out, "\"\n");
}

/* Lines as they stand: they were wrapped by hand, and may be a table. */
static void lines(quoth__out *out, const char *s) {
  request(out, ".nf");
  while (*s) {
    size_t len = strcspn(s, "\n");
    escape(out, s, len);
    quoth__out_char(out, '\n');
    s += len + (s[len] == '\n');
  }
  request(out, ".fi");
}

static void write_option(quoth__out *out, const option_spec *o) {
  if (!o->name) {
    quoth__out_str(out, ".PP\n");
    text(out, o->help);
    quoth__out_str(out, ":\n");
    return;
  }
  quoth__out_str(out, ".TP\n\\fB");
  if (o->letter) {
    quoth__out_str(out, "\\-");
    quoth__out_char(out, o->letter);
    quoth__out_str(out, "\\fR, \\fB");
  }
  quoth__out_str(out, "\\-\\-");
  text(out, o->name);
  quoth__out_str(out, "\\fR");
  if (o->argument) {
    quoth__out_str(out, " \\fI");
    text(out, o->argument);
    quoth__out_str(out, "\\fR");
  }
  quoth__out_char(out, '\n');
  text(out, o->help);
  quoth__out_str(out, ".\n");
}

static void write_synopsis(quoth__out *out, const command *c) {
  quoth__out_str(out, "\\fBquoth ");
  text(out, c->name);
  quoth__out_str(out, c->n_options > 0 ? "\\fR [OPTION...]" : "\\fR");
  if (c->arguments[0]) quoth__out_char(out, ' ');
  text(out, c->arguments);
  quoth__out_char(out, '\n');
}

static void write_command(quoth__out *out, const command *c) {
  quoth__out_str(out, ".SS \"quoth ");
  text(out, c->name);
  quoth__out_str(out, "\"\n");
  write_synopsis(out, c);
  request(out, ".PP");
  lines(out, c->text);
  size_t n = c->n_options;
  if (n > 0 && !c->options[n - 1].name) n--; /* heads the common ones */
  for (size_t i = 0; i < n; i++) write_option(out, &c->options[i]);
  if (c->n_examples > 0) quoth__out_str(out, ".PP\nExamples:\n");
  for (size_t i = 0; i < c->n_examples; i++) {
    quoth__out_str(out, ".PP\n");
    text(out, c->examples[i].says);
    quoth__out_str(out, ":\n.RS\n.nf\n");
    text(out, c->examples[i].line);
    quoth__out_str(out, "\n.fi\n.RE\n");
  }
}

static void write_common(quoth__out *out) {
  quoth__out_str(out, ".SS \"Options of every command\"\n");
  for (size_t i = 0; i < n_common_options; i++)
    write_option(out, &common_options[i]);
}

void manual_write(quoth__out *out) {
  quoth__out_str(out, ".\\\" Made by quoth help --man\n.TH QUOTH 1 \"\" \"quoth ");
  text(out, quoth_version().quoth);
  quoth__out_str(out, "\"\n.nh\n.ad l\n.SH NAME\n"
                      "quoth \\- find who said what in news articles\n"
                      ".SH SYNOPSIS\n.nf\n");
  for (size_t i = 0; i < n_commands; i++) write_synopsis(out, commands[i]);
  quoth__out_str(out, ".fi\n.SH COMMANDS\n");
  for (size_t i = 0; i < n_commands; i++) write_command(out, commands[i]);
  write_common(out);
  for (size_t i = 0; i < n_topics; i++) {
    heading(out, ".SH", topics[i].summary);
    lines(out, topics[i].text);
  }
  heading(out, ".SH", "see also");
  quoth__out_str(out, "\\fBlua5.4\\fR(1), the folder docs of the source\n");
}
