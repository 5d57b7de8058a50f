-- SPDX-License-Identifier: MIT
-- Queries of the Corpus Query Language, as CQP and Sketch Engine have it: one a
-- line, or over several lines up to a semicolon; `#` starts a comment, and
-- `Name = query;` gives a query its name.

local function cannot(format, ...) error({ why = format:format(...) }, 0) end

-- ---- Pieces ------------------------------------------------------------------------

local function skip(q) q.at = q.text:match("^%s*()", q.at) end

local function peek(q, n) return q.text:sub(q.at, q.at + (n or 1) - 1) end

local function accept(q, what)
  skip(q)
  if peek(q, #what) ~= what then return false end
  q.at = q.at + #what
  return true
end

local function expect(q, what)
  if not accept(q, what) then
    skip(q)
    local there = peek(q)
    cannot("%s is missing before %s", what, there == "" and "the end" or there)
  end
end

local function word(q)
  skip(q)
  local s = q.text:match("^[%a_][%w_%.-]*", q.at)
  if s then q.at = q.at + #s end
  return s
end

-- A string in double or single quotes, its escapes left to the expression.
local function string_of(q)
  skip(q)
  local mark = peek(q)
  if mark ~= '"' and mark ~= "'" then return nil end
  local at = q.at + 1
  while q.text:sub(at, at) ~= mark do
    if at > #q.text then cannot("an unclosed string") end
    at = at + (q.text:sub(at, at) == "\\" and 2 or 1)
  end
  local s = q.text:sub(q.at + 1, at - 1)
  q.at = at + 1
  return s
end

-- ---- Values ----------------------------------------------------------------------------

local function is_plain(re) return not re:find("[%[%](){}|.*+?^$\\]") end

local function quoted(s) return '"' .. s:gsub('[\\"]', "\\%0") .. '"' end

local function slashed(re, caseless)
  local escaped = re:gsub('\\"', '"'):gsub("\\/", "/"):gsub("/", "\\/")
  return "/" .. escaped .. "/" .. (caseless and "i" or "")
end

-- Attribute of Quoth by the names that corpora use.
local ATTRIBUTES = {
  word = "text", form = "text", text = "text", lc = "norm", word_lc = "norm", lemma = "lemma",
  lemma_lc = "lemma", tag = "tag", xpos = "tag", upos = "pos", pos = "pos", deprel = "dep",
  dep = "dep",
}
local UNIVERSAL = {}
local POS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X"
for pos in POS:gmatch("%S+") do UNIVERSAL[pos] = true end

-- `pos` means one thing in one corpus and another in the next.
local function attribute_of(name, value)
  local known = ATTRIBUTES[name]
  if not known then cannot("no attribute %s in Quoth", name) end
  if known ~= "pos" or name == "upos" then return known end
  for tag in value:gmatch("[%u]+") do if not UNIVERSAL[tag] then return "tag" end end
  return "pos"
end

local function flags(q)
  local caseless = false
  while accept(q, "%") do
    for flag in (q.text:match("^%a+", q.at) or cannot("no flag after %%")):gmatch(".") do
      if flag == "d" then cannot("%%d: accents always count in Quoth") end
      if flag ~= "c" and flag ~= "l" then cannot("the flag %%%s", flag) end
      if flag == "l" then return caseless, true end
      caseless = true
    end
    q.at = q.text:match("^%a+()", q.at)
  end
  return caseless, false
end

local function value_test(name, value, caseless, exact)
  local attribute = attribute_of(name, value)
  if exact or is_plain(value) then
    local plain = exact and value:gsub("\\(.)", "%1") or value
    if attribute == "text" then return caseless and quoted(plain) or quoted(plain) .. "c" end
    if attribute == "norm" then return quoted(plain) end
    if not caseless then return ("%s=%s"):format(attribute, quoted(plain)) end
  end
  if attribute == "text" then return slashed(value, caseless) end
  return ("%s=%s"):format(attribute, slashed(value, caseless))
end

-- ---- Conditions in [ ] -------------------------------------------------------------------

local condition

local function comparison(q)
  local name = word(q)
  if not name then cannot("a condition is missing before %s", peek(q)) end
  if name:find("%.") then cannot("%s compares two tokens", name) end
  skip(q)
  local op = q.text:match("^!?==?", q.at) or q.text:match("^[<>]=?", q.at)
  if not op then cannot("no comparison after %s", name) end
  if op:match("[<>]") then cannot("the comparison %s", op) end
  q.at = q.at + #op
  local value = string_of(q) or cannot("no string after %s", op)
  local caseless, exact = flags(q)
  local test = value_test(name, value, caseless, exact or op:match("==") ~= nil)
  return (op:sub(1, 1) == "!" and "!" or "") .. test
end

local function factor(q)
  if accept(q, "!") then return "!" .. factor(q) end
  if accept(q, "(") then
    local inner = condition(q)
    expect(q, ")")
    return "(" .. inner .. ")"
  end
  skip(q)
  if peek(q):match("[\"']") then
    local value = string_of(q)
    local caseless, exact = flags(q)
    return value_test(q.default, value, caseless, exact)
  end
  return comparison(q)
end

function condition(q)
  local parts = { factor(q) }
  while true do
    local op = accept(q, "&") and " & " or accept(q, "|") and " | "
    if not op then return table.concat(parts) end
    parts[#parts + 1] = op
    parts[#parts + 1] = factor(q)
  end
end

-- ---- Tokens --------------------------------------------------------------------------------

local sequence

local function bracket(q)
  if accept(q, "]") then return "[]" end
  local inner = condition(q)
  if accept(q, "::") then cannot("a condition on other tokens (::)") end
  expect(q, "]")
  return "[" .. inner .. "]"
end

local EDGES = { s = true }

local function tag(q)
  local closes = accept(q, "/")
  local name = word(q) or cannot("no name after <")
  local whole = accept(q, "/>")
  if not whole and not accept(q, ">") then cannot("a condition within <%s>", name) end
  if whole and not EDGES[name] then return ("<%s>"):format(name) end
  if not EDGES[name] or whole then cannot("the edge of a region <%s>", name) end
  if not q.sentence then cannot("<s> without \"within <s/>\": an edge is one of the region") end
  return closes and "$" or "^"
end

local function element(q)
  skip(q)
  local c = peek(q)
  if c:match("[\"']") then
    local value = string_of(q)
    local caseless, exact = flags(q)
    return value_test(q.default, value, caseless, exact)
  end
  if accept(q, "[") then return bracket(q) end
  if accept(q, "(") then
    local inner = sequence(q)
    expect(q, ")")
    return "( " .. inner .. " )"
  end
  if accept(q, "@") then
    q.labels = true
    return "target:" .. element(q)
  end
  if accept(q, "<") then return tag(q) end
  local label = q.text:match("^([%w_]+):%s*", q.at)
  if label then
    q.at, q.labels = q.text:match("^[%w_]+:%s*()", q.at), true
    return (label:match("^%a") and label or "t" .. label) .. ":" .. element(q)
  end
  local name = word(q)
  if name then cannot("%s(…) has no counterpart", name) end
  return cannot("%s", c == "" and "the query ends too early" or "unexpected " .. c)
end

local function quantifier(q)
  skip(q)
  local op = q.text:match("^[?*+]", q.at) or q.text:match("^{%s*%d*%s*,?%s*%d*%s*}", q.at)
  if not op then return "" end
  q.at = q.at + #op
  return (op:gsub("%s", ""))
end

local STOPS = { within = true, containing = true, cut = true, meet = true, union = true }

local function at_end(q)
  skip(q)
  local c = peek(q)
  return c == "" or c == ")" or c == "|" or c == ";" or peek(q, 2) == "::" or c == "&"
    or STOPS[q.text:match("^%!?(%a+)", q.at) or ""] ~= nil
end

function sequence(q)
  local branches = {}
  repeat
    local parts = {}
    while not at_end(q) do parts[#parts + 1] = element(q) .. quantifier(q) end
    if #parts == 0 then cannot("an empty sequence") end
    branches[#branches + 1] = table.concat(parts, " ")
  until not accept(q, "|")
  return table.concat(branches, " | ")
end

local WITHIN = { s = "sentence", p = "paragraph", text = "document", doc = "document" }

local function query(q)
  local first = q.text:match("^%s*%(?%s*(%a+)")
  if first == "MU" or first == "meet" or first == "union" then cannot("%s queries", first) end
  q.sentence = q.text:match("within%s+<?s[%s/>;]") or q.text:match("within%s+<?s$")
  local pattern, within = sequence(q), nil
  skip(q)
  local clause = q.text:match("^!?%a+", q.at)
  if clause == "within" then
    q.at = q.at + #clause
    skip(q)
    local name = q.text:match("^<([%w_]+)%s*/?>", q.at) or q.text:match("^([%w_]+)", q.at)
      or cannot("within a query")
    q.at = q.text:match("^<?[%w_]+%s*/?>?()", q.at)
    within = WITHIN[name] or name
  elseif clause then
    cannot("%s has no counterpart", clause)
  end
  skip(q)
  if peek(q) == "&" or peek(q, 2) == "::" then cannot("a condition on several tokens") end
  accept(q, ";")
  skip(q)
  if q.at <= #q.text then cannot("unexpected %s", peek(q)) end
  return pattern, within or "document"
end

-- ---- Files -----------------------------------------------------------------------------------

-- A query ends with its line, or, when it opened more than it closed, with `;`.
local function queries(text)
  local out, open, n = {}, nil, 0
  for line in (text:gsub("\r", "") .. "\n"):gmatch("([^\n]*)\n") do
    n = n + 1
    local bare = line:gsub("^%s*#.*$", "")
    if open then open.text = open.text .. "\n" .. bare
    elseif bare:match("%S") then open = { line = n, text = bare }
    end
    local closed = open and (open.text:match(";%s*$")
      or select(2, open.text:gsub("[%[(]", "")) == select(2, open.text:gsub("[%])]", "")))
    if closed then
      out[#out + 1] = open
      open = nil
    end
  end
  out[#out + 1] = open
  return out
end

local function convert(import, given, path)
  local name, rest = given.text:match("^%s*([%a_][%w_]*)%s*=%s*([^=].*)$")
  local q = { text = rest or given.text, at = 1, default = "word" }
  local pattern, within = query(q)
  if q.labels then pattern = "match:( " .. pattern .. " )" end -- else only they would be marked
  local base = path:match("[^/]*$"):gsub("%.%w+$", "")
  return { line = given.line, what = given.text, pattern = pattern, within = within,
    layer = name or base, name = import.name(name or "query-" .. given.line) }
end

return function(_, import, text, path)
  for _, given in ipairs(queries(text)) do
    local ok, rule = pcall(convert, import, given, path)
    if ok then import.rules[#import.rules + 1] = rule
    elseif type(rule) == "table" then import.fail(given.line, given.text, rule.why)
    else error(rule, 0)
    end
  end
end
