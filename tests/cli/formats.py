# SPDX-License-Identifier: MIT
"""Every format that is written, read back: formats.py QUOTH PACK LINES MALFORMED

The same spans must come out of each, in its own unit of offsets, over emoji,
combining marks and text from right to left; and out of the libraries of the
tools that a format is for, where they are installed.
"""
import csv
import importlib
import io
import json
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

ROLES = ("content", "cue", "source")
CONFIG = """<View>
  <Labels name="label" toName="text">
    <Label value="content"/><Label value="cue"/><Label value="source"/>
  </Labels>
  <Text name="text" value="$text"/>
</View>"""


def library(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        print(name, "is not installed: not tried", file=sys.stderr)
        return None


def done(name, n):
    """Say what was done, where it always is (the golden file has those lines)."""
    print(name, n)


class Run:
    def __init__(self, quoth, pack, files, folder):
        self.command = [quoth, "run", pack, *files]
        self.folder = folder

    def text(self, to, *more):
        done = subprocess.run([*self.command, "--to", to, *more], check=True,
                              stdout=subprocess.PIPE)
        return done.stdout.decode("utf-8")

    def path(self, to, name):
        path = self.folder / name
        subprocess.run([*self.command, "--to", to, "-o", path], check=True)
        return path


def utf16(text, start, end):
    return text.encode("utf-16-le", "surrogatepass")[2 * start:2 * end].decode("utf-16-le")


def same(name, got, want):
    assert got == want, (name, [x for x in got if x not in want][:3],
                         [x for x in want if x not in got][:3])
    done(name, len(got))


# ---- JSON in three units; what the others are held against --------------------


def of_json(article, text, unit):
    slices = {
        "bytes": lambda s, e: text.encode()[s:e].decode(),
        "codepoints": lambda s, e: text[s:e],
        "utf16": lambda s, e: utf16(text, s, e),
    }[unit]
    return [(n, role, slices(s, e)) for n, a in enumerate(article["attributions"])
            for role in ROLES for s, e in a[role]]


def reference(run, texts):
    units = {}
    for unit in ("bytes", "codepoints", "utf16"):
        lines = [json.loads(x) for x in run.text("jsonl", "--offsets", unit).splitlines()]
        units[unit] = [of_json(a, t, unit) for a, t in zip(lines, texts)]
        whole = json.loads(run.text("json", "--offsets", unit))
        assert whole["offsets"] == unit and whole["articles"] == lines
    assert units["bytes"] == units["codepoints"] == units["utf16"]
    done("jsonl, json", sum(map(len, units["bytes"])))
    return lines, units["bytes"]


# ---- Others --------------------------------------------------------------------


def by_role(spans):
    return sorted(spans, key=lambda s: (s[0], s[1]))


def check_csv(run, want):
    for to, delimiter in (("csv", ","), ("tsv", "\t")):
        rows = list(csv.DictReader(io.StringIO(run.text(to), newline=""), delimiter=delimiter))
        got = {(r["article"], int(r["number"]), role): r[role] for r in rows for role in ROLES
               if r[role]}
        joined = {}
        for article, spans in want:
            for n, role, text in spans:
                joined.setdefault((article, n, role), []).append(text)
        same(to, sorted(got.items()),
             sorted((k, " … ".join(v)) for k, v in joined.items()))


def check_prodigy(run, want, texts):
    lines = [json.loads(x) for x in run.text("prodigy").splitlines()]
    got = []
    for line, text in zip(lines, texts):
        assert line["text"] == text
        for token in line["tokens"]:
            assert text[token["start"]:token["end"]] == token["text"]
        for span in line["spans"]:
            tokens = line["tokens"][span["token_start"]:span["token_end"] + 1]
            assert (tokens[0]["start"], tokens[-1]["end"]) == (span["start"], span["end"])
        got.append([(s["attribution"], s["label"].lower(), text[s["start"]:s["end"]])
                    for s in line["spans"]])
        for relation in line["relations"]:
            assert relation["head_span"]["label"] == "CONTENT"
            assert relation["child_span"]["label"] == relation["label"]
    same("prodigy", list(map(by_role, got)), list(map(by_role, want)))
    spacy = library("spacy")
    if not spacy:
        return
    nlp, got = spacy.blank("en"), []
    for line in lines:
        words = [t["text"] for t in line["tokens"]]
        doc = spacy.tokens.Doc(nlp.vocab, words=words)
        plain = nlp.make_doc(line["text"])
        doc.spans["sc"] = [spacy.tokens.Span(doc, s["token_start"], s["token_end"] + 1, s["label"])
                           for s in line["spans"]]
        # By characters, too, where spaCy's own tokens have the same edges.
        for s in line["spans"]:
            span = plain.char_span(s["start"], s["end"], label=s["label"])
            assert span is None or span.text == line["text"][s["start"]:s["end"]]
        got.append([[t.text for t in span] for span in doc.spans["sc"]])
    for line, spans in zip(lines, got):
        for s, words in zip(line["spans"], spans):
            assert "".join(words) == re.sub(r"\s", "", line["text"][s["start"]:s["end"]])
    print("read by spaCy", spacy.__version__, file=sys.stderr)


def check_label_studio(run, want, texts):
    tasks = json.loads(run.text("label-studio"))
    got = []
    for task, text in zip(tasks, texts):
        assert task["data"]["text"] == text
        result = task["predictions"][0]["result"]
        ids = {r["id"] for r in result if r["type"] == "labels"}
        assert len(ids) == sum(r["type"] == "labels" for r in result)
        spans = []
        for r in result:
            if r["type"] == "relation":
                assert {r["from_id"], r["to_id"]} <= ids
                continue
            value = r["value"]
            assert text[value["start"]:value["end"]] == value["text"]
            spans.append((int(r["id"].split("-")[0]), value["labels"][0], value["text"]))
        got.append(spans)
    same("label-studio", list(map(by_role, got)), list(map(by_role, want)))
    if not library("label_studio_sdk"):
        return
    from label_studio_sdk.converter import Converter
    from label_studio_sdk.label_interface import LabelInterface
    interface = LabelInterface(CONFIG)
    assert all(interface.validate_prediction(p) for t in tasks for p in t["predictions"])
    for i, task in enumerate(tasks):
        task["id"] = i
        task["annotations"] = [{"id": i, "result": p["result"]} for p in task.pop("predictions")]
    path = run.folder / "tasks.json"
    path.write_text(json.dumps(tasks))
    Converter(CONFIG, str(run.folder)).convert_to_conll2003(str(path), str(run.folder / "ls"),
                                                            is_dir=False)
    found = (run.folder / "ls" / "result.conll").read_text().count(" B-")
    assert found == sum(map(len, want)), found
    print("read by label-studio-sdk", file=sys.stderr)


def check_webanno(run, want, ids, texts):
    for unit in ("codepoints", "utf16"):
        page = json.loads(run.text("webanno", "--offsets", unit))
        assert page["type"] == "AnnotationPage"
        places = {a["id"]: a for a in page["items"]}
        assert len(places) == len(page["items"])
        got, at = {}, {}
        for a in page["items"]:
            if a["motivation"] != "tagging":
                assert all(t in places for t in a["target"])
                continue
            key, number = a["id"].rsplit("#", 1)
            selector, quote = a["target"]["selector"]
            text = texts[ids.index(key)]
            start, end = selector["start"], selector["end"]
            piece = text[start:end] if unit == "codepoints" else utf16(text, start, end)
            assert piece == quote["exact"]
            assert quote["prefix"] + piece + quote["suffix"] in text
            got.setdefault(key, []).append((int(number.split("-")[0]), a["body"]["value"], piece))
            at[a["id"]] = (text, start, end, quote)
        spans = [by_role(got.get(i, [])) for i in ids]
        same("webanno " + unit, spans, list(map(by_role, want)))
        anchorpoint = library("anchorpoint") if unit == "codepoints" else None
        for text, start, end, quote in at.values() if anchorpoint else []:
            position = anchorpoint.TextPositionSelector(start=start, end=end)
            assert text[position.start:position.end] == quote["exact"]
            found = anchorpoint.TextQuoteSelector(**{k: quote[k] for k in (
                "exact", "prefix", "suffix")}).as_position(text)
            assert (found.start, found.end) == (start, end), (found, start, end)


def check_uima(run, want, texts):
    folder = run.path("uima", "uima")
    paths = sorted(folder.glob("*.json"))
    types = xml.etree.ElementTree.parse(folder / "typesystem.xml")
    names = [e.text for e in types.iter() if e.tag.endswith("}name")]
    assert "webanno.custom.Attribution" in names and "Governor" in names
    cassis = library("cassis")
    if cassis:
        with (folder / "typesystem.xml").open("rb") as f:
            loaded = cassis.load_typesystem(f)
        layer = loaded.get_type("webanno.custom.AttributionLink")
        assert layer.get_feature("Governor").rangeType.name == "webanno.custom.Attribution"
    got, read = [], []
    for path, text in zip(paths, texts):
        cas = json.loads(path.read_text())
        structures = {s["%ID"]: s for s in cas["%FEATURE_STRUCTURES"]}
        assert structures[1]["sofaString"] == text
        spans = [s for s in structures.values() if s["%TYPE"] == "webanno.custom.Attribution"]
        got.append([(s["number"], s["role"], utf16(text, s["begin"], s["end"])) for s in spans])
        for s in structures.values():
            if s["%TYPE"] == "webanno.custom.AttributionLink":
                assert structures[s["@Governor"]]["role"] == "content"
                assert structures[s["@Dependent"]]["role"] == s["role"]
        if cassis:
            with path.open("rb") as f:
                loaded = cassis.load_cas_from_json(f)
            assert loaded.sofa_string == text
            read.append([(a.number, a.role, a.get_covered_text())
                         for a in loaded.select("webanno.custom.Attribution")])
            for link in loaded.select("webanno.custom.AttributionLink"):
                assert link.Dependent.get_covered_text() == link.get_covered_text()
    same("uima", list(map(by_role, got)), list(map(by_role, want)))
    if cassis:
        assert list(map(sorted, read)) == list(map(sorted, want))
        print("read by dkpro-cassis", file=sys.stderr)


def lines_of(spans):
    """As brat shows them: each line a fragment, parts of one role together."""
    joined = {}
    for n, role, text in spans:
        parts = [p.strip(" ") for p in re.split(r"[\r\n]+", text)]
        joined.setdefault((n, role), []).extend(p for p in parts if p)
    return sorted(" ".join(p) + "/" + role for (n, role), p in joined.items())


def check_brat(run, want, texts):
    folder = run.path("brat", "brat")
    peek = library("peek")
    got = []
    for path, text in zip(sorted(folder.glob("*.ann")), texts):
        with path.with_suffix(".txt").open(newline="") as f:
            assert f.read() == text
        spans, ids = [], set()
        for line in path.read_text().splitlines():
            ident, middle, *rest = line.split("\t")
            if not ident.startswith("T"):
                assert set(re.findall(r"\bT\d+", middle)) <= ids, line
                continue
            ids.add(ident)
            role, _, offsets = middle.partition(" ")
            pieces = [text[int(s):int(e)] for s, e in
                      (o.split(" ") for o in offsets.split(";"))]
            assert " ".join(pieces) == rest[0].replace("\x00", " "), line
            spans.append(" ".join(pieces) + "/" + role.lower())
        got.append(sorted(spans))
        if peek:
            read = peek.AnnDocument(str(path)).anns
            few = [s for s in read["entities"] if len(s.span) <= 2]  # it reads no more
            assert len(read["entities"]) == len(few)
            for entity in few:
                assert " ".join(text[s:e] for s, e in entity.span) == entity.text
            assert len(read["notes"]) == len({s.rsplit("/")[0] for s in spans
                                              if s.endswith("/content")}) or not spans
    same("brat", got, list(map(lines_of, want)))
    assert "[entities]\n" in (folder / "annotation.conf").read_text()
    if peek:
        print("read by brat-peek", file=sys.stderr)


def check_conllu(run, want, ids, texts):
    document = run.text("conllu")
    got, current, seen = {}, None, set()
    for line in document.splitlines():
        if line.startswith("# newdoc id = "):
            current = line[len("# newdoc id = "):]
            text = texts[ids.index(current)]
        elif line and line[0] != "#":
            fields = line.split("\t")
            assert len(fields) == 10, line
            misc = dict(x.split("=") for x in fields[9].split("|"))
            start, end = map(int, misc["TokenRange"].split(":"))
            assert text[start:end] == fields[1] or "\0" in text[start:end]
            for role in ROLES:
                for mark in misc.get(role.capitalize(), "").split(","):
                    if mark.startswith("B"):
                        got.setdefault((current, int(mark[2:]), role), []).append([start, end])
                    elif mark:
                        got[current, int(mark[2:]), role][-1][1] = end
            seen.add(current)
    spans = [sorted((n, role, texts[ids.index(a)][s:e]) for (a, n, role), places in got.items()
                    if a == i for s, e in places) for i in ids]
    same("conllu", spans, list(map(sorted, want)))
    conllu = library("conllu")
    if not conllu:
        return
    sentences = conllu.parse(document)
    for sentence in sentences:
        words = "".join(t["form"] + ("" if (t["misc"] or {}).get("SpaceAfter") == "No" else " ")
                        for t in sentence)
        assert words.strip() == sentence.metadata["text"], sentence.metadata
    print("read by conllu", file=sys.stderr)


def check_sqlite(run, want, ids, texts):
    path = run.path("sqlite", "out.db")
    db = sqlite3.connect(path)
    got = {i: [] for i in ids}
    for name, number, role, text, place, whole in db.execute(
            'SELECT a.name, t.number, s.role, s.text, substr(a.text, s.start + 1, s."end" - s.start), '
            "a.text FROM spans s JOIN attributions t ON t.id = s.attribution "
            "JOIN articles a ON a.id = t.article ORDER BY s.rowid"):
        assert place == text and whole == texts[ids.index(name)]
        got[name].append((number, role, text))
    same("sqlite", [by_role(got[i]) for i in ids], list(map(by_role, want)))
    for speaker, said in db.execute("SELECT speaker, said FROM speakers").fetchall():
        view = '"said by ' + speaker.replace('"', '""') + '"'
        n, = db.execute("SELECT count(*) FROM " + view).fetchone()
        assert n == said, (speaker, n, said)
    found = db.execute("SELECT content FROM search WHERE search MATCH 'cafe'").fetchall()
    assert len(found) == 1, found
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def check_malformed(run):
    """Bytes that are not UTF-8 are one U+FFFD each, and shift nothing."""
    for line in map(json.loads, run.text("prodigy").splitlines()):
        assert "\ufffd" in line["text"]
        for token in line["tokens"]:
            assert line["text"][token["start"]:token["end"]] == token["text"], token
    folder = run.path("uima", "malformed")
    for path in folder.glob("*.json"):
        structures = json.loads(path.read_text())["%FEATURE_STRUCTURES"]
        text = structures[0]["sofaString"]
        covered = [utf16(text, s["begin"], s["end"]) for s in structures
                   if s["%TYPE"].endswith("Token")]
        assert "".join(covered) == re.sub(r"\s", "", text), covered
    done("malformed", len(covered))


def main(quoth, pack, *files):
    with tempfile.TemporaryDirectory() as folder:
        run = Run(quoth, pack, files[:1], pathlib.Path(folder))
        texts, ids = [], []
        for line in open(files[0], encoding="utf-8"):
            record = json.loads(line)
            texts.append(record["text"])
            ids.append(str(record["id"]))
        lines, want = reference(run, texts)
        assert [str(x["id"]) for x in lines] == ids
        check_csv(run, list(zip(ids, want)))
        check_prodigy(run, want, texts)
        check_label_studio(run, want, texts)
        urns = ["urn:quoth:" + "".join(c if re.match(r"[\w.~/:-]", c, re.A) else
                                       "".join("%%%02X" % b for b in c.encode()) for c in i)
                for i in ids]
        check_webanno(run, want, urns, texts)
        check_uima(run, want, texts)
        check_brat(run, want, texts)
        check_conllu(run, want, ids, texts)
        check_sqlite(run, want, ids, texts)
        check_malformed(Run(quoth, pack, files[1:], run.folder))


if __name__ == "__main__":
    main(*sys.argv[1:])
