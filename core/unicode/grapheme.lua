-- SPDX-License-Identifier: MIT
-- The rules for extended grapheme clusters: UAX #29, GB1-GB999.

local grapheme = {}

-- Values of Grapheme_Cluster_Break; Pictographic is Other that is also
-- Extended_Pictographic.
grapheme.classes = {
  "Other", "CR", "LF", "Control", "Extend", "ZWJ", "Regional_Indicator",
  "Prepend", "SpacingMark", "L", "V", "T", "LV", "LVT", "Pictographic",
}

-- What the vector paths keep of a character, see pages.lua. They leave HARD to
-- the machine.
grapheme.marks = {
  { "EXTENDER", { Extend = true, ZWJ = true, SpacingMark = true } },
  { "CONTROL", { CR = true, LF = true, Control = true } },
  { "ZWJ", { ZWJ = true } },
  { "PICTOGRAPHIC", { Pictographic = true } },
  { "HARD", { Prepend = true, L = true, V = true, T = true,
    Regional_Indicator = true } },
}

-- What is known of the left once the character has joined or begun a cluster.
local LEFT = {
  CR = "CR", LF = "Control", Control = "Control", Prepend = "Prepend",
  L = "L", V = "V", LV = "V", T = "T", LVT = "T",
  Regional_Indicator = "RI", Pictographic = "Pictographic",
}

local HANGUL = {
  L = { L = true, V = true, LV = true, LVT = true }, -- GB6
  V = { V = true, T = true }, -- GB7
  T = { T = true }, -- GB8
}

function grapheme.step(left, class)
  local after = LEFT[class] or "any"
  if left == "sot" then return after, "" end -- GB1
  if left == "CR" and class == "LF" then return after, "" end -- GB3
  if left == "CR" or left == "Control" then return after, "break" end -- GB4
  if class == "CR" or class == "LF" or class == "Control" then
    return after, "break" -- GB5
  end
  if HANGUL[left] and HANGUL[left][class] then return after, "" end -- GB6-8
  if class == "Extend" or class == "ZWJ" then -- GB9
    if left ~= "Pictographic" then return "any", "" end
    return class == "ZWJ" and "Pictographic ZWJ" or left, ""
  end
  if class == "SpacingMark" then return "any", "" end -- GB9a
  if left == "Prepend" then return after, "" end -- GB9b
  if left == "Pictographic ZWJ" and class == "Pictographic" then
    return after, "" -- GB11
  end
  if left == "RI" and class == "Regional_Indicator" then
    return "any", "" -- GB12, GB13: the next one begins a pair
  end
  return after, "break" -- GB999
end

return grapheme
