#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tune the weights of scripts/lexicons/en/turns.tsv on litbank.dev.

Usage: turns.py [--rounds N] [--tries N] [--seed N] [--write]

Each round tries random changes of the best weights so far and keeps the best.
The same is done five times more, each time without a fifth of the books, and
scored on that fifth: what is printed as "left out" is what to expect of books
not seen. --write writes the weights found with all books.

A speaker counts as right when it is the one that most of the quotations of
that gold speaker were given (one to one, so that names do not matter), and
half as much again when it has the name that the gold has.
"""
import argparse
import json
import math
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter

import run

FILE = os.path.join('scripts', 'lexicons', 'en', 'turns.tsv')
FOLDS = 5
PACK = '''
local quoth = require "quoth"
local story, W = require "lib.story", require("lib.turns").W
local TRIALS = { %s }
return quoth.pack {
  name = "trial", version = 1, lang = "en", phases = { { name = "none" } },
  rules = { { name = "none", phase = "none", pattern = '"none" "none" "none"',
    emit = { layer = "none" } } },
  resolve = function(doc)
    if #doc:annotations "dialogue" == 0 then return end
    local given = {}
    for _, weights in ipairs(TRIALS) do
      for key, value in pairs(weights) do W[key] = value end
      story(doc, function() return 1 end)
      for a in doc:each "attribution" do
        local list = given[a.id] or {}
        given[a.id] = list
        list[#list + 1] = a:get "speaker" or "-"
        a:set("speaker", nil)
      end
    end
    for a in doc:each "attribution" do
      a:set("speaker", table.concat(given[a.id] or {}, "|"))
    end
  end,
}
'''


def read_weights():
    with open(FILE, encoding='utf-8') as f:
        rows = [line.rstrip('\n').split('\t') for line in f if not line.startswith('#')]
    return {entry: float(weight) for entry, weight in rows[1:]}


def write_weights(weights):
    with open(FILE, encoding='utf-8') as f:
        head = [line for line in f if line.startswith(('#', 'entry\t'))]
    with open(FILE, 'w', encoding='utf-8') as f:
        f.writelines(head)
        f.writelines(f'{key}\t{weights[key]:g}\n' for key in sorted(weights))


def changed(weights, rng):
    out = dict(weights)
    for key in rng.sample(sorted(out), 4):
        out[key] = round(out[key] * math.exp(rng.gauss(0, 0.4)), 3)
    return out


def loose_scripts(folder):
    """A copy of the scripts in which the weights may change while they run."""
    path = os.path.join(folder, 'scripts')
    shutil.copytree('scripts', path)
    turns = os.path.join(path, 'lib', 'turns.lua')
    with open(turns, encoding='utf-8') as f:
        text = f.read()
    fixed = 'W = quoth.constant(W)\n'
    if fixed not in text:
        sys.exit(f'turns: no line "{fixed.strip()}" in scripts/lib/turns.lua')
    with open(turns, 'w', encoding='utf-8') as f:
        f.write(text.replace(fixed, ''))
    return path


def speakers_of(books, trials):
    """{book: its attributions}, each speaker a list: one a trial."""
    rows = ', '.join('{ ' + ', '.join(f'["{k}"] = {v}' for k, v in t.items()) + ' }'
                     for t in trials)
    lines = ''.join(json.dumps({'id': b['id'], 'text': b['text']}) + '\n' for b in books)
    with tempfile.TemporaryDirectory(dir='build') as folder:
        with open(os.path.join(folder, 'trial.lua'), 'w', encoding='utf-8') as f:
            f.write(PACK % rows)
        done = subprocess.run(
            [run.QUOTH, 'run', '--jsonl', '--offsets', 'codepoints', '--lang', 'en',
             '--path', loose_scripts(folder), '--pack', 'quotes.en',
             '--pack', 'claims.en', '--pack', f.name],
            input=lines, capture_output=True, encoding='utf-8')
    if done.returncode:
        sys.exit(done.stderr)
    out = {}
    for line in done.stdout.splitlines():
        d = json.loads(line)
        out[d['id']] = [(run.chars({'content': a['content']}, 'content'),
                         (a.get('speaker') or '').split('|')) for a in d['attributions']]
    return out


def pairs(book, found):
    """(gold speaker, speakers given) of each gold quotation that was found."""
    for q in book['quotes']:
        own = run.chars(q, 'content')
        best = max(found, default=None, key=lambda x: len(own & x[0]))
        if q.get('speaker') and best and len(own & best[0]) > 0.3 * len(own):
            yield q['speaker'], best[1]


def points(given, trial):
    count = Counter((gold, s[trial]) for gold, s in given if trial < len(s))
    same = run.one_to_one(count)
    named = sum(n for (gold, found), n in count.items() if run.same_speaker(gold, found))
    return same + named / 2, same, named, len(given)


def measure(books, trials):
    """[trial][book]: points, right one to one, right by name, all"""
    found = speakers_of(books, trials)
    given = [list(pairs(b, found[b['id']])) for b in books]
    return [[points(g, t) for g in given] for t in range(len(trials))]


def total(scores, keep, which=0):
    return sum(s[which] for i, s in enumerate(scores) if keep(i))


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument('--rounds', type=int, default=6)
    ap.add_argument('--tries', type=int, default=12)
    ap.add_argument('--seed', type=int, default=1)
    ap.add_argument('--write', action='store_true')
    a = ap.parse_args()
    path = os.path.join(run.CORPORA, 'litbank.dev.jsonl')
    if not os.path.exists(path):
        print(f'turns: no {path} (QUOTH_CORPORA); nothing done')
        return
    books = [b for b in run.read_gold(path) if b['quotes']]
    rng = random.Random(a.seed)
    # The last group learns from all books, group f from all but its fold.
    keeps = [lambda i, f=f: i % FOLDS != f for f in range(FOLDS)] + [lambda i: True]
    best = [(read_weights(), None)] * (FOLDS + 1)
    for turn in range(a.rounds):
        trials = [t for w, _ in best
                  for t in [w, *(changed(w, rng) for _ in range(a.tries))]]
        scores = measure(books, trials)
        size = a.tries + 1
        for g, keep in enumerate(keeps):
            group = range(g * size, (g + 1) * size)
            top = max(group, key=lambda t: (total(scores[t], keep), -t))
            best[g] = trials[top], scores[top]
        all_n = total(best[-1][1], keeps[-1], 3)
        left = [[total(best[f][1], lambda i, f=f: i % FOLDS == f, which)
                 for f in range(FOLDS)] for which in (1, 2)]
        seen = [total(best[-1][1], keeps[-1], which) for which in (1, 2)]
        print(f'round {turn + 1}: one to one {100 * seen[0] / all_n:.1f} '
              f'(left out {100 * sum(left[0]) / all_n:.1f}), '
              f'by name {100 * seen[1] / all_n:.1f} '
              f'(left out {100 * sum(left[1]) / all_n:.1f})', flush=True)
    if a.write:
        write_weights(best[-1][0])


if __name__ == '__main__':
    main()
