#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Run the packs over examples/articles and hold them to what is expected there.

Usage: run.py QUOTH [--missed] [--ratchet]

An expected attribution is found when an attribution covers more than half of
its content and its cue and source overlap (or both have none). For those
found, speaker and act are compared. Prints a table, and fails when a figure is
below tests/examples/floors.tsv; --missed lists what was not found, --ratchet
raises the floors to what is measured.
"""
import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ARTICLES = 'examples/articles'
FLOORS = os.path.join(HERE, 'floors.tsv')


def chars(quote, role):
    return {c for a, b in quote.get(role) or () for c in range(a, b)}


def agrees(want, got):
    content = chars(want, 'content')
    if 2 * len(content & chars(got, 'content')) <= len(content):
        return False
    return all(chars(want, r) & chars(got, r)
               or not chars(want, r) and not chars(got, r)
               for r in ('cue', 'source'))


def pairs(wanted, given):
    """(expected, found or None) for each expected attribution; each used once."""
    free = list(given)
    for want in wanted:
        got = next((g for g in free if agrees(want, g)), None)
        if got:
            free.remove(got)
        yield want, got


def same_name(a, b):
    """Equal but for case and a leading article."""
    a, b = (re.sub(r'^(the|an?) ', '', (x or '').casefold()) for x in (a, b))
    return a == b


def run_quoth(quoth, names):
    paths = [f'{ARTICLES}/{n}.txt' for n in names]
    out = subprocess.run(
        [quoth, 'run', '--jsonl', '--offsets', 'codepoints', *paths],
        capture_output=True, encoding='utf-8', check=True).stdout
    lines = [json.loads(line) for line in out.splitlines()]
    return {n: d['attributions'] for n, d in zip(names, lines)}


def percent(part, whole):
    return 100 * part / whole if whole else 0.0


def measure(expected, found, missed):
    n = dict.fromkeys(('wanted', 'given', 'right', 'speaker', 'act', 'kind'), 0)
    for name, wanted in expected.items():
        here = 0
        for want, got in pairs(wanted, found[name]):
            if got:
                here += 1
                n['speaker'] += same_name(want.get('speaker'), got['speaker'])
                n['act'] += want['act'] == got['act']
                n['kind'] += want['kind'] == got['kind']
            elif missed:
                show(name, want)
        print(f'{name:16} {here:3} of {len(wanted):3} found, '
              f'{len(found[name]):3} given')
        n['wanted'] += len(wanted)
        n['given'] += len(found[name])
        n['right'] += here
    return {'recall': percent(n['right'], n['wanted']),
            'precision': percent(n['right'], n['given']),
            'speaker': percent(n['speaker'], n['right']),
            'act': percent(n['act'], n['right']),
            'kind': percent(n['kind'], n['right'])}


def show(name, want):
    with open(f'{ARTICLES}/{name}.txt', encoding='utf-8') as f:
        text = f.read()
    part = {r: ' … '.join(text[a:b] for a, b in want.get(r) or ())
            for r in ('source', 'cue', 'content')}
    print(f"  missed: [{part['source']}] [{part['cue']}] {part['content']}")


def main():
    quoth, options = sys.argv[1], sys.argv[2:]
    expected = {}
    with open(f'{ARTICLES}/expected.jsonl', encoding='utf-8') as f:
        for line in f:
            d = json.loads(line)
            expected[d['id']] = [q for q in d['quotes'] if not q.get('nested')]
    found = run_quoth(quoth, list(expected))
    figures = measure(expected, found, '--missed' in options)
    with open(FLOORS, encoding='utf-8') as f:
        floors = dict(line.split('\t') for line in f.read().splitlines()[2:])
    failed = 0
    for name, value in figures.items():
        low = value < float(floors.get(name, 0))
        failed += low
        print(f'{name:10} {value:5.1f} %  (floor {float(floors[name]):.1f})'
              + ('  FAILED' if low else ''))
    if '--ratchet' in options:
        with open(FLOORS, 'w', encoding='utf-8') as f:
            f.write('# The least that each figure may be, in percent: '
                    'run.py --ratchet raises it.\nfigure\tfloor\n')
            for name, value in figures.items():
                best = max(int(value * 10) / 10, float(floors.get(name, 0)))
                f.write(f'{name}\t{best}\n')
    print(f'{len(figures) - failed} passed, {failed} failed')
    return failed > 0


if __name__ == '__main__':
    sys.exit(main())
