-- SPDX-License-Identifier: MIT
--[[
Turns the rules of a kind of boundary into a table for machine.h.

The rules come as a function `step(left, class)`: what is known of the text to
the left (a string that the rules choose), and the class of the next character.
It returns what is then known, and what that says about boundaries:

  ""        none before this character
  "break"   one before it
  "mark"    perhaps one before it: later characters decide. What is known must
            then begin with "?", until it is decided
  "commit"  there was one at the mark, none before this character
  "commit break"  there was one at the mark, and one before this character

A "?" that goes without a commit: there was none at the mark.
]]

local machine = {}

-- Bits of an entry, as in machine.h. Above them is the next state's row: where
-- its entries begin, a multiple of 32.
machine.bits = { ["break"] = 1, mark = 2, commit = 4 }
machine.row = 32

local function is_open(state) return state:sub(1, 1) == "?" end

local function check(left, class, next, action)
  local open, marks = is_open(left), action == "mark"
  local commits = action:find("commit") ~= nil
  local sound = next ~= "sot" and (left ~= "sot" or action == "") and
    (not commits or open) and (not marks or is_open(next)) and
    (not (open and is_open(next)) or action == "") and
    (open or marks or not is_open(next))
  if not sound then
    error(("unsound step: %s + %s -> %s %s"):format(left, class, next, action))
  end
end

---All states that can be reached from "sot", the open ones last.
local function reach(step, classes)
  local seen, order = { sot = true }, { "sot" }
  local i = 1
  while order[i] do
    for _, class in ipairs(classes) do
      local next, action = step(order[i], class)
      check(order[i], class, next, action)
      if not seen[next] then
        seen[next] = true
        order[#order + 1] = next
      end
    end
    i = i + 1
  end
  local states = {}
  for _, open in ipairs { false, true } do
    for _, s in ipairs(order) do
      if is_open(s) == open then states[#states + 1] = s end
    end
  end
  return states
end

---@param step fun(left: string, class: string): string, string
---@param classes string[] in the order of their numbers, from 0
---@return { states: string[], first_open: integer, rows: integer[][] }
function machine.compile(step, classes)
  local states = reach(step, classes)
  assert(#states * machine.row <= 0x10000, "too many states")
  assert(#classes <= machine.row, "too many classes")
  local number, first_open = {}, #states
  for i, s in ipairs(states) do
    number[s] = i - 1
    if is_open(s) then first_open = math.min(first_open, i - 1) end
  end
  local rows = {}
  for i, s in ipairs(states) do
    rows[i] = {}
    for j, class in ipairs(classes) do
      local next, action = step(s, class)
      local entry = number[next] * machine.row
      for bit in action:gmatch("%a+") do entry = entry | machine.bits[bit] end
      rows[i][j] = entry
    end
  end
  return { states = states, first_open = first_open, rows = rows }
end

return machine
