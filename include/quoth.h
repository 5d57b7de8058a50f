/* SPDX-License-Identifier: MIT */
/**
 * Quoth: who said what. The public interface of the core.
 *
 * A text becomes a `quoth_doc` (tokens, sentences, paragraphs, quotation
 * marks); rules collected in a `quoth_builder` become a `const quoth_engine`;
 * a `quoth_context` runs an engine over docs and holds the annotations of the
 * last one.
 *
 * Offsets are UTF-8 bytes from 0, spans are half-open. Strings are UTF-8, not
 * NUL-terminated where a length stands beside them.
 *
 * Threads: an engine is immutable and shared by any number of threads; a
 * builder, a context and a doc belong to one thread at a time.
 *
 * Errors: functions that can fail return a `quoth_status`; the library never
 * prints, aborts, exits or changes process-wide state. A NULL object is
 * QUOTH_EINVAL, never a crash. free(NULL) is a no-op.
 *
 * Ownership words: owned (you free it, with the function named), borrowed
 * (valid until the event named), copied, kept (must outlive the thing named).
 */
#ifndef QUOTH_H
#define QUOTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define QUOTH_VERSION_MAJOR 0
#define QUOTH_VERSION_MINOR 1
#define QUOTH_VERSION_PATCH 0
#define QUOTH_VERSION "0.1.0"

#if defined(QUOTH_STATIC) || !defined(__GNUC__)
#define QUOTH_API
#else
#define QUOTH_API __attribute__((visibility("default")))
#endif

/** "No such thing", where an index or id is returned. */
#define QUOTH_NONE UINT32_MAX

/* ---- Status, errors, memory ------------------------------------------- */

typedef enum quoth_status {
  QUOTH_OK = 0,
  QUOTH_ENOMEM = -1,    /* the allocator gave NULL */
  QUOTH_EINVAL = -2,    /* misuse of this interface */
  QUOTH_ESYNTAX = -3,   /* a pattern, lexicon or pack does not compile */
  QUOTH_ELIMIT = -4,    /* a limit was reached; the error says which */
  QUOTH_ESCRIPT = -5,   /* a Lua script raised an error */
  QUOTH_EIO = -6,       /* a file could not be read or written */
  QUOTH_ENOTFOUND = -7, /* no file, pack, lexicon or layer of that name */
} quoth_status;

/** A fixed name such as "out of memory"; never NULL. Threads: safe. */
QUOTH_API const char *quoth_status_name(quoth_status status);

/** What went wrong and where. Place fields are 0 when there is no place. */
typedef struct quoth_error {
  quoth_status status;
  uint32_t line, column; /* from 1, column in code points */
  uint32_t byte;         /* offset within the compiled text */
  uint32_t caret;        /* column of the place in `excerpt`, from 1 */
  char source[256];      /* file name, or "" */
  char message[512];
  char hint[256];        /* "did you mean ...", or "" */
  char excerpt[240];     /* the line of text, or "" */
} quoth_error;

/**
 * Write an error as people expect it: file:line:column: message, the excerpt,
 * a caret, the hint; each line ended by a newline.
 * @return length of the whole text (as snprintf), whatever `size` is
 */
QUOTH_API size_t quoth_error_format(const quoth_error *error, char *out,
                                    size_t size);

/** Where user text stands in its file; zero lines and columns: unknown. */
typedef struct quoth_origin {
  const char *source;    /* file name; NULL for "?" */
  uint32_t line, column; /* of the text's first byte, from 1 */
} quoth_origin;

/**
 * Fill an error for byte `at` of a text that stands at `origin`: place, the line
 * as excerpt, the caret. For hosts that read files of their own.
 * @param message copied, cut when too long
 * @return `status`
 */
QUOTH_API quoth_status quoth_error_at(quoth_error *error, quoth_status status,
                                      const quoth_origin *origin,
                                      const char *text, size_t len, size_t at,
                                      const char *message);

/**
 * The candidate nearest to a misspelt name, for "did you mean"; NULL when none
 * is near enough to be meant. NULL candidates are skipped. Threads: safe.
 */
QUOTH_API const char *quoth_name_nearest(const char *name, size_t len,
                                         const char *const *candidates,
                                         size_t count);

/**
 * Allocate, resize or free, as lua_Alloc: `nsize` 0 frees and returns NULL;
 * `osize` is the old size, or 0 when `ptr` is NULL. Must return NULL, not
 * abort, when memory is out. Called on the thread that owns the object.
 */
typedef void *(*quoth_alloc_fn)(void *ud, void *ptr, size_t osize,
                                size_t nsize);

typedef struct quoth_allocator {
  quoth_alloc_fn fn; /* NULL: realloc and free */
  void *ud;
} quoth_allocator;

/* ---- Versions ---------------------------------------------------------- */

typedef struct quoth_versions {
  const char *quoth;   /* of the library, "0.1.0" */
  const char *unicode; /* of the generated tables, "15.0.0" */
  const char *pcre2;   /* as pcre2_config reports it */
  const char *pcre2_unicode;
  const char *utf8proc;
} quoth_versions;

/** Borrowed strings, valid for ever. Threads: safe. */
QUOTH_API quoth_versions quoth_version(void);

/* ---- Characters -------------------------------------------------------- */

/**
 * The character that starts at byte `at` < len of any bytes.
 * @param cp out: U+FFFD for a malformed maximal subpart; may be NULL
 * @return its length in bytes, 1 to 4; 0 beyond the end.   Threads: safe.
 */
