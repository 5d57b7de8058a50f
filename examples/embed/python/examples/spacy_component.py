# SPDX-License-Identifier: MIT
"""A spaCy component: ``nlp.add_pipe("quoth")``.

It sets ``doc._.attributions`` (the list that Quoth gives) and the span groups
``quoth_content``, ``quoth_cue`` and ``quoth_source``.
"""
from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

import quoth

ROLES = ("content", "cue", "source")

if not Doc.has_extension("attributions"):
    Doc.set_extension("attributions", default=())


class QuothComponent:
    def __init__(self, packs: list[str] | None, lang: str):
        self.engine = quoth.Engine(packs, lang=lang)

    def __call__(self, doc: Doc) -> Doc:
        found = self.engine.run(doc.text).attributions
        doc._.attributions = found
        for role in ROLES:
            spans = [doc.char_span(s.start, s.end, alignment_mode="expand")
                     for a in found for s in getattr(a, role)]
            doc.spans[f"quoth_{role}"] = SpanGroup(
                doc, spans=[s for s in spans if s is not None])
        return doc


@Language.factory("quoth", default_config={"packs": None})
def make_quoth(nlp: Language, name: str, packs: list[str] | None):
    return QuothComponent(packs, nlp.lang)


if __name__ == "__main__":
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("quoth")
    doc = nlp("“We open on Friday,” said Mayor Ada Brook.")
    for a in doc._.attributions:
        print(a.kind, a.speaker, doc.spans["quoth_content"])
