# SPDX-License-Identifier: MIT
"""JSON Lines are read as the JSON parser reads them, right ones and wrong ones.

Usage: json-lines.py QUOTH LINES [SEED]

Most lines never see the parser. A key with an escape sends one there, so each
line is read both ways: as it is, and with such a key in front.
"""
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time

quoth, count = os.path.abspath(sys.argv[1]), int(sys.argv[2])
seed = int(sys.argv[3]) if len(sys.argv) > 3 else int(time.time())
chance = random.Random(seed)
PIECES = ["a", "said", " ", "“", "”", "é", "日本", "😀", "\\n", "\\\"", "\\\\", "\\/",
          "\\u00e9", "\\ud83d\\ude00", "\\u0000", "\\t", "Ana Reyes", "\u0301", "."]
WRONG = ["\\x", "\\ud83d\\u0041", "\\ud83d", "\\ude00", "\\u12g4", "\t", "\x01", "\xff", "\xc0\xaf",
         "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x80", "\\"]
NUMBERS = ["0", "-1", "12", "3.5", "-0.25", "1e5", "1E-3", "123456789012345678",
           "1234567890123456789", "99999999999999999999", "-0", "01", "1.", ".5", "+1", "-"]
MARKS = list('{}[],:" \\') + ["null", "true", "0", "é"]


def string():
    parts = chance.choices(PIECES, k=chance.randint(0, 12))
    if chance.random() < 0.1:
        parts.insert(chance.randint(0, len(parts)), chance.choice(WRONG))
    return '"' + "".join(parts) + '"'


def value(depth=0):
    kind = chance.randint(0, 6 if depth < 4 else 3)
    space = chance.choice(["", " ", "\t"])
    if kind < 2:
        return string()
    if kind == 2:
        return chance.choice(NUMBERS)
    if kind == 3:
        return chance.choice(["null", "true", "false"])
    if kind < 6:
        return "[" + ("," + space).join(value(depth + 1) for _ in range(chance.randint(0, 3))) + "]"
    keys = chance.sample("abcdef", chance.randint(0, 3)) + chance.choices("a", k=chance.random() < 0.1)
    return "{" + ",".join(f'"{k}"{space}:{value(depth + 1)}' for k in keys) + "}"


def line():
    members = [('"id"', chance.choice([string(), str(chance.randint(0, 999)), value()])),
               ('"text"', string() if chance.random() < 0.9 else value())]
    members += [(f'"m{i}"', value()) for i in range(chance.randint(0, 4))]
    if chance.random() < 0.1:
        members += [('"lang"', chance.choice(['"en"', '"d\\u0065"', "null", "3"]))]
    if chance.random() < 0.03:
        members += [(f'"n{i}"', "1") for i in range(40)]
    if chance.random() < 0.05:
        members.append(chance.choice(members))
    chance.shuffle(members)
    text = "{" + ", ".join(f"{k}: {v}" for k, v in members) + "}"
    for _ in range(chance.choice([0, 0, 0, 1, 2])):
        at = chance.randint(0, len(text))
        text = text[:at] + chance.choice(MARKS + [""]) + text[at + chance.randint(0, 1):]
    return text.replace("\n", " ")


def to_bytes(text):
    """What is below U+0100 in WRONG stands for that byte."""
    out = bytearray()
    for part in re.split("([\x80-\xff]+)", text):
        raw = part in WRONG or any(part in w for w in WRONG)
        out += part.encode("latin-1" if raw and part else "utf-8")
    return bytes(out)


def read(path):
    run = subprocess.run([quoth, "tokens", "--json", "--from", "jsonl", path],
                         capture_output=True, check=False)
    bad = re.findall(rb":(\d+):\d+: ", run.stderr)
    return run.returncode, run.stdout, bad


with tempfile.TemporaryDirectory() as folder:
    lines = [line() for _ in range(count)]
    paths = [os.path.join(folder, name) for name in ("plain", "slow")]
    with open(paths[0], "wb") as plain, open(paths[1], "wb") as slow:
        for text in lines:
            plain.write(to_bytes(text) + b"\n")
            slow.write(to_bytes(text.replace("{", '{"\\u007a": 0, ', 1)) + b"\n")
    plain, slow = read(paths[0]), read(paths[1])
    ok = plain == slow
    good = count - len(plain[2])
    if not ok:
        odd = set(plain[2]) ^ set(slow[2])
        for number in sorted(odd, key=int)[:5]:
            print(f"line {number.decode()}: {lines[int(number) - 1]!r}")
        sys.exit(f"FAILED with seed {seed}: read in two ways, two results")
    if not count / 5 < good < count - count / 5:
        sys.exit(f"FAILED with seed {seed}: {good} of {count} lines are right")
    print(f"{count} lines, {good} of them right: read alike both ways")
