-- SPDX-License-Identifier: MIT
-- What editors know about packs, made from the manual docs/lua-api.md:
--   lua5.4 scripts/dev/editors.lua FOLDER
-- writes FOLDER/quoth.d.lua (for LuaLS: add the folder to workspace.library)
-- and FOLDER/quoth.luacheckrc (globals that a pack may use).

local MANUAL = "docs/lua-api.md"

local function lines_of_blocks(path)
  local out, open = {}, false
  for line in io.lines(path) do
    local info = line:match("^```(.*)$")
    if info then
      if open then out[#out + 1] = "" end
      open = not open and info == "luadoc"
    elseif open then
      out[#out + 1] = line
    end
  end
  return out
end

-- Classes that have functions: the table in which they stand.
local function tables_of(lines)
  local tables = {}
  for _, line in ipairs(lines) do
    local name = line:match("^function (%u%w*)[:.]")
    if name then tables[name] = true end
  end
  return tables
end

-- After the fields of a class with functions: `local Doc = {}`.
local function definitions(lines)
  local out, tables, open = {}, tables_of(lines), nil
  for _, line in ipairs(lines) do
    if open and not line:match("^%-%-%-") then
      out[#out + 1] = "local " .. open .. " = {}"
      open = nil
    end
    local class = line:match("^%-%-%-@class quoth%.(%w+)")
    if class and tables[class] then
      open = class
      tables[class] = nil
    end
    out[#out + 1] = (line:gsub("^(quoth%.%w+)%s+(%-%-%-@type)", "%1 = nil %2"))
  end
  local rest = {}
  for name in pairs(tables) do rest[#rest + 1] = name end
  table.sort(rest)
  for i, name in ipairs(rest) do -- the manual tells of no fields
    table.insert(out, i, ("---@class quoth.%s\nlocal %s = {}\n"):format(name, name))
  end
  return table.concat(out, "\n")
end

-- The names in backquotes of the section "What a pack may use".
local function globals(path)
  local section = io.open(path):read("a"):match("### What a pack may use\n(.-)\n#")
  local names = {}
  local bare, libraries = section:match("^%s*`([^`]+)`.-`([^`]+)`")
  for name in (bare .. " " .. libraries):gmatch("%a[%w]*") do
    names[#names + 1] = ("%q"):format(name)
  end
  return table.concat(names, ", ")
end

local function write(path, text)
  local file = assert(io.open(path, "w"))
  assert(file:write(text))
  assert(file:close())
end

local folder = assert(arg[1], "usage: editors.lua FOLDER")
local lines = lines_of_blocks(MANUAL)
write(folder .. "/quoth.d.lua", "---@meta quoth\n-- Made from " .. MANUAL ..
  " by scripts/dev/editors.lua.\n\n---@class quoth\nlocal quoth = {}\n\n" ..
  definitions(lines) .. "\nreturn quoth\n")
write(folder .. "/quoth.luacheckrc", "-- Made from " .. MANUAL ..
  " by scripts/dev/editors.lua.\nstds.quoth = { read_globals = { " ..
  globals(MANUAL):gsub("(.-, .-, .-, .-, .-, .-, .-, .-,) ", "%1\n  ") .. " } }\nstd = \"quoth\"\n")
