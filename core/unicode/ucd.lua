-- SPDX-License-Identifier: MIT
-- Reads files of the Unicode Character Database.

local ucd = {}

local LAST = 0x10FFFF

---A table indexed by code point, all `default`.
function ucd.fill(default)
  local t = {}
  for cp = 0, LAST do t[cp] = default end
  return t
end

---Calls `f(first, last, value)` for each line `first[..last] ; value # ...`.
local function each_range(path, f)
  for line in io.lines(path) do
    local range, value = line:match("^([%x.]+)%s*;%s*([%w_]+)")
    if range then
      local first, last = range:match("^(%x+)%.%.(%x+)$")
      f(tonumber(first or range, 16), tonumber(last or range, 16), value)
    end
  end
end

---Reads an enumerated property: code point -> value.
---@param default string of code points that are not listed
function ucd.property(path, default)
  local t = ucd.fill(default)
  each_range(path, function(first, last, value)
    for cp = first, last do t[cp] = value end
  end)
  return t
end

---Reads a binary property: code point -> true or false.
function ucd.binary(path, name)
  local t, count = ucd.fill(false), 0
  each_range(path, function(first, last, value)
    if value == name then
      for cp = first, last do t[cp] = true end
      count = count + 1
    end
  end)
  assert(count > 0, path .. " has no property " .. name)
  return t
end

---Short names of a property's values, by long name.
function ucd.short_names(path, property)
  local short = {}
  for line in io.lines(path) do
    local p, s, long = line:match("^(%w+)%s*;%s*(%w+)%s*;%s*([%w_]+)")
    if p == property then short[long] = s end
  end
  assert(next(short), path .. " has no names of " .. property)
  return short
end

---Version in the first line, as in `# WordBreakProperty-15.0.0.txt`.
function ucd.version(path)
  local line = io.lines(path)() or ""
  return assert(line:match("^# %w+%-([%d.]+)%.txt"), path .. ": no version")
end

function ucd.sha256(path)
  local pipe = assert(io.popen("sha256sum '" .. path .. "'"))
  local sum = pipe:read("a"):match("^%x+")
  pipe:close()
  return assert(sum and #sum == 64 and sum, path .. ": no SHA-256")
end

return ucd
