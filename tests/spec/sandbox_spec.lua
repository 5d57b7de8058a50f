-- SPDX-License-Identifier: MIT
-- Rule files are somebody else's code. Each attack must end, by itself or by an
-- error, and leave an engine that works.
-- luacheck: no max line length (an attack reads best in one line)
local quoth = require "quoth"

local SOURCE = [==[
local quoth = require "quoth"
return quoth.pack { name = "t",
  rules = { { name = "r", pattern = [=[ "works" ]=], emit = { layer = "works" } } },
  resolve = function(doc)
    if doc.text == "It works." then return end
    %s
  end }]==]

local function engine(code, options)
  options = options or {}
  options.source = SOURCE:gsub("%%s", function() return code end)
  options.name = "t.lua"
  options.instruction_limit = options.instruction_limit or 5000000
  options.memory_limit = options.memory_limit or 32 << 20
  return quoth.engine(options)
end

-- Run it; true and nothing, or false and the first line of the error.
local function run(code, options)
  local e = engine(code, options)
  local ok, why = pcall(e.run, e, "One “two” three.")
  local after = e:run("It works.")
  assert(after.annotations[1].layer == "works", "the engine is broken: " .. code)
  return ok, not ok and why:match("[^\n]*") or nil
end

-- Name, code, and what the error says (nil: there is none).
local LIMIT = "limit of the script is reached"
local ATTACKS = {
  { "endless loop", "while true do end", LIMIT },
  { "endless goto", "::a:: goto a", LIMIT },
  { "endless repeat", "repeat until false", LIMIT },
  { "endless for", "for _ in function() return 1 end do end", LIMIT },
  { "loop in pcall", "while true do pcall(function() while true do end end) end", LIMIT },
  { "pcall of pcall", "while true do pcall(pcall, pcall, error) end", LIMIT },
  { "pcall and go on", "pcall(function() while true do end end) while true do end", LIMIT },
  { "errors in a loop", "while true do pcall(error, {}) end", LIMIT },
  { "loop in a handler", "xpcall(error, function() while true do end end)", LIMIT },
  { "loop and loop in the handler",
    "xpcall(function() while true do end end, function() while true do end end)", LIMIT },
  { "handler that fails", "while true do xpcall(error, function() error('x') end) end", LIMIT },
  { "handlers in handlers",
    "local function h() return xpcall(error, h) end while true do xpcall(h, h) end", LIMIT },
  { "loop in a coroutine", "coroutine.wrap(function() while true do end end)()", LIMIT },
  { "coroutines in pcall",
    "while true do pcall(coroutine.wrap(function() while true do end end)) end", LIMIT },
  { "yield for ever",
    "local f = coroutine.wrap(function() while true do coroutine.yield() end end) " ..
    "while true do f() end", LIMIT },
  { "coroutine bomb",
    "local t = {} while true do t[#t + 1] = coroutine.create(function() end) " ..
    "coroutine.resume(t[#t]) end", LIMIT },
  { "coroutine in coroutine",
    "local function f() return coroutine.wrap(f)() end while true do pcall(f) end", LIMIT },
  { "resume itself", "local co co = coroutine.create(function() " ..
    "return coroutine.resume(co) end) coroutine.resume(co)" },
  { "yield out of a callback", "coroutine.yield()", "attempt to yield from outside a coroutine" },
  { "yield across sort", "coroutine.wrap(function() table.sort({2, 1}, coroutine.yield) end)()",
    "yield across a C%-call boundary" },
  { "catastrophic find", "local s = ('a'):rep(3e4) s:find(('a*'):rep(30) .. 'b')", LIMIT },
  { "catastrophic match", "local s = ('a'):rep(1e5) s:match('.-.-.-.-b')", LIMIT },
  { "catastrophic gsub", "local s = ('a'):rep(3e4) s:gsub(('a-'):rep(20) .. 'b', '')", LIMIT },
  { "catastrophic gmatch", "for _ in ('a'):rep(3e4):gmatch(('a*'):rep(20) .. 'b') do end", LIMIT },
  { "balance", "local s = ('('):rep(1e6) while true do s:find('%b()') end", LIMIT },
  { "back reference", "local s = ('a'):rep(1e5) s:find('(.*)%1b')", LIMIT },
  { "deep pattern", "('x'):rep(1e3):find(('('):rep(33) .. (')'):rep(33))", "too many captures" },
  { "find in a loop", "local s = ('x'):rep(1e6) while true do s:find('y', 1, true) end", LIMIT },
  { "rep of nothing", "return (''):rep(1 << 60)" },
  { "rep, huge", "return ('x'):rep(1 << 60)", "too large" },
  { "rep, big", "return ('x'):rep(1 << 31)", "too large" },
  { "rep of a separator", "return (''):rep(1 << 40, 'x')", "" },
  { "rep in a loop", "while true do local _ = ('x'):rep(1e6) end", LIMIT },
  { "doubling", "local s = 'x' while true do s = s .. s end", LIMIT },
  { "doubling in pcall", "local s = 'x' while true do pcall(function() s = s .. s end) end", LIMIT },
  { "long strings compared", "local a, b = ('x'):rep(3e6) .. 1, ('x'):rep(3e6) .. 2 " ..
    "for _ = 1, 1e3 do if a < b and a == b then return end end", "" },
  { "table bomb", "local t = {} while true do t[#t + 1] = {} end", LIMIT },
  { "table bomb in pcall",
    "while true do pcall(function() local t = {} while true do t[#t + 1] = {} end end) end", LIMIT },
  { "string bomb", "local t = {} for i = 1, 1e9 do t[i] = ('x'):rep(100) .. i end", LIMIT },
  { "closure bomb", "local f while true do local g = f f = function() return g end end", LIMIT },
  { "gsub bomb", "local s = ('x'):rep(1e4) s:gsub('x', s)", LIMIT },
  { "format bomb", "local s = ('x'):rep(1e6) while true do s = ('%s%s'):format(s, s) end", LIMIT },
  { "move, endless", "table.move({}, 1, 1 << 60, 2)", LIMIT },
  { "move 1e9", "table.move({ 1 }, 1, 1e9, 2)", LIMIT },
  { "concat, endless", "table.concat({}, '', 1, 1 << 60)", LIMIT },
  { "concat of a liar", "table.concat(setmetatable({}, { __len = function() return 1 << 60 end, " ..
    "__index = function() return '' end }))", LIMIT },
  { "insert into a liar",
    "table.insert(setmetatable({}, { __len = function() return 1 << 60 end }), 1, 1)", LIMIT },
  { "remove from a liar",
    "table.remove(setmetatable({}, { __len = function() return 1 << 60 end }), 1)", LIMIT },
  { "sort a liar", "table.sort(setmetatable({}, { __len = function() return 1 << 30 end }))", LIMIT },
  { "sort without order", "local t = {} for i = 1, 1000 do t[i] = i end " ..
    "while true do table.sort(t, function() return true end) end", LIMIT },
  { "unpack, huge", "table.unpack({}, 1, 1e8)", "" },
  { "unpack, endless", "table.unpack({}, math.mininteger, math.maxinteger)", "" },
  { "unpack in pcall", "while true do pcall(table.unpack, {}, 1, 9e5) end", LIMIT },
  { "select", "while true do select(-1, table.unpack({}, 1, 1e5)) end", LIMIT },
  { "recursion", "local function f() return 1 + f() end f()", LIMIT },
  { "recursion in pcall", "local function f() return 1 + f() end while true do pcall(f) end", LIMIT },
  { "recursion through C", "local function f() return (('x'):gsub('x', f)) end f()", "overflow" },
  { "recursion of tostring", "local t t = setmetatable({}, { __tostring = function() " ..
    "return tostring(t) end }) tostring(t)", "overflow" },
  { "recursion of __index", "local t = {} setmetatable(t, { __index = function(_, k) " ..
    "return t[k] end }) local _ = t.x", "overflow" },
  { "__index in a circle", "local a, b = {}, {} setmetatable(a, { __index = b }) " ..
    "setmetatable(b, { __index = a }) local _ = a.x", "loop" },
  { "__eq, endless", "local m = { __eq = function() while true do end end } " ..
    "local _ = setmetatable({}, m) == setmetatable({}, m)", LIMIT },
  { "finalizer", "setmetatable({}, { __gc = function() while true do end end })", "__gc" },
  { "finalizer, later", "local m = {} local t = setmetatable({}, m) " ..
    "m.__gc = function() while true do end end t = nil for i = 1, 1e5 do t = {} end" },
  { "weak table", "setmetatable({}, { __mode = 'k' })", "__mode" },
  { "weak table, later", "local m = {} local t = setmetatable({}, m) m.__mode = 'kv' " ..
    "for i = 1, 1e5 do t[{}] = {} end" },
  { "closing", "local x <close> = setmetatable({}, { __close = function() end })", "__close" },
  { "closing, later", "local m = {} local t = setmetatable({}, m) m.__close = function() " ..
    "while true do end end local x <close> = t", "non%-closable" },
  { "hostile tostring", "error(setmetatable({}, { __tostring = function() while true do end end }))",
    "error raised with a table value" },
  { "tostring that lies", "tostring(setmetatable({}, { __tostring = function() return {} end }))",
    "must return a string" },
  { "tostring, endless",
    "tostring(setmetatable({}, { __tostring = function() while true do end end }))", LIMIT },
  { "addresses", "for _, x in ipairs { {}, print or pairs, coroutine.create(pairs), doc } do " ..
    "local s = tostring(x) .. ('%s'):format(x) if s:find('0x') then error('address: ' .. s) end end" },
  { "%p", "return ('%p'):format({})", "not for packs" },
  { "%p with a width", "return ('%-20p'):format({})", "not for packs" },
  { "pack, huge", "string.pack('!16 c2000000000', '')", "" },
  { "string metatable", "getmetatable('').__index = {}", "boolean value" },
  { "metatable of the environment", "return getmetatable(string).__index", "boolean value" },
  { "write string", "string.find = nil", "read%-only" },
  { "rawset string", "rawset(string, 'find', nil)", "read%-only" },
  { "setmetatable string", "setmetatable(string, {})", "protected metatable" },
  { "write table", "table.insert = nil", "read%-only" },
  { "write math", "math.random = nil", "read%-only" },
  { "insert into a library", "table.insert(string, 1)", "read%-only" },
  { "write quoth", "require('quoth').pack = nil", "read%-only" },
  { "write a global", "x = 1", "read%-only" },
  { "replace a global", "pairs = nil", "read%-only" },
  { "require, late", "require 'lib.words'", "while a pack loads only" },
  { "read a file, late", "require('quoth').tsv('x.tsv')", "while a pack loads only" },
  { "next on much", "local t = {} for i = 1, 1e4 do t['k' .. i] = i end " ..
    "while true do next(t) end", LIMIT },
  { "pairs on much", "local t = {} for i = 1, 1e4 do t['k' .. i] = i end " ..
    "while true do pairs(t) end", LIMIT },
  { "tonumber", "local s = ('1'):rep(1e6) while true do tonumber(s) end", LIMIT },
  { "utf8", "local s = ('x'):rep(1e6) while true do utf8.len(s) end", LIMIT },
  { "upper", "local s = ('x'):rep(1e6) while true do s:upper() end", LIMIT },
  { "byte", "('x'):rep(2e6):byte(1, -1)", "too long" },
  { "char", "string.char(table.unpack({}, 1, 200))", "number expected" },
  { "regex, catastrophic", "local re = require('quoth').re('(a+)+$') " ..
    "local s = ('a'):rep(40) .. 'b' while true do pcall(re.test, re, s) end", LIMIT },
  { "regex of quotes", "local re = require('quoth').re('(?s)\"(.*?)\", said') " ..
    "local s = ('\"'):rep(6e4) while true do pcall(re.test, re, s) end", LIMIT },
  { "regexes", "local q = require 'quoth' while true do q.re('a{1,100}') end", LIMIT },
  { "regex, big", "require('quoth').re(('(a|b)'):rep(1e5))", "" },
  { "regex, deep", "require('quoth').re(('('):rep(1e4) .. (')'):rep(1e4))", "" },
  { "annotation bomb", "while true do doc:annotate { layer = 'x', span = { 1, 1 } } end", LIMIT },
  { "feature bomb", "local a, i = doc:annotate { layer = 'x', span = { 1, 1 } }, 0 " ..
    "while true do i = i + 1 a:set('f' .. i, ('x'):rep(1000)) end", LIMIT },
  { "lists of annotations", "for _ = 1, 1e3 do doc:annotate { layer = 'x', span = { 1, 1 } } end " ..
    "while true do doc:annotations() end", LIMIT },
  { "annotation of nonsense", "doc:annotate { layer = 'x', span = { 1, 1 }, y = 0/0 }" },
  { "removed while listed", "for _ = 1, 9 do doc:annotate { layer = 'x', span = { 1, 1 } } end " ..
    "for a in doc:each('x') do a:remove() end assert(#doc:annotations('x') == 0)" },
  { "added while listed", "doc:annotate { layer = 'x', span = { 1, 1 } } local n = 0 " ..
    "for a in doc:each('x') do n = n + 1 doc:annotate { layer = 'x', span = { 1, 1 } } end " ..
    "assert(n == 1)" },
  { "foreign self", "doc.token({}, 1)", "quoth.doc expected" },
  { "foreign method", "doc.token(doc:annotations('quote')[1], 1)", "quoth.doc expected" },
  { "token of infinity", "doc:token(1/0)", "no integer representation" },
  { "long role", "doc:annotate { layer = ('x'):rep(1e5), [('y'):rep(1e5)] = { 1, 1 } }" },
}

