-- SPDX-License-Identifier: MIT
local quoth = require "quoth"

local function engine(body, options)
  options = options or {}
  options.source = 'local quoth = require "quoth"\nreturn quoth.pack {\n' ..
    'name = "t", lang = "en",\n' .. body .. "}\n"
  options.name = options.name or "t.lua"
  return quoth.engine(options)
end

local SAY = 'lexicons = { say = { "said", { "denied", act = "deny", weight = 2 } } },\n'

local function texts(text, spans)
  local out = {}
  for i, s in ipairs(spans) do out[i] = text:sub(s[1], s[2]) end
  return out
end

describe("an engine", function()
  local TEXT = "“It is över,” Ann Lee said. Bob Ray denied it."
  local e = engine(SAY .. [==[
    rules = {
      { name = "cue", pattern = [=[ source:[caps & word]{2} cue:$say content:"it"? ]=],
        emit = { layer = "attribution", act = { "cue", "act", default = "assert" },
          weight = { "cue", "weight" }, polarity = "+" } },
    }]==])

  it("gives attributions in Lua's positions", function()
    local r = e:run(TEXT, { lang = "en" })
    assert.are.equal(2, #r.attributions)
    local a, b = r.attributions[1], r.attributions[2]
    assert.are.same({ "said" }, texts(TEXT, a.cue))
    assert.are.same({ "Bob Ray" }, texts(TEXT, b.source))
    assert.are.same({ "assert", "deny" }, { a.act, b.act })
    assert.are.same({ nil, 2 }, { a.weight, b.weight })
    assert.are.equal("t/cue", a.rule)
    assert.are.same({ 1, 2 }, { a.sentence, b.sentence })
    assert.are.equal("indirect", b.kind)
    assert.are.same({}, a.content)
  end)

  it("gives every annotation too, quotations included", function()
    local layers = {}
    for _, a in ipairs(e:run(TEXT, { lang = "en" }).annotations) do
      layers[#layers + 1] = a.layer
      assert.is_true(a.first <= a.last)
    end
    assert.are.same({ "quote", "attribution", "attribution" }, layers)
  end)

  it("gives offsets from 0 on request", function()
    local first = TEXT:find("denied", 1, true)
    local function cue(offsets)
      return e:run(TEXT, { lang = "en", offsets = offsets }).attributions[2].cue[1]
    end
    assert.are.same({ first - 1, first + 5 }, cue "bytes")
    local n = utf8.len(TEXT:sub(1, first - 1))
    assert.are.same({ n, n + 6 }, cue "codepoints")
    assert.are.same({ n, n + 6 }, cue "utf16")
    assert.error_matches(function() cue "lines" end, "invalid option")
  end)

  it("runs only for the pack's language", function()
    assert.are.equal(0, #e:run(TEXT, { lang = "de" }).attributions)
  end)

  it("gives the same again and again", function()
    local one = e:run(TEXT, { lang = "en" })
    for _ = 1, 3 do
      e:run("Something else said.", { lang = "en" })
      assert.are.same(one, e:run(TEXT, { lang = "en" }))
    end
  end)

  it("lists its rules", function()
    local rules = e:rules()
    assert.are.equal(1, #rules)
    assert.are.same({ "t", "cue", "attribution", "t.lua", 6 }, {
      rules[1].pack, rules[1].name, rules[1].layer, rules[1].source, rules[1].line })
  end)

  it("suggests names of options", function()
    assert.error_matches(function() quoth.engine { pack = { "x" } } end, "did you mean 'packs'")
    assert.error_matches(function() e:run("x", { ofsets = 1 }) end, "did you mean 'offsets'")
    assert.error_matches(function() e:rum("x") end, "did you mean 'run'")
  end)

  it("says that a pack is not there", function()
    assert.error_matches(
      function() quoth.engine { packs = { "no.such" }, path = { "scripts" } } end,
      "there is no pack 'no.such' in the search path")
    assert.error_matches(function() quoth.engine { packs = { "no/such.lua" } } end,
      "cannot read pack 'no/such.lua': not found")
    assert.error_matches(function() quoth.engine { packs = { "..x" }, path = { "scripts" } } end,
      "'..x' is not a name of a pack")
  end)
end)

describe("functions of a rule", function()
  it("say no with where", function()
    local e = engine([==[ rules = { { name = "r", pattern = [=[ w:[word] ]=],
      where = function(m) return #m:text("w") > 3 end, emit = { layer = "x" } } } ]==])
    local r = e:run("one three two seven")
    assert.are.equal(2, #r.annotations)
  end)

  it("see the match", function()
    local e = engine(SAY .. [==[ rules = { { name = "r",
      pattern = [=[ (a:[caps & word])+ cue:$say (no:"never")? ]=],
      emit = function(m)
        assert(m.rule == "r" and m.first == 2 and m.last == 4)
        assert(m:text() == "Ann Lee denied" and m:text("a") == "Ann Lee")
        assert(m:text("no") == nil and not m:has("no") and #m:spans("no") == 0)
        assert(m:has("cue") and #m:spans("a") == 2)
        assert(m:feature("cue", "act") == "deny" and m:feature("cue", "weight") == 2)
        assert(m:feature("cue", "none") == nil and m:feature("no", "act") == nil)
        local names = table.concat(m:captures(), " ")
        assert(names == "a cue no", names)
        assert(m.doc.text:sub(m:span("cue")) == "denied")
        assert(m.doc:norm(m.last) == "denied")
        local ok, why = pcall(m.text, m, "cuw")
        assert(not ok and why:find("did you mean 'cue'", 1, true), why)
        return { layer = "seen", a = m:spans("a"), flag = true }
      end } } ]==])
    local r = e:run("then Ann Lee denied it.", { lang = "en" })
    assert.are.equal(1, #r.annotations)
    assert.are.same({ flag = true }, r.annotations[1].features)
    assert.are.same({ { 6, 8 }, { 10, 12 } }, r.annotations[1].parts.a)
  end)

  it("make nothing, one annotation or several", function()
    local e = engine([==[ rules = { { name = "r", pattern = [=[ w:[word] ]=],
      emit = function(m)
        local w = m:text("w")
        if w == "no" then return nil end
        if w == "one" then return { layer = "x", word = w } end
        if w == "none" then return {} end
        return { { layer = "x", part = m:spans("w") },
          { layer = "y", span = { m:span() }, n = 1.5 } }
      end } } ]==])
    local r = e:run("no one two none")
    assert.are.equal(3, #r.annotations)
    assert.are.same({ "x", "x", "y" },
      { r.annotations[1].layer, r.annotations[2].layer, r.annotations[3].layer })
    assert.are.same({ word = "one" }, r.annotations[1].features)
    assert.are.same({ part = { { 8, 10 } } }, r.annotations[2].parts)
    assert.are.same({ n = 1.5 }, r.annotations[3].features)
  end)

  it("work on annotations in resolve", function()
    local e = engine(SAY .. [==[ rules = { { name = "r",
      pattern = [=[ source:[caps & word] cue:$say ]=],
      emit = { layer = "attribution" } } },
      resolve = function(doc)
        local list = doc:annotations("attribution")
        assert(#list == 2)
        local a, b = list[1], list[2]
        assert(a == doc:annotations("attribution")[1] and a ~= b)
        assert(a.layer == "attribution" and a.rule == "t/r" and a:text() == "Ann said")
        assert(doc.text:sub(a.first, a.last) == a:text())
        assert(a:part_text("source") == "Ann" and a:part_text("none") == nil)
        assert(table.concat(a:roles(), " ") == "source cue", table.concat(a:roles(), " "))
        a:set("speaker", "Ann Lee")
        a:set("n", 3)
        a:set("n", nil)
        assert(a:get("speaker") == "Ann Lee" and a:get("n") == nil)
        assert(a.features.speaker == "Ann Lee")
        a:set_parts("content", { { 1, 3 }, { 5, 8 } })
        a:set_parts("cue", nil)
        b:remove()
        assert(not pcall(b.text, b))
        local made = doc:annotate { layer = "note", span = { 1, 3 }, kind = "x" }
        assert(made.layer == "note" and made:text() == "Ann" and made.rule == nil)
        assert(#doc:overlapping("attribution", 1, 1) == 1)
        assert(#doc:overlapping(nil, 1, 3) == 2)
        assert(#doc:overlapping("attribution", #doc.text, #doc.text) == 0)
        local first, last = doc:overlap("attribution", 7, 7)
        assert(first == 1 and last == 8)
        assert(select("#", doc:overlap("attribution", 9, 9)) == 0)
        a:set("odd", true)
        a:set("even", 2)
        local rows = doc:rows("attribution", { "content", "source" }, { "speaker", "even", "no" })
        assert(#rows == 1 and rows[1].a == a and rows[1].id == a.id
          and rows[1].rule == "t/r" and doc:rows("note")[1].rule == nil)
        assert(rows[1].first == 1 and rows[1].last == 8 and rows[1].speaker == "Ann Lee")
        assert(#rows[1].content == 2 and rows[1].content[2][1] == 5 and rows[1].content[2][2] == 8)
        assert(#rows[1].source == 1 and rows[1].cue == nil)
        assert(rows[1].even == 2 and rows[1].odd == nil and rows[1].no == nil)
        a:unset("odd", "even", "no")
        assert(a:get "odd" == nil and a:get "even" == nil and a:get "speaker" == "Ann Lee")
        assert(not pcall(b.unset, b, "x"))
        assert(#doc:rows "none" == 0 and doc:rows("note")[1].last == 3)
        assert(not pcall(doc.rows, doc, "note", "cue") and not pcall(doc.rows, doc, "note", { {} }))
        local n = 0
        for x in doc:each() do n = n + 1; assert(x.id >= 0) end
        assert(n == 2)
      end ]==])
    local r = e:run("Ann said yes. Bob denied it.", { lang = "en" })
    assert.are.equal(1, #r.attributions)
    assert.are.equal("Ann Lee", r.attributions[1].speaker)
    assert.are.same({ { 1, 3 }, { 5, 8 } }, r.attributions[1].content)
    assert.is_nil(r.attributions[1].cue)
  end)

  it("are told what an annotation must be", function()
    local function failing(code, pattern)
      local e = engine("rules = { { name = 'r', pattern = [=[ w:[word] ]=], emit = function(m) " ..
        code .. " end } }")
      local ok, why = pcall(e.run, e, "word")
      assert.is_false(ok, code)
      assert.truthy(why:find(pattern), why)
      assert.truthy(why:find("emit of t/r", 1, true), why)
      assert.truthy(why:find("t.lua:4:", 1, true) or why:find("^emit"), why)
    end
    failing("return { x = 1 }", "needs a layer")
    failing("return 5", "not a number")
    failing("return { layer = 'x', w = { 0, 1 } }", "is not a span of the text")
    failing("return { layer = 'x', w = { 3, 2 } }", "is not a span of the text")
    failing("return { layer = 'x', w = { 1, 99 } }", "is not a span of the text")
    failing("return { layer = 'x', w = { 1.5, 2 } }", "two integers")
    failing("return { layer = 'x', w = { '1', 2 } }", "list of spans")
    failing("return { layer = 'x', cue = 'word' }", "'cue' is a part")
    failing("return { layer = 'x', f = pairs }", "not a function")
  end)

  it("fail with their place", function()
    local e = engine("rules = { { name = 'r', pattern = [=[ [word] ]=],\n" ..
      "where = function(m)\n  local x = nil\n  return x.y\nend, emit = { layer = 'x' } } }")
    local ok, why = pcall(e.run, e, "word")
    assert.is_false(ok)
    assert.truthy(why:find("^t.lua:7:3: where of t/r: attempt to index a nil value"), why)
    assert.truthy(why:find("\n    return x.y\n    ^", 1, true), why)
    assert.are.equal(0, #e:run("").annotations) -- and it goes on
  end)

  it("cannot use a match, document or annotation later", function()
    local e = engine([==[ rules = { { name = "r", pattern = [=[ [word] ]=],
      where = function(m) KEEP(m, m.doc); return true end, emit = { layer = "x" } } },
      resolve = function(doc) for a in doc:each() do KEEPA(a) end end ]==], {})
    local ok, why = pcall(e.run, e, "word")
    assert.is_false(ok)
    assert.truthy(why:find("global 'KEEP'", 1, true), why)
    e = quoth.engine { source = [==[
      local quoth = require "quoth"
      local kept = {}
      return quoth.pack { name = "t",
        rules = { { name = "r", pattern = [=[ [word] ]=],
          where = function(m)
            if kept.m then
              assert(kept.m == m) -- the one match value
              assert(not pcall(function() return kept.doc.text end))
              assert(not pcall(function() return kept.a:text() end))
            end
            kept.m, kept.doc = m, m.doc
            return true
          end, emit = { layer = "x" } } },
        resolve = function(doc)
          assert(not pcall(kept.m.text, kept.m))
          kept.a = doc:annotations("x")[1]
        end }
    ]==] }
    e:run("word")
    e:run("word")
  end)
end)

describe("several packs", function()
  it("run in order and see each other's annotations", function()
    local dir = os.tmpname()
    os.remove(dir)
    assert(os.execute("mkdir -p " .. dir .. "/a " .. dir .. "/lib " .. dir .. "/lex"))
    local function write(name, text)
      local f = assert(io.open(dir .. "/" .. name, "w"))
      f:write(text)
      f:close()
    end
    write("lex/say.tsv", "entry\tact\n# a comment\nsaid\tassert\ndenied\tdeny\n")
    write("lib/words.lua", "local M = {}\nfunction M.up(s) return s:upper() end\nreturn M\n")
    write("a/one.lua", [==[
      local quoth = require "quoth"
      local words = require "lib.words"
      assert(words == require "lib.words")
      local rows = quoth.tsv("lex/say.tsv")
      assert(#rows == 2 and rows[2].entry == "denied" and rows[2].act == "deny")
      assert(rows[1][1] == "said")
      return quoth.pack { name = "a.one", lexicons = { say = "lex/say.tsv" },
        rules = { { name = "r", pattern = [=[ cue:$say ]=],
          emit = function(m) return { layer = "cue", up = words.up(m:text()) } end } } }]==])
    write("two.lua", [==[
      local quoth = require "quoth"
      return quoth.pack { name = "two", phases = { "p", { name = "q", view = { "cue" } } },
        rules = { { name = "r", phase = "q", pattern = [=[ who:[word] c:<cue> ]=],
          emit = { layer = "x", up = { "c", "up" } } } } }]==])
    local e = quoth.engine { packs = { "a.one", "two" }, path = { "/nowhere", dir } }
    local r = e:run("She denied it")
    assert.are.equal("x", r.annotations[1].layer)
    assert.are.equal("DENIED", r.annotations[1].features.up)
    -- by file name the folder of the file is the root
    e = quoth.engine { packs = { dir .. "/two.lua" } }
    assert.are.equal(0, #e:run("She denied it").annotations)
    os.execute("rm -r " .. dir)
  end)

  it("explains how a rule fares", function()
    local e = quoth.engine { source = [==[
      local quoth = require "quoth"
      return quoth.pack { name = "x", rules = {
        { name = "a", pattern = [=[who:[caps]+ "said"]=], emit = { layer = "l" } },
        { name = "b", priority = 2, pattern = [=[[caps]+ "said"]=], emit = { layer = "l" } },
        { name = "c", regex = "[0-9]" } } }]==] }
    local text = "Ana said no. Bo sang."
    local a, b = e:explain("a", text, { lang = "en" }), e:explain("x/b", text)
    assert.are.same({ verdict = "lost", region = { 1, 12 }, span = { 1, 8 }, winner = 2,
      won = { 1, 8 } }, a[1])
    assert.are.same({ verdict = "stuck", region = { 14, 21 }, span = { 14, 15 }, wanted = 13,
      stood = { 17, 20 }, steps = { { at = 1, span = { 14, 15 } } } }, a[2])
    assert.are.same({ verdict = "fires", region = { 1, 12 }, span = { 1, 8 } }, b[1])
    assert.are.same({ verdict = "stuck", region = { 1, 12 }, wanted = 1, stood = { 1, 12 },
      steps = {} }, e:explain(3, text)[1])
    assert.are.equal("fires", e:explain(3, "a 5")[1].verdict)
    local rules = e:rules()
    assert.are.equal('[caps]+ "said"', rules[2].pattern)
    assert.are.equal("[0-9]", rules[3].regex)
    assert.are.equal("longest", rules[1].control)
    for _, wrong in ipairs { "d", 0, 4 } do
      assert.is_false(pcall(e.explain, e, wrong, text))
    end
    assert.is_false(pcall(e.explain, e, "a", text, { langs = "en" }))
  end)

  it("lists every error", function()
    local errors = quoth.check { name = "w.lua", source = [==[
local quoth = require "quoth"
return quoth.pack { name = "w", lexicons = { say = { "said" } }, rules = {
  { name = "a", pattern = [=[ $sya ]=] },
  { name = "b", pattern = [=[ [caps ]=] } } }]==] }
    assert.are.equal(2, #errors)
    assert.are.same({ source = "w.lua", line = 3, column = 32, message = "unknown lexicon 'sya'",
      hint = "did you mean 'say'?", excerpt = '  { name = "a", pattern = [=[ $sya ]=] },' },
      errors[1])
    assert.are.equal(4, errors[2].line)
    assert.are.same({}, quoth.check { source = "return require 'quoth'.pack { name = 'x' }" })
    local missing = quoth.check { packs = { "none.lua" } }
    assert.are.equal("none.lua", missing[1].message:match("none.lua"))
    assert.are.equal(1, quoth.check({ source = "return {" })[1].line)
    assert.is_false(pcall(quoth.check, { sauce = "" }))
  end)
end)
