-- SPDX-License-Identifier: MIT
local quoth = require "quoth"

describe("quoth.re", function()
  it("finds with positions and groups", function()
    local re = quoth.re [[(\d+) (?<unit>km|m)?]]
    assert.are.equal(2, re.n_groups)
    assert.are.same({ 7, 11, "12", "km" }, { re:find("about 12 km off") })
    assert.are.same({ 1, 2, "7", false }, { re:find("7 x") })
    assert.is_nil(re:find("none"))
  end)

  it("starts at a position, from the end when negative", function()
    local re = quoth.re [[a]]
    assert.are.same({ 3, 3 }, { re:find("aba", 2) })
    assert.are.same({ 3, 3 }, { re:find("aba", -1) })
    assert.is_nil(re:find("aba", 4))
    assert.is_nil(re:find("aba", 400))
  end)

  it("looks behind the start", function()
    assert.are.same({ 2, 2 }, { quoth.re([[(?<=a)b]]):find("ab", 2) })
  end)

  it("gives captures or the match", function()
    assert.are.equal("12", (quoth.re([[\d+]]):match("x12")))
    assert.are.equal("2", (quoth.re([[\d(\d)]]):match("x12")))
    assert.is_true(quoth.re([[\p{Lu}]]):test("É"))
    assert.is_false(quoth.re([[\p{Lu}]]):test("é"))
  end)

  it("iterates, over empty matches too", function()
    local seen = {}
    for first, last in quoth.re([[é*]]):gmatch("éab") do seen[#seen + 1] = { first, last } end
    assert.are.same({ { 1, 2 }, { 3, 2 }, { 4, 3 }, { 5, 4 } }, seen)
    local n = 0
    for _ in quoth.re([[x]]):gmatch("") do n = n + 1 end
    assert.are.equal(0, n)
  end)

  it("never stops inside a character", function()
    local n = 0
    for first in quoth.re([[]]):gmatch("日本") do
      n = n + 1
      assert.truthy(utf8.len("日本", first) or first == 7)
    end
    assert.are.equal(3, n)
  end)

  it("gives spans by name and number", function()
    local g = quoth.re([[(?<year>\d{4})(-)?]]):groups("in 2019.")
    assert.are.same({ 4, 7 }, g.year)
    assert.are.same({ 4, 7 }, g[0])
    assert.is_nil(g[2])
    assert.error_matches(function() return g.yaer end, "no group is named 'yaer'")
  end)

  it("shows where a pattern is wrong", function()
    local ok, why = pcall(quoth.re, "a(b")
    assert.is_false(ok)
    assert.truthy(why:find("\n  a(b\n     ^", 1, true), why)
  end)

  it("suggests names", function()
    assert.error_matches(function() quoth.re("a"):fnd("a") end, "did you mean 'find'")
  end)
end)
