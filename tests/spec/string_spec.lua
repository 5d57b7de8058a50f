-- SPDX-License-Identifier: MIT
-- luacheck: no max line length (a case a line)
-- The sandbox has string functions of its own: they agree with Lua's.
local quoth = require "quoth"

-- Run CASES in both worlds: a chunk that fills a list of results as strings.
local CASES = [==[
local out = {}
local function show(...)
  local t = table.pack(...)
  for i = 1, t.n do t[i] = type(t[i]) .. ":" .. tostring(t[i]) end
  out[#out + 1] = table.concat(t, " ")
end
local SUBJECTS = { "", "a", "hello world", "  x = 1, y = 2", "THE (quick) fox", "aXbXc", "((a)(b))",
  "%d", "a.b", "\0\1z\0", "1234567890", "é è", "----", "[x]^y", "THE ", "foo123bar", "a\nb\r\n" }
local PATTERNS = { "", ".", "a", "^a", "a$", "^$", "%a+", "%d*", "(%w+) ?= ?(%w+)", "%b()", "%f[%w]%w+",
  "()", "(()a*())", "[%a_][%w_]*", "[^%s]+", "[a-cx-z]", "[]]", "[^]]", "[%]]", "[a-]", "[%a-z]", ".-X",
  "(.)(.)%2?", "(a*)%1", "%%", "%.", "x?", "-", "o-w", "%s*$", "^%s*(.-)%s*$", "%z", "%x+", "%p", "%c",
  "%u%l*", "%g+", "%S", "%W", "(h)(e)(l)(l)(o)", "[%z\1-\31]", "a?b?c?", "\0", "[\0-\1]+",
  "hello", "ll+o", "l+o", "he?l", "xx*", "l-o", "(a)b", "(()hell)o", "é", " %a", "o w", "a$b", "b^", "\0z",
  "%.b", "(%d)%d", "1%d-4", "[%a]o", "[bf]oo", "%a-%d", "(-)-", "-+" }
for _, s in ipairs(SUBJECTS) do
  for _, p in ipairs(PATTERNS) do
    show(s:find(p))
    show(s:find(p, 3))
    show(s:find(p, -2))
    show(s:find(p, 1, true))
    show(s:match(p))
    show(s:match(p, 4))
    local n = 0
    for a, b in s:gmatch(p) do show(a, b) n = n + 1 if n > 50 then break end end
    show(pcall(string.gsub, s, p, "<%0>"))
    show(pcall(string.gsub, s, p, "%1.", 2))
    show(s:gsub(p, { a = "A", x = false, hello = 1 }))
    show(s:gsub(p, function(x, y) if y then return y end return x and #tostring(x) > 2 and "!" end))
  end
  show(s:upper(), s:lower(), s:rep(3), s:rep(2, "-"), s:rep(0), s:rep(-1), s:reverse(), #s)
  show(("%s|%q|"):format(s, s), s:find("\0") or ("%5.1s|%-6s|"):format(s, s))
end
for _, bad in ipairs { "[", "[^", "[a", "%", "(", ")", "(()", "%b", "%bx", "%f", "%fx", "%1", "(%1)", "[%", "[]",
    "[^]" } do
  show((pcall(string.find, "abc", bad)))
  show((pcall(string.gsub, "abc", bad, "")))
end
show(pcall(string.gsub, "abc", "b", "%2"))
show(pcall(string.gsub, "abc", "b", "%x"))
show((pcall(string.gsub, "abc", "b", true)))
show((pcall(string.gsub, "abc", "b", function() return {} end)))
show(("abc"):gsub("", "-"))
show(("abc"):gsub(".", "%0%0", 2))
show(("abc"):gsub("b", "%%"))
show(("%d %5.2f %x %c %i %g %%"):format(1, 2.5, 255, 65, 7, 0.1))
show(table.concat({ 1, 2, "x" }, ","), table.unpack({ 1, 2, 3 }, 2))
show(select("#", table.unpack({}, 1, 3)), table.pack(1, nil).n)
local t = { 5, 2, 8, 1 } table.sort(t) show(table.concat(t, " "))
table.sort(t, function(a, b) return a > b end) show(table.concat(t, " "))
table.insert(t, 9) table.insert(t, 1, 0) show(table.concat(t, " "), table.remove(t), table.remove(t, 1))
show(table.concat(table.move({ 1, 2, 3 }, 2, 3, 1), " "))
show((pcall(table.insert, { 1 }, 5, 2)), (pcall(table.sort, { 1, "x" })), (pcall(table.concat, { {} })))
show(tonumber("0x10"), tonumber("  12  "), tonumber("z", 36), tonumber("1e1"), tonumber("x"))
show(tostring(1), tostring(1.5), tostring(nil), tostring(true), tostring("x"))
show(pcall(error, "x")) show(pcall(error)) show(select(2, xpcall(error, function(m) return m .. "!" end, "x")))
show(pcall(function(...) return ... end, 1, nil, 3))
local co = coroutine.wrap(function(a) local b = coroutine.yield(a + 1) return b * 2 end)
show(co(1), co(10), (pcall(co)))
local co2 = coroutine.create(function() pcall(coroutine.yield, 1) error("in") end)
show((coroutine.resume(co2))) show((coroutine.resume(co2))) show(coroutine.status(co2))
show(utf8.len("é"), utf8.char(233, 8364), utf8.codepoint("€", 1))
show(getmetatable(setmetatable({}, { __metatable = "locked" })))
local C = { __index = { m = function() return "m" end }, __tostring = function() return "C!" end }
local o = setmetatable({}, C) show(o.m(), tostring(o), getmetatable(o) == C, ("%s"):format(o))
]==]

describe("string functions of the sandbox", function()
  it("agree with those of Lua", function()
    local chunk = assert(load(CASES .. "\nreturn out"))
    local expected = chunk()
    local e = quoth.engine { source = 'local quoth = require "quoth"\n' .. CASES .. [==[
      return quoth.pack { name = "t", resolve = function(doc)
        doc:annotate { layer = "x", span = { 1, 1 }, n = #out }
        for i = 1, #out do doc:annotate { layer = "r", span = { 1, 1 }, v = out[i] } end
      end }]==] }
    local list = e:run("x").annotations
    local got = {}
    for _, a in ipairs(list) do
      if a.layer == "r" then got[#got + 1] = a.features.v end
    end
    for i = 1, #expected do assert.are.equal(expected[i], got[i], "case " .. i) end
    assert.are.equal(#expected, #got)
    assert.is_true(#expected > 9000)
  end)
end)
