/* SPDX-License-Identifier: MIT */
#include "io/webtext.h"

#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "io/load.h"

/* Since 2.14 the library has another name. */
#if LIBXML_VERSION >= 21400
#define LIBXML "libxml2.so.16"
#else
#define LIBXML "libxml2.so.2"
#endif

enum { CHUNK = 1 << 13, SNIFF = 1024 };

/*
 * libxml2 compares an end tag that closes nothing with every open element. More
 * such steps than this (a second or two) are no page but an attack.
 */
enum { STRAYS_MAX = 1 << 29 };

/* What of libxml2 is used; see load.h. */
struct libxml {
  htmlParserCtxtPtr (*create)(htmlSAXHandlerPtr sax, void *ud,
                              const char *chunk, int size, const char *name,
                              xmlCharEncoding encoding);
  int (*use_options)(htmlParserCtxtPtr parser, int options);
  int (*parse)(htmlParserCtxtPtr parser, const char *chunk, int size, int end);
  void (*free)(htmlParserCtxtPtr parser);
  long (*consumed)(xmlParserCtxtPtr parser);
};

static const char *const names[] = {
  "htmlCreatePushParserCtxt", "htmlCtxtUseOptions", "htmlParseChunk",
  "htmlFreeParserCtxt", "xmlByteConsumed",
};
_Static_assert(sizeof(struct libxml) == sizeof names, "a name each");

/* What has to stand before the next word. */
enum gap { GAP_NONE, GAP_SPACE, GAP_LINE, GAP_BLOCK };

struct walk {
  struct libxml xml;
  htmlParserCtxtPtr parser;
  quoth__webtext *out;
  const quoth__utf8 *utf8;
  uint32_t depth;
  uint32_t hidden; /* depth of the element that is not shown, or 0 */
  uint32_t title;  /* depth of the title, or 0 */
  uint32_t pre;    /* depth of the outermost <pre>, or 0 */
  enum gap gap;
  size_t gap_at, seen; /* UTF-8 bytes: where the gap began; done so far */
  size_t title_len;
  size_t n_closed, closed_at; /* end tags that closed something; the last */
  uint64_t strays;
  quoth_status status;
};

/* ---- Text and its places ------------------------------------------------- */

/* Add pieces for text that was [from, from + n) of the UTF-8. */
static void add_pieces(struct walk *w, size_t text, size_t text_len,
                       size_t from, size_t n) {
  const quoth__utf8 *u = w->utf8;
  quoth__webtext *o = w->out;
  quoth__record record = {.pieces = u->pieces, .n_pieces = u->n_pieces};
  bool same = text_len == n;
  while (text_len > 0 && w->status == QUOTH_OK) {
    quoth__piece p = {(uint32_t)text, 0, (uint32_t)text_len, (uint32_t)n};
    p.source = quoth__record_source_start(&record, (uint32_t)from);
    uint32_t end = quoth__record_source_end(&record, (uint32_t)(from + n));
    size_t step = text_len;
    /* Letter by letter where the bytes were in another encoding. */
    if (same && u->n_pieces > 0 && end - p.source != n) {
      step = quoth_utf8_get(o->text, o->len, text, NULL);
      if (step > text_len || step == 0) step = text_len;
      p.text_len = (uint32_t)step;
      end = quoth__record_source_end(&record, (uint32_t)(from + step));
    }
    p.source_len = end > p.source ? end - p.source : 0;
    if (!quoth__pieces_add(&o->pieces, &o->n_pieces, &o->cap_pieces, p))
      w->status = QUOTH_ENOMEM;
    text += step;
    text_len -= step;
    from += step;
    n = same ? n - step : 0;
  }
}

static void add_text(struct walk *w, const char *s, size_t len, size_t from,
                     size_t n) {
  quoth__webtext *o = w->out;
  if (w->status != QUOTH_OK) return;
  if (o->len + len > (size_t)INT32_MAX) {
    w->status = QUOTH_ELIMIT;
    return;
  }
  if (o->len + len + 1 > o->cap) {
    size_t cap = (o->len + len + 1) * 2;
    char *grown = realloc(o->text, cap);
    if (!grown) {
      w->status = QUOTH_ENOMEM;
      return;
    }
    o->text = grown;
    o->cap = cap;
  }
  memcpy(o->text + o->len, s, len);
  size_t at = o->len;
  o->len += len;
  o->text[o->len] = '\0';
  add_pieces(w, at, len, from, n);
}

static void want_gap(struct walk *w, enum gap gap, size_t at) {
  if (w->gap == GAP_NONE) w->gap_at = at;
  if (w->gap == GAP_LINE && gap == GAP_LINE) gap = GAP_BLOCK; /* <br><br> */
  if (gap > w->gap) w->gap = gap;
}

