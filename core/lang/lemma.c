/* SPDX-License-Identifier: MIT */
#include "lang/lemma.h"

#include <string.h>

#include "base/map.h"

quoth__inflection quoth__lemma_inflection(const char *upos, const char *xpos) {
  static const struct {
    const char *xpos;
    quoth__inflection inflection;
  } BY_XPOS[] = {
    {"NNS", QUOTH__INFLECT_PLURAL}, {"VBZ", QUOTH__INFLECT_THIRD},
    {"VBD", QUOTH__INFLECT_PAST},   {"VBN", QUOTH__INFLECT_PAST},
    {"VBG", QUOTH__INFLECT_ING},    {"JJR", QUOTH__INFLECT_MORE},
    {"RBR", QUOTH__INFLECT_MORE},   {"JJS", QUOTH__INFLECT_MOST},
    {"RBS", QUOTH__INFLECT_MOST},
  };
  if (strcmp(upos, "PROPN") == 0)
    return strcmp(xpos, "NNPS") == 0 ? QUOTH__INFLECT_NAMES
                                     : QUOTH__INFLECT_NAME;
  for (size_t i = 0; i < sizeof BY_XPOS / sizeof *BY_XPOS; i++)
    if (strcmp(xpos, BY_XPOS[i].xpos) == 0) return BY_XPOS[i].inflection;
  return strcmp(upos, "X") == 0 || strcmp(xpos, "NNP") == 0
             ? QUOTH__INFLECT_NAME
             : QUOTH__INFLECT_NONE;
}

uint32_t quoth__lemma_key(const char *norm, uint32_t len, uint32_t tag) {
  uint32_t key = quoth__mix(quoth__hash(norm, len), tag + 1);
  return key ? key : 1;
}

static const char *find(const quoth__lemmas *lemmas, uint32_t key) {
  if (!lemmas) return NULL;
  for (uint32_t i = key & lemmas->mask;; i = (i + 1) & lemmas->mask) {
    const quoth__lemma_slot *at = &lemmas->slots[i];
    if (at->key == 0) return NULL;
    if (at->key == key) return lemmas->strings + at->place;
  }
}

/* ---- Rules ----------------------------------------------------------------- */

typedef struct stem {
  const quoth__lemmas *lemmas;
  char *s;
  uint32_t len;
} stem;

static bool ends(const stem *w, const char *suffix) {
  size_t n = strlen(suffix);
  return w->len > n && memcmp(w->s + w->len - n, suffix, n) == 0;
}

static bool is_vowel(char c) { return c && strchr("aeiou", c) != NULL; }

static char from_end(const stem *w, uint32_t i) {
  return i < w->len ? w->s[w->len - 1 - i] : 0;
}

/* Cut `n` bytes and add `with`. */
static void replace(stem *w, uint32_t n, const char *with) {
  w->len -= n;
  for (; *with; with++) w->s[w->len++] = *with;
}

static bool is_base(const stem *w) {
  return find(w->lemmas, quoth__lemma_key(w->s, w->len, QUOTH__LEMMA_BASE));
}

static bool is_base_with(stem *w, const char *ending) {
  stem longer = *w;
  replace(&longer, 0, ending);
  return is_base(&longer);
}

static bool has_vowel(const stem *w) {
  for (uint32_t i = 0; i < w->len; i++)
    if (is_vowel(w->s[i]) || (i && w->s[i] == 'y')) return true;
  return false;
}

/* hoping: the stem "hop" lost an e; by letters alone. */
static bool lost_e(const stem *w) {
  char a = from_end(w, 0), b = from_end(w, 1), c = from_end(w, 2);
  if (a == 'u' || a == 'v' || a == 'z') return !(a == 'z' && b == 'z');
  if (a == 'c' || (a == 'g' && b != 'n' && b != 'g')) return true;
  if (a == 'g' && b == 'n') return is_vowel(c) && c != 'i' && c != 'o';
  if (a == 's') return b != 's' && !(b == 'u' && !is_vowel(c));
  if (a == 'l') return b && !is_vowel(b) && !strchr("lrwy", b);
  if (a == 't') return b == 'a' || (b == 'u' && w->len > 3);
  if (a == 'r') return b == 'i' || b == 'u' || (b == 'a' && !is_vowel(c));
  if (a == 'd') return (b == 'u' || b == 'i') && !is_vowel(c);
  if (a == 'n') return b == 'i' && (is_vowel(c) ? false : w->len > 3);
  if (is_vowel(a) || !is_vowel(b) || strchr("wxy", a)) return false;
  /* consonant, vowel, consonant in a short word: like, hope, name */
  return w->len == 3 && !is_vowel(c);
}

/* stopp, plann: the last letter was doubled. */
static bool is_doubled(const stem *w) {
  char a = from_end(w, 0);
  return a == from_end(w, 1) && strchr("bdgklmnprt", a) && w->len > 3;
}

