/* SPDX-License-Identifier: MIT */
/* Conditions become tests and filters: attributes, flags, values, features. */
#include "match/expand.h"

#include <stdlib.h>
#include <string.h>

#include "match/parser.h"
#include "match/view.h"
#include "match/words.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))
#define CLASS(c) QUOTH__TEST_CLASS, 1u << QUOTH_CLASS_##c
#define CAPS(c) QUOTH__TEST_CAPS, 1u << QUOTH_CAPS_##c
#define PLACE(p) QUOTH__TEST_PLACE, QUOTH__SYMBOL_##p

static const struct flag {
  const char *name;
  quoth__test_kind kind;
  uint32_t set;
} flags[] = {
    {"word", CLASS(WORD)}, {"number", CLASS(NUMBER)}, {"punct", CLASS(PUNCT)},
    {"quote", CLASS(QUOTE)}, {"symbol", CLASS(SYMBOL)}, {"url", CLASS(URL)},
    {"emoji", CLASS(EMOJI)}, {"invalid", CLASS(INVALID)},
    {"other", CLASS(OTHER)},
    {"lower", CAPS(LOWER)}, {"title", CAPS(TITLE)}, {"upper", CAPS(UPPER)},
    {"mixed", CAPS(MIXED)}, {"caps", CAPS(TITLE) | 1u << QUOTH_CAPS_UPPER},
    {"final", PLACE(FINAL)}, {"open", PLACE(QUOTE_OPEN)},
    {"close", PLACE(QUOTE_CLOSE)}, {"space", PLACE(SPACE)},
    {"sfirst", PLACE(SENTENCE_FIRST)}, {"slast", PLACE(SENTENCE_LAST)},
    {"pfirst", PLACE(PARAGRAPH_FIRST)}, {"plast", PLACE(PARAGRAPH_LAST)},
};

/* Attributes that are always there; `caps` is a flag, too. */
static const char *const attributes[] = {"text", "norm", "shape", "class",
                                         "caps", "script", "len", "in"};

/* Attributes that a language model gives. */
static const char *const model_attributes[] = {"lemma", "pos", "tag", "dep",
                                               "head"};

static bool is_one_of(const char *name, const char *const *list, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (strcmp(name, list[i]) == 0) return true;
  return false;
}

static const struct flag *flag_of(const char *name) {
  for (size_t i = 0; i < COUNT(flags); i++)
    if (strcmp(flags[i].name, name) == 0) return &flags[i];
  return NULL;
}

static uint32_t add_test(quoth__expander *x, quoth__test test) {
  if (x->status) return QUOTH__NONE;
  uint32_t id = quoth__vocab_test(x->vocab, test);
  if (id == QUOTH__NONE) quoth__expander_no_memory(x);
  return id;
}

static const void *intern(quoth__expander *x, const void *s, size_t len) {
  const void *p = quoth__vocab_string(x->vocab, s, len);
  if (!p) quoth__expander_no_memory(x);
  return p;
}

static uint32_t negate(quoth__expander *x, uint32_t test) {
  if (test == QUOTH__NONE) return test;
  return add_test(x, (quoth__test){.kind = QUOTH__TEST_NOT, .a = test});
}

/* ---- Values ------------------------------------------------------------ */

bool quoth__expander_value(quoth__expander *x, const quoth__frame **f,
                           quoth__literal *value) {
  while (value->kind == QUOTH__LITERAL_PARAM) {
    uint32_t at = value->at;
    const quoth__frame *in = *f;
    const quoth__node *arg = quoth__expander_argument(
        x, *f, value->text, value->len, at, &in);
    if (!arg) return false;
    bool param = arg->kind == QUOTH__NODE_REF && !arg->kids;
    if (arg->kind != QUOTH__NODE_LITERAL && !param)
      return quoth__expander_fail(x, *f, QUOTH_ESYNTAX, at,
                                  "the argument of '@%.60s' is not a value",
                                  value->text);
    if (param) { /* handed on from a definition further out */
      value->text = arg->name;
      value->len = arg->len;
      value->at = arg->at;
    } else {
      *value = arg->literal;
    }
    *f = in;
  }
  return true;
}

