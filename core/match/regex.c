/* SPDX-License-Identifier: MIT */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "match/regex.h"

#include <pcre2.h>
#include <string.h>

#include "base/handle.h"
#include "match/prefilter.h"
#include "match/rewrite.h"

/* match_limit restarts at each start position, so all three are needed. */
enum {
  MATCH_LIMIT = 1000000,
  DEPTH_LIMIT = 10000,
  HEAP_LIMIT_KIB = 32 * 1024,
  JIT_STACK_MIN = 32 * 1024,
  JIT_STACK_MAX = 1024 * 1024,
};

struct quoth_regex {
  QUOTH__HANDLE
  quoth__mem mem;
  pcre2_general_context *general;
  pcre2_code *code;
  pcre2_match_context *limits; /* no JIT stack of its own: read only */
  const char **names;          /* of groups; NULL where there is none */
  uint32_t n_groups;           /* with group 0 */
  /* For text that is known to be UTF-8; NULL: `code` does for it, too. */
  pcre2_code *valid;
  pcre2_code *anchored; /* at a candidate of the filter; NULL: without it */
  quoth__prefilter filter;
};

struct quoth__regex_scratch {
  quoth__mem mem;
  pcre2_general_context *general;
  pcre2_match_context *limits;
  pcre2_jit_stack *stack;
  pcre2_match_data *data;
  uint32_t n_pairs; /* room in `data` */
  quoth_status failure;
};

/* PCRE2 frees without a size: it stands before each block. */
typedef union head {
  size_t size;
  max_align_t align;
} head;

static void *hook_malloc(size_t size, void *ud) {
  if (size > SIZE_MAX - sizeof(head)) return NULL;
  head *h = quoth__mem_new(ud, size + sizeof *h);
  if (!h) return NULL;
  h->size = size + sizeof *h;
  return h + 1;
}

static void hook_free(void *ptr, void *ud) {
  if (!ptr) return;
  head *h = (head *)ptr - 1;
  quoth__mem_free(ud, h, h->size);
}

static pcre2_match_context *new_limits(pcre2_general_context *general) {
  pcre2_match_context *limits = pcre2_match_context_create(general);
  if (!limits) return NULL;
  pcre2_set_match_limit(limits, MATCH_LIMIT);
  pcre2_set_depth_limit(limits, DEPTH_LIMIT);
  pcre2_set_heap_limit(limits, HEAP_LIMIT_KIB);
  return limits;
}

