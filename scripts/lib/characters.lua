-- SPDX-License-Identifier: MIT
-- The characters of a story, and every place that names one, describes one
-- or means one by a pronoun.

local narration = require "lib.narration"
local PLACE = require "lib.cast".PLACE

local words, ROLE_OF = narration.words, narration.ROLE_OF
local capital, title_at = narration.capital, narration.title_at
local is_subject = narration.is_subject

local PRONOUN = {
  he = "m", him = "m", his = "m", himself = "m", she = "f", her = "f", hers = "f",
  herself = "f",
}
local ME = words "i me my myself i'm i'll i've i'd"
local DETERMINER = words [[the a an his her my our their its this that another one]]
local INDEFINITE = words "a an another one"
local OWNER = { his = "m", her = "f" }
local SAID = words [[said says asked cried replied answered added exclaimed inquired
  continued whispered murmured muttered shouted called returned remarked observed]]

-- What stands before the name of a place.
local AT_PLACE = words "in at near from through toward towards into across of"

-- ---- Characters -------------------------------------------------------------

local function new_character(cast, facts)
  local who = {
    id = #cast.list + 1, roles = {}, votes = { m = 0, f = 0 }, recent = 0, person = 0,
    place = 0,
  }
  for key, value in pairs(facts) do who[key] = value end
  cast.list[who.id] = who
  if who.head and not cast.heads[who.head] then cast.heads[who.head] = who end
  return who
end