bool quoth__expander_regex(quoth__expander *x, const quoth__frame *f,
                           const quoth__literal *value, uint32_t *id) {
  size_t at = 0;
  quoth_error local, *error = x->error ? x->error : &local;
  quoth_status status =
      quoth__vocab_regex(x->vocab, value->text, value->len, value->caseless,
                         id, &at, error);
  if (!status) return true;
  if (status != QUOTH_ESYNTAX) {
    x->status = status;
    return false;
  }
  char message[sizeof error->message];
  memcpy(message, error->message, sizeof message);
  return quoth__expander_fail(x, f, status,
                              value->at + 1 + (uint32_t)at, "%s", message);
}

static uint32_t norm_test(quoth__expander *x, const char *norm, size_t len) {
  uint32_t word = quoth__vocab_word(x->vocab, norm, len);
  if (word == QUOTH__NONE) quoth__expander_no_memory(x);
  return add_test(x, (quoth__test){.kind = QUOTH__TEST_NORM, .a = word});
}

static uint32_t text_test(quoth__expander *x, quoth__test_kind kind,
                          const char *text, uint32_t len) {
  return add_test(x, (quoth__test){.kind = (uint8_t)kind, .len = len,
                                   .string = intern(x, text, len)});
}

static bool fold_plain(const quoth__literal *l, char *out, uint32_t room) {
  if (l->len >= room || !l->len) return false;
  for (uint32_t i = 0; i < l->len; i++) {
    char c = l->text[i];
    if (c >= 'A' && c <= 'Z') c = (char)(c | 0x20);
    else if (c < 'a' || c > 'z') return false;
    out[i] = c;
  }
  return true;
}

/* The test of one token, when a phrase is one in this reading. */
static uint32_t reading_test(quoth__expander *x, const quoth__frame *f,
                             const quoth__literal *l, int reading,
                             uint32_t *count) {
  quoth_doc *doc;
  uint32_t id = QUOTH__NONE;
  quoth_status status =
      quoth__words_new(&x->vocab->mem, f->scope ? f->scope->lang : NULL,
                       l->text, l->len, reading, &doc, count);
  if (status) {
    x->status = quoth__error_set(x->error, status, "%s",
                                 quoth_status_name(status));
    return id;
  }
  if (*count == 1) {
    const quoth_type *t =
        quoth_doc_type(doc, quoth_doc_tokens(doc, NULL)[0].type);
    id = l->kind == QUOTH__LITERAL_EXACT
             ? text_test(x, QUOTH__TEST_TEXT, t->text, t->text_len)
             : norm_test(x, t->norm, t->norm_len);
  }
  quoth_doc_free(doc);
  return id;
}

uint32_t quoth__expander_literal(quoth__expander *x, const quoth__frame *f,
                                 const quoth__literal *l) {
  char folded[64];
  uint32_t first = 0, second = 0;
  if (l->kind == QUOTH__LITERAL_NORM && fold_plain(l, folded, sizeof folded))
    return norm_test(x, folded, l->len);
  uint32_t id = reading_test(x, f, l, 1, &second);
  if (id == QUOTH__NONE && !x->status)
    id = reading_test(x, f, l, 0, &first);
  if (id != QUOTH__NONE || x->status) return id;
  if (!first && !second)
    quoth__expander_fail(x, f, QUOTH_ESYNTAX, l->at,
                         "a string without a word or sign");
  else
    quoth__expander_fail(x, f, QUOTH_ESYNTAX, l->at,
                         "\"%.60s\" is %u tokens, never one", l->text,
                         first ? first : second);
  return QUOTH__NONE;
}

static uint32_t regex_test(quoth__expander *x, const quoth__frame *f,
                           const quoth__literal *l, quoth__subject subject) {
  uint32_t id;
  if (!quoth__expander_regex(x, f, l, &id)) return QUOTH__NONE;
  return add_test(x, (quoth__test){.kind = QUOTH__TEST_REGEX, .a = id,
                                   .b = subject});
}

