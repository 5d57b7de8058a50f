-- SPDX-License-Identifier: MIT
-- The rules for words: UAX #29, WB1-WB999.

local word = {}

-- Values of Word_Break. Pictographic is Other, ALetter_Pictographic is ALetter
-- that is also Extended_Pictographic.
word.classes = {
  "Other", "CR", "LF", "Newline", "Extend", "ZWJ", "Regional_Indicator",
  "Format", "Katakana", "Hebrew_Letter", "ALetter", "Single_Quote",
  "Double_Quote", "MidNumLet", "MidLetter", "MidNum", "Numeric",
  "ExtendNumLet", "WSegSpace", "Pictographic", "ALetter_Pictographic",
}

local function set(...)
  local t = {}
  for _, name in ipairs { ... } do t[name] = true end
  return t
end

-- The macros of the standard's table 3a, and what rules share besides.
local AHLetter = set("ALetter", "Hebrew_Letter", "ALetter_Pictographic")
local MidNumLetQ = set("MidNumLet", "Single_Quote")
local Ignored = set("Extend", "Format", "ZWJ") -- by WB4
local LineEnd = set("CR", "LF", "Newline")
local Pictographic = set("Pictographic", "ALetter_Pictographic")

-- What the vector paths keep of a character, see pages.lua. They leave HARD to
-- the machine.
word.marks = {
  { "LETTER", AHLetter },
  { "DIGIT", set("Numeric") },
  { "JOINER", set("ExtendNumLet") },
  { "MID_LETTER", set("MidLetter", "MidNumLet", "Single_Quote") },
  { "MID_DIGIT", set("MidNum", "MidNumLet", "Single_Quote") },
  { "SPACE", set("WSegSpace") },
  { "LINE_END", LineEnd },
  { "IGNORED", Ignored },
  { "KATAKANA", set("Katakana") },
  { "HEBREW", set("Hebrew_Letter") },
  { "QUOTE", set("Single_Quote", "Double_Quote") },
  { "ZWJ", set("ZWJ") },
  { "HARD", set("Regional_Indicator", "ALetter_Pictographic") },
}

-- What is known of the left after a character of a class: its class where a
-- rule looks back for it, else "any".
local LEFT = {
  CR = "CR", LF = "LineEnd", Newline = "LineEnd",
  ALetter = "ALetter", ALetter_Pictographic = "ALetter",
  Hebrew_Letter = "Hebrew_Letter", Numeric = "Numeric", Katakana = "Katakana",
  ExtendNumLet = "ExtendNumLet", Regional_Indicator = "RI",
  WSegSpace = "WSegSpace",
}

-- Where a rule needs the character after the next: the letters or digits on
-- either side of a mark, which the left remembers by one of these names.
local function opens(left, class)
  if AHLetter[left] and (class == "MidLetter" or MidNumLetQ[class]) then
    return "?letter" -- WB6
  end
  if left == "Hebrew_Letter" and class == "Double_Quote" then
    return "?hebrew" -- WB7b
  end
  if left == "Numeric" and (class == "MidNum" or MidNumLetQ[class]) then
    return "?numeric" -- WB12
  end
end

local function closes(left, class)
  return left == "?letter" and AHLetter[class] -- WB7
    or left == "?hebrew" and class == "Hebrew_Letter" -- WB7c
    or left == "?numeric" and class == "Numeric" -- WB11
end

-- Rules that join two characters, whatever stands around them.
local function joins(left, class)
  local letter, after_letter = AHLetter[left], AHLetter[class]
  local digit, after_digit = left == "Numeric", class == "Numeric"
  if letter and (after_letter or after_digit) then return true end -- WB5, WB9
  if digit and (after_letter or after_digit) then return true end -- WB10, WB8
  local katakana = class == "Katakana"
  if left == "Katakana" and katakana then return true end -- WB13
  if class == "ExtendNumLet" then -- WB13a
    return letter or digit or left == "Katakana" or left == "ExtendNumLet"
  end
  if left == "ExtendNumLet" then -- WB13b
    return after_letter or after_digit or katakana
  end
  return false
end

local function plain_step(left, class)
  local after = LEFT[class] or "any"
  if left == "CR" and class == "LF" then return after, "" end -- WB3
  if left == "CR" or left == "LineEnd" then return after, "break" end -- WB3a
  if LineEnd[class] then return after, "break" end -- WB3b
  if left == "WSegSpace" and class == "WSegSpace" then
    return after, "" -- WB3d
  end
  -- WB7a comes after WB6 and WB7, which it covers: the quote joins at once,
  -- and a letter after it still joins by WB7.
  if left == "Hebrew_Letter" and class == "Single_Quote" then
    return "Hebrew quote", ""
  end
  if left == "Hebrew quote" and AHLetter[class] then return after, "" end
  local open = opens(left, class)
  if open then return open, "mark" end
  if joins(left, class) then return after, "" end
  if left == "RI" and class == "Regional_Indicator" then
    return "any", "" -- WB15, WB16: the next one begins a pair
  end
  return after, "break" -- WB999
end

-- "+ZWJ" is added to what is known where a ZWJ stands directly before.
function word.step(left, class)
  if left == "sot" then -- WB1
    return (LEFT[class] or "any") .. (class == "ZWJ" and "+ZWJ" or ""), ""
  end
  local base = left:gsub("%+ZWJ$", "")
  local after_zwj = base ~= left
  local after_end = base == "CR" or base == "LineEnd"
  if Ignored[class] then
    local zwj = class == "ZWJ" and "+ZWJ" or ""
    if after_end then return "any" .. zwj, "break" end -- WB3a
    if base == "WSegSpace" then base = "any" end -- only WB3d looks for it
    return base .. zwj, "" -- WB4
  end
  if base:sub(1, 1) ~= "?" then
    local after, action = plain_step(base, class)
    if after_zwj and Pictographic[class] then return after, "" end -- WB3c
    return after, action
  end
  if closes(base, class) then return LEFT[class], "" end
  -- The mark was a boundary, so it stands by itself now.
  local after, action = plain_step("any", class)
  if after_zwj and Pictographic[class] then return after, "commit" end -- WB3c
  return after, action == "break" and "commit break" or "commit"
end

return word
