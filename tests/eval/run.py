#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Run the packs over the development corpora, score them, hold the floors.

Usage: run.py [--ratchet] [--rules] [--precision] [CORPUS ...]

The corpora are read where QUOTH_CORPORA says (default ../shared/corpora) and
scored by tools/score.py beside that folder; nothing of them is kept. Each row
of floors.tsv is the least a figure may be: corpus, metric, kind, P, R or F1.
--ratchet raises the floors to what is measured now, less a tenth. --rules shows
precision and marginal recall by rule; --precision also writes them down as the
confidence that the packs give (with one corpus: polnear).
"""
import argparse
import importlib.util
import json
import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from urllib.parse import unquote

HERE = os.path.dirname(os.path.abspath(__file__))
FLOORS = os.path.join(HERE, 'floors.tsv')
CORPORA = os.environ.get('QUOTH_CORPORA', '../shared/corpora')
SCORE = os.path.join(CORPORA, '..', 'tools', 'score.py')
QUOTH = os.environ.get('QUOTH', 'build/quoth')
ROWS = ['content_exact', 'content_partial', 'cue_exact', 'source_exact',
        'source_partial', 'quote@0.3', 'quote@0.8', 'relation@0.3', 'speaker',
        'speaker_same']
KINDS = ('overall', 'direct', 'indirect', 'mixed')


def load_score():
    spec = importlib.util.spec_from_file_location('score', SCORE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_gold(path):
    with open(path, encoding='utf-8') as f:
        return [json.loads(line) for line in f if line.strip()]


def run_quoth(articles, lang, more=()):
    """{id: attributions} of the command's JSON lines."""
    lines = ''.join(json.dumps({'id': d['id'], 'text': d['text']}) + '\n'
                    for d in articles)
    packs = list(more) if has_packs(lang) else ['--pack', 'quotes.any']
    done = subprocess.run(
        [QUOTH, 'run', '--jsonl', '--offsets', 'codepoints', '--lang', lang, *packs],
        input=lines, capture_output=True, encoding='utf-8')
    if done.returncode:
        sys.exit(f'{QUOTH} failed: {done.stderr.strip()}')
    out = {}
    for line in done.stdout.splitlines():
        d = json.loads(line)
        for q in d['attributions']:
            for role in ('content', 'cue', 'source'):
                q[role] = q.get(role) or []
        out[d['id']] = {'id': d['id'], 'quotes': d['attributions']}
    return out


def has_packs(lang):
    return os.path.exists(os.path.join('scripts', 'quotes', f'{lang}.lua'))


def chars(quote, role):
    return {c for a, b in quote[role] for c in range(a, b)}


def same_speaker(gold, found):
    """Equal but for case and an article, or one names the last word of both."""
    def norm(name):
        name = re.sub(r'-\d+$', '', unquote(name))
        name = re.sub(r'\(.*?\)', '', name).replace('_', ' ').replace('-', ' ')
        name = unicodedata.normalize('NFD', name.lower())
        words = ''.join(c for c in name if not unicodedata.combining(c)).split()
        return [w for w in words if w not in ('the', 'a', 'an')]
    g, f = norm(gold), norm(found or '')
    return bool(g and f) and (g == f or g[-1] == f[-1])


def speakers(gold, system):
    """(rightly named, the same, all) over found quotes with a gold speaker.

    "The same" does not look at names, which in some corpora are but labels of a
    cluster: each gold speaker of an article is paired with one of ours, so that
    as many quotes as can be agree (greedily), as clusters of quotes are scored.
    """
    right = same = total = 0
    for d in gold:
        given = Counter()
        for q in d['quotes']:
            own = chars(q, 'content')
            if not q.get('speaker') or not own:
                continue
            best = max(system[d['id']]['quotes'], default=None,
                       key=lambda p: len(own & chars(p, 'content')))
            if best and len(own & chars(best, 'content')) > 0.3 * len(own):
                total += 1
                right += same_speaker(q['speaker'], best.get('speaker'))
                given[q['speaker'], best.get('speaker_id')] += 1
        same += one_to_one(given)
    return right, same, total


def one_to_one(given):
    """Quotes that agree when each gold speaker has one found speaker at most."""
    ours, theirs, same = set(), set(), 0
    for (gold, found), n in given.most_common():
        if found is not None and gold not in theirs and found not in ours:
            theirs.add(gold)
            ours.add(found)
            same += n
    return same


def measure(score, articles, system):
    gold = {d['id']: {**d, 'quotes': [q for q in d['quotes'] if not q.get('nested')]}
            for d in articles}
    counts = score.score(gold, system)
    out = {}
    for row in ROWS[:-2]:
        for kind in KINDS:
            p, r, f = counts[row, kind].prf()
            out[row, kind] = (100 * p, 100 * r, 100 * f)
    right, same, total = speakers(articles, system)
    if total:
        out['speaker', 'overall'] = (100 * right / total,) * 3
        out['speaker_same', 'overall'] = (100 * same / total,) * 3
    return out