static bool make_comparison(quoth__expander *x, const quoth__frame *f,
                            quoth__op op, const quoth__literal *value,
                            quoth__comparison *out) {
  memset(out, 0, sizeof *out);
  out->op = op;
  out->kind = value->kind;
  out->boolean = value->boolean;
  out->number = value->number;
  if (op >= QUOTH__OP_LT && value->kind != QUOTH__LITERAL_NUMBER)
    return quoth__expander_fail(x, f, QUOTH_ESYNTAX, value->at,
                                "only numbers have an order");
  if (value->kind == QUOTH__LITERAL_REGEX) {
    uint32_t id;
    if (!quoth__expander_regex(x, f, value, &id)) return false;
    out->regex = x->vocab->regexes.data[id];
    return true;
  }
  if (value->kind == QUOTH__LITERAL_NUMBER ||
      value->kind == QUOTH__LITERAL_BOOL)
    return true;
  out->kind = QUOTH__LITERAL_NORM;
  out->len = value->len;
  out->text = intern(x, value->text, value->len);
  return out->text != NULL;
}

/* ---- Built-in attributes ----------------------------------------------- */

static uint32_t fail_value(quoth__expander *x, const quoth__frame *f,
                           const quoth__literal *value, const char *name,
                           const char *wants) {
  quoth__expander_fail(x, f, QUOTH_ESYNTAX, value->at, "'%s' is compared "
                       "with %s", name, wants);
  return QUOTH__NONE;
}

static bool is_string(const quoth__literal *v) {
  return v->kind == QUOTH__LITERAL_NORM || v->kind == QUOTH__LITERAL_EXACT;
}

static uint32_t string_test(quoth__expander *x, const quoth__frame *f,
                            const quoth__literal *v, const char *name) {
  bool norm = name[0] == 'n', shape = name[0] == 's';
  if (v->kind == QUOTH__LITERAL_REGEX)
    return regex_test(x, f, v, norm    ? QUOTH__SUBJECT_NORM
                               : shape ? QUOTH__SUBJECT_SHAPE
                                       : QUOTH__SUBJECT_TEXT);
  if (!is_string(v))
    return fail_value(x, f, v, name, "a string or /regular expression/");
  if (norm) {
    quoth__literal folded = *v;
    folded.kind = QUOTH__LITERAL_NORM;
    return quoth__expander_literal(x, f, &folded);
  }
  return text_test(x, shape ? QUOTH__TEST_SHAPE : QUOTH__TEST_TEXT, v->text,
                   v->len);
}

static uint32_t fail_name(quoth__expander *x, const quoth__frame *f,
                          const quoth__literal *v, const char *name,
                          const char *const *names, size_t n) {
  quoth__expander_fail(x, f, QUOTH_ESYNTAX, v->at, "no %s is called '%.60s'",
                       name, v->text);
  const char *near = quoth__nearest(v->text, v->len, names, n);
  if (near) quoth__error_hint(x->error, "did you mean \"%s\"?", near);
  return QUOTH__NONE;
}

static uint32_t class_test(quoth__expander *x, const quoth__frame *f,
                           const quoth__literal *v) {
  const char *names[QUOTH_CLASS_OTHER + 1];
  for (size_t i = 0; i < COUNT(names); i++) {
    names[i] = quoth_class_name((quoth_class)i);
    if (strcmp(names[i], v->text) == 0)
      return add_test(x, (quoth__test){.kind = QUOTH__TEST_CLASS,
                                       .a = 1u << i});
  }
  return fail_name(x, f, v, "class", names, COUNT(names));
}

static uint32_t caps_test(quoth__expander *x, const quoth__frame *f,
                          const quoth__literal *v) {
  const char *names[QUOTH_CAPS_MIXED + 1];
  for (size_t i = 0; i < COUNT(names); i++) {
    names[i] = quoth_caps_name((quoth_caps)i);
    if (strcmp(names[i], v->text) == 0)
      return add_test(x, (quoth__test){.kind = QUOTH__TEST_CAPS,
                                       .a = 1u << i});
  }
  return fail_name(x, f, v, "caps", names, COUNT(names));
}

static bool is_script(const char *s, uint32_t len) {
  if (len != 4 || s[0] < 'A' || s[0] > 'Z') return false;
  for (int i = 1; i < 4; i++)
    if (s[i] < 'a' || s[i] > 'z') return false;
  return true;
}

static uint32_t named_test(quoth__expander *x, const quoth__frame *f,
                           const quoth__literal *v, const char *name) {
  if (!is_string(v)) return fail_value(x, f, v, name, "one of its names");
  if (strcmp(name, "class") == 0) return class_test(x, f, v);
  if (strcmp(name, "caps") == 0) return caps_test(x, f, v);
  if (is_script(v->text, v->len))
    return text_test(x, QUOTH__TEST_SCRIPT, v->text, v->len);
  return fail_value(x, f, v, name, "an ISO 15924 code such as \"Latn\"");
}

