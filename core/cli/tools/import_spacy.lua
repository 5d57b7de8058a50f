-- SPDX-License-Identifier: MIT
-- Patterns of spaCy's EntityRuler: a JSON object a line, {"label", "pattern", "id"}.

local quoth = require "quoth"

-- Raised by what cannot be said here.
local function cannot(format, ...) error({ why = format:format(...) }, 0) end

local function quoted(s) return '"' .. s:gsub('[\\"]', "\\%0"):gsub("\n", "\\n") .. '"' end

local function regex(re, caseless)
  if re:find("\n") then cannot("a regular expression with a line feed") end
  return "/" .. re:gsub("\\/", "/"):gsub("/", "\\/") .. "/" .. (caseless and "i" or "")
end

-- ---- Attributes of a token ------------------------------------------------------------

local LETTERS = { UPPER = "[\\p{Lu}\\p{Lt}]", LOWER = "\\p{Ll}" }
-- What Python's and spaCy's tests ask of a token's text.
local FLAGS = {
  IS_ALPHA = "/\\p{L}+/", IS_ASCII = "/[\\x00-\\x7F]+/", IS_DIGIT = "/\\p{Nd}+/",
  IS_PUNCT = "/\\p{P}+/", IS_QUOTE = "quote", IS_SENT_START = "sfirst",
  IS_LOWER = ("/(?=.*%s)[^\\p{Lu}\\p{Lt}]+/"):format(LETTERS.LOWER),
  IS_UPPER = ("/(?=.*\\p{Lu})[^%s\\p{Lt}]+/"):format(LETTERS.LOWER),
  IS_TITLE = ("/(?=.*\\p{L})([^\\p{L}]|(?<!\\p{L})%s|(?<=\\p{L})%s)+/"):format(LETTERS.UPPER,
    LETTERS.LOWER),
  LIKE_EMAIL = "(url & /[^@]+@[^@]+/)", LIKE_URL = "(url & !/[^@]*@.*/ & !/#.*/)",
  LIKE_NUM = "number", IS_CURRENCY = "/\\p{Sc}/", IS_BRACKET = "/[()\\[\\]{}<>]/",
}
local NO_FLAG = {
  IS_STOP = "Quoth has no list of stop words", IS_OOV = "Quoth has no vectors",
}
-- Attribute of Quoth; how its strings are compared.
local STRINGS = {
  TEXT = "text", ORTH = "text", LOWER = "norm", NORM = "norm", LEMMA = "lemma", TAG = "tag",
  POS = "pos", DEP = "dep", SHAPE = "shape",
}
local NO_STRING = {
  MORPH = "Quoth has no morphological features",
  ENT_ID = "Quoth keeps no ids of entities on tokens",
  ENT_KB_ID = "Quoth has no knowledge base", ENT_IOB = "Quoth has no such tags",
  _ = "custom attributes are Python", SPACY = "Quoth knows the space before a token, not behind",
}
-- Names of Universal Dependencies for those of spaCy's English models.
local DEPS = {
  dobj = "obj", nsubjpass = "nsubj:pass", csubjpass = "csubj:pass", auxpass = "aux:pass",
  ROOT = "root", relcl = "acl:relcl", dative = "iobj", poss = "nmod:poss", prt = "compound:prt",
}
local SAME_DEPS = {}
for dep in ("nsubj csubj ccomp xcomp advcl advmod amod appos aux cc conj det mark nummod parataxis "
  .. "acl compound expl punct case"):gmatch("%S+") do SAME_DEPS[dep] = true end

local function dep_of(value)
  local dep = DEPS[value] or SAME_DEPS[value] and value
  return dep or cannot("the relation %s has no name in Universal Dependencies", value)
end

local function one_string(import, attribute, value)
  if type(value) ~= "string" then cannot("%s is no string", attribute) end
  local name = STRINGS[attribute]
  if attribute == "DEP" then value = dep_of(value) end
  if attribute == "NORM" then
    import.differ("NORM is compared on Quoth's norm: spelling, not contractions")
  end
  if name == "text" then return quoted(value) .. "c" end
  if name == "norm" then return quoted(value) end
  return ("%s=%s"):format(name, quoted(value))
end

