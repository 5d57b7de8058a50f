/* SPDX-License-Identifier: MIT */
#include "cli/pool.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { RING = 256, RUN_MAX = 16 };

/* A place of the ring: its job is given, then done, then taken. */
typedef struct place {
  bool done;
  size_t bytes;
} place;

/*
 * Numbers of jobs only grow: taken <= begun <= given. A job stands at its
 * number modulo RING.
 */
struct pool {
  pool_work work;
  size_t n_threads, n_started, n_idle;
  size_t max_bytes, bytes, room; /* of jobs; `room` of the one not yet given */
  uint64_t taken, begun, given;
  bool taking;  /* somebody calls take() */
  bool closed;  /* no more jobs come */
  bool stopped; /* jobs are dropped */
  bool failed;  /* a thread could not begin */
  void *direct; /* the one worker of a pool without threads */
  pthread_mutex_t lock;
  pthread_cond_t more, less, turn; /* jobs came; were taken; take() is free */
  pthread_t *threads;
  place places[RING];
  char *jobs;
};

pool *pool_new(const pool_work *work, size_t n_threads, size_t max_bytes) {
  pool *p = calloc(1, sizeof *p);
  if (!p) return NULL;
  p->work = *work;
  p->n_threads = n_threads;
  p->max_bytes = max_bytes;
  p->jobs = calloc(RING, work->job_size);
  p->threads = calloc(n_threads, sizeof *p->threads);
  pthread_mutex_init(&p->lock, NULL);
  pthread_cond_init(&p->more, NULL);
  pthread_cond_init(&p->less, NULL);
  pthread_cond_init(&p->turn, NULL);
  if (p->jobs && p->threads) return p;
  pool_finish(p);
  return NULL;
}

bool pool_is_direct(const pool *p) { return p->n_threads == 1; }

static void *job_at(pool *p, uint64_t number) {
  return p->jobs + number % RING * p->work.job_size;
}

static place *place_at(pool *p, uint64_t number) {
  return &p->places[number % RING];
}

/* ---- Taking, in order; the lock is held -------------------------------------------- */

static bool can_take(const pool *p) {
  return !p->taking && p->taken < p->given && p->places[p->taken % RING].done;
}

/* Take the oldest job, which is done, or drop it. */
static void take_one(pool *p, void *worker) {
  void *job = job_at(p, p->taken);
  bool go_on = !p->stopped;
  p->taking = true;
  pthread_mutex_unlock(&p->lock);
  if (go_on) go_on = p->work.take(p->work.ud, worker, job);
  p->work.drop(p->work.ud, job);
  pthread_mutex_lock(&p->lock);
  p->taking = false;
  if (!go_on) p->stopped = true;
  p->bytes -= place_at(p, p->taken)->bytes;
  p->taken++;
  pthread_cond_signal(&p->less);
  if (p->work.in_turn) pthread_cond_broadcast(&p->turn);
}

static void take_all(pool *p, void *worker) {
  while (can_take(p)) take_one(p, worker);
}

/* ---- Working; the lock is held ------------------------------------------------------ */

static uint64_t n_waiting(pool *p) {
  if (p->begun < p->taken) p->begun = p->taken; /* what came done */
  return p->given - p->begun;
}

/* So many that the others get their share of what waits. */
static uint64_t run_of(pool *p) {
  uint64_t n = n_waiting(p) / (2 * p->n_threads);
  if (n < 1 || p->work.in_turn) return 1;
  return n > RUN_MAX ? RUN_MAX : n;
}

static void work_one(pool *p, void *worker, uint64_t number) {
  bool stopped = p->stopped;
  pthread_mutex_unlock(&p->lock);
  if (!stopped) p->work.work(p->work.ud, worker, job_at(p, number));
  pthread_mutex_lock(&p->lock);
  /* With `in_turn` the worker holds what take() wants: it waits for its turn. */
  while (p->work.in_turn && (p->taken < number || p->taking))
    pthread_cond_wait(&p->turn, &p->lock);
  place_at(p, number)->done = true;
}

