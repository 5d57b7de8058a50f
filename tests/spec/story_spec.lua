-- SPDX-License-Identifier: MIT
-- Who speaks in stories: scripts/lib/story.lua and what it is made of.
local quoth = require "quoth"

describe("in a story", function()
  local engine = quoth.engine {
    packs = { "quotes.en", "claims.en", "speakers.en" }, path = { "scripts" },
  }

  -- {speaker, reason} of each attribution, in order
  local function speakers(text)
    local out = {}
    for _, a in ipairs(engine:run(text, { lang = "en" }).attributions) do
      out[#out + 1] = { a.speaker, a.resolved_by }
    end
    return out
  end

  local function names(text)
    local out = {}
    for i, pair in ipairs(speakers(text)) do out[i] = pair[1] or "?" end
    return out
  end

  it("two take turns", function()
    assert.are.same({
      { "Odile", "name" }, { "Fennick", "name" }, { "Odile", "turn" },
      { "Fennick", "turn" }, { "Odile", "turn" }, { "Fennick", "turn" },
    }, speakers [[
“Is the mill still turning?” asked Odile.

“It is,” said Fennick.

“And the wheel?”

“Sound as ever.”

“Then we may stay the night.”

“We may.”
]])
  end)

  it("he and she are told apart, far from their names", function()
    assert.are.same({ "the old miller", "A girl", "the old miller", "A girl",
      "the old miller" }, names [[
A girl came down to the mill, where the old miller sat.

“You are late,” he grumbled.

“The road was wet,” she answered.

“It always is.”

“Not in May.”

“Come in, then,” he said.
]])
  end)

  it("who acts beside the words has spoken them", function()
    assert.are.same({ "Odile", "Fennick", "Odile", "Fennick" }, names [[
Odile shook the rain off her coat. “We are too late.”

“Not at all, my dear.” Fennick put down his pipe.

Odile laughed. “You are never too late.”

Fennick rose slowly.

“I have been waiting here since dawn.”
]])
  end)

  it("whom the words call does not speak, but answers", function()
    assert.are.same({ "Fennick", "Odile", "Fennick", "Odile" }, names [[
Odile and Fennick walked along the weir.

“Do you hear that, Odile?”

“I hear nothing.”

“Listen, Odile.”

“It is only the water, Fennick.”
]])
  end)

  it("the narrator goes by the name that others call", function()
    assert.are.same({ "Bram", "Captain Orde", "Bram", "Captain Orde", "Bram" }, names [[
I had been at sea for a year when Captain Orde sent for me. I went, and I was afraid.

“You wanted me, sir?” I asked.

“Sit down, Bram,” said Captain Orde.

“I would sooner stand.”

“Sit down, Bram!”

“Very well,” said I.
]])
  end)

  it("a narrator whom nobody calls is the narrator", function()
    assert.are.same({ "the narrator", "my aunt", "the narrator", "my aunt" }, names [[
I came home late. I was wet, and I was hungry.

“Is there any soup?” I asked.

“There is none,” said my aunt.

“Then I shall eat bread.”

“There is no bread.”
]])
  end)

  it("husband and wife of one name are two", function()
    assert.are.same({ "Mr. Harle", "Mrs. Harle", "Mr. Harle", "Mrs. Harle" }, names [[
“The horse is lame,” said Mr. Harle.

“Then we shall walk,” said Mrs. Harle.

“It is nine miles,” he said.

“I can count,” she answered.
]])
  end)

  it("a relation is one of the two, where there are only two", function()
    assert.are.same({ "Odile Harle", "Fennick", "Odile Harle", "Fennick" }, names [[
Odile Harle watched her son. Fennick was eating a pear.

“You might have washed it,” said Odile Harle.

“It was clean,” said Fennick.

“It was not,” said his mother.

“It was,” he said.
]])
  end)

  it("what is said to somebody is not said by them", function()
    assert.are.same({ "Odile", "Marthe", "Odile", "Marthe" }, names [[
Odile and Marthe sat by the stove.

“Eat your soup,” Odile said to Marthe.

“It is cold,” said Marthe.

“Then warm it,” she said to Marthe.

“I will.”
]])
  end)

  it("one whom no list knows has a place each time", function()
    assert.are.same({ "Fennick", "the parrot", "Fennick", "the parrot",
      "the parrot", "Fennick", "the parrot" }, names [[
“Who is there?” asked Fennick.

“Only me,” said the parrot.

“Only you?” said Fennick.

“Only me,” said the parrot. Nobody came. Then she said, “The door is stuck.”

“Push it,” said Fennick.

“I cannot,” said the parrot.
]])
  end)

  it("a voice belongs to the man who is told of next", function()
    assert.are.same({ "a hoarse voice", "Fennick", "a hoarse voice", "Fennick" }, names [[
“Who is there?” cried a hoarse voice.

“Only Fennick,” said Fennick.

“Then come in,” said the man.

“I had rather stay here,” said Fennick.
]])
  end)

  it("the girl is the one called by name, the lad the youth", function()
    assert.are.same({ "Fennick", "Martha", "a youth", "Fennick" }, names [[
“Come here, Martha!” shouted Fennick.

“I am here already,” said the girl.

Then a youth came up the road. “Good day to you all,” cried the lad.

“Good day to you,” said Fennick.
]])
  end)

  it("who is called by what they are answers", function()
    assert.are.same({ "Fennick", "the doctor", "Fennick", "the doctor" }, names [[
Fennick and the doctor waited below. The doctor lit his pipe.

“Will she live, doctor?” said Fennick.

“She will live.”

“Are you quite sure, doctor?”

“I am quite sure of it.”
]])
  end)

  it("he whom nobody named is he", function()
    assert.are.same({ { "Martha", "name" }, { "he", "unresolved" }, { "Martha", "name" },
      { "he", "unresolved" } }, speakers [[
“Who is out there?” called Martha.

“It is only me,” he said.

“And who might you be?” said Martha.

“Nobody that you know,” he said.
]])
  end)

  it("an unnamed one takes the name that comes up later", function()
    assert.are.same({ "Mr. Orde", "Fennick", "Mr. Orde", "Fennick", "Mr. Orde" }, names [[
“How much is it?” asked a gentleman.

“It is ten crowns,” said Fennick.

“That is a great deal.”

“It is a great deal of cloth,” said Fennick.

“Then I must do without,” said Mr. Orde, and he went away.
]])
    assert.are.same({ "Fennick", "Tam", "Fennick", "Tam", "Fennick" }, names [[
A boy stood at the gate, and Fennick went to him.

“Take this to the mill, Tam!” said Fennick.

“To the mill?” asked the boy.

“To the mill, Tam,” said Fennick.

“I will take it there.”

“Good boy,” said Fennick.
]])
  end)

  it("the verb after the words need not be known", function()
    assert.are.same({ "the nurse", "Fennick", "the nurse", "Fennick", "the nurse" },
      names [[
“Nobody goes in there!” interposed the nurse.

“I am her brother,” he persisted. Fennick was out of breath.

“Nobody at all,” said the nurse.

“Then I shall wait here,” said Fennick.

“You may wait as long as you please.”
]])
  end)

  it("a quotation that goes on has its own speaker", function()
    assert.are.same({ "Harry Tarn", "Harry Tarn", "Davit" }, names(
      "Harry Tarn won a cup. He said, \"It felt good out there.\n\n" ..
      "We could have won two or three of them.\" Then Davit said, " ..
      "\"We were tired, and we went to bed.\"\n"))
  end)

  it("a source is said to be found by a name, a pronoun, or itself", function()
    local found = speakers [[
“Who is there?” cried a hoarse voice.

“Only Fennick,” said Fennick.

“Who?” shouted the ferryman.

“Fennick,” he said.
]]
    assert.are.same({ "description", "name", "description", "pronoun" },
      { found[1][2], found[2][2], found[3][2], found[4][2] })
  end)
end)

describe("in the news", function()
  local engine = quoth.engine {
    packs = { "quotes.en", "claims.en", "speakers.en" }, path = { "scripts" },
  }
  it("nobody takes turns", function()
    local text = "“We will wait,” Ana Reyes told reporters on Monday.\n\n" ..
      "“We will not,” Bo Okoro said.\n\n“They must,” Reyes said.\n\n" ..
      "“We shall see,” said Okoro, who earns $200 a day.\n"
    local out = {}
    for i, a in ipairs(engine:run(text, { lang = "en" }).attributions) do
      out[i] = a.speaker
    end
    assert.are.same({ "Ana Reyes", "Bo Okoro", "Ana Reyes", "Bo Okoro" }, out)
  end)
end)
