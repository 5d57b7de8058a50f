#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How many gold direct contents are found as quotations, to the character.

Usage: quotations.py LIBQUOTH.SO [CORPUS ...]   (QUOTH_CORPORA: their folder)

A gold part of kind "direct" is found when it equals the span of a quotation, of a
chain from its first to its last part, or the inside of one. Precision counts
the outermost speech quotations that equal a gold part; where the gold has
other kinds too (news), most others are rightly quoted and no error, so that
only recall has a floor there.
"""
import ctypes
import json
import os
import sys

# corpus, least recall, least F1 (0: not asked for), in percent
FLOORS = [
    ('polnear', 97.5, 0),
    ('litbank', 96.0, 92.5),
    ('gerwn', 99.0, 0),
    ('ruspeech', 75.0, 0),
    ('seed', 100.0, 0),
]


class Span(ctypes.Structure):
    _fields_ = [('start', ctypes.c_uint32), ('end', ctypes.c_uint32)]


class Quotation(ctypes.Structure):
    _fields_ = [('span', Span), ('inner', Span), ('level', ctypes.c_uint32),
                ('parent', ctypes.c_uint32), ('chain', ctypes.c_uint32),
                ('flags', ctypes.c_uint32), ('cls', ctypes.c_int)]


class Options(ctypes.Structure):
    _fields_ = [('lang', ctypes.c_char_p), ('plain_uax29', ctypes.c_bool),
                ('allocator', ctypes.c_void_p)]


SPEECH = 0


def load(path):
    lib = ctypes.CDLL(os.path.abspath(path))
    lib.quoth_doc_quotations.restype = ctypes.POINTER(Quotation)
    lib.quoth_doc_quotations.argtypes = [
        ctypes.c_void_p, ctypes.POINTER(ctypes.c_uint32)]
    lib.quoth_doc_new.argtypes = [
        ctypes.c_char_p, ctypes.c_size_t, ctypes.POINTER(Options),
        ctypes.POINTER(ctypes.c_void_p)]
    lib.quoth_doc_free.argtypes = [ctypes.c_void_p]
    return lib


def quotations(lib, text, lang):
    """[(span, inner, level, chain, cls)] with byte offsets."""
    doc, count = ctypes.c_void_p(), ctypes.c_uint32()
    options = Options(lang.encode(), False, None)
    status = lib.quoth_doc_new(text, len(text), ctypes.byref(options),
                               ctypes.byref(doc))
    if status:
        raise SystemExit('quoth_doc_new: status %d' % status)
    q = lib.quoth_doc_quotations(doc, ctypes.byref(count))
    out = [((q[i].span.start, q[i].span.end),
            (q[i].inner.start, q[i].inner.end), q[i].level, q[i].chain,
            q[i].cls) for i in range(count.value)]
    lib.quoth_doc_free(doc)
    return out


def byte_offsets(text):
    out, at = [], 0
    for c in text:
        out.append(at)
        at += len(c.encode())
    return out + [at]


def evaluate(lib, path):
    n_gold = n_found = n_system = n_right = 0
    for line in open(path, encoding='utf-8'):
        d = json.loads(line)
        at = byte_offsets(d['text'])
        gold = {(at[a], at[b]) for q in d['quotes']
                if q.get('kind') == 'direct' for a, b in q['content']}
        system = quotations(lib, d['text'].encode(), d['lang'])
        found, chains = set(), {}
        for span, inner, _, chain, _ in system:
            found |= {span, inner}
            chains.setdefault(chain, []).append(span)
        found |= {(c[0][0], c[-1][1]) for c in chains.values()}
        n_gold += len(gold)
        n_found += len(gold & found)
        speech = [q for q in system if q[2] == 0 and q[4] == SPEECH]
        n_system += len(speech)
        n_right += sum(q[0] in gold or q[1] in gold for q in speech)
    r, p = n_found / max(n_gold, 1), n_right / max(n_system, 1)
    f1 = 2 * p * r / (p + r) if p + r else 0
    return n_gold, 100 * r, 100 * p, 100 * f1


def main():
    folder = os.environ.get('QUOTH_CORPORA', '../shared/corpora')
    lib, only, failed = load(sys.argv[1]), sys.argv[2:], 0
    print('%-10s %6s %8s %10s %6s' % ('', 'gold', 'recall', 'precision', 'F1'))
    for name, least_r, least_f1 in FLOORS:
        if only and name not in only:
            continue
        path = os.path.join(folder, name + '.dev.jsonl')
        if not os.path.exists(path):
            print('%-10s skipped: no %s' % (name, path))
            continue
        n, r, p, f1 = evaluate(lib, path)
        bad = r < least_r or f1 < least_f1
        failed += bad
        print('%-10s %6d %8.1f %10.1f %6.1f%s' % (
            name, n, r, p, f1, '  below its floor' if bad else ''))
    return failed > 0


if __name__ == '__main__':
    sys.exit(main())
