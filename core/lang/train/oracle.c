/* SPDX-License-Identifier: MIT */
#include "lang/train/oracle.h"

/* Dependents of `head` that still wait in the buffer. */
static uint32_t waiting(const quoth__parse *p, const uint32_t *gold,
                        uint32_t head) {
  uint32_t n = 0;
  for (uint32_t i = p->next; i < p->n; i++) n += gold[i] == head;
  return n;
}

void oracle_costs(const quoth__parse *p, const uint32_t *gold,
                  uint32_t cost[3]) {
  uint32_t s0 = quoth__parse_top(p, 0), s1 = quoth__parse_top(p, 1);
  cost[0] = cost[1] = cost[2] = 0;
  if (p->next < p->n) {
    for (uint32_t i = 0; i < p->depth; i++) {
      cost[QUOTH__MOVE_SHIFT] += gold[p->stack[i]] == p->next;
      if (i + 1 < p->depth)
        cost[QUOTH__MOVE_SHIFT] += gold[p->next] == p->stack[i];
    }
  }
  if (s0 == QUOTH_NONE) return;
  uint32_t lost = waiting(p, gold, s0), head = gold[s0];
  cost[QUOTH__MOVE_LEFT] = lost + (head == s1 || head > p->next);
  cost[QUOTH__MOVE_RIGHT] = lost + (head >= p->next);
}
