-- SPDX-License-Identifier: MIT
-- The binary interface of libquoth, as text: functions with their types, the
-- layout of structs, values of enums, exported symbols. It must be what
-- tests/abi/libquoth.txt has on record; a change is made on purpose, by
--   lua5.4 tests/abi/abi.lua BUILD_DIR --update
-- and, once 1.0 is out, only with another SONAME.

local build, update = arg[1] or "build", arg[2] == "--update"
local RECORD = "tests/abi/libquoth.txt"

local function read(path)
  local f = assert(io.open(path))
  local text = f:read("a")
  f:close()
  return text
end

local function output_of(command)
  local pipe = assert(io.popen(command))
  local text = pipe:read("a")
  assert(pipe:close(), command)
  return text
end

local function squeeze(s) return (s:gsub("%s+", " "):gsub("^ ", ""):gsub(" $", "")) end

-- A header without comments and preprocessor lines.
local function bare(path)
  local text = read(path):gsub("/%*.-%*/", " "):gsub("\\\n", " ")
  return (("\n" .. text):gsub("\n%s*#[^\n]*", "\n"))
end

-- Names that a member declaration declares: "uint32_t line, column[4]".
local function names_of(member)
  local pointer = member:match("%(%s*%*%s*([%w_]+)%s*%)")
  if pointer then return { pointer } end
  local names = {}
  for part in (member:gsub("%b[]", "") .. ","):gmatch("([^,]*),") do
    names[#names + 1] = part:match("([%w_]+)%s*$")
  end
  return names
end

local function each_member(body, found)
  for member in body:gmatch("([^;]+);") do
    for _, name in ipairs(names_of(squeeze(member))) do found(name) end
  end
end

local function c_program(headers)
  local out = { "#include <stdio.h>\n#include <quoth_lua.h>\nint main(void) {" }
  local function print_of(format, ...)
    out[#out + 1] = ('  printf("%s\\n", %s);'):format(format, table.concat({ ... }, ", "))
  end
  for _, text in ipairs(headers) do
    for body, name in text:gmatch("typedef struct [%w_]+ (%b{})%s*([%w_]+)%s*;") do
      print_of("struct " .. name .. ": %zu bytes", ("sizeof(%s)"):format(name))
      each_member(body:sub(2, -2), function(member)
        print_of(("struct %s.%s: at %%zu, %%zu bytes"):format(name, member),
          ("offsetof(%s, %s)"):format(name, member),
          ("sizeof(((%s *)0)->%s)"):format(name, member))
      end)
    end
    for body in text:gmatch("enum%s*[%w_]*%s*(%b{})") do
      for name in (body:sub(2, -2) .. ","):gmatch("([%w_]+)[^,]*,") do
        print_of("enum " .. name .. ": %d", "(int)" .. name)
      end
    end
  end
  out[#out + 1] = "  return 0;\n}\n"
  return table.concat(out, "\n")
end

local function layouts(headers)
  local source, program = build .. "/abi.c", build .. "/abi"
  local f = assert(io.open(source, "w"))
  f:write(c_program(headers))
  f:close()
  assert(os.execute(("%s -std=c11 -Iinclude $(pkg-config --cflags lua5.4) %s -o %s")
    :format(os.getenv("CC") or "cc", source, program)))
  return output_of(program)
end

local function functions(headers)
  local out = {}
  for _, text in ipairs(headers) do
    for declaration in text:gmatch("QUOTH_API([^;]+);") do
      out[#out + 1] = "function " .. squeeze(declaration):gsub("%( ", "(")
    end
    for callback in text:gmatch("typedef ([^;{}]+%(%*[^;]+);") do
      out[#out + 1] = "type " .. squeeze(callback)
    end
  end
  return table.concat(out, "\n") .. "\n"
end

local function symbols()
  local out = {}
  for line in output_of("nm -D --defined-only " .. build .. "/libquoth.so"):gmatch("[^\n]+") do
    local kind, name = line:match("^%x+ (%a) (%S+)$")
    if kind then out[#out + 1] = "symbol " .. name end
  end
  table.sort(out)
  return table.concat(out, "\n") .. "\n"
end

local headers = { bare("include/quoth.h"), bare("include/quoth_lua.h") }
local now = functions(headers) .. layouts(headers) .. symbols()
if update then
  local f = assert(io.open(RECORD, "w"))
  f:write(now)
  f:close()
end

local function set_of(text)
  local set = {}
  for line in text:gmatch("[^\n]+") do set[line] = true end
  return set
end

local passed, failed = 0, 0
local function compare(from, to, sign)
  local there = set_of(to)
  for line in from:gmatch("[^\n]+") do
    if there[line] then
      passed = passed + 1
    else
      failed = failed + 1
      print(sign .. " " .. line)
    end
  end
end
local record = read(RECORD)
compare(record, now, "-")
compare(now, record, "+")
-- Every function that the headers promise is there, and nothing else is.
local exported, declared = set_of(symbols()), {}
for line in functions(headers):gmatch("function [^\n]-([%w_]+)%([^\n]*") do
  declared["symbol " .. line .. "@@QUOTH_0"] = true
end
for name in pairs(declared) do
  if not exported[name] then failed = failed + 1; print("not exported: " .. name) end
end
for name in pairs(exported) do
  if not declared[name] and name ~= "symbol QUOTH_0" then
    failed = failed + 1; print("not declared: " .. name)
  end
end
-- Each of them is misused in tests/unit/api, so that none is forgotten.
local misused = read("tests/unit/api/test_misuse.c")
for line in functions(headers):gmatch("function [^\n]-([%w_]+)%([^\n]*") do
  if not misused:find("%f[%w_]" .. line .. "%f[^%w_]") then
    failed = failed + 1; print("not misused in tests/unit/api: " .. line)
  end
end
print(("%d passed, %d failed"):format(passed, failed))
os.exit(failed == 0)