static void work_run(pool *p, void *worker) {
  uint64_t n = run_of(p), from = p->begun;
  p->begun += n;
  for (uint64_t number = from; number < from + n; number++) {
    bool over = number < p->taken || place_at(p, number)->done;
    if (!over) work_one(p, worker, number);
  }
  take_all(p, worker);
}

static void work_all(pool *p, void *worker) {
  while (!p->stopped) {
    if (n_waiting(p) > 0) {
      work_run(p, worker);
      continue;
    }
    if (p->closed) return;
    p->n_idle++;
    pthread_cond_wait(&p->more, &p->lock);
    p->n_idle--;
  }
}

static void stop(pool *p) {
  p->stopped = true;
  pthread_cond_broadcast(&p->less);
  pthread_cond_broadcast(&p->more);
}

static void *run_thread(void *ud) {
  pool *p = ud;
  void *worker = p->work.enter(p->work.ud);
  pthread_mutex_lock(&p->lock);
  if (worker) work_all(p, worker);
  else p->failed = true;
  if (p->failed || p->stopped) stop(p);
  pthread_mutex_unlock(&p->lock);
  if (worker) p->work.leave(p->work.ud, worker);
  return NULL;
}

/* ---- Giving ------------------------------------------------------------------------------ */

/* One more thread when those there are busy. */
static void start_thread(pool *p) {
  if (p->n_idle > 0 || p->n_started == p->n_threads) return;
  if (pthread_create(&p->threads[p->n_started], NULL, run_thread, p) == 0)
    p->n_started++;
  else if (p->n_started == 0) p->failed = p->stopped = true;
  else p->n_threads = p->n_started; /* the system gives no more */
}

void *pool_room(pool *p, size_t bytes) {
  if (pool_is_direct(p)) {
    if (p->stopped) return NULL;
    return memset(p->jobs, 0, p->work.job_size);
  }
  pthread_mutex_lock(&p->lock);
  while (!p->stopped && p->given > p->taken &&
         (p->given - p->taken == RING || p->bytes + bytes > p->max_bytes))
    pthread_cond_wait(&p->less, &p->lock);
  bool stopped = p->stopped;
  p->room = bytes;
  pthread_mutex_unlock(&p->lock);
  if (stopped) return NULL;
  return memset(job_at(p, p->given), 0, p->work.job_size);
}

static void give_direct(pool *p, bool done) {
  if (!p->direct) p->direct = p->work.enter(p->work.ud);
  if (!p->direct) p->failed = p->stopped = true;
  if (!done && p->direct) p->work.work(p->work.ud, p->direct, p->jobs);
  if (!p->stopped && !p->work.take(p->work.ud, p->direct, p->jobs))
    p->stopped = true;
  p->work.drop(p->work.ud, p->jobs);
}

void pool_give(pool *p, bool done) {
  if (pool_is_direct(p)) {
    give_direct(p, done);
    return;
  }
  pthread_mutex_lock(&p->lock);
  *place_at(p, p->given) = (place){done, p->room};
  p->bytes += p->room;
  p->given++;
  if (done) take_all(p, NULL);
  else start_thread(p);
  pthread_cond_signal(&p->more);
  pthread_mutex_unlock(&p->lock);
}

bool pool_finish(pool *p) {
  pthread_mutex_lock(&p->lock);
  p->closed = true;
  pthread_cond_broadcast(&p->more);
  pthread_mutex_unlock(&p->lock);
  for (size_t i = 0; i < p->n_started; i++) pthread_join(p->threads[i], NULL);
  for (; p->taken < p->given; p->taken++)
    p->work.drop(p->work.ud, job_at(p, p->taken));
  if (p->direct) p->work.leave(p->work.ud, p->direct);
  bool ok = !p->failed;
  pthread_mutex_destroy(&p->lock);
  pthread_cond_destroy(&p->more);
  pthread_cond_destroy(&p->less);
  pthread_cond_destroy(&p->turn);
  free(p->threads);
  free(p->jobs);
  free(p);
  return ok;
}
