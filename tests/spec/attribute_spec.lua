-- SPDX-License-Identifier: MIT
-- Token attributes that a pack computes.
local quoth = require "quoth"

local function engine(fields)
  return quoth.engine { instruction_limit = 1000000, source = ([[
    local quoth = require "quoth"
    return quoth.pack { name = "own", %s }]]):format(fields) }
end

local RULE = [[ rules = { { name = "r", pattern = [=[ %s ]=],
  emit = { layer = "x" } } } ]]

local function found(fields, text)
  local out = {}
  for _, a in ipairs(engine(fields):run(text).annotations) do
    if a.layer == "x" then out[#out + 1] = text:sub(a.first, a.last) end
  end
  return table.concat(out, "|")
end

describe("attributes of a pack", function()
  local FUNCTIONS = [[ attributes = {
    bytes = function(doc, i) return #doc:text_of(i) end,
    last = function(doc, i) return doc:norm(i):sub(-1) end,
    early = function(_, i) return i <= 2 end,
    tone = function(doc, i) if doc:norm(i) == "grim" then return "bad" end end,
  }, ]]

  it("are compared by patterns", function()
    local text = "One grim ship sails."
    assert.equal("ship", found(FUNCTIONS .. RULE:format "[bytes=4 & last=/p/]", text))
    assert.equal("One grim", found(FUNCTIONS .. RULE:format "[early]+", text))
    assert.equal("grim", found(FUNCTIONS .. RULE:format '[tone="bad"]', text))
    assert.equal("grim ship", found(FUNCTIONS .. RULE:format '[tone] [tone!="bad"]', text))
  end)

  it("are asked once for a token, anew for each document", function()
    local e = engine([[ attributes = { n = (function()
        local calls = 0
        return function() calls = calls + 1; return calls end
      end)() }, ]] .. RULE:format "[n>=1] [n>=1] | [n>=1]")
    assert.equal(4, #e:run("a b c d e f g").annotations)
    assert.equal(1, #e:run("a").annotations)
  end)

  it("are checked as they load", function()
    assert.error_matches(function()
      engine([[ attributes = { text = function() end } ]])
    end, "'text' cannot name an attribute")
    assert.error_matches(function()
      engine([[ attributes = { size = 7 } ]])
    end, "function")
    assert.error_matches(function()
      engine([[ attributes = { size = function() end }, ]] .. RULE:format "[siz=3]")
    end, "did you mean 'size'")
  end)

  it("stop the run when they fail", function()
    for body, message in pairs {
      ['error("on purpose")'] = "attribute: .*on purpose",
      ["return {}"] = "not a table",
      ["while true do end"] = "instruction limit",
    } do
      local e = engine(("attributes = { size = function() %s end },"):format(body)
        .. RULE:format "[size=3]")
      assert.error_matches(function() e:run("a b") end, message)
      assert.error_matches(function() e:run("a b") end, message)
    end
  end)
end)