/* A word comes, which stands at `at`. */
static void close_gap(struct walk *w, size_t at) {
  static const char *const gaps[] = {"", " ", "\n", "\n\n"};
  const char *s = gaps[w->gap];
  if (w->gap != GAP_NONE && w->out->len > 0 && at >= w->gap_at)
    add_text(w, s, strlen(s), w->gap_at, at - w->gap_at);
  w->gap = GAP_NONE;
}

static bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* Text that is the same in the page: words, with one space between. */
static void add_words(struct walk *w, const char *s, size_t len, size_t from) {
  for (size_t at = 0; at < len;) {
    size_t start = at;
    while (at < len && is_space(s[at])) at++;
    if (at > start) want_gap(w, GAP_SPACE, from + start);
    start = at;
    while (at < len && !is_space(s[at])) at++;
    if (at == start) continue;
    close_gap(w, from + start);
    add_text(w, s + start, at - start, from + start, at - start);
  }
}

static void add_title(struct walk *w, const char *s, size_t len) {
  quoth__webtext *o = w->out;
  char *grown = realloc(o->title, w->title_len + len + 2);
  if (!grown) {
    w->status = QUOTH_ENOMEM;
    return;
  }
  o->title = grown;
  for (size_t i = 0; i < len; i++) {
    bool space = is_space(s[i]);
    if (space && (w->title_len == 0 || grown[w->title_len - 1] == ' '))
      continue;
    grown[w->title_len++] = space ? ' ' : s[i];
  }
  grown[w->title_len] = '\0';
}

/* An "&" that begins no reference stands for itself, though the parser has read
   the name behind it, which it gives next. */
static bool is_bare(const quoth__utf8 *u, size_t at) {
  const char *s = u->s + at;
  size_t left = u->len - at;
  return left > 0 && s[0] == '&' && (left < 2 || s[1] != '#') &&
         (left < 5 || memcmp(s, "&amp;", 5) != 0);
}

static bool is_at(const struct walk *w, size_t at, const char *s, size_t len) {
  const quoth__utf8 *u = w->utf8;
  return at >= w->seen && at + len <= u->len &&
         memcmp(u->s + at, s, len) == 0;
}

/* Where the reference that ends at `here` begins; what was seen, when none. */
static size_t reference_start(const struct walk *w, size_t here) {
  while (here > w->seen && w->utf8->s[here - 1] != '&') here--;
  return here > w->seen ? here - 1 : w->seen;
}

/*
 * Where the characters that the parser just gave stand, behind those before.
 * They are the bytes before the place it has reached, or those that begin
 * there; else they were a reference, such as &amp;, which ends there, or what
 * the parser made of an error.
 */
static bool find_place(const struct walk *w, const char *s, size_t len,
                       size_t *from, size_t *n) {
  const quoth__utf8 *u = w->utf8;
  long consumed = w->xml.consumed(w->parser);
  size_t here = consumed < 0 ? w->seen : (size_t)consumed;
  bool ampersand = len == 1 && *s == '&'; /* it was read: not the next one */
  if (here > u->len) here = u->len;
  if (here < w->seen) here = w->seen;
  *n = len;
  *from = here - len;
  if (here >= len && is_at(w, *from, s, len)) return true;
  *from = here;
  if (!ampersand && is_at(w, here, s, len)) return true;
  *from = reference_start(w, here);
  if (ampersand && is_bare(u, *from)) return true; /* n is 1 */
  if ((*from == u->len || u->s[*from] != '&') && is_at(w, *from, s, len))
    return true;
  *n = here - *from;
  return false;
}

static void on_characters(void *ud, const xmlChar *chars, int count) {
  struct walk *w = ud;
  const char *s = (const char *)chars;
  size_t len = count > 0 ? (size_t)count : 0, from, n;
  if (w->status != QUOTH_OK || len == 0) return;
  if (w->title) {
    add_title(w, s, len);
    return;
  }
  if (w->hidden) return;
  bool same = find_place(w, s, len, &from, &n);
  w->seen = from + n;
  if (same && !w->pre) {
    add_words(w, s, len, from);
  } else if (len == 1 && is_space(*s) && !w->pre) {
    want_gap(w, GAP_SPACE, from);
  } else {
    close_gap(w, from);
    add_text(w, s, len, from, n);
  }
}

/* ---- Elements ------------------------------------------------------------ */

static int by_name(const void *key, const void *word) {
  return strcmp(key, *(const char *const *)word);
}

#define IS_ONE_OF(name, list) \
  bsearch(name, list, sizeof(list) / sizeof(list)[0], sizeof(list)[0], by_name)

/* In order of the bytes. */
static const char *const blocks[] = {
  "address", "article", "aside", "blockquote", "body", "caption", "center",
  "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset",
  "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
  "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu",
  "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot",
  "thead", "tr", "ul",
};
static const char *const unseen[] = {
  "applet", "audio", "button", "canvas", "datalist", "head", "iframe", "map",
  "math", "noembed", "noframes", "noscript", "object", "option", "script",
  "select", "style", "svg", "template", "textarea", "title", "video",
};

