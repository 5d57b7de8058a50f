-- SPDX-License-Identifier: MIT
-- A pack's own table, with the places of what is in it. The file is run with the
-- names that a pack may use and a budget, as the host does; the host has loaded
-- and checked it before.

local quoth = require "quoth"

local M = {}

local NAMES = {
  "assert", "error", "ipairs", "next", "pairs", "pcall", "xpcall", "rawequal", "rawget",
  "rawlen", "rawset", "select", "setmetatable", "getmetatable", "tonumber", "tostring", "type",
  "math", "utf8", "coroutine", "table",
}
local STEPS = 200 * 1000 * 1000

local function split(line)
  local cells = {}
  for cell in (line .. "\t"):gmatch("([^\t]*)\t") do cells[#cells + 1] = cell end
  return cells
end

---Rows of a TSV text: lists of cells, with `line`; the header first.
function M.rows(text)
  local rows, n = {}, 0
  for line in (text:gsub("\r", "") .. "\n"):gmatch("([^\n]*)\n") do
    n = n + 1
    if line ~= "" and line:sub(1, 1) ~= "#" then
      local row = split(line)
      row.line = n
      rows[#rows + 1] = row
    end
  end
  return rows
end

local function value_of(cell)
  if cell == "true" or cell == "false" then return cell == "true" end
  return tonumber(cell) or cell
end

-- Entries of a lexicon's file: as in a list, with `line`. Of a compiled one (see
-- quoth compile) nothing is known here.
local function entries_of(text)
  if text:sub(1, 7) == "QUOTHLX" then return {} end
  local entries, rows = {}, M.rows(text)
  for i = 2, #rows do
    local entry = { rows[i][1], line = rows[i].line }
    for c = 2, #rows[1] do
      if (rows[i][c] or "") ~= "" then entry[rows[1][c]] = value_of(rows[i][c]) end
    end
    entries[#entries + 1] = entry
  end
  return entries
end

local function quoth_rows(text)
  local out, rows = {}, M.rows(text)
  for i = 2, #rows do
    local row = {}
    for c, name in ipairs(rows[1]) do
      local cell = rows[i][c]
      if cell ~= "" then row[c], row[name] = cell, cell end
    end
    out[#out + 1] = row
  end
  return out
end

local function searcher(tool, root)
  return function(relative)
    for _, folder in ipairs { root, table.unpack(tool.folders) } do
      local path = folder == "" and relative or folder .. "/" .. relative
      local text = tool.read(path)
      if text then return text, path end
    end
    error("no file " .. relative, 0)
  end
end

local function environment(find, files)
  local env, loaded = {}, {}
  for _, name in ipairs(NAMES) do env[name] = _G[name] end
  env.string = setmetatable({ dump = false }, { __index = string })
  env._G = env
  local function same(t) return t end
  local module = { pack = same, constant = same, re = quoth.re, version = quoth.version().quoth }
  function module.tsv(path) return quoth_rows((find(path))) end
  function env.require(name)
    if name == "quoth" then return module end
    if loaded[name] == nil then
      local text, path = find(name:gsub("%.", "/") .. ".lua")
      files[#files + 1] = { path = path, text = text }
      local value = assert(load(text, "@" .. path, "t", env))(name)
      loaded[name] = value == nil and true or value
    end
    return loaded[name]
  end
  return env
end

local function locate(tool, name)
  if name:match("%.lua$") or name:find("/", 1, true) then
    return name, name:match("^(.*)/[^/]*$") or ""
  end
  local inner = name:gsub("%.", "/") .. ".lua"
  for _, folder in ipairs(tool.folders) do
    if tool.read(folder .. "/" .. inner) then return folder .. "/" .. inner, folder end
  end
  return name, ""
end

local function limited(f)
  local thread = coroutine.create(f)
  debug.sethook(thread, function() error("the pack takes too long to load", 0) end, "", STEPS)
  local ok, value = coroutine.resume(thread)
  if not ok then error(value, 0) end
  return value
end

---@class tool.Pack
---@field table table    as the file returns it
---@field path string
---@field text string
---@field root string   folder in which its files are looked for
---@field files {path: string, text: string}[]  its own and those it requires
---@field lexicons table<string, {path: string, entries: table[]}>

---@param tool table  what the tool was given
---@param name string  of the pack, or its file
---@param text? string what is in the file, when not what is on the disk
---@return tool.Pack
function M.load(tool, name, text)
  local path, root = locate(tool, name)
  text = text or tool.read(path)
  if not text then error(path .. ": cannot be read", 0) end
  local files = { { path = path, text = text } }
  local find = searcher(tool, root)
  local env = environment(find, files)
  local chunk = assert(load(text, "@" .. path, "t", env))
  local pack = { table = limited(chunk), path = path, root = root, text = text, files = files,
    lexicons = {} }
  for lexicon, given in pairs(pack.table.lexicons or {}) do
    if type(given) == "function" then given = limited(given) end
    local entries, from = given, path
    if type(given) == "string" then
      local tsv
      tsv, from = find(given)
      entries = entries_of(tsv)
    end
    pack.lexicons[lexicon] = { path = from, entries = entries }
  end
  return pack
end

---Line and column of a byte of a text, and the line itself.
function M.place(text, byte)
  local line, start = 1, 1
  for feed in text:gmatch("()\n") do
    if feed >= byte then break end
    line, start = line + 1, feed + 1
  end
  local excerpt = text:match("^[^\n]*", start)
  local column = utf8.len(text:sub(start, byte - 1), 1, -1, true) or byte - start
  return line, column + 1, excerpt
end

---The byte of a file at which a text of it stands, at or after a line.
function M.find(text, piece, line)
  local from = 1
  for _ = 2, line or 1 do from = (text:find("\n", from, true) or #text) + 1 end
  return text:find(piece, from, true) or text:find(piece, 1, true)
end

return M
