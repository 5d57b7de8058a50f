-- SPDX-License-Identifier: MIT
--[[
Generates tables.h and tables.c from the Unicode Character Database:

  lua5.4 core/unicode/generate.lua [--check] [UCD_DIRECTORY]

With --check nothing is written; it fails when the files differ from what
would be. The joint table of properties is a trie of two stages whose leaves
are numbers of records; a record holds every property of a code point.
]]

local here = arg[0]:match("^(.*/)") or "./"
package.path = here .. "?.lua;" .. package.path

local machine = require "machine"
local pages = require "pages"
local ucd = require "ucd"

local kind_names = { "grapheme", "word", "sentence" }
local kinds = {}
for i, name in ipairs(kind_names) do kinds[i] = require(name) end

local checking = arg[1] == "--check"
local root = arg[checking and 2 or 1] or "/usr/share/unicode"

local SOURCES = {
  "auxiliary/GraphemeBreakProperty.txt", "auxiliary/WordBreakProperty.txt",
  "auxiliary/SentenceBreakProperty.txt", "emoji/emoji-data.txt",
  "extracted/DerivedGeneralCategory.txt", "DerivedCoreProperties.txt",
  "PropList.txt", "PropertyValueAliases.txt", "Scripts.txt",
}

-- The order of the standard's table 4-4, and of quoth__gc in props.h.
local CATEGORIES = {
  "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No",
  "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So",
  "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Cn",
}

local function path(name) return root .. "/" .. name end

local function numbers(names)
  local t = {}
  for i, name in ipairs(names) do t[name] = i - 1 end
  return t
end

