# SPDX-License-Identifier: MIT
import sys
from pathlib import Path

import pytest

import quoth

sys.path.insert(0, str(Path(__file__).parents[1] / "examples"))
TEXT = "😀 “We open on Friday,” said Mayor Ada Brook. Bob Lane denied it."


def test_pandas():
    pd = pytest.importorskip("pandas")
    from pandas_helper import COLUMNS, attributions

    articles = pd.DataFrame({"key": ["a", "b"], "text": [TEXT, "Nothing."]})
    frame = attributions(articles, quoth.Engine(), id="key")
    assert list(frame.columns) == COLUMNS
    first = frame.iloc[0]
    assert (first.id, first.kind, first.speaker) == ("a", "direct", "Ada Brook")
    assert TEXT[first.start:first.end] == first.content == "“We open on Friday,”"
    assert set(frame.id) == {"a"}
    assert attributions(articles[1:], quoth.Engine()).empty


def test_spacy():
    spacy = pytest.importorskip("spacy")
    import spacy_component  # noqa: F401

    nlp = spacy.blank("en")
    nlp.add_pipe("quoth")
    doc = nlp(TEXT)
    assert doc._.attributions[0].speaker == "Ada Brook"
    assert doc.spans["quoth_content"][0].text == "“We open on Friday,”"
    assert doc.spans["quoth_cue"][0].text == "said"
    assert doc.spans["quoth_source"][0].text == "Mayor Ada Brook"
    (small,) = nlp.pipe(["Nothing."])
    assert small._.attributions == () and not small.spans["quoth_cue"]
