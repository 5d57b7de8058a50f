# SPDX-License-Identifier: MIT
import gc
import json
import re
import threading
import time

import pytest

import quoth

TEXT = "“We open on Friday,” said Mayor Ada Brook. She denied that it rained."
PACK = """
return require "quoth".pack { name = "shouts", rules = {
  { name = "caps", pattern = [=[ who:[upper]+ ]=],
    emit = { layer = "shout", loud = true, times = 2, share = 0.25, how = "é" },
    examples = { { "He said STOP.", who = "STOP" },
                 { "He said so.", none = true } } } } }
"""


@pytest.fixture(scope="module")
def engine():
    return quoth.Engine()


def test_attributions_have_code_point_offsets(engine):
    result = engine.run("😀 " + TEXT)
    first, second = result.attributions
    assert result.words(first.content) == "“We open on Friday,”"
    assert first.content == ((2, 22),)
    assert first.content[0].start == 2
    assert (first.kind, first.speaker, first.act) == ("direct", "Ada Brook", "assert")
    assert result.words(second.source) == "She"
    assert (second.kind, second.act, second.speaker) == ("indirect", "deny", "Ada Brook")
    assert second.sentence == first.sentence + 1
    assert second.features["act"] == "deny"


@pytest.mark.parametrize("unit, start", [("codepoints", 2), ("utf16", 3), ("bytes", 5)])
def test_other_units(engine, unit, start):
    first = engine.run("😀 " + TEXT, offsets=unit).attributions[0]
    assert first.content[0].start == start


def test_unknown_unit(engine):
    with pytest.raises(ValueError, match="offsets are bytes, codepoints, utf16"):
        engine.run(TEXT, offsets="words")


def test_annotations_of_any_layer():
    engine = quoth.Engine(source=PACK)
    (a,) = engine.run("Bob cried GO AWAY twice.").annotations
    assert a.layer == "shout" and a.rule == "shouts/caps"
    assert a.span == (10, 17) and a.parts == (("who", (10, 17)),)
    assert a.features == {"loud": True, "times": 2, "share": 0.25, "how": "é"}


def test_examples_of_a_pack():
    assert quoth.Engine(source=PACK).test() == []
    wrong = quoth.Engine(source=PACK.replace('who = "STOP"', 'who = "GO"'))
    ((name, line, why),) = wrong.test()
    assert name == "source" and line > 0 and "GO" in why


def test_tokens():
    words = quoth.tokens("Añil isn’t 😀 “blue”.\0")
    assert [w.text for w in words][:3] == ["Añil", "isn’t", "😀"]
    assert words[2].span == (11, 12) and words[2].cls == "emoji"
    assert words[1].norm == "isn't" and words[0].caps == "title"
    assert "Añil isn’t 😀 “blue”.\0"[slice(*words[4].span)] == words[4].text == "blue"


def test_any_string_goes_through(engine):
    for text in ("", " ", "\0", "a\0b", "\ud800 “No,” said Al.", "“" * 1000, "\u0301"):
        assert engine.run(text).text == text
    assert engine.run("\ud800 “No,” said Al.").attributions[0].content[0].start == 2


def test_json_is_json(engine):
    line = json.loads(engine.run(TEXT).to_json("a\x7f\n\"b"))
    assert line["id"] == "a\x7f\n\"b" and len(line["attributions"]) == 2


def test_errors_have_a_place():
    with pytest.raises(quoth.QuothError) as caught:
        quoth.Engine(source=PACK.replace("[upper]", "[uper]"), name="shouts.lua")
    e = caught.value
    assert (e.source, e.line) == ("shouts.lua", 3)
    assert "upper" in e.hint and "did you mean" in str(e)
    with pytest.raises(quoth.QuothError, match="nowhere"):
        quoth.Engine("nowhere.en")
    with pytest.raises(quoth.QuothError):
        quoth.Engine(lang="tlh")


def test_a_script_that_never_ends_is_stopped():
    source = """return require "quoth".pack { name = "loop", resolve = function()
      while true do end end }"""
    engine = quoth.Engine(source=source, instruction_limit=1_000_000)
    with pytest.raises(quoth.QuothError):
        engine.run(TEXT)
    with pytest.raises(quoth.QuothError):  # and the engine goes on
        engine.run(TEXT)


def test_close():
    with quoth.Engine(source=PACK) as engine:
        engine.run("NO")
    with pytest.raises(ValueError, match="closed"):
        engine.run("NO")
    engine.close()
    del engine
    gc.collect()


def test_threads_share_an_engine(engine):
    want = engine.run(TEXT).to_json(1)
    got = []

    def work():
        for _ in range(20):
            got.append(engine.run(TEXT).to_json(1))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert got == [want] * 160


def test_the_gil_is_free_while_the_core_works(engine):
    """Another thread counts while one long text is read in a single call."""
    text = TEXT * 20_000
    ticks, done = [0], threading.Event()

    def count():
        while not done.is_set():
            ticks[0] += 1
            time.sleep(0.001)

    thread = threading.Thread(target=count)
    data = text.encode()
    out = quoth.engine.n.Handle()
    thread.start()
    before = ticks[0]
    options = quoth.engine.n.DocOptions(lang=b"en")
    status = quoth.engine.n.lib.quoth_doc_new(
        data, len(data), options, quoth.engine.c.byref(out))
    after = ticks[0]
    done.set()
    thread.join()
    quoth.engine.n.lib.quoth_doc_free(out)
    assert status == 0 and after > before


def test_versions():
    assert re.fullmatch(r"\d+\.\d+\.\d+", quoth.__version__)
    assert quoth.versions()["unicode"] == "15.0.0"
