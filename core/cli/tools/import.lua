-- SPDX-License-Identifier: MIT
-- quoth import: rules and lists made for other programs, as a pack. What cannot
-- be said here is listed, each with its place; nothing is left out in silence.

local quoth = require "quoth"

local tool = ...

local FORMATS = {
  spacy = "tool.import_spacy", cql = "tool.import_cql", gazetteer = "tool.import_gazetteer",
}
local NAMES = { "cql", "gazetteer", "spacy" }

-- ---- What a format gives -------------------------------------------------------------

---@class tool.Import
---@field rules table[]   {name, pattern, within?, layer, features: string[][], from: place}
---@field lexicons table<string, table[]>   entries: {text, features…}; `order` the names
---@field not_done table[]   {line, what, why}
---@field differs table<string, integer>    what is a little different -> how often

local function new_import(lang)
  local import = { rules = {}, lexicons = {}, order = {}, not_done = {}, differs = {}, lang = lang,
    taken = {} }
  function import.fail(line, what, why)
    import.not_done[#import.not_done + 1] = { line = line, what = what, why = why }
  end
  function import.differ(how) import.differs[how] = (import.differs[how] or 0) + 1 end
  -- A name that patterns and packs can spell, and no other rule has.
  function import.name(wanted)
    local name = wanted:lower():gsub("[^%w]+", "-"):gsub("^%-+", ""):gsub("%-+$", "")
    if not name:match("^%a") then name = "x" .. name end
    local n, unique = 1, name
    while import.taken[unique] do n, unique = n + 1, name .. "-" .. n + 1 end
    import.taken[unique] = true
    return unique
  end
  return import
end

-- ---- The pack as text ------------------------------------------------------------------

local function literal(value)
  if type(value) == "string" then return (("%q"):format(value):gsub("\\\n", "\\n")) end
  return tostring(value)
end

local function key(name) return name:match("^[%a_][%w_]*$") and name or ("[%q]"):format(name) end

local function sorted_keys(t)
  local keys = {}
  for k in pairs(t) do if type(k) == "string" then keys[#keys + 1] = k end end
  table.sort(keys)
  return keys
end

local function entry_text(entry)
  local fields = {}
  for _, name in ipairs(sorted_keys(entry)) do
    fields[#fields + 1] = (", %s = %s"):format(key(name), literal(entry[name]))
  end
  return #fields == 0 and literal(entry[1])
    or ("{ %s%s }"):format(literal(entry[1]), table.concat(fields))
end

local function lexicon_text(name, entries)
  local lines = { ("    %s = {\n"):format(key(name)) }
  for _, entry in ipairs(entries) do
    lines[#lines + 1] = ("      %s,\n"):format(entry_text(entry))
  end
  lines[#lines + 1] = "    },\n"
  return table.concat(lines)
end

local function long_string(s)
  local level = "="
  while s:find("]" .. level .. "]", 1, true) do level = level .. "=" end
  return ("[%s[ %s ]%s]"):format(level, s, level)
end

local function rule_text(rule)
  local emit = { ("layer = %q"):format(rule.layer) }
  for _, f in ipairs(rule.features or {}) do
    emit[#emit + 1] = ("%s = %s"):format(key(f[1]), f[2] or ("{ %q, %q }"):format(f[3], f[4]))
  end
  return ("    { name = %q,%s\n      pattern = %s,\n      emit = { %s } },\n"):format(rule.name,
    rule.within and (" within = %q,"):format(rule.within) or "", long_string(rule.pattern),
    table.concat(emit, ", "))
end

-- `lexicons`: text of the field for each, in order.
local function pack_text(name, import, rules, lexicons)
  local out = { "local quoth = require \"quoth\"\n\nreturn quoth.pack {\n",
    ("  name = %q, version = 1, lang = %q,\n"):format(name, import.lang) }
  if #lexicons > 0 then
    out[#out + 1] = "  lexicons = {\n" .. table.concat(lexicons) .. "  },\n"
  end
  out[#out + 1] = "  rules = {\n"
  for _, rule in ipairs(rules) do out[#out + 1] = rule_text(rule) end
  out[#out + 1] = "  },\n}\n"
  return table.concat(out)
end

-- ---- Checked by compiling -----------------------------------------------------------------

local function compiles(name, import, rules, lexicons)
  local ok, why = pcall(quoth.engine, { source = pack_text(name, import, rules, lexicons),
    path = tool.folders })
  return ok, why and tostring(why):match("^[^\n]*"):gsub("^source:%d+:%d+: ", "")
end

-- All at once, or, when that fails, the half of each that is wrong.
local function keep_good(name, import, rules, lexicons)
  local ok, why = compiles(name, import, rules, lexicons)
  if ok then return rules end
  if #rules == 1 then
    import.fail(rules[1].line, rules[1].what, why)
    return {}
  end
  local half, good = #rules // 2, {}
  for _, part in ipairs { { 1, half }, { half + 1, #rules } } do
    local some = table.move(rules, part[1], part[2], 1, {})
    table.move(keep_good(name, import, some, lexicons), 1, #rules, #good + 1, good)
  end
  return good
end

-- An entry that is there already, with other features, would be an error.
local function tidy_lexicon(import, name)
  local seen, kept = {}, {}
  for _, entry in ipairs(import.lexicons[name]) do
    local norm = {}
    local doc = quoth.doc(entry[1], { lang = import.lang })
    for i = 1, doc:n_tokens() do norm[i] = doc:norm(i) end
    local id, line = table.concat(norm, " "), entry.line
    entry.line = nil
    local features = entry_text(entry):gsub("^{? ?\".-\"", "", 1)
    if id == "" or seen[id] and seen[id] ~= features then
      import.fail(line, entry[1], id == "" and "nothing to match"
        or "the same words stand before, with other features")
      import.not_done[#import.not_done].path = import.lexicons[name].path
    elseif not seen[id] then
      seen[id] = features
      kept[#kept + 1] = entry
    end
  end
  import.lexicons[name] = kept
end

-- ---- Writing -------------------------------------------------------------------------------

local FEW = 40 -- entries that stand in the pack itself

local function tsv_text(entries)
  local names, seen = {}, {}
  for _, entry in ipairs(entries) do
    for _, name in ipairs(sorted_keys(entry)) do
      if not seen[name] then
        seen[name] = true
        names[#names + 1] = name
      end
    end
  end
  local out = { table.concat({ "entry", table.unpack(names) }, "\t"), "\n" }
  for _, entry in ipairs(entries) do
    local cells = { entry[1] }
    for i, name in ipairs(names) do
      cells[i + 1] = entry[name] == nil and "" or tostring(entry[name])
    end
    out[#out + 1] = table.concat(cells, "\t") .. "\n"
  end
  return table.concat(out)
end

local function fits_tsv(entries)
  for _, entry in ipairs(entries) do
    for _, value in pairs(entry) do
      if type(value) == "string" and value:find("[\t\n\r]") then return false end
    end
    if entry[1]:sub(1, 1) == "#" then return false end
  end
  return true
end

local function exists(path)
  local f = io.open(path)
  return f ~= nil and f:close()
end

local function write_file(path, text)
  local f, why = io.open(path, "w")
  if not f or not f:write(text) or not f:close() then
    tool.report(("cannot write %s: %s"):format(path, why or "the disk"))
    return false
  end
  return true
end

-- Long lists go into files beside the pack.
local function place_lexicons(import, output)
  local fields, files = {}, {}
  local base = output and output:gsub("%.lua$", "")
  for _, name in ipairs(import.order) do
    local entries = import.lexicons[name]
    if base and #entries > FEW and fits_tsv(entries) then
      local path = ("%s-%s.tsv"):format(base, name)
      files[#files + 1] = { path, tsv_text(entries) }
      fields[#fields + 1] = ("    %s = %q,\n"):format(key(name), path:match("[^/]*$"))
    else
      fields[#fields + 1] = lexicon_text(name, entries)
    end
  end
  return fields, files
end

local function report_import(import, path, n)
  table.sort(import.not_done, function(a, b)
    if (a.path or path) ~= (b.path or path) then return (a.path or path) < (b.path or path) end
    return a.line < b.line
  end)
  for _, f in ipairs(import.not_done) do
    tool.report_error(("%s:%d: not converted: %s\n  %s"):format(f.path or path, f.line, f.why,
      (f.what:gsub("%s+", " "))))
  end
  for _, how in ipairs(sorted_keys(import.differs)) do
    tool.report(("%s: different in %d place%s: %s"):format(path, import.differs[how],
      import.differs[how] == 1 and "" or "s", how))
  end
  tool.report(("%s: %d rule%s, %d not converted"):format(path, n, n == 1 and "" or "s",
    #import.not_done))
end

local function write_all(import, name, rules, output)
  local fields, files = place_lexicons(import, output)
  local text = pack_text(name, import, rules, fields)
  if not output then
    tool.write(text)
    return true
  end
  files[#files + 1] = { output, text }
  for _, f in ipairs(files) do
    if exists(f[1]) then
      tool.report(f[1] .. " is there already; nothing was written")
      return nil
    end
  end
  for _, f in ipairs(files) do if not write_file(f[1], f[2]) then return false end end
  return true
end

-- ---- The command -----------------------------------------------------------------------------

local function usage(text)
  tool.report(text)
  return 2
end

local format, path = tool.words[1], tool.words[2]
local output = (tool.options.output or {})[1]
if output == "-" then output = nil end
if not FORMATS[format or ""] then
  local near = format and tool.nearest(format, NAMES)
  return usage(not format and "import wants a format (cql, gazetteer or spacy) and a file"
    or ("import knows cql, gazetteer and spacy, not \"%s\"%s"):format(format,
      near and "; did you mean " .. near .. "?" or ""))
end
if not path or #tool.words > 2 then return usage("import wants a format and one file") end
local text, why = tool.read(path)
if not text then
  tool.report(("%s: %s"):format(path, why))
  return 1
end
local lang = (tool.options.lang or { "en" })[1]
if not lang:match("^%a[%w-]*$") then return usage(("\"%s\" is no language"):format(lang)) end
local import = new_import(lang)
local name = (output or path):match("[^/]*$"):gsub("%.%w+$", ""):lower():gsub("[^%w]+", "-")
if not name:match("^%a") then name = "imported" end
require(FORMATS[format])(tool, import, text, path)
for _, lexicon in ipairs(import.order) do tidy_lexicon(import, lexicon) end
local lexicons = {}
for i, lexicon in ipairs(import.order) do
  lexicons[i] = lexicon_text(lexicon, import.lexicons[lexicon])
end
local rules = #import.rules > 0 and keep_good(name, import, import.rules, lexicons) or {}
local written = write_all(import, name, rules, output)
if written == nil then return 2 end
report_import(import, path, #rules)
return not written and 4 or #import.not_done > 0 and 1 or 0
