# SPDX-License-Identifier: MIT
"""Pages and archives for the tests, and whether offsets lead back to them.

web.py make DIR            write pages in many encodings, and archives
web.py check DIR QUOTH PACK  run each; what stands at the offsets is the text
"""
import csv
import gzip
import html
import io
import json
import pathlib
import re
import struct
import subprocess
import sys
import zlib

PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head>%s<title>Harbour &amp; town</title>
<meta property="article:published_time" content="2024-03-02T10:00:00Z">
<link rel="canonical" href="https://example.org/harbour?a=1&amp;b=2">
<style>p { color: red }</style><script>var x = "“No,” said Evil Script.";</script>
</head><body><nav><ul><li>Home<li>News</ul></nav>
<h1>Harbour   stays <em>open</em></h1>
<p>&ldquo;%s caf&eacute; is &quot;open&quot;,&rdquo; said <b>Ana</b>
   <i>Reyes</i>.<br>Next line &lt;here&gt; &#x1F600; &nbsp;x</p>
<p hidden>“Hidden,” said Bo Lind.</p>
<div style="display:none">“Hidden,” said Bo Lind.</div>
<table><tr><td>one<td>two</table>
<pre>
a  b
 c</pre>
<p>Ole Brandt denied <a href="x">that</a> the boat had <!-- “no” --> sunk near %s<wbr>.
</body></html>
"""

# encoding, what it says of itself, words that it can hold
PAGES = {
    "utf-8": ("utf-8", "", "The 🦀", "横浜港 אבג e\u0301"),
    "utf-8-mark": ("utf-8-sig", "", "The 🦀", "横浜港 אבג"),
    "windows-1252": ("cp1252", "", "Das Öl", "Århus – ça"),
    "latin1": ("cp1252", '<meta charset="iso-8859-1">', "Das Öl", "Århus – ça"),
    "windows-1251": ("cp1251", "<meta http-equiv='Content-Type' "
                     "content='text/html; charset=windows-1251'>", "Дом", "Керчь"),
    "shift-jis": ("cp932", '<meta charset="shift_jis">', "あの", "横浜港"),
    "utf-16": ("utf-16", "", "The 🦀", "横浜港 אבג"),
}


def page_bytes(name):
    encoding, meta, first, second = PAGES[name]
    page = PAGE % (meta, first, second)
    return page.encode(encoding, "xmlcharrefreplace")


def record(kind, uri, content_type, block, more=()):
    lines = ["WARC/1.1", "WARC-Type: " + kind, "WARC-Target-URI: " + uri,
             "WARC-Date: 2024-03-02T10:00:00Z", "Content-Type: " + content_type,
             "Content-Length: %d" % len(block), *more]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def response(uri, body, headers=("Content-Type: text/html; charset=utf-8",),
             status="200 OK"):
    head = "\r\n".join(["HTTP/1.1 " + status, *headers]).encode()
    return record("response", uri, "application/http; msgtype=response",
                  head + b"\r\n\r\n" + body)


def records():
    utf8 = "text/html; charset=utf-8"
    body = "<title>T</title><p>“Yes,” said Bo Lind.".encode()
    chunks = b"a\r\n" + body[:10] + b"\r\n%X;x=y\r\n" % (len(body) - 10) + body[10:] + b"\r\n0\r\n\r\n"
    return [
        record("warcinfo", "x", "application/warc-fields", b"software: none"),
        response("http://a.example/utf-8", page_bytes("utf-8")),
        response("http://a.example/image", b"\x89PNG", ["Content-Type: image/png"]),
        response("http://a.example/lost", body, status="404 Not Found"),
        response("http://a.example/1251", page_bytes("windows-1251"),
                 ["content-type: TEXT/HTML; Charset=\"Windows-1251\""]),
        response("http://a.example/chunks", chunks,
                 ["Content-Type: " + utf8, "Transfer-Encoding: chunked"]),
        response("http://a.example/packed", gzip.compress(body, mtime=0),
                 ["Content-Type: " + utf8, "Content-Encoding: gzip"]),
        response("http://a.example/brotli", b"\x0b\x02\x80",
                 ["Content-Type: " + utf8, "Content-Encoding: br"]),
        response("http://a.example/deflate", zlib.compress(body),
                 ["Content-Type: " + utf8, "Content-Encoding: deflate"]),
        response("http://a.example/unpacked", body,
                 ["Content-Type: " + utf8, "Content-Encoding: br"]),
        record("resource", "http://a.example/resource", "text/html", body),
        record("conversion", "http://a.example/text", "text/plain",
               "“Hm,” said Cy Lee.".encode()),
        record("metadata", "http://a.example/text", "text/plain", b"no"),
    ]


def zstd(data, dictionary):
    return subprocess.run(["zstd", "-qc", "-D", dictionary], input=data,
                          stdout=subprocess.PIPE, check=True).stdout


def make(folder):
    for name in PAGES:
        (folder / (name + ".html")).write_bytes(page_bytes(name))
    parts = records()
    (folder / "plain.warc").write_bytes(b"".join(parts))
    (folder / "members.warc.gz").write_bytes(
        b"".join(gzip.compress(p, mtime=0) for p in parts))
    (folder / "whole.warc.gz").write_bytes(gzip.compress(b"".join(parts), mtime=0))
    broken = list(parts)
    broken.insert(3, b"rubbish\r\nmore of it\r\n\r\n")
    broken.insert(5, b"WARC/1.1\r\nWARC-Type: response\r\n\r\n")
    (folder / "broken.warc").write_bytes(b"".join(broken)[:-5])
    try:
        raw = b"".join(parts)[:3000]
        (folder / "dictionary").write_bytes(raw)
        packed = subprocess.run(["zstd", "-qc"], input=raw, check=True,
                                stdout=subprocess.PIPE).stdout
        frames = b"".join(zstd(p, folder / "dictionary") for p in parts)
        for name, d in (("raw", raw), ("packed", packed)):
            (folder / (name + ".warc.zst")).write_bytes(
                struct.pack("<II", 0x184D2A5D, len(d)) + d + frames)
    except FileNotFoundError:
        print("web.py: zstd is not installed; no .warc.zst was made", file=sys.stderr)


def plain(piece):
    """Text of a piece of a page: no tags, no references, one space between words."""
    piece = re.sub(r"<!--.*?-->", "", piece, flags=re.S)
    piece = re.sub(r"<(br|p|td|li)\b[^>]*>", " ", piece)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", piece)).split())


def run(quoth, pack, *arguments):
    return subprocess.run([quoth, "run", pack, *arguments], check=True,
                          stdout=subprocess.PIPE).stdout.decode()


def check(folder, quoth, pack):
    for name, (encoding, _, first, second) in PAGES.items():
        path = folder / (name + ".html")
        data = path.read_bytes()
        line = json.loads(run(quoth, pack, "--jsonl", "--offsets", "source", path))
        rows = list(csv.DictReader(io.StringIO(run(quoth, pack, "--to", "csv", path))))
        assert line["origin"]["title"] == "Harbour & town", line
        assert line["origin"]["uri"] == "https://example.org/harbour?a=1&b=2"
        assert len(rows) == 2 and rows[0]["content"].startswith("“" + first), rows
        assert rows[1]["content"].endswith(second), rows
        decode = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(encoding, encoding)
        for row, found in zip(rows, line["attributions"]):
            for role in ("content", "cue", "source"):
                (start, end), = found[role]
                at = plain(data[start:end].decode(decode))
                assert at == row[role].replace("\xa0", " "), (name, role, at, row[role])
        print(name, len(rows), "attributions are where they are said to be")
    check_offsets(folder, quoth, pack)


def check_offsets(folder, quoth, pack):
    """The offsets of records are those that warcio tells."""
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError:
        print("warcio is not installed: not tried", file=sys.stderr)
        return
    for name in ("plain.warc", "members.warc.gz"):
        want = {}
        with (folder / name).open("rb") as f:
            records = ArchiveIterator(f)
            for r in records:
                r.raw_stream.read()
                want.setdefault(r.rec_headers.get_header("WARC-Target-URI"),
                                []).append(records.get_record_offset())
        done = subprocess.run([quoth, "run", pack, "--jsonl", folder / name], check=False,
                              capture_output=True)
        got = [json.loads(x) for x in done.stdout.decode().splitlines()]
        assert len(got) == 7
        assert all(a["origin"]["offset"] in want[a["id"]] for a in got)
    print("read by warcio", file=sys.stderr)


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(pathlib.Path(sys.argv[2]))
    else:
        check(pathlib.Path(sys.argv[2]), *sys.argv[3:])
