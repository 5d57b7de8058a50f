-- SPDX-License-Identifier: MIT
-- Wrong packs, lexicons and rules, and what is said about them. A case in
-- errors.txt: `== name`, the pack (with `> FILE` a further file until the next
-- such line), `---`, the message.   Usage: run.lua BUILD_DIR [--update]

local here = "tests/cases/pack-errors/"
local build, update = arg[1], arg[2] == "--update"
local quoth = io.popen("cd '" .. build .. "' && pwd"):read("l") .. "/quoth"
local dir = os.tmpname()
os.remove(dir)
assert(os.execute("mkdir '" .. dir .. "'"))

local HEAD = 'local quoth = require "quoth"\nreturn quoth.pack {\n  name = "p", lang = "en",\n'

local function write(name, text)
  local f = assert(io.open(dir .. "/" .. name, "w"))
  f:write(text)
  f:close()
end

local function said_of(body)
  local files = { [1] = "" }
  local name = 1
  for line in body:gmatch("([^\n]*)\n") do
    local other = line:match("^> (%S+)$")
    if other then
      name, files[other] = other, ""
    else
      files[name] = files[name] .. line .. "\n"
    end
  end
  local pack = files[1]
  if not pack:find("^!") then pack = HEAD .. pack .. "}\n" else pack = pack:sub(2) end
  files[1] = nil
  write("p.lua", pack)
  for other, text in pairs(files) do write(other, text:gsub("\\t", "\t")) end
  local pipe = io.popen(("cd '%s' && '%s' check p.lua 2>&1 >/dev/null"):format(dir, quoth))
  local said = pipe:read("a")
  pipe:close()
  return said
end

local text = io.open(here .. "errors.txt"):read("a")
local out, passed, failed = {}, 0, 0
local case, part
for line in text:gmatch("([^\n]*)\n") do
  local name = line:match("^== (.+)$")
  if name then
    case, part = { name, "", "" }, 2
    out[#out + 1] = case
  elseif line == "---" and case then
    part = 3
  elseif case then
    case[part] = case[part] .. line .. "\n"
  end
end
local new = {}
for _, c in ipairs(out) do
  local said = said_of(c[2])
  if said == (c[3]:gsub("\n+$", "\n")) then
    passed = passed + 1
  else
    failed = failed + 1
    if not update then print(("FAILED %s:\n%sinstead of\n%s"):format(c[1], said, c[3])) end
  end
  new[#new + 1] = ("== %s\n%s---\n%s"):format(c[1], c[2], said)
end
os.execute("rm -r '" .. dir .. "'")
if update then
  local f = assert(io.open(here .. "errors.txt", "w"))
  f:write(table.concat(new, "\n"))
  f:close()
end
print(("%d passed, %d failed"):format(passed, failed))
os.exit(failed == 0 and passed >= 25)