---Scripts as sorted ISO 15924 codes, and the number of each code point's.
local function read_scripts()
  local short = ucd.short_names(path "PropertyValueAliases.txt", "sc")
  local long = ucd.property(path "Scripts.txt", "Unknown")
  local codes, seen = {}, {}
  for cp = 0, #long do
    local code = assert(short[long[cp]], long[cp])
    if not seen[code] then
      seen[code] = true
      codes[#codes + 1] = code
    end
  end
  table.sort(codes)
  local number = numbers(codes)
  for cp = 0, #long do long[cp] = number[short[long[cp]]] end
  return codes, long
end

---Merges Extended_Pictographic into a break property.
local function merge_pictographic(property, pictographic)
  local merged = { Other = "Pictographic", ALetter = "ALetter_Pictographic" }
  for cp = 0, #property do
    if pictographic[cp] then
      property[cp] = assert(merged[property[cp]], property[cp])
    end
  end
  return property
end

---Numbers of a property's values, each of which `names` must list.
local function number_all(property, names)
  local number = numbers(names)
  for cp = 0, #property do
    property[cp] = assert(number[property[cp]], property[cp])
  end
  return property
end

---The fields of a record, from its low bit up: names, widths, values.
local function read_fields()
  local pictographic = ucd.binary(path "emoji/emoji-data.txt",
    "Extended_Pictographic")
  local breaks = {}
  for i, title in ipairs { "Grapheme", "Word", "Sentence" } do
    local p = ucd.property(path("auxiliary/" .. title .. "BreakProperty.txt"),
      "Other")
    if title ~= "Sentence" then p = merge_pictographic(p, pictographic) end
    breaks[i] = number_all(p, kinds[i].classes)
  end
  local gc = number_all(
    ucd.property(path "extracted/DerivedGeneralCategory.txt", "Cn"), CATEGORIES)
  local codes, scripts = read_scripts()
  return {
    { "GRAPHEME", 4, breaks[1] }, { "WORD", 5, breaks[2] },
    { "SENTENCE", 4, breaks[3] }, { "GC", 5, gc }, { "SCRIPT", 8, scripts },
    { "SPACE", 1, ucd.binary(path "PropList.txt", "White_Space") },
    { "UPPER", 1, ucd.binary(path "DerivedCoreProperties.txt", "Uppercase") },
    { "LOWER", 1, ucd.binary(path "DerivedCoreProperties.txt", "Lowercase") },
    { "PICTOGRAPHIC", 1, pictographic },
    { "EMOJI_PRESENTATION", 1,
      ucd.binary(path "emoji/emoji-data.txt", "Emoji_Presentation") },
  }, codes
end

local function pack_record(fields, cp)
  local record, shift = 0, 0
  for _, field in ipairs(fields) do
    local value = field[3][cp]
    if value == true then value = 1 elseif not value then value = 0 end
    assert(value < 1 << field[2], field[1])
    record = record | value << shift
    shift = shift + field[2]
  end
  assert(shift <= 32)
  return record
end

---Distinct records in order of value, and each code point's number among them.
local function number_records(fields)
  local of, seen, records = {}, {}, {}
  for cp = 0, 0x10FFFF do
    local r = pack_record(fields, cp)
    of[cp] = r
    if not seen[r] then
      seen[r] = true
      records[#records + 1] = r
    end
  end
  table.sort(records)
  local number = numbers(records)
  for cp = 0, #of do of[cp] = number[of[cp]] end
  return records, of
end

local CLASS_SHIFT = 7
local CLASS_BLOCKS = 0x110000 >> CLASS_SHIFT

---Splits `of` into blocks of 2^shift and keeps one of each.
local function make_trie(of, shift)
  local size, stage1, stage2, seen = 1 << shift, {}, {}, {}
  for first = 0, #of, size do
    local key = table.concat(of, ",", first, first + size - 1)
    if not seen[key] then
      seen[key] = #stage2 // size
      table.move(of, first, first + size - 1, #stage2 + 1, stage2)
    end
    stage1[#stage1 + 1] = seen[key]
  end
  return { shift = shift, stage1 = stage1, stage2 = stage2 }
end

local function smallest_trie(of)
  local best
  for shift = 4, 8 do
    local trie = make_trie(of, shift)
    if not best or #trie.stage1 + #trie.stage2 < #best.stage1 + #best.stage2
    then
      best = trie
    end
  end
  return best
end

-- ---- Printing ---------------------------------------------------------------

---Numbers as the lines of a C initialiser.
local function list(values, format)
  local lines, line = {}, " "
  for _, v in ipairs(values) do
    local item = (" " .. format .. ","):format(v)
    if #line + #item > 80 then
      lines[#lines + 1], line = line, " "
    end
    line = line .. item
  end
  lines[#lines + 1] = line
  return table.concat(lines, "\n")
end

local function head(about)
  local out = {
    "/* SPDX-License-Identifier: MIT */",
    "/*",
    " * " .. about,
    " * Generated by generate.lua; do not edit. Sources and their SHA-256:",
  }
  for _, name in ipairs(SOURCES) do
    out[#out + 1] = " * " .. name
    out[#out + 1] = " *   " .. ucd.sha256(path(name))
  end
  out[#out + 1] = " */"
  return out
end

---What page.h needs.
local function print_page_types(add, made)
  add("/* For page.h: marks of a page of 128 code points, as sets; tables. */")
  add("typedef struct quoth__page {")
  add("  uint16_t some, all, first;\n} quoth__page;")
  add("extern const uint8_t quoth__page_tables[][16];")
  add("/* The places of the bits of a byte, from the low one up. */")
  add("extern const uint8_t quoth__bit_places[256][8];")
  for i, name in ipairs(kind_names) do
    add("\nenum {")
    for _, mark in ipairs(kinds[i].marks) do
      add("  QUOTH__%s_%s,", name:upper(), mark[1])
    end
    add("  QUOTH__%s_MARKS,\n};", name:upper())
    add("extern const quoth__page quoth__%s_pages[%d];", name, #made[i].pages)
    add("extern const uint8_t quoth__%s_page0[%d][16];", name,
      #kinds[i].marks)
    add("extern const uint16_t quoth__%s_marks[%d]; /* of a class */", name,
      #kinds[i].classes)
    if kinds[i].states then
      add("/* 1 for bytes that may begin a character with a mark. */")
      add("extern const uint8_t quoth__%s_first[256];", name)
    end
    add("/* Leads of characters without a mark: bit H - 8 of byte L for 0xHL. */")
    add("extern const uint8_t quoth__%s_bare[16];", name)
  end
end

local function print_header(fields, trie, machines, made)
  local version = ucd.version(path(SOURCES[1]))
  local out = head("Properties of code points and rules of boundaries.")
  local function add(...) out[#out + 1] = string.format(...) end
  add("#ifndef QUOTH_UNICODE_TABLES_H\n#define QUOTH_UNICODE_TABLES_H\n")
  add("#include <stdint.h>\n")
  add('#define QUOTH__UCD_VERSION "%s"\n', version)
  add("#ifdef __GNUC__ /* no way round by a table of the linker's */")
  add("#pragma GCC visibility push(hidden)\n#endif\n")
  add("/* A code point's record: its properties by shift and mask. */")
  local shift = 0
  for _, field in ipairs(fields) do
    add("#define QUOTH__%s_SHIFT %d", field[1], shift)
    add("#define QUOTH__%s_MASK 0x%X", field[1], (1 << field[2]) - 1)
    shift = shift + field[2]
  end
  add("")
  for i, kind in ipairs(kinds) do
    local prefix = "QUOTH__" .. ({ "GCB", "WB", "SB" })[i] .. "_"
    add("enum {")
    for _, class in ipairs(kind.classes) do
      add("  %s%s,", prefix, class:upper())
    end
    add("  %sCOUNT,\n};\n", prefix)
  end
  add("#define QUOTH__TRIE_SHIFT %d", trie.shift)
  add("extern const uint16_t quoth__trie_blocks[%d];", #trie.stage1)
  add("extern const uint16_t quoth__trie_leaves[%d];", #trie.stage2)
  add("extern const uint32_t quoth__records[];")
  add("extern const char quoth__scripts[][5];\n")
  add("/* For machine.h: steps by state and class; a trie of classes by blocks")
  add("   of 128, and those of ASCII. */")
  for i, name in ipairs(kind_names) do
    add("#define QUOTH__%s_FIRST_OPEN %d", name:upper(),
      machines[i].first_open * machine.row)
    for j, state in ipairs(machines[i].states) do
      for known, its in pairs(kinds[i].states or {}) do
        if its == state then
          add("#define QUOTH__%s_%s %d", name:upper(), known,
            (j - 1) * machine.row)
        end
      end
    end
    add("extern const uint16_t quoth__%s_steps[%d];", name,
      #machines[i].states * machine.row)
    add("extern const uint8_t quoth__%s_blocks[%d];", name, CLASS_BLOCKS)
    add("extern const uint8_t quoth__%s_leaves[];", name)
    add("extern const uint8_t quoth__%s_ascii[128];", name)
  end
  add("")
  print_page_types(add, made)
  add("\n#ifdef __GNUC__\n#pragma GCC visibility pop\n#endif\n\n#endif")
  return table.concat(out, "\n") .. "\n"
end

local function print_machine(add, name, m, property)
  local trie = make_trie(property, CLASS_SHIFT)
  add("\nconst uint8_t quoth__%s_blocks[] = {\n%s\n};", name,
    list(trie.stage1, "%d"))
  add("const uint8_t quoth__%s_leaves[] = {\n%s\n};", name,
    list(trie.stage2, "%d"))
  assert(#trie.stage1 == CLASS_BLOCKS and #trie.stage2 <= 256 << CLASS_SHIFT)
  add("const uint16_t quoth__%s_steps[] = {", name)
  for i, row in ipairs(m.rows) do
    local padded = table.move(row, 1, #row, 1, {})
    for j = #row + 1, 32 do padded[j] = 0 end
    add("  /* %d: %s */", i - 1, m.states[i])
    add("%s", list(padded, "0x%03X"))
  end
  add("};\nconst uint8_t quoth__%s_ascii[128] = {", name)
  add("%s\n};", list(table.move(property, 0, 127, 1, {}), "%d"))
end

local function print_rows(add, bytes)
  for i = 1, #bytes, 16 do
    local row = list(table.move(bytes, i, i + 15, 1, {}), "%d")
    add("  {\n  %s\n  },", row:gsub("\n", "\n  "))
  end
end

local function print_bit_places(add)
  add("\nconst uint8_t quoth__bit_places[256][8] = {")
  for byte = 0, 255 do
    local places = {}
    for bit = 0, 7 do
      if byte >> bit & 1 == 1 then places[#places + 1] = bit end
    end
    add("  {%s},", #places > 0 and table.concat(places, ", ") or "0")
  end
  add("};")
end

local function print_pages(add, name, made, has_first)
  local flat, ascii = {}, {}
  for i, page in ipairs(made.pages) do
    flat[i] = ("{0x%X,0x%X,%d}"):format(page.some, page.all, page.first)
  end
  for _, t in ipairs(made.ascii) do
    table.move(t, 1, #t, #ascii + 1, ascii)
  end
  add("\nconst quoth__page quoth__%s_pages[] = {\n%s\n};", name,
    list(flat, "%s"))
  add("const uint8_t quoth__%s_page0[][16] = {", name)
  print_rows(add, ascii)
  add("};\nconst uint16_t quoth__%s_marks[] = {\n%s\n};", name,
    list(made.of_class, "0x%X"))
  if has_first then
    add("const uint8_t quoth__%s_first[] = {\n%s\n};", name,
      list(made.first, "%d"))
  end
  add("const uint8_t quoth__%s_bare[16] = {\n%s\n};", name,
    list(made.bare, "0x%02X"))
end

local function print_source(fields, codes, records, trie, machines, made, pool)
  local out = head("See tables.h.")
  local function add(...) out[#out + 1] = string.format(...) end
  add('#include "unicode/tables.h"\n')
  add("const uint32_t quoth__records[] = {\n%s\n};", list(records, "0x%08X"))
  add("\nconst char quoth__scripts[][5] = {\n%s\n};", list(codes, '"%s"'))
  for i, name in ipairs(kind_names) do
    print_machine(add, name, machines[i], fields[i][3])
  end
  add("\nconst uint8_t quoth__page_tables[][16] = {")
  print_rows(add, pool)
  add("};")
  for i, name in ipairs(kind_names) do
    print_pages(add, name, made[i], kinds[i].states)
  end
  print_bit_places(add)
  add("\nconst uint16_t quoth__trie_blocks[] = {\n%s\n};",
    list(trie.stage1, "%d"))
  add("\nconst uint16_t quoth__trie_leaves[] = {\n%s\n};",
    list(trie.stage2, "%d"))
  return table.concat(out, "\n") .. "\n"
end

local function read_all(name)
  local file = io.open(name, "rb")
  local text = file and file:read("a")
  if file then file:close() end
  return text
end

local function write_all(name, text)
  local file = assert(io.open(name, "wb"))
  assert(file:write(text))
  assert(file:close())
end

local fields, codes = read_fields()
local records, of = number_records(fields)
local trie = smallest_trie(of)
local machines, made, pool, seen = {}, {}, {}, {}
for i, kind in ipairs(kinds) do
  machines[i] = machine.compile(kind.step, kind.classes)
  made[i] = pages.make(kind.marks, kind.classes, fields[i][3], pool, seen)
end
local files = {
  { "tables.h", print_header(fields, trie, machines, made) },
  { "tables.c",
    print_source(fields, codes, records, trie, machines, made, pool) },
}
for _, file in ipairs(files) do
  if not checking then
    write_all(here .. file[1], file[2])
  elseif read_all(here .. file[1]) ~= file[2] then
    io.stderr:write(here, file[1], ": differs; run `make tables`\n")
    os.exit(1)
  end
end
