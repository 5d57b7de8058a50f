/* SPDX-License-Identifier: MIT */
/*
 * Jobs done by several threads and taken in the order in which they came.
 * One thread gives jobs; each worker takes a few at a time; whoever finishes
 * the oldest one takes it, and all those done behind it, one at a time.
 */
#ifndef QUOTH_CLI_POOL_H
#define QUOTH_CLI_POOL_H

#include <stdbool.h>
#include <stddef.h>

/** What is done. `worker` is what enter() gave to the thread. */
typedef struct pool_work {
  void *ud;
  size_t job_size; /* bytes of a job */
  bool in_turn;    /* take() wants the worker as work() left it */
  /** A thread begins; NULL: it cannot, and all stops. */
  void *(*enter)(void *ud);
  void (*leave)(void *ud, void *worker);
  void (*work)(void *ud, void *worker, void *job);
  /**
   * In order, one at a time, and the job is over.
   * @param worker one that has the job, with `in_turn`; else any, or NULL
   * @return false to stop: later jobs are dropped
   */
  bool (*take)(void *ud, void *worker, void *job);
  void (*drop)(void *ud, void *job);
} pool_work;

typedef struct pool pool;

/**
 * @param n_threads 1: everything is done by the thread that gives the jobs
 * @param max_bytes of jobs that are not yet taken, unless there is only one
 * @return owned: pool_finish(); NULL when memory is out
 */
pool *pool_new(const pool_work *work, size_t n_threads, size_t max_bytes);

/** True when a job is over once it was given: it need not own anything. */
bool pool_is_direct(const pool *pool);

/**
 * Wait for room for a job of so many bytes.
 * @return its memory, all zeros, to be filled and given; NULL: all stopped
 */
void *pool_room(pool *pool, size_t bytes);

/** Give the job. @param done there is no work in it, it is to be taken */
void pool_give(pool *pool, bool done);

/** Wait for the jobs, free. @return false when a thread could not begin */
bool pool_finish(pool *pool);

#endif