static bool read_names(quoth_regex *regex) {
  uint32_t count = 0, size = 0, last = 0;
  PCRE2_SPTR table = NULL;
  pcre2_pattern_info(regex->code, PCRE2_INFO_CAPTURECOUNT, &last);
  pcre2_pattern_info(regex->code, PCRE2_INFO_NAMECOUNT, &count);
  pcre2_pattern_info(regex->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
  pcre2_pattern_info(regex->code, PCRE2_INFO_NAMETABLE, &table);
  regex->n_groups = last + 1;
  regex->names =
      quoth__mem_zero(&regex->mem, regex->n_groups * sizeof *regex->names);
  if (!regex->names) return false;
  for (uint32_t i = 0; i < count; i++, table += size)
    regex->names[table[0] << 8 | table[1]] = (const char *)table + 2;
  return true;
}

static uint32_t options_of(unsigned flags) {
  uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C |
                     PCRE2_MATCH_INVALID_UTF;
  if (flags & QUOTH__REGEX_CASELESS) options |= PCRE2_CASELESS;
  if (flags & QUOTH__REGEX_WHOLE)
    options |= PCRE2_ANCHORED | PCRE2_ENDANCHORED;
  return options;
}

/* ---- What PCRE2 found out about the pattern ------------------------------ */

static bool contains(const char *s, size_t len, const char *part) {
  size_t n = strlen(part);
  for (size_t at = 0; at + n <= len; at++)
    if (memcmp(s + at, part, n) == 0) return true;
  return false;
}

/*
 * \G asks where the search began, verbs such as (*SKIP) what is tried next:
 * a search that goes from candidate to candidate would change their meaning.
 */
static bool may_be_filtered(const char *pattern, size_t len) {
  return !contains(pattern, len, "\\G") && !contains(pattern, len, "(*");
}

/*
 * Note what the matches of a code begin with, and what they contain. PCRE2
 * does not say whether a first or last unit is meant in both cases; it searches
 * for a first one as well as anybody.
 */
static void read_filter(const pcre2_code *code, quoth__prefilter *filter) {
  uint32_t type = 0, unit = 0;
  const uint8_t *bits = NULL;
  pcre2_pattern_info(code, PCRE2_INFO_FIRSTBITMAP, &bits);
  if (!bits) return;
  quoth__prefilter_starts(filter, bits);
  pcre2_pattern_info(code, PCRE2_INFO_LASTCODETYPE, &type);
  pcre2_pattern_info(code, PCRE2_INFO_LASTCODEUNIT, &unit);
  if (type == 1 && unit < 0x80)
    quoth__prefilter_require(filter, (unsigned char)unit);
}

struct source {
  const char *pattern;
  size_t len;
  unsigned flags;
  pcre2_compile_context *context;
};

static pcre2_code *compile_again(const struct source *source,
                                 uint32_t options) {
  int code;
  size_t at;
  return pcre2_compile((PCRE2_SPTR)source->pattern, source->len, options,
                       &code, &at, source->context);
}

/* Where PCRE2 cannot tell the first bytes: those of a pattern that is wider. */
static void find_filter(quoth_regex *regex, const struct source *source,
                        quoth__buf *scratch) {
  uint32_t type = 0;
  pcre2_pattern_info(regex->code, PCRE2_INFO_FIRSTCODETYPE, &type);
  if (type) return;
  read_filter(regex->code, &regex->filter);
  if (regex->filter.has_starts ||
      !quoth__rewrite(source->pattern, source->len, QUOTH__REWRITE_WIDER,
                      scratch))
    return;
  struct source wider = *source;
  wider.pattern = scratch->data;
  wider.len = scratch->len;
  pcre2_code *code = compile_again(&wider, options_of(source->flags));
  if (code) read_filter(code, &regex->filter);
  pcre2_code_free(code);
}

/* NULL when there is no memory, or no JIT: then others must do. */
static pcre2_code *compile_valid(const struct source *source,
                                 uint32_t also) {
  uint32_t options = options_of(source->flags) | also;
  pcre2_code *code = compile_again(
      source, options & ~(uint32_t)PCRE2_MATCH_INVALID_UTF);
  if (!code || pcre2_jit_compile(code, PCRE2_JIT_COMPLETE) == 0) return code;
  pcre2_code_free(code);
  return NULL;
}

static void compile_valid_ones(quoth_regex *regex, struct source source) {
  quoth__buf scratch;
  if (source.flags & (QUOTH__REGEX_WHOLE | QUOTH__REGEX_NO_JIT)) return;
  quoth__buf_init(&scratch, &regex->mem);
  if (may_be_filtered(source.pattern, source.len))
    find_filter(regex, &source, &scratch);
  if (!(source.flags & QUOTH__REGEX_CASELESS) &&
      quoth__rewrite(source.pattern, source.len, QUOTH__REWRITE_FASTER,
                     &scratch)) {
    source.pattern = scratch.data;
    source.len = scratch.len;
  }
  regex->valid = compile_valid(&source, 0);
  if (regex->valid && regex->filter.has_starts)
    regex->anchored =
        compile_valid(&source, PCRE2_ANCHORED | PCRE2_NO_START_OPTIMIZE);
  quoth__buf_done(&scratch);
}

static quoth_status compile(quoth_regex *regex, const char *pattern,
                            size_t len, unsigned flags, size_t *at,
                            quoth_error *error) {
  int code = 0;
  size_t offset = 0;
  pcre2_compile_context *context =
      pcre2_compile_context_create(regex->general);
  if (!context) return quoth__error_set(error, QUOTH_ENOMEM, "out of memory");
  regex->code = pcre2_compile((PCRE2_SPTR)pattern, len, options_of(flags),
                              &code, &offset, context);
  struct source source = {pattern, len, flags, context};
  if (regex->code) compile_valid_ones(regex, source);
  pcre2_compile_context_free(context);
  if (regex->code) {
    if (!(flags & QUOTH__REGEX_NO_JIT)) /* it is only faster: may fail */
      pcre2_jit_compile(regex->code, PCRE2_JIT_COMPLETE);
    return QUOTH_OK;
  }
  if (code == PCRE2_ERROR_HEAP_FAILED)
    return quoth__error_set(error, QUOTH_ENOMEM, "out of memory");
  char message[256];
  pcre2_get_error_message(code, (PCRE2_UCHAR *)message, sizeof message);
  if (at) *at = offset < len ? offset : len;
  return quoth__error_set(error, QUOTH_ESYNTAX, "regular expression: %s",
                          message);
}

quoth_status quoth__regex_compile(const char *pattern, size_t len,
                                  unsigned flags, const quoth__mem *mem,
                                  quoth_regex **out, size_t *at,
                                  quoth_error *error) {
  *out = NULL;
  if (at) *at = 0;
  quoth_status status =
      quoth__error_set(error, QUOTH_ENOMEM, "out of memory");
  quoth_regex *regex = quoth__mem_zero(mem, sizeof *regex);
  if (!regex) return status;
  regex->mem = *mem;
  regex->general =
      pcre2_general_context_create(hook_malloc, hook_free, &regex->mem);
  if (!regex->general) goto done;
  regex->limits = new_limits(regex->general);
  if (!regex->limits) goto done;
  status = compile(regex, pattern, len, flags, at, error);
  if (status) goto done;
  if (!read_names(regex)) {
    status = quoth__error_set(error, QUOTH_ENOMEM, "out of memory");
    goto done;
  }
  if (error) *error = (quoth_error){0};
  *out = regex;
  regex = NULL; /* given away */
done:
  quoth_regex_free(regex);
  return status;
}

quoth_status quoth_regex_new(const char *pattern, size_t len,
                             const quoth_allocator *allocator,
                             quoth_regex **out, quoth_error *error) {
  if (!pattern || !out)
    return quoth__error_set(error, QUOTH_EINVAL, "no pattern");
  *out = NULL;
  if (len > INT32_MAX)
    return quoth__error_set(error, QUOTH_ELIMIT, "a pattern of 2 GiB or more");
  quoth__mem mem = quoth__mem_from(allocator);
  size_t at;
  quoth_status status =
      quoth__regex_compile(pattern, len, 0, &mem, out, &at, error);
  if (status == QUOTH_ESYNTAX && error) {
    char message[sizeof error->message];
    memcpy(message, error->message, sizeof message);
    quoth__error_at(error, status, NULL, pattern, len, at, "%s", message);
  }
  return status;
}

void quoth_regex_free(quoth_regex *regex) {
  if (!QUOTH__IS(regex)) return;
  quoth__mem mem = regex->mem;
  quoth__mem_free(&mem, regex->names,
                  regex->n_groups * sizeof *regex->names);
  pcre2_match_context_free(regex->limits);
  pcre2_code_free(regex->code);
  pcre2_code_free(regex->valid);
  pcre2_code_free(regex->anchored);
  pcre2_general_context_free(regex->general);
  QUOTH__FREE(&mem, regex);
}

uint32_t quoth_regex_group_count(const quoth_regex *regex) {
  return QUOTH__IS(regex) ? regex->n_groups : 0;
}

uint32_t quoth_regex_group(const quoth_regex *regex, const char *name) {
  for (uint32_t i = 0; QUOTH__IS(regex) && name && i < regex->n_groups; i++)
    if (regex->names[i] && strcmp(regex->names[i], name) == 0) return i;
  return QUOTH_NONE;
}

const char *quoth__regex_group_name(const quoth_regex *regex,
                                    uint32_t group) {
  return QUOTH__IS(regex) && group < regex->n_groups ? regex->names[group]
                                                     : NULL;
}

/* ---- Matching ---------------------------------------------------------- */

quoth_status quoth__regex_scratch_new(const quoth__mem *mem,
                                      quoth__regex_scratch **out) {
  *out = NULL;
  quoth__regex_scratch *s = quoth__mem_zero(mem, sizeof *s);
  if (!s) return QUOTH_ENOMEM;
  s->mem = *mem;
  s->general = pcre2_general_context_create(hook_malloc, hook_free, &s->mem);
  if (s->general) s->limits = new_limits(s->general);
  if (s->limits)
    s->stack = pcre2_jit_stack_create(JIT_STACK_MIN, JIT_STACK_MAX,
                                      s->general);
  if (!s->limits) {
    quoth__regex_scratch_free(s);
    return QUOTH_ENOMEM;
  }
  if (s->stack) pcre2_jit_stack_assign(s->limits, NULL, s->stack);
  *out = s;
  return QUOTH_OK;
}

void quoth__regex_scratch_free(quoth__regex_scratch *s) {
  if (!s) return;
  quoth__mem mem = s->mem;
  pcre2_match_data_free(s->data);
  pcre2_jit_stack_free(s->stack);
  pcre2_match_context_free(s->limits);
  pcre2_general_context_free(s->general);
  quoth__mem_free(&mem, s, sizeof *s);
}

static quoth_status status_of(int rc) {
  if (rc >= 0) return QUOTH_OK;
  switch (rc) {
    case PCRE2_ERROR_NOMATCH: return QUOTH_ENOTFOUND;
    case PCRE2_ERROR_NOMEMORY: return QUOTH_ENOMEM;
    case PCRE2_ERROR_MATCHLIMIT:
    case PCRE2_ERROR_DEPTHLIMIT:
    case PCRE2_ERROR_HEAPLIMIT:
    case PCRE2_ERROR_RECURSELOOP: return QUOTH_ELIMIT;
    default: return QUOTH_EINVAL;
  }
}

static void read_groups(pcre2_match_data *data, int rc, quoth_span *groups,
                        uint32_t n_groups) {
  const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(data);
  for (uint32_t i = 0; i < n_groups; i++) {
    groups[i] = (quoth_span){QUOTH_NONE, QUOTH_NONE};
    if ((int)i < rc && ends[2 * i] != PCRE2_UNSET)
      groups[i] = (quoth_span){(uint32_t)ends[2 * i],
                               (uint32_t)ends[2 * i + 1]};
  }
}

quoth_status quoth__regex_scratch_failure(quoth__regex_scratch *s) {
  quoth_status failure = s->failure;
  s->failure = QUOTH_OK;
  return failure;
}

static quoth_status remember(quoth__regex_scratch *s, quoth_status status) {
  if (status && status != QUOTH_ENOTFOUND && !s->failure) s->failure = status;
  return status;
}

/* What is searched, and with what. */
struct search {
  const quoth_regex *regex;
  pcre2_match_data *data;
  pcre2_match_context *limits;
  PCRE2_SPTR text;
  size_t len;
};

static int search_any(const struct search *s, size_t from) {
  int rc = pcre2_match(s->regex->code, s->text, s->len, from, 0, s->data,
                       s->limits);
  if (rc == PCRE2_ERROR_JIT_STACKLIMIT)
    rc = pcre2_match(s->regex->code, s->text, s->len, from, PCRE2_NO_JIT,
                     s->data, s->limits);
  return rc;
}

/* In text that is UTF-8; what needs more than the JIT's stack starts anew. */
static int search_valid(const struct search *s, size_t from) {
  int rc = pcre2_jit_match(s->regex->valid, s->text, s->len, from, 0, s->data,
                           s->limits);
  return rc == PCRE2_ERROR_JIT_STACKLIMIT ? search_any(s, from) : rc;
}

/* Try candidates in turn; when they are many, what is left is plainly
   searched. */
static int search_candidates(const struct search *s, size_t from) {
  const quoth__prefilter *filter = &s->regex->filter;
  const char *text = (const char *)s->text;
  if (filter->has_required &&
      quoth__byteset_next(&filter->required, text, s->len, from) == s->len)
    return PCRE2_ERROR_NOMATCH;
  size_t at = from;
  for (size_t tries = 0;; tries++, at++) {
    at = quoth__byteset_next(&filter->starts, text, s->len, at);
    if (at == s->len) return PCRE2_ERROR_NOMATCH;
    if (quoth__prefilter_is_vain(tries, at - from)) break;
    int rc = pcre2_jit_match(s->regex->anchored, s->text, s->len, at, 0,
                             s->data, s->limits);
    if (rc == PCRE2_ERROR_JIT_STACKLIMIT) break;
    if (rc != PCRE2_ERROR_NOMATCH) return rc;
  }
  return search_valid(s, at);
}

static quoth_status find(const struct search *s, size_t from, bool valid,
                         quoth_span *groups, uint32_t n_groups) {
  /* PCRE2 refuses a start inside of a character, be it malformed. */
  while (from && from < s->len && (s->text[from] & 0xC0) == 0x80) from++;
  int rc = !valid || !s->regex->valid ? search_any(s, from)
           : s->regex->anchored       ? search_candidates(s, from)
                                      : search_valid(s, from);
  if (rc >= 0) read_groups(s->data, rc, groups, n_groups);
  return status_of(rc);
}

quoth_status quoth__regex_find(const quoth_regex *regex,
                               quoth__regex_scratch *s, const char *text,
                               size_t len, size_t from, bool valid,
                               quoth_span *groups, uint32_t n_groups) {
  if (from > len || len >= INT32_MAX) return QUOTH_EINVAL;
  if (s->n_pairs < regex->n_groups) {
    pcre2_match_data_free(s->data);
    s->data = pcre2_match_data_create(regex->n_groups, s->general);
    s->n_pairs = s->data ? regex->n_groups : 0;
    if (!s->data) return remember(s, QUOTH_ENOMEM);
  }
  struct search search = {regex, s->data, s->limits, (PCRE2_SPTR)text, len};
  return remember(s, find(&search, from, valid, groups, n_groups));
}

quoth_status quoth_regex_find(const quoth_regex *regex, const char *text,
                              size_t len, size_t from, quoth_span *groups,
                              uint32_t n_groups) {
  if (!QUOTH__IS(regex) || (!text && len) || (!groups && n_groups))
    return QUOTH_EINVAL;
  if (from > len || len >= INT32_MAX) return QUOTH_EINVAL;
  pcre2_match_data *data =
      pcre2_match_data_create(regex->n_groups, regex->general);
  if (!data) return QUOTH_ENOMEM;
  struct search search = {regex, data, regex->limits,
                          (PCRE2_SPTR)(text ? text : ""), len};
  quoth_status status = find(&search, from, false, groups, n_groups);
  pcre2_match_data_free(data);
  return status;
}

/* ---- Versions ---------------------------------------------------------- */

#define STRING_OF(x) #x
#define STRING(x) STRING_OF(x)
#define HEADER_VERSION \
  STRING(PCRE2_MAJOR) "." STRING(PCRE2_MINOR) " " STRING(PCRE2_DATE)

/* pcre2_config() writes to a buffer; what is borrowed for ever is a constant. */
static const char *config(uint32_t what, const char *const *known) {
  char found[64] = "";
  if (pcre2_config(what, NULL) > (int)sizeof found) return "unknown";
  pcre2_config(what, found);
  for (; *known; known++)
    if (strcmp(found, *known) == 0) return *known;
  return "unknown";
}

const char *quoth__regex_version(void) {
  static const char *const known[] = {HEADER_VERSION, NULL};
  return config(PCRE2_CONFIG_VERSION, known);
}

const char *quoth__regex_unicode_version(void) {
  static const char *const known[] = {"12.1.0", "13.0.0", "14.0.0", "15.0.0",
                                      "15.1.0", "16.0.0", "17.0.0", NULL};
  return config(PCRE2_CONFIG_UNICODE_VERSION, known);
}
