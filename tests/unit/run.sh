#!/bin/sh
# SPDX-License-Identifier: MIT
# Run cmocka programs; show the log of those that fail; add up their tests.
passed=0 failed=0
for t in "$@"; do
  "$t" >"$t.log" 2>&1
  status=$?
  ok=$(grep -c '^\[ *OK \]' "$t.log")
  bad=$(grep -c '^\[ RUN ' "$t.log")
  bad=$((bad - ok))
  [ $status = 0 ] || [ $bad -gt 0 ] || bad=1
  [ $bad = 0 ] || { echo "FAILED $t"; grep -v '^\[ *\(OK\|RUN\) ' "$t.log"; }
  passed=$((passed + ok)) failed=$((failed + bad))
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
