# SPDX-License-Identifier: MIT
"""Much JSON Lines goes through, in little memory, and comes as it is done.

Usage: amount.py QUOTH MEGABYTES
"""
import json
import os
import random
import resource
import subprocess
import sys
import tempfile

quoth, size = os.path.abspath(sys.argv[1]), int(sys.argv[2]) * 1000000
here = os.path.dirname(os.path.abspath(__file__))
pack = os.path.join(here, "..", "cli", "packs", "said.lua")
CLAUSES = ["Ana Reyes said the boats were late. ", "“No,” said Bo Lind. ",
           "It rained in the harbour all day, and the council did not meet. ",
           "\n\nThen they said nothing about the “new” bridge. "]
chance = random.Random(7)
# A few hundred articles, again and again under other numbers.
texts = [json.dumps("".join(chance.choices(CLAUSES, k=chance.randint(20, 120))),
                    ensure_ascii=bool(i % 2)) for i in range(400)]


def check(ok, what):
    if not ok:
        sys.exit(f"FAILED: {what}")


with tempfile.TemporaryDirectory() as folder:
    articles, out = os.path.join(folder, "in.jsonl"), os.path.join(folder, "out.jsonl")
    count = written = largest = 0
    with open(articles, "w", encoding="utf-8") as f:
        while written < size:
            line = f'{{"id": {count}, "text": {texts[count * 7 % 400]}}}\n'
            largest = max(largest, len(line.encode()))
            written += f.write(line)
            count += 1
    run = subprocess.run([quoth, "run", "--no-config", "-j", "2", "-o", out, pack, articles],
                         check=False)
    check(run.returncode == 0, f"exit code {run.returncode}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    with open(out, "rb") as f:
        ids = sum(line.startswith(b'{"id": %d, ' % i) for i, line in enumerate(f))
    check(ids == count, f"{ids} of {count} articles came out in their place")
    bound = 64 * 2**20 + 4 * largest
    check(peak <= bound, f"{peak} bytes of memory, more than {bound}")

# A line that is done comes, although the input goes on.
for jobs in "1", "2":
    with subprocess.Popen([quoth, "run", "--no-config", "-t", "jsonl", "-j", jobs, pack],
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        for i in range(3):
            process.stdin.write(b'{"id": %d, "text": "Ana Reyes said no."}\n' % i)
            process.stdin.flush()
            check(process.stdout.readline().startswith(b'{"id": %d, ' % i), "no line came")
        process.stdin.close()
print(f"{count} articles, {written // 1000000} MB, in {peak / 2**20:.1f} MB of memory")
