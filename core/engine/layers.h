/* SPDX-License-Identifier: MIT */
/* The linguistic layers of a context, for its view. */
#ifndef QUOTH_ENGINE_LAYERS_H
#define QUOTH_ENGINE_LAYERS_H

#include "quoth.h"

/** A doc was opened: its language decides the model. No work yet. */
void quoth__layers_open(quoth_context *context);

/** An attribute from QUOTH__MODEL_ATTRIBUTE on. */
quoth_value quoth__layers_get(quoth_context *context, uint32_t attribute,
                              uint32_t token);

#endif
