-- SPDX-License-Identifier: MIT
-- The shortest sentence in which a rule fires, found by running the rule: a
-- sentence that its pattern likes so far is made longer by every word of a pool.

local pattern = require "tool.pattern"

local M = {}

local BEAM, PER_WISH, STEPS, LOSSES = 24, 6, 14, 200
local AFTER_LOSS, PER_LOSS = 2, 6 -- rounds, and sentences a round, that go on from a loss

-- Something of each kind of token, and the words that hold a sentence together.
local PLAIN = {
  "Ana", "Qudo", "Lee", "Zedler", "QXZ", "she", "said", "town", "the", "of", "that",
  "to", "in", "on", "It", "US", "iPhone", "5", "1990",
  ",", ".", "“No,”", "“Stop now.”", "!", "?", ":", ";", "—",
  "(", ")", "$", "%", "https://a.org", "@ana", "#rain", "🙂", "…", "“", "”", "a", "long-winded",
  "Мария", "дом", "東京", "/", "'", "Mr.", "U.S.", "20th", "has", "who", "by", "her",
  "not", "and", "is", "extraordinarily",
}

-- ---- Words of a pattern ------------------------------------------------------------

local CLASSES = { d = "5", w = "a", s = "", D = "a", W = "!", b = "", B = "" }

-- A string that a simple regular expression matches, or nil.
local function sample(re)
  local text = re:gsub("^%^", ""):gsub("%$$", ""):gsub("^%b()", function(s)
    return s:match("^%(%?") and "" or s
  end)
  text = text:gsub("%(%?:", "("):gsub("%b()", function(s) return (s:sub(2, -2):match("^[^|]*")) end)
  text = text:match("^[^|]*")
  text = text:gsub("\\p{L[ut]}", "A"):gsub("\\p%b{}", "a"):gsub("\\([dwsDWbB])", CLASSES)
  text = text:gsub("\\%.", "\1"):gsub("\\(.)", "%1")
  text = text:gsub("%[%^?([^%]])[^%]]*%]", "%1"):gsub("%.[*]%??", ""):gsub("%.", "a")
  text = text:gsub("[%z\1-\127\194-\244][\128-\191]*{0,[%d]*}", ""):gsub("{%d*,?%d*}", "")
  return (text:gsub(".%?", ""):gsub("[*+]%??", ""):gsub("\1", "."))
end