local function list_of(import, attribute, list)
  local parts = {}
  for _, value in ipairs(list) do parts[#parts + 1] = one_string(import, attribute, value) end
  if #parts == 0 then cannot("%s is an empty list", attribute) end
  return #parts == 1 and parts[1] or "(" .. table.concat(parts, " | ") .. ")"
end

local PREDICATES = {
  IN = list_of,
  NOT_IN = function(import, attribute, list) return "!" .. list_of(import, attribute, list) end,
  -- spaCy searches within the value, a pattern here matches all of it
  REGEX = function(_, attribute, re)
    if type(re) ~= "string" then cannot("REGEX with IN or NOT_IN") end
    local whole = re
    whole = whole:match("^%^") and whole:sub(2) or ".*(?:" .. whole .. ")"
    if whole:match("%$$") and not whole:match("\\%$$") then whole = whole:sub(1, -2)
    elseif re:match("^%^") then whole = "(?:" .. whole .. ").*"
    else whole = whole .. ".*"
    end
    local name = STRINGS[attribute]
    return name == "text" and regex(whole) or ("%s=%s"):format(name, regex(whole))
  end,
}

local function string_test(import, attribute, value)
  if type(value) ~= "table" then return one_string(import, attribute, value) end
  local parts = {}
  for name, argument in pairs(value) do
    local make = PREDICATES[name] or cannot("%s of %s has no counterpart", name, attribute)
    parts[#parts + 1] = make(import, attribute, argument)
  end
  table.sort(parts)
  return table.concat(parts, " & ")
end

local COMPARE = {
  ["=="] = "=", ["!="] = "!=", [">="] = ">=", ["<="] = "<=", [">"] = ">", ["<"] = "<",
}

local function length_test(value)
  if type(value) == "number" then return "len=" .. math.tointeger(value) end
  local parts = {}
  for op, number in pairs(value) do
    if not COMPARE[op] or type(number) ~= "number" then cannot("LENGTH with %s", op) end
    parts[#parts + 1] = ("len%s%d"):format(COMPARE[op], number)
  end
  table.sort(parts)
  return table.concat(parts, " & ")
end

local function test_of(import, attribute, value)
  attribute = attribute:upper()
  if FLAGS[attribute] then
    if type(value) ~= "boolean" then cannot("%s is neither true nor false", attribute) end
    if attribute == "LIKE_NUM" then
      import.differ("LIKE_NUM holds of digits, not of words like \"ten\"")
    end
    return (value and "" or "!") .. FLAGS[attribute]
  end
  if attribute == "IS_SPACE" then
    return value == false and "" or cannot("white space is no token in Quoth")
  end
  if attribute == "LENGTH" then return length_test(value) end
  if attribute == "ENT_TYPE" and type(value) == "string" then
    if value == "" then cannot("a token without an entity has no counterpart") end
    import.differ("ENT_TYPE asks for a layer that another rule must make before")
    return ("in=%s"):format(quoted(value))
  end
  if STRINGS[attribute] then return string_test(import, attribute, value) end
  return cannot("%s: %s", attribute, NO_FLAG[attribute] or NO_STRING[attribute]
    or "Quoth knows no such attribute")
end

-- ---- A pattern ----------------------------------------------------------------------------

local function quantifier(op)
  if op == nil or op == "!" then return "" end
  if op == "?" or op == "*" or op == "+" or op:match("^{%d*,?%d*}$") then return op end
  return cannot("the operator %s", op)
end

local function token(import, t)
  local tests, op = {}, t.OP
  for attribute, value in pairs(t) do
    if attribute ~= "OP" then
      local test = test_of(import, attribute, value)
      if test ~= "" then tests[#tests + 1] = test end
    end
  end
  table.sort(tests)
  local all = table.concat(tests, " & ")
  if op == "!" then
    all = all == "" and cannot("a token that must not be any") or "!(" .. all .. ")"
  end
  local lone = #tests == 1 and all:match('^"[^"]*"c?$')
  return (lone and all or "[" .. all .. "]") .. quantifier(op)
end

local function tokens_of(import, text)
  local doc, out = quoth.doc(text, { lang = import.lang }), {}
  for i = 1, doc:n_tokens() do out[i] = quoted(doc:text_of(i)) .. "c" end
  return out
end

-- A phrase, as it is tokenized by itself and within a sentence.
local function phrase(import, text)
  local alone, within = tokens_of(import, text), tokens_of(import, "x " .. text .. " x")
  if #alone == 0 then cannot("an empty phrase") end
  within = table.concat(within, " ", 2, #within - 1)
  alone = table.concat(alone, " ")
  return alone == within and alone or ("(%s | %s)"):format(within, alone)
end

local function pattern_of(import, given)
  if type(given) == "string" then return phrase(import, given) end
  if type(given) ~= "table" or #given == 0 then cannot("no \"pattern\"") end
  local parts = {}
  for i, t in ipairs(given) do parts[i] = token(import, t) end
  return table.concat(parts, " ")
end

local function convert(import, line, object)
  if type(object) ~= "table" or type(object.label) ~= "string" then cannot("no \"label\"") end
  local layer = object.label
  local rule = { line = line, layer = layer, features = {},
    pattern = pattern_of(import, object.pattern) }
  if type(object.id) == "string" then rule.features[1] = { "id", ("%q"):format(object.id) } end
  rule.name = import.name(layer)
  return rule
end

return function(tool, import, text)
  local n = 0
  for line in (text:gsub("\r\n", "\n") .. "\n"):gmatch("([^\n]*)\n") do
    n = n + 1
    if line:match("%S") then
      local object, why = tool.json(line)
      if object == nil then
        import.fail(n, line, "not JSON: " .. why)
      else
        local ok, rule = pcall(convert, import, n, object)
        if ok then
          rule.what = line
          import.rules[#import.rules + 1] = rule
        elseif type(rule) == "table" then
          import.fail(n, line, rule.why)
        else
          error(rule, 0)
        end
      end
    end
  end
end
