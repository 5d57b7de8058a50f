-- SPDX-License-Identifier: MIT
-- Who says what in a story: the turns of a conversation are weighed together,
-- so that who is named here tells who speaks there.

local characters = require "lib.characters"
local dialogue = require "lib.turns"

local clash, is_person, narrated = characters.clash, characters.is_person, dialogue.narrated
local W = dialogue.W

local SURE = 100
local NEAR = 4      -- paragraphs: further apart, another conversation begins
local MOST = 8      -- characters weighed for one conversation

-- ---- Conversations ----------------------------------------------------------

-- Paragraph of the last heading before each turn.
local function sections(cast, turns)
  local headings, h, last = cast.tokens.headings, 1, 0
  for k, turn in ipairs(turns) do
    while headings[h] and headings[h] < turn.paragraph do
      last = headings[h]
      h = h + 1
    end
    turn.section = last
    -- the more is told between two turns, the less they hang together
    local before = turns[k - 1]
    turn.near = before and 1 / (1 + (turn.first - before.last) / W.told) or 0
  end
end

local function note(seen, who, paragraph, n)
  if not who then return end
  local named = seen[who]
  if not named then
    named = { n = 0, at = {} }
    seen[who] = named
    seen[#seen + 1] = who
  end
  named.n = named.n + n
  named.at[paragraph] = (named.at[paragraph] or 0) + 1
end

local function has_gender(seen, gender)
  for _, who in ipairs(seen) do
    if not who.told and not who.thing and not clash(who, gender) then return true end
  end
end

-- A "he" whom nobody known can be: who was hardly named, else nobody known.
local function stand_in(cast, seen, list, turn)
  if not turn.gender or has_gender(seen, turn.gender) then return end
  for _, m in ipairs(list) do
    if m.who and m.who.gender == turn.gender then
      return note(seen, m.who, turn.paragraph, 1)
    end
  end
  local word = turn.gender == "m" and "he" or "she"
  note(seen, characters.new(cast, { text = word, gender = turn.gender, unknown = true }),
    turn.paragraph, 1)
end

-- Who may speak in turns first … last, and in which paragraphs each is named.
local function candidates(doc, cast, turns, first, last)
  local from = math.max(turns[first].section + 1, turns[first].paragraph - NEAR)
  local _, to = doc:paragraph(turns[last].end_paragraph)
  local seen, list = {}, narrated(cast, doc:paragraph(from), to)
  for _, m in ipairs(list) do
    if m.who and is_person(m.who) then
      note(seen, m.who, doc:paragraph_at(m.first), m.subject and 2 or 1)
    end
  end
  for k = first, last do
    note(seen, turns[k].fixed, turns[k].paragraph, 20)
    if turns[k].fixed then seen[turns[k].fixed].speaks = true end
    for who in pairs(turns[k].calls) do note(seen, who, turns[k].paragraph, 3) end
  end
  for k = first, last do stand_in(cast, seen, list, turns[k]) end
  table.sort(seen, function(a, b)
    if seen[a].n ~= seen[b].n then return seen[a].n > seen[b].n end
    return a.id < b.id
  end)
  for i = MOST + 1, #seen do seen[i] = nil end
  return seen
end

local LONG = 60 -- paragraphs: what was before them is forgotten

-- How present a character is about a turn: how often named, and how lately.
local function presence(at, paragraph)
  local n = W.soon * ((at[paragraph + 1] or 0) + (at[paragraph + 2] or 0))
  for away = 0, LONG do
    local times = at[paragraph - away]
    if times then n = n + times / (1 + away * W.fade) end
  end
  if n == 0 then return -W.absent end
  return W.present * math.log(1 + n)
end

-- How well a character fits a turn by itself.
local function fit(turn, who, seen)
  if turn.fixed then return turn.fixed == who and SURE or -SURE end
  if who.thing then return -SURE end
  local e = turn.evidence[who]
  local score = (e and e.sum or 0) + presence(seen[who].at, turn.paragraph)
  if seen[who].speaks and (who.acts or turn.last) < turn.first then
    score = score + W.speaks
  end
  local gender = turn.gender or turn.beat_gender
  if gender then
    local weight = turn.gender and 1 or W.beat_gender
    if clash(who, gender) then
      score = score - weight * (who.sure and W.clash or W.clash_guess)
    elseif who.gender == gender then score = score + weight * W.gender
    end
    if who.told then score = score - weight * W.clash end
  end
  return score
end

-- How well two turns in a row fit: speakers take turns, and who is called
-- answers or has just spoken.
local function pair_score(a, b, x, y)
  if b.goes_on then return x == y and SURE or 0 end
  local near, score = b.near, 0
  if x == y then score = score - W["repeat"] * near end
  if a.calls[y] then score = score + W.answers * near end
  if b.calls[x] then score = score + W.answered * near end
  if a.call_gender and clash(y, a.call_gender) then score = score - W.call_clash * near end
  if b.call_gender and clash(x, b.call_gender) then score = score - W.call_clash * near end
  return score
end

-- How well each character of the list fits a turn by itself.
local function fits(turn, list)
  local out = {}
  for i, who in ipairs(list) do out[i] = fit(turn, who, list) end
  return out
end

-- best[x][y]: the score of the best row that ends in x, y.
local function start(turns, first, last, list)
  local one = fits(turns[first], list)
  local two = first < last and fits(turns[first + 1], list)
  local best = {}
  for x = 1, #list do
    best[x] = {}
    for y = 1, #list do
      best[x][y] = two and one[x] + two[y]
        + pair_score(turns[first], turns[first + 1], list[x], list[y]) or one[y]
    end
  end
  return best
end

-- One turn more: the scores of the rows that end in y, z; and who was before.
local function step(turns, k, list, best)
  local n, alone = #list, fits(turns[k], list)
  local alternate = W.alternate * math.min(turns[k].near, turns[k - 1].near)
  local scores, from = {}, {}
  for y = 1, n do
    scores[y], from[y] = {}, {}
    for z = 1, n do
      local top, arg
      for x = 1, n do
        local score = best[x][y]
        if x == z then score = score + alternate end
        if not top or score > top then top, arg = score, x end
      end
      scores[y][z] = top + alone[z] + pair_score(turns[k - 1], turns[k], list[y], list[z])
      from[y][z] = arg
    end
  end
  return scores, from
end

-- The best row of speakers for turns first … last (Viterbi over pairs).
local function decode(turns, first, last, list)
  local best, back = start(turns, first, last, list), {}
  for k = first + 2, last do best, back[k] = step(turns, k, list, best) end
  local x, y, top = 1, 1, nil
  for i = 1, #list do
    for j = 1, #list do
      if not top or best[i][j] > top then x, y, top = i, j, best[i][j] end
    end
  end
  for k = last, first, -1 do
    turns[k].who = list[y]
    local from = back[k]
    x, y = from and from[x][y] or x, x
  end
end

local function settle(doc, cast, turns)
  sections(cast, turns)
  local first = 1
  for k, turn in ipairs(turns) do
    local after = turns[k + 1]
    if not after or after.section ~= turn.section
      or after.paragraph - turn.end_paragraph > NEAR then
      local list = candidates(doc, cast, turns, first, k)
      if #list > 0 then decode(turns, first, k, list) end
      first = k + 1
    end
  end
end

-- ---- Names ------------------------------------------------------------------

-- ---- Who was unnamed --------------------------------------------------------

local function is_unnamed(who, cast)
  return who and not who.low and not who.thing and who ~= cast.narrator
end

-- How often each name is called just before or after an unnamed one speaks,
-- by those whom the narration had not named yet.
local function called_names(cast, turns)
  local count = {}
  for k, turn in ipairs(turns) do
    local who = turn.who
    if is_unnamed(who, cast) then
      for _, beside in ipairs { turns[k - 1] or false, turns[k + 1] or false } do
        for name in pairs(beside and beside.who ~= who and beside.calls or {}) do
          if name.low and not clash(who, name.gender)
            and (not name.acts or name.acts > turn.last) then
            count[who] = count[who] or {}
            count[who][name] = (count[who][name] or 0) + 1
          end
        end
      end
    end
  end
  return count
end

-- The last one but the name itself who had every other turn before turn `k`.
local function every_other(turns, k, name)
  local section = turns[k].section
  k = k - 2
  while k > 0 and turns[k].who == name do k = k - 2 end
  if k > 0 and turns[k].section == section and turns[k + 1].who ~= turns[k].who then
    return turns[k].who
  end
end

-- Who first comes up by name as the source of words, where an unnamed one of
-- that sex had every other turn and is not heard of again.
local function taken_over(cast, turns)
  local names = {}
  for k, turn in ipairs(turns) do
    local name = turn.fixed
    if name and name.low and turn.source and name.acts == turn.source.first then
      local who = every_other(turns, k, name)
      if is_unnamed(who, cast) and not clash(who, name.gender)
        and (who.acted or 0) < turn.first then
        names[who] = name
      end
    end
  end
  return names
end

-- Unnamed ones take the names that later turn out to be theirs.
local function name_unnamed(cast, turns)
  local names, count = taken_over(cast, turns), called_names(cast, turns)
  for _, who in ipairs(cast.list) do
    local best
    for _, name in ipairs(count[who] and cast.list or {}) do
      if (count[who][name] or 0) > (best and count[who][best] or 1) then best = name end
    end
    names[who] = names[who] or best
  end
  for _, turn in ipairs(turns) do turn.who = names[turn.who] or turn.who end
end

local function label(who)
  local text = who.low and #who.low == 1 and not who.bare and who.titled or who.name
    or who.text
  return (text:gsub("%s+", " "))
end

local function reason(turn)
  if turn.who.unknown then return "unresolved" end
  if turn.fixed then return turn.why end
  if turn.source and turn.source.pronoun then return "pronoun" end
  if turn.source and turn.source.guessed then return "description" end
  local e = turn.evidence[turn.who]
  if e and e.why then return e.why end
  return "turn"
end

return function(doc, ids)
  local cast = characters.read(doc)
  local turns = dialogue.read(doc, cast)
  settle(doc, cast, turns)
  name_unnamed(cast, turns)
  local done = {}
  for _, turn in ipairs(turns) do
    for _, a in ipairs(turn.list) do
      if turn.who then
        a:set("speaker", label(turn.who))
        a:set("speaker_id", ids(turn.who))
        a:set("resolved_by", reason(turn))
      end
      done[a.id] = true
    end
  end
  return done
end
