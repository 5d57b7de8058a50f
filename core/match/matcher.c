/* SPDX-License-Identifier: MIT */
#include "match/matcher.h"

#include <string.h>

#include "match/scan.h"

enum { MOST_ROWS = 1 << 25 }; /* 256 MiB: of a text of some million words */

quoth_status quoth__matcher_new(const quoth__mem *mem,
                                const quoth__vocab *vocab,
                                quoth__matcher **out) {
  quoth__matcher *m = quoth__mem_zero(mem, sizeof *m);
  *out = NULL;
  if (!m) return QUOTH_ENOMEM;
  m->mem = *mem;
  m->vocab = vocab;
  m->epoch = 1;
  m->most_rows = MOST_ROWS;
  quoth__arena_init(&m->arena, mem);
  m->n_tests = vocab->tests.count;
  m->dear = quoth__mem_zero(mem, (m->n_tests + 1) * sizeof *m->dear);
  size_t size = (m->n_tests + (size_t)1) * 2 * sizeof *m->row_of;
  m->row_of = quoth__mem_new(mem, size);
  if (m->row_of) memset(m->row_of, 0xFF, size);
  if (!quoth__profiles_init(&m->profiles, mem, m->n_tests) || !m->row_of ||
      !m->dear || quoth__regex_scratch_new(mem, &m->regex)) {
    quoth__matcher_free(m);
    return QUOTH_ENOMEM;
  }
  for (uint32_t i = 0; i < m->n_tests; i++)
    if (vocab->tests.data[i].kind == QUOTH__TEST_REGEX)
      m->dear[i] = m->n_dear++;
  *out = m;
  return QUOTH_OK;
}

static void free_sieves(quoth__matcher *m) {
  quoth__sieve *next;
  for (quoth__sieve *s = m->sieves; s; s = next) {
    next = s->next;
    quoth__sieve_free(m, s);
  }
  m->sieves = NULL;
}

void quoth__matcher_free(quoth__matcher *m) {
  if (!m) return;
  quoth__mem mem = m->mem;
  free_sieves(m);
  for (uint32_t i = 0; i < m->grids.count; i++)
    quoth__grid_free(m, m->grids.data[i]);
  QUOTH__VEC_DONE(&mem, &m->grids);
  QUOTH__VEC_DONE(&mem, &m->row_tests);
  quoth__mem_free(&mem, m->row_of,
                  (m->n_tests + (size_t)1) * 2 * sizeof *m->row_of);
  quoth__profiles_done(&m->profiles);
  quoth__matcher_free_locals(m);
  quoth__ways_done(&m->ways, &mem);
  quoth__regex_scratch_free(m->regex);
  quoth__mem_free(&mem, m->dear, (m->n_tests + 1) * sizeof *m->dear);
  quoth__typemap_done(&m->texts, &mem);
  QUOTH__VEC_DONE(&mem, &m->by_text);
  quoth__arena_done(&m->arena);
  QUOTH__VEC_DONE(&mem, &m->kinds);
  QUOTH__VEC_DONE(&mem, &m->sights);
  QUOTH__VEC_DONE(&mem, &m->kind_at);
  QUOTH__VEC_DONE(&mem, &m->word_at);
  QUOTH__VEC_DONE(&mem, &m->look_at);
  QUOTH__VEC_DONE(&mem, &m->branches);
  QUOTH__VEC_DONE(&mem, &m->trail);
  QUOTH__VEC_DONE(&mem, &m->open);
  QUOTH__VEC_DONE(&mem, &m->captures);
  QUOTH__VEC_DONE(&mem, &m->items);
  QUOTH__VEC_DONE(&mem, &m->hits);
  QUOTH__VEC_DONE(&mem, &m->found);
  QUOTH__VEC_DONE(&mem, &m->counts);
  QUOTH__VEC_DONE(&mem, &m->sorted);
  QUOTH__VEC_DONE(&mem, &m->candidates);
  quoth__mem_free(&mem, m->memo.stamps,
                  m->memo.cap_stamps * sizeof *m->memo.stamps);
  quoth__mem_free(&mem, m->memo.bits,
                  m->memo.cap_bits * sizeof *m->memo.bits);
  quoth__mem_free(&mem, m->memo.tried,
                  m->memo.cap_tried * sizeof *m->memo.tried);
  quoth__mem_free(&mem, m->memo.sub_stamp,
                  m->memo.cap_sub * sizeof *m->memo.sub_stamp);
  quoth__mem_free(&mem, m->memo.noted,
                  m->memo.cap_noted * sizeof *m->memo.noted);
  quoth__mem_free(&mem, m, sizeof *m);
}

void quoth__matcher_budget(quoth__matcher *m, uint64_t steps) {
  m->budget = steps;
  m->steps = 0;
}

uint64_t quoth__matcher_steps(const quoth__matcher *m) { return m->steps; }

uint64_t quoth__matcher_tries(const quoth__matcher *m) { return m->tries; }
