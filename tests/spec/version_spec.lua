-- SPDX-License-Identifier: MIT
local quoth = require "quoth"

describe("the module", function()
  it("runs under Lua 5.4", function()
    assert.are.equal("Lua 5.4", _VERSION)
  end)

  it("tells the versions of all it stands on", function()
    local v = quoth.version()
    assert.are.equal("15.0.0", v.unicode)
    assert.are.equal("0.1.0", v.quoth)
    assert.truthy(v.pcre2:match("^10%.%d+"))
    assert.truthy(v.utf8proc:match("^%d+%.%d+"))
    assert.are.equal("Lua 5.4", v.lua:sub(1, 7))
  end)
end)