QUOTH_API uint32_t quoth_utf8_get(const char *text, size_t len, size_t at,
                                  uint32_t *cp);

/**
 * The grapheme cluster (UAX #29) that starts at byte `at` < len.
 * @param columns out: cells it takes on a terminal, 0 to 2; may be NULL
 * @return its length in bytes; 0 beyond the end.   Threads: safe.
 */
QUOTH_API size_t quoth_cluster_get(const char *text, size_t len, size_t at,
                                   uint32_t *columns);

/* ---- Text -------------------------------------------------------------- */

/** Bytes [start, end) of a doc's text. */
typedef struct quoth_span {
  uint32_t start, end;
} quoth_span;

typedef struct quoth_doc quoth_doc;

typedef struct quoth_doc_options {
  const char *lang;    /* "en", "de", ...; NULL or unknown: language-neutral */
  bool plain_uax29;    /* conformance: UAX #29 alone, no news tailoring */
  const quoth_allocator *allocator; /* NULL: realloc and free; copied */
} quoth_doc_options;

/**
 * Analyse a text: tokens, sentences, paragraphs, quotation marks. Any bytes are
 * accepted; malformed UTF-8 becomes tokens of class QUOTH_CLASS_INVALID.
 * @param text copied; @param len in bytes, below 2^31
 * @param options NULL for the defaults
 * @param out owned: quoth_doc_free()
 * Errors: QUOTH_ENOMEM; QUOTH_ELIMIT when len >= 2^31; QUOTH_EINVAL.
 */
QUOTH_API quoth_status quoth_doc_new(const char *text, size_t len,
                                     const quoth_doc_options *options,
                                     quoth_doc **out);
QUOTH_API void quoth_doc_free(quoth_doc *doc);

/** The text, NUL-terminated; borrowed until quoth_doc_free(). */
QUOTH_API const char *quoth_doc_text(const quoth_doc *doc, size_t *len);

/** The language given at creation, or "". Borrowed as the text. */
QUOTH_API const char *quoth_doc_lang(const quoth_doc *doc);

/** What a token is made of. A token has exactly one class. */
typedef enum quoth_class {
  QUOTH_CLASS_WORD,    /* letters, with inner apostrophes, hyphens, periods */
  QUOTH_CLASS_NUMBER,  /* starts with a digit: 12, 3.5, 1,000, 20th, 5% no */
  QUOTH_CLASS_PUNCT,   /* Unicode P*, quotation marks excepted */
  QUOTH_CLASS_QUOTE,   /* a quotation mark, or ' and " used as one */
  QUOTH_CLASS_SYMBOL,  /* Unicode S*: $ % + and the like */
  QUOTH_CLASS_URL,     /* URL, e-mail address, @handle or #tag */
  QUOTH_CLASS_EMOJI,
  QUOTH_CLASS_INVALID, /* bytes that are not UTF-8 */
  QUOTH_CLASS_OTHER,   /* controls, unassigned */
} quoth_class;

/** Letter case of a token's letters. */
typedef enum quoth_caps {
  QUOTH_CAPS_NONE,  /* no cased letter */
  QUOTH_CAPS_LOWER, /* word */
  QUOTH_CAPS_TITLE, /* Word, McDonald, O'Neill: upper first, some lower */
  QUOTH_CAPS_UPPER, /* WORD (at least two letters, all upper) */
  QUOTH_CAPS_MIXED, /* iPhone */
} quoth_caps;

enum { /* bits of quoth_token.flags; they depend on the place of the token */
  QUOTH_TOKEN_SPACE_BEFORE = 1 << 0,   /* white space stands before it */
  QUOTH_TOKEN_SENTENCE_FIRST = 1 << 1, /* first / last token of a sentence */
  QUOTH_TOKEN_SENTENCE_LAST = 1 << 2,
  QUOTH_TOKEN_PARAGRAPH_FIRST = 1 << 3,
  QUOTH_TOKEN_PARAGRAPH_LAST = 1 << 4,
  QUOTH_TOKEN_FINAL = 1 << 5,      /* . ! ? ... that ends a sentence */
  QUOTH_TOKEN_QUOTE_OPEN = 1 << 6, /* opens / closes a quotation */
  QUOTH_TOKEN_QUOTE_CLOSE = 1 << 7,
};

/** A token: never white space, never empty, in order of the text. */
typedef struct quoth_token {
  quoth_span span;
  uint32_t type; /* id of its type (equal bytes, equal id) within the doc */
  uint32_t flags;
} quoth_token;

/** What all tokens of one type share. Strings borrowed until the doc dies. */
typedef struct quoth_type {
  const char *text, *norm;     /* norm: NFC and full case fold; ’ as ' */
  const char *shape;           /* Xxxx, dd, X.X.; runs cut at 4 */
  uint32_t text_len, norm_len, shape_len; /* bytes; each NUL-terminated too */
  uint32_t norm_id;            /* equal norms, equal id */
  uint32_t n_cps;              /* code points of the text: attribute `len` */
  quoth_class cls;
  quoth_caps caps;
  char script[5];              /* ISO 15924 of the first letter, or "Zyyy" */
} quoth_type;

/** Borrowed until quoth_doc_free(); `count` may be NULL. Threads: safe. */
QUOTH_API const quoth_token *quoth_doc_tokens(const quoth_doc *doc,
                                              uint32_t *count);
QUOTH_API const quoth_type *quoth_doc_type(const quoth_doc *doc,
                                           uint32_t type);

