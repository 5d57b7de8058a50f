-- SPDX-License-Identifier: MIT
-- Print a C header in which each file is a string:  embed.lua NAME=FILE ...

local function literal(line)
  -- Octal escapes end after three digits, so what follows is never taken in.
  return (line:gsub('[%c"\\\128-\255?]', function(c)
    return ("\\%03o"):format(c:byte())
  end))
end

print("/* Generated from the files named below; do not edit. */")
for _, pair in ipairs(arg) do
  local name, file = pair:match("^([%w_]+)=(.+)$")
  assert(name, "usage: embed.lua NAME=FILE ...")
  print(("\n/* %s */\nstatic const char %s[] ="):format(file, name))
  for line in io.lines(file) do
    print(('  "%s\\n"'):format(literal(line)))
  end
  print('  "";')
end
