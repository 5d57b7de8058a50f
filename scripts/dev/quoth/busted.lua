-- SPDX-License-Identifier: MIT
-- The examples of packs as tests of busted, one each:
--   require "quoth.busted" { packs = { "rules/money.lua" } }
-- in a file *_spec.lua.

local quoth = require "quoth"

-- busted gives `describe` and `it` to its spec files, and to nobody else.
local function environment_of(f)
  for i = 1, 255 do
    local name, value = debug.getupvalue(f, i)
    if name == "_ENV" then return value end
    if not name then return _G end
  end
end

---@param options quoth.EngineOptions
return function(options)
  local env = environment_of(debug.getinfo(2, "f").func)
  local describe, it = env.describe, env.it
  local _, results = quoth.engine(options):test()
  local rules, by_rule = {}, {}
  for _, r in ipairs(results) do
    local name = r.pack .. "/" .. r.rule
    if not by_rule[name] then
      rules[#rules + 1] = name
      by_rule[name] = {}
    end
    table.insert(by_rule[name], r)
  end
  for _, name in ipairs(rules) do
    describe(name, function()
      for _, r in ipairs(by_rule[name]) do
        it(r.text, function()
          env.assert(r.passed, ("%s:%d: %s"):format(r.source, r.line, r.why))
        end)
      end
    end)
  end
  return results
end
