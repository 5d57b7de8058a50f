# SPDX-License-Identifier: MIT
# quoth lsp, as an editor talks to it. Usage: lsp.py QUOTH FOLDER
import json
import os
import subprocess
import sys

quoth, folder = sys.argv[1:]
PACK = '''local quoth = require "quoth"
return quoth.pack { name = "ed", lang = "en",
  lexicons = { say = { "said", "told" }, far = "far.tsv" },
  define = { NAME = [=[ [caps & word]{1,3}+ ]=] },
  rules = {
    { name = "s", pattern = [=[ source:@NAME cue:$say [lower] "é𝕏" $far ]=], emit = { layer = "w" },
      examples = { { "Ana said nothing.", count = 1 } } },
  } }
'''
with open(os.path.join(folder, "far.tsv"), "w", encoding="utf-8") as f:
    f.write("entry\nfar away\n")
URI = "file://" + os.path.join(folder, "my%20pack.lua")


class Client:
    def __init__(self, encodings):
        self.server = subprocess.Popen([quoth, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                       stderr=subprocess.DEVNULL)
        self.id = 0
        reply = self.ask("initialize", {"capabilities": {"general": {"positionEncodings": encodings}}})
        self.encoding = reply["capabilities"]["positionEncoding"]
        self.tell("initialized", {})

    def write(self, body):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self.server.stdin.flush()

    def read(self):
        length = 0
        while (line := self.server.stdout.readline().strip()):
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        return json.loads(self.server.stdout.read(length))

    def tell(self, method, params):
        self.write({"jsonrpc": "2.0", "method": method, "params": params})

    def ask(self, method, params):
        self.id += 1
        self.write({"jsonrpc": "2.0", "id": self.id, "method": method, "params": params})
        reply = self.read()
        assert reply["id"] == self.id, reply
        return reply["result"] if "result" in reply else reply["error"]

    def diagnostics(self, method, params):
        self.tell(method, params)
        note = self.read()
        assert note["method"] == "textDocument/publishDiagnostics", note
        return note["params"]["diagnostics"]

    def change(self, text):
        return self.diagnostics("textDocument/didChange", {
            "textDocument": {"uri": URI}, "contentChanges": [{"text": text}]})

    def at(self, method, text, needle, plus):
        """The question about the place `plus` behind the start of `needle`."""
        before = text[:text.index(needle) + plus]
        line = before.rsplit("\n", 1)[-1]
        units = len(line.encode("utf-8")) if self.encoding == "utf-8" else len(line.encode("utf-16-le")) // 2
        return self.ask(method, {"textDocument": {"uri": URI},
                                 "position": {"line": before.count("\n"), "character": units}})


def text_of(document, r, encoding):
    line = document.split("\n")[r["start"]["line"]]
    if encoding == "utf-8":
        return line.encode()[r["start"]["character"]:r["end"]["character"]].decode()
    return line.encode("utf-16-le")[2 * r["start"]["character"]:2 * r["end"]["character"]].decode("utf-16-le")


def session(encodings):
    c = Client(encodings)
    opened = c.diagnostics("textDocument/didOpen", {"textDocument": {
        "uri": URI, "languageId": "lua", "version": 1, "text": PACK}})
    assert len(opened) == 1 and opened[0]["severity"] == 2 and "fails" in opened[0]["message"], opened
    assert c.change(PACK) == []
    wrong = PACK.replace("$far", "$fra").replace("source:@NAME", "source:@NMAE")
    errors = c.change(wrong)
    assert [e["message"].split("\n")[0] for e in errors] == ["unknown definition 'NMAE'"], errors
    assert text_of(wrong, errors[0]["range"], c.encoding) == "NMAE", errors
    wrong = PACK.replace("$far", "$fra")
    errors = c.change(wrong)
    assert "did you mean 'far'?" in errors[0]["message"], errors
    assert "fra" in text_of(wrong, errors[0]["range"], c.encoding), errors
    assert len(c.change(PACK.replace("} }\n", "}\n"))) == 1  # Lua itself does not like it

    labels = [i["label"] for i in c.at("textDocument/completion", PACK, "$say", 1)]
    assert labels == ["$far", "$say"], labels  # those of before: the text is wrong now
    assert c.change(PACK) == []
    labels = [i["label"] for i in c.at("textDocument/completion", PACK, "@NAME", 1)]
    assert labels == ["@NAME"], labels
    item = c.at("textDocument/completion", PACK, "$far ", 2)[0]
    assert text_of(PACK, item["textEdit"]["range"], c.encoding) == "$f", item
    assert "lower" in [i["label"] for i in c.at("textDocument/completion", PACK, "lower", 2)]
    assert c.at("textDocument/completion", PACK, "local", 2) == []

    hover = c.at("textDocument/hover", PACK, "$far", 2)
    assert "1 entry: far away" in hover["contents"]["value"], hover
    assert text_of(PACK, hover["range"], c.encoding) == "$far", hover
    assert "[caps & word]" in c.at("textDocument/hover", PACK, "@NAME", 3)["contents"]["value"]
    assert "function quoth.pack" in c.at("textDocument/hover", PACK, "quoth.pack", 7)["contents"]["value"]
    assert c.at("textDocument/hover", PACK, "  lexicons", 0) is None

    target = c.at("textDocument/definition", PACK, "@NAME", 2)
    assert target["uri"] == URI and text_of(PACK, target["range"], c.encoding) == "NAME", target
    target = c.at("textDocument/definition", PACK, "$far", 2)
    assert target["uri"].endswith("far.tsv"), target
    assert c.at("textDocument/definition", PACK, "local", 2) is None

    assert c.change("return 1 -- no pack") == []
    assert c.diagnostics("textDocument/didClose", {"textDocument": {"uri": URI}}) == []
    assert c.ask("workspace/symbol", {})["code"] == -32601
    c.write(b"{oops")
    assert c.read()["error"]["code"] == -32700
    c.write(b"17")
    assert c.read()["error"]["code"] == -32700
    for params in ([], {"textDocument": 5}, {"textDocument": {"uri": URI}, "position": {"line": 99}}):
        c.tell("textDocument/didChange", params)  # said on standard error, and done with
        c.ask("textDocument/hover", params)
    assert c.ask("shutdown", {}) is None
    c.tell("exit", {})
    assert c.server.wait(10) == 0


session(["utf-16"])
session(["utf-8", "utf-16"])
silent = subprocess.run([quoth, "lsp"], input=b"", capture_output=True, check=False)
assert silent.returncode == 1 and silent.stdout == b"", silent
print("ok")
