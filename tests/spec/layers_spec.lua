-- SPDX-License-Identifier: MIT
local quoth = require "quoth"

local TEXT = "Marta Lindqvist denied that the harbour was closed. Nobody agreed."

-- What `body`, a function of the match `m`, returns for each match, as strings.
local function answers(pattern, body, lang)
  local e = quoth.engine {
    path = { "scripts" }, name = "t.lua",
    source = ([==[
      local quoth = require "quoth"
      return quoth.pack { name = "t", lang = "%s", rules = {
        { name = "r", pattern = [=[ %s ]=],
          emit = function(m)
            local all = table.pack(%s)
            for i = 1, all.n do all[i] = tostring(all[i]) end
            return { layer = "x", said = table.concat(all, " ") }
          end } } }]==]):format(lang or "en", pattern, body),
  }
  local out = {}
  for _, a in ipairs(e:run(TEXT, { lang = lang or "en" }).annotations) do
    if a.layer == "x" then out[#out + 1] = a.features.said end
  end
  return out
end

describe("linguistic layers", function()
  it("are attributes of tokens", function()
    assert.are.same({ "denied" }, answers('w:[lemma="deny" & pos="VERB"]', 'm:text("w")'))
    assert.are.same({ "was" }, answers('w:[head="close" & pos="AUX"]', 'm:text("w")'))
  end)

  it("tell of captures", function()
    assert.are.same({ "deny VERB VBD" },
      answers('w:"denied"', 'm:lemma("w"), m:pos("w"), m:tag("w")'))
  end)

  it("tell the path between captures", function()
    local pattern = 's:[pos="PROPN"]+ c:"denied" "that" h:("the" "harbour")'
    assert.are.same({ "nsubj" }, answers(pattern, 'm:dep("c", "s")'))
    assert.are.same({ "<nsubj" }, answers(pattern, 'm:dep("s", "c")'))
    assert.are.same({ ">ccomp>nsubj:pass" }, answers(pattern, 'm:dep("c", "h")'))
    assert.are.same({ "nil" }, answers(pattern, 'm:dep("c", "c")'))
  end)

  it("give the clause of a verb", function()
    local first, last = TEXT:find("that the harbour was closed", 1, true)
    assert.are.same({ first .. " " .. last }, answers('w:"closed"', 'm:subtree("w")'))
  end)

  it("are attributes in patterns without a pack", function()
    local pattern = quoth.pattern('[pos="VERB" & lemma="deny"]',
      { lang = "en", path = { "scripts" } })
    local first, last = pattern:find(quoth.doc(TEXT, { lang = "en" }))
    assert.are.equal("denied", TEXT:sub(first, last))
    assert.error_matches(function() quoth.pattern('[pos="VERB"]', { lang = "en" }) end,
      "load a model")
  end)

  it("are an error of the pack where there is no model", function()
    assert.error_matches(function() answers('[pos="VERB"]', '""', "de") end,
      "pos is not available for de: load a model")
    assert.error_matches(function() answers('w:"denied"', 'm:pos("w")', "sv") end,
      "no model for sv")
  end)
end)
