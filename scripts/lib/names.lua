-- SPDX-License-Identifier: MIT
-- The classes of names that their own sentence does not tell: what the same name,
-- or a longer one that ends or begins with it, is elsewhere in the article.

local headline = require "lib.cast".headline

-- Votes for the classes of a form of a name.
local function vote(votes, form, class, strength)
  local of = votes[form] or {}
  votes[form] = of
  of[class] = (of[class] or 0) + strength
end

-- The class with most votes; of equal ones the first in this order.
local function winner(of)
  local best, most
  for _, class in ipairs { "person", "organisation", "place" } do
    if of and of[class] and (not most or of[class] > most) then
      best, most = class, of[class]
    end
  end
  return best, most
end

local function plain(text) return (text:gsub("[’']s$", "")) end

-- BELLWICK is Bellwick.
local function as_title(text)
  if text:find "%l" then return text end
  return (text:gsub("%u+", function(word) return word:sub(1, 1) .. word:sub(2):lower() end))
end

-- What a whole name is, and what its surname, or a body's first word, stands for.
local function count_votes(names)
  local whole, part = {}, {}
  for _, a in ipairs(names) do
    local class, strength = a:get "class", a:get "strength"
    if class and class ~= "role" and strength > 0 then
      local text = plain(a:text())
      vote(whole, as_title(text), class, strength)
      if text:find " " then
        local form = text:match(class == "person" and "(%S+)$" or "^(%S+)")
        if class ~= "place" then vote(part, form, class, 1) end
      end
    end
  end
  return whole, part
end

-- Two words that nothing else is known of are most often a person's; one word
-- alone may be any noun.
local function guess(text)
  local _, spaces = text:gsub(" ", "")
  return spaces == 1 and "person" or spaces > 1 and "organisation" or nil
end

local function settle(a, whole, part, weak)
  local text = plain(a:text())
  local class = winner(whole[as_title(text)]) or winner(part[text])
  if not class and not weak then class = guess(text) end
  if not class then
    a:remove()
    return
  end
  a:set("class", class)
  if class == "person" then a:set("person", true) end
end

return function(doc)
  local names, headlines = {}, {}
  for a in doc:each "name" do
    local s = doc:sentence_at(a.first)
    if headlines[s] == nil then headlines[s] = headline(doc, s) end
    if a:get "strength" and headlines[s] and a:get "class" ~= "role" then
      a:set("strength", 0)
    end
    if a:get "strength" then names[#names + 1] = a end
  end
  local whole, part = count_votes(names)
  for _, a in ipairs(names) do
    if a:get "class" ~= "role" and a:get "strength" < 3 then
      settle(a, whole, part, headlines[doc:sentence_at(a.first)])
    end
  end
end
