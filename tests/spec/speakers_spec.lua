-- SPDX-License-Identifier: MIT
-- Whom the sources of an article mean: scripts/lib/speakers.lua.
local quoth = require "quoth"

local engine = quoth.engine {
  packs = { "quotes.en", "claims.en", "speakers.en" }, path = { "scripts" },
}

-- {speaker, reason} of the last attribution
local function last(text)
  local list = engine:run(text, { lang = "en" }).attributions
  local a = list[#list]
  return { a.speaker, a.resolved_by }
end

describe("a source means", function()
  it("the one named, by surname or pronoun", function()
    assert.are.same({ "Ilse Marrand", "surname" }, last
      "The engineer Ilse Marrand came at noon. Marrand said the bridge was safe.")
    assert.are.same({ "Ilse Marrand", "pronoun" }, last
      "“It is safe,” Ilse Marrand said. It rained. She said that it was old.")
  end)

  it("the name that stands after it", function()
    assert.are.same({ "Idris Fell", "name" }, last
      "The lorry broke down twice, according to the club’s historian, Idris Fell.")
  end)

  it("whoever has the role, longer or shorter", function()
    assert.are.same({ "Lena Voss", "role" }, last
      "Chief Executive Officer Lena Voss left. The chief executive said sales fell.")
  end)

  it("no place before a title in apposition", function()
    assert.are.same({ "Everett Quillan", "role" }, last
      "Governor Everett Quillan came late. In Brack, the governor said it was cold.")
  end)

  it("of bodies the one named most", function()
    assert.are.same({ "Tessaly Foods", "description" }, last
      ("Tessaly Foods makes bread. Shares of Tessaly fell, said Pinnock Securities. " ..
      "Tessaly is old. The company said it would bake on."))
  end)

  it("a body whatever its letters spell", function()
    assert.are.same({ "WHO", "text" }, last "All salt is safe. WHO said it was cheap.")
    assert.are.same({ "The Orsel Health Office", "text" }, last
      "The Orsel Health Office (OHO) said that the water was safe.")
  end)

  it("one person, whatever posts are listed", function()
    assert.are.same({ "Cres Tallow", "name" }, last
      ("Professor Cres Tallow, director of the Salt Study, and chairman of the " ..
      "Tallow Fund, says that salt is safe."))
  end)

  it("several, where the subject before was several", function()
    assert.are.same({ "Harbour officials", "pronoun" }, last
      "Harbour officials went to the pier where they said the crane was stolen.")
  end)

  it("what belongs to somebody by the owner's name", function()
    assert.are.same({ "Ilse Marrand’s office", "owner" }, last
      "“It is safe,” Ilse Marrand said. Marrand’s office said the bridge was old.")
    assert.are.same({ "Ilse Marrand’s family", "owner" }, last
      "“It is safe,” Ilse Marrand said. Her family said the bridge was old.")
  end)

  it("no thing where a person is meant", function()
    assert.are.same({ "Ilse Marrand", "pronoun" }, last
      ("The engineer Ilse Marrand came at noon. She built the Harbour Span. " ..
      "The Harbour Span is long. “It leans,” she said."))
  end)

  it("in a headline who is called so in the text", function()
    local list = engine:run("Orsel manager vows to stay\n\nOrsel lost in 2019. The " ..
      "manager, Shauna Tarn, said that it was cold.\n\nIt rained.\n",
      { lang = "en" }).attributions
    assert.are.same({ "Shauna Tarn", "role" },
      { list[1].speaker, list[1].resolved_by })
  end)

  it("in a headline of a text that ends in blank lines, somebody or nobody", function()
    local list = engine:run("He Says Ferry Will Stay\n\nThe mayor, Bo Tarn, said it " ..
      "was cold.\n\n\n", { lang = "en" }).attributions
    assert.are.same({ "Bo Tarn", "pronoun" }, { list[1].speaker, list[1].resolved_by })
  end)

  it("what begins the sentence, when no rule saw a source", function()
    assert.are.same({ "Ana Reyes", "name" }, last
      "Ana Reyes for Clean Water Greyfen, says they are looking at it.")
  end)

  it("a relation named before", function()
    assert.are.same({ "Pilar Tarn", "role" }, last
      ("The cause was age, his granddaughter, Pilar Tarn, said in 2019. It rained. " ..
      "His granddaughter said that he was old."))
  end)

  it("who spoke the part before, in a new paragraph", function()
    local list = engine:run("Harry Tarn won a cup on May 3, 2019. He said, \"It felt good " ..
      "out there.\n\nWe could have scored two or three goals in the first half.\" " ..
      "After the match, the coach Davit Omar said, \"We were tired.\"\n",
      { lang = "en" }).attributions
    local speakers = {}
    for i, a in ipairs(list) do speakers[i] = { a.speaker, a.resolved_by } end
    assert.are.same({ { "Harry Tarn", "pronoun" }, { "Harry Tarn", "continued" },
      { "Davit Omar", "name" } }, speakers)
  end)
end)
