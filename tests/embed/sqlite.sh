#!/bin/sh
# SPDX-License-Identifier: MIT
# The SQLite extension in the sqlite3 shell: examples/embed/sqlite/tests.sql.
# Usage: tests/embed/sqlite.sh BUILD_DIR
b=${1:-build} e=examples/embed/sqlite
command -v sqlite3 >/dev/null || {
  echo 'SKIPPED sqlite: there is no sqlite3 shell'
  echo '0 passed, 0 failed'
  exit 0
}
passed=0 failed=0
check() { if [ "$1" = 0 ]; then passed=$((passed + 1)); else
  failed=$((failed + 1)); echo "FAILED $2"; fi; }

QUOTH_PATH=scripts sqlite3 -batch :memory: -cmd ".load $b/quoth_sqlite" \
  <$e/tests.sql >"$b/sqlite.out" 2>"$b/sqlite.err"
diff -u $e/tests.out "$b/sqlite.out"; check $? 'the output'
grep -q "there is no pack 'nowhere.en'" "$b/sqlite.err"; check $? 'an error of a pack'
grep -q 'no query solution' "$b/sqlite.err"; check $? 'a table without a text'
[ "$(grep -c rror "$b/sqlite.err")" = 2 ]; check $? 'no other error'
cat "$b/sqlite.err"
echo "$passed passed, $failed failed"
[ $failed = 0 ]
