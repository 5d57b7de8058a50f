// SPDX-License-Identifier: MIT
// simdjson is C++: its validator for the benchmarks in C.
#include <simdjson.h>

#include "bench.h"

uint64_t bench_simdjson_valid(const char *s, size_t len) {
  return simdjson::validate_utf8(s, len);
}