static uint32_t in_test(quoth__expander *x, const quoth__frame *f,
                        const quoth__literal *v) {
  const quoth__scope *s = f->scope;
  if (!is_string(v)) return fail_value(x, f, v, "in", "a layer's name");
  if (s && s->layer && !s->layer(s->ud, v->text, v->len)) {
    quoth__expander_fail(x, f, QUOTH_ESYNTAX, v->at, "unknown layer '%.60s'",
                         v->text);
    quoth__expander_suggest(x, f, QUOTH__NAME_LAYER, NULL, 0, v->text,
                            v->len);
    return QUOTH__NONE;
  }
  uint32_t layer = quoth__vocab_layer(x->vocab, v->text, v->len);
  if (layer == QUOTH__NONE) quoth__expander_no_memory(x);
  return add_test(x, (quoth__test){.kind = QUOTH__TEST_IN, .a = layer});
}

static uint32_t len_test(quoth__expander *x, const quoth__frame *f,
                         quoth__op op, const quoth__literal *v) {
  if (v->kind != QUOTH__LITERAL_NUMBER)
    return fail_value(x, f, v, "len", "a number");
  bool unequal = op == QUOTH__OP_NE; /* true of what has no length */
  uint32_t id = add_test(
      x, (quoth__test){.kind = QUOTH__TEST_LEN,
                       .op = (uint8_t)(unequal ? QUOTH__OP_EQ : op),
                       .number = v->number});
  return unequal ? negate(x, id) : id;
}

static uint32_t built_in(quoth__expander *x, const quoth__frame *f,
                         const quoth__cond *c, const quoth__frame *vf,
                         const quoth__literal *v) {
  uint32_t id;
  if (strcmp(c->name, "len") == 0) return len_test(x, vf, c->op, v);
  if (c->op >= QUOTH__OP_LT) {
    quoth__expander_fail(x, f, QUOTH_ESYNTAX, c->at, "'%s' has no order",
                         c->name);
    return QUOTH__NONE;
  }
  if (strcmp(c->name, "in") == 0) id = in_test(x, vf, v);
  else if (strcmp(c->name, "class") == 0 || strcmp(c->name, "caps") == 0 ||
           strcmp(c->name, "script") == 0)
    id = named_test(x, vf, v, c->name);
  else
    id = string_test(x, vf, v, c->name);
  return c->op == QUOTH__OP_NE ? negate(x, id) : id;
}

/* ---- Other attributes -------------------------------------------------- */

bool quoth__pattern_attribute_free(const char *name) {
  size_t n = 0;
  while (quoth__parser_is_name(name[n], n == 0)) n++;
  return n && !name[n] && name[n - 1] != '-' && !flag_of(name) &&
         !is_one_of(name, attributes, COUNT(attributes));
}

static uint32_t other_attribute(const quoth__frame *f, const quoth__cond *c) {
  const quoth__scope *s = f->scope;
  return s && s->attribute ? s->attribute(s->ud, c->name, c->len)
                           : QUOTH_NONE;
}

static uint32_t attribute_test(quoth__expander *x, uint32_t attribute,
                               const quoth__comparison *comparison) {
  return add_test(
      x, (quoth__test){.kind = QUOTH__TEST_ATTRIBUTE, .a = attribute,
                       .len = sizeof *comparison,
                       .string = intern(x, comparison, sizeof *comparison)});
}

static void suggest_names(quoth__expander *x, const quoth__frame *f,
                          const quoth__cond *c) {
  const char *all[COUNT(flags) + COUNT(attributes)];
  size_t n = 0;
  if (c->kind == QUOTH__COND_FLAG)
    for (size_t i = 0; i < COUNT(flags); i++) all[n++] = flags[i].name;
  for (size_t i = 0; i < COUNT(attributes); i++) all[n++] = attributes[i];
  quoth__expander_suggest(x, f, QUOTH__NAME_ATTRIBUTE, all, n, c->name,
                          c->len);
}

