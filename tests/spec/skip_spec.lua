-- SPDX-License-Identifier: MIT
local quoth = require "quoth"

local TEXT = "I, uh, said um no. Uh. Ann “um” said uh no, “uh really”."

local function found(pattern, phase, text)
  local out = {}
  local e = quoth.engine {
    path = { "scripts" }, name = "t.lua",
    source = ([==[
local quoth = require "quoth"
return quoth.pack { name = "t",
  lexicons = { s = { "said no", "i" } },
  phases = { { name = "m", control = "all", %s }, "seen" },
  rules = {
    { name = "r", phase = "m", pattern = [=[ %s ]=], emit = { layer = "x" } },
    { name = "s", phase = "seen", pattern = [=[ "uh" ]=],
      emit = { layer = "uh" } },
  } }]==]):format(phase, pattern),
  }
  local uh = 0
  text = text or TEXT
  for _, a in ipairs(e:run(text, { lang = "en" }).annotations) do
    if a.layer == "x" then out[#out + 1] = text:sub(a.first, a.last) end
    if a.layer == "uh" then uh = uh + 1 end
  end
  return out, uh
end

local UH = 'skip = "[norm=/uh|um/ | norm=\\",\\"]"'

describe("skip", function()
  it("leaves out what stands between", function()
    assert.are.same({ "I, uh, said" }, found('"I" "said"', UH))
    assert.are.same({}, found('"I" "said"', ""))
    assert.are.same({ "I, uh, said um no", "said um no", "said uh no" },
      found("$s* $s", UH))
  end)

  it("holds for its phase only", function()
    local _, uh = found('"uh"', UH)
    assert.are.equal(4, uh)
    assert.are.same({}, found('"uh"', UH))
  end)

  it("moves the edges of regions and annotations", function()
    assert.are.same({ "I" }, found('^ "I"', UH))
    assert.are.same({ "no" }, found('"no" (?= <quote>)', UH))
    assert.are.same({ "“uh really”" }, found('<quote> (?= ".")', UH))
    assert.are.same({ "." }, found('[sfirst] $', UH))
  end)

  it("may take all of a text", function()
    assert.are.same({}, found("[]", UH, "Uh, um, uh"))
  end)

  it("is one condition", function()
    for skip, message in pairs {
      ["\\\"a\\\" \\\"b\\\""] = "what a phase skips is one condition",
      ["[worl]"] = "worl",
    } do
      local ok, why = pcall(found, "[]", ('skip = "%s"'):format(skip))
      assert.is_false(ok)
      assert.is_truthy(tostring(why):find(message, 1, true), tostring(why))
    end
  end)
end)