local function enlist(cast, who, name)
  for _, word in ipairs(name.low) do
    local list = cast.by[word]
    if not list then list = {} cast.by[word] = list end
    if list[#list] ~= who then list[#list + 1] = who end
  end
end

local function clash(who, gender)
  return gender and who.gender and who.gender ~= gender
end

local function means(who, name)
  local own, low = who.low, name.low
  if not own or clash(who, name.gender) then return false end
  if #low == 1 or #own == 1 then
    local word, long = low[1], own
    if #own == 1 then word, long = own[1], low end
    if word == long[#long] then
      -- "Mrs. Todd" is not called "Todd", nor is her son
      return #low == #own or who.gender == name.gender or not who.wife
    end
    return word == long[1]
  end
  return own[#own] == low[#low] and (own[1] == low[1]
    or own[1]:sub(1, 1) == low[1]:sub(1, 1) and (#own[1] <= 2 or #low[1] <= 2))
end

local function find_named(cast, name)
  local best
  for _, word in ipairs { name.low[#name.low], name.low[1] } do
    for _, who in ipairs(cast.by[word] or {}) do
      if means(who, name) and (not best or who.recent > best.recent) then
        best = who
      end
    end
  end
  return best
end

-- The unnamed parson becomes Parson Tringham.
local function find_titled(cast, name)
  for i = #cast.list, 1, -1 do
    local who = cast.list[i]
    if not who.low and who.head
      and who.head == (ROLE_OF[name.title] or name.title)
      and not clash(who, name.gender) then return who end
  end
end

local function take_name(cast, who, name)
  if not who.low or #name.low > #who.low then
    who.low, who.name = name.low, name.shown
    enlist(cast, who, name)
  end
  if not name.title then who.bare = true end
  if name.title and (not who.titled or #name.full > #who.titled) then
    who.titled = name.full
  end
  if name.gender and not who.gender then who.gender, who.sure = name.gender, true end
  if name.title then
    who.roles[ROLE_OF[name.title] or name.title] = true
    who.person = who.person + 2
    if name.title == "mrs." or name.title == "mrs" then who.wife = true end
  elseif name.given then who.person = who.person + 1 end
end

local function named(cast, name)
  local who = find_named(cast, name) or name.title and find_titled(cast, name)
    or new_character(cast, {
      person = #name.low > 1 and 0.5 or 0, place = PLACE[table.concat(name.low, " ")] and 3 or 0,
    })
  take_name(cast, who, name)
  return who
end

-- ---- Nouns ------------------------------------------------------------------

local function same_noun(who, np)
  if who.head ~= np.head and not who.roles[np.head] then return false end
  if np.owner and who.owner and np.owner ~= who.owner then return false end
  return not (np.age and who.age and np.age ~= who.age)
    and not clash(who, np.gender)
end

local FAR = 40 -- mentions

-- The last one mentioned who passes the test.
local function latest(cast, test)
  local list = cast.mentions
  for k = #list, math.max(1, #list - FAR + 2), -1 do
    local who = list[k].who
    if who and who.recent == k and test(who) then return who end
  end
end

local function is_person(who)
  return who.person >= 1 and who.person >= who.place
end

-- Relations that share a surname with whom they belong to.
local HOUSE = { husband = "m", father = "m", wife = "f", mother = "f" }

-- "her father" of Emma Hale is Mr. Hale.
local function of_house(cast, np)
  local gender = HOUSE[np.head]
  local low = gender and np.owner and np.owner.low
  for _, who in ipairs(low and cast.by[low[#low]] or {}) do
    if who ~= np.owner and who.gender == gender and who.titled
      and who.low[#who.low] == low[#low] then return who end
  end
end

-- The last one of that sex, and best of that age, as far as it is known.
local function last_of(cast, np)
  local function fits(w)
    return w ~= cast.narrator and w ~= np.owner and is_person(w)
      and (w.gender == np.gender or not np.gender)
  end
  return np.age and latest(cast, function(w) return w.age == np.age and fits(w) end)
    or latest(cast, function(w) return not (np.age and w.age) and fits(w) end)
end

-- "the man", when only a voice was heard of him.
local function last_voice(cast, np)
  local who = latest(cast, function(w)
    return w.voice and not w.gender and cast.n - w.recent < 12
  end)
  if who then who.gender, who.roles[np.head], who.voice = np.gender, true, nil end
  return who
end

-- "the girl": who was called so, or the last one of that sex; "her cousin":
-- one of her house, or the last one of that sex beside her. True when guessed.
local function described(cast, np)
  if np.indefinite then return nil end
  local who = latest(cast, function(w) return same_noun(w, np) end)
  if who then return who end
  if np.kind == "any" and np.gender and not np.owned then
    who = last_voice(cast, np)
    if who then return who end
    return last_of(cast, np), true
  elseif np.kind == "kin" and np.owner then
    who = of_house(cast, np)
    if who then return who end
    return last_of(cast, np), true
  end
end

local function nominal(cast, np)
  local who, guessed = described(cast, np)
  if who then return who, guessed end
  return new_character(cast, {
    head = np.head, text = np.text, age = np.age, owner = np.owner,
    voice = np.kind == "voice",
    gender = np.gender, sure = np.gender ~= nil, person = 0.5,
  })
end

-- ---- Reading ----------------------------------------------------------------

local function mention(cast, facts)
  cast.n = cast.n + 1
  local list = cast.mentions
  list[#list + 1] = facts
  local who = facts.who
  if who and (facts.call or not facts.quoted) then who.recent = cast.n end
  if who and not facts.quoted then
    who.acts = who.acts or facts.first
    who.acted = facts.first
    if facts.subject then who.person = who.person + 0.5 end
  end
  return facts
end

-- Whom "he" means, so far as one can say: the last subject of that sex.
local function antecedent(cast, gender, sentence)
  local best, best_score
  for k = #cast.mentions, math.max(1, #cast.mentions - 30), -1 do
    local m = cast.mentions[k]
    local who = m.who
    if who and not m.quoted and who ~= cast.narrator and not clash(who, gender)
      and is_person(who) then
      local score = -(sentence - m.sentence)
      if m.subject then score = score + 1.5 end
      if who.gender == gender then score = score + 2 end
      if sentence - m.sentence > 8 then break end
      if not best_score or score > best_score then best, best_score = who, score end
    end
  end
  return best
end

-- A pronoun that can mean them tells their sex; of the unnamed, two do.
local function vote(who, gender)
  if not who or who.sure then return end
  local votes = who.votes
  votes[gender] = votes[gender] + 1
  local enough = who.low and 1 or 2
  who.gender = votes.m - votes.f >= enough and "m" or votes.f - votes.m >= enough and "f"
    or nil
end

local function add_pronoun(doc, cast, t, i, gender)
  local sentence = doc:sentence_at(t.first[i])
  local who = not t.quoted[i] and antecedent(cast, gender, sentence) or nil
  local subject = is_subject(t, i, i) and (t.norm[i] == "he" or t.norm[i] == "she")
  if who and t.quoted[i - 1] == nil then vote(who, gender) end
  mention(cast, {
    first = t.first[i], last = t.last[i], who = who, pronoun = t.norm[i],
    gender = gender, subject = subject, sentence = sentence, quoted = t.quoted[i],
  })
  return who
end

local function add_name(doc, cast, t, i, name)
  local who = named(cast, name)
  local before = t.norm[i - 1]
  if SAID[before] or SAID[t.norm[name.last + 1]] then who.person = who.person + 0.5 end
  if not t.quoted[i] and not name.title
    and (AT_PLACE[before] and t.norm[name.last + 1] ~= "'s" or before == "the") then
    who.place = who.place + 1
  end
  return mention(cast, {
    first = t.first[i], last = t.last[name.last], who = who, name = true,
    subject = is_subject(t, i, name.last), quoted = t.quoted[i],
    sentence = doc:sentence_at(t.first[i]), token = i, token_last = name.last,
    call = t.quoted[i] and narration.is_call(t, i, name.last),
  })
end

local IS = words "was is were became"

-- Who is told to be one: "the man, who was a porter".
local function whose_is(cast, t, i)
  local m = cast.mentions[#cast.mentions]
  if not IS[t.norm[i - 1]] or not m or not m.who or m.quoted then return nil end
  local between = i - 1
  while between > 1 and t.first[between] > m.last do between = between - 1 end
  return i - between <= 4 and m.subject and m.who or nil
end

-- A noun group, and the name that may follow it: "his aunt Polly".
local function add_noun(doc, cast, t, i, head, row, owner)
  local from = t.first[i]
  if t.norm[i] == "'s" then from = cast.mentions[#cast.mentions].first end
  local np = {
    head = t.norm[head], kind = row.kind, age = narration.age(t, i, head), owner = owner,
    gender = row.gender ~= "" and row.gender or nil, owned = owner or OWNER[t.norm[i]],
    indefinite = INDEFINITE[t.norm[i]], text = doc:sub(from, t.last[head]),
  }
  local at = head + 1
  if t.norm[at] == "," and row.kind ~= "any" then at = at + 1 end
  local name = t.quoted[at] == t.quoted[i] and capital(t, at) and not t.start[at]
    and narration.name(doc, t, at)
  if name then
    local who = find_named(cast, name) or not np.indefinite and np.gender
      and latest(cast, function(w)
        return not w.low and (same_noun(w, np)
          or w.gender == np.gender and w.person > 1.5)
      end)
    if who then take_name(cast, who, name) else who = named(cast, name) end
    who.roles[np.head] = true
    if np.gender and not who.gender then who.gender, who.sure = np.gender, true end
    who.person = who.person + 1
    return mention(cast, {
      first = t.first[i], last = t.last[name.last], who = who, name = true,
      subject = is_subject(t, i, name.last), quoted = t.quoted[i],
      sentence = doc:sentence_at(t.first[i]), token = i, token_last = name.last,
    })
  end
  local is = np.indefinite and whose_is(cast, t, i)
  local who, guessed = is, false
  if is then is.roles[np.head] = true else who, guessed = nominal(cast, np) end
  return mention(cast, {
    first = t.first[i], last = t.last[head], who = who, noun = row.kind,
    gender = np.gender, guessed = guessed,
    subject = is_subject(t, i, head), quoted = t.quoted[i],
    sentence = doc:sentence_at(t.first[i]), token = i, token_last = head,
    owner = owner, owner_at = t.norm[i] == "'s" and t.first[i] or nil,
  })
end

local function add_me(doc, cast, t, i)
  mention(cast, {
    first = t.first[i], last = t.last[i], who = cast.narrator, narrator = true,
    subject = t.norm[i]:find("^i") ~= nil, sentence = doc:sentence_at(t.first[i]),
  })
end

-- The owner in "Emma's father": the mention that ends before the token at `i`.
local function owner_before(cast, t, i)
  local m = cast.mentions[#cast.mentions]
  if m and m.last == t.last[i - 1] then return m.who end
end

-- Read what begins at token `i`; index of the next one to read.
local function read_at(doc, cast, t, i)
  local norm = t.norm[i]
  if t.heading[i] or not t.caps[i] then return i + 1 end
  if not t.quoted[i] and ME[norm] then
    add_me(doc, cast, t, i)
    if norm ~= "my" then return i + 1 end
  end
  local owner
  if norm == "'s" then owner = owner_before(cast, t, i)
  elseif PRONOUN[norm] and not t.quoted[i] then
    owner = add_pronoun(doc, cast, t, i, PRONOUN[norm])
    if not OWNER[norm] then return i + 1 end
  end
  if not t.quoted[i] and (owner or DETERMINER[norm]) then
    local head, row = narration.noun(t, i)
    if head then
      local m = add_noun(doc, cast, t, i, head, row, norm ~= "my" and owner or nil)
      return m.token_last + 1
    end
  end
  local name = capital(t, i) and narration.name(doc, t, i) or title_at(t, i)
    and narration.name(doc, t, i)
  if not name then return i + 1 end
  return add_name(doc, cast, t, i, name).token_last + 1
end

-- A story is told by one of its characters where "I" acts outside of speech.
local function find_narrator(cast, t)
  local n = 0
  for i = 1, t.n do
    if t.norm[i] == "i" and not t.quoted[i] and not t.heading[i] then n = n + 1 end
  end
  if n > 2 then
    cast.narrator = new_character(cast, {
      text = "the narrator", person = 3, told = true,
    })
  end
end

local function read(doc)
  local t = narration.tokens(doc)
  local cast = { list = {}, by = {}, heads = {}, mentions = {}, n = 0, tokens = t }
  find_narrator(cast, t)
  local i = 1
  while i <= t.n do i = read_at(doc, cast, t, i) end
  return cast
end

return {
  read = read, new = new_character, is_person = is_person, clash = clash,
}