describe("the sandbox ends", function()
  for _, attack in ipairs(ATTACKS) do
    local name, code, expected = table.unpack(attack, 1, 3)
    it(name, function()
      local start = os.clock()
      local ok, why = run(code)
      assert.is_true(os.clock() - start < 12, "it took too long")
      if expected == nil then
        assert.is_true(ok, why)
      elseif expected ~= "" or not ok then
        assert.is_false(ok)
        assert.truthy(why:find(expected), why)
      end
    end)
  end
end)

describe("memory of the sandbox", function()
  it("is that of regular expressions, too", function()
    local ok, why = run("local q, t = require 'quoth', {} " ..
      "while true do t[#t + 1] = q.re('(a|b|c|d|[e-z]{1,50}){1,20}') end",
      { memory_limit = 1 << 20, instruction_limit = 100000000 })
    assert.is_false(ok)
    assert.truthy(why:find("memory limit", 1, true), why)
  end)

  it("is found again when they are garbage", function()
    local ok, why = run("local q = require 'quoth' " ..
      "for _ = 1, 3000 do q.re('(a|b|c|d|[e-z]{1,50}){1,20}') end",
      { memory_limit = 1 << 20, instruction_limit = 100000000 })
    assert.is_true(ok, why)
  end)
end)

describe("the sandbox has no", function()
  for _, name in ipairs {
    "io", "os", "package", "debug", "_G", "load", "loadstring", "loadfile", "dofile",
    "collectgarbage", "print", "warn", "arg", "module", "getfenv", "setfenv", "unpack", "newproxy",
    "string.dump", "coroutine.close", "math.randomseed", "table.getn", "os.execute", "io.open",
    "debug.getregistry", "package.loaded", "package.loadlib", "quoth", "jit", "bit32", "ffi",
    "_ENV._G", "string.gfind",
  } do
    it(name, function()
      local code = ("local v = _ENV for k in ('%s'):gmatch('[^.]+') do v = v and v[k] end " ..
        "assert(v == nil)"):format(name)
      local ok, why = run(code)
      assert.is_true(ok, why)
    end)
  end

  it("bytecode", function()
    local chunk = string.dump(load("return {}"))
    local ok, why = pcall(quoth.engine, { source = chunk, name = "b.lua" })
    assert.is_false(ok)
    assert.truthy(why:find("attempt to load a binary chunk", 1, true), why)
  end)
end)

