# SPDX-License-Identifier: MIT
"""Kill `quoth run --resume` at random times: nothing may be lost or doubled.

Usage: kills.py QUOTH KILLS [SEED]
"""
import json
import os
import random
import subprocess
import sys
import tempfile
import time

quoth, kills = os.path.abspath(sys.argv[1]), int(sys.argv[2])
seed = int(sys.argv[3]) if len(sys.argv) > 3 else int(time.time())
here = os.path.dirname(os.path.abspath(__file__))
pack = os.path.join(here, "..", "cli", "packs", "said.lua")
chance = random.Random(seed)
CLAUSES = ["Ana Reyes said the boats were late. ", "“No,” said Bo Lind. ",
           "It rained in the harbour all day. ", "\n\nThen they said nothing. "]


def make_input(path):
    with open(path, "w", encoding="utf-8") as f:
        for i in range(3000):
            text = "".join(chance.choices(CLAUSES, k=chance.randint(1, 40)))
            line = json.dumps({"id": i, "text": text}, ensure_ascii=False)
            f.write("{bad\n" if i % 500 == 250 else line + "\n")


def read(path):
    with open(path, "rb") as f:
        return f.read()


def check(ok, what):
    if not ok:
        sys.exit(f"FAILED with seed {seed}: {what}")


def command(jobs):
    return [quoth, "run", "--no-config", "--resume", "-o", out, "-j", str(jobs),
            "--checkpoint", "0.005", "-t", "jsonl", pack, articles]


def check_killed(expected):
    """What a kill left: a true beginning, and a journal unless it is whole."""
    if not os.path.exists(out):
        return
    found, journal = read(out), out + ".journal"
    check(expected.startswith(found), "the output is no beginning of the right one")
    if not os.path.exists(journal):
        check(found == expected, "there is no journal, and the output is not whole")
        return
    facts = dict(line.split(" ") for line in read(journal).decode().splitlines()[1:-1])
    check(int(facts["bytes"]) <= len(found), "the journal says more than there is")


with tempfile.TemporaryDirectory() as folder:
    articles = os.path.join(folder, "in.jsonl")
    out = os.path.join(folder, "out.jsonl")
    make_input(articles)
    began = time.monotonic()
    whole = subprocess.run(command(1), stderr=subprocess.DEVNULL, check=False)
    seconds = time.monotonic() - began
    check(whole.returncode == 1, f"exit code {whole.returncode}")
    right = read(out)
    check(right.count(b"\n") == 2994, "articles are missing from the start")
    os.remove(out)
    killed = finished = resumed = 0
    while killed < kills:
        resumed += os.path.exists(out + ".journal")
        process = subprocess.Popen(command(chance.randint(1, 3)),
                                   stderr=subprocess.DEVNULL)
        try:
            process.wait(chance.uniform(0, 0.6 * seconds))
        except subprocess.TimeoutExpired:
            process.kill()
        process.wait()
        if process.returncode == -9:
            killed += 1
            check_killed(right)
            continue
        check(process.returncode in (0, 1), f"exit code {process.returncode}")
        check(read(out) == right, "the output differs")
        check(not os.path.exists(out + ".journal"), "the journal is still there")
        os.remove(out)
        finished += 1
    last = subprocess.run(command(2), stderr=subprocess.DEVNULL, check=False)
    check(last.returncode in (0, 1) and read(out) == right, "the last run differs")
    again = subprocess.run(command(2), capture_output=True, check=False)
    check(again.returncode == 0 and b"is complete" in again.stderr, "not complete")
    check(resumed > kills / 2, f"only {resumed} runs went on from a journal")
    print(f"{killed} kills, {resumed} times gone on, {finished + 1} runs finished: "
          "the same bytes each time")
