# SPDX-License-Identifier: MIT
"""The same packs give the same bytes: the command, C, Lua and Python.

Usage: same_bytes.py BUILD_DIR [FILE...]     the example articles by default
The command's lines are what each of the others must give, to the byte, with
offsets in bytes, code points and UTF-16 units.
"""
import glob
import os
import subprocess
import sys

build = os.path.abspath(sys.argv[1])
os.environ["QUOTH_LIBRARY"] = build + "/libquoth.so"
sys.path.insert(0, "examples/embed/python/src")
import quoth  # noqa: E402

files = sys.argv[2:] or sorted(glob.glob("examples/articles/*.txt"))
passed = failed = 0


def compare(what: str, unit: str, lines: "list[bytes]", want: "list[bytes]"):
    global passed, failed
    for name, got, expected in zip(files, lines, want):
        if got == expected:
            passed += 1
            continue
        failed += 1
        at = next((i for i, (x, y) in enumerate(zip(got, expected)) if x != y),
                  min(len(got), len(expected)))
        print(f"FAILED {what}, {unit}, {name}: from byte {at}\n"
              f"  {got[max(0, at - 40):at + 40]!r}\n"
              f"  {expected[max(0, at - 40):at + 40]!r}")
    if len(lines) != len(want):
        failed += 1
        print(f"FAILED {what}, {unit}: {len(lines)} lines, not {len(want)}")


def output(*command: str, **env: str) -> "list[bytes]":
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True,
                          env={**os.environ, **env})
    return done.stdout.splitlines()


def text_of(name: str) -> str:
    with open(name, encoding="utf-8", newline="") as f:
        return f.read()


packs = ["quotes.en", "claims.en", "speakers.en"]
engine = quoth.Engine(packs, path=["scripts"])
for unit in ("bytes", "codepoints", "utf16"):
    want = output(build + "/quoth", "run", "--path", "scripts", "--jsonl",
                  "--offsets", unit, *packs, *files)
    compare("Python", unit, [
        engine.run(text_of(name), offsets=unit).to_json(name).encode()
        for name in files], want)
    compare("Lua", unit, output("lua5.4", "tests/embed/lines.lua", unit,
                                *files, LUA_CPATH=build + "/?.so"), want)
    compare("C", unit, output(build + "/embed-lines", unit, *files), want)
print(f"{passed} passed, {failed} failed")
sys.exit(failed != 0 or passed == 0)
