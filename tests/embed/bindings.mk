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
