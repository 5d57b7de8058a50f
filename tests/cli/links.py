# SPDX-License-Identifier: MIT
"""Follow every link of a folder of pages: links.py FOLDER"""
import pathlib
import re
import sys

pages = {p.name: p.read_text(encoding="utf-8") for p in pathlib.Path(sys.argv[1]).glob("*.html")}
for name, text in pages.items():
    for href in re.findall(r'href="([^"]+)"', text):
        if href.startswith("data:"):
            continue
        page, _, place = href.partition("#")
        target = pages[page or name]
        assert not place or f' id="{place}"' in target, (name, href)
print(len(pages), "pages, every link leads somewhere")
