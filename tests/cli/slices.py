# SPDX-License-Identifier: MIT
"""Cut the spans of `quoth run --jsonl` out of a text: slices.py UNIT TEXT"""
import json
import sys

UNITS = {
    "bytes": lambda b: (b, 1, "utf-8"),
    "codepoints": lambda b: (b.decode().encode("utf-32-le"), 4, "utf-32-le"),
    "utf16": lambda b: (b.decode().encode("utf-16-le"), 2, "utf-16-le"),
}

with open(sys.argv[2], "rb") as f:
    data, size, name = UNITS[sys.argv[1]](f.read())
for line in sys.stdin:
    for a in json.loads(line)["attributions"]:
        for role in ("content", "cue", "source"):
            for start, end in a[role]:
                text = data[start * size:end * size].decode(name)
                sys.stdout.buffer.write(f"{role}: {text}\n".encode())