def show(corpus, n_articles, figures):
    print(f'{corpus}: {n_articles} articles')
    print(f'{"":16}' + ''.join(f'{k:^21}' for k in KINDS))
    for row in ROWS:
        cells = [figures.get((row, k)) for k in KINDS]
        if any(cells):
            print(f'  {row:14}' + ''.join(
                '{:6.1f} {:6.1f} {:6.1f} '.format(*c) if c else ' ' * 21
                for c in cells))


def read_floors():
    rows = []
    with open(FLOORS, encoding='utf-8') as f:
        for line in f:
            if line.strip() and not line.startswith(('#', 'corpus\t')):
                corpus, metric, kind, figure, floor = line.rstrip('\n').split('\t')
                rows.append([corpus, metric, kind, figure, float(floor)])
    return rows


def figure_of(figures, metric, kind, name):
    return figures[metric, kind][('P', 'R', 'F1').index(name)]


def hold(floors, corpus, figures):
    broken = 0
    for c, metric, kind, name, floor in floors:
        if c == corpus:
            value = figure_of(figures, metric, kind, name)
            if value < floor:
                broken += 1
                print(f'  BELOW ITS FLOOR: {metric} {kind} {name} '
                      f'{value:.1f} < {floor:.1f}')
    return broken


def ratchet(floors, results):
    for row in floors:
        corpus, metric, kind, name, floor = row
        if corpus in results:
            value = figure_of(results[corpus], metric, kind, name) - 0.1
            row[4] = max(floor, int(value * 10) / 10)
    with open(FLOORS, encoding='utf-8') as f:
        head = [line for line in f if line.startswith(('#', 'corpus\t'))]
    with open(FLOORS, 'w', encoding='utf-8') as f:
        f.writelines(head)
        for *key, floor in floors:
            f.write('\t'.join(key) + f'\t{floor:.1f}\n')


def by_rule(articles, system, write):
    """Per rule: how many, the share of its content in gold contents, and how
    many gold quotes only this rule touches."""
    stats = {}
    for d in articles:
        gold = [chars(q, 'content') for q in d['quotes']]
        all_gold = set().union(*gold) if gold else set()
        found = [(p.get('rule') or 'resolve', chars(p, 'content'))
                 for p in system[d['id']]['quotes']]
        for rule, own in found:
            s = stats.setdefault(rule, [0, 0.0, 0])
            s[0] += 1
            s[1] += len(own & all_gold) / max(1, len(own))
        for g in gold:
            hits = {rule for rule, own in found if len(own & g) > 0.3 * len(g)}
            if len(hits) == 1:
                stats[hits.pop()][2] += 1
    if write:
        path = os.path.join('scripts', 'lexicons', 'en', 'precision.tsv')
        with open(path, 'w', encoding='utf-8') as f:
            f.write('# Share of the content of a rule that gold contents cover, '
                    'news (run.py --precision).\nentry\tprecision\n')
            for rule, (n, p, _) in sorted(stats.items()):
                if n >= 5 and rule != 'resolve':
                    f.write(f'{rule}\t{p / n:.2f}\n')
    print(f'  {"rule":32}   n  content P  only it finds')
    for rule, (n, p, alone) in sorted(stats.items(), key=lambda x: -x[1][0]):
        print(f'  {rule:32}{n:5}{100 * p / n:9.1f}{alone:12}')


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument('corpora', nargs='*')
    ap.add_argument('--ratchet', action='store_true')
    ap.add_argument('--rules', action='store_true')
    ap.add_argument('--precision', action='store_true')
    a = ap.parse_args()
    if not os.path.isdir(CORPORA) or not os.path.exists(SCORE):
        print(f'eval: no corpora at {CORPORA} (QUOTH_CORPORA); nothing measured')
        return 0
    score, floors, results, broken = load_score(), read_floors(), {}, 0
    names = a.corpora or sorted(f[:-10] for f in os.listdir(CORPORA)
                                if f.endswith('.dev.jsonl'))
    for corpus in names:
        articles = read_gold(os.path.join(CORPORA, f'{corpus}.dev.jsonl'))
        lang = articles[0].get('lang', 'en')
        if not has_packs(lang):
            print(f'{corpus}: no rules for "{lang}" yet: by quotation marks alone')
        system = run_quoth(articles, lang)
        results[corpus] = measure(score, articles, system)
        show(corpus, len(articles), results[corpus])
        if a.rules or a.precision:
            by_rule(articles, system, a.precision)
        broken += hold(floors, corpus, results[corpus])
    if a.ratchet:
        ratchet(floors, results)
    print(f'{broken} figures below their floors' if broken else 'all floors hold')
    return 1 if broken else 0


if __name__ == '__main__':
    sys.exit(main())
