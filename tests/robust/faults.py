# SPDX-License-Identifier: MIT
"""Each write, sync, close, rename... fails once: no command may exit with 0.

Usage: faults.py QUOTH FAULTS.SO
"""
import errno
import os
import shutil
import subprocess
import sys
import tempfile

quoth, shim = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
tests = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli")
pack, article = os.path.join(tests, "packs", "said.lua"), os.path.join(tests, "in", "three.jsonl")
RUN = ["run", "--no-config", pack, article]
COMMANDS = {
    "lines": [*RUN, "-t", "jsonl"],
    "table": RUN,
    "journal": [*RUN, "-o", "out.jsonl", "--checkpoint", "0"],
    "threads": [*RUN, "-o", "out.jsonl", "--checkpoint", "0", "-j", "3"],
    "resume": [*RUN, "-o", "out.jsonl", "--checkpoint", "0", "--resume"],
    "page": [*RUN, "-q", "--html", "page.html"],
    "both": [*RUN, "-t", "jsonl", "--html", "page.html"],
    "manifest": [*RUN, "-q", "--manifest", "manifest.json"],
    "tokens": ["tokens", article, "-o", "tokens.tsv"],
    "version": ["version"],
    "help": ["help", "run"],
    "manual": ["help", "--man"],
    "new": ["new", "mine"],
    "junit": ["test", pack, "--junit", "report.xml"],
    "eval": ["eval", "-p", pack, os.path.join(tests, "in", "gold.jsonl"), "-o", "eval.txt"],
}
# Formats that write other than to one file.
listed = subprocess.run([quoth, "list", "formats"], capture_output=True, text=True, check=True)
for row in listed.stdout.splitlines():
    name, ways = row.split("\t")[:2]
    if "out" in ways and name not in ("table", "jsonl"):
        COMMANDS[f"to {name}"] = [*RUN, "-t", name, "-o", "made"]
# SQLite has synced what it closes: it does not ask how that went.
FORGIVEN = ("to sqlite", "close")
tried, bad = 0, []


def fresh(folder, name):
    """An empty folder; to resume there is what a fault left."""
    shutil.rmtree(folder, ignore_errors=True)
    os.mkdir(folder)
    if name == "resume":
        run(folder, COMMANDS["journal"], 7, errno.EIO)


def run(folder, command, at, number):
    environment = dict(os.environ, LD_PRELOAD=shim, FAULT_AT=str(at), FAULT_ERRNO=str(number),
                       FAULT_COUNT=os.path.join(folder, "..", "count"))
    with open(os.path.join(folder, "stdout"), "wb") as out:
        return subprocess.run([quoth, *command], cwd=folder, env=environment, stdout=out,
                              stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)


def counted(top):
    """How many calls there were, and which of them failed."""
    with open(os.path.join(top, "count"), encoding="ascii") as f:
        return f.read().split()


def contents(folder):
    found = {}
    for root, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(root, name), "rb") as f:
                found[os.path.relpath(os.path.join(root, name), folder)] = f.read()
    return found


with tempfile.TemporaryDirectory() as top:
    folder = os.path.join(top, "work")
    for name, command in COMMANDS.items():
        fresh(folder, name)
        whole = run(folder, command, 0, 0)
        if whole.returncode != 0:
            sys.exit(f"{name}: exit code {whole.returncode} without a fault: {whole.stderr}")
        right = contents(folder)
        calls = int(counted(top)[0])
        if calls == 0:
            sys.exit(f"{name}: nothing was written")
        for at in range(1, calls + 1):
            for number in (errno.ENOSPC, errno.EIO):
                fresh(folder, name)
                got = run(folder, command, at, number)
                tried += 1
                if (name, counted(top)[1]) == FORGIVEN:
                    continue
                if got.returncode == 0 or not got.stderr:
                    bad.append(f"{name}: call {at} of {calls} failed, exit code {got.returncode}: "
                               f"{got.stderr.decode()[:100]}")
            for number in (-1, -2):  # a short write, an interrupted one: no fault
                fresh(folder, name)
                got = run(folder, command, at, number)
                tried += 1
                if name in ("manifest", "to sqlite"):  # has the time in it; is no plain file
                    continue
                if got.returncode != 0 or contents(folder) != right:
                    bad.append(f"{name}: call {at} was short or interrupted: exit code "
                               f"{got.returncode}")
for line in bad:
    print(line)
if bad:
    sys.exit(f"FAILED: {len(bad)} of {tried} faults")
print(f"{tried} faults in {len(COMMANDS)} commands: none was overlooked")
