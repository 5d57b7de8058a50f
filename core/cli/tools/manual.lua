-- SPDX-License-Identifier: MIT
-- What docs/lua-api.md says of a function or class.

local text = require "tool.manual_text"

local M = {}
local entries

-- A function of the manual with the lines above it that are about it.
local function read()
  local out, above, open = {}, {}, false
  for line in text:gmatch("([^\n]*)\n") do
    local info = line:match("^```(.*)$")
    if info then
      open, above = info == "luadoc" and not open, {}
    elseif open then
      local name = line:match("^function ([%w_.:]+)") or line:match("^(quoth%.%w+)%s+%-%-%-@type")
      local class = line:match("^%-%-%-@class quoth%.(%u%w*)")
      if line == "" or class then above = {} end
      if line ~= "" then above[#above + 1] = line end
      if class then
        out[#out + 1] = { name = class, lines = above, class = true }
      elseif name then
        out[#out + 1] = { name = name, lines = above }
        above = {}
      end
    end
  end
  return out
end

---@return {name: string, lines: string[], class: boolean?}[]
function M.entries()
  entries = entries or read()
  return entries
end

local function joined(name, class)
  for _, entry in ipairs(M.entries()) do
    if entry.name == name and (entry.class or false) == class then
      return table.concat(entry.lines, "\n")
    end
  end
end

function M.of(name) return joined(name, false) end
function M.of_class(name) return joined(name, true) end

---Names of a class's methods and fields.
function M.methods(class)
  local names = {}
  for _, entry in ipairs(M.entries()) do
    names[#names + 1] = entry.name:match("^" .. class .. ":([%w_]+)$")
    if entry.class and entry.name == class then
      for _, line in ipairs(entry.lines) do
        names[#names + 1] = line:match("^%-%-%-@field (%w+)")
      end
    end
  end
  table.sort(names)
  return names
end

return M
