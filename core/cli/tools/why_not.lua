-- SPDX-License-Identifier: MIT
-- quoth why-not: the smallest change of a sentence, and of a rule, that makes the
-- rule fire. Each change is tried by running the rule before it is shown.

local quoth = require "quoth"
local pattern = require "tool.pattern"
local ruleset = require "tool.ruleset"
local witness = require "tool.witness"

local tool = ...
local lang = (tool.options.lang or { "en" })[1]

local function one_line(s) return (s:gsub("%s+", " "):gsub("^ ", ""):gsub(" $", "")) end

-- ---- How things are ---------------------------------------------------------------

local VERDICTS = { stuck = "does not match", lost = "lost",
  refused = "refused by where or control", fires = "fires" }

local function pair(label, element, text)
  local fill = math.max(0, 36 - tool.columns(element))
  tool.write("  ", label, "  ", element, (" "):rep(fill), "  ", text, "\n")
end

local function stood_there(sentence, t)
  return t.stood and "but there stood: " .. sentence:sub(t.stood[1], t.stood[2])
    or "but the region ends"
end

-- Of a regular expression: what finds something, and the rest.
local function show_beginning(rule, sentence, t)
  if #t.steps > 0 then
    pair("took  ", one_line(rule.regex:sub(1, t.wanted - 1)),
      one_line(sentence:sub(t.span[1], t.span[2])))
  end
  pair("wanted", one_line(rule.regex:sub(t.wanted)), stood_there(sentence, t))
end

local function show_stuck(rule, sentence, t)
  for _, step in ipairs(t.steps) do
    local took = step.span and sentence:sub(step.span[1], step.span[2]) or "(nothing)"
    pair("took  ", pattern.outer_at(rule.pattern, step.at), took)
  end
  if not t.wanted then return end
  pair("wanted", pattern.element_at(rule.pattern, t.wanted), stood_there(sentence, t))
end

local function why_lost(rule, winner, t)
  if t.won[1] < t.span[1] then return "it begins earlier" end
  if rule.control == "brill" then return "its rule comes before" end
  if t.won[2] > t.span[2] then return "it is longer" end
  if winner.priority > rule.priority then return "its priority is higher" end
  return winner.number < rule.number and "its rule is defined before" or "it was there first"
end

local function show(set, rule, sentence, traces)
  for _, t in ipairs(traces) do
    local span = t.verdict == "stuck" and t.region or t.span
    tool.write("sentence:1  ", VERDICTS[t.verdict], ": ", sentence:sub(span[1], span[2]), "\n")
    if t.verdict == "stuck" then
      (rule.pattern and show_stuck or show_beginning)(rule, sentence, t)
    end
    if t.verdict == "lost" then
      local winner = set.rules[t.winner]
      tool.write(("  to      %s/%s (%s): %s\n"):format(winner.pack, winner.name,
        why_lost(rule, winner, t), one_line(sentence:sub(t.won[1], t.won[2]))))
    end
  end
end

-- ---- Changes of the sentence -----------------------------------------------------------

local GLUED = "^[,.;:!?]"

-- A text with bytes first .. last replaced by a word, spaces mended.
local function edited(text, first, last, word)
  local before, after = text:sub(1, first - 1), text:sub(last + 1)
  if word == "" or word:match(GLUED) then before = before:gsub(" $", "") end
  if before == "" then after = after:gsub("^ ", "") end
  local space_before = word ~= "" and not word:match(GLUED) and before:match("%S$")
  local space_after = word ~= "" and after:match("^%S") and not after:match(GLUED)
  return before .. (space_before and " " or "") .. word .. (space_after and " " or "") .. after
end

local function tokens_of(text)
  local doc, spans = quoth.doc(text, { lang = lang }), {}
  for i = 1, doc:n_tokens() do spans[i] = { doc:token(i) } end
  return spans
end

