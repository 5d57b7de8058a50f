# SPDX-License-Identifier: MIT
"""Read a report as a browser would and print what stands in it: page.py FILE"""
import sys
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "input"}


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open = []
        self.lines = []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if tag == "span" and "data-q" in attrs:
            self.lines.append(f"[{attrs['class']}|{attrs['data-q']}] ")
        elif tag in ("article", "p", "h2", "li", "h3", "section"):
            self.lines.append(f"\n{tag}: ")

    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, (tag, self.open)
        self.open.pop()

    def handle_data(self, data):
        if not {"style", "script"} & set(self.open):
            self.lines.append(data)


page = Page()
with open(sys.argv[1], encoding="utf-8") as f:
    page.feed(f.read())
page.close()
assert page.open == [], page.open
text = "".join(page.lines).encode("utf-8", "backslashreplace").decode()
for line in text.split("\n"):
    if line.strip():
        sys.stdout.buffer.write((" ".join(line.split()) + "\n").encode())
