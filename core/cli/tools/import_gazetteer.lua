-- SPDX-License-Identifier: MIT
-- Gazetteers as GATE has them: a list (.lst), an entry a line with its features
-- behind tabs; or a definition (.def), a line for each list:
--   FILE:majorType:minorType:language:annotationType

local function each_line(text)
  local n = 0
  return (text:gsub("\r", ""):gsub("^\239\187\191", "") .. "\n"):gmatch("([^\n]*)\n"), function()
    n = n + 1
    return n
  end
end

-- "country=UK" behind the entry; by tab, or by & as ANNIE's own lists have it.
local function split_entry(line)
  local mark = line:find("\t", 1, true) and "\t" or line:find("&[%w_]+=") and "&" or nil
  local entry, features = line, {}
  if not mark then return entry, features end
  entry = line:match("^[^" .. mark .. "]*")
  for field in line:sub(#entry + 1):gmatch("[^" .. mark .. "]+") do
    local name, value = field:match("^%s*([%w_-]+)%s*=%s*(.-)%s*$")
    if not name then return nil, field end
    features[name] = value
  end
  return entry, features
end

local function add_list(import, name, text, path)
  local entries, names = { path = path }, {}
  local lines, number = each_line(text)
  for line in lines do
    local n = number()
    local entry, features = split_entry(line)
    if not entry then
      import.fail(n, line, "\"" .. features .. "\" is no feature: name=value")
      import.not_done[#import.not_done].path = path
    elseif entry:match("%S") then
      features[1], features.line = entry:match("^%s*(.-)%s*$"), n
      entries[#entries + 1] = features
      for key in pairs(features) do
        if type(key) == "string" and key ~= "line" then names[key] = true end
      end
    end
  end
  import.lexicons[name] = entries
  import.order[#import.order + 1] = name
  return names
end

local function add_rule(import, name, line, what, types)
  local features, own = {}, {}
  for i, key in ipairs { "majorType", "minorType", "language" } do
    if (types[i] or "") ~= "" then features[#features + 1] = { key, ("%q"):format(types[i]) } end
  end
  for key in pairs(types.names) do own[#own + 1] = key end
  table.sort(own)
  for _, key in ipairs(own) do features[#features + 1] = { key, nil, "entry", key } end
  import.rules[#import.rules + 1] = { line = line, what = what, name = name,
    pattern = "entry:$" .. name, features = features,
    layer = (types[4] or "") ~= "" and types[4] or "Lookup" }
end

local function name_of(import, file)
  return (import.name((file:match("[^/]*$"):gsub("%.%w+$", ""))):gsub("%-", "_"))
end

local function add_definition(tool, import, line, n, folder)
  local fields = {}
  for field in (line .. ":"):gmatch("([^:]*):") do
    fields[#fields + 1] = field:match("^%s*(.-)%s*$")
  end
  local path = folder .. fields[1]
  local text, why = tool.read(path)
  if not text then return import.fail(n, line, path .. ": " .. why) end
  local name = name_of(import, fields[1])
  local names = add_list(import, name, text, path)
  add_rule(import, name, n, line, { fields[2], fields[3], fields[4], fields[5], names = names })
end

return function(tool, import, text, path)
  import.differ("case is not compared; GATE's default is to compare it")
  if not path:match("%.def$") then
    local name = name_of(import, path)
    local names = add_list(import, name, text, path)
    add_rule(import, name, 1, path, { names = names })
    return
  end
  local lines, number = each_line(text)
  for line in lines do
    local n = number()
    if line:match("%S") and not line:match("^%s*#") then
      add_definition(tool, import, line, n, path:match("^.*/") or "")
    end
  end
end
