-- SPDX-License-Identifier: MIT
-- Inflect English verbs: the lexicon lists lemmas, the text has forms.

local inflect = {}

-- lemma = past, participle (one word when they are the same), -ing if odd
local IRREGULAR = {}
for line in ([[
be was been being
bear bore borne
become became become
begin began begun beginning
bend bent
bind bound
bleed bled
blow blew blown
breed bred
burst burst
bet bet bet betting
bid bid bid bidding
bite bit bitten
break broke broken
bring brought
build built
buy bought
cast cast
catch caught
choose chose chosen
come came come
cost cost
creep crept
cut cut cut cutting
deal dealt
dig dug dug digging
do did done
drink drank drunk
draw drew drawn
drive drove driven
eat ate eaten
fall fell fallen
feed fed
feel felt
fight fought
find found
flee fled
fly flew flown
freeze froze frozen
foresee foresaw foreseen
foretell foretold
forbid forbade forbidden forbidding
forecast forecast
forget forgot forgotten forgetting
forgive forgave forgiven
get got gotten getting
give gave given
go went gone
grow grew grown
hang hung
hear heard
hide hid hidden
hit hit hit hitting
hold held
hurt hurt
keep kept
know knew known
lay laid
lead led
leave left
lend lent
let let let letting
lie lied lied lying
light lit
lose lost
make made
mean meant
meet met
misread misread
overstate overstated
pay paid
plead pleaded
put put put putting
quit quit quit quitting
read read
recast recast
retell retold
ride rode ridden
ring rang rung
rise rose risen
say said
see saw seen
seek sought
sell sold
send sent
set set set setting
shake shook shaken
shoot shot
show showed shown
shut shut shut shutting
sing sang sung
sink sank sunk
sleep slept
slide slid
sit sat sat sitting
speak spoke spoken
spend spent
spin spun spun spinning
split split split splitting
spread spread
stand stood
steal stole stolen
stick stuck
strike struck
sweep swept
swim swam swum swimming
swing swung
swear swore sworn
take took taken
teach taught
tear tore torn
tell told
think thought
throw threw thrown
understand understood
arise arose arisen
oversee oversaw overseen
undertake undertook undertaken
uphold upheld
wake woke woken
wear wore worn
weep wept
win won won winning
withhold withheld
withdraw withdrew withdrawn
write wrote written
]]):gmatch("[^\n]+") do
  local lemma, past, part, ing = line:match("^(%S+)%s+(%S+)%s*(%S*)%s*(%S*)$")
  IRREGULAR[lemma] = {
    past = past,
    part = part ~= "" and part or past,
    ing = ing ~= "" and ing or nil,
  }
end

-- Final consonant doubled: stress on the last syllable, which spelling hides.
local DOUBLE = {}
for word in ([[
admit allot beg blog blab blur bar brag chat chip clip commit compel confer
control crop ding drop drub dub equip expel fret grab grin hum jab jot knit
lag nag nod omit pan peg permit pin plan plot plug pop prefer quip quiz ram rap
recap refer regret repel rip rot rub scan scrap scrub shrug skip slam slap slip
snap sob spar spin spot stop strip stun submit sum swap tag tap tip top trim
transmit trot vet wag wrap zap step stir propel kidnap incur hug
]]):gmatch("%S+") do DOUBLE[word] = true end

local function ends(word, pattern) return word:find(pattern .. "$") ~= nil end

--- Third person singular: "deny" -> "denies".
function inflect.third(verb)
  if verb == "be" then return "is" end
  if verb == "have" then return "has" end
  if ends(verb, "[^aeiou]y") then return (verb:gsub("y$", "ies")) end
  if ends(verb, "[sxz]") or ends(verb, "[cs]h") or ends(verb, "[^o]o") then
    return verb .. "es"
  end
  return verb .. "s"
end

local function stem(verb)
  return DOUBLE[verb] and verb .. verb:sub(-1) or verb
end

--- Past tense and past participle of a regular or irregular verb.
function inflect.past(verb)
  local odd = IRREGULAR[verb]
  if odd then return odd.past, odd.part end
  if verb == "have" then return "had", "had" end
  local form
  if ends(verb, "e") then form = verb .. "d"
  elseif ends(verb, "[^aeiou]y") then form = verb:gsub("y$", "ied")
  elseif ends(verb, "[aeiou]c") then form = verb .. "ked"
  else form = stem(verb) .. "ed" end
  return form, form
end

--- Present participle: "lie" -> "lying", "admit" -> "admitting".
function inflect.ing(verb)
  local odd = IRREGULAR[verb]
  if odd and odd.ing then return odd.ing end
  if ends(verb, "ie") then return (verb:gsub("ie$", "ying")) end
  if ends(verb, "[^eoy]e") and verb ~= "singe" then
    return (verb:gsub("e$", "ing"))
  end
  if ends(verb, "[aeiou]c") then return verb .. "king" end
  return stem(verb) .. "ing"
end

--- All forms of a verb or of a phrase that begins with one ("point out").
-- @return list of { text, form }; form is base, third, past (tense only),
--   part (participle only), ed (both), ing
function inflect.forms(phrase)
  local verb, rest = phrase:match("^(%S+)(.*)$")
  local past, part = inflect.past(verb)
  local list = {
    { phrase, "base" },
    { inflect.third(verb) .. rest, "third" },
    { inflect.ing(verb) .. rest, "ing" },
  }
  if past == part then list[#list + 1] = { past .. rest, "ed" }
  else
    list[#list + 1] = { past .. rest, "past" }
    list[#list + 1] = { part .. rest, "part" }
  end
  if verb == "be" then
    list[#list + 1] = { "are" .. rest, "third" }
    list[#list + 1] = { "am" .. rest, "third" }
    list[#list + 1] = { "'s" .. rest, "third" }
    list[#list + 1] = { "'re" .. rest, "third" }
    list[#list + 1] = { "were" .. rest, "past" }
  end
  return list
end

return inflect
