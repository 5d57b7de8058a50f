-- SPDX-License-Identifier: MIT
-- luacheck: no max line length (what is wrong reads best in one line)
-- A mistake in a pack is an error that shows where, and what was meant.
local quoth = require "quoth"

-- A wrong pack; `^` marks what the caret must stand under (it is taken out).
-- Then what the message and the hint say.
local WRONG = {
  { 'return quoth.pack { name = "t", ^lexicon = {} }', "unknown field 'lexicon' of the pack", "lexicons" },
  { 'return quoth.pack { name = "t", ["^rulez"] = {} }', "unknown field 'rulez'", "rules" },
  { '^return quoth.pack { rules = {} }', "the pack needs a name" },
  { 'return quoth.pack { ^name = 5 }', "'name' of the pack is a string, not a number" },
  { 'return 5', "a pack file returns quoth.pack { ... }, not a number" },
  { 'return quoth.pack { name = "t", rules = {\n  { name = "^a", pattern = "[]" },\n  { name = "b" } } }',
    "rule 'b' needs a pattern or a regex" , nil, "b" },
  { 'return quoth.pack { name = "t", rules = { { name = "a", pattern = "[]", ^regex = "x" } } }',
    "needs a pattern or a regex, not both" },
  { 'return quoth.pack { name = "t", ^rules = { { pattern = "[]" } } }', "a rule needs a name" },
  { 'return quoth.pack { name = "t", rules = { { name = "a", ^patern = "[]" } } }',
    "unknown field 'patern' of rule 'a'", "pattern" },
  { 'return quoth.pack { name = "t", rules = {\n  { name = "a", pattern = "[]" },\n' ..
    '  { name = "b", ^priorty = 1, pattern = "[]" } } }',
    "unknown field 'priorty' of rule 'b'", "priority" },
  { 'return quoth.pack { name = "t", rules = { { name = "a", ^priority = 1.5, pattern = "[]" } } }',
    "'priority' of rule 'a' is an integer, not a number" },
  { 'return quoth.pack { name = "t", rules = { { name = "a", ^where = 1, pattern = "[]" } } }',
    "'where' of rule 'a' is a string or a function, not a number" },
  { 'return quoth.pack { name = "t", rules = { { name = "a", phase = "^x", pattern = "[]" } } }',
    "the pack lists no phase 'x'" },
  { 'return quoth.pack { name = "t", phases = { "p", { name = "q", control = "^longst" } } }',
    "no control mode", "longest" },
  { 'return quoth.pack { name = "t", phases = { { name = "q", ^vew = {} } } }',
    "unknown field 'vew' of a phase", "view" },
  { 'return quoth.pack { name = "t", ^phases = { { view = {} } } }', "a phase needs a name" },
  { 'return quoth.pack { name = "t", rules = { { name = "a", pattern = "[]", ^emit = {} } } }',
    "emit of rule 'a' has no layer" },
  { 'return quoth.pack { name = "t", rules = { { name = "a", pattern = "[]",\n' ..
    '  emit = { layer = "x", ^f = { "c" } } } } }', "feature 'f' is {capture, feature}, two names" },
  { 'return quoth.pack { name = "t", rules = { { name = "a", pattern = "[]",\n' ..
    '  emit = { layer = "x", ^parts = "c" } } } }', "parts is { role = \"capture\" }" },
  { 'return quoth.pack { name = "t", rules = { { name = "a", pattern = "[]",\n' ..
    '  emit = { layer = "x", ^f = function() end } } } }', "use a function as emit" },
  { 'return quoth.pack { name = "t", rules = { { name = "a", pattern = "^[] cue:[]",\n' ..
    '  emit = { layer = "x", parts = { y = "cu" } } } } }', "does not capture", "cue" },
  { 'return quoth.pack { name = "t", rules = { { name = "a", pattern = "[]", ^examples = { {} } } } }',
    "an example of rule 'a' has no text" },
  { 'return quoth.pack { name = "t", lexicons = { ^say = { { act = "x" } } } }',
    "an entry of lexicon 'say' is \"words\" or" },
  { 'return quoth.pack { name = "t", lexicons = { ^say = 5 } }', "'say' of lexicons is a string or a table or a function" },
  { 'return quoth.pack { name = "t", lexicons = { ^say = function() return 5 end } }',
    "lexicon 'say' is a list or the name of a file, not a number" },
  { 'return quoth.pack { name = "t", lexicons = { ^say = function() return { { act = "x" } } end } }',
    "an entry of lexicon 'say' is \"words\" or" },
  { '^return quoth.pack { name = "t", lexicons = { say = "no/such.tsv" } }',
    "file 'no/such.tsv': not found in the search path" },
  { '^return quoth.pack { name = "t", lexicons = { say = "../x.tsv" } }',
    "not a path below the pack's root" },
  { 'return quoth.pack { name = "t", define = { A = { ^patern = "[]" } } }',
    "unknown field 'patern' of a definition", "pattern" },
  -- In patterns.
  { 'return quoth.pack { name = "t", rules = { { name = "a", pattern = [=[ [caps & ^wrd] ]=] } } }',
    "wrd", "word" },
  { 'return quoth.pack { name = "t", rules = { { name = "a",\n  pattern = [=[\n    "x"\n    $^say ]=] } } }',
    "unknown lexicon 'say'" },
  { 'return quoth.pack { name = "t", rules = { { name = "a", pattern = "\\"é\\" $^say" } } }',
    "unknown lexicon 'say'" },
  { "return quoth.pack { name = 't', rules = { { name = 'a', pattern = '\"x\\u{e9}\" \\\n @^NO' } } }",
    "unknown definition 'NO'" },
  { 'return quoth.pack { name = "t", define = { NAME = [=[ [caps] ]=], B = [=[ @^NAM ]=] },\n' ..
    '  rules = { { name = "a", pattern = "@B" } } }', "unknown definition 'NAM'", "NAME" },
  { 'return quoth.pack { name = "t", rules = {\n  { name = "a", pattern = [=[ [word] ]=] },\n' ..
    '  { name = "b", pattern = [=[ ( [word] ^]=] } } }', nil },
  { 'return quoth.pack { name = "t", rules = { { name = "a", regex = [=[a(?<x>b^]=] } } }', nil },
  { 'local function p(x) return x end\nlocal same = [=[ [word] $^no ]=]\nreturn quoth.pack { name = "t",\n' ..
    '  rules = { { name = "a", pattern = p(same) } } }', "unknown lexicon 'no'" },
  { 'local re = quoth.re("a^(b")\nreturn quoth.pack { name = "t" }', nil },
  -- In Lua.
  { 'return quoth.pack { name = "t",\n  ^rules = = {} }', "unexpected symbol near '='" },
  { 'local x\n^local y = x.y\nreturn quoth.pack { name = "t" }', "attempt to index a nil value" },
  { '^require "no.such"', "module 'no.such' not found in the search path" },
  { '^error("own words")', "own words" },
  { '^error({})', "error raised with a table value" },
  { '^quoth.pakc {}', "attempt to call a nil value" },
}

