-- SPDX-License-Identifier: MIT
-- quoth repl: Lua, a document and packs at hand.

local quoth = require "quoth"
local packfile = require "tool.packfile"
local pattern = require "tool.pattern"
local manual = require "tool.manual"

local tool = ...
local lang = (tool.options.lang or { "en" })[1]
local state = { packs = tool.options.pack or {}, tables = {} }
local env = setmetatable({}, { __index = _G })

-- ---- Showing ---------------------------------------------------------------------

local function show(value, depth)
  if type(value) == "string" then return depth == 0 and value or ("%q"):format(value) end
  if type(value) ~= "table" or depth > 3 then return tostring(value) end
  local parts, keys = {}, {}
  for i, v in ipairs(value) do parts[i] = show(v, depth + 1) end
  for k in pairs(value) do
    if not (math.type(k) == "integer" and k >= 1 and k <= #value) then keys[#keys + 1] = k end
  end
  table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
  for _, k in ipairs(keys) do
    parts[#parts + 1] = ("%s = %s"):format(tostring(k), show(value[k], depth + 1))
  end
  return "{ " .. table.concat(parts, ", ") .. " }"
end

local function put(format, ...)
  tool.write(select("#", ...) > 0 and format:format(...) or format, "\n")
end

local function pad(s, n) return s .. (" "):rep(math.max(1, n - tool.columns(s))) end

local function one_line(s) return (s:gsub("%s+", " "):gsub("^ ", ""):gsub(" $", "")) end

local function count(n, what) return ("%d %s%s"):format(n, what, n == 1 and "" or "s") end

-- ---- Packs -------------------------------------------------------------------------

local function load_packs()
  local engine = quoth.engine { packs = state.packs, path = tool.folders }
  state.tables = {}
  for _, name in ipairs(state.packs) do
    local pack = packfile.load(tool, name)
    state.tables[#state.tables + 1] = pack
  end
  state.engine = engine
end

local function engine()
  if not state.engine then load_packs() end
  return state.engine
end

-- The lexicon or definition of a name, in the packs: the last one counts.
local function find_name(field, name)
  engine()
  for i = #state.tables, 1, -1 do
    local pack = state.tables[i]
    local own = name:match("^" .. pack.table.name:gsub("%p", "%%%0") .. "/(.*)$") or name
    local found = field == "lexicons" and pack.lexicons[own] or field == "define"
      and (pack.table.define or {})[own]
    if found then return found, pack end
  end
end

-- What a pattern names, and what that names: for quoth.pattern.
local function named(text, options)
  pattern.each(pattern.parse(text), function(node)
    local names = { node.name }
    if node.kind == "set" then names = select(3, pattern.in_condition(node.text)) end
    for _, name in ipairs(names) do
      local field = node.kind == "ref" and "define" or "lexicons"
      local found = not options[field][name] and find_name(field, name)
      if found and field == "lexicons" then
        options.lexicons[name] = {}
        for i, entry in ipairs(found.entries) do
          local copy = type(entry) == "table" and { table.unpack(entry) } or entry
          for k, v in pairs(type(entry) == "table" and entry or {}) do
            if k ~= "line" then copy[k] = v end
          end
          options.lexicons[name][i] = copy
        end
      elseif found and node.kind == "ref" then
        options.define[name] = found
        named(type(found) == "table" and found.pattern or found, options)
      end
    end
  end)
  return options
end

-- ---- describe ------------------------------------------------------------------------

local function describe_tokens(doc)
  for i = 1, doc:n_tokens() do
    local flags = {}
    for _, f in ipairs { "sentence_first", "final", "quote_open", "quote_close" } do
      if doc:is(i, f) then flags[#flags + 1] = f end
    end
    put("%s", (pad(tostring(i), 4) .. pad(doc:text_of(i), 18) .. pad(doc:class(i), 8)
      .. pad(doc:caps(i), 7) .. table.concat(flags, " ")):match("^(.-)%s*$"))
  end
end

local function describe_doc(doc)
  put("a text of %s, %s, %s, %s, %s; language %s", count(#doc.text, "byte"),
    count(doc:n_tokens(), "token"), count(doc:n_sentences(), "sentence"),
    count(doc:n_paragraphs(), "paragraph"), count(#doc:quotations(), "quotation"),
    doc.lang == "" and "none" or doc.lang)
  describe_tokens(doc)
end

local function describe_rule(rule, pack)
  put("rule %s/%s, %s:%d", rule.pack, rule.name, rule.source, rule.line)
  put("  phase %s, control %s, priority %d%s", rule.phase, rule.control, rule.priority,
    rule.layer and ", layer " .. rule.layer or "")
  put("  %s", one_line(rule.pattern or rule.regex))
  for _, r in ipairs(pack.table.rules) do
    if r.name == rule.name and r.description then put("  %s", one_line(r.description)) end
  end
end

local function describe_lexicon(name, lexicon)
  local entries, first = lexicon.entries, {}
  for i = 1, math.min(8, #entries) do
    first[i] = type(entries[i]) == "table" and entries[i][1] or entries[i]
  end
  put("lexicon %s, %d %s, %s", name, #entries, #entries == 1 and "entry" or "entries", lexicon.path)
  put("  %s%s", table.concat(first, ", "), #entries > 8 and " …" or "")
end

local function rule_of(name)
  for _, rule in ipairs(engine():rules()) do
    if rule.name == name or rule.pack .. "/" .. rule.name == name then
      for _, pack in ipairs(state.tables) do
        if pack.table.name == rule.pack then return rule, pack end
      end
    end
  end
end

local function describe_string(s)
  local sigil, name = s:match("^([$@])([%w_%./-]+)$")
  if sigil == "$" then
    local lexicon = find_name("lexicons", name)
    if lexicon then return describe_lexicon(name, lexicon) end
    return put("no lexicon %s in the packs", name)
  elseif sigil == "@" then
    local define = find_name("define", name)
    local text = type(define) == "table" and define.pattern or define
    if text then return put("%s = %s", name, one_line(text)) end
    return put("no definition %s in the packs", name)
  end
  local rule, pack = rule_of(s)
  if rule then return describe_rule(rule, pack) end
  for _, entry in ipairs(manual.entries()) do
    if entry.name == s then
      for _, line in ipairs(entry.lines) do put("%s", line) end
      return nil
    end
  end
  describe_doc(quoth.doc(s, { lang = lang }))
end

-- "Doc:token", of which the value is `f`.
local function name_of_function(f)
  for name, value in pairs(quoth) do if value == f then return "quoth." .. name end end
  for name, value in pairs(env) do if value == f then return name end end
end

local function describe(x)
  if type(x) == "string" then return describe_string(x) end
  if type(x) == "function" then
    local name = name_of_function(x)
    return put("%s", name and (manual.of(name) or state.help[name]) or "a function")
  end
  if type(x) == "userdata" then
    local kind = tostring(x):match("^quoth%.(%u%a*)")
    if kind == "Doc" then return describe_doc(x) end
    if kind == "Engine" then return put("an engine of %d rules", #x:rules()) end
    if kind then return put("%s\n%s", tostring(x), manual.of_class(kind) or "") end
  end
  put("%s: %s", type(x), show(x, 1))
end

-- ---- What can be called -----------------------------------------------------------------

state.help = {}
local function define(name, help, f)
  env[name] = f
  state.help[name] = help
end

define("text", "text(s): make s the document `doc`; text() gives its text", function(s)
  if s then env.doc = quoth.doc(s, { lang = lang }) end
  return env.doc.text
end)

define("open", "open(path): make a file the document `doc`", function(path)
  local s, why = tool.read(path)
  if not s then error(path .. ": " .. why, 0) end
  env.doc = quoth.doc(s, { lang = lang })
  put("%d tokens, %d sentences", env.doc:n_tokens(), env.doc:n_sentences())
end)

define("load", "load(pack…): use these packs; load() reads the same once more", function(...)
  if select("#", ...) > 0 then state.packs = { ... } end
  load_packs()
  put("%s", count(#state.engine:rules(), "rule"))
end)

define("find", "find(pattern): where a token pattern matches in `doc`", function(p)
  local options = named(p, {
    lexicons = {}, define = {}, lang = lang, within = "sentence", path = tool.folders,
  })
  local n = 0
  for first, last, captures in quoth.pattern(p, options):gmatch(env.doc) do
    local parts, names = {}, {}
    for name in pairs(captures) do names[#names + 1] = name end
    table.sort(names)
    for _, name in ipairs(names) do
      for _, span in ipairs(captures[name]) do
        parts[#parts + 1] = ("%s: %s"):format(name, one_line(env.doc:sub(span[1], span[2])))
      end
    end
    n = n + 1
    local matched = one_line(env.doc:sub(first, last))
    put("%s", #parts > 0 and pad(matched, 30) .. table.concat(parts, "  ") or matched)
  end
  put(n == 1 and "1 match" or n .. " matches")
end)

define("run", "run(): what the packs find in `doc`", function()
  local found = engine():run(env.doc.text, { lang = lang })
  for _, a in ipairs(found.annotations) do
    if a.layer ~= "quote" then
      local parts = {}
      for role in pairs(a.parts) do parts[#parts + 1] = role end
      table.sort(parts)
      for i, role in ipairs(parts) do
        local span = a.parts[role][1]
        parts[i] = ("%s: %s"):format(role, one_line(env.doc:sub(span[1], span[2])))
      end
      local what = #parts > 0 and table.concat(parts, "  ") or env.doc:sub(a.first, a.last)
      put("%s%s%s", pad(a.layer, 14), pad(a.rule or "", 28), one_line(what))
    end
  end
  return nil
end)

define("explain", "explain(rule): how a rule fares in `doc`", function(name)
  local doc, rule = env.doc, rule_of(name)
  for _, t in ipairs(engine():explain(name, doc.text, { lang = lang })) do
    local span = t.span or t.region
    put("%s%s", pad(t.verdict, 9), one_line(doc:sub(span[1], span[2])))
    if t.wanted then
      put("         wanted %s, %s", pattern.element_at(rule.pattern, t.wanted),
        t.stood and "there stood " .. doc:sub(t.stood[1], t.stood[2]) or "the region ends")
    end
  end
end)

define("rules", "rules(): the rules of the packs", function()
  for _, r in ipairs(engine():rules()) do
    put("%s%s:%d", pad(r.pack .. "/" .. r.name, 34), r.source, r.line)
  end
end)

define("describe", [[
describe(x): what x is: a document, a rule, "$lexicon", "@NAME", a function,
"Doc:token" of the manual, any other string as a text, any other value]], describe)

define("help", "help(): this list", function()
  local names = {}
  for name in pairs(state.help) do names[#names + 1] = name end
  table.sort(names)
  for _, name in ipairs(names) do put("%s", (state.help[name]:gsub("\n", "\n  "))) end
  put("doc, quoth, and all of Lua: an expression is shown, a statement is done; exit ends")
end)

-- ---- Completion ------------------------------------------------------------------------

local function add_matching(out, prefix, head, names)
  local seen = {}
  for _, name in ipairs(names) do
    if not seen[name] and name:sub(1, #prefix) == prefix then out[#out + 1] = head .. name end
    seen[name] = true
  end
end

local function keys_of(t)
  local names = {}
  for k in pairs(type(t) == "table" and t or {}) do
    if type(k) == "string" and k:match("^[%a_][%w_]*$") then names[#names + 1] = k end
  end
  return names
end

local function all_names(field)
  pcall(engine)
  local names = {}
  for _, pack in ipairs(state.tables) do
    for name in pairs(field == "lexicons" and pack.lexicons or pack.table.define or {}) do
      names[#names + 1] = name:match("^[^(]*")
    end
  end
  return names
end

-- What a word may become: $lexicons, @definitions, fields, methods, globals.
local function complete(word)
  local out = {}
  local sigil, rest = word:match("^([$@])(.*)$")
  local path, mark, last = word:match("^([%a_][%w_%.]*)([.:])([%w_]*)$")
  if sigil then
    add_matching(out, rest, sigil, all_names(sigil == "$" and "lexicons" or "define"))
  elseif path then
    local value = env
    for name in path:gmatch("[%a_][%w_]*") do
      value = type(value) == "table" and value[name] or nil
    end
    if path == "doc" then add_matching(out, last, path .. mark, manual.methods("Doc"))
    else add_matching(out, last, path .. mark, keys_of(value)) end
  else
    local names = keys_of(env)
    table.move(keys_of(_G), 1, #keys_of(_G), #names + 1, names)
    local ok, all = pcall(function() return engine():rules() end)
    for _, r in ipairs(ok and all or {}) do
      if word ~= "" then names[#names + 1], names[#names + 2] = r.name, r.pack .. "/" .. r.name end
    end
    add_matching(out, word, "", names)
  end
  table.sort(out)
  return out
end

define("complete", "complete(word): what the Tab key offers", function(word)
  put("%s", table.concat(complete(word), " "))
end)

-- ---- The loop --------------------------------------------------------------------------

-- An expression, or a statement; or nil and whether more lines are wanted.
local function compile(source)
  local chunk = _G.load("return " .. source, "=input", "t", env)
  if chunk then return chunk end
  local statement, why = _G.load(source, "=input", "t", env)
  return statement, why, not statement and why:match("<eof>$") ~= nil
end

local function evaluate(chunk)
  local results = table.pack(pcall(chunk))
  if not results[1] then
    tool.report_error(tostring(results[2]))
    return false
  end
  for i = 2, results.n do
    if results[i] ~= nil or results.n > 2 then put("%s", show(results[i], 0)) end
  end
  return true
end

local function read_chunk()
  local source = tool.readline("quoth> ")
  while source do
    local chunk, why, more = compile(source)
    if not more then return source, chunk, why end
    local line = tool.readline("    >> ")
    if not line then return source, nil, why end
    source = source .. "\n" .. line
  end
end

local function history_path()
  local given = os.getenv("QUOTH_HISTORY")
  local base = os.getenv("XDG_STATE_HOME") or (os.getenv("HOME") or "") .. "/.local/state"
  return given or base .. "/quoth/history"
end

local function loop()
  local good = true
  while true do
    tool.flush()
    local source, chunk, why = read_chunk()
    if not source or source:match("^%s*exit%s*%(?%)?%s*$") then return good end
    if chunk then
      good = evaluate(chunk) and good
    elseif source:match("%S") then
      tool.report_error(why)
      good = false
    end
  end
end

env.quoth = quoth
env.doc = quoth.doc("", { lang = lang })
if #state.packs == 0 then state.packs = tool.defaults end
if #tool.words > 1 then
  tool.report("repl wants one file at most")
  return 2
end
if tool.words[1] then
  local ok, why = pcall(env.open, tool.words[1])
  if not ok then
    tool.report(why)
    return 1
  end
end
if tool.options.pack then
  local ok, why = pcall(load_packs)
  if not ok then
    tool.report_error(why)
    return 3
  end
end
local by_hand = tool.is_terminal()
if by_hand then
  put("Quoth %s. help() lists what there is; Tab completes; exit ends.", quoth.version().quoth)
  tool.complete(complete)
  tool.read_history(history_path())
end
local good = loop()
if by_hand then
  local ok, why = tool.write_history(history_path())
  if not ok then tool.report(history_path() .. ": " .. why) end
  return 0
end
return good and 0 or 1
