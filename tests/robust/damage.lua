-- SPDX-License-Identifier: MIT
-- Damage files and read them: damage.lua QUOTH FOLDER SCRATCH TIMES
-- Each time a file of the folder, a few bytes changed, cut out, put in or cut
-- off. Whatever comes, Quoth reads it or says why not; exit codes above 1 fail.

local quoth, folder, scratch, times = arg[1], arg[2], arg[3], tonumber(arg[4])
local seed = tonumber(os.getenv("SEED")) or os.time()
math.randomseed(seed)

local bits = { "\0", "\xff", "<", ">", "&", '"', "'", ",", "\n", "\r\n\r\n", "{", "}", "[", "]",
  "<p", "</p>", "<!--", "&#x1F600;", "&amp", "WARC/1.0\r\n", "\x1f\x8b\x08", "\xed\xa0\x80",
  "<pre>", "<![CDATA[", "Content-Length: 99999999999", "\u{feff}", "\xf0\x9f" }

local function damage(text)
  for _ = 1, math.random(12) do
    local at, way = math.random(#text + 1), math.random(10)
    local piece = bits[math.random(#bits)]
    if way <= 4 then text = text:sub(1, at - 1) .. piece .. text:sub(at + #piece)
    elseif way <= 6 then text = text:sub(1, at - 1) .. text:sub(at + math.random(40))
    elseif way <= 9 then text = text:sub(1, at - 1) .. piece .. text:sub(at)
    else text = text:sub(1, at) end
    if text == "" then return text end
  end
  return text
end

local files = {}
local list = assert(io.popen("ls '" .. folder .. "'"))
for name in list:lines() do
  if name ~= "dictionary" then files[#files + 1] = name end
end
list:close()

local outputs = { "jsonl", "json", "csv", "conllu", "prodigy", "webanno", "label-studio", "table" }
local failed = 0
for i = 1, times do
  local name = files[i % #files + 1]
  local f = assert(io.open(folder .. "/" .. name, "rb"))
  local text = damage(f:read("a"))
  f:close()
  local path = scratch .. name:match("%.[%w.]+$")
  f = assert(io.open(path, "wb"))
  f:write(text)
  f:close()
  local to = outputs[math.random(#outputs)]
  local _, _, code = os.execute(("'%s' run --to %s -p quotes.any '%s' >/dev/null 2>'%s.err'")
    :format(quoth, to, path, scratch))
  if code > 1 then
    failed = failed + 1
    print(("FAILED: exit code %d of --to %s, %s, seed %d, time %d"):format(code, to, name, seed, i))
    for line in io.lines(scratch .. ".err") do print("  " .. line) end
  end
end
print(("%d damaged files, seed %d, %d failed"):format(times, seed, failed))
os.exit(failed == 0)