static uint32_t fail_unknown(quoth__expander *x, const quoth__frame *f,
                             const quoth__cond *c) {
  const quoth__scope *s = f->scope;
  if (is_one_of(c->name, model_attributes, COUNT(model_attributes))) {
    if (s && s->lang) {
      quoth__expander_fail(x, f, QUOTH_ESYNTAX, c->at,
                           "%s is not available for %.20s: load a model",
                           c->name, s->lang);
    } else {
      quoth__expander_fail(x, f, QUOTH_ESYNTAX, c->at,
                           "%s is not available: no model", c->name);
      quoth__error_hint(x->error, "models go by the language of the pack");
    }
    return QUOTH__NONE;
  }
  quoth__expander_fail(x, f, QUOTH_ESYNTAX, c->at, "unknown %s '%.60s'",
                       c->kind == QUOTH__COND_FLAG ? "flag" : "attribute",
                       c->name);
  if (s && s->lexicon && s->lexicon(s->ud, c->name, c->len))
    quoth__error_hint(x->error, "a lexicon is written $%.60s", c->name);
  else if (strcmp(c->name, "and") == 0 || strcmp(c->name, "or") == 0 ||
           strcmp(c->name, "not") == 0)
    quoth__error_hint(x->error, "and, or, not are written & | !");
  else
    suggest_names(x, f, c);
  return QUOTH__NONE;
}

static uint32_t compare_test(quoth__expander *x, const quoth__frame *f,
                             const quoth__cond *c) {
  quoth__literal value = c->value;
  const quoth__frame *vf = f;
  quoth__comparison comparison;
  if (!quoth__expander_value(x, &vf, &value)) return QUOTH__NONE;
  if (is_one_of(c->name, attributes, COUNT(attributes)))
    return built_in(x, f, c, vf, &value);
  if (flag_of(c->name)) {
    quoth__expander_fail(x, f, QUOTH_ESYNTAX, c->at,
                         "'%s' is a flag: it has no value", c->name);
    return QUOTH__NONE;
  }
  uint32_t attribute = other_attribute(f, c);
  if (attribute == QUOTH_NONE) return fail_unknown(x, f, c);
  if (!make_comparison(x, vf, c->op, &value, &comparison)) return QUOTH__NONE;
  return attribute_test(x, attribute, &comparison);
}

static uint32_t flag_test(quoth__expander *x, const quoth__frame *f,
                          const quoth__cond *c) {
  const struct flag *flag = flag_of(c->name);
  if (flag)
    return add_test(x, (quoth__test){.kind = (uint8_t)flag->kind,
                                     .a = flag->set});
  if (is_one_of(c->name, attributes, COUNT(attributes))) {
    quoth__expander_fail(x, f, QUOTH_ESYNTAX, c->at,
                         "attribute '%s' without a comparison", c->name);
    quoth__error_hint(x->error, "write %s=…", c->name);
    return QUOTH__NONE;
  }
  uint32_t attribute = other_attribute(f, c);
  if (attribute == QUOTH_NONE) return fail_unknown(x, f, c);
  quoth__comparison bare;
  memset(&bare, 0, sizeof bare);
  bare.bare = true;
  return attribute_test(x, attribute, &bare);
}

/* ---- Lexicons and features --------------------------------------------- */

const quoth__lexicon *quoth__expander_lexicon(quoth__expander *x,
                                              const quoth__frame *f,
                                              uint32_t at, const char *name,
                                              uint32_t len) {
  const quoth__scope *s = f->scope;
  const quoth__lexicon *lexicon =
      s && s->lexicon ? s->lexicon(s->ud, name, len) : NULL;
  if (lexicon) return lexicon;
  quoth__expander_fail(x, f, QUOTH_ESYNTAX, at, "unknown lexicon '%.60s'",
                       name);
  quoth__expander_suggest(x, f, QUOTH__NAME_LEXICON, NULL, 0, name, len);
  return NULL;
}

static bool check_feature(quoth__expander *x, const quoth__frame *f,
                          const quoth__lexicon *lexicon,
                          const quoth__cond *c) {
  uint32_t n;
  if (!lexicon || quoth__lexicon_has_name(lexicon, c->name)) return true;
  quoth__expander_fail(x, f, QUOTH_ESYNTAX, c->at,
                       "lexicon '%.60s' has no feature '%.60s'",
                       quoth__lexicon_name(lexicon), c->name);
  const char *const *names = quoth__lexicon_feature_names(lexicon, &n);
  const char *near = quoth__nearest(c->name, c->len, names, n);
  if (near) quoth__error_hint(x->error, "did you mean '%s'?", near);
  return false;
}