/** Sentences and paragraphs: spans in bytes without outer white space. */
QUOTH_API const quoth_span *quoth_doc_sentences(const quoth_doc *doc,
                                                uint32_t *count);
QUOTH_API const quoth_span *quoth_doc_paragraphs(const quoth_doc *doc,
                                                 uint32_t *count);

/** Index of the sentence / paragraph / token at a byte, or QUOTH_NONE. */
QUOTH_API uint32_t quoth_doc_sentence_at(const quoth_doc *doc, uint32_t byte);
QUOTH_API uint32_t quoth_doc_paragraph_at(const quoth_doc *doc, uint32_t byte);
QUOTH_API uint32_t quoth_doc_token_at(const quoth_doc *doc, uint32_t byte);

typedef enum quoth_quotation_class {
  QUOTH_QUOTATION_SPEECH,
  QUOTH_QUOTATION_SCARE,    /* “so-called” words */
  QUOTH_QUOTATION_TITLE,    /* of a song, book, film */
  QUOTH_QUOTATION_NICKNAME, /* Robert “Bob” Smith */
} quoth_quotation_class;

enum { /* bits of quoth_quotation.flags */
  QUOTH_QUOTATION_UNCLOSED = 1 << 0,  /* recovered at the paragraph's end */
  QUOTH_QUOTATION_CONTINUES = 1 << 1, /* goes on in the next paragraph */
  QUOTH_QUOTATION_CONTINUED = 1 << 2, /* re-opened: goes on from before */
  QUOTH_QUOTATION_DASH = 1 << 3,      /* dialogue opened by a dash */
  QUOTH_QUOTATION_BLOCK = 1 << 4,     /* indented or > block, no marks */
};

/** A quotation between marks. One that is re-opened has one entry a part. */
typedef struct quoth_quotation {
  quoth_span span;  /* with its marks */
  quoth_span inner; /* without them */
  uint32_t level;   /* 0 outermost */
  uint32_t parent;  /* index of the enclosing quotation, or QUOTH_NONE */
  uint32_t chain;   /* index of its first part; its own when not continued */
  uint32_t flags;
  quoth_quotation_class cls;
} quoth_quotation;

/** In order of start, outer before inner; borrowed until the doc is freed. */
QUOTH_API const quoth_quotation *quoth_doc_quotations(const quoth_doc *doc,
                                                      uint32_t *count);
QUOTH_API const char *quoth_quotation_class_name(quoth_quotation_class cls);
QUOTH_API const char *quoth_class_name(quoth_class cls);
QUOTH_API const char *quoth_caps_name(quoth_caps caps);

/** One place in four systems. All count from 0 but line and column. */
typedef struct quoth_place {
  uint32_t byte, codepoint, utf16;
  uint32_t line, column; /* from 1; column in code points */
} quoth_place;

/**
 * The place of a byte, or of the code point / UTF-16 unit of that number. A
 * malformed sequence counts as one code point (one U+FFFD) per maximal subpart.
 * Errors: QUOTH_EINVAL beyond the text's end or inside a character.
 */
QUOTH_API quoth_status quoth_doc_locate(const quoth_doc *doc, uint32_t byte,
                                        quoth_place *out);
QUOTH_API quoth_status quoth_doc_locate_codepoint(const quoth_doc *doc,
                                                  uint32_t codepoint,
                                                  quoth_place *out);
QUOTH_API quoth_status quoth_doc_locate_utf16(const quoth_doc *doc,
                                              uint32_t unit, quoth_place *out);

/* ---- Regular expressions (PCRE2) --------------------------------------- */

typedef struct quoth_regex quoth_regex;

/**
 * Compile a PCRE2 pattern under Quoth's policy (UTF, UCP, no \C, limits, JIT).
 * `out` owned: quoth_regex_free(). Immutable: shared by threads.
 */
QUOTH_API quoth_status quoth_regex_new(const char *pattern, size_t len,
                                       const quoth_allocator *allocator,
                                       quoth_regex **out, quoth_error *error);
QUOTH_API void quoth_regex_free(quoth_regex *regex);

/**
 * Find the next match in [from, len) of a text.
 * @param groups out: span of group 0..n_groups-1; {NONE, NONE} when unset
 * @return QUOTH_OK, QUOTH_ENOTFOUND, QUOTH_ELIMIT or QUOTH_ENOMEM
 */
QUOTH_API quoth_status quoth_regex_find(const quoth_regex *regex,
                                        const char *text, size_t len,
                                        size_t from, quoth_span *groups,
                                        uint32_t n_groups);

/** Number of groups with group 0; index of a named group or QUOTH_NONE. */
QUOTH_API uint32_t quoth_regex_group_count(const quoth_regex *regex);
QUOTH_API uint32_t quoth_regex_group(const quoth_regex *regex,
                                     const char *name);

/* ---- Annotations ------------------------------------------------------- */

/** The annotations of one doc, in layers. Owned by a context. */
typedef struct quoth_annotations quoth_annotations;

typedef enum quoth_value_kind {
  QUOTH_VALUE_NIL,
  QUOTH_VALUE_BOOL,
  QUOTH_VALUE_NUMBER,
  QUOTH_VALUE_STRING,
} quoth_value_kind;

typedef struct quoth_value {
  quoth_value_kind kind;
  bool boolean;
  double number;
  const char *string; /* NUL-terminated */
  uint32_t len;
} quoth_value;

typedef struct quoth_feature {
  const char *name;
  quoth_value value;
} quoth_feature;

/** A part of an annotation that plays a role: "content", "cue", "source". */
typedef struct quoth_part {
  const char *role;
  quoth_span span;
} quoth_part;

