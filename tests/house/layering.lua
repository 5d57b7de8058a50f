-- SPDX-License-Identifier: MIT
-- The house stands: includes go down only and never in a circle, floor 5 uses
-- the public headers alone, symbols carry the prefix, and nothing is mutable
-- and global. Usage: lua5.4 tests/house/layering.lua BUILD_DIR

local build = arg[1] or "build"

local FLOOR = {
  base = 0, unicode = 1, text = 2, lang = 3, match = 3, store = 3, engine = 4,
  lua = 5, io = 5, cli = 5,
}
-- Neighbours on one floor that must not know each other.
local STRANGERS = {
  store = { match = true, lang = true },
  lang = { match = true, store = true },
  lua = { io = true, cli = true },
  io = { lua = true, cli = true },
  cli = { lua = true },
}
local PUBLIC = { ["quoth.h"] = true, ["quoth_lua.h"] = true }

local passed, failed = 0, 0

local function check(ok, ...)
  if ok then
    passed = passed + 1
  else
    failed = failed + 1
    print("FAILED: " .. string.format(...))
  end
end

local function lines_of(command)
  local pipe = assert(io.popen(command))
  local out = {}
  for line in pipe:lines() do out[#out + 1] = line end
  pipe:close()
  return out
end

local function exists(path)
  local f = io.open(path)
  return f and f:close()
end

local function folder_of(path) return path:match("^core/(%w+)/") end

-- The file of core/ that an include names, or nil for a public or system one.
local function resolve(file, name)
  if PUBLIC[name] then return nil end
  local beside = file:match("^(.*/)") .. name
  if exists(beside) then return beside end
  if exists("core/" .. name) then return "core/" .. name end
end

local includes = {}

local function check_include(file, name)
  local target = resolve(file, name)
  if not target then return end
  local from, to = folder_of(file), folder_of(target)
  includes[file][target] = true
  check(FLOOR[to] and FLOOR[from] >= FLOOR[to], "%s includes %s, above it", file, target)
  check(not (STRANGERS[from] and STRANGERS[from][to]), "%s must not know %s", file, target)
  if FLOOR[from] == 5 then
    check(from == to or (from == "cli" and to == "io"),
      "%s uses %s: floor 5 uses include/ only", file, target)
  end
end

local function check_file(file)
  local folder = folder_of(file)
  check(FLOOR[folder], "%s stands on no known floor", file)
  if not FLOOR[folder] then return end
  includes[file] = {}
  for line in io.lines(file) do
    local name = line:match('^%s*#%s*include%s*"([^"]+)"')
    if name then check_include(file, name) end
    local system = line:match("^%s*#%s*include%s*<([^>]+)>")
    if system then
      check(not system:match("^pcre2") or folder == "match",
        "%s: only match/ includes pcre2.h", file)
      check(not system:match("^utf8proc") or folder == "unicode",
        "%s: only unicode/ includes utf8proc.h", file)
      check(not system:match("^l[ua]u[ax]?l?i?b?%.h$") or folder == "lua" or folder == "cli",
        "%s: only lua/ includes %s", file, system)
      check(system == "unistd.h" or not system:match("^uni%w+%.h$"),
        "%s: libunistring is for tests", file)
    end
  end
end

local state = {}
local function visit(file, trail)
  if state[file] == "done" or not includes[file] then return end
  check(state[file] ~= "open", "include cycle: %s -> %s", table.concat(trail, " -> "), file)
  if state[file] == "open" then return end
  state[file] = "open"
  trail[#trail + 1] = file
  for target in pairs(includes[file]) do visit(target, trail) end
  trail[#trail] = nil
  state[file] = "done"
end

local files = lines_of("find core -name '*.c' -o -name '*.h' | sort")
for _, file in ipairs(files) do check_file(file) end
for _, file in ipairs(files) do visit(file, {}) end

-- Symbols of the library: quoth_ and quoth__ only, and luaopen_quoth.
for _, line in ipairs(lines_of("nm -g --defined-only " .. build .. "/libquoth.a 2>/dev/null")) do
  local kind, name = line:match("^%x+ (%a) ([%w_.]+)$")
  if kind then
    check(name:match("^quoth_") or name == "luaopen_quoth", "symbol %s has no prefix", name)
  end
end

-- Sections .data and .bss hold what a program can change.
for _, line in ipairs(lines_of("nm -f sysv " .. build .. "/libquoth.a 2>/dev/null")) do
  local name, section = line:match("^([%w_.]+)%s*|.*|(%S+)%s*$")
  if name then
    local mutable = section == ".data" or section == ".bss" or section:match("^%.data%.[^r]")
      or section:match("^%.t?bss") or section == "*COM*"
    check(not mutable, "%s is mutable and global (%s)", name, section)
  end
end

-- Only what quoth.h declares leaves the shared library.
for _, line in ipairs(lines_of("nm -D --defined-only " .. build .. "/libquoth.so 2>/dev/null")) do
  local kind, name = line:match("^%x+ (%a) ([%w_.]+)")
  if name and kind ~= "A" then -- A: the name of the version itself
    check(not name:match("^quoth__") and (name:match("^quoth_") or name == "luaopen_quoth"),
      "libquoth.so exports %s", name)
  end
end

-- Every source file says its licence in its first lines.
for _, file in ipairs(lines_of("git ls-files '*.c' '*.h' '*.lua' '*.sh' '*.py'")) do
  local f = io.open(file)
  if f then
    local head = (f:read("l") or "") .. (f:read("l") or "")
    f:close()
    check(head:find("SPDX%-License%-Identifier: MIT"), "%s has no SPDX line", file)
  end
end

print(("%d passed, %d failed"):format(passed, failed))
os.exit(failed == 0)
