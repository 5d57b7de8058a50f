-- SPDX-License-Identifier: MIT
local quoth = require "quoth"

local TEXT = "“It is över,” said Ms. Lee. He denied it!\n\nThe end came at 12."

describe("a document", function()
  local doc = quoth.doc(TEXT, { lang = "en" })

  it("gives its text and language", function()
    assert.are.equal(TEXT, doc.text)
    assert.are.equal("en", doc.lang)
    assert.are.equal("", quoth.doc("x").lang)
  end)

  it("has tokens whose positions cut the text", function()
    local words = {}
    for i, first, last in doc:tokens() do
      assert.are.equal(TEXT:sub(first, last), doc:text_of(i))
      assert.are.same({ first, last }, { doc:token(i) })
      words[#words + 1] = doc:text_of(i)
    end
    assert.are.equal(doc:n_tokens(), #words)
    assert.are.same({ "“", "It", "is", "över", ",", "”", "said" }, { table.unpack(words, 1, 7) })
  end)

  it("iterates over a part of the tokens", function()
    local seen = {}
    for i in doc:tokens(2, 4) do seen[#seen + 1] = i end
    assert.are.same({ 2, 3, 4 }, seen)
    for _ in doc:tokens(doc:n_tokens() + 1) do error("there is none") end
    for _ in doc:tokens(5, 4) do error("there is none") end
  end)

  it("tells attributes of tokens", function()
    assert.are.equal("it", doc:norm(2))
    assert.are.equal("Xx", doc:shape(2))
    assert.are.equal("word", doc:class(2))
    assert.are.equal("quote", doc:class(1))
    assert.are.equal("title", doc:caps(2))
    assert.are.equal("lower", doc:caps(4))
    assert.are.equal("Latn", doc:script(4))
    assert.are.equal(4, doc:len(4))
    assert.is_true(doc:is(1, "quote_open"))
    assert.is_true(doc:is(1, "sentence_first"))
    assert.is_false(doc:is(2, "sentence_first"))
    assert.is_true(doc:is(3, "space_before"))
  end)

  it("gives equal types and norms equal numbers", function()
    local d = quoth.doc("The the The")
    assert.are.equal(d:type(1), d:type(3))
    assert.are_not.equal(d:type(1), d:type(2))
    assert.are.equal(d:norm_id(1), d:norm_id(2))
  end)

  it("gives nil beyond its ends", function()
    for _, i in ipairs { 0, -1, doc:n_tokens() + 1, math.maxinteger, math.mininteger } do
      assert.is_nil(doc:token(i))
      assert.is_nil(doc:norm(i))
      assert.is_nil(doc:class(i))
      assert.is_nil(doc:type(i))
      assert.is_false(doc:is(i, "final"))
      assert.is_nil(doc:sentence(i))
      assert.is_nil(doc:paragraph(i))
      assert.is_nil((doc:sentence_at(i == doc:n_tokens() + 1 and #TEXT + 1 or i)))
    end
  end)

  it("finds sentences and paragraphs", function()
    assert.are.equal(3, doc:n_sentences())
    assert.are.equal(2, doc:n_paragraphs())
    assert.are.equal("He denied it!", doc:sub(doc:sentence(2)))
    assert.are.equal("The end came at 12.", doc:sub(doc:paragraph(2)))
    local at = TEXT:find("denied", 1, true)
    assert.are.equal(2, doc:sentence_at(at))
    assert.are.equal(1, doc:paragraph_at(at))
    assert.are.equal("denied", doc:text_of(doc:token_at(at)))
  end)

  it("finds the tokens of a range of bytes", function()
    local first, last = TEXT:find("said Ms.", 1, true)
    local i, j = doc:token_range(first, last)
    assert.are.same({ "said", "Ms." }, { doc:text_of(i), doc:text_of(j) })
    assert.are.equal(i, (doc:token_range(first + 1, first + 1)))
    assert.is_nil((doc:token_range(first - 1, first - 1))) -- a space
    assert.is_nil((doc:token_range(5, 4)))
  end)

  it("finds quotations", function()
    local q = doc:quotations()
    assert.are.equal(1, #q)
    assert.are.equal("“It is över,”", doc:sub(q[1].first, q[1].last))
    assert.are.equal("It is över,", doc:sub(q[1].inner_first, q[1].inner_last))
    assert.are.equal("speech", q[1].class)
    assert.are.equal(0, q[1].level)
    assert.is_nil(q[1].parent)
    assert.are.equal(1, q[1].chain)
    assert.are.equal("direct", doc:kind { q[1].first, q[1].last })
    assert.are.equal("indirect", doc:kind { { TEXT:find("denied it", 1, true) } })
    assert.are.equal("mixed", doc:kind { 1, #TEXT })
  end)

  it("locates bytes, code points and UTF-16 units", function()
    local byte = (TEXT:find("said", 1, true))
    local place = doc:locate(byte)
    assert.are.equal(utf8.len(TEXT:sub(1, byte)), place.codepoint)
    assert.are.equal(byte, doc:locate(place.codepoint, "codepoint").byte)
    assert.are.equal(byte, doc:locate(place.utf16, "utf16").byte)
    assert.are.same({ 1, place.codepoint }, { place.line, place.column })
    assert.are.equal(3, doc:locate((TEXT:find("The end", 1, true))).line)
    assert.has_error(function() doc:locate(2) end) -- inside of “
    assert.has_error(function() doc:locate(#TEXT + 2) end)
    assert.has_error(function() doc:locate(0) end)
  end)

  it("cuts as string.sub does", function()
    assert.are.equal("", doc:sub(5, 4))
    assert.are.equal(TEXT, doc:sub(-3, #TEXT + 10))
  end)

  it("has no annotations outside of rules", function()
    assert.has_error(function() doc:annotations "quote" end,
      "a document has annotations in rule functions only")
  end)

  it("suggests names", function()
    assert.has_error(function() return doc.txt end,
      "quoth.Doc has no 'txt'; did you mean 'text'?")
    assert.error_matches(function() doc:is(1, "finl") end, "did you mean 'final'")
    assert.error_matches(function() doc.text = "x" end, "cannot be set")
    assert.error_matches(function() quoth.doc("x", { lan = "en" }) end, "did you mean 'lang'")
  end)

  it("takes any bytes", function()
    local bytes = {}
    for b = 0, 255 do bytes[#bytes + 1] = string.char(b) end
    local text = table.concat(bytes):rep(3)
    local d = quoth.doc(text)
    assert.are.equal(text, d.text)
    local last_end = 0
    for _, first, last in d:tokens() do
      assert.is_true(first > last_end and last >= first and last <= #text)
      last_end = last
    end
    assert.are.equal(0, quoth.doc(""):n_tokens())
  end)

  it("follows UAX #29 alone when asked to", function()
    assert.are.equal(1, quoth.doc("Mr. Lee", { lang = "en" }):n_sentences())
    assert.are.equal(2, quoth.doc("Mr. Lee", { lang = "en", plain_uax29 = true }):n_sentences())
  end)
end)