/** Everything borrowed until the annotations change or are reset. */
typedef struct quoth_annotation {
  uint32_t id; /* 0, 1, ... in order of creation; stable */
  const char *layer;
  quoth_span span; /* the hull of its parts, or what was given */
  const quoth_feature *features; /* in order of name */
  uint32_t n_features;
  const quoth_part *parts; /* in order of role as given, then of place */
  uint32_t n_parts;
  uint32_t rule; /* id for quoth_engine_rule(), or QUOTH_NONE */
} quoth_annotation;

/** What to add; `span` may be {0,0} when there are parts: the hull is used. */
typedef struct quoth_annotation_options {
  const char *layer;
  quoth_span span;
  const quoth_feature *features;
  uint32_t n_features;
  const quoth_part *parts;
  uint32_t n_parts;
  uint32_t rule; /* QUOTH_NONE when no rule made it */
} quoth_annotation_options;

/** Add an annotation, all strings copied. `id` out, may be NULL. */
QUOTH_API quoth_status quoth_annotations_add(
    quoth_annotations *annotations, const quoth_annotation_options *options,
    uint32_t *id);

/** Set (or, by a NIL value, remove) a feature. Value copied. */
QUOTH_API quoth_status quoth_annotations_set(quoth_annotations *annotations,
                                             uint32_t id, const char *feature,
                                             const quoth_value *value);

/** Remove an annotation; its id is not used again. */
QUOTH_API quoth_status quoth_annotations_remove(quoth_annotations *annotations,
                                                uint32_t id);

/** Replace all spans of one role (n may be 0); the hull is made anew. */
QUOTH_API quoth_status quoth_annotations_set_parts(
    quoth_annotations *annotations, uint32_t id, const char *role,
    const quoth_span *spans, uint32_t n);

/** Fill `out`; QUOTH_ENOTFOUND for a removed or unknown id. */
QUOTH_API quoth_status
quoth_annotations_get(const quoth_annotations *annotations, uint32_t id,
                      quoth_annotation *out);

/**
 * Ids of a layer in order of (start, longer first, id).
 * @param layer NULL for all layers
 * @return borrowed until the annotations change
 */
QUOTH_API const uint32_t *
quoth_annotations_layer(const quoth_annotations *annotations,
                        const char *layer, uint32_t *count);

/**
 * Ids of a layer that overlap [span.start, span.end), in the same order.
 * @return number found; at most `max` of them written to `ids`
 */
QUOTH_API uint32_t
quoth_annotations_overlapping(const quoth_annotations *annotations,
                              const char *layer, quoth_span span,
                              uint32_t *ids, uint32_t max);

/** Value of a feature; kind NIL when it is absent. */
QUOTH_API quoth_value quoth_annotation_feature(const quoth_annotation *a,
                                               const char *name);

/* ---- Language models ----------------------------------------------------- */

/** Lemmas, tags and trees of a language. Immutable, shared by all threads. */
typedef struct quoth_model quoth_model;

/** What can be asked of a token. */
typedef enum quoth_layer {
  QUOTH_LAYER_LEMMA,
  QUOTH_LAYER_POS, /* universal part of speech: NOUN */
  QUOTH_LAYER_TAG, /* that of the language: NNS */
  QUOTH_LAYER_DEP, /* universal relation to its head: nsubj:pass */
  QUOTH_LAYER_COUNT,
} quoth_layer;

/**
 * Map a model file into memory. Whatever is in the file, the model is safe to
 * use or refused: QUOTH_EIO (damaged, of another version), QUOTH_ENOTFOUND.
 * @param out owned: quoth_model_free(), after everything that uses it
 */
QUOTH_API quoth_status quoth_model_open(const char *path,
                                        const quoth_allocator *allocator,
                                        quoth_model **out, quoth_error *error);
QUOTH_API void quoth_model_free(quoth_model *model);

/** Its language, "en"; borrowed until quoth_model_free(). */
QUOTH_API const char *quoth_model_lang(const quoth_model *model);

/* ---- Builder: rules become an engine ----------------------------------- */

typedef struct quoth_builder quoth_builder;
typedef struct quoth_engine quoth_engine;
typedef struct quoth_context quoth_context;

QUOTH_API quoth_status quoth_builder_new(const quoth_allocator *allocator,
                                         quoth_builder **out);
QUOTH_API void quoth_builder_free(quoth_builder *builder);

/**
 * Start a pack: what is added next belongs to it. Names of lexicons, defines,
 * phases and rules are local to their pack. Packs run in the order in which
 * they are started.
 * @param lang "en" limits the pack to docs of that language; NULL or "": any
 */
QUOTH_API quoth_status quoth_builder_pack(quoth_builder *builder,
                                          const char *name, const char *lang,
                                          quoth_error *error);

/**
 * Add a lexicon from TSV bytes: a header line (first column `entry`, the others
 * feature names), then one entry a line; `#` starts a comment line. An entry
 * of several words is tokenized as text is; it matches on norm.
 */
QUOTH_API quoth_status quoth_builder_lexicon_tsv(
    quoth_builder *builder, const char *name, const char *tsv, size_t len,
    const quoth_origin *origin, quoth_error *error);

/** Add one entry to a lexicon of the pack, made when it does not exist. */
QUOTH_API quoth_status quoth_builder_lexicon_entry(
    quoth_builder *builder, const char *name, const char *entry, size_t len,
    const quoth_feature *features, uint32_t n_features, quoth_error *error);

