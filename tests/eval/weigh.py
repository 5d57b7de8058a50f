#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Learn the weights by which proposals of the rules are judged.

Usage: weigh.py [--folds N] [--write]

The proposals of claims.en over the polnear development articles are compared
with what people marked; a logistic regression on the facts that
scripts/lib/judge.lua tells of each gives the weights. Prints the figures on
articles that each set of weights has not seen (--folds, by article), and
writes scripts/lexicons/en/weights.tsv (--write) from all of them. The same
input gives the same file.
"""
import argparse
import json
import math
import os
import random
import shutil
import subprocess
import tempfile
import zlib
from collections import Counter

import run

CORPUS = 'polnear'
EXPOSE = '''
local arbitrate, judge = require "lib.arbitrate", require "lib.judge"
local near = require "lib.near"
return function(doc)
  local list = arbitrate.collect(doc)
  local sentences = near.by_sentence(list)
  for _, x in ipairs(list) do
    if not x.settled then
      x.a:set("facts", judge.facts(doc, x, sentences[x.sentence]))
      x.a:set_parts("source", x.source[1] or x.guess)
    end
  end
end
'''
HEAD = ('# What each fact about a proposal tells of its being right, in\n'
        '# hundredths of a logit: written by tests/eval/weigh.py.\n'
        'entry\tvalue\tweight\n')


def tree(folder):
    """A copy of the packs, to change."""
    path = os.path.join(folder, 'scripts')
    shutil.copytree('scripts', path)
    return path


def proposals(articles):
    """{id: annotations with facts}."""
    with tempfile.TemporaryDirectory() as folder:
        path = tree(folder)
        with open(os.path.join(path, 'lib', 'expose.lua'), 'w') as f:
            f.write(EXPOSE)
        pack = os.path.join(path, 'claims', 'en.lua')
        with open(pack) as f:
            text = f.read()
        with open(pack, 'w') as f:
            f.write(text.replace('require("lib.arbitrate").by_judge',
                                 'require "lib.expose"'))
        lines = ''.join(json.dumps({'id': d['id'], 'text': d['text']}) + '\n'
                        for d in articles)
        done = subprocess.run(
            [run.QUOTH, 'run', '--jsonl', '--annotations', '--offsets',
             'codepoints', '--path', path, '-p', 'quotes.en', '-p', 'claims.en'],
            input=lines, capture_output=True, encoding='utf-8', check=True)
    out = {}
    for line in done.stdout.splitlines():
        d = json.loads(line)
        out[d['id']] = [a for a in d['annotations'] if 'facts' in a['features']]
    return out


def spans(annotation, role):
    return {c for p in annotation['parts'] if p['role'] == role
            for c in range(*p['span'])}


def worth(annotation, gold):
    """How much of a gold attribution this is, 0 to 1."""
    content, cue = spans(annotation, 'content'), spans(annotation, 'cue')
    source, best = spans(annotation, 'source'), 0.0
    for q in gold:
        own = q['content']
        common = len(content & own)
        if not common:
            continue
        value = 0.25 * 2 * common / (len(content) + len(own))
        value += 0.15 * (content == own) + 0.25 * (cue == q['cue'])
        if common > 0.3 * len(own):
            right = source & q['source'] or not source and not q['source']
            value += 0.35 * bool(right)
        best = max(best, value)
    return best


def examples(articles):
    """[(id, facts, worth)]"""
    found, out = proposals(articles), []
    for d in articles:
        gold = [{r: run.chars(q, r) for r in ('content', 'cue', 'source')}
                for q in d['quotes'] if not q.get('nested')]
        for a in found[d['id']]:
            facts = a['features']['facts'].split('\n')
            out.append((d['id'], facts, worth(a, gold)))
    return out


def learn(rows, rounds=15, rate=0.05, shrink=2e-5, seen=6):
    """Weights of facts that occur often enough: logistic regression by AdaGrad,
    averaged over all steps."""
    count = Counter(f for _, facts, _ in rows for f in set(facts))
    index = {f: i for i, f in enumerate(sorted(f for f in count if count[f] >= seen))}
    data = [([index[f] for f in facts if f in index], y) for _, facts, y in rows]
    weight, square = [0.0] * len(index), [1e-2] * len(index)
    late = [0.0] * len(index)    # steps so far times each change
    order, step = random.Random(1), 0
    for _ in range(rounds):
        order.shuffle(data)
        for facts, y in data:
            step += 1
            z = sum(weight[i] for i in facts)
            slope = 1 / (1 + math.exp(-z)) - y
            for i in facts:
                g = slope + shrink * len(data) / 1000 * weight[i]
                square[i] += g * g
                change = -rate * g / math.sqrt(square[i])
                weight[i] += change
                late[i] += step * change
    return {f: round(100 * (weight[i] - late[i] / step)) for f, i in index.items()}


def write(weights, path, least=8):
    with open(os.path.join(path, 'lexicons', 'en', 'weights.tsv'), 'w',
              encoding='utf-8') as f:
        f.write(HEAD)
        for fact, w in sorted(weights.items()):
            if abs(w) >= least and '#' not in fact:
                f.write(f'{fact}\t{w}\n')


def fold_of(article, folds):
    return zlib.crc32(article.encode()) % folds


def tested(articles, rows, folds):
    """What the packs find with weights from the other articles."""
    out = {}
    for fold in range(folds):
        own = [d for d in articles if fold_of(d['id'], folds) == fold]
        with tempfile.TemporaryDirectory() as folder:
            path = tree(folder)
            write(learn([r for r in rows if fold_of(r[0], folds) != fold]), path)
            out.update(run.run_quoth(own, 'en', ['--path', path]))
    return out


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument('--folds', type=int, default=5)
    ap.add_argument('--write', action='store_true')
    a = ap.parse_args()
    articles = run.read_gold(os.path.join(run.CORPORA, CORPUS + '.dev.jsonl'))
    rows = examples(articles)
    print(f'{len(rows)} proposals, worth {sum(r[2] for r in rows):.0f}')
    if a.folds:
        figures = run.measure(run.load_score(), articles,
                              tested(articles, rows, a.folds))
        run.show(f'{CORPUS}, weights of other articles', len(articles), figures)
    if a.write:
        write(learn(rows), 'scripts')


if __name__ == '__main__':
    main()