-- Drop the mark; give line and column where it stood.
local function unmark(code)
  local source = 'local quoth = require "quoth"\n' .. code
  local at = source:find("^", 1, true)
  if not at then return source end
  local before = source:sub(1, at - 1)
  local _, line = before:gsub("\n", "")
  return before .. source:sub(at + 1), line + 1, utf8.len(before:match("[^\n]*$")) + 1
end

describe("a wrong pack", function()
  for i, wrong in ipairs(WRONG) do
    local code, message, hint, instead = table.unpack(wrong, 1, 4)
    it(("%d: %s"):format(i, message or code), function()
      local source, line, column = unmark(code)
      local ok, why = pcall(quoth.engine, { source = source, name = "p.lua" })
      assert.is_false(ok, "no error: " .. source)
      if message then assert.truthy(why:find(message, 1, true), why) end
      if hint then assert.truthy(why:find("hint: did you mean '" .. hint .. "'", 1, true), why) end
      if line and not instead then
        local place = ("p.lua:%d:%d:"):format(line, column)
        if not why:find("^p%.lua") and message then return end -- no place is known
        -- What is missing at the end may be shown where it should begin.
        if message then assert.truthy(why:find(place, 1, true), place .. "\n" .. why) end
        local text = {}
        for l in (source .. "\n"):gmatch("(.-)\n") do text[#text + 1] = l end
        assert.truthy(why:find("\n  " .. text[line], 1, true), why)
      end
    end)
  end

  it("is told from one of the same name", function()
    local dir = os.tmpname()
    os.remove(dir)
    assert(os.execute("mkdir " .. dir))
    for _, name in ipairs { "a", "b" } do
      local f = assert(io.open(dir .. "/" .. name .. ".lua", "w"))
      f:write('return require("quoth").pack { name = "same" }')
      f:close()
    end
    assert.error_matches(function() quoth.engine { packs = { "a", "b" }, path = { dir } } end,
      "pack 'same' is loaded twice")
    os.execute("rm -r " .. dir)
  end)
end)

describe("a lexicon made by a function", function()
  it("is made once, whatever packs list it", function()
    local dir = os.tmpname()
    os.remove(dir)
    assert(os.execute("mkdir " .. dir))
    local function write(name, text)
      local f = assert(io.open(dir .. "/" .. name, "w"))
      f:write(text)
      f:close()
    end
    write("verbs.lua", [==[
      local calls = 0
      return { list = function()
        calls = calls + 1
        return { { "sings", act = "call" .. calls } }
      end }]==])
    for _, name in ipairs { "one", "two" } do
      write(name .. ".lua", [==[
        local quoth = require "quoth"
        return quoth.pack { name = "]==] .. name .. [==[", lexicons = { verb = require "verbs".list },
          rules = { { name = "r", pattern = [=[ v:$verb ]=],
            emit = { layer = "]==] .. name .. [==[", act = { "v", "act" } } } } }]==])
    end
    local e = quoth.engine { packs = { "one", "two" }, path = { dir } }
    os.execute("rm -r " .. dir)
    local acts = {}
    for _, a in ipairs(e:run("She sings.").annotations) do
      acts[#acts + 1] = a.layer .. " " .. a.features.act
    end
    table.sort(acts)
    assert.are.same({ "one call1", "two call1" }, acts)
  end)
end)

describe("examples in rules", function()
  local e = quoth.engine { name = "ex.lua", source = [==[
local quoth = require "quoth"
return quoth.pack { name = "ex", lang = "en", lexicons = { say = { { "said", act = "tell" } } },
  rules = { { name = "r", pattern = [=[ source:[caps & word] cue:$say content:[word]* ]=],
    emit = { layer = "attribution", act = { "cue", "act" }, sure = true, n = 2 },
    examples = {
      { "Ann said so.", source = "Ann", cue = "said", content = "so", act = "tell" },
      { "Ann said so.", sure = true, n = 2, layer = "attribution", kind = "indirect", not_there = false },
      { "Ann said so. Bob said no.", count = 2 },
      { "nobody spoke", none = true },
      { "nobody spoke", count = 0 },
      { "Ann said so. Bob said no.", source = "Bob", content = "no" },
      { "Ann said so.", source = "Bob" },
      { "Ann said so.", act = "deny" },
      { "Ann said so.", none = true },
      { "Ann said so.", count = 2 },
      { "nobody spoke", source = "Ann" },
      { "Ann said so.", n = "2" },
      { "Ann said so.", lang = "de", none = true },
      { "Ann said so.", content = { "so", "what" } },
    } } } }]==] }

  it("pass or tell why not", function()
    local failed, list = e:test()
    local why = {}
    for i, x in ipairs(list) do
      assert.are.equal("ex", x.pack)
      assert.are.equal("r", x.rule)
      assert.are.equal("ex.lua", x.source)
      why[i] = x.passed and "ok" or x.why
    end
    assert.are.same({ "ok", "ok", "ok", "ok", "ok", "ok",
      'expected source "Bob", got "Ann"', 'expected act "deny", got "tell"',
      'expected nothing, got attribution "Ann said so"', "expected count 2, got 1",
      "the rule made nothing", 'expected n "2", got 2', "ok",
      'expected content "so" + "what", got "so"' }, why)
    assert.are.equal(7, failed)
    assert.are.equal(8, list[3].line)
  end)

  it("fail when a function fails", function()
    local f = quoth.engine { source = [==[
      local quoth = require "quoth"
      return quoth.pack { name = "f", rules = { { name = "r", pattern = "[]",
        where = function() error("no good") end, examples = { { "word", none = true } } } } }]==] }
    local failed, list = f:test()
    assert.are.equal(1, failed)
    assert.truthy(list[1].why:find("no good", 1, true))
  end)
end)
