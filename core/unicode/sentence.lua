-- SPDX-License-Identifier: MIT
-- The rules for sentences: UAX #29, SB1-SB998.

local sentence = {}

-- Values of Sentence_Break.
sentence.classes = {
  "Other", "CR", "LF", "Sep", "Extend", "Format", "Sp", "Lower", "Upper",
  "OLetter", "Numeric", "ATerm", "SContinue", "STerm", "Close",
}

-- What the vector paths keep of a character, see pages.lua: between these the
-- state is one of the two below.
sentence.marks = {
  { "TERM", { ATerm = true, STerm = true, Sep = true, CR = true, LF = true } },
}
sentence.states = { ANY = "any", CASED = "cased" }

local function is_para_sep(class)
  return class == "Sep" or class == "CR" or class == "LF"
end

-- What is known of the left after a character that no terminator precedes.
local LEFT = {
  CR = "CR", LF = "ParaSep", Sep = "ParaSep", Lower = "cased", Upper = "cased",
  ATerm = "ATerm", STerm = "STerm",
}

-- SATerm Close* Sp*, by how far it has come. "cased ATerm" is an ATerm after
-- Upper or Lower, for SB7.
local AFTER_CLOSE = {
  ["cased ATerm"] = "ATerm Close", ATerm = "ATerm Close",
  ["ATerm Close"] = "ATerm Close", STerm = "STerm Close",
  ["STerm Close"] = "STerm Close",
}
local AFTER_SP = {
  ["cased ATerm"] = "ATerm Sp", ATerm = "ATerm Sp",
  ["ATerm Close"] = "ATerm Sp", ["ATerm Sp"] = "ATerm Sp",
  STerm = "STerm Sp", ["STerm Close"] = "STerm Sp", ["STerm Sp"] = "STerm Sp",
}

-- SB8 looks ahead for the first of these, and for Lower among them.
local function ends_search(class)
  return class == "OLetter" or class == "Upper" or class == "Lower" or
    class == "ATerm" or class == "STerm" or is_para_sep(class)
end

-- After SATerm Close* Sp*.
local function step_after_term(left, class)
  local after = LEFT[class] or "any"
  local is_aterm = left:find("ATerm", 1, true) ~= nil
  local at_once = left == "ATerm" or left == "cased ATerm"
  if at_once and class == "Numeric" then return after, "" end -- SB6
  if left == "cased ATerm" and class == "Upper" then
    return after, "" -- SB7
  end
  if is_aterm and class == "Lower" then return after, "" end -- SB8
  if class == "SContinue" or class == "ATerm" or class == "STerm" then
    return after, "" -- SB8a
  end
  if class == "Close" and AFTER_CLOSE[left] then
    return AFTER_CLOSE[left], "" -- SB9
  end
  if class == "Sp" then return AFTER_SP[left], "" end -- SB9, SB10
  if is_para_sep(class) then return after, "" end -- SB9, SB10
  if is_aterm and not ends_search(class) then
    return "?Lower", "mark" -- SB8 if a Lower comes first, else SB11
  end
  return after, "break" -- SB11
end

function sentence.step(left, class)
  local after = LEFT[class] or "any"
  if left == "sot" then return after, "" end -- SB1
  if left == "CR" and class == "LF" then return after, "" end -- SB3
  if left == "CR" or left == "ParaSep" then return after, "break" end -- SB4
  if class == "Extend" or class == "Format" then return left, "" end -- SB5
  if left == "?Lower" then
    if not ends_search(class) then return left, "" end
    return after, class == "Lower" and "" or "commit" -- SB8, SB11
  end
  if left == "cased" and class == "ATerm" then return "cased ATerm", "" end
  if AFTER_SP[left] then return step_after_term(left, class) end
  return after, "" -- SB998
end

return sentence
