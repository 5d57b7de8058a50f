-- SPDX-License-Identifier: MIT
-- Names of people, bodies and places, and roles: by lists, shape, what stands
-- around them, and tags. What the same article says elsewhere decides the rest.

local quoth = require "quoth"
local DIR = "lexicons/en/"

-- "mr." is two tokens, "Mr." is one: titles as they are written.
local function titles()
  local list = {}
  for _, row in ipairs(quoth.tsv(DIR .. "titles.tsv")) do
    list[#list + 1] = { (row.entry:gsub("%f[%a]%l", string.upper)), gender = row.gender }
  end
  return list
end

-- Strength of the evidence: what is sure decides for names that are not.
local SURE, LIKELY, WEAK = 3, 2, 1

local function name_of(class, strength, more)
  local emit = {
    layer = "name", parts = { name = "name" }, class = class, strength = strength,
  }
  for key, value in pairs(more or {}) do emit[key] = value end
  return emit
end

local function person(strength, gender, role)
  return name_of("person", strength, {
    person = true, gender = gender and { gender, "gender" } or nil,
    role = role and { role, "role" } or nil,
  })
end

return quoth.pack {
  name = "names.en", version = 1, lang = "en",
  description = "Finds people, organisations, places and roles.",
  lexicons = {
    title = titles(), role = DIR .. "roles.tsv",
    given = DIR .. "first_names.tsv", month = DIR .. "months.tsv",
    day = DIR .. "days.tsv", demonym = DIR .. "demonyms.tsv",
    place = DIR .. "places.tsv", place_word = DIR .. "place_words.tsv",
    organisation = DIR .. "organisations.tsv", body = DIR .. "bodies.tsv",
    say = DIR .. "verbs.tsv",
    suffix = {
      "inc", "inc.", "ltd", "ltd.", "corp", "corp.", "plc", "llc", "gmbh", "ag", "llp",
    },
    particle = {
      "de", "da", "di", "del", "della", "van", "von", "der", "den", "bin", "al", "el",
      "la", "le", "du", "dos", "ibn", "ter",
    },
    near = {
      "in", "near", "across", "outside", "inside", "throughout", "around", "toward",
      "towards", "into", "from",
    },
    kind_of_place = {
      "city", "town", "village", "port", "region", "province", "district", "island",
      "towns", "cities", "villages", "state", "county", "capital", "suburb", "parish",
      "borough", "hamlet", "republic",
    },
    kin = {
      "wife", "husband", "mother", "father", "son", "daughter", "brother", "sister",
      "uncle", "aunt", "grandmother", "grandfather", "widow", "partner", "friend",
      "colleague", "neighbour", "neighbor",
    },
  },
  define = {
    -- A word of a name. The tag is asked last.
    W = [=[ [ caps & word & !$day & !$month & !$title & !$demonym & pos=/PROPN|NOUN|ADJ/
      & (pos="PROPN" | !sfirst) ] ]=],
    -- "Growers’" of a union
    OWN = [=[ ( @W ["'" | "’"]? ) ]=],
    INITIAL = [=[ [ text=/\p{Lu}\.?/ ] "."? ]=],
    PERSON = [=[ ( @INITIAL{0,2} @W ( @INITIAL | [$particle]{1,2} @W | @W ){0,3}
      ["Jr." | "Sr." | "III" | "II"]? ) ]=],
    NAME = [=[ ( @W ( [$particle]{0,2} @W ){0,4}+ ) ]=],
    -- "of Defence", "for the Arts"
    OF = [=[ ( ["of" | "for"] "the"? @W{1,3} ( "and" @W )? ) ]=],
    ROLE = [=[ ( (?= [!$place] ) $role ) ]=],
  },
  phases = { { name = "names" } },
  rules = {
    -- Bodies
    { name = "known-acronym", phase = "names", priority = 30,
      pattern = [=[ name:( (?= [upper] ) $organisation.acronym="yes" ) ]=],
      emit = name_of("organisation", SURE) },
    { name = "known-body", phase = "names", priority = 29,
      pattern = [=[ name:( (?= [title & pos="PROPN"] ) $organisation{!acronym} ) ]=],
      emit = name_of("organisation", SURE) },
    { name = "body", phase = "names", priority = 28,
      pattern = [=[ name:( ( @OWN{1,3} ["and" | "&"] )? @OWN{1,4} [caps & $body] @OF?
        | [caps & $body] @OF ) ]=],
      emit = name_of("organisation", SURE),
      examples = {
        { "She left the Ministry of Defence on Friday.", class = "organisation",
          name = "Ministry of Defence" },
        { "The Greyfen Harbour Authority said no.", name = "Greyfen Harbour Authority" },
      } },
    { name = "company", phase = "names", priority = 31,
      pattern = [=[ name:( @W{1,4} ","? [caps & $suffix] ) ]=],
      emit = name_of("organisation", SURE),
      examples = { { "Shares of Marrand Lighting Ltd fell.", class = "organisation",
        name = "Marrand Lighting Ltd" } } },
    { name = "acronym", phase = "names", priority = 5,
      pattern = [=[ (?<= "the") name:[upper & word & len>=2 & len<=6 & pos="PROPN"] ]=],
      emit = name_of("organisation", LIKELY) },
    { name = "possessed", phase = "names", priority = 6,
      pattern = [=[ name:@NAME (?= "," ["a" | "the"] [lower & word]{0,3}?
        ["company" | "firm" | "charity" | "group" | "union" | "agency" | "bank" | "party"
         | "network" | "newspaper" | "magazine" | "publisher" | "organisation"
         | "organization" | "maker" | "startup" | "trust" | "association"]) ]=],
      emit = name_of("organisation", SURE) },
    -- Places
    { name = "known-place", phase = "names", priority = 27,
      pattern = [=[ name:( (?= [title & pos="PROPN"] ) $place{!acronym} ) ]=],
      emit = name_of("place", SURE) },
    { name = "known-place-acronym", phase = "names", priority = 27,
      pattern = [=[ name:( (?= [upper] ) $place.acronym="yes" ) ]=],
      emit = name_of("place", SURE) },
    { name = "place-word", phase = "names", priority = 26,
      pattern = [=[ name:( @W{1,3} [caps & $place_word] ) ]=],
      emit = name_of("place", SURE),
      examples = { { "They met at Sallow Quay.", class = "place", name = "Sallow Quay" } } },
    { name = "word-place", phase = "names", priority = 25,
      pattern = [=[ name:( ["Lake" | "Mount" | "Port" | "Cape" | "Fort" | "Mt."
        | "North" | "South" | "East" | "West" | "Upper" | "Lower" | "Saint" | "St."]
        @W{1,2} ) ]=],
      emit = name_of("place", LIKELY) },
    { name = "city-of", phase = "names", priority = 24,
      pattern = [=[ $kind_of_place "of" name:@NAME ]=],
      emit = name_of("place", SURE),
      examples = { { "the village of Thornmere burned.", class = "place",
        name = "Thornmere" } } },
    { name = "place-in-place", phase = "names", priority = 23,
      pattern = [=[ (?<= $near | "of" | "at") name:@NAME (?= "," $place) ]=],
      emit = name_of("place", SURE) },
    { name = "in-place", phase = "names", priority = 4,
      pattern = [=[ (?<= ["in" | "near" | "across" | "outside" | "throughout"]) name:@NAME ]=],
      emit = name_of("place", LIKELY) },
    { name = "from-place", phase = "names", priority = 3,
      pattern = [=[ (?<= ["from" | "to" | "at" | "around" | "into" | "towards"]) name:@W
        (?! @W) ]=],
      emit = name_of("place", WEAK) },
    -- People
    { name = "titled", phase = "names", priority = 40,
      pattern = [=[ title:$title{1,2} name:@PERSON ]=],
      emit = person(SURE, "title") },
    { name = "given-name", phase = "names", priority = 35,
      pattern = [=[ name:( (?= [caps & pos="PROPN"] ) given:$given @PERSON ) ]=],
      emit = person(SURE, "given"),
      examples = { { "Anna Hathersage left.", class = "person", gender = "f" } } },
    { name = "initials", phase = "names", priority = 34,
      pattern = [=[ name:( @INITIAL{1,3} @W{1,2} ) ]=],
      emit = person(SURE) },
    { name = "role-name", phase = "names", priority = 33,
      pattern = [=[ role:$role name:@PERSON (?! [$body | $place_word]) ]=],
      emit = person(LIKELY, "role") },
    { name = "name-role", phase = "names", priority = 36,
      pattern = [=[ name:@PERSON "," ["the" | "a" | "an" | "its" | "his" | "her" | "their"]?
        [word & lower]{0,4}? role:$role ]=],
      emit = person(LIKELY, "role") },
    { name = "name-age", phase = "names", priority = 38,
      pattern = [=[ name:@PERSON "," (?= [number & len<=2] ["," | "."]) ]=],
      emit = person(SURE) },
    { name = "name-who", phase = "names", priority = 37,
      pattern = [=[ name:@PERSON "," (?= ["who" | "whose" | "whom"]) ]=],
      emit = person(SURE) },
    { name = "kin-name", phase = "names", priority = 32,
      pattern = [=[ $kin ","? name:@PERSON ]=], emit = person(SURE) },
    { name = "name-says", phase = "names", priority = 10,
      pattern = [=[ name:@PERSON (?= [$say & tag=/VB[DZ]/]) ]=],
      emit = person(WEAK) },
    { name = "says-name", phase = "names", priority = 9,
      pattern = [=[ (?<= [$say & tag=/VB[DZ]/]) name:@PERSON ]=],
      emit = person(WEAK) },
    { name = "given-alone", phase = "names", priority = 8,
      pattern = [=[ name:[caps & $given & pos="PROPN"] (?! [caps]) ]=],
      emit = person(WEAK) },
    { name = "role-comma-name", phase = "names", priority = 39,
      pattern = [=[ (?<= $role ( ["of" | "for" | "at" | "in"] [!punct]{1,6}? )? ",")
        name:@PERSON (?= [punct | "who"] ) ]=],
      emit = person(WEAK),
      examples = { { "The head of the Lorne Board, Adda Roth, left.", name = "Adda Roth" } } },
    { name = "role-of-place", phase = "names", priority = 22,
      pattern = [=[ ["mayor" | "governor" | "bishop" | "archbishop" | "people" | "residents"
        | "president" | "king" | "queen" | "government" | "outskirts"] "of" name:@W (?! @W) ]=],
      emit = name_of("place", LIKELY) },
    { name = "dateline", phase = "names", priority = 50,
      pattern = [=[ (?= [pfirst]) name:( [upper & word & len>=3]{1,3} )
        (?= ( "," []{1,4}? )? ["-" | "–" | "—"] ) ]=],
      emit = name_of("place", SURE),
      examples = { { "BELLWICK, Aug. 6 - It rained.", name = "BELLWICK" } } },
    -- The rest is decided by the article.
    { name = "first-word", phase = "names", priority = 0,
      pattern = [=[ name:[title & word & sfirst & len>=3 & !$role & !$title] ]=],
      emit = name_of(nil, 0) },
    { name = "name", phase = "names", priority = 1,
      pattern = [=[ name:@NAME ]=], emit = name_of(nil, 0) },
    -- Roles
    { name = "role", phase = "names", priority = 2,
      pattern = [=[ name:@ROLE ]=], emit = name_of("role", SURE),
      examples = { { "The prime minister resigned.", class = "role",
        name = "prime minister" } } },
  },
  resolve = require "lib.names",
}
