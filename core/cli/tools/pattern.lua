-- SPDX-License-Identifier: MIT
-- A token pattern that compiles, as a tree of its elements. What is in brackets
-- is kept as text: what it means is for the matcher to say.

local M = {}

---@class tool.Node
---@field kind string   literal regex set lexicon layer ref capture cat alt repeat edge look
---@field at integer    byte of the pattern, from 1
---@field stop integer  last byte
---@field name? string  of a lexicon, layer, definition, capture
---@field text? string  of a literal, regex; inside of brackets
---@field kids? tool.Node[]
---@field min? integer
---@field max? integer  math.huge: no bound

local NAME = "^[%a_][%w_%-]*"

local function skip(p)
  while true do
    local at = p.text:match("^%s*()", p.at)
    if p.text:sub(at, at) == "#" then at = p.text:match("^[^\n]*()", at) end
    if at == p.at then return end
    p.at = at
  end
end

local function peek(p, n) return p.text:sub(p.at, p.at + (n or 1) - 1) end

-- Behind a string or regular expression that starts at `at`.
local function quoted_end(text, at)
  local mark, in_set = text:sub(at, at), false
  at = at + 1
  while at <= #text do
    local c = text:sub(at, at)
    if c == "\\" then at = at + 1
    elseif mark == "/" and c == "[" then in_set = true
    elseif mark == "/" and c == "]" then in_set = false
    elseif c == mark and not in_set then return at + 1
    end
    at = at + 1
  end
  return at
end

-- Behind the bracket that closes the one before `at`.
local function condition_end(text, at, close)
  while at <= #text do
    local c = text:sub(at, at)
    if c == '"' or c == "/" then at = quoted_end(text, at)
    elseif c == "{" then at = condition_end(text, at + 1, "}")
    elseif c == close and not (c == ">" and text:match('^[=%d"-]', at + 1)) then return at + 1
    else at = at + 1
    end
  end
  return at
end

local UNESCAPED = { n = "\n", t = "\t" }

-- The characters that a string in a pattern stands for.
function M.unquote(s)
  s = s:gsub("\\u{(%x+)}", function(hex) return utf8.char(tonumber(hex, 16)) end)
  return (s:gsub("\\(.)", function(c) return UNESCAPED[c] or c end))
end

local function read_name(p)
  local pack = p.text:match("^[%a_][%w_%-%.]*/()[%a_]", p.at)
  local name = p.text:match(NAME, pack or p.at):gsub("%-+$", "")
  local stop = (pack or p.at) + #name
  local full = p.text:sub(p.at, stop - 1)
  p.at = stop
  return full
end

local alternatives, repeated

local function group(p)
  p.depth = p.depth + 1
  local node = alternatives(p)
  p.depth = p.depth - 1
  p.at = p.at + 1
  return node
end

