-- SPDX-License-Identifier: MIT
-- Run what the documentation shows. Usage: lua5.4 tests/docs/run.lua BUILD_DIR
-- [FILE.md ...]. The info string of a fenced block says what it is:
--   ```lua file=NAME      saved as NAME for the commands of the same document
--   ```lua                a pack (has quoth.pack): its examples run; signatures
--                         (has ---@ annotations): read by people only; else a
--                         program for stock lua5.4
--   ```text file=NAME     likewise saved (any language may have file=)
--   ```console            `$ command` lines and the output that must follow;
--                         a line `...` stands for any number of lines
-- Commands that install or build (make, git, sudo) are shown, not run here.

local build = arg[1] or "build"

local function capture(command)
  local pipe = assert(io.popen(command .. " 2>&1"))
  local out = pipe:read("a")
  local ok, _, code = pipe:close()
  return out, ok, code
end

local function absolute(path)
  return (capture("cd '" .. path .. "' && pwd"):gsub("\n$", ""))
end

local root, bin = absolute("."), absolute(build)
local passed, failed = 0, 0

local function report(ok, where, why)
  if ok then
    passed = passed + 1
  else
    failed = failed + 1
    print(("FAILED %s: %s"):format(where, why))
  end
end

-- {lang, file, line, lines} of each fenced block.
local function blocks_of(path)
  local blocks, open, n = {}, nil, 0
  for line in io.lines(path) do
    n = n + 1
    local info = line:match("^```(.*)$")
    if info and open then
      open = nil
    elseif info then
      open = { lang = info:match("^%S*"), file = info:match("file=(%S+)"), line = n }
      blocks[#blocks + 1] = open
    elseif open then
      open[#open + 1] = line
    end
  end
  return blocks
end

local function lines_of(text)
  local out = {}
  for line in (text:gsub("\n$", "") .. "\n"):gmatch("(.-)\n") do out[#out + 1] = line end
  if text == "" then return {} end
  return out
end

-- Do the lines match, where "..." in `want` matches any run of lines?
local function matches(want, got, i, j)
  i, j = i or 1, j or 1
  if i > #want then return j > #got end
  if want[i]:match("^%s*%.%.%.$") then
    for k = j, #got + 1 do
      if matches(want, got, i + 1, k) then return true end
    end
    return false
  end
  return got[j] == want[i] and matches(want, got, i + 1, j + 1)
end

local NOT_RUN = { make = true, git = true, sudo = true, ["apt-get"] = true, cd = true }

local function in_folder(dir, command)
  return (("cd '%s' && PATH='%s':\"$PATH\" LUA_CPATH='%s/?.so;;' " ..
      "QUOTH_PATH='%s/scripts' NO_COLOR=1 COLUMNS=100 sh -c '%s'")
      :format(dir, bin, bin, root, (command:gsub("'", [['\'']]))))
end

local function run_console(dir, path, block)
  local i = 1
  while i <= #block do
    local command = block[i]:match("^%$ (.*)$")
    local first = i
    i = i + 1
    while command and command:match("\\$") and block[i] do
      command = command:gsub("\\$", "") .. block[i]
      i = i + 1
    end
    local want = {}
    while block[i] and not block[i]:match("^%$ ") do
      want[#want + 1] = block[i]
      i = i + 1
    end
    while want[#want] == "" do want[#want] = nil end
    if command and not NOT_RUN[command:match("^%S+")] then
      local out = capture(in_folder(dir, command))
      local got = lines_of(out)
      while got[#got] == "" do got[#got] = nil end
      report(matches(want, got), ("%s:%d"):format(path, block.line + first),
        ("`%s` printed:\n%s"):format(command, out))
    end
  end
end

local function write(path, block)
  os.execute(("mkdir -p '%s'"):format(path:match("^(.*)/")))
  local f = assert(io.open(path, "w"))
  f:write(table.concat(block, "\n"), "\n")
  f:close()
end

local function run_lua(dir, path, block)
  local text = table.concat(block, "\n")
  if text:find("---@", 1, true) then return end
  local name = dir .. "/block-" .. block.line .. ".lua"
  write(name, block)
  local is_pack = text:find("return%s+quoth%.pack")
  local command = is_pack and "quoth test '" .. name .. "'" or "lua5.4 '" .. name .. "'"
  local out, ok = capture(in_folder(dir, command))
  report(ok, ("%s:%d"):format(path, block.line), out)
end

local function run_document(path)
  local dir = ("%s/docs-test/%s"):format(bin, (path:gsub("[/.]", "-")))
  os.execute(("rm -rf '%s' && mkdir -p '%s'"):format(dir, dir))
  for _, name in ipairs { "examples", "scripts", "docs", "include", "build" } do
    local target = name == "build" and bin or root .. "/" .. name
    os.execute(("ln -sfn '%s' '%s/%s'"):format(target, dir, name))
  end
  for _, block in ipairs(blocks_of(path)) do
    if block.file then write(dir .. "/" .. block.file, block)
    elseif block.lang == "console" then run_console(dir, path, block)
    elseif block.lang == "lua" then run_lua(dir, path, block)
    end
  end
end

local files = { table.unpack(arg, 2) }
if #files == 0 then
  files = lines_of((capture("ls README.md docs/*.md")))
end
for _, path in ipairs(files) do run_document(path) end
print(("%d passed, %d failed"):format(passed, failed))
os.exit(failed == 0)
