/* SPDX-License-Identifier: MIT */
#include "cli/progress.h"

#include "cli/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

double seconds_since(const struct timespec *from) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)(now.tv_sec - from->tv_sec) +
         1e-9 * (double)(now.tv_nsec - from->tv_nsec);
}

static bool can_move_cursor(void) {
  const char *term = getenv("TERM");
  return isatty(STDERR_FILENO) && term && strcmp(term, "dumb") != 0;
}

void progress_begin(progress *p, progress_mode mode, uint64_t total,
                    bool busy_terminal) {
  *p = (progress){.mode = mode, .total = total, .sums = mode == PROGRESS_AUTO};
  if (mode == PROGRESS_AUTO && (busy_terminal || !can_move_cursor()))
    p->mode = PROGRESS_NONE;
  clock_gettime(CLOCK_MONOTONIC, &p->began);
  p->last = p->began;
}

/* Seconds that the rest will take at the pace so far; negative: not known. */
static double rest_of(const progress *p, double seconds) {
  if (p->total == 0 || p->bytes <= p->bytes_before || p->bytes > p->total) return -1;
  return seconds * (double)(p->total - p->bytes) /
         (double)(p->bytes - p->bytes_before);
}

static void show_line(progress *p, double seconds) {
  double n = (double)(p->articles - p->articles_before);
  double rate = seconds > 0 ? n / seconds : 0;
  double rest = rest_of(p, seconds);
  fprintf(stderr, "\r\x1b[K%llu articles, %.0f/s, %.1f MB/s",
          (unsigned long long)p->articles, rate,
          (double)(p->bytes - p->bytes_before) / 1e6 / (seconds > 0 ? seconds : 1));
  if (rest >= 0) {
    unsigned long s = (unsigned long)(rest + 0.5);
    fprintf(stderr, ", %.0f %%, %lu:%02lu:%02lu left",
            100 * (double)p->bytes / (double)p->total, s / 3600, s / 60 % 60,
            s % 60);
  }
  if (p->lost > 0)
    fprintf(stderr, ", %llu lost", (unsigned long long)p->lost);
  fflush(stderr);
  p->shown = p->ever = true;
}

static void show_json(progress *p, double seconds, int code) {
  double rest = rest_of(p, seconds);
  fprintf(stderr,
          "{\"articles\": %llu, \"lost\": %llu, \"bytes\": %llu, "
          "\"total_bytes\": ",
          (unsigned long long)p->articles, (unsigned long long)p->lost,
          (unsigned long long)p->bytes);
  if (p->total > 0) fprintf(stderr, "%llu", (unsigned long long)p->total);
  else fputs("null", stderr);
  fprintf(stderr, ", \"seconds\": %.3f, \"eta_seconds\": ", seconds);
  if (rest >= 0) fprintf(stderr, "%.3f", rest);
  else fputs("null", stderr);
  if (code < 0) fputs(", \"exit_code\": null}\n", stderr);
  else fprintf(stderr, ", \"exit_code\": %d}\n", code);
  p->ever = true;
}

void progress_resume(progress *p, uint64_t articles, uint64_t lost) {
  p->articles = p->articles_before = articles;
  p->lost = lost;
}

void progress_update(progress *p) {
  if (p->mode == PROGRESS_NONE ||
      seconds_since(&p->last) < (p->mode == PROGRESS_JSON ? 1 : 0.2))
    return;
  clock_gettime(CLOCK_MONOTONIC, &p->last);
  double seconds = seconds_since(&p->began);
  if (p->mode == PROGRESS_JSON) show_json(p, seconds, -1);
  else show_line(p, seconds);
}

void progress_clear(progress *p) {
  if (!p->shown) return;
  fputs("\r\x1b[K", stderr);
  fflush(stderr);
  p->shown = false;
}

void progress_end(progress *p, int code) {
  double seconds = seconds_since(&p->began);
  bool line = p->mode == PROGRESS_AUTO && p->ever;
  if (p->mode == PROGRESS_JSON) show_json(p, seconds, code);
  if (line) {
    show_line(p, seconds);
    fputc('\n', stderr);
  } else if (p->lost > 0 && p->sums) {
    report("%llu %s done, %llu lost", (unsigned long long)p->articles,
           p->articles == 1 ? "article" : "articles",
           (unsigned long long)p->lost);
  }
}
