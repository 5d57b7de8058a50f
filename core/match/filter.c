/* SPDX-License-Identifier: MIT */
#include "match/filter.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Numbers as the shortest text, with a point in every locale. */
static const char *text_of(const quoth_value *v, char out[40], size_t *len) {
  switch (v->kind) {
    case QUOTH_VALUE_STRING:
      *len = v->len;
      return v->string;
    case QUOTH_VALUE_BOOL:
      *len = v->boolean ? 4 : 5;
      return v->boolean ? "true" : "false";
    case QUOTH_VALUE_NUMBER:
      if (floor(v->number) == v->number && fabs(v->number) < 1e15)
        snprintf(out, 40, "%lld", (long long)v->number);
      else
        snprintf(out, 40, "%.15g", v->number);
      for (char *c = out; *c; c++)
        if (*c == ',') *c = '.';
      *len = strlen(out);
      return out;
    default:
      *len = 0;
      return "";
  }
}

static bool matches(const quoth_regex *regex, const char *s, size_t len,
                    quoth__regex_scratch *scratch) {
  return quoth__regex_find(regex, scratch, s, len, 0, false, NULL, 0) ==
         QUOTH_OK;
}

static bool orders(quoth__op op, double a, double b) {
  switch (op) {
    case QUOTH__OP_LT: return a < b;
    case QUOTH__OP_LE: return a <= b;
    case QUOTH__OP_GT: return a > b;
    case QUOTH__OP_GE: return a >= b;
    default: return a >= b && a <= b;
  }
}

static bool equals(const quoth__comparison *c, const quoth_value *v,
                   quoth__regex_scratch *scratch) {
  char number[40];
  size_t len;
  if (v->kind == QUOTH_VALUE_NIL) return false;
  if (c->bare) return v->kind != QUOTH_VALUE_BOOL || v->boolean;
  switch (c->kind) {
    case QUOTH__LITERAL_NUMBER:
      return v->kind == QUOTH_VALUE_NUMBER &&
             orders(QUOTH__OP_EQ, v->number, c->number);
    case QUOTH__LITERAL_BOOL:
      return v->kind == QUOTH_VALUE_BOOL && v->boolean == c->boolean;
    default: break;
  }
  const char *s = text_of(v, number, &len);
  if (c->kind == QUOTH__LITERAL_REGEX)
    return matches(c->regex, s, len, scratch);
  return len == c->len && memcmp(s, c->text, len) == 0;
}

bool quoth__comparison_holds(const quoth__comparison *c,
                             const quoth_value *value,
                             quoth__regex_scratch *scratch) {
  if (c->op == QUOTH__OP_EQ) return equals(c, value, scratch);
  if (c->op == QUOTH__OP_NE) return !equals(c, value, scratch);
  return value->kind == QUOTH_VALUE_NUMBER &&
         orders(c->op, value->number, c->number);
}

bool quoth__filter_holds(const quoth__filter *f, quoth__feature_getter get,
                         const void *ud, uint32_t id,
                         quoth__regex_scratch *scratch) {
  if (!f) return true;
  bool left = true;
  if (f->kind == QUOTH__COND_COMPARE) {
    quoth_value value = get(ud, id, f->name);
    return quoth__comparison_holds(&f->comparison, &value, scratch);
  }
  left = quoth__filter_holds(f->left, get, ud, id, scratch);
  switch (f->kind) {
    case QUOTH__COND_NOT: return !left;
    case QUOTH__COND_AND:
      return left && quoth__filter_holds(f->right, get, ud, id, scratch);
    default:
      return left || quoth__filter_holds(f->right, get, ud, id, scratch);
  }
}
