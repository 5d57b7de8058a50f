/* SPDX-License-Identifier: MIT */
#include "lang/model.h"

#include <string.h>

#include "base/error.h"

uint32_t quoth__model_shape(void) {
  uint32_t shape = quoth__mix(QUOTH__NET_DIM, QUOTH__NET_LAYERS);
  shape = quoth__mix(shape, QUOTH__NET_HIDDEN * 8 + QUOTH__NET_SLOTS);
  shape = quoth__mix(shape, QUOTH__NET_SPARSE * 64 + QUOTH__NET_SPARSE_ROWS);
  return quoth__mix(shape, QUOTH__NET_TABLES * QUOTH__NET_SUFFIXES +
                               QUOTH__NET_SHAPES);
}

/* Sum of words of 8 bytes, mixed; the bytes behind the last are counted too. */
uint64_t quoth__model_checksum(const void *data, size_t size) {
  const char *at = data;
  uint64_t sum = size;
  for (; size >= 8; at += 8, size -= 8) {
    uint64_t v;
    memcpy(&v, at, 8);
    sum = (sum ^ v) * UINT64_C(0x9E3779B97F4A7C15);
    sum ^= sum >> 29;
  }
  for (; size; at++, size--)
    sum = (sum ^ (unsigned char)*at) * UINT64_C(0x100000001B3);
  return sum;
}

/* ---- Checks ---------------------------------------------------------------- */

typedef struct check {
  const quoth__model_head *head;
  const char *data;
  const char *wrong; /* first thing found to be wrong */
} check;

static bool expect(check *c, bool good, const char *what) {
  if (!good && !c->wrong) c->wrong = what;
  return good;
}

static const void *section(const check *c, uint32_t id, uint32_t *size) {
  if (size) *size = c->head->sections[id].size;
  return c->data + c->head->sections[id].start;
}

static void check_sections(check *c) {
  uint32_t at = sizeof *c->head;
  for (uint32_t i = 0; i < QUOTH__SECTION_COUNT; i++) {
    const quoth__section *s = &c->head->sections[i];
    if (!expect(c, s->start % 64 == 0 && s->start >= at &&
                       s->start <= c->head->size &&
                       s->size <= c->head->size - s->start,
                "a section lies outside of the file"))
      return;
    at = s->start + s->size;
  }
}

/* What the sections of the network measure when they are whole. */
static void check_sizes(check *c) {
  const quoth__model_head *h = c->head;
  uint64_t d = QUOTH__NET_DIM, hidden = QUOTH__NET_HIDDEN;
  uint64_t moves = quoth__network_moves(h->n_labels);
  uint64_t rows = (uint64_t)h->n_words + 2 * QUOTH__NET_SUFFIXES +
                  QUOTH__NET_SHAPES + h->n_tags + 1;
  uint64_t in = d + (QUOTH__NET_LAYERS - 1) * 2 * d;
  const struct {
    uint32_t id;
    uint64_t size;
  } sizes[] = {
    {QUOTH__SECTION_TAGS, h->n_tags * UINT64_C(2)},
    {QUOTH__SECTION_SCALES, QUOTH__NET_TABLES * sizeof(float)},
    {QUOTH__SECTION_EMBEDDINGS, rows * d},
    {QUOTH__SECTION_GATES, in * 6 * d * 2},
    {QUOTH__SECTION_GATE_BIAS, QUOTH__NET_LAYERS * 6 * d * sizeof(float)},
    {QUOTH__SECTION_SLOTS, 2 * d * QUOTH__NET_SLOTS * hidden * 2},
    {QUOTH__SECTION_NOBODY, QUOTH__NET_SLOTS * hidden * 4},
    {QUOTH__SECTION_SPARSE,
     (uint64_t)QUOTH__NET_SPARSE * QUOTH__NET_SPARSE_ROWS * hidden * 4},
    {QUOTH__SECTION_BIAS, hidden * 4},
    {QUOTH__SECTION_MOVES, hidden * moves * 2},
    {QUOTH__SECTION_MOVES_BIAS, moves * 4},
  };
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
    expect(c, h->sections[sizes[i].id].size == sizes[i].size,
           "a section has another size than its header says");
}

static bool is_power(uint32_t n) { return n && !(n & (n - 1)); }

static void check_counts(check *c) {
  const quoth__model_head *h = c->head;
  expect(c, h->shape == quoth__model_shape(),
         "it was made for a network of another shape");
  expect(c, h->n_upos >= 1 && h->n_upos < QUOTH__MODEL_NAMES &&
                h->n_xpos >= 1 && h->n_xpos < QUOTH__MODEL_NAMES &&
                h->n_labels >= 2 && h->n_labels < QUOTH__LABEL_NONE &&
                h->n_tags >= 1 && h->n_tags <= QUOTH__TAG_MAX &&
                h->n_words >= 1 && h->n_words <= UINT16_MAX + 1 &&
                h->root_label < h->n_labels,
         "a count is out of range");
}

