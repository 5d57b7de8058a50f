# SPDX-License-Identifier: MIT
# N shards have every article once, and every bad line once.
i=0
while [ $i -lt 10 ]; do
  i=$((i + 1))
  if [ $i = 7 ]; then echo '{"id": 7}'; continue; fi
  printf '{"id": %s, "text": "Ana vowed to return %s."}\n' $i $i
done >"$T/ten.jsonl"
pack=../../examples/rules/promises.lua
"$Q" run --jsonl $pack "$T/ten.jsonl" 2>/dev/null | sort >"$T/all"
: >"$T/parts"; : >"$T/bad"
for part in 1/3 2/3 3/3; do
  "$Q" run --jsonl --shard $part $pack "$T/ten.jsonl" >>"$T/parts" 2>>"$T/bad"
done
sort "$T/parts" >"$T/sorted"
check "$(wc -l <"$T/all")" 9
if cmp -s "$T/all" "$T/sorted"; then pass; else fail "the shards differ"; fi
check "$(grep -c 'ten.jsonl:7:' "$T/bad")" 1
for wrong in 0/3 4/3 3 1/ /3 1/0 a/b -1/2 1/2x; do
  run 2 run --shard=$wrong $pack "$T/ten.jsonl"
done
says 'write I/N'
# The recipe for Slurm, task by task.
mkdir "$T/slurm-bin"; ln -s "$Q" "$T/slurm-bin/quoth"
grep -v '"id": 7' "$T/ten.jsonl" >"$T/nine.jsonl"
for task in 1 2; do
  PATH="$T/slurm-bin:$PATH" QUOTH_PATH=../../scripts SLURM_ARRAY_TASK_ID=$task \
    SLURM_ARRAY_TASK_COUNT=2 sh ../../examples/spark/quoth.slurm \
    "$T/nine.jsonl" "$T/parts.d" 2>"$T/err"
  check $? 0
done
check "$(cat "$T"/parts.d/part-*.jsonl | wc -l)" 9