static bool leaf(quoth__expander *x, const quoth__frame *f,
                 const quoth__lexicon *lexicon, const quoth__cond *c,
                 quoth__filter *out) {
  quoth__literal value = c->value;
  const quoth__frame *vf = f;
  if (c->kind == QUOTH__COND_LITERAL || c->kind == QUOTH__COND_LEXICON)
    return quoth__expander_fail(x, f, QUOTH_ESYNTAX, c->at,
                                "a feature's name is missing here");
  if (!check_feature(x, f, lexicon, c)) return false;
  out->kind = QUOTH__COND_COMPARE;
  out->name = intern(x, c->name, c->len);
  if (!out->name) return false;
  if (c->kind == QUOTH__COND_FLAG) {
    out->comparison.bare = true;
    return true;
  }
  return quoth__expander_value(x, &vf, &value) &&
         make_comparison(x, vf, c->op, &value, &out->comparison);
}

bool quoth__expander_filter(quoth__expander *x, const quoth__frame *f,
                            const quoth__lexicon *lexicon,
                            const quoth__cond *c,
                            const quoth__filter **out) {
  *out = NULL;
  if (!c) return true;
  quoth__filter *filter =
      quoth__arena_zero(&x->pattern->arena, sizeof *filter);
  if (!filter) return quoth__expander_no_memory(x);
  *out = filter;
  filter->kind = c->kind;
  switch (c->kind) {
    case QUOTH__COND_AND:
    case QUOTH__COND_OR:
      if (!quoth__expander_filter(x, f, lexicon, c->right, &filter->right))
        return false; /* fallthrough */
    case QUOTH__COND_NOT:
      return quoth__expander_filter(x, f, lexicon, c->left, &filter->left);
    default: return leaf(x, f, lexicon, c, filter);
  }
}

static quoth_value entry_feature(const void *ud, uint32_t id,
                                 const char *name) {
  return quoth__lexicon_feature(ud, id, name);
}

bool quoth__expander_passes(quoth__expander *x, const quoth__frame *f,
                            const quoth__lexicon *lexicon,
                            const quoth__cond *cond,
                            const uint64_t **passes) {
  const quoth__filter *filter;
  uint32_t n = quoth__lexicon_count(lexicon), held = 0;
  *passes = NULL;
  if (!quoth__expander_filter(x, f, lexicon, cond, &filter)) return false;
  if (!filter) return true;
  size_t size = (n + 63) / 64 * sizeof(uint64_t);
  uint64_t *bits = quoth__mem_zero(&x->vocab->mem, size + sizeof *bits);
  if (!bits) return quoth__expander_no_memory(x);
  quoth__regex_scratch *scratch;
  quoth_status status = quoth__regex_scratch_new(&x->vocab->mem, &scratch);
  for (uint32_t i = 0; !status && i < n; i++)
    if (quoth__filter_holds(filter, entry_feature, lexicon, i, scratch)) {
      bits[i / 64] |= UINT64_C(1) << i % 64;
      held++;
    }
  if (!status) status = quoth__regex_scratch_failure(scratch);
  quoth__regex_scratch_free(scratch);
  if (status)
    quoth__expander_fail(x, f, status, cond->at, "%s",
                         quoth_status_name(status));
  *passes = intern(x, bits, size + sizeof *bits);
  quoth__mem_free(&x->vocab->mem, bits, size + sizeof *bits);
  if (!*passes || x->status) return false;
  if (held || !n) return true;
  return quoth__expander_fail(x, f, QUOTH_ESYNTAX, cond->at,
                              "no entry of lexicon '%.60s' passes this test",
                              quoth__lexicon_name(lexicon));
}

static uint32_t lexicon_test(quoth__expander *x, const quoth__frame *f,
                             const quoth__cond *c) {
  const uint64_t *passes;
  const quoth__lexicon *lexicon =
      quoth__expander_lexicon(x, f, c->at + 1, c->name, c->len);
  if (!lexicon || !quoth__expander_passes(x, f, lexicon, c->left, &passes))
    return QUOTH__NONE;
  if (quoth__lexicon_count(lexicon) && !quoth__lexicon_has_single(lexicon)) {
    quoth__expander_fail(x, f, QUOTH_ESYNTAX, c->at,
                         "every entry of lexicon '%.60s' is several words: "
                         "none is one token", c->name);
    quoth__error_hint(x->error, "write $%.60s outside of the brackets",
                      c->name);
    return QUOTH__NONE;
  }
  return add_test(x, (quoth__test){.kind = QUOTH__TEST_LEXICON,
                                   .lexicon = lexicon, .string = passes});
}

