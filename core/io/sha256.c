/* SPDX-License-Identifier: MIT */
#include "io/sha256.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* 4.2.2: of the cube roots of the first 64 primes, the first 32 bits. */
static const uint32_t k[64] = {
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1,
  0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
  0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
  0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
  0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
  0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
  0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
  0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
  0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t rotr(uint32_t x, int n) { return x >> n | x << (32 - n); }

/* 4.1.2 */
static uint32_t ch(uint32_t x, uint32_t y, uint32_t z) {
  return (x & y) ^ (~x & z);
}
static uint32_t maj(uint32_t x, uint32_t y, uint32_t z) {
  return (x & y) ^ (x & z) ^ (y & z);
}
static uint32_t sum0(uint32_t x) { return rotr(x, 2) ^ rotr(x, 13) ^ rotr(x, 22); }
static uint32_t sum1(uint32_t x) { return rotr(x, 6) ^ rotr(x, 11) ^ rotr(x, 25); }
static uint32_t sigma0(uint32_t x) { return rotr(x, 7) ^ rotr(x, 18) ^ x >> 3; }
static uint32_t sigma1(uint32_t x) { return rotr(x, 17) ^ rotr(x, 19) ^ x >> 10; }

/* 6.2.2 step 1: the schedule of a block. */
static void schedule(uint32_t w[64], const unsigned char *p) {
  for (int t = 0; t < 16; t++, p += 4)
    w[t] = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 |
           p[3];
  for (int t = 16; t < 64; t++)
    w[t] = sigma1(w[t - 2]) + w[t - 7] + sigma0(w[t - 15]) + w[t - 16];
}

/* Step 3; instead of moving a to b and so on the names move. */
#define ROUND(a, b, c, d, e, f, g, h, t)                            \
  do {                                                              \
    uint32_t t1 = h + sum1(e) + ch(e, f, g) + k[t] + w[t];          \
    d += t1;                                                        \
    h = t1 + sum0(a) + maj(a, b, c);                                \
  } while (0)

/* 6.2.2, one block. */
static void compress(quoth__sha256 *sha, const unsigned char *p) {
  uint32_t w[64], *s = sha->h;
  uint32_t a = s[0], b = s[1], c = s[2], d = s[3];
  uint32_t e = s[4], f = s[5], g = s[6], h = s[7];
  schedule(w, p);
  for (int t = 0; t < 64; t += 8) {
    ROUND(a, b, c, d, e, f, g, h, t);
    ROUND(h, a, b, c, d, e, f, g, t + 1);
    ROUND(g, h, a, b, c, d, e, f, t + 2);
    ROUND(f, g, h, a, b, c, d, e, t + 3);
    ROUND(e, f, g, h, a, b, c, d, t + 4);
    ROUND(d, e, f, g, h, a, b, c, t + 5);
    ROUND(c, d, e, f, g, h, a, b, t + 6);
    ROUND(b, c, d, e, f, g, h, a, t + 7);
  }
  s[0] += a, s[1] += b, s[2] += c, s[3] += d;
  s[4] += e, s[5] += f, s[6] += g, s[7] += h;
}

void quoth__sha256_init(quoth__sha256 *sha) {
  /* 5.3.3 */
  *sha = (quoth__sha256){
    .h = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f,
          0x9b05688c, 0x1f83d9ab, 0x5be0cd19},
  };
}

void quoth__sha256_add(quoth__sha256 *sha, const void *data, size_t len) {
  const unsigned char *p = data;
  while (len > 0) {
    size_t used = sha->n_bytes % 64, n = 64 - used;
    if (used == 0 && len >= 64) {
      compress(sha, p);
      n = 64;
    } else {
      if (n > len) n = len;
      memcpy(sha->block + used, p, n);
      if (used + n == 64) compress(sha, sha->block);
    }
    sha->n_bytes += n;
    p += n;
    len -= n;
  }
}

void quoth__sha256_finish(quoth__sha256 *sha, char hex[65]) {
  static const unsigned char padding[64] = {0x80};
  unsigned char length[8];
  uint64_t bits = sha->n_bytes * 8; /* 5.1.1 */
  for (int i = 0; i < 8; i++) length[i] = (unsigned char)(bits >> (56 - 8 * i));
  quoth__sha256_add(sha, padding, 1 + (119 - sha->n_bytes % 64) % 64);
  quoth__sha256_add(sha, length, 8);
  for (int i = 0; i < 8; i++) snprintf(hex + 8 * i, 9, "%08x", sha->h[i]);
}

int quoth__sha256_file(const char *path, char hex[65], uint64_t *n_bytes) {
  enum { SIZE = 1 << 16 };
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return errno;
  char *buffer = malloc(SIZE);
  int error = buffer ? 0 : ENOMEM;
  quoth__sha256 sha;
  quoth__sha256_init(&sha);
  while (!error) {
    ssize_t n = read(fd, buffer, SIZE);
    if (n > 0) quoth__sha256_add(&sha, buffer, (size_t)n);
    else if (n == 0) break;
    else if (errno != EINTR) error = errno;
  }
  *n_bytes = sha.n_bytes;
  quoth__sha256_finish(&sha, hex);
  free(buffer);
  close(fd);
  return error;
}