local function add(pool, word)
  if not word or word == "" or word:find("\n") or pool.has[word] then return end
  pool.has[word] = true
  pool[#pool + 1] = word
end

-- What is known of an entry, as text.
local function known_of(entry)
  local known = {}
  for k, v in pairs(type(entry) == "table" and entry or {}) do
    if type(k) == "string" and k ~= "line" then known[#known + 1] = k .. "=" .. tostring(v) end
  end
  table.sort(known)
  return table.concat(known, ",")
end

local PER_LEXICON = 24

-- Entries that differ in what is known of them; first those of which something
-- is known that the pattern's text names.
local function add_lexicon(pool, lexicon, text)
  local seen, named, others = {}, {}, {}
  for _, entry in ipairs(lexicon and lexicon.entries or {}) do
    local known = known_of(entry)
    seen[known] = (seen[known] or 0) + 1
    if seen[known] <= 2 then
      local is_named = false
      for name, value in known:gmatch("([%w_-]+)=([^,]*)") do
        is_named = is_named or text:find(name, 1, true) ~= nil
          or #value > 1 and text:find(value, 1, true) ~= nil
      end
      local list = is_named and named or others
      list[#list + 1] = type(entry) == "table" and entry[1] or entry
    end
  end
  table.move(others, 1, #others, #named + 1, named)
  for i = 1, math.min(PER_LEXICON, #named) do add(pool, named[i]) end
end

---@class tool.Scope
---@field lexicon fun(name: string): table?
---@field define fun(name: string): string?
---@field makers fun(layer: string): string[]  patterns of rules that make a layer

local collect

local function collect_node(pool, node, text, scope, depth)
  if node.kind == "literal" then
    add(pool, node.text)
  elseif node.kind == "regex" then
    add(pool, sample(node.text))
  elseif node.kind == "lexicon" then
    add_lexicon(pool, scope.lexicon(node.name), text:sub(node.at, node.stop))
  elseif node.kind == "set" then
    local strings, regexes, lexicons = pattern.in_condition(node.text)
    for _, s in ipairs(strings) do add(pool, s) end
    for _, re in ipairs(regexes) do add(pool, sample(re)) end
    for _, name in ipairs(lexicons) do add_lexicon(pool, scope.lexicon(name), node.text) end
  elseif node.kind == "ref" and depth < 12 then
    collect(pool, scope.define(node.name), scope, depth + 1)
  elseif node.kind == "layer" and depth < 2 then
    for _, made in ipairs(scope.makers(node.name)) do collect(pool, made, scope, depth + 1) end
  end
end

function collect(pool, text, scope, depth)
  if not text or pool.has[scope] and pool.has[scope][text] then return end
  pool.has[scope] = pool.has[scope] or {}
  pool.has[scope][text] = true
  pattern.each(pattern.parse(text), function(node)
    collect_node(pool, node, text, scope, depth)
  end)
end

---Words that may make a pattern go on, those of the pattern first.
---@param scope tool.Scope
---@return string[]
function M.pool(text, scope)
  local pool = { has = {} }
  collect(pool, text, scope, 0)
  for _, word in ipairs(PLAIN) do add(pool, word) end
  return pool
end

-- ---- Sentences --------------------------------------------------------------------

-- A comma or full stop stands at its word.
local function join(prefix, word)
  if prefix == "" then return word end
  if word:match("^[,.;:!?%%)]$") then return prefix .. word end
  if prefix:match("[($]$") then return prefix .. word end
  return prefix .. " " .. word
end

-- Each text a paragraph; `first` is where it begins.
local function document(texts)
  local first, at = {}, 1
  for i, text in ipairs(texts) do
    first[i] = at
    at = at + #text + 2
  end
  return table.concat(texts, "\n\n"), first
end

local function number_at(first, byte)
  local low, high = 1, #first
  while low < high do
    local mid = (low + high + 1) // 2
    if first[mid] <= byte then low = mid else high = mid - 1 end
  end
  return low
end

---Words that may make a regular expression go on.
function M.pool_of_regex(re)
  local pool = { has = {} }
  add(pool, sample(re))
  for piece in re:gmatch("[%w'’-]+") do add(pool, piece) end
  for _, word in ipairs(PLAIN) do add(pool, word) end
  return pool
end

---How a rule fares in each of some texts: traces with `text`, its number, and
---`shift`, what to take from their places.
---@param run {engine: quoth.Engine, rule: integer, lang: string?, apart: boolean?}
function M.explain(run, texts)
  local all = {}
  if run.apart then
    for i, text in ipairs(texts) do
      for _, t in ipairs(run.engine:explain(run.rule, text, { lang = run.lang })) do
        t.text = i
        all[#all + 1] = t
      end
    end
    return all
  end
  local text, first = document(texts)
  for _, t in ipairs(run.engine:explain(run.rule, text, { lang = run.lang })) do
    t.text = number_at(first, t.region[1])
    t.shift = first[t.text] - 1
    all[#all + 1] = t
  end
  return all
end

-- Whether one sentence tells more than another: it gets further in the pattern;
-- something stands where the pattern is stuck; it is shorter.
local function tells_more(text, t, best)
  if t.wanted ~= best.wanted then return t.wanted > best.wanted end
  if (t.stood == nil) ~= (best.stood == nil) then return t.stood ~= nil end
  return #text < #best.text
end

local function keep_furthest(run, text, t)
  if run.furthest and not tells_more(text, t, run.furthest) then return end
  local shift = t.shift or 0
  run.furthest = { text = text, wanted = t.wanted,
    stood = t.stood and text:sub(t.stood[1] - shift, t.stood[2] - shift) }
end

-- What one round of trying told: keep what is worth going on from.
local function judge(run, texts, traces)
  local going, wishes = {}, {}
  for _, t in ipairs(traces) do
    local text = texts[t.text]
    if t.verdict == "fires" then
      run.all[#run.all + 1] = text
      run.fires = run.fires and #run.fires <= #text and run.fires or text
    elseif t.verdict == "lost" then
      local lost = { text = text, winner = t.winner, won = t.won, shift = t.shift or 0 }
      run.lost[#run.lost + 1] = lost
      wishes.lost = (wishes.lost or 0) + 1
      if wishes.lost <= PER_LOSS then going[#going + 1] = text end
    elseif t.verdict == "refused" then
      run.refused = run.refused or text
    elseif t.span and not t.stood then
      local head = t.wanted .. text:match("^%S*") -- beginnings that differ
      wishes[head] = (wishes[head] or 0) + 1
      local seen = wishes[head] == 1 and t.wanted or -t.wanted
      wishes[seen] = (wishes[seen] or 0) + 1
      if wishes[seen] <= PER_WISH and #going < BEAM then going[#going + 1] = text end
    end
    if t.verdict == "stuck" and t.span and t.wanted then keep_furthest(run, text, t) end
  end
  return going
end

local function try(run, texts)
  run.tried = run.tried + #texts
  return judge(run, texts, M.explain(run, texts))
end

local function new_run(engine, rule, lang, apart)
  return { engine = engine, rule = rule, lang = lang, apart = apart, lost = {}, all = {},
    tried = 0 }
end

---@class tool.Witness
---@field fires? string      the shortest sentence in which the rule fires
---@field all string[]       all that were found
---@field lost table[]       sentences in which it matches, and another rule wins
---@field refused? string    one in which `where`, or the control, said no
---@field furthest? table    of those in which it does not match
---@field tried integer

---@param engine quoth.Engine
---@param rule integer       its number
---@param text string        its pattern
---@param scope tool.Scope
---@param options {lang: string?, apart: boolean?, many: integer?}  apart: a sentence a
---document; many: go on until so many were found
---@return tool.Witness
function M.search(engine, rule, text, scope, options)
  local pool = M.pool(text, scope)
  local run = new_run(engine, rule, options.lang, options.apart)
  local prefixes, rounds = { "" }, STEPS
  while rounds > 0 do
    local texts = {}
    for _, prefix in ipairs(prefixes) do
      for _, word in ipairs(pool) do texts[#texts + 1] = join(prefix, word) end
    end
    prefixes = try(run, texts)
    if #run.all >= (options.many or 1) or #prefixes == 0 or #run.lost > LOSSES then break end
    rounds = #run.lost > 0 and math.min(rounds - 1, AFTER_LOSS) or rounds - 1
  end
  return run
end

---How a rule fares in some sentences.
function M.try(engine, rule, sentences, options)
  local run = new_run(engine, rule, options.lang, true)
  try(run, sentences)
  return run
end

return M