/**
 * Let the pack use a lexicon of a pack that was started before, by a name of
 * its own: it is held and asked once. Nothing can be added to it any more.
 * Errors: QUOTH_ENOTFOUND when it is not there; QUOTH_EINVAL when the name is
 * taken; QUOTH_ENOMEM.
 */
QUOTH_API quoth_status quoth_builder_lexicon_share(
    quoth_builder *builder, const char *name, const char *pack,
    const char *lexicon, quoth_error *error);

/**
 * Use a file that quoth_lexicon_compile() made as a lexicon of the pack. It is
 * mapped, not read: large ones are there at once, and threads and processes
 * share the memory. Nothing can be added to it. The file must not change as
 * long as the engine lives.
 * Errors: QUOTH_ENOTFOUND, QUOTH_EIO; QUOTH_ESYNTAX when it is no such file, of
 * another version of the library, or of another language; QUOTH_EINVAL when
 * the name is taken; QUOTH_ENOMEM.
 */
QUOTH_API quoth_status quoth_builder_lexicon_map(quoth_builder *builder,
                                                 const char *name,
                                                 const char *path,
                                                 quoth_error *error);

/** Takes bytes in order; a status other than QUOTH_OK ends the writing. */
typedef quoth_status (*quoth_write_fn)(void *ud, const void *bytes,
                                       size_t len);

/**
 * Make a file of the lexicon that TSV bytes describe, for
 * quoth_builder_lexicon_map() of this version of the library on this kind of
 * machine; the same bytes give the same file.
 * @param lang of its entries; NULL or "": any
 * @param origin, allocator, error may be NULL
 * @param write called with the bytes of the file, in order
 * Errors: those of quoth_builder_lexicon_tsv(), and what `write` returned.
 */
QUOTH_API quoth_status quoth_lexicon_compile(
    const char *tsv, size_t len, const char *lang, const quoth_origin *origin,
    const quoth_allocator *allocator, quoth_write_fn write, void *ud,
    quoth_error *error);

/** Name a sub-pattern (`@NAME` in patterns of the pack, in any order). */
QUOTH_API quoth_status quoth_builder_define(quoth_builder *builder,
                                            const char *name,
                                            const char *pattern, size_t len,
                                            const quoth_origin *origin,
                                            quoth_error *error);

typedef enum quoth_control {
  QUOTH_CONTROL_LONGEST, /* longest, then priority, then order of definition */
  QUOTH_CONTROL_ALL,     /* every match of every rule */
  QUOTH_CONTROL_FIRST,   /* first rule in priority order at each place */
  QUOTH_CONTROL_ONCE,    /* one match a region */
  QUOTH_CONTROL_BRILL,   /* rules in order, each to its end, no overlaps */
} quoth_control;

typedef struct quoth_phase_options {
  const char *name;
  quoth_control control;
  const char *within;       /* default region of its rules; NULL: "sentence" */
  const char *const *view;  /* layers collapsed to one symbol each */
  uint32_t n_view;
  /* A condition, "[punct]": symbols that its token rules do not see; NULL: none.
     What stands around them stands side by side. */
  const char *skip;
  quoth_origin skip_origin;
} quoth_phase_options;

/** Add a phase; phases run in order. Rules without a phase go in "main". */
QUOTH_API quoth_status quoth_builder_phase(quoth_builder *builder,
                                           const quoth_phase_options *options,
                                           quoth_error *error);

/** How a span of an emitted annotation is found: a capture, by its name. */
typedef struct quoth_emit_part {
  const char *role;    /* "content"; "" for the annotation's own span */
  const char *capture; /* all repetitions become parts; unset: no part.
                          "subtree(NAME)": what hangs on it in the tree */
} quoth_emit_part;

/** A feature of an emitted annotation: a constant or a lexicon's feature. */
typedef struct quoth_emit_feature {
  const char *name;
  quoth_value value;   /* used when `capture` is NULL or has no such feature */
  const char *capture; /* take it from the lexicon entry or annotation ... */
  const char *feature; /* ... matched within this capture, this feature */
} quoth_emit_feature;

typedef struct quoth_rule_options {
  const char *name;
  const char *phase;  /* NULL: "main" */
  const char *within; /* NULL: the phase's */
  int32_t priority;   /* higher wins */
  const char *pattern; /* a token pattern, or with `regex` a PCRE2 pattern */
  size_t pattern_len;
  bool regex; /* named groups are the captures; matched within the region */
  quoth_origin origin;
  /* Declarative emit; layer NULL: the `emit` callback makes annotations. */
  const char *layer;
  /* Parts; none: every capture is a role. The span is what role "" names, else
     the hull of the parts, else the whole match. */
  const quoth_emit_part *parts;
  uint32_t n_parts;
  const quoth_emit_feature *features;
  uint32_t n_features;
  bool has_where;    /* ask the `where` callback about each match */
  uint32_t callback; /* number that callbacks get for this rule */
  /* A condition on the captures, asked before the callback; NULL: none. Such as
     dep(cue, source) == "nsubj", where the pack needs a language with a model;
     or containing(match, "quote"). */
  const char *where;
  size_t where_len;
  quoth_origin where_origin;
} quoth_rule_options;

QUOTH_API quoth_status quoth_builder_rule(quoth_builder *builder,
                                          const quoth_rule_options *options,
                                          quoth_error *error);

/**
 * Give tokens an attribute that the `attribute` callback computes; patterns of
 * the pack compare it like any other: [NAME="x"], [NAME>=3], [NAME].
 * @param name as patterns spell it; not a built-in one. It hides an attribute
 * of a language model, such as `pos`.
 * @param callback number that the callback gets for it
 */
