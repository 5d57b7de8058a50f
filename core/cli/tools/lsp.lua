-- SPDX-License-Identifier: MIT
-- quoth lsp: a server of the Language Server Protocol for packs, over standard
-- input and output.

local quoth = require "quoth"
local manual = require "tool.manual"
local packfile = require "tool.packfile"

local tool = ...
local documents, utf8_positions, shut_down = {}, false, false

-- ---- Messages -------------------------------------------------------------------------

local ARRAY = {} -- metatable of tables that are lists even when they are empty

local function list(t) return setmetatable(t, ARRAY) end

local function encode(value)
  if type(value) == "string" then return tool.quote(value) end
  if type(value) ~= "table" then return tostring(value) end
  local parts = {}
  if #value > 0 or getmetatable(value) == ARRAY then
    for i, v in ipairs(value) do parts[i] = encode(v) end
    return "[" .. table.concat(parts, ",") .. "]"
  end
  for k, v in pairs(value) do parts[#parts + 1] = tool.quote(k) .. ":" .. encode(v) end
  table.sort(parts)
  return "{" .. table.concat(parts, ",") .. "}"
end

local function send(message)
  message.jsonrpc = "2.0"
  local body = encode(message)
  tool.write(("Content-Length: %d\r\n\r\n"):format(#body), body)
  tool.flush()
end

-- A result of nil would be left out.
local function answer(id, result)
  if result == nil then
    local body = ('{"id":%s,"jsonrpc":"2.0","result":null}'):format(encode(id))
    tool.write(("Content-Length: %d\r\n\r\n"):format(#body), body)
    tool.flush()
  else
    send { id = id, result = result }
  end
end

local MAX_BODY = 1 << 28

-- The next message; nil at the end of input, false for what is none.
local function receive()
  local length
  while true do
    local line = io.read("L")
    if not line then return nil end
    line = line:gsub("\r?\n$", "")
    if line == "" and length then break end
    length = tonumber(line:match("^[Cc]ontent%-[Ll]ength:%s*(%d+)$")) or length
  end
  if length > MAX_BODY then return nil end
  local body = length == 0 and "" or io.read(length)
  if not body or #body < length then return nil end
  local message = tool.json(body)
  return type(message) == "table" and message
end

-- ---- Places -----------------------------------------------------------------------------

local function path_of(uri)
  local path = uri:match("^file://[^/]*(/.*)$") or uri
  return (path:gsub("%%(%x%x)", function(hex) return string.char(tonumber(hex, 16)) end))
end

local function uri_of(path)
  return "file://" .. path:gsub("[^%w/%-_.~]", function(c) return ("%%%02X"):format(c:byte()) end)
end

local function line_of(text, n)
  local at = 1
  for _ = 1, n do
    at = text:find("\n", at, true)
    if not at then return "" end
    at = at + 1
  end
  return (text:match("^[^\r\n]*", at))
end

-- Units of the client's positions: UTF-16, or bytes when it can.
local function units(s)
  if utf8_positions then return #s end
  local n = 0
  for _, cp in utf8.codes(s, true) do n = n + (cp > 0xFFFF and 2 or 1) end
  return n
end

-- The byte of a line that a client's `character` means, from 1.
local function byte_at(line, character)
  if utf8_positions then return character + 1 end
  local n = 0
  for at, cp in utf8.codes(line, true) do
    if n >= character then return at end
    n = n + (cp > 0xFFFF and 2 or 1)
  end
  return #line + 1
end

local function range(line_number, line, first, last)
  return {
    start = { line = line_number, character = units(line:sub(1, first - 1)) },
    ["end"] = { line = line_number, character = units(line:sub(1, last)) },
  }
end

-- ---- What a document says ------------------------------------------------------------------

local function is_pack(text) return text:find("quoth%.pack") ~= nil end

local function folders_of(path)
  return { path:match("^(.*)/[^/]*$") or ".", table.unpack(tool.folders) }
end

local ERROR, WARNING = 1, 2

local function diagnostic(text, line_number, column, severity, message)
  local line = line_of(text, line_number - 1)
  local first = utf8.offset(line, column, 1) or #line + 1
  local last = line:match("^[%w_$@%-\128-\255]+()", first) or line:match("^%S()", first) or first
  return { range = range(line_number - 1, line, first, math.max(first, last - 1)),
    severity = severity, source = "quoth", message = message }
end

local function errors_in(document)
  local ok, errors = pcall(quoth.check, { packs = tool.options.pack or {}, source = document.text,
    name = document.path, path = folders_of(document.path) })
  if not ok then errors = { { line = 1, column = 1, message = tostring(errors) } } end
  local out = list {}
  for _, e in ipairs(errors) do
    local here = e.source == document.path or e.source == nil
    local message = (here and "" or e.source .. ":" .. e.line .. ": ") .. e.message
      .. (e.hint and "\nhint: " .. e.hint or "")
    out[#out + 1] = diagnostic(document.text, here and math.max(1, e.line) or 1,
      here and math.max(1, e.column) or 1, ERROR, message)
  end
  return out
end

-- Examples that fail: only of what is saved, they may take a while.
local function failures_in(document, out)
  local ok, engine = pcall(quoth.engine, { packs = tool.options.pack or {}, source = document.text,
    name = document.path, path = folders_of(document.path) })
  if not ok then return end
  local _, results = engine:test()
  for _, r in ipairs(results) do
    if not r.passed and r.source == document.path then
      local line = line_of(document.text, r.line - 1)
      out[#out + 1] = diagnostic(document.text, r.line, utf8.len(line:match("^%s*")) + 1, WARNING,
        ("example of rule %s fails: %s"):format(r.rule, r.why))
    end
  end
end

local function publish(document, saved)
  local out = list {}
  if is_pack(document.text) then
    out = errors_in(document)
    if #out == 0 then
      local ok, pack = pcall(packfile.load, tool, document.path, document.text)
      document.pack = ok and pack or document.pack -- while typing: what it was
    end
    if saved and #out == 0 then failures_in(document, out) end
  end
  send { method = "textDocument/publishDiagnostics",
    params = { uri = document.uri, diagnostics = out } }
end

-- ---- The word at a place -------------------------------------------------------------------

-- Sigil, name, and where it stands, of what the cursor is on or behind.
local function word_at(document, position)
  local line = line_of(document.text, position.line)
  local at = byte_at(line, position.character)
  local first = at
  while first > 1 and line:sub(first - 1, first - 1):match("[%w_%.:/%-]") do first = first - 1 end
  if line:sub(first - 1, first - 1):match("[$@]") then first = first - 1 end
  local last = line:match("^[$@]?[%w_%.:/%-]*()", first) - 1
  return line:sub(first, last), first, last, line, line:sub(first, at - 1)
end

local function packs_known(document)
  local packs = { document.pack }
  for _, name in ipairs(tool.options.pack or {}) do
    local ok, pack = pcall(packfile.load, tool, name)
    if ok then packs[#packs + 1] = pack end
  end
  return packs
end

-- A lexicon or definition: its own pack first; "pack/NAME" is of that pack.
local function find(document, sigil, name)
  local other, own = name:match("^(.*)/([^/]*)$")
  for _, pack in ipairs(packs_known(document)) do
    if not other or pack.table.name == other then
      local found = sigil == "$" and pack.lexicons[own or name]
      for key, value in pairs(sigil == "@" and pack.table.define or {}) do
        if key:match("^[^(]*") == (own or name) then found = value end
      end
      if found then return found, pack end
    end
  end
end

local function markdown(title, body) return ("```lua\n%s\n```\n%s"):format(title, body or "") end

local function hover_text(document, word)
  local sigil, name = word:match("^([$@])(.+)$")
  local found = sigil and document.pack and find(document, sigil, name)
  if found and sigil == "@" then
    local text = type(found) == "table" and found.pattern or found
    return markdown(name .. " = [=[" .. text .. "]=]")
  elseif found then
    local first = {}
    for i = 1, math.min(12, #found.entries) do
      local entry = found.entries[i]
      first[i] = type(entry) == "table" and entry[1] or entry
    end
    local some = table.concat(first, ", ") .. (#found.entries > 12 and " …" or "")
    return ("lexicon `%s`, %d %s: %s"):format(name, #found.entries,
      #found.entries == 1 and "entry" or "entries", some)
  end
  local said = manual.of(word) or manual.of("Match:" .. (word:match(":(%w+)$") or ""))
    or manual.of("Doc:" .. (word:match(":(%w+)$") or ""))
  return said and markdown(said)
end

-- ---- Answers ------------------------------------------------------------------------------------

local ATTRIBUTES = { "word", "number", "punct", "quote", "symbol", "url", "emoji", "lower", "title",
  "upper", "mixed", "caps", "final", "open", "close", "space", "sfirst", "slast", "pfirst", "plast",
  "text", "norm", "shape", "class", "script", "len", "in", "lemma", "pos", "tag", "dep", "head" }
local KIND_FIELD, KIND_CONSTANT, KIND_VARIABLE = 5, 21, 6

local function names_for(document, sigil)
  local names = {}
  for i, pack in ipairs(packs_known(document)) do
    for name in pairs(sigil == "$" and pack.lexicons or pack.table.define or {}) do
      local own = name:match("^[^(]*")
      names[#names + 1] = i == 1 and pack == document.pack and own or pack.table.name .. "/" .. own
    end
  end
  table.sort(names)
  return names
end

-- Whether a place is within the brackets of a pattern's condition.
local function in_brackets(line, at)
  local before = line:sub(1, at - 1):gsub("%[=*%[", "")
  local open = before:match("^.*()%[")
  return open ~= nil and not before:find("]", open, true)
end

local requests = {}

function requests.initialize(params)
  local encodings = ((params.capabilities or {}).general or {}).positionEncodings
  for _, name in ipairs(type(encodings) == "table" and encodings or {}) do
    if name == "utf-8" then utf8_positions = true end
  end
  return {
    serverInfo = { name = "quoth", version = quoth.version().quoth },
    capabilities = {
      positionEncoding = utf8_positions and "utf-8" or "utf-16",
      textDocumentSync = { openClose = true, change = 1, save = true },
      completionProvider = { triggerCharacters = { "$", "@", "[" } },
      hoverProvider = true, definitionProvider = true,
    },
  }
end

function requests.shutdown()
  shut_down = true
  return nil
end

requests["textDocument/hover"] = function(params)
  local document = documents[params.textDocument.uri]
  if not document then return nil end
  local word, first, last, line = word_at(document, params.position)
  local text = word ~= "" and hover_text(document, word)
  return text and { contents = { kind = "markdown", value = text },
    range = range(params.position.line, line, first, last) } or nil
end

requests["textDocument/completion"] = function(params)
  local document, out = documents[params.textDocument.uri], list {}
  if not document then return out end
  local _, first, _, line, typed = word_at(document, params.position)
  local sigil = typed:match("^[$@]")
  local names = sigil and names_for(document, sigil)
    or in_brackets(line, first) and ATTRIBUTES or {}
  for _, name in ipairs(names) do
    local label = (sigil or "") .. name
    out[#out + 1] = { label = label,
      kind = sigil == "$" and KIND_CONSTANT or sigil and KIND_VARIABLE or KIND_FIELD,
      textEdit = { newText = label,
        range = range(params.position.line, line, first, first + #typed - 1) } }
  end
  return out
end

requests["textDocument/definition"] = function(params)
  local document = documents[params.textDocument.uri]
  local word = document and word_at(document, params.position) or ""
  local sigil, name = word:match("^([$@])(.+)$")
  local found, pack = nil, nil
  if sigil and document.pack then found, pack = find(document, sigil, name) end
  if not found then return nil end
  if sigil == "$" and found.path ~= pack.path then
    return { uri = uri_of(found.path), range = range(0, "", 1, 0) }
  end
  local own = name:match("[^/]*$"):gsub("%p", "%%%0")
  local at = pack.text:match("()%f[%w_]" .. own .. "%s*=[^=]") or pack.text:match('()%["' .. own)
  local line, column, excerpt = packfile.place(pack.text, at or 1)
  local first = utf8.offset(excerpt, column, 1)
  return { uri = pack == document.pack and document.uri or uri_of(pack.path),
    range = range(line - 1, excerpt, first, first + #name:match("[^/]*$") - 1) }
end

-- ---- Notes ---------------------------------------------------------------------------------

local notes = {}

notes["textDocument/didOpen"] = function(params)
  local d = params.textDocument
  documents[d.uri] = { uri = d.uri, path = path_of(d.uri), text = d.text }
  publish(documents[d.uri], true)
end

notes["textDocument/didChange"] = function(params)
  local document, changes = documents[params.textDocument.uri], params.contentChanges
  if not document or #changes == 0 then return end
  document.text = changes[#changes].text
  publish(document, false)
end

notes["textDocument/didSave"] = function(params)
  local document = documents[params.textDocument.uri]
  if document then publish(document, true) end
end

notes["textDocument/didClose"] = function(params)
  documents[params.textDocument.uri] = nil
  send { method = "textDocument/publishDiagnostics",
    params = { uri = params.textDocument.uri, diagnostics = list {} } }
end

-- ---- The loop ------------------------------------------------------------------------------

local NO_METHOD, NOT_JSON, FAILED = -32601, -32700, -32603

local function fail(id, code, message)
  send { id = id or false, error = { code = code, message = message } }
end

local function handle(message)
  local id, method = message.id, message.method
  local note, request = notes[method], requests[method]
  if id == nil then
    local ok, why = pcall(note or function() end, message.params or {})
    if not ok then tool.report(("%s: %s"):format(method, why)) end
  elseif not request then
    if method then fail(id, NO_METHOD, "no method " .. tostring(method)) end
  else
    local ok, result = pcall(request, message.params or {})
    if ok then answer(id, result) else fail(id, FAILED, tostring(result)) end
  end
end

if #tool.words > 0 then
  tool.report("lsp takes no words: an editor starts it, and talks to it")
  return 2
end
while true do
  local message = receive()
  if message == nil then return shut_down and 0 or 1 end
  if message == false then fail(nil, NOT_JSON, "not JSON")
  elseif message.method == "exit" then return shut_down and 0 or 1
  else handle(message)
  end
end
