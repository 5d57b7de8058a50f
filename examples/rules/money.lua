-- SPDX-License-Identifier: MIT
-- Amounts of money: a rule with a regular expression.
--
--   quoth run examples/rules/money.lua article.txt      what it finds
--   quoth test examples/rules/money.lua                 are its examples right?

local quoth = require "quoth"

local CODES = { ["$"] = "USD", ["€"] = "EUR", ["£"] = "GBP", ["¥"] = "JPY" }
local SCALES = { thousand = 1e3, million = 1e6, billion = 1e9 }

return quoth.pack {
  -- No `lang`: money is written like this in texts of many languages.
  name = "money", version = 1,
  description = "amounts of money such as $5.2 million",

  rules = {
    {
      name = "symbol-and-number",

      -- A PCRE2 pattern on the characters of one sentence. Each (?<name>...)
      -- is a capture. The commas are those of thousands: 1,250,000.
      regex = [=[(?x)
        (?<currency> [$€£¥] ) \s?
        (?<amount> \d+ (?: ,\d{3} )* (?: \.\d+ )? )
        (?: \s (?<scale> thousand | million | billion ) \b )? ]=],

      -- What a match becomes. A table would do if we only wanted the places;
      -- a function can compute. It returns the layer (a name that you choose)
      -- and features: here the currency's code and the whole amount.
      emit = function(m)
        local number = tonumber((m:text("amount"):gsub(",", "")))
        local scale = m:text("scale") -- nil when that group took nothing
        return {
          layer = "money",
          currency = CODES[m:text("currency")],
          amount = number * (scale and SCALES[scale] or 1),
        }
      end,

      -- Examples are tests. The first field is a text; the others say what
      -- must be found in it.
      examples = {
        { "The bridge cost $1,250 to paint.", currency = "USD", amount = 1250 },
        { "It lost €3.5 million last year.", currency = "EUR",
          amount = 3500000 },
        { "They ask £20 or £30.", count = 2 },
        -- And where nothing must be found:
        { "Room 250 costs nothing.", none = true },
      },
    },
  },
}
