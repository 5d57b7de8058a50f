# SPDX-License-Identifier: MIT
# The TextMate grammar of patterns: what an editor would colour, and how.
# Usage: grammar.py FOLDER (the extension)
import json
import os
import re
import sys

folder = sys.argv[1]
with open(os.path.join(folder, "package.json"), encoding="utf-8") as f:
    path = json.load(f)["contributes"]["grammars"][0]["path"]
with open(os.path.join(folder, path), encoding="utf-8") as f:
    grammar = json.load(f)


def rules_of(patterns):
    for p in patterns:
        if "include" in p:
            target = grammar["repository"][p["include"][1:]]
            yield from rules_of([target]) if "match" in target or "begin" in target else rules_of(target["patterns"])
        else:
            yield p


def colour(text):
    """(scope, text) of each piece, as TextMate does it: the first match wins."""
    out, stack, at = [], [({"patterns": grammar["patterns"]}, None)], 0
    while at < len(text):
        rule, end = stack[-1]
        found = [(m.start(), -1, m, None)] if end and (m := re.compile(end, re.M).search(text, at)) else []
        for i, r in enumerate(rules_of(rule.get("patterns", []))):
            if m := re.compile(r.get("match") or r["begin"], re.M).search(text, at):
                found.append((m.start(), i, m, r))
        if not found:
            break
        _, i, m, r = min(found, key=lambda x: x[:2])
        if i == -1:
            stack.pop()
        elif "begin" in r:
            stack.append((r, r["end"]))
            if r.get("name"):
                out.append((r["name"], m.group()))
        else:
            out.append((r["name"], m.group()))
        at = m.end() if m.end() > at or i == -1 else at + 1
    return out, len(stack)


SAMPLE = '''rule = [=[ (?<! "no"c) who:@NAME{1,3} # [x]
  $say.act="x" ( [caps & !$stop & norm=/a\\/b.*/ & len>=3] | <quote level=0> )+? /x[/]y/i $ ]=], after = "x"'''
pieces, depth = colour(SAMPLE)
scopes = {}
for name, piece in pieces:
    scopes.setdefault(name.split(".quoth")[0], []).append(piece)
assert depth == 1, pieces
WANTED = {
    "keyword.control.look": ["(?<!"], "variable.parameter.capture": ["who:"],
    "entity.name.function.definition": ["@NAME"], "comment.line": ["# [x]"],
    "variable.other.lexicon": ["$say.act", "$stop"], "entity.name.type.layer": ["<quote level=0>"],
    "support.constant.attribute": ["caps", "norm", "len"], "constant.numeric": ["3"],
    "keyword.operator.repeat": ["{1,3}", "+", "?"], "keyword.other.edge": ["$"],
}
for name, wanted in WANTED.items():
    assert scopes.get(name) == wanted, (name, scopes.get(name))
print("grammar ok")
