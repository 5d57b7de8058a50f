-- SPDX-License-Identifier: MIT
--[[
Turns the marks of a kind of boundary into tables for page.h.

A mark is a name for some classes, which the vector paths keep a bit a byte of.
A page is 128 code points, 8 rows of 16. The table of a mark in a page has a
byte a column, in which bit r is set when row r has the mark there: two look-ups
of 16 entries and an AND tell the mark of any character of the page.
]]

local pages = {}

local PAGE, COLUMNS, COUNT = 128, 16, 512 -- pages of the BMP

local function table_of(has, first)
  local t, all, none = {}, true, true
  for column = 0, COLUMNS - 1 do
    local byte = 0
    for row = 0, PAGE // COLUMNS - 1 do
      if has[first + row * COLUMNS + column] then byte = byte | 1 << row end
    end
    t[column + 1] = byte
    all, none = all and byte == 0xFF, none and byte == 0
  end
  return t, all, none
end

local function members(mark, names, property)
  local has, in_mark = {}, {}
  for i, name in ipairs(names) do in_mark[i - 1] = mark[2][name] or false end
  for cp = 0, #property do has[cp] = in_mark[property[cp]] end
  return has
end

---Where `bytes` stand in `pool`, which they are added to if need be.
local function place(pool, seen, bytes)
  if #bytes == 0 then return 0 end
  local key = table.concat(bytes, ",")
  if not seen[key] then
    seen[key] = #pool // COLUMNS
    table.move(bytes, 1, #bytes, #pool + 1, pool)
  end
  return seen[key]
end

local function is_bare(out, first, last)
  for p = first, last do
    if out[p + 1].some | out[p + 1].all ~= 0 then return false end
  end
  return true
end

local function bare_leads(out)
  local bytes = {}
  for low = 0, 15 do
    local c, d = low // 2, 8 + low // 2
    bytes[low + 1] = (low > 1 and is_bare(out, c, c) and 1 << 4 or 0)
      | (is_bare(out, d, d) and 1 << 5 or 0)
      | (is_bare(out, low * 32, low * 32 + 31) and low ~= 13 and 1 << 6 or 0)
  end
  return bytes
end

---For each byte, 1 when a character with a mark may begin with it.
local function first_bytes(ascii, bare)
  local bytes = {}
  for b = 0, 255 do
    local row, column = b >> 4, (b & 15) + 1
    local may = b >= 0xC2 and b <= 0xF4
    if b < 0x80 then
      for _, t in ipairs(ascii) do may = may or t[column] >> row & 1 == 1 end
    elseif may then
      may = bare[column] >> row - 8 & 1 == 0
    end
    bytes[b + 1] = may and 1 or 0
  end
  return bytes
end

local function marks_of_classes(marks, names)
  local sets = {}
  for i, name in ipairs(names) do
    sets[i] = 0
    for bit, mark in ipairs(marks) do
      if mark[2][name] then sets[i] = sets[i] | 1 << bit - 1 end
    end
  end
  return sets
end

---@param marks { [1]: string, [2]: table<string, boolean> }[]
---@param names string[] the classes, in the order of their numbers from 0
---@param property integer[] class by code point
---@param pool integer[] tables of all kinds, added to
---@return table `pages`, whose `some` and `all` are sets of marks; `of_class`,
---  such sets by class; `ascii`, tables of the first page; `bare`, the leads
---  whose characters have no mark: bit H - 8 of byte L for the lead 0xHL;
---  `first`, 1 for each byte that may begin a character with a mark
function pages.make(marks, names, property, pool, seen)
  local has, out, ascii = {}, {}, {}
  for i, mark in ipairs(marks) do has[i] = members(mark, names, property) end
  for p = 0, COUNT - 1 do
    local page, bytes = { some = 0, all = 0 }, {}
    for i in ipairs(marks) do
      local t, all, none = table_of(has[i], p * PAGE)
      if p == 0 then ascii[i] = t end
      if all then
        page.all = page.all | 1 << i - 1
      elseif not none then
        page.some = page.some | 1 << i - 1
        table.move(t, 1, COLUMNS, #bytes + 1, bytes)
      end
    end
    page.first = place(pool, seen, bytes)
    out[p + 1] = page
  end
  local bare = bare_leads(out)
  return {
    pages = out, ascii = ascii, bare = bare, first = first_bytes(ascii, bare),
    of_class = marks_of_classes(marks, names),
  }
end

return pages
