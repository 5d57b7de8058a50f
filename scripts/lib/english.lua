-- SPDX-License-Identifier: MIT
-- Chunks of English that all packs build on: verb groups, noun groups,
-- subjects, and the places where reported clauses stop.  There is no tagger:
-- closed classes, lists of verbs and the shape of words must do.

local quoth = require "quoth"
local inflect = require "lib.inflect"

local DIR = "lexicons/en/"
local english = {}

local FRAMES = {
  "quote", "that", "zero", "wh", "rcpt", "to", "objto", "np", "objas", "objc",
  "objof",
}

-- What is computed once; what is made of it is not changed afterwards.
local function once(compute)
  local memo = {}
  return function(key)
    if memo[key] == nil then memo[key] = compute(key) end
    return memo[key]
  end
end

local forms_of = once(inflect.forms)
local rows_of = once(function(file) return quoth.tsv(DIR .. file) end)

-- One row a form; forms of several kinds or lemmas are merged, since an entry
-- is found by its text alone.
local cue_verbs = once(function()
  local rows, by_text = {}, {}
  for _, verb in ipairs(rows_of "verbs.tsv") do
    for _, form in ipairs(forms_of(verb.entry)) do
      local row = by_text[form[1]]
      if not row then
        row = {
          form[1], lemma = verb.entry, act = verb.act, class = verb.class,
          polarity = verb.polarity,
        }
        for frame in verb.frames:gmatch("%S+") do row[frame] = true end
        by_text[form[1]] = row
        rows[#rows + 1] = row
      end
      if form[2] == "ed" then row.past, row.part = true, true
      else row[form[2]] = true end
    end
  end
  return rows
end)

-- Forms that are verbs and little else: they end a noun group.
local function finite_forms()
  local rows, seen = {}, {}
  for _, file in ipairs { "common_verbs.tsv", "verbs.tsv" } do
    for _, verb in ipairs(rows_of(file)) do
      for _, form in ipairs(forms_of(verb.entry)) do
        local word, kind = form[1], form[2]
        local past = kind == "past" or kind == "ed"
        if past and not seen[word] and not word:find(" ") then
          seen[word] = true
          rows[#rows + 1] = { word }
        end
      end
    end
  end
  return rows
end

local function support_verbs()
  local rows = {}
  for verb in ([[make give have take hold get launch deliver receive draw file
    raise send release win face cast leave lend put offer issue provide enjoy
    keep bring express voice share hear]]):gmatch("%S+") do
    for _, form in ipairs(inflect.forms(verb)) do
      rows[#rows + 1] = { form[1] }
    end
  end
  rows[#rows + 1] = { "has" }
  return rows
end

local function single_words()
  local rows = {}
  for _, row in ipairs(cue_verbs "all") do
    if not row[1]:find(" ") then rows[#rows + 1] = row end
  end
  return rows
end

-- A function is called only when rules are compiled, and once for all packs.
english.lexicons = {
  verb = function() return cue_verbs "all" end,
  word = single_words,
  finite = finite_forms,
  det = DIR .. "det.tsv", poss = DIR .. "poss.tsv", prep = DIR .. "prep.tsv",
  sub = DIR .. "sub.tsv", cc = DIR .. "cc.tsv", aux = DIR .. "aux.tsv",
  wh = DIR .. "wh.tsv", pron = DIR .. "pronouns.tsv",
  opron = DIR .. "opron.tsv", indef = DIR .. "indef.tsv",
  adv = DIR .. "adv.tsv", day = DIR .. "days.tsv",
  month = DIR .. "months.tsv", role = DIR .. "roles.tsv",
  title = DIR .. "titles.tsv", time = DIR .. "time.tsv",
  ncue = DIR .. "noun_cues.tsv",
  be = {
    "is", "are", "was", "were", "be", "been", "being", "am", "isn't",
    "aren't", "wasn't", "weren't", "he's", "she's", "it's", "they're",
    "we're", "i'm", "you're", "who's", "that's",
  },
  have = {
    "has", "have", "had", "having", "hasn't", "haven't", "hadn't", "he's",
    "she's", "it's", "they've", "we've", "i've", "you've", "who's", "he'd",
    "she'd", "they'd",
  },
  modal = {
    "will", "would", "shall", "should", "can", "could", "may", "might",
    "must", "cannot", "can't", "won't", "wouldn't", "couldn't", "shouldn't",
    "do", "does", "did", "don't", "doesn't", "didn't", "he'll", "she'll",
    "they'll", "we'll", "i'll", "he'd", "she'd", "they'd", "i'd", "we'd",
  },
  -- pronoun and auxiliary in one word
  contraction = {
    "he's", "she's", "it's", "they're", "we're", "i'm", "you're", "who's",
    "that's", "they've", "we've", "i've", "you've", "he'd", "she'd",
    "they'd", "i'd", "we'd", "he'll", "she'll", "they'll", "we'll", "i'll",
    "there's", "here's", "what's", "let's", "it'll", "you'll", "you'd",
    "where's", "how's", "that'll",
  },
  -- verbs that lend themselves to another verb of saying
  -- verbs that carry a noun of saying: "made the claim that"
  support = support_verbs,
  light = {
    "declined", "refused", "continued", "went on", "sought", "tried",
    "failed", "managed", "seeks", "continues", "declines", "refuses",
    "goes on", "began", "rushed", "was quick", "were quick", "tries",
  },
  notadv = {
    "family", "only", "early", "likely", "unlikely", "ally", "reply",
    "supply", "july", "italy", "rally", "daily", "weekly", "monthly",
    "friendly", "elderly", "assembly", "monopoly", "bully", "lovely", "ugly",
    "kelly", "apply", "rely", "billy", "sally", "emily", "molly", "beverly",
    "kimberly", "imply", "costly", "deadly", "hourly", "yearly", "homily",
  },
  -- third persons that are more often plural nouns
  ambiguous = {
    "rates", "reasons", "calls", "charges", "promises", "comments",
    "attacks", "claims",
    "plans", "hopes", "fears", "reports", "questions", "states", "views",
    "documents", "details", "issues", "pledges", "demands", "quotes",
    "estimates", "projects", "ranks", "polls", "addresses", "names", "cites",
    "responds", "remarks", "answers", "offers", "proposals", "doubts",
    "warnings", "orders", "requests", "challenges", "records", "releases",
    "supports", "backs", "blames", "signals", "echoes", "votes", "looks",
    "needs", "wants-to", "worries", "dreams", "guesses", "bets", "mentions",
    "reads", "brands", "labels", "terms", "titles", "files", "signs",
    "reviews", "links", "ties", "pushes", "presses", "targets", "praises",
    "boasts", "jokes", "cries", "shouts", "laughs", "notes", "texts",
    "tweets", "emails", "posts", "blogs", "messages", "protests", "objects",
    "threats", "regrets", "respects", "likes", "loves", "hates", "values",
  },
  -- papers, that "according to X ..." names
  document = {
    "records", "reports", "estimates", "polls", "projects", "documents",
    "files", "posts", "tweets", "emails", "messages",
  },
  -- what breaks in between commas
  paren = {
    "however", "meanwhile", "too", "though", "then", "also", "instead",
    "therefore", "moreover", "nevertheless", "indeed", "again", "likewise",
  },
  other = {
    "the other", "the others", "the latter", "the former", "the two",
    "the three", "the rest",
  },
  -- what stands before a noun, not before a finite verb
  nominal = {
    "the", "a", "an", "my", "your", "his", "its", "our", "their", "every",
    "no", "of", "for", "by", "with", "from", "in", "on", "at", "against",
    "about", "under", "into", "over", "than", "between", "without", "whose",
    "her", "to", "as", "via", "per", "toward", "towards", "through",
  },
  -- a base form may follow these: plural subjects
  plural = {
    "i", "we", "you", "they", "who", "people", "some", "many", "others",
    "men", "women", "fishermen", "congressmen", "businessmen", "most", "few",
    "all", "both", "several", "police",
    "those", "children",
  },
  reader = {
    "reporters", "journalists", "supporters", "voters", "viewers", "readers",
    "listeners", "fans", "lawmakers", "attendees", "the crowd",
    "the audience", "a crowd", "an audience", "the ap", "ap", "cnn",
    "politico", "reuters", "usa today", "students", "donors", "delegates",
    "congress", "bloomberg", "nbc", "abc", "cbs", "msnbc", "the media",
    "the press", "the court", "the committee", "the public", "the newspaper",
    "the world", "the nation", "people", "colleagues", "aides", "friends",
    "police", "officials", "investigators", "everyone", "others",
  },
  npprep = {
    "of", "for", "from", "in", "at", "with", "on", "to", "against", "behind",
    "near", "by", "over", "outside", "about", "under", "including",
    "between", "inside", "within", "around", "among",
  },
  nppre = {
    "of", "for", "from", "in", "at", "with", "on", "to", "against", "behind",
    "near", "by", "over", "outside", "about", "under", "including",
    "between", "inside", "within", "around", "among", "like", "into",
    "after", "before", "during", "despite", "throughout", "amid",
  },
  npends = {
    "after", "before", "when", "while", "because", "since", "as", "during",
    "if", "although", "though", "until", "despite", "amid", "where", "unless",
  },
}

for name, entries in pairs(english.lexicons) do
  if type(entries) == "table" then
    english.lexicons[name] = function() return entries end
  end
end

english.define = {
  FUNC = [=[ [ $det | $poss | $prep | $sub | $cc | $aux | $wh | $pron
    | $opron | $contraction | "to" | "not" | $day ] ]=],
  ADV = [=[ [ ($adv | lower & len>=5 & norm=/.*ly/) & !$notadv ] ]=],
  -- a word of a noun group
  NW = [=[ [ (word | number | "&") & !in="vg" & (!$finite | caps & !$verb)
    & !$det & !$poss & !$prep & !$sub & !$cc & !$aux & (!$wh | upper)
    & !$pron & (!$opron | upper) & !$day & !$contraction & !"to" & !"not"
    & !"according" & !norm=/'s/ & !$adv
    & (caps | !norm=/.*ly/ | $notadv) ] ]=],
  RUN = [=[ @NW{1,6}+ ]=],
  TIME = [=[ ( ("on" | "late" | "early" | "earlier")? [$day]
      ("morning" | "night" | "afternoon" | "evening")?
    | "earlier"? ("last" | "this" | "next" | "that") [$time | $month | $day]
    | "on"? [$month] [number] | "in" ([$month]? [number] | [$month])
    | "at the time" | "at one point" | "at times" | "at first" | "in turn"
    | "a" [$time] ("later" | "earlier" | "ago") ) ]=],
  APP = [=[ ( "," ( [$det | $poss | $role | $indef | caps | number | "former"]
        [!text=/[-–—]+/]{0,28}?
      | [lower & !$cc & !$prep & !$sub & !$paren & !norm=/.*ing/] []{0,8}?
      | ("who" | "whose" | "which" | "where") []{1,22}? ) ","
    | "(" []{1,6}? ")" ) ]=],
  PAREN = [=[ "," ( "however" | "meanwhile" | "too" | "in turn"
    | "for example" | "for instance" | "for one" | "in fact" | "of course"
    | "on the other hand" | "by contrast" | "in contrast"
    | "for" [$poss] "part" | "though" | "then"
    | [$nppre] []{1,9}? | [norm=/.*ing/] []{1,12}? ) "," ]=],
  MID = [=[ @TIME{0,2} @PAREN?
    ("himself" | "herself" | "themselves" | "itself")? ]=],
  RCPT = [=[ ( [$opron] | $reader | <group> ) ]=],
  -- adverbials between the cue and what is said
  ADJ = [=[ ( ["in" | "during" | "at" | "on" | "of" | "from" | "about" | "to"
      | "by" | "through" | "via"]
    [!in="vg" & !in="stop" & !","]{1,7}? | @TIME ){0,2} ]=],
  SUBJECT = [=[ ( ( ["only" | "even" | "nearly" | "almost" | "about"
      | "roughly" | "just" | "not"] | "more than" | "fewer than" | "less than"
      | "at least" )? <group> @APP? | [$pron] | $other
    | (?! (?<= [word & !$prep & !$sub & !$cc]) ["both" | "all" | "each"])
      [$indef] ([word & !$prep]? ["of" | "to" | "in" | "with" | "around"
        | "from"] (<group> | [$opron]))? ) ]=],
  -- to whom, where and when it was said, before a quotation
  TO = [=[ ( @RCPT? @ADJ ["," | ":"] | $reader @ADJ | [$opron] @ADJ ) ]=],
  FIN = [=[ [ $aux | $finite | $contraction ] ]=],
}

english.phases = {
  { name = "verbs", view = "quote" },
  { name = "nouns", view = "quote" },
  { name = "groups", view = "quote", control = "all" },
  { name = "subjects", view = "quote", control = "all" },
  { name = "stops", view = "quote", control = "all" },
}

local function verb_group(kind)
  local emit = {
    layer = "vg", kind = kind, parts = { [""] = "span" },
    lemma = { "v", "lemma" },
    act = { "v", "act" }, polarity = { "v", "polarity" },
    class = { "v", "class" },
  }
  for _, frame in ipairs(FRAMES) do emit[frame] = { "v", frame } end
  return emit
end

local function verb_rule(name, kind, pattern, examples)
  return {
    name = "verb-" .. name, phase = "verbs", pattern = pattern,
    emit = verb_group(kind), examples = examples,
  }
end

local function mark(name, layer, phase, pattern, examples)
  return {
    name = name, phase = phase, pattern = pattern,
    emit = {
      layer = layer, parts = pattern:find "span:" and { [""] = "span" } or nil,
    },
    examples = examples,
  }
end

english.rules = {
  verb_rule("finite", "fin", [=[
    (?<! [$nominal | norm=/'s/]) span:( @ADV{0,2} (?! [$ambiguous])
      v:$verb{past | third} ) (?! (?<= "on") [$day]) ]=], {
    { "She also said no.", lemma = "say" },
    { "The said man left.", none = true },
  }),
  -- "reported on Monday" is not "reported on"
  verb_rule("day", "fin", [=[
    (?<! [$nominal | norm=/'s/]) span:( @ADV{0,2} v:$word{past | third} )
    (?= "on" [$day]) ]=], {
    { "She reported on Monday a loss.", lemma = "report" },
    { "She went on Monday.", none = true },
  }),
  verb_rule("ambiguous", "fin", [=[
    (?<= [caps | $pron | "who" | $role | ")" | ","]) (?! [$document] [punct])
    span:( @ADV{0,2} (?= [$ambiguous & !"States"c])
      v:$verb{past | third}
      (?! [$aux | $finite]) ) ]=], {
    { "Reyes plans a trip.", lemma = "plan" },
    { "Old plans failed.", none = true },
  }),
  verb_rule("base", "fin", [=[
    (?<= [$plural | norm=/.*s/ & !norm=/.*ss/ & !norm=/'s/ & !$aux &
      !$poss & !$prep & !$sub & !$det]) span:( @ADV{0,2} v:$verb{base &
      lemma!="like" & lemma!="state"} ) ]=], {
    { "Critics say no.", lemma = "say" },
    { "The say was hers.", none = true },
  }),
  -- verbs that are no nouns need no plural in sight: "aides to Okoro say"
  verb_rule("base-far", "fin", [=[
    (?<= [word & !$opron & !$pron & !$aux & !$modal & !$prep & !$det & !$poss
      & !$adv & !$cc & !"to" & !"not" & !"let" & !"please"])
    span:( @ADV? v:$verb{base
      & lemma=/(say|believe|think|argue|insist|suggest|contend|agree|deny)/} )
    ]=], {
    { "Aides to Okoro say no.", lemma = "say" },
    { "Reyes came to say no.", none = true },
  }),
  verb_rule("base-and", "fin", [=[
    (?<= [$plural]) span:( @ADV{0,2} v:$verb{base & lemma="like"} ) ]=], {
    { "They like it.", lemma = "like" },
    { "Boats like it.", none = true },
  }),
  verb_rule("perfect", "fin", [=[
    span:( [$have] @ADV{0,2} v:$verb{part} ) ]=], {
    { "He has often denied it.", lemma = "deny" },
    { "He has a denied claim.", none = true },
  }),
  verb_rule("progressive", "fin", [=[
    span:( ([$have] @ADV? "been" | [$be]) @ADV{0,2} v:$verb{ing} ) ]=], {
    { "He is now saying no.", lemma = "say" },
    { "He is a saying man.", none = true },
  }),
  verb_rule("modal", "fin", [=[
    span:( [$modal] @ADV{0,2} v:$verb{base} ) ]=], {
    { "He did not say why.", lemma = "say" },
    { "He did not go.", none = true },
  }),
  verb_rule("modal-perfect", "fin", [=[
    span:( [$modal] @ADV{0,2} "have" @ADV? v:$verb{part} ) ]=], {
    { "He would have said no.", lemma = "say" },
    { "He would have gone.", none = true },
  }),
  verb_rule("going-to", "fin", [=[
    span:( [$be] @ADV{0,2} "going to" v:$verb{base} ) ]=], {
    { "He is going to say no.", lemma = "say" },
    { "He is going to town.", none = true },
  }),
  verb_rule("light", "fin", [=[
    span:( @ADV? $light "to" @ADV?
      v:$verb{base & that & class="report"} ) ]=], {
    { "He declined to say why.", lemma = "say" },
    { "He declined to go.", none = true },
  }),
  verb_rule("passive", "pass", [=[
    span:( ([$modal] @ADV? "be" | [$have] @ADV? "been" | [$be] "being"?)
      @ADV{0,2} v:$verb{part} ) ]=], {
    { "It was denied.", lemma = "deny" },
    { "It was gone.", none = true },
  }),
  verb_rule("infinitive", "inf", [=[
    span:( "to" @ADV? v:$verb{base} ) ]=], {
    { "He came to say no.", lemma = "say" },
    { "He came to town.", none = true },
  }),
  verb_rule("ing", "ing", [=[
    (?<! [$det | $poss | norm=/'s/]) span:( @ADV? v:$verb{ing} ) ]=], {
    { "He left, saying no.", lemma = "say" },
    { "It is an old saying here.", count = 1 },
    { "The saying is old.", none = true },
  }),
  -- where only the tagger can tell: verbs that are nouns as well
  verb_rule("tagged", "fin", [=[
    ( span:( @ADV{0,2} (?= [$verb & tag=/VB[PZ]/]) v:$verb{third | base} )
    | (?<= [word & !$pron & !$modal & !$aux & !"to" & !"not" & !$cc])
      span:( @ADV{1,2} (?= [$verb & tag="VB"]) v:$verb{base} ) )
    (?! (?<= "on") [$day]) ]=], {
    { "Allies of the mayor privately admit it.", lemma = "admit" },
    { "The head of the city now worries him.", lemma = "worry" },
    { "Old plans failed.", none = true },
  }),

  mark("np", "np", "nouns", [=[
    ( ["all" | "both" | "half" | "such" | "many"]? [$det | $poss | $indef]
      ("of" [$det | $poss])? @ADV? ([norm=/.*ed/ & $finite] (?= @NW))? )?
      @RUN ( [norm=/'s/ | norm="'" | "/"] @RUN ){0,3} ]=], {
    { "The old ferry sank.", count = 1 },
    { "They went.", none = true },
  }),
  mark("group-of", "group", "groups", [=[
    <np> ( ([$npprep & !"to"] | (?<= [$role]) "to") (<np> | [$opron]) ){0,3}
    ]=], {
    { "The price of fish fell.", count = 2 },
    { "They fell.", none = true },
  }),
  mark("group-one", "group", "groups", [=[
    <np> ]=], {
    { "The price fell.", count = 1 },
    { "They fell.", none = true },
  }),
  mark("group-and", "group", "groups", [=[
    "both"? ( <np> ("," <np>){1,3} "," ("and" | "or") <np>
      | (<np> | [$pron]) ("," <np>){0,3} ["and" | "or" | "&"] <np> )
    ( [$npprep] <np> ){0,2} ]=], {
    { "Reyes and Okoro left.", count = 1 },
    { "Reyes left.", none = true },
  }),
  mark("group-of-and", "group", "groups", [=[
    <np> ( [$npprep] <np> ){1,2} ","? ("and" | "or") <np> ]=], {
    { "The price of fish and the value of tea fell.", count = 1 },
    { "The price fell.", none = true },
  }),

  mark("subject", "subj", "subjects", [=[
    (?<! [$nppre]) span:( @SUBJECT
      | ([$indef] | "those") ("who" | "that") []{1,12}?
      | <group> "who" []{1,10}? ) (?= @MID <vg kind=/fin|pass/>) ]=], {
    { "The mayor said no.", count = 1 },
    { "The mayor left.", none = true },
  }),
  mark("subject-contracted", "subj", "subjects", [=[
    span:[$contraction] (?= @MID <vg>) ]=], {
    { "She left and he's said to be ill.", none = true },
    { "We left.", none = true },
  }),
  mark("subject-near", "subjx", "subjects", [=[
    ( span:["who" | "which"] | span:<np> ) (?= @MID <vg kind=/fin|pass/>) ]=], {
    { "It was Reyes who said no.", count = 1 },
    { "It was Reyes who left.", none = true },
  }),
  mark("clause", "clause", "subjects", [=[
    (?<! [$nppre]) span:( @SUBJECT | [$contraction] )
    (?= @MID (<vg kind=/fin|pass/> | @ADV? @FIN) ) ]=], {
    { "The mayor left.", count = 1 },
    { "Goodbye, mayor.", none = true },
  }),

  -- what a sentence begins with, whatever its verb
  mark("lead", "lead", "subjects", [=[
    ^ ( [$prep | $sub | norm=/.*ing/] [!","]{0,14}? "," )?
    span:( @SUBJECT ("from" [$day])? ) (?! [","]) ]=], {
    { "On Monday, the old mayor swam.", count = 1 },
    { "On Monday.", none = true },
  }),

  -- a name before what can only be its verb: no part of the name
  mark("lead-name", "lead", "subjects", [=[
    ^ ( [$prep | $sub | norm=/.*ing/] [!","]{0,14}? "," )?
    span:( [caps & word & !$prep & !$sub & !$pron]{1,4}+ )
    (?= [lower & norm=/.{2,}ed/ & !$finite]) ]=], {
    { "Ana Reyes quizzled the guests.", count = 1 },
    { "The guests quizzled her.", none = true },
  }),

  mark("stop-mark", "stop", "stops", [=[
    [ text=/[.?!;]+/ ] ]=], {
    { "He left; she stayed.", count = 2 },
    { "He left", none = true },
  }),
  mark("stop-colon", "stop", "stops", [=[
    span:":" (?= <quote>) ]=], {
    { "He read: “No one came.”", count = 1 },
    { "He read: no one came", none = true },
  }),
  mark("stop-ing", "stop", "stops", [=[
    span:"," (?= @ADV? <vg kind="ing">) ]=], {
    { "He left, saying no.", count = 1 },
    { "He left, walking home.", none = true },
  }),
  mark("stop-quote-ing", "stop", "stops", [=[
    (?<= <quote>) span:( @ADV? <vg kind="ing"> ) ]=], {
    { "He wrote “no reply,” adding a date.", count = 1 },
    { "He wrote “no reply,” and left.", none = true },
  }),
  mark("stop-according", "stop", "stops", [=[
    span:","? (?= "according to") ]=], {
    { "It sank, according to her.", count = 1 },
    { "It sank, she thought.", none = true },
  }),
  mark("stop-and-verb", "stop", "stops", [=[
    span:(","? ("and" | "but" | "or")) (?= @ADV? <vg kind="fin" &
      class=/report|eval/>) ]=], {
    { "He rose and said no.", count = 1 },
    { "He rose and left.", none = true },
  }),
  mark("stop-and-clause", "stop", "stops", [=[
    span:("," ("and" | "but" | "while" | "although" | "though" | "as"))
      (?= <subj> @MID <vg kind="fin" & class=/report|attitude|eval/>) ]=], {
    { "It sank, but the crew said no.", count = 1 },
    { "It sank, but the crew swam.", none = true },
  }),
  mark("stop-tail", "stop", "stops", [=[
    span:"," (?= <subj> @MID <vg kind="fin" & quote> ([text="."] | $)) ]=], {
    { "It sank, she said.", count = 1 },
    { "It sank, she swam.", none = true },
  }),
  mark("stop-tail-inverted", "stop", "stops", [=[
    span:"," (?= <vg kind="fin" & quote & !rcpt & !objof>
      (<group> | [$pron])) ]=], {
    { "It sank, said Reyes.", count = 1 },
    { "It sank, then Reyes swam.", none = true },
  }),
  mark("npstop-dash", "npstop", "stops", [=[
    [ text=/—|--+|–|―|-/ ] ]=], {
    { "A plan — or a dream — won.", count = 2 },
    { "A plan won.", none = true },
  }),
  mark("npstop-comma", "npstop", "stops", [=[
    span:"," (?= "which" | "who" | "where" | "when" | "with" | "but" |
      "so" | "even" | "just" | "while" | "although" | "though" | "as" |
      "whom" | "and" <clause> | <clause> | @ADV? [lower & norm=/.*ing/ &
      !"including" & !"following" & !"depending"]) ]=], {
    { "A plan, which failed, cost a lot.", count = 1 },
    { "A plan cost a lot.", none = true },
  }),
  mark("npstop-and", "npstop", "stops", [=[
    span:(","? ("and" | "but")) (?= <clause> | @ADV? [$finite] | @ADV?
      [$aux]) ]=], {
    { "A plan came and the town slept.", count = 1 },
    { "A plan and a map.", none = true },
  }),
}

-- What a rule makes of a match: act and polarity are those of the cue.
function english.attribution(weight, more)
  local emit = {
    layer = "attribution", weight = weight,
    act = { "cue", "act", default = "assert" },
    polarity = { "cue", "polarity", default = "+" },
  }
  for key, value in pairs(more or {}) do emit[key] = value end
  return emit
end

-- The same with what lib/judge.lua wants to know of the cue.
function english.claim(weight, more)
  local emit = english.attribution(weight, more)
  emit.lemma = { "cue", "lemma" }
  emit.class = { "cue", "class" }
  emit.form = { "cue", "kind" }
  return emit
end

return english
