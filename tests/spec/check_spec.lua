-- SPDX-License-Identifier: MIT
-- What check.en tells of attributions, and how the judge chooses among them.

local quoth = require "quoth"

local engine = quoth.engine {
  packs = { "quotes.en", "claims.en", "speakers.en", "check.en" },
  path = { "scripts" },
}

local function first(text)
  return engine:run(text, { lang = "en" }).attributions[1]
end

describe("check.en", function()
  it("counts what can be checked", function()
    local a = first "The council said rents rose by 9 percent in Leeds last year."
    assert.equal("number comparison date name", a.check)
    assert.equal(10, a.checkable)
    assert.is_nil(a.hedge)
  end)

  it("looks at the content, not at the source", function()
    local a = first "In 2011 Ana Reyes said that the pier was closed."
    assert.equal("", a.check)
    assert.equal(2, a.checkable)
  end)

  it("tells the words that hedge, in content and cue", function()
    assert.equal("might", first "Ana Reyes said that the dam might break.".hedge)
    assert.equal("suggested",
      first "Ana Reyes suggested that the dam was old.".hedge)
    assert.is_nil(first "Ana Reyes said that the dam broke in May 2011.".hedge)
  end)

  it("gives no points to what cannot be checked yet", function()
    local a = first "Ana Reyes promised to build 40 houses in Leeds."
    assert.equal("promise", a.act)
    assert.equal("number name", a.check)
    assert.equal(0, a.checkable)
    a = first "The bank projected that 40 houses would be lost."
    assert.equal("predict", a.act)
    assert.equal(0, a.checkable)
  end)
end)

describe("claims.en", function()
  it("says with - what a source did not say", function()
    assert.equal("-",
      first "Ana Reyes did not say whether the dam was old.".polarity)
    assert.equal("-", first "There is no indication that the dam is old.".polarity)
    assert.equal("+", first "Ana Reyes said that the dam was old.".polarity)
  end)

  it("gives what is cut in two the sign of the whole", function()
    local all = engine:run("“Well, who is there?” asked Ana. “Is it you?”\n\n"
      .. "“It is only me.”\n\n“Who are you?” cried Ben. “Come in.”\n\n"
      .. "“You know me.”\n\n“I do not.”\n\n“You do.”\n\n“No, never.”\n\n"
      .. "“Yes, you do.”\n\n“Good night.”", { lang = "en" }).attributions
    assert.equal(11, #all)
    for _, a in ipairs(all) do assert.equal("+", a.polarity) end
  end)

  it("finds who speaks whatever the verb of the sentence", function()
    local a = first "Ana Reyes quizzled for hours, saying that it was late."
    assert.same({ { 1, 9 } }, a.source)
  end)

  it("hands a source on to a participle and a second verb", function()
    local all = engine:run("Ana Reyes said the dam was old and warned that it "
      .. "leaked, adding that it would break.", { lang = "en" }).attributions
    local text = "Ana Reyes"
    for _, a in ipairs(all) do
      assert.same({ { 1, #text } }, a.source)
    end
    assert.equal(3, #all)
  end)
end)