static const char *attribute(const xmlChar **list, const char *name) {
  for (; list && list[0]; list += 2)
    if (strcmp((const char *)list[0], name) == 0)
      return list[1] ? (const char *)list[1] : "";
  return NULL;
}

static bool is_hidden(const char *name, const xmlChar **attributes) {
  if (IS_ONE_OF(name, unseen) || attribute(attributes, "hidden")) return true;
  const char *style = attribute(attributes, "style");
  return style && (strstr(style, "display:none") ||
                   strstr(style, "display: none"));
}

static void keep(struct walk *w, char **to, const char *value) {
  if (*to || !value || !*value) return;
  *to = strdup(value);
  if (!*to) w->status = QUOTH_ENOMEM;
}

/* What the page tells of itself. */
static void read_facts(struct walk *w, const char *name,
                       const xmlChar **attributes) {
  quoth__webtext *o = w->out;
  if (strcmp(name, "html") == 0) {
    const char *lang = attribute(attributes, "lang");
    size_t n = lang ? strcspn(lang, "-_") : 0;
    if (n == 0 || n >= sizeof o->lang) return;
    for (size_t i = 0; i < n; i++)
      o->lang[i] = (char)(lang[i] >= 'A' && lang[i] <= 'Z' ? lang[i] | 0x20
                                                           : lang[i]);
  } else if (strcmp(name, "meta") == 0) {
    const char *what = attribute(attributes, "property");
    if (!what) what = attribute(attributes, "itemprop");
    if (what && (strcmp(what, "article:published_time") == 0 ||
                 strcmp(what, "datePublished") == 0))
      keep(w, &o->date, attribute(attributes, "content"));
  } else if (strcmp(name, "link") == 0) {
    const char *rel = attribute(attributes, "rel");
    if (rel && strcmp(rel, "canonical") == 0)
      keep(w, &o->uri, attribute(attributes, "href"));
  }
}

static size_t place(const struct walk *w) {
  long consumed = w->xml.consumed(w->parser);
  return consumed < 0 ? w->seen : (size_t)consumed;
}

static void on_start(void *ud, const xmlChar *tag, const xmlChar **attributes) {
  struct walk *w = ud;
  const char *name = (const char *)tag;
  w->depth++;
  read_facts(w, name, attributes);
  if (!w->title && strcmp(name, "title") == 0 && !w->out->title)
    w->title = w->depth;
  if (w->hidden) return;
  if (is_hidden(name, attributes)) {
    w->hidden = w->depth;
    want_gap(w, GAP_SPACE, w->seen);
  } else if (IS_ONE_OF(name, blocks)) {
    want_gap(w, GAP_BLOCK, w->seen);
    if (!w->pre && strcmp(name, "pre") == 0) w->pre = w->depth;
  } else if (strcmp(name, "br") == 0) {
    want_gap(w, GAP_LINE, w->seen);
  } else if (strcmp(name, "td") == 0 || strcmp(name, "th") == 0) {
    want_gap(w, GAP_SPACE, w->seen);
  }
}

/* Count the end tag that the parser is behind, if it is one. */
static void count_closed(struct walk *w) {
  size_t here = place(w), at = here;
  if (here == 0 || here > w->utf8->len || here == w->closed_at) return;
  while (at > 0 && here - at < 64 && w->utf8->s[at - 1] != '<') at--;
  if (at == w->utf8->len || w->utf8->s[at] != '/') return;
  w->n_closed++;
  w->closed_at = here;
}

static void on_end(void *ud, const xmlChar *tag) {
  struct walk *w = ud;
  count_closed(w);
  if (w->depth == w->title) w->title = 0;
  if (!w->hidden && IS_ONE_OF((const char *)tag, blocks))
    want_gap(w, GAP_BLOCK, w->seen);
  if (w->depth == w->hidden) {
    w->hidden = 0;
    w->seen = place(w);
  }
  if (w->depth == w->pre) w->pre = 0;
  if (w->depth > 0) w->depth--;
}

/* ---- The page ------------------------------------------------------------ */

static bool begins(const char *s, size_t len, const char *with) {
  size_t n = strlen(with);
  return len >= n && strncasecmp(s, with, n) == 0;
}

