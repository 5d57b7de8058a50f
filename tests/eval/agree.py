#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`quoth eval` gives the figures of tools/score.py, each row and each kind.

Usage: agree.py [CORPUS ...]; corpora as in run.py. Differences over 0.1 per
cent fail.
"""
import importlib.util
import json
import os
import subprocess
import sys

CORPORA = os.environ.get('QUOTH_CORPORA', '../shared/corpora')
QUOTH = os.environ.get('QUOTH', 'build/quoth')
LANG = {'gerwn': 'de', 'rwk-press': 'de', 'spkatt': 'de', 'ruspeech': 'ru'}


def load_score():
    path = os.path.join(CORPORA, '..', 'tools', 'score.py')
    spec = importlib.util.spec_from_file_location('score', path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def differences(score, path, flags, punct):
    run = [QUOTH, 'run', '--jsonl', '--offsets', 'codepoints', path]
    lines = subprocess.run(run, capture_output=True, check=True).stdout
    system = {}
    for line in lines.splitlines():
        d = json.loads(line)
        system[d['id']] = {'id': d['id'], 'quotes': d['attributions']}
    theirs = score.score(score.load(path, False), system, punct)
    ours = json.loads(subprocess.run([QUOTH, 'eval', '--json', *flags, path],
                                     capture_output=True, check=True).stdout)
    for metric, kinds in ours.items():
        for kind, figures in kinds.items():
            for a, b in zip(figures, theirs[metric, kind].prf()):
                if abs(a - b) > 0.001:
                    yield f'{metric} {kind}: {a:.4f}, not {b:.4f}'


def main():
    names = sys.argv[1:] or ['seed', 'gum-news', 'gum-open']
    if not os.path.isdir(CORPORA):
        print(f'no corpora in {CORPORA}: nothing was compared')
        return 0
    score = load_score()
    failed = 0
    for name in names:
        path = os.path.join(CORPORA, name + '.dev.jsonl')
        for flags, punct in (([], 'keep'), (['--words'], 'ignore')):
            for line in differences(score, path, flags, punct):
                print(f'{name} {punct} {line}')
                failed += 1
    print(f'{len(names)} corpora, {failed} differences')
    return failed > 0


if __name__ == '__main__':
    sys.exit(main())
