-- SPDX-License-Identifier: MIT
-- Packs as an engine and as their tables, beside each other.

local quoth = require "quoth"
local packfile = require "tool.packfile"

local M = {}

---@class tool.Rule: table     as Engine:rules() has it, and
---@field number integer
---@field of tool.Pack
---@field table table          as the pack has it
---@field within? string       its region, or that of its phase
---@field apart boolean        its region is the document

---@class tool.Ruleset
---@field engine quoth.Engine
---@field names string[]
---@field packs tool.Pack[]
---@field by_name table<string, tool.Pack>
---@field rules tool.Rule[]

---@param names string[]  packs; what is wrong with one is raised
---@return tool.Ruleset
function M.load(tool, names)
  local set = { names = names, packs = {}, by_name = {} }
  set.engine = quoth.engine { packs = names, path = tool.folders }
  set.rules = set.engine:rules()
  for i, name in ipairs(names) do
    local pack = packfile.load(tool, name)
    set.packs[i] = pack
    set.by_name[pack.table.name] = pack
  end
  for number, rule in ipairs(set.rules) do
    local pack = set.by_name[rule.pack]
    rule.number, rule.of = number, pack
    for _, t in ipairs(pack.table.rules or {}) do
      if t.name == rule.name then rule.table = t end
    end
    local within = rule.table.within
    for _, phase in ipairs(pack.table.phases or {}) do
      if phase.name == rule.phase then within = within or phase.within end
    end
    rule.within, rule.apart = within, within == "document"
  end
  return set
end

---The packs of a command line, or those of the language; or nil and the exit code,
---when what is wrong was said.
---@param names string[]?
function M.open(tool, names)
  names = names or tool.defaults
  if #names == 0 then
    tool.report(("there are no packs for the language \"%s\" (quoth help packs)"):format(
      (tool.options.lang or { "en" })[1]))
    return nil, 3
  end
  local ok, set = pcall(M.load, tool, names)
  if ok then return set end
  tool.report_error(set)
  return nil, 3
end

---The rule of a name or "pack/name"; or nil, and what to say.
function M.find(tool, set, name)
  local found, names = {}, {}
  for i, rule in ipairs(set.rules) do
    names[i] = rule.name
    if rule.name == name or rule.pack .. "/" .. rule.name == name then found[#found + 1] = rule end
  end
  if #found == 1 then return found[1] end
  if #found > 1 then
    return nil, ("several packs have a rule %s: write PACK/%s"):format(name, name)
  end
  local near = tool.nearest(name:match("[^/]*$"), names)
  return nil, near and ("there is no rule %s; did you mean %s?"):format(name, near)
    or ("there is no rule %s (see quoth list rules)"):format(name)
end

local function split(name)
  local pack, own = name:match("^(.*)/([^/]*)$")
  return pack, own or name
end

---What names in patterns of a pack mean, for the search of a sentence.
---@param set tool.Ruleset
---@param pack tool.Pack
---@return tool.Scope
function M.scope(set, pack)
  local function owner(name)
    local other, own = split(name)
    return other and set.by_name[other] or pack, own
  end
  return {
    lexicon = function(name)
      local p, own = owner(name)
      return p and p.lexicons[own]
    end,
    define = function(name)
      local p, own = owner(name)
      for key, value in pairs(p and p.table.define or {}) do
        if key:match("^[^(]*") == own then
          return type(value) == "table" and value.pattern or value
        end
      end
    end,
    makers = function(layer)
      local out = {}
      for _, r in ipairs(set.rules) do
        if r.layer == layer and r.pattern then out[#out + 1] = r.pattern end
      end
      return out
    end,
  }
end

---An engine in which a rule's pack has another text: the packs before it, and it.
---Or nil, and why not.
---@param set tool.Ruleset
---@param rule tool.Rule
function M.variant(tool, set, rule, source)
  local before = {}
  for i, p in ipairs(set.packs) do
    if p == rule.of then break end
    before[#before + 1] = set.names[i]
  end
  local ok, engine = pcall(quoth.engine, { packs = before, source = source, name = rule.of.path,
    path = { rule.of.root, table.unpack(tool.folders) } })
  if ok then return engine end
  return nil, engine
end

---The text of a rule's pack with another pattern for the rule; nil when the
---pattern does not stand there as it is.
function M.with_pattern(rule, text)
  local source = rule.of.text
  local old = rule.pattern or rule.regex
  local at = packfile.find(source, old, rule.line)
  return at and source:sub(1, at - 1) .. text .. source:sub(at + #old)
end

return M
