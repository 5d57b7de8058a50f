// SPDX-License-Identifier: MIT
"use strict";
const assert = require("node:assert/strict");
const test = require("node:test");
const { Engine, tokens, version } = require("..");

const TEXT = "😀 “We open on Friday,” said Mayor Ada Brook. She denied it.";
const engine = new Engine();
const words = (spans) => spans.map((s) => TEXT.slice(...s)).join(" … ");

test("attributions, with offsets of JavaScript strings", () => {
  const { attributions } = engine.run(TEXT);
  const [first, second] = attributions;
  assert.equal(words(first.content), "“We open on Friday,”");
  assert.deepEqual(first.content, [[3, 23]]);
  assert.equal(words(first.cue), "said");
  assert.equal(first.kind, "direct");
  assert.equal(first.speaker, "Ada Brook");
  assert.equal(words(second.source), "She");
  assert.equal(second.act, "deny");
  assert.equal(second.sentence, 1);
  assert.equal(second.features.act, "deny");
});

test("on threads of the pool, the same", async () => {
  const want = engine.run(TEXT);
  const all = await Promise.all(Array.from({ length: 200 }, () => engine.runAsync(TEXT)));
  for (const got of all) assert.deepEqual(got, want);
});

test("an engine outlives its runs", async () => {
  const pending = Array.from({ length: 3 }, () => new Engine().runAsync(TEXT));
  if (global.gc) global.gc();
  for (const { attributions } of await Promise.all(pending)) {
    assert.equal(attributions.length, engine.run(TEXT).attributions.length);
  }
});

test("a pack of one's own", () => {
  const source = `return require "quoth".pack { name = "vows", rules = { {
    name = "vowed", pattern = [=[ source:[title]+ cue:"vowed" content:[word]+ ]=],
    emit = { layer = "attribution", act = "promise", sure = true, weight = 0.5 } } } }`;
  const [a] = new Engine({ source }).run("Ana Reyes vowed to return.").attributions;
  assert.equal(a.rule, "vows/vowed");
  assert.deepEqual(a.features,
    { act: "promise", kind: "indirect", sure: true, weight: 0.5 });
});

test("any string goes through", () => {
  for (const text of ["", "\0", "a\0b", "\ud800 “No,” said Al.", "“".repeat(1000)]) {
    assert.ok(Array.isArray(engine.run(text).attributions));
  }
  assert.deepEqual(engine.run("\ud800 “No,” said Al.").attributions[0].content, [[2, 7]]);
});

test("tokens", () => {
  const list = tokens("😀 Isn’t it?");
  assert.deepEqual(list.map((t) => t.text), ["😀", "Isn’t", "it", "?"]);
  assert.deepEqual(list[1],
    { start: 3, end: 8, text: "Isn’t", norm: "isn't", class: "word" });
});

test("errors are exceptions", async () => {
  assert.throws(() => new Engine({ packs: "nowhere.en" }), /there is no pack 'nowhere.en'/);
  assert.throws(() => new Engine({ source: "return 1" }), Error);
  assert.throws(() => new Engine({ lang: "tlh" }), /no packs for the language/);
  assert.throws(() => engine.run(42), TypeError);
  assert.throws(() => engine.run(TEXT, { lang: null }), TypeError);
  assert.throws(() => new Engine({ packs: [1] }), TypeError);
  await assert.rejects(engine.runAsync(), TypeError);
  const source = `return require "quoth".pack { name = "bad",
    resolve = function() error("on purpose") end }`;
  assert.throws(() => new Engine({ source }).run("x"), /on purpose/);
  await assert.rejects(new Engine({ source }).runAsync("x"), /on purpose/);
});

test("version", () => assert.match(version, /^\d+\.\d+\.\d+$/));
