-- SPDX-License-Identifier: MIT
local quoth = require "quoth"

local TEXT = "Marta Lindqvist denied that the harbour was closed. " ..
             "Tom Baker was denied a visa."

local PATTERN = [[ (?<! [pos="PROPN"]) source:[pos="PROPN"]+ [pos="AUX"]? cue:[lemma="deny"] ]]

local function engine(where, emit, head)
  return quoth.engine {
    path = { "scripts" }, name = "t.lua",
    source = ([==[
local quoth = require "quoth"
return quoth.pack { name = "t", %s rules = {
  { name = "r", pattern = [=[ %s ]=],
    where = [=[%s]=],
    emit = %s } } }]==]):format(head or 'lang = "en",', PATTERN, where,
      emit or [[{ layer = "x" }]]),
  }
end

-- Texts of the parts with a role of the annotations made.
local function parts(where, role, emit)
  local out = {}
  for _, a in ipairs(engine(where, emit):run(TEXT, { lang = "en" }).annotations) do
    if a.layer == "x" then
      for _, span in ipairs(a.parts[role] or {}) do
        out[#out + 1] = TEXT:sub(span[1], span[2])
      end
    end
  end
  return out
end

local function sources(where) return parts(where, "source") end

local ACTIVE, PASSIVE = "Marta Lindqvist", "Tom Baker"

describe("where, as a string,", function()
  it("compares the path between captures", function()
    assert.are.same({ ACTIVE }, sources('dep(cue, source) == "nsubj"'))
    assert.are.same({ PASSIVE }, sources('dep(cue, source) = "nsubj:pass"'))
    assert.are.same({ ACTIVE }, sources('dep(cue, source) != "nsubj:pass"'))
    assert.are.same({ ACTIVE, PASSIVE }, sources("dep(cue, source) == /nsubj.*/"))
    assert.are.same({}, sources("dep(cue, source) == /subj/"))
    assert.are.same({ ACTIVE }, sources('dep(source, cue) == "<nsubj"'))
    assert.are.same({ ACTIVE, PASSIVE }, sources("dep(cue, source)"))
  end)

  it("compares layers of a capture", function()
    assert.are.same({ ACTIVE }, sources('tag(cue) == "VBD"'))
    assert.are.same({ PASSIVE }, sources('tag(cue) == "VBN"'))
    assert.are.same({}, sources('pos(source) != "PROPN"'))
    assert.are.same({ ACTIVE, PASSIVE }, sources('lemma(cue) == "deny" & dep(cue) == "root"'))
  end)

  it("asks for what lies in a subtree", function()
    assert.are.same({ ACTIVE, PASSIVE }, sources("source in subtree(cue)"))
    assert.are.same({}, sources("cue in subtree(source)"))
  end)

  it("knows and, or, not and brackets", function()
    assert.are.same({ PASSIVE }, sources('!dep(cue, source) == "nsubj"'))
    assert.are.same({ ACTIVE, PASSIVE }, sources('tag(cue) == "VBN" | tag(cue) == "VBD"'))
    assert.are.same({ PASSIVE },
      sources('!(tag(cue) == "VBD" | tag(cue) == "VB") & lemma(cue) == "deny"'))
  end)

  it("has a span for the clause of a verb", function()
    assert.are.same(
      { "Marta Lindqvist denied that the harbour was closed.", "Tom Baker was denied a visa." },
      parts("lemma(cue)", "clause",
        [[{ layer = "x", parts = { clause = "subtree(cue)", cue = "cue" } }]]))
  end)

  it("says what is wrong and where", function()
    local function wrong(where, message, emit, head)
      assert.error_matches(function() engine(where, emit, head) end, message)
    end
    wrong('dep(cue, sorce) == "x"',
      "the pattern captures nothing of that name.*did you mean 'source'")
    wrong('dep(cue, sorce) == "x"',
      "\n +where = %[=%[dep%(cue, sorce%).*\n                          %^")
    wrong("dep(cue", "expected '%)'")
    wrong('dep(cue, source) == nsubj', 'expected "text" or /regex/')
    wrong('dep(cue, source) == "nsubj', "the string has no end")
    wrong("dep(cue, source) == /ns(ubj/", "missing closing parenthesis")
    wrong("lemma(cue) lemma(cue)", "expected '&', '|' or the end")
    wrong("source under cue", "expected 'in subtree%(NAME%)'")
    wrong("", "expected dep%(A, B%)")
    wrong(("("):rep(40) .. "lemma(cue)", "nested too deeply")
    wrong(("lemma(cue) & "):rep(300) .. "lemma(cue)", "too long")
    wrong("lemma(cue)", "emits 'qeu', which its pattern does not capture",
      [[{ layer = "x", parts = { clause = "subtree(qeu)" } }]])
  end)

  it("needs a model, and says so as the pack is loaded", function()
    local function load(lang)
      return function()
        quoth.engine { path = { "scripts" }, name = "t.lua", source = ([==[
          local quoth = require "quoth"
          return quoth.pack { name = "t", %s rules = { { name = "r",
            pattern = [=[ a:"x" b:"y" ]=], where = 'dep(a, b)', emit = { layer = "x" } } } }
        ]==]):format(lang) }
      end
    end
    assert.error_matches(load('lang = "de",'), "where is not available for de: load a model")
    assert.error_matches(load(""), "where needs a model: give the pack a lang")
  end)
end)

describe("where, of annotations,", function()
  local SAID = "Ann said “Bob said no” today. Cid said nothing. “Dan said yes,” Eve said."

  local function found(where, pattern)
    local out = {}
    local e = quoth.engine {
      path = { "scripts" }, name = "t.lua",
      source = ([==[
local quoth = require "quoth"
return quoth.pack { name = "t", phases = { { name = "m", control = "all" } },
  rules = { { name = "r", within = "document", pattern = [=[ %s ]=],
    where = [=[%s]=], emit = { layer = "x" } } } }]==]):format(
        pattern or [[ who:[title] cue:"said" ]], where),
    }
    for _, a in ipairs(e:run(SAID, { lang = "en" }).annotations) do
      if a.layer == "x" then out[#out + 1] = SAID:sub(a.first, a.last) end
    end
    return out
  end

  it("needs no language model", function()
    assert.are.same({ "Bob said", "Dan said" }, found('within(who, "quote")'))
    assert.are.same({ "Ann said", "Cid said", "Eve said" },
      found('!within(cue, "quote")'))
    assert.are.same({}, found('within(match, "nothing")'))
  end)

  it("tells containing from overlapping", function()
    local far = [[ who:[title] []{1,7}? cue:"said" ]]
    assert.are.same({}, found('containing(match, "quote")'))
    assert.are.same({ "Bob said", "Dan said" },
      found('overlapping(match, "quote")'))
    local containing = found('containing(match, "quote")', far)
    local overlapping = found('overlapping(match, "quote")', far)
    assert.is_true(#overlapping > #containing)
  end)

  it("takes the whole match or a capture, joined as others are", function()
    assert.are.same({ "Bob said" },
      found('within(match, "quote") & !(overlapping(who, "x") | '
        .. 'containing(cue, "quote")) & within(cue, "quote")',
        [[ who:"Bob" cue:"said" ]]))
  end)

  it("says what is wrong", function()
    for text, message in pairs {
      ["within(who)"] = "expected ',' and a layer",
      ["within(nobody, \"quote\")"] = "captures nothing of that name",
      ["containing(match, quote)"] = "expected the name of a layer",
    } do
      local ok, why = pcall(found, text)
      assert.is_false(ok)
      assert.is_truthy(tostring(why):find(message, 1, true))
    end
  end)
end)
