-- SPDX-License-Identifier: MIT
--[[
Makes docs/benchmarks.md of what `make bench` measured:

  lua5.4 tests/bench/report.lua BENCH.JSONL "MACHINE" > docs/benchmarks.md

A metric WHAT-LANGUAGE-NAME is a cell of WHAT's table; the rest are lists.
]]

local path, machine = arg[1], arg[2]

local function add_once(list, name)
  if not list[name] then
    list[#list + 1] = name
    list[name] = true
  end
end

---Tables of a benchmark: what -> languages, names, cells.
local function read()
  local benches, notes = {}, {}
  for line in io.lines(path) do
    local note = line:match('"note":"([^"]*)"')
    local bench, metric = line:match('"bench":"([^"]*)","metric":"([^"]*)"')
    if note then
      add_once(notes, note)
    else
      local value, unit = line:match('"value":([^,]+),"unit":"([^"]*)"')
      local what, lang, name = metric:match("^(%l+)%-(%l%l)%-(.+)$")
      if not what then what, lang, name = "", unit, metric end
      add_once(benches, bench)
      local tables = benches[bench .. " tables"] or {}
      benches[bench .. " tables"] = tables
      add_once(tables, what)
      local t = tables["=" .. what] or { langs = {}, names = {}, cells = {} }
      tables["=" .. what] = t
      add_once(t.langs, lang)
      add_once(t.names, name)
      t.cells[name .. "\0" .. lang] = { tonumber(value), unit }
    end
  end
  return benches, notes
end

---Three figures that count, thousands without a fraction.
local function round(value)
  if value >= 100 then return ("%.0f"):format(value) end
  return ("%.3g"):format(value)
end

local function print_list(t)
  print("| | |\n|---|--:|")
  for _, name in ipairs(t.names) do
    for _, lang in ipairs(t.langs) do
      local cell = t.cells[name .. "\0" .. lang]
      if cell then
        print(("| %s | %s %s |"):format(name, round(cell[1]), cell[2]))
      end
    end
  end
  print()
end

local function print_table(what, t)
  if what == "" then return print_list(t) end
  print(("| %s | %s |"):format(what, table.concat(t.langs, " | ")))
  print("|---|" .. ("--:|"):rep(#t.langs))
  for _, name in ipairs(t.names) do
    local row, unit = {}, ""
    for i, lang in ipairs(t.langs) do
      local cell = t.cells[name .. "\0" .. lang]
      row[i] = cell and round(cell[1]) or ""
      unit = cell and cell[2] or unit
    end
    print(("| %s, %s | %s |"):format(name, unit, table.concat(row, " | ")))
  end
  print()
end

local benches, notes = read()
print("# Benchmarks\n")
print("Made by `make bench`; do not edit. Contestants run in turn on one core,")
print("medians are shown: figures of other machines differ, ratios less.\n")
print(machine .. ".\n")
if #notes > 0 then
  print("Texts: " .. table.concat(notes, "; ") .. ".\n")
end
for _, bench in ipairs(benches) do
  print("## " .. bench .. "\n")
  local tables = benches[bench .. " tables"]
  for _, what in ipairs(tables) do print_table(what, tables["=" .. what]) end
end