/* The base of a verb whose -ed or -ing is cut off. */
static void restore(stem *w) {
  if (is_doubled(w)) {
    if (is_base(w)) return;
    w->len--;
    if (is_base(w)) return;
    w->len++;
    if (from_end(w, 0) != 'l') w->len--;
    return;
  }
  bool plain = is_base(w), with_e = is_base_with(w, "e");
  if (with_e && (!plain || lost_e(w))) replace(w, 0, "e");
  else if (!plain && lost_e(w)) replace(w, 0, "e");
}

static void cut_s(stem *w) {
  if (ends(w, "ies") && w->len > 4) replace(w, 3, "y");
  else if (ends(w, "sses") || ends(w, "shes") || ends(w, "xes") ||
           ends(w, "zzes") || ends(w, "tches") || ends(w, "aches") ||
           ends(w, "nches") || ends(w, "rches") || ends(w, "oaches"))
    w->len -= 2;
  else if (ends(w, "oes") && w->len > 4) w->len -= 2;
  else if (ends(w, "'s")) w->len -= 2;
  else if (ends(w, "s") && from_end(w, 1) != 's') w->len--;
}

static void cut_ed(stem *w) {
  if (!ends(w, "ed") || w->len < 4 || ends(w, "eed")) return;
  if (ends(w, "ied")) {
    if (w->len > 4) replace(w, 3, "y");
    else w->len--;
    return;
  }
  stem cut = *w;
  cut.len -= 2;
  if (!has_vowel(&cut)) return;
  restore(&cut);
  *w = cut;
}

static void cut_past(stem *w) {
  w->s[w->len] = 0;
  const char *base = quoth__lemma_irregular(w->s);
  if (base) replace(w, w->len, base);
  else cut_ed(w);
}

static void cut_ing(stem *w) {
  if (ends(w, "in'")) {
    w->len--;
    replace(w, 0, "g");
  }
  if (!ends(w, "ing") || w->len < 5) return;
  stem cut = *w;
  cut.len -= 3;
  if (!has_vowel(&cut)) return;
  restore(&cut);
  *w = cut;
}

static void cut_degree(stem *w, uint32_t n) {
  if (w->len < n + 3) return;
  w->len -= n;
  if (from_end(w, 0) == 'i') replace(w, 1, "y");
  else if (from_end(w, 0) == from_end(w, 1) && !strchr("ls", from_end(w, 0)))
    w->len--;
  else if (strchr("gcvs", from_end(w, 0)) && from_end(w, 1) != 'n' &&
           from_end(w, 0) != from_end(w, 1))
    replace(w, 0, "e");
  else if (w->len == 3 && strchr("dlrtn", from_end(w, 0)) &&
           strchr("iau", from_end(w, 1)) && !is_vowel(from_end(w, 2)))
    replace(w, 0, "e");
}

static void apply(stem *w, quoth__inflection inflection) {
  switch (inflection) {
    case QUOTH__INFLECT_NONE:
    case QUOTH__INFLECT_NAME: return;
    case QUOTH__INFLECT_NAMES:
    case QUOTH__INFLECT_PLURAL:
    case QUOTH__INFLECT_THIRD: cut_s(w); return;
    case QUOTH__INFLECT_PAST: cut_past(w); return;
    case QUOTH__INFLECT_ING: cut_ing(w); return;
    case QUOTH__INFLECT_MORE:
      if (ends(w, "er")) cut_degree(w, 2);
      return;
    case QUOTH__INFLECT_MOST:
      if (ends(w, "est")) cut_degree(w, 3);
      return;
  }
}

static bool is_word(const char *norm, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    unsigned char c = (unsigned char)norm[i];
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80)
      return true;
  }
  return false;
}

uint32_t quoth__lemma_find(const quoth__lemmas *lemmas, const char *s,
                           uint32_t len, uint32_t tag,
                           quoth__inflection inflection,
                           char out[QUOTH__LEMMA_MAX]) {
  char norm[QUOTH__FORM_MAX];
  uint32_t n = quoth__form_norm(s, len, norm);
  const char *known = NULL;
  stem w = {lemmas, out, n};
  /* A plain mark stays as it is: the table has curly ones in mind. */
  if (!is_word(norm, n) && n == len && memcmp(norm, s, n) == 0)
    inflection = QUOTH__INFLECT_NAME;
  else
    known = find(lemmas, quoth__lemma_key(norm, n, tag));
  if (known) {
    for (w.len = 0; known[w.len] && w.len + 1 < QUOTH__LEMMA_MAX; w.len++)
      out[w.len] = known[w.len];
  } else if (inflection == QUOTH__INFLECT_NAME ||
             inflection == QUOTH__INFLECT_NAMES) {
    w.len = len < QUOTH__FORM_MAX ? len : QUOTH__FORM_MAX;
    memcpy(out, s, w.len);
    apply(&w, inflection);
  } else {
    memcpy(out, norm, n);
    apply(&w, inflection);
  }
  out[w.len] = 0;
  return w.len;
}
