# SPDX-License-Identifier: MIT
# Quoth. `make run` and `make test` install what is missing and do the rest.

B       ?= build
ifeq ($(origin CC),default)
CC       = gcc
endif
WARN     = -std=c11 -Wall -Wextra -Wconversion -Werror
CFLAGS  ?= -O2 -g
# Not with sanitizers, which do the same and more, nor without optimization,
# on which fortified functions depend.
ifneq ($(filter -O1 -O2 -O3 -Os,$(CFLAGS)),)
ifeq ($(findstring -fsanitize,$(CFLAGS)),)
HARDEN   = -D_FORTIFY_SOURCE=3 -fstack-protector-strong \
  $(if $(filter x86_64,$(shell uname -m)),-fcf-protection=full)
HARDEN_LINK = -Wl,-z,relro,-z,now
endif
endif
PREFIX  ?= /usr/local
DESTDIR ?=
QUOTH_CORPORA ?= ../shared/corpora
export QUOTH_CORPORA

# Debian packages: what the build needs, and what the tests need besides.
BUILD_DEPS = gcc libc6-dev pkg-config lua5.4 liblua5.4-dev libutf8proc-dev \
  libpcre2-dev libjansson-dev libedit-dev libmd-dev libxml2-dev zlib1g-dev \
  libzstd-dev libsqlite3-dev
TEST_DEPS = lua-busted lua-check unicode-data libunistring-dev libcmocka-dev \
  g++ clang libclang-rt-14-dev llvm-14 python3 python3-jsonschema \
  python3-pytest cmake sqlite3 zstd

.DEFAULT_GOAL = all
.PHONY: all run test conformance eval bench asan install deps deps-test clean \
  build-check unit spec spec-host lint tables cli embed robust robust-cli \
  eval-quotations kills faults amount same fuzz fuzz-seeds coverage \
  clang freed deps-bench bench-instructions bench-report neon abi abi-update

# ---- Dependencies ----------------------------------------------------------

deps:
	@sh scripts/dev/install-deps.sh $(BUILD_DEPS)
deps-test:
	@sh scripts/dev/install-deps.sh $(BUILD_DEPS) $(TEST_DEPS)

# ---- Build -----------------------------------------------------------------

