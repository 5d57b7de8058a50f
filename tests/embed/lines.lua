-- SPDX-License-Identifier: MIT
-- Attributions of files through `require "quoth"`, as lines of JSON.
-- Usage: lines.lua bytes|codepoints|utf16 FILE...

local quoth = require "quoth"

local NAMED = { ['"'] = '\\"', ["\\"] = "\\\\", ["\b"] = "\\b",
  ["\f"] = "\\f", ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t" }

local function string_of(s)
  return '"' .. s:gsub('[%c"\\]', function(c)
    return NAMED[c] or ("\\u%04x"):format(c:byte())
  end) .. '"'
end

local function number_of(n)
  if math.type(n) == "integer" or n == math.floor(n) then return ("%d"):format(n) end
  for digits = 1, 17 do
    local s = ("%." .. digits .. "g"):format(n)
    if tonumber(s) == n then return s end
  end
end

local function value_of(v)
  if v == nil then return "null" end
  return type(v) == "string" and string_of(v) or number_of(v)
end

local function spans_of(spans)
  local out = {}
  for i, s in ipairs(spans or {}) do out[i] = ("[%d, %d]"):format(s[1], s[2]) end
  return "[" .. table.concat(out, ", ") .. "]"
end

local FIELDS = {
  { "kind", value_of }, { "act", value_of }, { "content", spans_of },
  { "cue", spans_of }, { "source", spans_of }, { "speaker", value_of },
  { "speaker_id", value_of }, { "resolved_by", value_of },
  { "polarity", value_of }, { "confidence", value_of }, { "rule", value_of },
  { "sentence", value_of }, { "paragraph", value_of },
}

local function object_of(a)
  local out = {}
  for i, field in ipairs(FIELDS) do
    out[i] = ('"%s": %s'):format(field[1], field[2](a[field[1]]))
  end
  return "{" .. table.concat(out, ", ") .. "}"
end

local engine = quoth.engine {
  packs = { "quotes.en", "claims.en", "speakers.en" }, path = { "scripts" },
}
for i = 2, #arg do
  local f = assert(io.open(arg[i], "rb"))
  local result = engine:run(f:read("a"), { lang = "en", offsets = arg[1] })
  f:close()
  local list = {}
  for j, a in ipairs(result.attributions) do list[j] = object_of(a) end
  print(('{"id": %s, "attributions": [%s]}')
    :format(string_of(arg[i]), table.concat(list, ", ")))
end
