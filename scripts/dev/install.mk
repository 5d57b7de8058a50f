# SPDX-License-Identifier: MIT
# make install PREFIX=/usr/local DESTDIR=: program, library, headers, packs.

PACK_FOLDERS = lib quotes claims speakers names check lexicons models
D = $(DESTDIR)$(PREFIX)
FILL = sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@VERSION@|$(VERSION)|' \
  -e 's|@SONAME@|$(SONAME)|'
install: all
	install -d $(D)/bin $(D)/include $(D)/lib/pkgconfig $(D)/lib/lua/5.4 \
	  $(D)/lib/cmake/quoth $(D)/share/quoth/scripts $(D)/share/man/man1 \
	  $(D)/share/bash-completion/completions \
	  $(D)/share/zsh/site-functions $(D)/share/fish/vendor_completions.d
	install -m 755 $(B)/quoth $(D)/bin/quoth
	install -m 644 include/quoth.h include/quoth_lua.h $(D)/include
	install -m 644 $(B)/libquoth.a $(D)/lib/libquoth.a
	install -m 755 $(B)/libquoth.so $(D)/lib/libquoth.so.$(VERSION)
	ln -sf libquoth.so.$(VERSION) $(D)/lib/$(SONAME)
	ln -sf $(SONAME) $(D)/lib/libquoth.so
	install -m 755 $(B)/quoth.so $(D)/lib/lua/5.4/quoth.so
	install -D -m 644 scripts/dev/quoth/busted.lua \
	  $(D)/share/lua/5.4/quoth/busted.lua
	$(FILL) scripts/dev/quoth.pc.in >$(D)/lib/pkgconfig/quoth.pc
	for f in quothConfig quothConfigVersion; do \
	  $(FILL) scripts/dev/$$f.cmake.in >$(D)/lib/cmake/quoth/$$f.cmake; done
	chmod 644 $(D)/lib/pkgconfig/quoth.pc $(D)/lib/cmake/quoth/*.cmake
	$(B)/quoth help --man >$(D)/share/man/man1/quoth.1
	$(B)/quoth completion bash >$(D)/share/bash-completion/completions/quoth
	$(B)/quoth completion zsh >$(D)/share/zsh/site-functions/_quoth
	$(B)/quoth completion fish >$(D)/share/fish/vendor_completions.d/quoth.fish
	cd scripts && find $(PACK_FOLDERS) -type f | while read -r f; do \
	  install -D -m 644 "$$f" "$(abspath $(D))/share/quoth/scripts/$$f" || \
	  exit 1; done

# ---- Language model: `make model` retrains it from the treebanks -----------

QUOTH_TREEBANK ?= ../shared/treebank
MODEL     = scripts/models/en.model
TRAIN_SRC = $(sort $(wildcard core/lang/train/*.c))
# Plain IEEE arithmetic, never fused: the same bytes from every compiler.
$(B)/train-model: $(TRAIN_SRC) $(B)/libquoth.a
	@mkdir -p $(@D)
	$(CC) $(WARN) -O3 -ffp-contract=off -g -Iinclude -Icore $(TRAIN_SRC) \
	  -o $@ $(B)/libquoth.a -lm
.PHONY: model lang-eval
model: $(B)/train-model
	$(B)/train-model $(QUOTH_TREEBANK) $(MODEL)

# Figures of the committed model on the development treebanks.
EVAL_SRC = tests/lang/eval.c core/lang/train/treebank.c core/lang/train/tools.c
$(B)/lang-eval: $(EVAL_SRC) $(B)/libquoth.a
	$(CC) $(WARN) $(CFLAGS) $(LDFLAGS) -Iinclude -Icore $(EVAL_SRC) -o $@ \
	  $(B)/libquoth.a $(CORE_LIBS) -lm
lang-eval: $(B)/lang-eval
	$(B)/lang-eval $(MODEL) $(QUOTH_TREEBANK)/ewt-dev.conllu \
	  $(QUOTH_TREEBANK)/gum-dev.conllu
