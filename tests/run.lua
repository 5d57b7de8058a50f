-- SPDX-License-Identifier: MIT
-- Run test steps, keep their logs, add up their counts.
-- Usage: lua5.4 tests/run.lua LOG_DIR NAME=COMMAND ...
-- The last line is `N passed, N failed`; a step that exits with an error and
-- names no failure counts as one.

local log_dir = arg[1]
assert(os.execute("mkdir -p '" .. log_dir .. "'"))

-- How the runners in use report: {pattern, function(captures) -> passed, failed}.
local FORMATS = {
  { "^(%d+) passed, (%d+) failed", function(p, f) return p, f end },
  { "(%d+) successe?s? / (%d+) failures? / (%d+) errors? / %d+ pending",
    function(p, f, e) return p, f + e end },
  { "^(%d+) failed, (%d+) passed", function(f, p) return p, f end },
  { "^(%d+) passed.* in [%d.:]+s", function(p) return p, 0 end },
  { "^# pass (%d+)", function(p) return p, 0 end },
  { "^# fail (%d+)", function(f) return 0, f end },
  { "^%l+ (%d+)/(%d+)$", function(p, all) return p, all - p end },
  { "^(%d+) examples, (%d+) failed", function(all, f) return all - f, f end },
}

local function count_line(line)
  for _, format in ipairs(FORMATS) do
    local a, b, c = line:match(format[1])
    if a then return format[2](tonumber(a), tonumber(b), tonumber(c)) end
  end
  return 0, 0
end

local function run(name, command)
  local log = ("%s/%s.log"):format(log_dir, name)
  local ok = os.execute(("( %s ) >'%s' 2>&1"):format(command, log))
  local passed, failed = 0, 0
  for line in io.lines(log) do
    if line:match("^SKIPPED") then print("    " .. line) end
    local p, f = count_line((line:gsub("\27%[[%d;]*m", "")))
    passed, failed = passed + p, failed + f
  end
  if not ok and failed == 0 then failed = 1 end
  if ok and passed == 0 and failed == 0 then passed = 1 end
  return passed, failed, log
end

local function show_tail(log)
  local lines = {}
  for line in io.lines(log) do lines[#lines + 1] = line end
  for i = math.max(1, #lines - 60), #lines do print("    " .. lines[i]) end
end

local passed, failed = 0, 0
for i = 2, #arg do
  local name, command = arg[i]:match("^([%w_.-]+)=(.*)$")
  assert(name, "usage: run.lua LOG_DIR NAME=COMMAND ...")
  local before = os.time()
  local p, f, log = run(name, command)
  print(("%-14s %7d passed %4d failed  %4d s"):format(name, p, f, os.time() - before))
  io.stdout:flush()
  if f > 0 then show_tail(log) end
  passed, failed = passed + p, failed + f
end
print(("%d passed, %d failed"):format(passed, failed))
os.exit(failed == 0)