FLOORS    = base unicode text lang match store engine
CORE_SRC  = $(sort $(foreach f,$(FLOORS),$(wildcard core/$(f)/*.c)))
LUA_SRC   = $(sort $(wildcard core/lua/*.c))
APP_SRC   = $(sort $(wildcard core/io/*.c core/cli/*.c))
CORE_OBJ  = $(CORE_SRC:%.c=$(B)/obj/%.o)
LUA_OBJ   = $(LUA_SRC:%.c=$(B)/obj/%.o)
APP_OBJ   = $(APP_SRC:%.c=$(B)/obj/%.o)

# libxml2 and SQLite are loaded when they are first needed: see core/io/load.h.
# Asked only when something is compiled: a bare machine has no pkg-config yet.
CORE_CFLAGS = $(shell pkg-config --cflags libpcre2-8 libutf8proc)
CORE_LIBS   = $(shell pkg-config --libs libpcre2-8 libutf8proc)
LUA_CFLAGS  = $(shell pkg-config --cflags lua5.4)
LUA_LIBS    = $(shell pkg-config --libs lua5.4)
APP_CFLAGS  = -D_DEFAULT_SOURCE $(shell pkg-config --cflags jansson lua5.4 zlib libzstd \
  libxml-2.0 sqlite3)
# libedit is for one command: from its archive it costs the others no start-up.
APP_LIBS    = $(shell pkg-config --libs jansson zlib libzstd) -pthread \
  -Wl,-Bstatic -ledit -ltinfo -lbsd -lmd -Wl,-Bdynamic

VERSION = $(shell sed -n 's/^\#define QUOTH_VERSION "\(.*\)"/\1/p' include/quoth.h)
SONAME  = libquoth.so.0

COMPILE = $(CC) $(WARN) $(CFLAGS) $(HARDEN) -fPIC -fvisibility=hidden -MMD -MP \
  -Iinclude

all: $(B)/quoth $(B)/libquoth.so $(B)/libquoth.a $(B)/quoth.so

$(CORE_OBJ): $(B)/obj/%.o: %.c
	@mkdir -p $(@D)
	$(COMPILE) -Icore $(CORE_CFLAGS) -c $< -o $@
$(LUA_OBJ): $(B)/obj/%.o: %.c
	@mkdir -p $(@D)
	$(COMPILE) -Icore $(LUA_CFLAGS) -c $< -o $@
# The looks and the behaviour of the HTML report, as strings.
$(B)/gen/report_assets.h: scripts/dev/embed.lua core/io/report.css core/io/report.js
	@mkdir -p $(@D)
	lua5.4 $< report_css=core/io/report.css report_js=core/io/report.js >$@
$(B)/obj/core/io/html.o: $(B)/gen/report_assets.h
# Commands written in Lua, as strings.
TOOLS = $(sort $(wildcard core/cli/tools/*.lua))
$(B)/gen/tools.h: scripts/dev/embed.lua $(TOOLS) docs/lua-api.md
	@mkdir -p $(@D)
	lua5.4 $< $(foreach t,$(TOOLS),tool_$(basename $(notdir $(t)))=$(t)) \
	  text_manual=docs/lua-api.md >$@
$(B)/obj/core/cli/tool.o: $(B)/gen/tools.h
$(APP_OBJ): $(B)/obj/%.o: %.c
	@mkdir -p $(@D)
	$(COMPILE) -Icore -I$(B)/gen $(APP_CFLAGS) -c $< -o $@

$(B)/libquoth.a: $(CORE_OBJ) $(LUA_OBJ)
	@rm -f $@
	ar rcs $@ $^
$(B)/libquoth.so: $(CORE_OBJ) $(LUA_OBJ) scripts/dev/libquoth.map
	$(CC) $(CFLAGS) $(HARDEN_LINK) $(LDFLAGS) -shared -Wl,-soname,$(SONAME) \
	  -Wl,--version-script=scripts/dev/libquoth.map -Wl,-z,defs -o $@ \
	  $(filter %.o,$^) $(CORE_LIBS) $(LUA_LIBS) -lm
	@ln -sf libquoth.so $(B)/$(SONAME)
# The module for stock lua5.4 takes Lua from the program that loads it.
$(B)/quoth.so: $(CORE_OBJ) $(LUA_OBJ)
	$(CC) $(CFLAGS) $(HARDEN_LINK) $(LDFLAGS) -shared -o $@ $^ $(CORE_LIBS) -lm
$(B)/quoth: $(APP_OBJ) $(B)/libquoth.a
	$(CC) $(CFLAGS) -pie $(HARDEN_LINK) $(LDFLAGS) -o $@ $^ $(CORE_LIBS) \
	  $(LUA_LIBS) $(APP_LIBS) -lm

# ---- Use -------------------------------------------------------------------

# The packs over the example articles: a table, and a page to look at.
run: deps
	@$(MAKE) --no-print-directory -s -j$$(nproc) $(B)/quoth
	@$(B)/quoth run --html $(B)/report.html examples/articles/*.txt
	@printf '\nThe same as a page: %s\n' '$(abspath $(B)/report.html)'

include scripts/dev/install.mk

# ---- Tests -----------------------------------------------------------------

UNIT_SRC = $(sort $(wildcard tests/unit/*/*.c))
UNIT_BIN = $(UNIT_SRC:tests/unit/%.c=$(B)/unit/%)

$(B)/unit/%: tests/unit/%.c $(B)/libquoth.a
	@mkdir -p $(@D)
	$(CC) $(WARN) $(CFLAGS) $(LDFLAGS) -MMD -MP -Iinclude -Icore \
	  $(CORE_CFLAGS) $(LUA_CFLAGS) $< -o $@ $(B)/libquoth.a \
	  -lcmocka -lunistring $(CORE_LIBS) $(LUA_LIBS) -lm

unit: $(UNIT_BIN)
	@sh tests/unit/run.sh $(UNIT_BIN)

# The core through Lua: what is in tests/spec, under Lua 5.4 (see .busted).
spec: $(B)/quoth.so
	@busted --cpath='$(B)/?.so'

# The same in an interpreter that has the core in it, for sanitizers.
$(B)/spec-host: tests/spec/host/host.c $(B)/libquoth.a
	@mkdir -p $(@D)
	$(CC) $(WARN) $(CFLAGS) $(LDFLAGS) -MMD -MP -Iinclude $(LUA_CFLAGS) $< \
	  -o $@ $(B)/libquoth.a $(CORE_LIBS) $(LUA_LIBS) -lm
spec-host: $(B)/spec-host
	@$(B)/spec-host $$(command -v busted) --ignore-lua

lint:
	@luacheck -q scripts tests examples core

# The standard's own cases of boundaries, from package unicode-data.
$(B)/conformance: tests/conformance/conformance.c $(B)/libquoth.a
	$(CC) $(WARN) $(CFLAGS) $(LDFLAGS) -MMD -MP -Iinclude -Icore $< -o $@ \
	  $(B)/libquoth.a $(CORE_LIBS)
conformance: $(B)/conformance
	@$(B)/conformance

# Make core/unicode/tables.{h,c} anew from the Unicode Character Database.
tables:
	lua5.4 core/unicode/generate.lua

# The program: its outputs, its exit codes, its manners.
cli: $(B)/quoth
	@sh tests/cli/run.sh $(B)

# 1,000 kills at random times; in `make cli` it is 50.
KILLS ?= 1000
kills: $(B)/quoth
	@python3 tests/robust/kills.py $(B)/quoth $(KILLS)

# Megabytes of JSON Lines in bounded memory; in `make cli` it is 20.
AMOUNT ?= 1024
amount: $(B)/quoth
	@python3 tests/robust/amount.py $(B)/quoth $(AMOUNT)

# Each write, sync, close and rename of the program fails once.
$(B)/faults.so: tests/robust/faults.c
	$(CC) $(WARN) -O1 -shared -fPIC $< -o $@ -ldl
faults: $(B)/quoth $(B)/faults.so
	@python3 tests/robust/faults.py $(B)/quoth $(B)/faults.so

# One answer for any threads, locale, compiler, run.
same: $(B)/quoth
	@sh tests/robust/same.sh $(B)

# Programs that embed the library, compiled against the installed one.
embed: all
	@CC='$(CC)' sh tests/embed/run.sh $(B)

# The public interface is the one on record; `make abi-update` records it.
abi: $(B)/libquoth.so
	@CC='$(CC)' lua5.4 tests/abi/abi.lua $(B)
abi-update: $(B)/libquoth.so
	@CC='$(CC)' lua5.4 tests/abi/abi.lua $(B) --update

include tests/embed/bindings.mk

# The same without the installation, whose library wants the sanitizer's own.
cli-asan: $(B)/quoth
	@sh tests/cli/run.sh $(B) --no-install

# Bytes at random; `make robust-cli SIZE=100M` for the whole of it.
SIZE ?= 256K
robust-cli: $(B)/quoth
	@sh tests/robust/random-bytes.sh $(B)/quoth $(SIZE)

# Texts that nobody writes; `make robust MB=100` for the whole of it.
MB ?= 2
$(B)/robust-text: tests/robust/text.c $(B)/libquoth.a
	$(CC) $(WARN) $(CFLAGS) $(LDFLAGS) -MMD -MP -Iinclude $< -o $@ \
	  $(B)/libquoth.a $(CORE_LIBS)
robust: $(B)/robust-text
	@$(B)/robust-text $(MB)

# The packs over every development corpus: the table, and the floors.
eval: $(B)/quoth eval-quotations
	@QUOTH=$< python3 tests/eval/run.py $(EVAL)
	@QUOTH=$< python3 tests/eval/agree.py

# Gold direct speech against the quotation marks found, by corpus.
eval-quotations: $(B)/libquoth.so
	@python3 tests/eval/quotations.py $<

# Compile and run the C tests: the least that must hold before a push.
build-check: $(B)/libquoth.a unit

# Everything that must hold. A step's log stays in $(B)/logs/.
test: deps-test
	@$(MAKE) --no-print-directory all
	@lua5.4 tests/run.lua $(B)/logs \
	  unit='$(MAKE) -s unit' \
	  spec='$(MAKE) -s spec' \
	  house='lua5.4 tests/house/layering.lua $(B)' \
	  docs='lua5.4 tests/docs/run.lua $(B)' \
	  editors='sh tests/docs/editors.sh $(B)' \
	  packs='$(B)/quoth test' \
	  pack-errors='lua5.4 tests/cases/pack-errors/run.lua $(B)' \
	  examples='python3 tests/examples/run.py $(B)/quoth' \
	  names='python3 tests/eval/names.py $(B)/quoth' \
	  cli='$(MAKE) -s cli' \
	  embed='$(MAKE) -s embed' \
	  abi='$(MAKE) -s abi' \
	  freed='$(MAKE) -s freed' \
	  python='$(MAKE) -s python' \
	  same-bytes='$(MAKE) -s same-bytes' \
	  sqlite='$(MAKE) -s sqlite' \
	  robust='$(MAKE) -s robust' \
	  robust-cli='$(MAKE) -s robust-cli' \
	  faults='$(MAKE) -s faults' \
	  fuzz-seeds='$(MAKE) -s fuzz-seeds' \
	  same='$(MAKE) -s same' \
	  hardening='sh tests/robust/hardening.sh $(B)' \
	  conformance='$(MAKE) -s conformance' \
	  tables='lua5.4 core/unicode/generate.lua --check' \
	  lint='$(MAKE) -s lint'

# ---- Benchmarks: `make bench`, `make bench BENCH=segmentation` -------------

BENCH_DEPS = libicu-dev libunistring-dev libsimdjson-dev libvectorscan-dev \
  g++
BENCH_SRC  = $(filter-out tests/bench/instructions.c, \
  $(sort $(wildcard tests/bench/*.c)))
$(B)/simdjson.o: tests/bench/simdjson.cpp tests/bench/bench.h
	@mkdir -p $(@D)
	g++ -O2 -Wall -Wextra -Werror -c $< -o $@
# StringZilla has headers only, in the source package of its registry:
# `make bench STRINGZILLA=5.3.2` has it raced, too.
ifdef STRINGZILLA
BENCH_ALSO = $(B)/stringzilla-$(STRINGZILLA)
BENCH_FLAGS = -DBENCH_STRINGZILLA -isystem $(BENCH_ALSO)/include
$(BENCH_ALSO):
	@mkdir -p $(B)
	cd $(B) && python3 -m pip download -q --no-deps --no-binary :all: \
	  stringzilla==$(STRINGZILLA) && tar xzf $(notdir $@).tar.gz
endif
BENCH_IO   = $(filter $(B)/obj/core/io/%,$(APP_OBJ))
$(B)/bench: $(BENCH_SRC) $(BENCH_ALSO) tests/bench/bench.h $(B)/quoth $(B)/simdjson.o
	$(CC) $(WARN) $(CFLAGS) $(LDFLAGS) -Iinclude -Icore $(LUA_CFLAGS) \
	  $(BENCH_FLAGS) $(BENCH_SRC) \
	  -o $@ $(B)/simdjson.o $(BENCH_IO) $(B)/libquoth.a $(CORE_LIBS) $(LUA_LIBS) $(APP_LIBS) \
	  -licuuc -lunistring -lsimdjson -lhs -lstdc++ -lm
deps-bench: deps
	@sh scripts/dev/install-deps.sh $(BENCH_DEPS)
bench: deps-bench
	@$(MAKE) --no-print-directory $(B)/bench
	@rm -f $(B)/bench.jsonl
	@QUOTH=$(B)/quoth BENCH_OUT=$(B)/bench.jsonl $(B)/bench $(BENCH)
	@$(if $(BENCH),,$(MAKE) --no-print-directory bench-report)
# docs/benchmarks.md, of the last run.
bench-report:
	@lua5.4 tests/bench/report.lua $(B)/bench.jsonl "$$(sed -n \
	  's/^model name[^:]*: /On /p' /proc/cpuinfo | head -n 1), $$($(CC) \
	  --version | head -n 1), $$(date -u +%Y-%m-%d)" >docs/benchmarks.md

# Instructions per byte, against tests/bench/instructions.txt; COUNT=--update
# writes them there.
$(B)/instructions: tests/bench/instructions.c tests/bench/text.c \
  tests/bench/bench.h $(B)/libquoth.a
	$(CC) $(WARN) $(CFLAGS) $(LDFLAGS) -Iinclude -Icore \
	  $(filter %.c,$^) -o $@ $(B)/libquoth.a $(CORE_LIBS) $(APP_LIBS)
bench-instructions:
	@sh scripts/dev/install-deps.sh $(BUILD_DEPS) valgrind
	@$(MAKE) --no-print-directory $(B)/instructions
	@lua5.4 tests/bench/instructions.lua $(B)/instructions \
	  "$$($(CC) --version | head -n 1) $(filter -O%,$(CFLAGS))" $(COUNT)

# The vector paths for AArch64, compiled here and run by an emulator.
NEON_DEPS = gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user
NEON_SRC  = $(wildcard core/unicode/paths_*.c) tests/conformance/conformance.c \
  $(addprefix core/unicode/,byteset.c utf8.c word.c sentence.c grapheme.c tables.c)
neon:
	@sh scripts/dev/install-deps.sh $(NEON_DEPS)
	@mkdir -p $(B)
	aarch64-linux-gnu-gcc $(WARN) -O2 -static -Iinclude -Icore $(NEON_SRC) \
	  -o $(B)/conformance-neon
	qemu-aarch64 $(B)/conformance-neon

# ---- Gates of CI -----------------------------------------------------------

SANITIZE = -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all \
  -fno-omit-frame-pointer

clang:
	@$(MAKE) --no-print-directory CC=clang B=$(B)/clang all unit

# All C tests under AddressSanitizer and UndefinedBehaviorSanitizer, leaks too.
asan:
	@$(MAKE) --no-print-directory CC=clang B=$(B)/asan CFLAGS='$(SANITIZE)' \
	  unit spec-host cli-asan fuzz-seeds robust-cli SIZE=32K

# Lines and branches of the core and its Lua that the C tests and the specs run.
# That they ran is what counts here: a slow build misses limits of time.
COVERAGE = B=$(B)/cov CFLAGS='-O1 --coverage' LDFLAGS=--coverage
coverage:
	@sh scripts/dev/install-deps.sh $(BUILD_DEPS) $(TEST_DEPS) gcovr
	-@$(MAKE) --no-print-directory -s $(COVERAGE) unit >/dev/null
	@$(MAKE) --no-print-directory -s $(COVERAGE) spec-host
	@gcovr -r . --object-directory $(B)/cov --filter core/ --branches \
	  --gcov-ignore-parse-errors -s $(B)/cov

# The use of handles that were freed, as a debug build tells of it.
$(B)/freed: tests/robust/freed.c $(B)/libquoth.a
	$(CC) $(WARN) $(CFLAGS) $(LDFLAGS) -Iinclude $(LUA_CFLAGS) $< -o $@ \
	  $(B)/libquoth.a $(CORE_LIBS) $(LUA_LIBS) -lm
freed-run: $(B)/freed
	@ASAN_OPTIONS=detect_leaks=0 $(B)/freed
freed:
	@$(MAKE) --no-print-directory B=$(B)/debug freed-run \
	  CFLAGS='-O0 -g -DQUOTH_DEBUG -fsanitize=address'

# Fuzzers: each file of tests/fuzz is one, over the inputs of its name in
# tests/fuzz/seeds. `make fuzz`, `make fuzz FUZZ=pattern SECONDS=600`.
FUZZ    ?= $(basename $(notdir $(wildcard tests/fuzz/*.c)))
SECONDS ?= 30
FUZZ_FLAGS = -O1 -g -fno-omit-frame-pointer -fno-sanitize-recover=all \
  -fsanitize=address,undefined
FUZZ_INCLUDE = -Iinclude -Icore $(LUA_CFLAGS)
FUZZ_LIBS = $(CORE_LIBS) $(LUA_LIBS) $(APP_LIBS) -lm
FUZZ_DEPS = tests/fuzz/fuzz.h tests/robust/ordered.h
$(B)/fuzz/bin/%: tests/fuzz/%.c $(FUZZ_DEPS) $(B)/fuzz/libs
	@mkdir -p $(@D)
	clang $(WARN) $(FUZZ_FLAGS) -fsanitize=fuzzer $(FUZZ_INCLUDE) $< -o $@ \
	  $(B)/fuzz/libio.a $(B)/fuzz/libquoth.a $(FUZZ_LIBS)
$(B)/fuzz/libs: $(CORE_SRC) $(LUA_SRC) $(APP_SRC)
	@$(MAKE) --no-print-directory -s CC=clang B=$(B)/fuzz \
	  CFLAGS='$(FUZZ_FLAGS) -fsanitize=fuzzer-no-link' \
	  $(B)/fuzz/libio.a $(B)/fuzz/libquoth.a
	@touch $@
$(B)/libio.a: $(filter $(B)/obj/core/io/%,$(APP_OBJ))
	@rm -f $@
	ar rcs $@ $^
fuzz: $(FUZZ:%=$(B)/fuzz/bin/%)
	@for f in $(FUZZ); do \
	  mkdir -p $(B)/fuzz/found/$$f; d=tests/fuzz/$$f.dict; \
	  $(B)/fuzz/bin/$$f -max_total_time=$(SECONDS) -max_len=600 -print_final_stats=1 \
	    $$([ -f $$d ] && echo -dict=$$d) -artifact_prefix=$(B)/fuzz/ \
	    $(B)/fuzz/found/$$f $$(ls -d tests/fuzz/seeds/$$f 2>/dev/null) || exit 1; \
	done

# The kept inputs once more, by the build at hand and without libFuzzer.
$(B)/replay/%: tests/fuzz/%.c tests/fuzz/replay/main.c $(FUZZ_DEPS) \
  $(B)/libio.a $(B)/libquoth.a
	@mkdir -p $(@D)
	$(CC) $(WARN) $(CFLAGS) $(LDFLAGS) $(FUZZ_INCLUDE) $(filter %.c,$^) \
	  -o $@ $(B)/libio.a $(B)/libquoth.a $(FUZZ_LIBS)
fuzz-seeds: $(FUZZ:%=$(B)/replay/%)
	@for f in $(FUZZ); do \
	  printf '%s: ' $$f; $(B)/replay/$$f tests/fuzz/seeds/$$f/* || exit 1; \
	done

clean:
	rm -rf $(B)

-include $(shell find $(B) -type f -name '*.d' 2>/dev/null)
