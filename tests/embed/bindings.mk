# SPDX-License-Identifier: MIT
# Other languages and tools over the library. What needs nothing big is part
# of `make test`; `make test-bindings` installs the rest in $(B)/venv.

PYTHON ?= $(firstword $(wildcard /usr/bin/python3) python3)
PY_ENV  = PYTHONDONTWRITEBYTECODE=1 QUOTH_LIBRARY=$(abspath $(B))/libquoth.so
PY_TEST = -m pytest -q -rs -p no:cacheprovider examples/embed/python/tests \
  examples/embed/python/src

.PHONY: python same-bytes

python: $(B)/libquoth.so
	@$(PY_ENV) PYTHONPATH=examples/embed/python/src $(PYTHON) $(PY_TEST)

# The same packs give the same bytes in the command, C, Lua and Python.
$(B)/embed-lines: tests/embed/lines.c $(B)/libquoth.so
	$(CC) $(WARN) $(CFLAGS) -Iinclude $(LUA_CFLAGS) $< -o $@ -L$(B) -lquoth \
	  -Wl,-rpath,$(abspath $(B))
same-bytes: $(B)/embed-lines $(B)/quoth $(B)/quoth.so
	@PYTHONDONTWRITEBYTECODE=1 $(PYTHON) tests/embed/same_bytes.py $(B)

# An SQLite extension, tested by the sqlite3 shell.
.PHONY: sqlite
SQLITE_SRC = $(wildcard examples/embed/sqlite/*.c)
$(B)/quoth_sqlite.so: $(SQLITE_SRC) examples/embed/sqlite/quoth_sqlite.h \
    $(B)/libquoth.so
	$(CC) $(WARN) $(CFLAGS) -shared -fPIC -fvisibility=hidden -Iinclude \
	  $(LUA_CFLAGS) $(SQLITE_SRC) -o $@ -L$(B) -lquoth \
	  -Wl,-rpath,$(abspath $(B))
sqlite: $(B)/quoth_sqlite.so
	@sh tests/embed/sqlite.sh $(B)

# The Node package, under node's own test runner.
.PHONY: node
node: $(B)/libquoth.so
	@CC='$(CC)' sh tests/embed/node.sh $(B)

# The big ones: what they need is installed in $(B)/venv by pip (pandas, spaCy,
# PySpark: some 500 MB) and must be on the machine (node, a JDK). Each skips
# loudly where that cannot be had.
.PHONY: test-bindings bindings-python bindings-spark
VENV     = $(B)/venv
VENV_HAS = pytest pandas pyarrow spacy pyspark==3.5.3 setuptools
$(VENV)/ready: tests/embed/bindings.mk
	@$(PYTHON) -m venv $(VENV) && $(VENV)/bin/pip install -q $(VENV_HAS) && \
	  touch $@ || echo 'SKIPPED: pip cannot install $(VENV_HAS)'
# The package, as `pip install` makes it, with the library and packs in it.
bindings-python: $(VENV)/ready $(B)/libquoth.so
	@[ -e $(VENV)/ready ] || { echo '0 passed, 0 failed'; exit 0; }; \
	  rm -rf $(B)/python-package && \
	  QUOTH_LIBRARY=$(abspath $(B))/libquoth.so $(VENV)/bin/pip install -q \
	    --force-reinstall --no-deps ./examples/embed/python && \
	  cd $(VENV) && env -u QUOTH_LIBRARY -u QUOTH_PATH \
	  PYTHONDONTWRITEBYTECODE=1 bin/python -m pytest -q -rs -p no:cacheprovider \
	    $(CURDIR)/examples/embed/python/tests
bindings-spark: bindings-python $(B)/quoth
	@[ -e $(VENV)/ready ] || { echo '0 passed, 0 failed'; exit 0; }; \
	  command -v java >/dev/null || { echo 'SKIPPED spark: there is no java'; \
	    echo '0 passed, 0 failed'; exit 0; }; \
	  PYTHONDONTWRITEBYTECODE=1 $(VENV)/bin/python tests/embed/spark.py $(B)
test-bindings: all
	@lua5.4 tests/run.lua $(B)/logs \
	  node='$(MAKE) -s node' \
	  rock='$(MAKE) -s rock' \
	  python-package='$(MAKE) -s bindings-python' \
	  spark='$(MAKE) -s bindings-spark'

# Threads on one engine under ThreadSanitizer: `make tsan` a minute, CI 10 s.
.PHONY: tsan tsan-run
TSAN_SECONDS ?= 60
TSAN_THREADS ?= 8
$(B)/threads: tests/robust/threads.c $(B)/libquoth.a
	$(CC) $(WARN) $(CFLAGS) $(LDFLAGS) -Iinclude $(LUA_CFLAGS) $< -o $@ \
	  $(B)/libquoth.a $(CORE_LIBS) $(LUA_LIBS) -lm -lpthread
tsan-run: $(B)/threads $(B)/quoth
	@sh tests/robust/threads.sh $(B)/quoth
	@TSAN_OPTIONS=halt_on_error=1:exitcode=66 $(B)/threads $(TSAN_SECONDS) \
	  $(TSAN_THREADS) examples/articles/*.txt
tsan:
	@$(MAKE) --no-print-directory CC=clang B=$(B)/tsan \
	  CFLAGS='-O1 -g -fsanitize=thread' tsan-run

.PHONY: rock
rock: $(B)/quoth.so
	@sh tests/embed/rock.sh $(B)