local function arguments(p, node)
  local outer = p.args
  p.at, p.depth, node.kids = p.at + 1, p.depth + 1, {}
  p.args = p.depth
  repeat
    skip(p)
    if peek(p):match("[%d-]") then
      local stop = p.text:match("^[%d.-]+()", p.at)
      node.kids[#node.kids + 1] = { kind = "number", at = p.at, stop = stop - 1 }
      p.at = stop
    else
      node.kids[#node.kids + 1] = alternatives(p)
    end
    skip(p)
    local c = peek(p)
    p.at = p.at + 1
  until c ~= ","
  p.args, p.depth = outer, p.depth - 1
end

local function filter(p)
  local after = p.text:sub(p.at + 1, p.at + 1)
  if peek(p) == "{" and not after:match("[%d,]") then
    p.at = condition_end(p.text, p.at + 1, "}")
  elseif peek(p) == "." and after:match("[%a_]") then
    p.at = p.text:match("^[%w_%-]+()", p.at + 1)
    local value = p.text:match("^%s*[!<>]?=?%s*()[\"/]", p.at)
    if value then
      p.at = quoted_end(p.text, value)
    else
      p.at = p.text:match("^%s*[!<>=]+%s*[%w.@-]+()", p.at) or p.at
    end
  end
end

local READ = {}

READ['"'] = function(p, node)
  local stop = quoted_end(p.text, p.at)
  node.kind, node.text = "literal", M.unquote(p.text:sub(p.at + 1, stop - 2))
  p.at = stop
  if p.text:match("^c$", p.at) or p.text:match("^c[^%w_:-]", p.at) then
    node.exact, p.at = true, p.at + 1
  end
end

READ["/"] = function(p, node)
  local stop = quoted_end(p.text, p.at)
  node.kind, node.text = "regex", p.text:sub(p.at + 1, stop - 2)
  p.at = p.text:match("^i*()", stop)
end

READ["["] = function(p, node)
  local stop = condition_end(p.text, p.at + 1, "]")
  node.kind, node.text = "set", p.text:sub(p.at + 1, stop - 2)
  p.at = stop
end

READ["<"] = function(p, node)
  local stop = condition_end(p.text, p.at + 1, ">")
  node.kind, node.text = "layer", p.text:sub(p.at + 1, stop - 2)
  node.name = node.text:match("^%s*([%w_-]+)")
  p.at = stop
end

READ["@"] = function(p, node)
  p.at = p.at + 1
  node.kind, node.name = "ref", read_name(p)
  if peek(p) == "(" then arguments(p, node) end
end

READ["^"] = function(p, node) node.kind, p.at = "edge", p.at + 1 end

READ["$"] = function(p, node)
  p.at = p.at + 1
  node.kind = "edge"
  if not peek(p):match("[%a_]") then return end
  node.kind, node.name = "lexicon", read_name(p)
  filter(p)
end

READ["("] = function(p, node)
  local look = p.text:match("^%(%?<?[=!]()", p.at)
  if not look then
    p.at = p.at + 1
    local inner = group(p)
    for k, v in pairs(inner) do if k ~= "at" then node[k] = v end end
    return
  end
  node.kind, node.negative = "look", p.text:sub(look - 1, look - 1) == "!"
  node.behind = p.text:sub(p.at + 2, p.at + 2) == "<"
  p.at = look
  node.kids = { group(p) }
end

local function element(p)
  local node = { at = p.at }
  local read = READ[peek(p)]
  if read then
    read(p, node)
  else
    node.kind, node.name = "capture", read_name(p)
    p.at = p.at + 1
    node.kids = { repeated(p) }
  end
  node.stop = p.at - 1
  return node
end

local COUNTS = { ["?"] = { 0, 1 }, ["*"] = { 0, math.huge }, ["+"] = { 1, math.huge } }

local function counts(p)
  local c = peek(p)
  if COUNTS[c] then
    p.at = p.at + 1
    return COUNTS[c][1], COUNTS[c][2]
  end
  local min, comma, max, stop = p.text:match("^{%s*(%d*)%s*(,?)%s*(%d*)%s*}()", p.at)
  if not min then return nil end
  p.at = stop
  local low = tonumber(min) or 0
  return low, comma == "" and low or tonumber(max) or math.huge
end

function repeated(p)
  skip(p)
  local node = element(p)
  local mark = p.at
  skip(p)
  local min, max = counts(p)
  if not min then
    p.at = mark
    return node
  end
  p.at = p.text:match("^[?+]?()", p.at)
  return { kind = "repeat", at = node.at, stop = p.at - 1, kids = { node }, min = min, max = max }
end

local function sequence(p)
  skip(p)
  local node = { kind = "cat", at = p.at, kids = {} }
  while p.at <= #p.text and not peek(p):match("[)|]")
    and not (peek(p) == "," and p.args == p.depth) do
    node.kids[#node.kids + 1] = repeated(p)
    node.stop = p.at - 1
    skip(p)
  end
  return #node.kids == 1 and node.kids[1] or node
end

function alternatives(p)
  local first = sequence(p)
  if peek(p) ~= "|" then return first end
  local node = { kind = "alt", at = first.at, kids = { first } }
  while peek(p) == "|" do
    p.at = p.at + 1
    node.kids[#node.kids + 1] = sequence(p)
  end
  node.stop = p.at - 1
  return node
end

---@param text string  a pattern that compiles
---@return tool.Node
function M.parse(text) return alternatives { text = text, at = 1, depth = 0 } end

---Call `visit(node, parent)` for a node and all below.
function M.each(node, visit, parent)
  visit(node, parent)
  for _, kid in ipairs(node.kids or {}) do M.each(kid, visit, node) end
end

---The pattern with what positive lookarounds ask for taken along.
function M.open(text)
  local marks = {}
  M.each(M.parse(text), function(node)
    if node.kind == "look" and not node.negative then marks[#marks + 1] = node end
  end)
  table.sort(marks, function(a, b) return a.at > b.at end)
  for _, node in ipairs(marks) do
    local mark = node.behind and 4 or 3
    text = text:sub(1, node.at) .. text:sub(node.at + mark)
  end
  return text, #marks > 0
end

---Strings, and names of lexicons, that stand in a condition.
function M.in_condition(text)
  local strings, regexes, lexicons = {}, {}, {}
  local at = 1
  while at <= #text do
    local c = text:sub(at, at)
    if c == '"' or c == "/" then
      local stop = quoted_end(text, at)
      local inner = text:sub(at + 1, stop - 2)
      if c == '"' then strings[#strings + 1] = M.unquote(inner)
      else regexes[#regexes + 1] = inner
      end
      at = stop
    elseif text:match("^%$[%a_]", at) then
      local name = text:match("^[%a_][%w_%.%-]*/[%a_][%w_-]*", at + 1) or text:match(NAME, at + 1)
      lexicons[#lexicons + 1] = name
      at = at + 1 + #name
    else
      at = at + 1
    end
  end
  return strings, regexes, lexicons
end

local function written(text, node, at)
  local s = node and text:sub(node.at, node.stop) or text:sub(at):match("^%S*")
  return (s:gsub("%s+", " "))
end

---The element that begins at a byte. At the first of alternatives it is all of
---them: they are wanted together.
---@return tool.Node?
function M.node_at(text, at)
  local found
  M.each(M.parse(text), function(node)
    local starts = node.kind == "alt" and node.kids[1].at == at
      or node.at == at and node.kind ~= "cat" and node.kind ~= "alt"
    if starts and (not found or node.stop > found.stop) then found = node end
  end)
  return found
end

---The same, as it was written, on one line.
function M.element_at(text, at) return written(text, M.node_at(text, at), at) end

---The element of the outermost sequence that a byte is in.
---@return tool.Node?
function M.outer(text, at)
  local root = M.parse(text)
  for _, kid in ipairs(root.kind == "cat" and root.kids or { root }) do
    if kid.at <= at and at <= kid.stop then return kid end
  end
end

function M.outer_at(text, at) return written(text, M.outer(text, at), at) end

return M
