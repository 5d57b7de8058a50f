# SPDX-License-Identifier: MIT
"""What a run found, as plain values."""
from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import NamedTuple, Union

Scalar = Union[str, int, float, bool]


class Span(NamedTuple):
    """``text[start:end]``: counted from 0, the end excluded."""

    start: int
    end: int


class Part(NamedTuple):
    """A span of an annotation that plays a role, such as ``"cue"``."""

    role: str
    span: Span


@dataclass(frozen=True)
class Attribution:
    """Who said what: what was said, by which words, by whom.

    Spans count code points of the text, unless the run was asked for another
    unit. What the rules do not tell is ``None``.
    """

    kind: str
    """``"direct"``, ``"indirect"`` or ``"mixed"``."""
    act: str | None
    """The speech act: ``"assert"``, ``"deny"``, ``"promise"``, …"""
    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    speaker: str | None
    speaker_id: int | None
    resolved_by: str | None
    polarity: str | None
    confidence: float | None
    rule: str | None
    """``"pack/rule"``."""
    sentence: int | None
    paragraph: int | None
    features: dict[str, Scalar] = field(default_factory=dict)
    """All features, those above too."""


@dataclass(frozen=True)
class Annotation:
    """Anything a rule wrote, in any layer."""

    id: int
    layer: str
    span: Span
    parts: tuple[Part, ...]
    features: dict[str, Scalar]
    rule: str | None


@dataclass(frozen=True)
class Token:
    """A word, a number, a mark; never white space."""

    span: Span
    text: str
    norm: str
    shape: str
    cls: str
    caps: str
    script: str
    sentence: int | None


@dataclass(frozen=True)
class Result:
    """Everything one run found in one text."""

    text: str
    attributions: tuple[Attribution, ...]
    annotations: tuple[Annotation, ...]

    def words(self, spans: tuple[Span, ...]) -> str:
        """The words of some spans, ``" … "`` between them.

        For runs that count code points.
        """
        return " … ".join(self.text[s.start:s.end] for s in spans)

    def to_json(self, id: str | int) -> str:
        """A line as ``quoth run --jsonl`` writes it, to the byte."""
        line = {"id": id, "attributions": [
            {name: getattr(a, name) for name in JSON_FIELDS}
            | {name: a.features[name] for name in MORE_FIELDS
               if name in a.features}
            for a in self.attributions]}
        return json.dumps(line, ensure_ascii=False).replace("\x7f", "\\u007f")


JSON_FIELDS = ("kind", "act", "content", "cue", "source", "speaker",
               "speaker_id", "resolved_by", "polarity", "confidence", "rule",
               "sentence", "paragraph")
MORE_FIELDS = ("hedge", "check", "checkable")  # what check.en tells