/* <meta charset=x> or <meta ... content="text/html; charset=x"> */
static const char *sniff(const char *page, size_t len, char name[64]) {
  size_t most = len < SNIFF ? len : SNIFF;
  for (size_t at = 0; at + 8 < most; at++) {
    if (!begins(page + at, most - at, "charset")) continue;
    at += 7;
    while (at < most && is_space(page[at])) at++;
    if (at == most || page[at] != '=') continue;
    at++;
    while (at < most && (is_space(page[at]) || page[at] == '"' ||
                         page[at] == '\'')) at++;
    size_t n = 0;
    while (at + n < most && n < 63 && !strchr(" \t\r\n\"';/>", page[at + n]) &&
           page[at + n])
      n++;
    if (n == 0) continue;
    memcpy(name, page + at, n);
    name[n] = '\0';
    return name;
  }
  return NULL;
}

/* A byte order mark decides; `skip` bytes of it are no text. */
static const char *of_mark(const char *page, size_t len, size_t *skip) {
  *skip = 0;
  if (len >= 3 && memcmp(page, "\xEF\xBB\xBF", 3) == 0) {
    *skip = 3;
    return "utf-8";
  }
  if (len < 2) return NULL;
  bool little = memcmp(page, "\xFF\xFE", 2) == 0;
  if (!little && memcmp(page, "\xFE\xFF", 2) != 0) return NULL;
  *skip = 2;
  return little ? "UTF-16LE" : "UTF-16BE";
}

static size_t count_ends(const char *s, size_t len) {
  size_t n = 0;
  for (const char *end = s + len; (s = memchr(s, '<', (size_t)(end - s)));)
    n += ++s < end && *s == '/';
  return n;
}

static quoth_status parse(struct walk *w) {
  htmlSAXHandler sax = {
    .startElement = on_start, .endElement = on_end,
    .characters = on_characters, .ignorableWhitespace = on_characters,
    .cdataBlock = on_characters,
  };
  const quoth__utf8 *u = w->utf8;
  w->parser = w->xml.create(&sax, w, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
  if (!w->parser) return QUOTH_ENOMEM;
  w->xml.use_options(w->parser, HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                    HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
  for (size_t at = 0; at < u->len && w->status == QUOTH_OK;) {
    size_t n = u->len - at < CHUNK ? u->len - at : CHUNK;
    w->n_closed = 0;
    w->xml.parse(w->parser, u->s + at, (int)n, 0);
    size_t ends = count_ends(u->s + at, n);
    if (ends > w->n_closed) w->strays += (ends - w->n_closed) * w->depth;
    if (w->strays > STRAYS_MAX) w->status = QUOTH_EINVAL;
    at += n;
  }
  if (w->status == QUOTH_OK) w->xml.parse(w->parser, NULL, 0, 1);
  w->xml.free(w->parser);
  return w->status;
}

static void shift_pieces(quoth__webtext *out, size_t by) {
  for (size_t i = 0; i < out->n_pieces; i++)
    out->pieces[i].source += (uint32_t)by;
}

quoth_status quoth__webtext_make(quoth__webtext *out, const char *page,
                                 size_t len, const char *charset,
                                 char *problem, size_t size) {
  struct walk w = {.out = out};
  char name[64];
  size_t skip;
  *out = (quoth__webtext){0};
  void *functions[sizeof names / sizeof names[0]];
  if (!quoth__load(LIBXML, names, functions,
                   sizeof names / sizeof names[0], problem, size))
    return QUOTH_EIO;
  memcpy(&w.xml, functions, sizeof w.xml);
  const char *mark = of_mark(page, len, &skip);
  if (mark) charset = mark;
  if (!charset) charset = sniff(page, len, name);
  quoth__utf8 utf8;
  quoth_status status =
      quoth__utf8_make(&utf8, page + skip, len - skip, charset);
  w.utf8 = &utf8;
  if (status == QUOTH_OK) status = parse(&w);
  if (skip > 0) shift_pieces(out, skip);
  quoth__utf8_done(&utf8);
  if (status != QUOTH_OK) {
    bool strays = status == QUOTH_EINVAL;
    if (strays) status = QUOTH_ELIMIT;
    snprintf(problem, size, "%s",
             strays ? "too many end tags without a start, too deep"
             : status == QUOTH_ELIMIT ? "a page of more than 2 GiB"
                                      : quoth_status_name(status));
    quoth__webtext_done(out);
  }
  return status;
}

void quoth__webtext_done(quoth__webtext *t) {
  free(t->text);
  free(t->pieces);
  free(t->title);
  free(t->date);
  free(t->uri);
  *t = (quoth__webtext){0};
}

static quoth__text text_of(const char *s) {
  return (quoth__text){s, s ? strlen(s) : 0};
}

void quoth__webtext_give(const quoth__webtext *t, quoth__record *record) {
  record->text = t->text ? t->text : "";
  record->text_len = t->len;
  record->pieces = t->pieces;
  record->n_pieces = t->n_pieces;
  record->title = text_of(t->title);
  if (!record->date.s) record->date = text_of(t->date);
  if (!record->uri.s) record->uri = text_of(t->uri);
  record->lang = t->lang[0] ? t->lang : NULL;
}
