-- SPDX-License-Identifier: MIT
-- What the extension does, by the sqlite3 shell; expected: tests.out.
.nullvalue NULL
CREATE TABLE articles(id INTEGER PRIMARY KEY, body TEXT);
INSERT INTO articles(body) VALUES
  ('😀 “We open on Friday,” said Mayor Ada Brook. She denied that it rained.'),
  ('Nothing was said here at all.'),
  (NULL),
  ('“Ships,” said Bob Lane, “are late.”');
.print == attributions of each article
SELECT a.id, q.kind, q.act, q.speaker, q.cue, q.content
  FROM articles AS a, quoth_attributions(a.body) AS q ORDER BY a.id, q.start;
.print == offsets are characters, as substr() counts
SELECT substr(a.body, q.start + 1, q."end" - q.start)
  FROM articles AS a, quoth_attributions(a.body) AS q WHERE q.sentence = 0;
.print == speakers by number of attributions
SELECT speaker, count(*) FROM articles, quoth_attributions(body)
  GROUP BY speaker ORDER BY 2 DESC, 1;
.print == a pack by its file
SELECT act, source, content FROM quoth_attributions(
  'Ines Duarte vowed to return.', 'examples/rules/promises.lua');
.print == one pack by its name: nobody resolves the speaker
SELECT kind, speaker, rule FROM quoth_attributions(
  '“No,” said Al Reed.', 'quotes.en');
.print == errors
SELECT * FROM quoth_attributions('x', 'nowhere.en');
SELECT * FROM quoth_attributions;
.print == tokens
SELECT quoth_tokens('“Añil,” isn''t "it"?'), quoth_tokens(NULL);
SELECT value FROM json_each(quoth_tokens('One two.', 'en'));
.print == full text search on norm, with offsets kept
CREATE VIRTUAL TABLE search USING fts5(body, tokenize = 'quoth en');
INSERT INTO search SELECT body FROM articles WHERE body IS NOT NULL;
INSERT INTO search VALUES ('Die STRASSE, O’Neill’s e-mail and 3.5% more');
SELECT highlight(search, 0, '[', ']') FROM search WHERE search MATCH '"straße" OR ships';
SELECT count(*) FROM search WHERE search MATCH '"o''neill''s" AND "3.5"';
SELECT count(*) FROM search WHERE search MATCH 'friday AND NOT_THERE';