/* ---- Conditions -------------------------------------------------------- */

static uint32_t literal_test(quoth__expander *x, const quoth__frame *f,
                             const quoth__cond *c) {
  if (c->value.kind == QUOTH__LITERAL_REGEX)
    return regex_test(x, f, &c->value, QUOTH__SUBJECT_TEXT);
  return quoth__expander_literal(x, f, &c->value);
}

static uint32_t join(quoth__expander *x, const quoth__frame *f,
                     const quoth__cond *c, quoth__test_kind kind) {
  uint32_t a = quoth__expander_test(x, f, c->left);
  if (a == QUOTH__NONE) return a;
  uint32_t b = quoth__expander_test(x, f, c->right);
  if (b == QUOTH__NONE) return b;
  return add_test(x, (quoth__test){.kind = (uint8_t)kind, .a = a, .b = b});
}

static int by_id(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return x < y ? -1 : x > y;
}

/* The words of a chain of alternatives as one set; the others joined to it. */
static uint32_t join_words(quoth__expander *x, uint32_t *words, uint32_t n,
                           uint32_t rest) {
  uint32_t kept = 0;
  qsort(words, n, sizeof *words, by_id);
  for (uint32_t i = 0; i < n; i++)
    if (!kept || words[kept - 1] != words[i]) words[kept++] = words[i];
  uint32_t set =
      kept == 1
          ? add_test(x, (quoth__test){.kind = QUOTH__TEST_NORM, .a = words[0]})
          : quoth__vocab_words(x->vocab, words, kept);
  if (set == QUOTH__NONE) quoth__expander_no_memory(x);
  if (set == QUOTH__NONE || rest == QUOTH__NONE) return set;
  return add_test(x, (quoth__test){.kind = QUOTH__TEST_OR, .a = set,
                                   .b = rest});
}

/* a | b | c …: the parser made it ((a | b) | c). */
static uint32_t alternatives(quoth__expander *x, const quoth__frame *f,
                             const quoth__cond *c) {
  uint32_t n = 0, n_words = 0, rest = QUOTH__NONE;
  const quoth__cond *left = c;
  for (; left->kind == QUOTH__COND_OR; left = left->left) n++;
  uint32_t *words =
      quoth__arena_new(&x->pattern->arena, (n + 1) * sizeof *words);
  if (!words) quoth__expander_no_memory(x);
  for (uint32_t i = 0; i <= n && !x->status; i++) {
    const quoth__cond *part = i == n ? left : c->right;
    if (i < n) c = c->left;
    uint32_t id = quoth__expander_test(x, f, part);
    if (id == QUOTH__NONE) break;
    const quoth__test *t = &x->vocab->tests.data[id];
    if (t->kind == QUOTH__TEST_NORM) words[n_words++] = t->a;
    else if (rest == QUOTH__NONE) rest = id;
    else
      rest = add_test(x, (quoth__test){.kind = QUOTH__TEST_OR, .a = id,
                                       .b = rest});
  }
  if (x->status) return QUOTH__NONE;
  return n_words ? join_words(x, words, n_words, rest) : rest;
}

uint32_t quoth__expander_test(quoth__expander *x, const quoth__frame *f,
                              const quoth__cond *c) {
  if (!c) return add_test(x, (quoth__test){.kind = QUOTH__TEST_ANY});
  switch (c->kind) {
    case QUOTH__COND_NOT:
      return negate(x, quoth__expander_test(x, f, c->left));
    case QUOTH__COND_AND: return join(x, f, c, QUOTH__TEST_AND);
    case QUOTH__COND_OR: return alternatives(x, f, c);
    case QUOTH__COND_FLAG: return flag_test(x, f, c);
    case QUOTH__COND_COMPARE: return compare_test(x, f, c);
    case QUOTH__COND_LITERAL: return literal_test(x, f, c);
    case QUOTH__COND_LEXICON: break;
  }
  return lexicon_test(x, f, c);
}
