-- SPDX-License-Identifier: MIT
-- quoth lint: what is legal in a pack, and yet surely not meant.

local quoth = require "quoth"
local packfile = require "tool.packfile"
local pattern = require "tool.pattern"
local ruleset = require "tool.ruleset"
local witness = require "tool.witness"

local tool = ...
local findings = {}

-- ---- Findings -----------------------------------------------------------------------

---@param found {path: string, text: string, byte: integer, says: string, notes: string[]}
local function report(found)
  found.line, found.column, found.excerpt = packfile.place(found.text, found.byte)
  findings[#findings + 1] = found
end

local function byte_of_line(text, line)
  local at = 1
  for _ = 2, line do at = (text:find("\n", at, true) or #text) + 1 end
  return at
end

-- Where byte `at` of a rule's pattern stands in its file.
local function place_in(pack, rule, at)
  local text = rule.pattern or rule.regex
  local start = packfile.find(pack.text, text, rule.line)
  return start and start + at - 1 or byte_of_line(pack.text, rule.line)
end

local function note(format, ...) return (format:format(...):gsub("%s+", " ")) end

-- Functions may name a capture or layer, in this file or one it requires.
local function is_mentioned(pack, name)
  for _, file in ipairs(pack.files) do
    if file.text:find('"' .. name .. '"', 1, true) or file.text:find("'" .. name .. "'", 1, true)
      or file.text:find(":captures%s*%(") then
      return true
    end
  end
end

-- ---- A rule that can never fire, or is always beaten -----------------------------------

local function verdict(w, set, rule)
  local start = rule.pattern:find("%S")
  if #w.lost > 0 then
    local winner, n = set.rules[w.lost[1].winner], 0
    for _, l in ipairs(w.lost) do if l.winner == w.lost[1].winner then n = n + 1 end end
    local lost = w.lost[1]
    local won = lost.text:sub(lost.won[1] - lost.shift, lost.won[2] - lost.shift)
    local says = "rule '%s' is always beaten by '%s/%s'"
    return start, says:format(rule.name, winner.pack, winner.name), {
      note("sentence: %s", lost.text),
      note("there %s/%s takes: %s", winner.pack, winner.name, won),
      note("so in %d of the %d sentences in which it matches; %d were tried", n, #w.lost, w.tried),
    }
  end
  local f = w.furthest
  local node = f and pattern.node_at(rule.pattern, f.wanted)
  -- What a lookaround asks for may be more than the search comes by
  local says = ((node or pattern.node_at(rule.pattern, start)) or {}).kind == "look"
    and "no sentence was found in which rule '%s' fires" or "rule '%s' can never fire"
  if not f then
    return start, says:format(rule.name),
      { note("in none of %d sentences tried its pattern begins to match", w.tried) }
  end
  return f.wanted, says:format(rule.name), {
    note("sentence: %s", f.text),
    note("there it wants %s, but %s", pattern.element_at(rule.pattern, f.wanted),
      f.stood and "there stands " .. f.stood or "the region ends"),
    note("no sentence of %d tried gets further", w.tried),
  }
end

local ENOUGH = 60 -- sentences, to say that a rule never wins
local SOME = 3    -- with fewer nothing is said

-- Lookarounds give no sign of how near they are: find a sentence for the pattern
-- that takes what they ask for along.
local function find_beside(set, rule, scope, options)
  local text, any = pattern.open(rule.pattern)
  local source = any and ruleset.with_pattern(rule, text)
  local engine = source and ruleset.variant(tool, set, rule, source)
  if not engine then return nil end
  local number
  for i, r in ipairs(engine:rules()) do
    if r.pack == rule.pack and r.name == rule.name then number = i end
  end
  local w = witness.search(engine, number, text, scope,
    { lang = options.lang, apart = options.apart, many = ENOUGH })
  local real = w.fires and witness.try(set.engine, rule.number, w.all, options)
  return real and (real.fires or real.refused or #real.lost > 0) and real or nil
end

-- A sentence in which it fires is enough: one of its examples, else one found.
local function find_sentence(set, rule, pack)
  for _, example in ipairs(rule.table.examples or {}) do
    if not example.none then
      local lang = example.lang or pack.table.lang
      local w = witness.try(set.engine, rule.number, { example[1] }, { lang = lang })
      if w.fires then return w end
    end
  end
  local options = { lang = pack.table.lang, apart = rule.apart }
  local scope = ruleset.scope(set, pack)
  local w = witness.search(set.engine, rule.number, rule.pattern, scope, options)
  if w.fires or w.refused or #w.lost > 0 then return w end
  return find_beside(set, rule, scope, options) or w
end

local GIVEN = { quote = true, sentence = true, paragraph = true, document = true }

-- The shortest sentence in which a rule fires: an example may be long.
local function shortest(set, rule, pack)
  if not rule.shortest and rule.sentence then
    local w = witness.search(set.engine, rule.number, rule.pattern, ruleset.scope(set, pack),
      { lang = pack.table.lang, apart = rule.apart })
    local is_shorter = w.fires and #w.fires < #rule.sentence
    rule.shortest = is_shorter and w.fires or rule.sentence
  end
  return rule.shortest
end

-- Layers that a rule asks for, its definitions too, and no rule makes.
local function add_ghosts(set, rule, notes)
  local told, scope = {}, ruleset.scope(set, rule.of)
  local function look_at(layer)
    if not layer or GIVEN[layer] or told[layer] then return end
    told[layer] = true
    for _, r in ipairs(set.rules) do if r.layer == layer then return end end
    notes[#notes + 1] = note("hint: no rule of these packs makes layer '%s'", layer)
  end
  local function visit(text, depth)
    pattern.each(pattern.parse(text), function(node)
      if node.kind == "layer" then look_at(node.name) end
      local define = node.kind == "ref" and depth < 12 and scope.define(node.name)
      if define and not told["@" .. node.name] then
        told["@" .. node.name] = true
        visit(define, depth + 1)
      end
    end)
  end
  visit(rule.pattern, 0)
  look_at(rule.within)
end

local function check_firing(set, rule, pack)
  if not rule.pattern then return end
  local w = find_sentence(set, rule, pack)
  rule.sentence = w.fires
  if w.fires or w.refused or #w.lost > 0 and #w.lost < SOME then return end
  local at, says, notes = verdict(w, set, rule)
  if #w.lost == 0 then add_ghosts(set, rule, notes) end
  report { path = pack.path, text = pack.text, byte = place_in(pack, rule, at), says = says,
    notes = notes }
end

-- ---- A capture that nothing uses -------------------------------------------------------

-- Captures that an emit table names; nil: each capture is a part.
local function used_by_emit(emit)
  local used = { [emit.span or ""] = true }
  for _, value in pairs(emit) do
    if type(value) == "table" and type(value[1]) == "string" then used[value[1]] = true end
  end
  if not emit.parts then return nil end
  for _, capture in pairs(emit.parts) do used[capture] = true end
  return used
end

local function is_used(pack, rule, name)
  local t = rule.table
  local asks = type(t.where) == "function" or type(t.emit) == "function"
  if asks and is_mentioned(pack, name) then return true end
  local condition = type(t.where) == "string" and t.where or ""
  if condition:find("%f[%w_]" .. name .. "%f[^%w_]") then return true end
  if type(t.emit) ~= "table" then return false end
  local used = used_by_emit(t.emit)
  return not used or used[name]
end

local function check_captures(set, rule, pack)
  if not rule.pattern then return end
  local told = {}
  pattern.each(pattern.parse(rule.pattern), function(node)
    if node.kind ~= "capture" or told[node.name] or is_used(pack, rule, node.name) then return end
    told[node.name] = true
    report { path = pack.path, text = pack.text, byte = place_in(pack, rule, node.at),
      says = ("capture '%s' of rule '%s' is never used"):format(node.name, rule.name),
      notes = rule.sentence and { note("sentence: %s", shortest(set, rule, pack)),
        note("the rule fires, and what it makes has no '%s'", node.name) } or {} }
  end)
end

-- ---- A gap without bound ----------------------------------------------------------------

-- [] or only what must not be there: nearly any token.
local function is_gap(node)
  if node.kind ~= "set" then return false end
  for part in (node.text .. "&"):gmatch("%s*([^&]*)&") do
    if part ~= "" and not part:match("^!") then return false end
  end
  return not node.text:find("|", 1, true)
end

local FILLER = ("well "):rep(60)

-- The sentence with very many words more, where the rule still fires.
local function stretched(set, rule, pack)
  local words, engine = {}, set.engine
  for word in (shortest(set, rule, pack) or ""):gmatch("%S+") do words[#words + 1] = word end
  for i = 1, #words do
    local text = table.concat(words, " ", 1, i) .. " " .. FILLER .. table.concat(words, " ", i + 1)
    for _, t in ipairs(engine:explain(rule.number, text, { lang = pack.table.lang })) do
      if t.verdict == "fires" and t.span[2] - t.span[1] > #FILLER then
        return table.concat(words, " ", 1, i) .. " well … well " .. table.concat(words, " ", i + 1)
      end
    end
  end
end

-- Whether nothing is taken from there on: edges and lookarounds take nothing.
local function ends_with(text, at)
  local rest = text:sub(at)
  rest = rest:gsub("%(%?<?[=!].*$", "")
  return rest:match("^[%s$)]*$") ~= nil
end

-- The last element may go on: what is said ends where the sentence does.
local function check_gaps(set, rule, pack)
  if not rule.pattern then return end
  local root = pattern.parse(rule.pattern)
  pattern.each(root, function(node)
    if node.kind ~= "repeat" or node.max ~= math.huge or not is_gap(node.kids[1]) then return end
    if ends_with(rule.pattern, node.stop + 1) then return end
    local sentence = stretched(set, rule, pack)
    if not sentence then return end
    report { path = pack.path, text = pack.text, byte = place_in(pack, rule, node.at),
      says = ("rule '%s': the gap %s has no bound"):format(rule.name,
        rule.pattern:sub(node.at, node.stop)),
      notes = { note("sentence: %s", sentence), "it fires with 60 words in between",
        "hint: say how many, as in []{0,8}" } }
  end)
end

-- ---- Entries of lexicons -------------------------------------------------------------------

-- How an entry stands in text: after a word, or at its end.
local function carrier(entry)
  local glued = entry:match("^['’]%a%a?$") or entry:match("^n['’]t$")
  return "Zqx" .. (glued and "" or " ") .. entry .. " zqx.", glued and 4 or 5
end

-- Each entry in a sentence; bytes of its first and last token, and where entries
-- were matched: last byte by first byte.
local function matched(entries, lang)
  local parts, places, found, at = {}, {}, {}, 1
  for i, entry in ipairs(entries) do
    local text, offset = carrier(entry)
    parts[i] = text
    places[i] = { at + offset - 1, at + offset + #entry - 2 }
    at = at + #text + 2
  end
  local doc = quoth.doc(table.concat(parts, "\n\n"), { lang = lang })
  for _, place in ipairs(places) do
    local first, last = doc:token_range(place[1], place[2])
    if first then place[1], place[2] = doc:token(first), select(2, doc:token(last)) end
  end
  local options = { lexicons = { x = entries }, lang = lang, within = "paragraph" }
  local any = quoth.pattern("x:$x", options)
  for first, last in any:gmatch(doc) do found[first] = last end
  return found, places
end

local function tokens_of(text, lang)
  local doc, out = quoth.doc(text, { lang = lang }), {}
  for i = 1, doc:n_tokens() do out[i] = doc:text_of(i) end
  return table.concat(out, " · ")
end

local function place_of_entry(pack, lexicon, entry)
  if entry.line then
    local text = tool.read(lexicon.path)
    return lexicon.path, text, byte_of_line(text, entry.line)
  end
  local at = packfile.find(pack.text, ("%q"):format(entry.text))
    or packfile.find(pack.text, entry.text)
  return pack.path, pack.text, at or 1
end

local function report_entry(pack, name, lexicon, entry)
  local path, text, byte = place_of_entry(pack, lexicon, entry)
  local sentence, lang = carrier(entry.text), pack.table.lang
  report { path = path, text = text, byte = byte,
    says = ("entry \"%s\" of lexicon '%s' can never match"):format(entry.text, name),
    notes = { note("sentence: %s", sentence), note("its tokens: %s", tokens_of(sentence, lang)),
      note("those of the entry: %s", tokens_of(entry.text, lang)) } }
end

local CHUNK = 20000 -- entries in one text

local function check_entries(pack, name, lexicon, from, to)
  local texts, entries = {}, {}
  for i = from, to do
    local e = lexicon.entries[i]
    local text = type(e) == "table" and e[1] or e
    texts[#texts + 1] = text:match("^%s*(.-)%s*$")
    entries[#entries + 1] = { text = text, line = type(e) == "table" and e.line or nil }
  end
  local found, places = matched(texts, pack.table.lang)
  for i, entry in ipairs(entries) do
    local got, last = found[places[i][1]], places[i][2]
    local stop = entry.text:match("%.%s*$") and 1 or 0
    if not got or got < last - stop then report_entry(pack, name, lexicon, entry) end
  end
end

local function check_lexicon(pack, name, lexicon)
  local n = #lexicon.entries
  for from = 1, n, CHUNK do
    check_entries(pack, name, lexicon, from, math.min(n, from + CHUNK - 1))
  end
end

local function check_lexicons(pack, seen)
  local names = {}
  for name in pairs(pack.lexicons) do names[#names + 1] = name end
  table.sort(names)
  for _, name in ipairs(names) do
    local lexicon = pack.lexicons[name]
    local key = lexicon.path == pack.path and pack.path .. "\0" .. name or lexicon.path
    if not seen[key] then
      seen[key] = true
      check_lexicon(pack, name, lexicon)
    end
  end
end

-- ---- The command -------------------------------------------------------------------------

local function by_place(a, b)
  if a.path ~= b.path then return a.path < b.path end
  if a.byte ~= b.byte then return a.byte < b.byte end
  return a.says < b.says
end

local function write_findings(n_packs, n_rules)
  table.sort(findings, by_place)
  for _, f in ipairs(findings) do
    tool.write(("%s:%d:%d: %s\n"):format(f.path, f.line, f.column, f.says))
    local before = f.excerpt:sub(1, (utf8.offset(f.excerpt, f.column) or 1) - 1)
    tool.write("  ", (f.excerpt:gsub("\t", " ")), "\n  ",
      (" "):rep(tool.columns((before:gsub("\t", " ")))), "^\n")
    for _, text in ipairs(f.notes) do tool.write("  ", text, "\n") end
  end
  local function count(n, what) return ("%d %s%s"):format(n, what, n == 1 and "" or "s") end
  tool.write(count(n_packs, "pack"), ", ", count(n_rules, "rule"), ", ",
    count(#findings, "finding"), "\n")
  return #findings > 0 and 1 or 0
end

local set, code = ruleset.open(tool, #tool.words > 0 and tool.words or nil)
if not set then return code end
for _, rule in ipairs(set.rules) do
  for _, check in ipairs { check_firing, check_captures, check_gaps } do
    check(set, rule, rule.of)
  end
end
local seen = {}
for _, pack in ipairs(set.packs) do check_lexicons(pack, seen) end
return write_findings(#set.packs, #set.rules)
