-- SPDX-License-Identifier: MIT
local quoth = require "quoth"

-- What quoth lint tells of, and beside each what it must not.
return quoth.pack {
  name = "odd", lang = "en",
  lexicons = {
    say = { { "said", act = "x" }, "told of", "n't", "'s", "rock 'n' roll", "Inc.", "C++" },
  },
  define = {
    NAME = [=[ [caps & word]{1,4}+ ]=],
    TWICE = { params = { "x" }, pattern = [=[ @x @x ]=] },
  },
  rules = {
    { name = "no-token", pattern = [=[ source:@NAME [lower & upper] ]=], emit = { layer = "w" } },
    { name = "no-edge", pattern = [=[ "rain" ^ "falls" ]=], emit = { layer = "w" } },
    { name = "no-layer", pattern = [=[ <ghost> cue:$say ]=], emit = { layer = "w" } },
    { name = "no-room", pattern = [=[ [word]++ "hailed" ]=], emit = { layer = "w" } },
    { name = "beaten", pattern = [=[ who:@NAME "froze" ]=], emit = { layer = "w" } },
    { name = "beats", priority = 5, pattern = [=[ @NAME "froze" [final]? ]=],
      emit = { layer = "w" } },
    { name = "unused-part", pattern = [=[ a:"it" b:"rains" ]=],
      emit = { layer = "w", parts = { content = "a" } },
      examples = { { "We all know that it rains here in the winter.", content = "it" } } },
    { name = "unused-block", pattern = [=[ x:"snow" ]=] },
    { name = "unused-function", pattern = [=[ y:"hail" z:"storm" ]=],
      emit = function(m) return { layer = "w", span = { m:span("y") } } end },
    { name = "gap", pattern = [=[ "if" []* "then" "go" ]=], emit = { layer = "w" } },
    { name = "fine-gap", pattern = [=[ "we" []{0,3} content:[!final]+ ]=], emit = { layer = "w" } },
    { name = "fine-twice", pattern = [=[ @TWICE("hey") (?! "you") ]=], emit = { layer = "w" } },
    { name = "fine-where", pattern = [=[ "sun" ]=], where = function() return false end },
    { name = "fine-tree", pattern = [=[ v:"sings" n:"loudly" ]=], where = 'dep(v, n) == "advmod"',
      emit = { layer = "w", parts = { content = "v" } } },
    { name = "fine-regex", regex = [=[ (?<sum>[0-9]+) ]=], emit = { layer = "sum" } },
    { name = "fine-layer", pattern = [=[ <quote> c:$say{act="x"}? "indeed" ]=],
      emit = { layer = "w", act = { "c", "act" } } },
  },
}
