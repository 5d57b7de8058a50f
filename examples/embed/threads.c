/* SPDX-License-Identifier: MIT */
/* One engine, a thread for each article: cc threads.c -lquoth -lpthread */
#include <pthread.h>
#include <quoth.h>
#include <stdio.h>
#include <string.h>

static const char *const articles[] = {
    "Ada Brook promised to plant a tree. Cy Marsh promised to water it.",
    "Nobody promised anything.",
    "Late on Monday Bob Lane promised to come.",
};

enum { N = sizeof articles / sizeof *articles };

struct job {
  const quoth_engine *engine; /* shared: nothing in it changes */
  const char *text;
  uint32_t found;
  quoth_status status;
};

/* What belongs to one thread: a context and a doc. */
static void *count_promises(void *arg) {
  struct job *job = arg;
  quoth_context *context = NULL;
  quoth_doc *doc = NULL;
  quoth_status status = quoth_context_new(job->engine, NULL, &context);
  if (!status) status = quoth_doc_new(job->text, strlen(job->text), NULL, &doc);
  if (!status) status = quoth_context_open(context, doc);
  if (!status) status = quoth_context_run(context, NULL);
  if (!status)
    quoth_annotations_layer(quoth_context_annotations(context), "promise",
                            &job->found);
  quoth_context_free(context);
  quoth_doc_free(doc);
  job->status = status;
  return NULL;
}

static quoth_status build(quoth_engine **engine, quoth_error *error) {
  static const char pattern[] =
      "who:[title]{2} \"promised\" \"to\" what:[word]+";
  const quoth_rule_options rule = {.name = "promise",
                                   .layer = "promise",
                                   .pattern = pattern,
                                   .pattern_len = sizeof pattern - 1};
  quoth_builder *builder = NULL;
  quoth_status status = quoth_builder_new(NULL, &builder);
  if (!status) status = quoth_builder_pack(builder, "demo", NULL, error);
  if (!status) status = quoth_builder_rule(builder, &rule, error);
  if (!status) status = quoth_builder_finish(builder, engine, error);
  quoth_builder_free(builder);
  return status;
}

int main(void) {
  quoth_engine *engine = NULL;
  quoth_error error = {0};
  pthread_t threads[N];
  struct job jobs[N];
  int failed = 0;
  if (build(&engine, &error)) {
    fprintf(stderr, "%s\n", error.message);
    return 1;
  }
  for (int i = 0; i < N; i++) {
    jobs[i] = (struct job){.engine = engine, .text = articles[i]};
    if (pthread_create(&threads[i], NULL, count_promises, &jobs[i])) return 1;
  }
  for (int i = 0; i < N; i++) {
    pthread_join(threads[i], NULL);
    failed |= jobs[i].status != QUOTH_OK;
    printf("article %d: %u\n", i + 1, jobs[i].found);
  }
  quoth_engine_free(engine);
  return failed;
}
