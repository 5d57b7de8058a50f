-- SPDX-License-Identifier: MIT
-- What stands near what: in the same words, sentence or paragraph.

local near = {}

function near.overlap(a, b) return a[1] <= b[2] and b[1] <= a[2] end

-- Whether a span lies within one of several.
function near.within(span, spans)
  for _, other in ipairs(spans) do
    if span[1] >= other[1] and span[2] <= other[2] then return true end
  end
  return false
end

-- What may overlap stands in a common block of so many bytes.
local BLOCK = 128

function near.block(byte) return byte // BLOCK end

-- Put `x` into the blocks that a span touches.
function near.enter(blocks, span, x)
  for b = span[1] // BLOCK, span[2] // BLOCK do
    local block = blocks[b]
    if block then block[#block + 1] = x else blocks[b] = { x } end
  end
end

-- Lists of those whose cues stand in the same sentence, by its number.
function near.by_sentence(list)
  local map = {}
  for _, x in ipairs(list) do
    local here = map[x.sentence] or {}
    map[x.sentence] = here
    here[#here + 1] = x
  end
  return map
end

-- Attributions by the paragraphs that their cues and contents touch.
function near.by_paragraph(doc, list)
  local map = {}
  local function put(x, span, seen)
    for p = doc:paragraph_at(span[1]), doc:paragraph_at(span[2]) do
      if not seen[p] then
        seen[p] = true
        map[p] = map[p] or {}
        table.insert(map[p], x)
      end
    end
  end
  for _, x in ipairs(list) do
    local seen = {}
    put(x, x.cue, seen)
    for _, part in ipairs(x.content) do put(x, part, seen) end
  end
  return map
end

return near