QUOTH_API quoth_status quoth_builder_attribute(quoth_builder *builder,
                                               const char *name,
                                               uint32_t callback,
                                               quoth_error *error);

/**
 * Give docs and packs of the model's language the attributes lemma, pos, tag,
 * dep and head (the lemma of the head). `model` kept until the engine is freed.
 */
QUOTH_API quoth_status quoth_builder_model(quoth_builder *builder,
                                           const quoth_model *model,
                                           quoth_error *error);

/** A folder with files LANG.model, opened when a pattern first needs one. */
QUOTH_API quoth_status quoth_builder_models(quoth_builder *builder,
                                            const char *folder,
                                            quoth_error *error);

/** Docs of a language bring what quoth_context_set_word() sets, no model. */
QUOTH_API quoth_status quoth_builder_words(quoth_builder *builder,
                                           const char *lang,
                                           quoth_error *error);

/** Call the `resolve` callback with this number after all phases of the pack. */
QUOTH_API quoth_status quoth_builder_resolve(quoth_builder *builder,
                                             uint32_t callback,
                                             quoth_error *error);

/**
 * Compile everything. The builder is empty afterwards and still to be freed.
 * @param out owned: quoth_engine_free(); NULL on error
 */
QUOTH_API quoth_status quoth_builder_finish(quoth_builder *builder,
                                            quoth_engine **out,
                                            quoth_error *error);

/** Gets one error of several; borrowed during the call. */
typedef void (*quoth_error_fn)(void *ud, const quoth_error *error);

/**
 * Compile every rule to tell of every error, where quoth_builder_finish() ends
 * with the first. The builder is empty afterwards and still to be freed.
 * @return status of the first error, or QUOTH_OK
 */
QUOTH_API quoth_status quoth_builder_check(quoth_builder *builder,
                                           quoth_error_fn report, void *ud);

/** Every context of the engine must be freed before. */
QUOTH_API void quoth_engine_free(quoth_engine *engine);

typedef struct quoth_rule_info {
  const char *pack, *name, *phase, *layer;
  const char *source; /* file */
  uint32_t line;
  int32_t priority;
  quoth_control control; /* of its phase */
  const char *pattern;   /* as given, or its PCRE2 pattern */
  size_t pattern_len;
  bool regex;
} quoth_rule_info;

/** Number of rules; facts of one. Borrowed until quoth_engine_free(). */
QUOTH_API uint32_t quoth_engine_rule_count(const quoth_engine *engine);
QUOTH_API quoth_status quoth_engine_rule(const quoth_engine *engine,
                                         uint32_t rule, quoth_rule_info *out);

/* ---- Context: run an engine over docs ---------------------------------- */

/** A match, shown to callbacks; valid during the call. */
typedef struct quoth_match quoth_match;

/**
 * What scripts answer. Each may be NULL (then: yes / nothing). They run on the
 * context's thread and may use the annotations of the context, but `where` may
 * only read them (changing them is QUOTH_EINVAL there). A status other than
 * QUOTH_OK stops the run and is returned by it; `error` is never NULL.
 */
typedef struct quoth_callbacks {
  void *ud;
  quoth_status (*where)(void *ud, uint32_t callback, const quoth_match *match,
                        bool *yes, quoth_error *error);
  quoth_status (*emit)(void *ud, uint32_t callback, const quoth_match *match,
                       quoth_error *error);
  quoth_status (*resolve)(void *ud, uint32_t callback, quoth_context *context,
                          quoth_error *error);
  /* A token's attribute, into `value` (NIL when left alone). Asked at most once
     a run, when a pattern needs it, so it must follow from the doc alone. A
     string is copied when the call has returned. */
  quoth_status (*attribute)(void *ud, uint32_t callback, const quoth_doc *doc,
                            uint32_t token, quoth_value *value,
                            quoth_error *error);
  /* By quoth_context_open(), when the doc's annotations are ready. */
  quoth_status (*open)(void *ud, quoth_context *context);
  /* By quoth_context_free(), last of all: `ud` may be freed here. */
  void (*done)(void *ud);
} quoth_callbacks;

/** `engine` kept until quoth_context_free(). `callbacks` copied, may be NULL. */
QUOTH_API quoth_status quoth_context_new(const quoth_engine *engine,
                                         const quoth_callbacks *callbacks,
                                         quoth_context **out);
QUOTH_API void quoth_context_free(quoth_context *context);

/**
 * Begin with a doc: annotations are emptied, quotations become layer "quote":
 * one annotation each, its id the quotation's number, with features `class`,
 * `level`, `chain` (id of the chain's first part), the flags that are set
 * (unclosed, continues, continued, dash, block) as true, and a part "inner".
 * `doc` is kept until the next open or the context's end. Own annotations may
 * be added after it.
 */
QUOTH_API quoth_status quoth_context_open(quoth_context *context,
                                          const quoth_doc *doc);

/**
 * Limit the steps that matching may take for one doc; 0, the default: 10^8 and
 * 10^5 for each token. Steps are counted, not timed: the same on each machine.
 */
QUOTH_API quoth_status quoth_context_set_budget(quoth_context *context,
                                                uint64_t steps);

/**
 * Run all phases of all packs for the doc's language, once for each open.
 * Errors: QUOTH_ELIMIT (the budget, or too many annotations; the error names
 * the rule or phase), QUOTH_ENOMEM, what a callback returned; QUOTH_EINVAL
 * when no doc was opened since the last run. Annotations made before an error
 * are kept until the next open.
 */
