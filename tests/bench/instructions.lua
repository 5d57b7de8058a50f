-- SPDX-License-Identifier: MIT
--[[
Counts instructions per byte by callgrind and compares them with the file
beside this one: a gate that a busy machine does not disturb.

  lua5.4 tests/bench/instructions.lua PROGRAM COMPILER [--update]

A line of the file says KIND LANGUAGE PATH COUNT. A count may grow by 3 %; when
one has shrunk by more, --update is due, so that the file is a ratchet. Counts
of one compiler say nothing of another's: then nothing is compared.
]]

local program, compiler, update = arg[1], arg[2], arg[3] == "--update"
local path = arg[0]:gsub("%.lua$", ".txt")
local SLACK = 0.03

local function output_of(command)
  local pipe = assert(io.popen(command))
  local out = pipe:read("a")
  pipe:close()
  return out
end

---@return integer? instructions, integer? bytes of a pass
local function run(what, passes)
  -- No corpora: the same text everywhere.
  local out = output_of(("QUOTH_CORPORA=/nonexistent valgrind " ..
    "--tool=callgrind --callgrind-out-file=/dev/null %s %s %d 2>&1")
    :format(program, what, passes))
  return tonumber(out:match("Collected : (%d+)")),
    tonumber(out:match("\n(%d+)\n"))
end

---Instructions per byte of a pass; start and text cancel out.
local function measure(what)
  local one, bytes = run(what, 1)
  local three = run(what, 3)
  return one and three and bytes and (three - one) / 2 / bytes
end

local function read_lines()
  local lines, made_by = {}, nil
  for line in io.lines(path) do
    made_by = made_by or line:match("^# compiler: (.*)$")
    local what, count = line:match("^(%l+ %l+ %w+) +([%d.]+)$")
    lines[#lines + 1] = { text = line, what = what, count = tonumber(count) }
  end
  return lines, made_by
end

local lines, made_by = read_lines()
local passed, failed, skipped = 0, 0, 0
local same_compiler = made_by == compiler
if not same_compiler then
  print(("counts are of %s, not %s: not compared"):format(made_by, compiler))
end
for _, line in ipairs(lines) do
  if line.text:match("^# compiler: ") then
    line.text = "# compiler: " .. compiler
  elseif line.what then
    local now = measure(line.what)
    if not now then
      skipped = skipped + 1
      print(("%-20s not measured on this machine"):format(line.what))
    else
      local ratio = now / line.count
      local worse = same_compiler and ratio > 1 + SLACK
      if worse then failed = failed + 1 else passed = passed + 1 end
      local note = worse and "  FAILED: more than before"
        or ratio < 1 - SLACK and "  less: --update is due" or ""
      print(("%-20s %7.3f, was %7.3f%s"):format(line.what, now, line.count,
        note))
      line.text = ("%-20s %.3f"):format(line.what, now)
    end
  end
end
if update then
  local file = assert(io.open(path, "w"))
  for _, line in ipairs(lines) do assert(file:write(line.text, "\n")) end
  assert(file:close())
end
print(("%d passed, %d failed, %d skipped"):format(passed, failed, skipped))
os.exit(update or failed == 0)
