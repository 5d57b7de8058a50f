# SPDX-License-Identifier: MIT
"""Rule packs, compiled once, run over any number of texts and threads."""
from __future__ import annotations

import ctypes as c
import os
import threading
import weakref
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from . import _native as n
from .results import Annotation, Attribution, Part, Result, Scalar, Span, Token

UNITS = {"bytes": "byte", "codepoints": "codepoint", "utf16": "utf16"}
Convert = Callable[[n.Span], Span]


class QuothError(Exception):
    """What went wrong, with its place where there is one."""

    def __init__(self, status: int, error: n.Error | None = None):
        self.status: str = n.lib.quoth_status_name(status).decode()
        self.source = self.hint = ""
        self.message, self.line, self.column = self.status, 0, 0
        text = self.status
        if error is not None and error.message:
            self.message = error.message.decode("utf-8", "replace")
            self.source = error.source.decode("utf-8", "replace")
            self.hint = error.hint.decode("utf-8", "replace")
            self.line, self.column = error.line, error.column
            out = c.create_string_buffer(2048)
            n.lib.quoth_error_format(error, out, len(out))
            text = out.value.decode("utf-8", "replace").rstrip("\n")
        super().__init__(text)


def _check(status: int, error: n.Error | None = None) -> None:
    if status == -1:
        raise MemoryError("quoth: out of memory")
    if status:
        raise QuothError(status, error)


def _text(pointer: int, length: int) -> str:
    return c.string_at(pointer, length).decode("utf-8", "replace")


def _value(v: n.Value) -> Scalar | None:
    if v.kind == n.STRING:
        return _text(v.string, v.len)
    if v.kind == n.NUMBER:
        whole = v.number.is_integer() and abs(v.number) < 1e15
        return int(v.number) if whole else v.number
    return v.boolean if v.kind == n.BOOL else None


def _index(i: int) -> int | None:
    return None if i == n.NONE else i


@contextmanager
def _document(text: str, lang: str | None) -> Iterator[n.Handle]:
    # A lone surrogate has no UTF-8: "?" keeps the count of code points.
    data = text.encode("utf-8", "replace")
    options = n.DocOptions(lang=lang.encode() if lang else None)
    doc = n.Handle()
    _check(n.lib.quoth_doc_new(data, len(data), options, c.byref(doc)))
    try:
        yield doc
    finally:
        n.lib.quoth_doc_free(doc)


def _converter(doc: n.Handle, unit: str) -> Convert:
    """Bytes to the unit; inside a character, the start of it."""
    if unit not in UNITS:
        raise ValueError(f"offsets are {', '.join(UNITS)}, not {unit!r}")
    place, name = n.Place(), UNITS[unit]

    def convert(byte: int) -> int:
        while n.lib.quoth_doc_locate(doc, byte, c.byref(place)) and byte > 0:
            byte -= 1
        return getattr(place, name)

    if unit == "bytes":
        return lambda s: Span(s.start, s.end)
    return lambda s: Span(convert(s.start), convert(s.end))


def tokens(text: str, lang: str | None = "en",
           offsets: str = "codepoints") -> list[Token]:
    """Split a text into words, numbers, marks: what patterns match."""
    with _document(text, lang) as doc:
        convert, count = _converter(doc, offsets), c.c_uint32()
        array = n.lib.quoth_doc_tokens(doc, c.byref(count))
        return [_token(doc, array[i], convert) for i in range(count.value)]


def _token(doc: n.Handle, token: n.Token, convert: Convert) -> Token:
    t = n.lib.quoth_doc_type(doc, token.type).contents
    sentence = n.lib.quoth_doc_sentence_at(doc, token.span.start)
    return Token(
        convert(token.span), _text(t.text, t.text_len),
        _text(t.norm, t.norm_len), _text(t.shape, t.shape_len),
        n.lib.quoth_class_name(t.cls).decode(),
        n.lib.quoth_caps_name(t.caps).decode(), t.script.decode(),
        _index(sentence))


def _free(host: int, contexts: list[int]) -> None:
    while contexts:
        n.lib.quoth_context_free(contexts.pop())
    n.lib.quoth_host_free(host)