QUOTH_API quoth_status quoth_context_run(quoth_context *context,
                                         quoth_error *error);

/** How a rule fared at a place. */
typedef enum quoth_verdict {
  QUOTH_VERDICT_STUCK,   /* its pattern does not match in the region */
  QUOTH_VERDICT_LOST,    /* it matches; another match was chosen instead */
  QUOTH_VERDICT_REFUSED, /* it matches; `where` or the phase's control said no */
  QUOTH_VERDICT_CHOSEN,
} quoth_verdict;

/** What one element of a pattern's outermost sequence took; maybe nothing. */
typedef struct quoth_trace_step {
  uint32_t at;     /* byte of the rule's pattern at which the element starts */
  quoth_span text;
} quoth_trace_step;

/** Borrowed during the call. */
typedef struct quoth_trace {
  uint32_t rule;
  quoth_verdict verdict;
  quoth_span region;
  quoth_span text;  /* the match; or what was taken by the best try */
  uint32_t wanted;  /* stuck: byte of the pattern: what it wanted next; of a
                       regular expression: behind the longest beginning of it
                       that finds something, which is its only step */
  quoth_span stood; /* stuck: what stood there; empty at the region's end */
  uint32_t winner;  /* lost: to a match of this rule ... */
  quoth_span won;   /* ... which is here */
  const quoth_trace_step *steps;
  uint32_t n_steps;
} quoth_trace;

typedef void (*quoth_trace_fn)(void *ud, const quoth_trace *trace);

/**
 * Explain a rule in runs to come: for each of its matches, and each region
 * where it has none, `report` is called when its phase has chosen. What a run
 * gives stays the same. `report` NULL: no more.
 */
QUOTH_API quoth_status quoth_context_trace(quoth_context *context,
                                           uint32_t rule,
                                           quoth_trace_fn report, void *ud);

/** An element of a pattern's outermost sequence. */
typedef struct quoth_element_profile {
  uint32_t at;         /* byte of the rule's pattern at which it starts */
  uint64_t candidates; /* starts of matches from which it was reached */
  uint64_t hits;       /* those from which it could go on */
  uint64_t walk_ns;    /* following it, a start at a time: compare elements by
                          it, matching itself does not go start by start */
} quoth_element_profile;

/** What a rule cost and gave. */
typedef struct quoth_rule_profile {
  uint64_t match_ns;   /* looking for its matches, by itself */
  uint64_t script_ns;  /* captures, `where` and `emit` of its matches */
  uint64_t candidates; /* places at which its pattern was tried */
  uint64_t matches;    /* places at which it matched */
  uint64_t hits;       /* matches that its phase chose */
  const quoth_element_profile *elements; /* none of a regular expression */
  uint32_t n_elements;
} quoth_rule_profile;

/**
 * Sum up what each rule costs in runs to come, from 0; or stop and forget. What
 * a run gives stays the same, but it takes several times as long: each rule is
 * looked for once more, alone, and matching has no budget of steps.
 */
QUOTH_API quoth_status quoth_context_profile(quoth_context *context, bool on);

/** `elements` borrowed until the profile ends. QUOTH_EINVAL when there is none. */
QUOTH_API quoth_status
quoth_context_rule_profile(const quoth_context *context, uint32_t rule,
                           quoth_rule_profile *out);

/** Borrowed; changes with the next open or run. */
QUOTH_API quoth_annotations *quoth_context_annotations(quoth_context *context);
QUOTH_API const quoth_doc *quoth_context_doc(const quoth_context *context);
QUOTH_API const quoth_engine *
quoth_context_engine(const quoth_context *context);

/* The parts of a match. */
QUOTH_API quoth_context *quoth_match_context(const quoth_match *match);
QUOTH_API uint32_t quoth_match_rule(const quoth_match *match);
QUOTH_API quoth_span quoth_match_span(const quoth_match *match);

/** First and last token, both included. */
QUOTH_API void quoth_match_tokens(const quoth_match *match, uint32_t *first,
                                  uint32_t *last);

/** Names of the rule's captures; NULL beyond the last. */
QUOTH_API const char *quoth_match_capture_name(const quoth_match *match,
                                               uint32_t capture);

/** Number of spans of a capture; they are written to `spans` up to `max`. */
QUOTH_API uint32_t quoth_match_capture(const quoth_match *match,
                                       const char *name, quoth_span *spans,
                                       uint32_t max);

/**
 * Feature of the lexicon entry or annotation matched within a capture (the
 * first one that has it); NIL when none has.
 */
QUOTH_API quoth_value quoth_match_feature(const quoth_match *match,
                                          const char *capture,
                                          const char *feature);

/* ---- Linguistic layers of a context's doc -------------------------------- */

/*
 * Made a sentence at a time, when they are first asked for. Each call fails
 * with QUOTH_ENOTFOUND, and says so, when there is no model for the language.
 */

/** Borrowed until the next open; NULL when nothing is known of the token. */
QUOTH_API quoth_status quoth_context_layer(quoth_context *context,
                                           quoth_layer layer, uint32_t token,
                                           const char **out,
                                           quoth_error *error);

/** @param head out: a token, or QUOTH_NONE for the root of its sentence */
QUOTH_API quoth_status quoth_context_head(quoth_context *context,
                                          uint32_t token, uint32_t *head,
                                          quoth_error *error);

/**
 * The word of a span that the others hang on: whose head lies outside of it.
 * @param token out: QUOTH_NONE when no token lies in the span
 */
