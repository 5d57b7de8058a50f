# SPDX-License-Identifier: MIT
"""Articles in a DataFrame, who said what in another: a row an attribution."""
from __future__ import annotations

import pandas as pd

import quoth

COLUMNS = ["id", "kind", "act", "speaker", "cue", "content", "rule",
           "start", "end"]


def attributions(articles: pd.DataFrame, engine: quoth.Engine, *,
                 text: str = "text", id: str | None = None) -> pd.DataFrame:
    """Run `engine` over a column of texts.

    :param id: column that names an article; the frame's index when ``None``
    :return: columns ``COLUMNS``; ``start`` and ``end`` are the hull of the
        content in code points, so that ``text[start:end]`` is it
    """
    ids = articles.index if id is None else articles[id]
    rows = []
    for name, body in zip(ids, articles[text]):
        result = engine.run(body)
        for a in result.attributions:
            rows.append((
                name, a.kind, a.act, a.speaker, result.words(a.cue),
                result.words(a.content), a.rule,
                a.content[0].start if a.content else None,
                a.content[-1].end if a.content else None))
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.astype({"start": "Int64", "end": "Int64"})


if __name__ == "__main__":
    news = pd.DataFrame({"text": [
        "“We open on Friday,” said Mayor Ada Brook.",
        "Bob Lane denied that the pool was closed."]})
    found = attributions(news, quoth.Engine())
    print(found[["id", "kind", "speaker", "content"]].to_string(index=False))