class Engine:
    """Rule packs, compiled.

    >>> engine = Engine()                       # quotes, claims …
    >>> engine.run("“Yes,” said Ada Brook.").attributions[0].speaker
    'Ada Brook'

    ``packs``: names such as ``"quotes.en"`` or paths of ``.lua`` files.
    Without any, and without ``source``: quotes, claims, speakers and
    check of ``lang``. ``source`` is the text of one more pack.

    Any number of threads may call :meth:`run` at once; the GIL is free while
    the core works.
    """

    def __init__(self, packs: str | Iterable[str] | None = None, *,
                 lang: str = "en", path: Iterable[str] = (),
                 source: str | None = None, name: str = "source",
                 memory_limit: int = 0, instruction_limit: int = 0,
                 trusted: bool = False):
        self.lang = lang
        folders = [os.fspath(f) for f in path] + n.pack_folders()
        if packs is None:
            packs = [] if source is not None else _defaults(lang, folders)
        array = (c.c_char_p * len(folders))(*map(os.fsencode, folders))
        options = n.HostOptions(
            path=array, n_path=len(folders), memory_limit=memory_limit,
            instruction_limit=instruction_limit, trusted=trusted)
        host, engine = n.Handle(), n.Handle()
        _check(n.lib.quoth_host_new(options, c.byref(host)))
        self._host, self._idle = host.value, []
        self._lock = threading.Lock()
        self._close = weakref.finalize(self, _free, self._host, self._idle)
        error = n.Error()
        for pack in [packs] if isinstance(packs, str) else packs:
            _check(n.lib.quoth_host_load(
                host, os.fsencode(pack), error), error)
        if source is not None:
            data = source.encode()
            _check(n.lib.quoth_host_load_text(
                host, data, len(data), name.encode(), error), error)
        _check(n.lib.quoth_host_finish(host, c.byref(engine), error), error)
        self._engine = engine.value

    def close(self) -> None:
        """Free everything now. No run may be going on."""
        self._close()

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def run(self, text: str, *, lang: str | None = None,
            offsets: str = "codepoints") -> Result:
        """Find who said what.

        :param lang: the language of the text; the engine's when ``None``
        :param offsets: what spans count: ``"codepoints"`` (as ``text[i]``),
            ``"bytes"`` (of UTF-8) or ``"utf16"``
        :raises QuothError: a rule failed, or a limit was reached
        """
        with _document(text, lang or self.lang) as doc:
            convert = _converter(doc, offsets)
            with self._context() as context:
                error = n.Error()
                _check(n.lib.quoth_context_open(context, doc))
                _check(n.lib.quoth_context_run(context, error), error)
                found = n.lib.quoth_context_annotations(context)
                return Result(
                    text, tuple(self._attributions(found, doc, convert)),
                    tuple(self._annotations(found, convert)))

    def test(self) -> list[tuple[str, int, str]]:
        """Try the examples in the rules: (file, line, why) of what failed."""
        failed: list[tuple[str, int, str]] = []

        def report(_: object, example: c._Pointer[n.Example]) -> None:
            e = example.contents
            if not e.passed:
                failed.append((e.source.decode(), e.line, e.why.decode()))

        count, error = c.c_uint32(), n.Error()
        with self._lock:
            status = n.lib.quoth_host_test(
                self._open(), n.Report(report), None, c.byref(count), error)
        _check(status, error)
        return failed

    def _open(self) -> int:
        if not self._close.alive:
            raise ValueError("the engine is closed")
        return self._host

    @contextmanager
    def _context(self) -> Iterator[int]:
        """One for this call alone; as many come to be as run at once."""
        with self._lock:
            host = self._open()
            context = self._idle.pop() if self._idle else None
            if context is None:
                out, error = n.Handle(), n.Error()
                _check(n.lib.quoth_host_context(host, c.byref(out), error),
                       error)
                context = out.value
        try:
            yield context
        finally:
            with self._lock:
                self._idle.append(context)

    def _rule(self, rule: int) -> str | None:
        info = n.RuleInfo()
        if n.lib.quoth_engine_rule(self._engine, rule, c.byref(info)):
            return None
        return f"{info.pack.decode()}/{info.name.decode()}"

    def _attributions(self, found: int, doc: n.Handle,
                      convert: Convert) -> Iterator[Attribution]:
        count = n.lib.quoth_annotations_attributions(found, doc, None, 0)
        array = (n.Attribution * count)()
        count = n.lib.quoth_annotations_attributions(found, doc, array, count)
        for a in array[:count]:
            annotation = self._annotation(a.annotation, convert)

            def spans(role: str) -> tuple[Span, ...]:
                return tuple(p.span for p in annotation.parts if p.role == role)

            yield Attribution(
                n.lib.quoth_kind_name(a.kind).decode(), _value(a.act),
                spans("content"), spans("cue"), spans("source"),
                _value(a.speaker), _value(a.speaker_id),
                _value(a.resolved_by), _value(a.polarity),
                _value(a.confidence), annotation.rule, _index(a.sentence),
                _index(a.paragraph), annotation.features)

    def _annotations(self, found: int,
                     convert: Convert) -> Iterator[Annotation]:
        count, a = c.c_uint32(), n.Annotation()
        ids = n.lib.quoth_annotations_layer(found, None, c.byref(count))
        for i in range(count.value):
            if not n.lib.quoth_annotations_get(found, ids[i], c.byref(a)):
                yield self._annotation(a, convert)

    def _annotation(self, a: n.Annotation, convert: Convert) -> Annotation:
        return Annotation(
            a.id, a.layer.decode(), convert(a.span),
            tuple(Part(p.role.decode(), convert(p.span))
                  for p in a.parts[:a.n_parts]),
            {f.name.decode(): _value(f.value)
             for f in a.features[:a.n_features]},
            self._rule(a.rule))


FAMILIES = ("quotes", "claims", "speakers", "check")


def _defaults(lang: str, folders: list[str]) -> list[str]:
    found = [f"{family}.{lang}" for family in FAMILIES
             if any(os.path.exists(f"{folder}/{family}/{lang}.lua")
                    for folder in folders)]
    if not found:
        raise QuothError(-7)
    return found