QUOTH_API quoth_status quoth_context_head_word(quoth_context *context,
                                               quoth_span span,
                                               uint32_t *token,
                                               quoth_error *error);

/**
 * From the first to the last word that hangs on the head of a span, itself
 * included: of a verb, the clause that it governs.
 */
QUOTH_API quoth_status quoth_context_subtree(quoth_context *context,
                                             quoth_span span, quoth_span *out,
                                             quoth_error *error);

/**
 * The path between the heads of two spans: "nsubj" when `to` hangs on `from`
 * as its subject, ">ccomp>nsubj" two steps down, "<nsubj" up, "<ccomp>nsubj" up
 * and down; "" when it is the same word or they are in different sentences.
 * @param len out: length of the whole path (as snprintf); may be NULL
 */
QUOTH_API quoth_status quoth_context_path(quoth_context *context,
                                          quoth_span from, quoth_span to,
                                          char *out, size_t size, size_t *len,
                                          quoth_error *error);

/** What a host knows of a token, in place of a model's opinion. */
typedef struct quoth_word {
  const char *values[QUOTH_LAYER_COUNT]; /* NULL: not known */
  uint32_t head; /* a token, or QUOTH_NONE: root or not known */
} quoth_word;

/**
 * Set what is known of a token of the open doc, copied; between open and run.
 * After the first call no model is asked for the doc.
 */
QUOTH_API quoth_status quoth_context_set_word(quoth_context *context,
                                              uint32_t token,
                                              const quoth_word *word);

/** A document of CoNLL-U: its text, and its words with tags and trees. */
typedef struct quoth_conllu quoth_conllu;

/**
 * Read the first document: up to the next "# newdoc", else all of it. The text is
 * made of the forms (of "3-4 don't" where there are such lines), with spaces but
 * for SpaceAfter=No, and a blank line where "# newpar" or "# newdoc" stands.
 * @param data copied
 * @param origin where it stands, for errors; may be NULL
 * @param allocator NULL: realloc and free
 * @param out owned: quoth_conllu_free(); NULL on error
 * @param used out: bytes of the document, set on QUOTH_ESYNTAX too, so that one
 * may go on with the next; may be NULL
 * Errors: QUOTH_ESYNTAX with a place, QUOTH_ELIMIT (2 GiB), QUOTH_ENOMEM.
 */
QUOTH_API quoth_status quoth_conllu_read(const char *data, size_t len,
                                         const quoth_origin *origin,
                                         const quoth_allocator *allocator,
                                         quoth_conllu **out, size_t *used,
                                         quoth_error *error);
QUOTH_API void quoth_conllu_free(quoth_conllu *conllu);

/** The text, to make a doc of. Borrowed until quoth_conllu_free(). */
QUOTH_API const char *quoth_conllu_text(const quoth_conllu *conllu,
                                        size_t *len);

/** The id of "# newdoc id = ", or "". Borrowed until quoth_conllu_free(). */
QUOTH_API const char *quoth_conllu_id(const quoth_conllu *conllu);

/**
 * Set the words of all tokens of the open doc, whose text must be the same:
 * as quoth_context_set_word(). A token of several words is told of by its first,
 * a hyphenated one by the word of its last part; of a word of several tokens the
 * first has its head, the others hang on that one as "flat".
 * Errors: QUOTH_EINVAL, QUOTH_ENOMEM.
 */
QUOTH_API quoth_status quoth_context_set_conllu(quoth_context *context,
                                                const quoth_conllu *conllu,
                                                quoth_error *error);

/** Work since the context was made: sentences seen, tagged and parsed. */
typedef struct quoth_layer_counts {
  uint64_t sentences, tagged, parsed;
} quoth_layer_counts;

QUOTH_API quoth_layer_counts
quoth_context_layer_counts(const quoth_context *context);

/* ---- Attributions ------------------------------------------------------ */

typedef enum quoth_kind {
  QUOTH_KIND_DIRECT,   /* all of the content within quotation marks */
  QUOTH_KIND_INDIRECT, /* none of it */
  QUOTH_KIND_MIXED,    /* some of it */
} quoth_kind;

/**
 * Kind of a content by the doc's quotation marks: what decides is whether word
 * tokens stand inside or outside of quotations of class speech or scare.
 */
QUOTH_API quoth_kind quoth_doc_kind(const quoth_doc *doc,
                                    const quoth_span *content, uint32_t n);
QUOTH_API const char *quoth_kind_name(quoth_kind kind);

/**
 * Who said what: an annotation of layer "attribution", its usual features read.
 * Values are NIL where the rules do not tell. Borrowed as the annotation.
 */
typedef struct quoth_attribution {
  quoth_annotation annotation; /* parts "content", "cue", "source"; the rest */
  quoth_kind kind;
  quoth_value act, speaker, resolved_by, polarity; /* strings */
  quoth_value speaker_id, confidence;              /* numbers */
  uint32_t start;               /* first byte of the content or the cue ... */
  uint32_t sentence, paragraph; /* ... and where that is; maybe QUOTH_NONE */
} quoth_attribution;

/**
 * All attributions in order of `start`, then of creation.
 * @param doc that the annotations are of
 * @param out room for `max`; when that is too few, nothing is written
 * @return how many there are
 */
QUOTH_API uint32_t quoth_annotations_attributions(
    const quoth_annotations *annotations, const quoth_doc *doc,
    quoth_attribution *out, uint32_t max);

#ifdef __cplusplus
}
#endif

#endif
