-- SPDX-License-Identifier: MIT
local quoth = require "quoth"

describe("quoth.pattern", function()
  local TEXT = "Then Ann Lee denied it. Bob Ray said so."
  local p = quoth.pattern([=[ who:[caps & word]{2} cue:$say ]=], {
    lexicons = { say = { "said", { "denied", act = "deny" } } },
  })

  it("finds matches with captures", function()
    local first, last, captures = p:find(TEXT)
    assert.are.equal("Ann Lee denied", TEXT:sub(first, last))
    assert.are.same({ { 6, 12 } }, captures.who)
    assert.are.equal("denied", TEXT:sub(table.unpack(captures.cue[1])))
  end)

  it("starts at a position", function()
    local first, last = p:find(TEXT, 10)
    assert.are.equal("Bob Ray said", TEXT:sub(first, last))
    assert.is_nil(p:find(TEXT, 40))
  end)

  it("gives all of a match, whatever its captures take", function()
    local q = quoth.pattern([=[ [caps]{2} (cue:["denied" | "said"]) [word] ]=])
    local first, last, captures = q:find(TEXT)
    assert.are.equal("Ann Lee denied it", TEXT:sub(first, last))
    assert.are.same({ { 14, 19 } }, captures.cue)
    local r = quoth.pattern([=[ (x:[caps])+ (y:"no")? "denied" ]=])
    assert.are.same({ x = { { 1, 4 }, { 6, 8 }, { 10, 12 } } }, (select(3, r:find(TEXT))))
  end)

  it("iterates", function()
    local seen = {}
    for first, last, captures in p:gmatch(TEXT) do
      seen[#seen + 1] = TEXT:sub(first, last) .. "/" .. #captures.who
    end
    assert.are.same({ "Ann Lee denied/1", "Bob Ray said/1" }, seen)
  end)

  it("takes a document", function()
    assert.are.equal(6, (p:find(quoth.doc(TEXT, { lang = "en" }))))
  end)

  it("uses definitions, with parameters too", function()
    local d = quoth.pattern([=[ @PAIR("of") ]=], {
      define = {
        PAIR = { params = { "x" }, pattern = [=[ @WORD @x @WORD ]=] },
        WORD = [=[ [word & len>2] ]=],
      },
    })
    local first, last = d:find("a piece of cake")
    assert.are.equal("piece of cake", ("a piece of cake"):sub(first, last))
  end)

  it("runs over the document unless told otherwise", function()
    assert.truthy(quoth.pattern([=[ "one" "." "two" ]=]):find("It is one. Two came."))
    assert.is_nil(quoth.pattern([=[ "one" "." "two" ]=], { within = "sentence" })
      :find("It is one. Two came."))
  end)

  it("shows where a pattern is wrong", function()
    local ok, why = pcall(quoth.pattern, "[caps & $sya]", { lexicons = { say = { "said" } } })
    assert.is_false(ok)
    assert.truthy(why:find("did you mean 'say'", 1, true), why)
    assert.truthy(why:find("pattern:1:10", 1, true), why)
  end)

  it("takes no files", function()
    assert.error_matches(function() quoth.pattern("$x", { lexicons = { x = "/etc/passwd" } }) end,
      "give its entries, not a file")
  end)
end)