describe("files of a pack", function()
  local function load(code)
    return pcall(quoth.engine, { source = 'local quoth = require "quoth"\n' .. code ..
      '\nreturn quoth.pack { name = "t" }', path = { "scripts" } })
  end

  for _, path in ipairs { "/etc/passwd", "../etc/passwd", "a/../../b", "", "a/..", "a\\b", "a\0b/.." } do
    it(("are not %q"):format(path), function()
      assert.is_false(load(("quoth.tsv(%q)"):format(path)))
      assert.is_false(load(("require(%q)"):format(path)))
    end)
  end
end)

describe("a document", function()
  local SPY = [==[
    local quoth = require "quoth"
    local seen, list, deep, rows = nil, {}, { a = { b = {} } }, { 1, 2, 3 }
    local object = setmetatable({}, { __index = { field = 1 } })
    counter = { n = 0 }
    local iterator = ("x y z"):gmatch("%a")
    local function remember(doc) seen = doc.text end
    return quoth.pack { name = "t", resolve = function(doc)
      local found = {}
      if seen then found[#found + 1] = "upvalue" end
      if #list > 0 then found[#found + 1] = "list" end
      if deep.a.b.c then found[#found + 1] = "deep table" end
      if deep.x then found[#found + 1] = "new field" end
      if #rows ~= 3 or rows[2] ~= 2 then found[#found + 1] = "rows" end
      if counter.n ~= 0 then found[#found + 1] = "global" end
      if getmetatable(object).__index.field ~= 1 then found[#found + 1] = "metatable" end
      if getmetatable(rows) then found[#found + 1] = "new metatable" end
      if iterator() ~= "x" then found[#found + 1] = "iterator" end
      doc:annotate { layer = "found", span = { 1, 1 }, what = table.concat(found, ","),
        random = math.random(1, 1 << 40) }
      remember(doc)
      list[1] = doc.text
      deep.a.b.c, deep.x = 1, {}
      rows[2], rows[3] = nil, nil
      setmetatable(rows, {})
      counter.n = counter.n + 1
      getmetatable(object).__index.field = 2
    end }]==]

  it("knows nothing of those before", function()
    local e = quoth.engine { source = SPY }
    local first
    for i = 1, 5 do
      local a = e:run("Document " .. i).annotations[1]
      assert.are.equal("", a.features.what)
      first = first or a.features.random
      assert.are.equal(first, a.features.random)
    end
  end)

  it("reads constants, which nothing can change", function()
    local e = quoth.engine { source = [==[
local quoth = require "quoth"
local plain = { "b", "a", x = 1, deep = { y = { 2, true } } }
local c = quoth.constant(plain)
plain.x, plain.deep.y[1] = 5, 6
local function refused(f, ...)
  local ok, why = pcall(f, ...)
  assert(not ok, "it was allowed")
  return tostring(why)
end
assert(refused(quoth.constant, { f = pairs }):find "not a function")
assert(refused(quoth.constant, { [{}] = 1 }):find "key")
assert(refused(quoth.constant, setmetatable({}, {})):find "plain tables")
assert(refused(quoth.constant, 5):find "table")
local loop = {}
loop.self = loop
assert(refused(quoth.constant, loop):find "too deep")
local again = quoth.constant { inner = c }
return quoth.pack { name = "t", resolve = function()
  assert(c.x == 1 and c.deep.y[1] == 2 and c.deep.y[2] == true and c.none == nil)
  assert(#c == 2 and c[1] == "b" and again.inner.x == 1)
  local keys = {}
  for k in pairs(c) do keys[#keys + 1] = k end
  assert(table.concat(keys, " ") == "1 2 deep x", table.concat(keys, " "))
  for i, v in ipairs(c) do assert(v == c[i]) end
  assert(refused(function() c.x = 2 end):find "cannot be changed")
  assert(refused(function() c.deep.y[3] = 2 end):find "cannot be changed")
  refused(rawset, c, "x", 2)
  refused(table.insert, c, "x")
  refused(table.sort, c)
  refused(table.remove, c)
  refused(setmetatable, c, {})
  assert(getmetatable(c) == false and rawget(c, "x") == nil and next(c) == nil)
  assert(select(2, pairs(c)) == nil)
  assert(refused(quoth.constant, {}):find "while a pack loads only")
end }]==] }
    for _ = 1, 3 do e:run("Text.") end
  end)

  it("knows nothing of one that failed", function()
    local e = engine("KEPT = 1") -- a read-only environment
    assert.is_false((pcall(e.run, e, "x")))
    e = quoth.engine { source = [==[
      local quoth = require "quoth"
      local n = 0
      return quoth.pack { name = "t", resolve = function(doc)
        assert(n == 0)
        n = 1
        while doc.text == "loop" do end
        error("stop")
      end }]==], instruction_limit = 100000 }
    for _, text in ipairs { "loop", "x", "loop", "y" } do
      local ok, why = pcall(e.run, e, text)
      assert.is_false(ok)
      assert.truthy(why:find(text == "loop" and LIMIT or "stop", 1, true), why)
    end
  end)

  it("cannot be kept by a coroutine", function()
    local ok, why = pcall(quoth.engine, { source = [==[
      local quoth = require "quoth"
      local co = coroutine.wrap(function() end)
      return quoth.pack { name = "t", resolve = function() co() end }]==] })
    assert.is_false(ok)
    assert.truthy(why:find("cannot keep a coroutine", 1, true), why)
  end)
end)

describe("order in the sandbox", function()
  it("depends on keys alone", function()
    local ok, why = run([==[
      local t = { 5, 6, z = 1, b = 2, [10] = 3, [true] = 4, [2.5] = 5, [-1] = 6 }
      local keys = {}
      for k in pairs(t) do keys[#keys + 1] = tostring(k) end
      local all = table.concat(keys, " ")
      assert(all == "-1 1 2 2.5 10 b z true", all)
      local again, k = {}, nil
      repeat k = next(t, k); again[#again + 1] = k ~= nil and tostring(k) or nil until k == nil
      assert(table.concat(again, " ") == all, table.concat(again, " "))
      for key in pairs(t) do t[key] = nil end
      assert(next(t) == nil)
    ]==])
    assert.is_true(ok, why)
  end)

  it("is stable in sort", function()
    local ok, why = run([==[
      local t = {}
      for i = 1, 500 do t[i] = { key = i * 7919 % 13, i = i } end
      table.sort(t, function(a, b) return a.key < b.key end)
      for i = 2, #t do
        assert(t[i - 1].key < t[i].key or (t[i - 1].key == t[i].key and t[i - 1].i < t[i].i))
      end
    ]==])
    assert.is_true(ok, why)
  end)
end)

describe("trusted packs", function()
  it("have the full library", function()
    local e = quoth.engine { trusted = true, source = [==[
      local quoth = require "quoth"
      return quoth.pack { name = "t", resolve = function(doc)
        assert(os.time() and io.write and debug.getinfo and string.dump and load)
        doc:annotate { layer = "x", span = { 1, 1 } }
      end }]==] }
    assert.are.equal(1, #e:run("x").annotations)
  end)

  it("end as well", function()
    assert.is_false((run("while true do end", { trusted = true })))
    assert.is_false((run("local t = {} while true do t[#t + 1] = {} end", { trusted = true })))
  end)
end)