/* Split the section of names; each must end within it. */
static void read_names(check *c, struct quoth_model *m) {
  uint32_t size;
  const char *at = section(c, QUOTH__SECTION_NAMES, &size), *end = at + size;
  uint32_t n = 1 + m->n_upos + m->n_xpos + m->n_labels;
  for (uint32_t i = 0; i < n; i++) {
    const char *stop = at < end ? memchr(at, 0, (size_t)(end - at)) : NULL;
    if (!expect(c, stop != NULL, "a name is cut off")) return;
    if (i == 0) m->lang = at;
    else if (i <= m->n_upos) m->upos[i - 1] = at;
    else if (i <= m->n_upos + m->n_xpos) m->xpos[i - 1 - m->n_upos] = at;
    else m->labels[i - 1 - m->n_upos - m->n_xpos] = at;
    at = stop + 1;
  }
}

static void read_tags(check *c, struct quoth_model *m) {
  m->tags = section(c, QUOTH__SECTION_TAGS, NULL);
  for (uint32_t t = 0; t < c->head->n_tags; t++) {
    uint32_t upos = m->tags[2 * t], xpos = m->tags[2 * t + 1];
    if (!expect(c, upos < m->n_upos && xpos < m->n_xpos, "a tag has no name"))
      return;
    m->inflection[t] =
        (uint8_t)quoth__lemma_inflection(m->upos[upos], m->xpos[xpos]);
  }
}

static void read_words(check *c, struct quoth_model *m) {
  uint32_t size, empty = 0;
  const quoth__lexeme *slots = section(c, QUOTH__SECTION_WORDS, &size);
  uint32_t n = size / (uint32_t)sizeof *slots;
  if (!expect(c, is_power(n) && n * sizeof *slots == size,
              "the table of words has a strange size"))
    return;
  for (uint32_t i = 0; i < n; i++) {
    empty += slots[i].word == 0;
    expect(c, slots[i].word < c->head->n_words, "a word has no vector");
    expect(c, slots[i].tag == QUOTH__TAG_NONE ||
                  slots[i].tag < c->head->n_tags,
           "a word has an unknown tag");
  }
  expect(c, empty > 0, "the table of words is full");
  m->tagger.words = (quoth__words){slots, n - 1};
}

static void check_list(check *c, const uint8_t *lists, uint32_t size,
                       uint32_t at) {
  at *= 4;
  if (!expect(c, at < size && lists[at] * 2u < size - at,
              "a weight lies outside of its section"))
    return;
  for (uint32_t k = 0; k < lists[at]; k++)
    expect(c, lists[at + 1 + 2 * k] < c->head->n_tags,
           "a weight is of an unknown tag");
}

static void read_weights(check *c, struct quoth_model *m) {
  uint32_t size, lists_size, empty = 0;
  const uint32_t *slots = section(c, QUOTH__SECTION_WEIGHT_SLOTS, &size);
  const uint8_t *lists = section(c, QUOTH__SECTION_WEIGHT_LISTS, &lists_size);
  uint32_t n = size / 4;
  if (!expect(c, is_power(n) && n * 4 == size && n >= QUOTH__TAG_BUCKET,
              "the table of weights has a strange size"))
    return;
  for (uint32_t i = 0; i < n && !c->wrong; i++) {
    empty += slots[i] == 0;
    if (slots[i]) check_list(c, lists, lists_size, slots[i] & 0xFFFFF);
  }
  expect(c, empty > 0, "the table of weights is full");
  m->tagger.weights = (quoth__weights){
    slots, n / QUOTH__TAG_BUCKET - 1, lists};
  m->tagger.n_tags = c->head->n_tags;
}

static void read_lemmas(check *c, struct quoth_model *m) {
  uint32_t size, strings_size, empty = 0;
  const quoth__lemma_slot *slots =
      section(c, QUOTH__SECTION_LEMMA_SLOTS, &size);
  const char *strings =
      section(c, QUOTH__SECTION_LEMMA_STRINGS, &strings_size);
  uint32_t n = size / (uint32_t)sizeof *slots;
  if (!expect(c, is_power(n) && n * sizeof *slots == size,
              "the table of lemmas has a strange size") ||
      !expect(c, strings_size && strings[strings_size - 1] == 0,
              "the lemmas are cut off"))
    return;
  for (uint32_t i = 0; i < n; i++) {
    empty += slots[i].key == 0;
    expect(c, slots[i].place < strings_size, "a lemma lies outside");
  }
  expect(c, empty > 0, "the table of lemmas is full");
  m->lemmas = (quoth__lemmas){slots, n - 1, strings};
}