-- One word less, more, or another, at a token; behind the last one: more only.
local function add_edits(out, from, span, pool)
  local text = from.text
  local function add(first, last, word, what)
    local new = edited(text, first, last, word)
    local edits = { table.unpack(from.edits) }
    edits[#edits + 1] = what
    local odd = #word == 1 and word:match("%a") and word ~= "a" and 20 or 0 -- hardly meant
    out[#out + 1] = { text = new, edits = edits, size = from.size + #word + last - first + 1 + odd }
  end
  local old = span and text:sub(span[1], span[2])
  if span then add(span[1], span[2], "", ("without \"%s\""):format(old)) end
  local at = span and span[1] or #text + 1
  for _, word in ipairs(pool) do
    add(at, at - 1, word, ("with \"%s\""):format(word))
    if span and word ~= old then
      add(span[1], span[2], word, ("with \"%s\" for \"%s\""):format(word, old))
    end
  end
end

-- What a regular expression is stuck at is all that follows.
local function first_word(text, span)
  if not span then return nil end
  local first, last = text:match("()%S+()", span[1])
  return first and first <= span[2] and { first, math.min(last - 1, span[2]) } or nil
end

-- Run all candidates: the smallest that fires, or those that got further.
local function judge(search, candidates)
  local texts, best = {}, nil
  for i, c in ipairs(candidates) do texts[i] = c.text end
  for _, t in ipairs(witness.explain(search, texts)) do
    local c = candidates[t.text]
    if t.verdict == "fires" and (not best or c.size < best.size) then best = c end
    if t.verdict == "stuck" and t.wanted and t.wanted >= (c.wanted or 0) then
      c.wanted = t.wanted
      local shift = t.shift or 0
      c.stood = first_word(c.text, t.stood and { t.stood[1] - shift, t.stood[2] - shift })
    end
  end
  if best then return best end
  table.sort(candidates, function(a, b)
    if (a.wanted or 0) ~= (b.wanted or 0) then return (a.wanted or 0) > (b.wanted or 0) end
    if a.size ~= b.size then return a.size < b.size end
    return a.text < b.text
  end)
  return nil, table.move(candidates, 1, math.min(10, #candidates), 1, {})
end

local DEPTH, FEW = 4, 60

local function change_sentence(search, sentence, traces, pool)
  local start = { text = sentence, edits = {}, size = 0 }
  for _, t in ipairs(traces) do
    if t.wanted and t.wanted >= (start.wanted or 0) then
      start.wanted, start.stood = t.wanted, first_word(sentence, t.stood)
    end
  end
  local front = { start }
  for depth = 1, DEPTH do
    local candidates = {}
    for _, from in ipairs(front) do add_edits(candidates, from, from.stood, pool) end
    local found
    found, front = judge(search, candidates)
    if found then return found end
    if depth == 1 then -- or at any other place
      local anywhere, few = {}, table.move(pool, 1, math.min(FEW, #pool), 1, {})
      for _, span in ipairs(tokens_of(sentence)) do add_edits(anywhere, start, span, few) end
      if #anywhere < 6000 then found = judge(search, anywhere) end
      if found then return found end
    end
  end
end

-- ---- Changes of the rule -------------------------------------------------------------------

-- Whether a rule fires in a sentence when its pack's text is another.
local function fires_with(set, rule, source, sentence)
  local engine = ruleset.variant(tool, set, rule, source)
  if not engine then return false end
  local traces = engine:explain(rule.pack .. "/" .. rule.name, sentence, { lang = lang })
  for _, t in ipairs(traces) do if t.verdict == "fires" then return true end end
  return false, traces
end

-- The element of the outermost sequence that a byte is in, and the innermost one.
local function nodes_at(text, at)
  local outer, inner = pattern.outer(text, at), nil
  pattern.each(pattern.parse(text), function(node)
    if node.at == at and node.stop and node.kind ~= "cat" and node.kind ~= "alt" then
      inner = inner and inner.stop >= node.stop and inner or node
    end
  end)
  return outer, inner
end

local function optional(text, node)
  local piece = text:sub(node.at, node.stop)
  return text:sub(1, node.at - 1) .. "(" .. piece .. ")?" .. text:sub(node.stop + 1)
end

-- What might help where a pattern is stuck: the smaller change first.
local function changes_at(text, at, stood)
  local outer, inner = nodes_at(text, at)
  local out = {}
  local function add(what, new) out[#out + 1] = { what = what, pattern = new } end
  if not outer then return out end
  local piece = text:sub(outer.at, outer.stop)
  if outer.kind == "look" then
    add("without " .. one_line(piece), text:sub(1, outer.at - 1) .. text:sub(outer.stop + 1))
    return out
  end
  local within = outer.kind == "capture" and outer.kids[1] or outer
  if inner and inner.at > within.at and inner.kind ~= "look" then
    add("with an element optional", optional(text, inner))
  end
  add("with an element optional", optional(text, outer))
  if stood and not stood:find('["\\]') then
    add(("with \"%s\", too"):format(stood), text:sub(1, outer.at - 1) .. "(" .. piece .. " | \""
      .. stood .. "\")" .. text:sub(outer.stop + 1))
  end
  add("with room for more", text:sub(1, outer.at - 1) .. "[]{0,3}? " .. text:sub(outer.at))
  return out
end

local function furthest(traces)
  local best
  for _, t in ipairs(traces) do
    if t.verdict == "stuck" and t.wanted and (not best or t.wanted > best.wanted) then best = t end
  end
  return best
end

-- One change; or element after element made optional.
local function change_pattern(set, rule, sentence, traces)
  local text, count = rule.pattern, 0
  for _ = 1, 3 do
    local t = furthest(traces)
    if not t then return nil end
    local stood = t.stood and sentence:sub(t.stood[1], t.stood[2])
    local next_text, next_traces
    for _, change in ipairs(changes_at(text, t.wanted, stood)) do
      local source = ruleset.with_pattern(rule, change.pattern)
      local fires, other = false, nil
      if source then fires, other = fires_with(set, rule, source, sentence) end
      if fires then
        return count == 0 and change.what or ("with %d changes"):format(count + 1), change.pattern
      end
      if other and change.what == "with an element optional" then
        next_text, next_traces = change.pattern, other
      end
    end
    if not next_text then return nil end
    text, traces, count = next_text, next_traces, count + 1
  end
end

-- What a regular expression wanted, made optional.
local function change_regex(set, rule, sentence, traces)
  local t = furthest(traces)
  if not t then return nil end
  local text = rule.regex:sub(1, t.wanted - 1) .. "(?:" .. rule.regex:sub(t.wanted) .. ")?"
  local source = ruleset.with_pattern(rule, text)
  if source and fires_with(set, rule, source, sentence) then
    return "with its rest optional", text
  end
end

-- A higher priority than that of the rule it loses to.
local function change_priority(set, rule, sentence, t)
  local wanted = set.rules[t.winner].priority + 1
  local source = rule.of.text
  local name = source:find("name%s*=%s*[\"']" .. rule.name:gsub("%p", "%%%0") .. "[\"']")
  if not name then return nil end
  local new = ("priority = %d"):format(wanted)
  local next_rule = source:find("name%s*=", name + 4) or #source
  local first, last = source:find("priority%s*=%s*%-?%d+", name)
  if first and first < next_rule then
    source = source:sub(1, first - 1) .. new .. source:sub(last + 1)
  else
    source = source:sub(1, name - 1) .. new .. ", " .. source:sub(name)
  end
  return fires_with(set, rule, source, sentence) and new
end

-- ---- The command -------------------------------------------------------------------------------

local function first_of(traces, verdict)
  for _, t in ipairs(traces) do if t.verdict == verdict then return t end end
end

local function suggest(set, rule, sentence, traces)
  local any = false
  local function tell(what, result)
    tool.write("the ", what, ": ", result, "\n")
    any = true
  end
  tool.write("\nit fires for\n")
  tool.flush()
  local search = { engine = set.engine, rule = rule.number, lang = lang, apart = rule.apart }
  local pool = rule.regex and witness.pool_of_regex(rule.regex)
    or witness.pool(rule.pattern, ruleset.scope(set, rule.of))
  local found = change_sentence(search, sentence, traces, pool)
  if found then tell("sentence " .. table.concat(found.edits, " and "), found.text) end
  local lost = first_of(traces, "lost")
  local priority = lost and change_priority(set, rule, sentence, lost)
  if priority then tell("rule with " .. priority, one_line(rule.pattern or rule.regex)) end
  local change = rule.regex and change_regex or change_pattern
  local what, text = nil, nil
  if not lost then what, text = change(set, rule, sentence, traces) end
  if what then tell("rule " .. what, one_line(text)) end
  if not any then tool.write("no small change that was tried\n") end
end

local function usage(text)
  tool.report(text)
  return 2
end

if #tool.words ~= 2 then return usage("why-not wants a rule and a sentence") end
local set, code = ruleset.open(tool, tool.options.pack)
if not set then return code end
local rule, why = ruleset.find(tool, set, tool.words[1])
if not rule then return usage(why) end
local sentence = one_line(tool.words[2])
local traces = set.engine:explain(rule.number, sentence, { lang = lang })
show(set, rule, sentence, traces)
if #traces > 0 and not first_of(traces, "fires")
  and not first_of(traces, "refused") then
  suggest(set, rule, sentence, traces)
end
return 0
