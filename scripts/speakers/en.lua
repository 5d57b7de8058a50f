-- SPDX-License-Identifier: MIT
-- Names in the text, and the speakers that sources stand for.

local quoth = require "quoth"
local DIR = "lexicons/en/"

-- A name keeps what is known of its bearer: title, gender, role.
local function name_of(extra)
  local emit = { layer = "name", parts = { [""] = "name" } }
  for key, value in pairs(extra or {}) do emit[key] = value end
  return emit
end

-- A person, known by the title or role beside the name.
local function person_by(capture)
  return function(m)
    local first, last = m:span "name"
    return {
      layer = "name", span = { first, last }, person = true,
      role = m:text(capture):lower(), gender = m:feature(capture, "gender"),
    }
  end
end

return quoth.pack {
  name = "speakers.en", version = 1, lang = "en",
  description = "Finds names and says whom each source stands for.",
  lexicons = {
    title = DIR .. "titles.tsv", role = DIR .. "roles.tsv",
    first = DIR .. "first_names.tsv", demonym = DIR .. "demonyms.tsv",
    month = DIR .. "months.tsv", day = DIR .. "days.tsv",
    stop = {
      "the", "a", "an", "this", "that", "these", "those", "my", "your", "his",
      "her", "its", "our", "their", "he", "she", "it", "they", "we", "you",
      "i", "in", "on", "at", "by", "for", "with", "from", "to", "into", "of",
      "and", "or", "but", "nor", "yet", "so", "if", "when", "while", "as",
      "because", "although", "though", "since", "after", "before", "until",
      "under", "over", "between", "among", "during", "without", "despite",
      "what", "who", "whom", "which", "why", "how", "where", "whether",
      "there", "here", "then", "now", "not", "no", "yes", "all", "some",
      "many", "most", "few", "several", "both", "each", "every", "one",
      "two", "is", "are", "was", "were", "has", "have", "had", "will",
      "would", "can", "could", "may", "might", "must", "should", "did",
      "does", "do", "also", "however", "meanwhile", "still", "even", "just",
      "only", "according", "last", "next", "earlier", "later", "today",
      "yesterday", "tomorrow", "critics", "officials", "voters", "asked",
      "like", "about", "against", "more", "other", "another", "such", "than",
      "it's", "he's", "she's", "they're", "i'm", "we're", "that's", "don't",
      "let's", "well", "oh", "mr", "mrs", "ms", "dr",
    },
    particle = {
      "de", "da", "di", "del", "della", "van", "von", "der", "den", "bin",
      "al", "el", "la", "le", "du", "dos", "ibn", "ter",
    },
  },
  define = {
    W = [=[ [ caps & word & !$stop & !$day & !$month & !$title ] ]=],
    NAME = [=[ ( @W ( [$particle]{0,2} @W ){0,3}+
      ["Jr." | "Sr." | "III" | "II"]? ) ]=],
    ROLE = [=[ ( [!punct & !final]{0,5}? role:$role ) ]=],
  },
  phases = { { name = "names" } },
  rules = {
    { name = "titled", phase = "names", priority = 9,
      pattern = [=[ title:$title{1,2} name:@NAME ]=],
      emit = person_by "title",
    },
    { name = "role-name", phase = "names", priority = 8,
      pattern = [=[ role:$role name:@NAME ]=],
      emit = person_by "role",
    },
    { name = "first-name", phase = "names", priority = 7,
      pattern = [=[ name:( given:$first @NAME ) (?! [caps] ) ]=],
      emit = name_of { person = true, gender = { "given", "gender" } },
    },
    { name = "name-role", phase = "names", priority = 10,
      pattern = [=[ name:@NAME "," ["the" | "a" | "an" | lower]? @ROLE
        (?= [punct | quote] | $ | "of" | "for" | "at" | "in" | "who") ]=],
      emit = person_by "role",
      examples = {
        { "Odile Hathersage, the mayor, left early.", layer = "name",
          role = "mayor" },
        { "In Greyfen, the mayor left early.", none = true },
      },
    },
    { name = "role-comma-name", phase = "names", priority = 11,
      pattern = [=[ role:$role ( ["of" | "for" | "at" | "in"] [!punct]{1,6}? )? ","
        name:( @NAME ) (?= "," ) ]=],
      emit = person_by "role",
      examples = {
        { "The mayor of Greyfen, Odile Hathersage, left early.", layer = "name",
          role = "mayor" },
        { "The mayor left early.", none = true },
      },
    },
    { name = "name", phase = "names", priority = 1,
      pattern = [=[ name:@NAME ]=], emit = name_of(),
    },
  },
  resolve = require "lib.speakers",
}