static void check_scales(check *c, const float *values, uint32_t n) {
  for (uint32_t i = 0; i < n; i++)
    expect(c, values[i] > -1e6f && values[i] < 1e6f,
           "a number of the network is out of range");
}

static void read_network(check *c, struct quoth_model *m) {
  const quoth__model_head *h = c->head;
  quoth__network *net = &m->network;
  const int8_t *rows = section(c, QUOTH__SECTION_EMBEDDINGS, NULL);
  net->words = rows;
  net->suffixes = net->words + (size_t)h->n_words * QUOTH__NET_DIM;
  net->endings = net->suffixes + QUOTH__NET_SUFFIXES * QUOTH__NET_DIM;
  net->shapes = net->endings + QUOTH__NET_SUFFIXES * QUOTH__NET_DIM;
  net->tags = net->shapes + QUOTH__NET_SHAPES * QUOTH__NET_DIM;
  net->scales = section(c, QUOTH__SECTION_SCALES, NULL);
  const int16_t *gates = section(c, QUOTH__SECTION_GATES, NULL);
  const float *bias = section(c, QUOTH__SECTION_GATE_BIAS, NULL);
  check_scales(c, net->scales, QUOTH__NET_TABLES);
  check_scales(c, bias, QUOTH__NET_LAYERS * 2 * QUOTH__NET_GATES);
  for (uint32_t l = 0; l < QUOTH__NET_LAYERS; l++) {
    net->layers[l].gates = gates;
    net->layers[l].bias = bias;
    gates += (l ? QUOTH__NET_BOTH : QUOTH__NET_DIM) * 2 * QUOTH__NET_GATES;
    bias += 2 * QUOTH__NET_GATES;
  }
  net->slots = section(c, QUOTH__SECTION_SLOTS, NULL);
  net->nobody = section(c, QUOTH__SECTION_NOBODY, NULL);
  net->sparse = section(c, QUOTH__SECTION_SPARSE, NULL);
  net->bias = section(c, QUOTH__SECTION_BIAS, NULL);
  net->moves = section(c, QUOTH__SECTION_MOVES, NULL);
  net->moves_bias = section(c, QUOTH__SECTION_MOVES_BIAS, NULL);
  net->n_words = h->n_words;
  net->n_tags = h->n_tags;
  net->n_labels = h->n_labels;
  net->root_label = h->root_label;
  quoth__network_allow(net);
}

/* First what the others lean on; what is wrong, or NULL. */
static const char *read_model(struct quoth_model *m) {
  check c = {.head = m->data, .data = m->data};
  const quoth__model_head *h = c.head;
  if (m->size < sizeof *h) return "it is too short for a model";
  if (memcmp(h->magic, QUOTH__MODEL_MAGIC, sizeof h->magic) != 0)
    return "it is no model of Quoth";
  if (h->version != QUOTH__MODEL_VERSION)
    return "it is of another version; run `make model`";
  if (h->size != m->size) return "it is cut off, or longer than it says";
  size_t behind = offsetof(quoth__model_head, checksum) + sizeof h->checksum;
  if (h->checksum != quoth__model_checksum(c.data + behind, m->size - behind))
    return "its checksum is wrong: it is damaged";
  check_counts(&c);
  if (!c.wrong) check_sections(&c);
  if (!c.wrong) check_sizes(&c);
  if (c.wrong) return c.wrong;
  m->n_upos = h->n_upos;
  m->n_xpos = h->n_xpos;
  m->n_labels = h->n_labels;
  read_names(&c, m);
  if (!c.wrong) read_tags(&c, m);
  if (!c.wrong) read_words(&c, m);
  if (!c.wrong) read_weights(&c, m);
  if (!c.wrong) read_lemmas(&c, m);
  if (!c.wrong) read_network(&c, m);
  return c.wrong;
}

quoth_status quoth__model_from(const void *data, size_t size, const char *name,
                               const quoth_allocator *allocator,
                               quoth_model **out, quoth_error *error) {
  quoth__mem mem = quoth__mem_from(allocator);
  quoth_model *m = quoth__mem_zero(&mem, sizeof *m);
  if (!m) return quoth__error_set(error, QUOTH_ENOMEM, "out of memory");
  *m = (struct quoth_model){.mem = mem, .data = data, .size = size};
  const char *wrong = read_model(m);
  if (wrong) {
    quoth__mem_free(&mem, m, sizeof *m);
    return quoth__error_set(error, QUOTH_EIO, "cannot use the model %s: %s",
                            name, wrong);
  }
  m->kernel = quoth__kernel_best();
  *out = m;
  return QUOTH_OK;
}
