/* SPDX-License-Identifier: MIT */
#include "text/word_lists.h"

#include <stddef.h>

const char *const quoth__starters_en[] = {
    "the", "a", "an", "this", "that", "these", "those", "there", "he", "she",
    "it", "they", "we", "you", "i", "his", "her", "its", "their", "our", "but",
    "and", "or", "so", "if", "when", "while", "as", "after", "before", "since",
    "although", "though", "because", "however", "meanwhile", "in", "on", "at",
    "by", "for", "from", "with", "what", "who", "why", "how", "where", "yet",
    "still", "then", "now", "both", "not", "no", "some", "many", "most", "all",
    "such", "even", "another", "each", "one", NULL,
};

const char *const quoth__starters_de[] = {
    "der", "die", "das", "den", "dem", "des", "ein", "eine", "einer", "eines",
    "einem", "einen", "er", "sie", "es", "wir", "ihr", "ich", "sein", "seine",
    "ihre", "und", "aber", "oder", "denn", "doch", "so", "wenn", "als",
    "während", "nach", "vor", "seit", "obwohl", "weil", "in", "im", "am", "an",
    "auf", "bei", "für", "von", "mit", "was", "wer", "warum", "wie", "wo",
    "dann", "nun", "auch", "nicht", "kein", "keine", "dieser", "diese",
    "dieses", "damit", "dabei", "dazu", NULL,
};

const char *const quoth__starters_fr[] = {
    "le", "la", "les", "l", "un", "une", "des", "ce", "cet", "cette", "ces",
    "il", "elle", "ils", "elles", "on", "nous", "vous", "je", "son", "sa",
    "ses", "leur", "leurs", "mais", "et", "ou", "donc", "si", "quand",
    "lorsque", "alors", "après", "avant", "depuis", "dans", "en", "au", "aux",
    "par", "pour", "de", "du", "avec", "que", "qui", "pourquoi", "comment",
    "où", "puis", "selon", NULL,
};

const char *const quoth__starters_es[] = {
    "el", "la", "los", "las", "un", "una", "unos", "unas", "este", "esta",
    "estos", "estas", "eso", "él", "ella", "ellos", "ellas", "nosotros", "yo",
    "su", "sus", "pero", "y", "o", "si", "cuando", "mientras", "después",
    "antes", "desde", "en", "por", "para", "de", "del", "con", "que", "quién",
    "cómo", "dónde", "entonces", "según", "no", NULL,
};

const char *const quoth__starters_it[] = {
    "il", "lo", "la", "i", "gli", "le", "un", "uno", "una", "questo", "questa",
    "questi", "queste", "egli", "lui", "lei", "loro", "noi", "voi", "io",
    "suo", "sua", "ma", "e", "o", "se", "quando", "mentre", "dopo", "prima",
    "da", "in", "nel", "nella", "per", "di", "del", "con", "che", "chi",
    "perché", "come", "dove", "poi", "secondo", "non", NULL,
};

const char *const quoth__starters_pt[] = {
    "o", "a", "os", "as", "um", "uma", "este", "esta", "isso", "ele", "ela",
    "eles", "elas", "nós", "eu", "seu", "sua", "mas", "e", "ou", "se",
    "quando", "enquanto", "depois", "antes", "desde", "em", "no", "na", "nos",
    "nas", "por", "para", "de", "do", "da", "com", "que", "quem", "como",
    "onde", "então", "segundo", "não", NULL,
};

const char *const quoth__starters_ru[] = {
    "он", "она", "оно", "они", "мы", "вы", "я", "ты", "это", "эта", "этот",
    "эти", "но", "а", "и", "или", "если", "когда", "пока", "после", "до", "в",
    "во", "на", "по", "для", "из", "с", "со", "что", "кто", "почему", "как",
    "где", "потом", "тогда", "так", "не", "его", "её", "их", "однако", NULL,
};

const char *const quoth__starters_uk[] = {
    "він", "вона", "воно", "вони", "ми", "ви", "я", "ти", "це", "ця", "цей",
    "ці", "але", "а", "і", "й", "та", "або", "якщо", "коли", "поки", "після",
    "до", "в", "у", "на", "по", "для", "з", "із", "що", "хто", "чому", "як",
    "де", "потім", "тоді", "так", "не", "його", "її", "їх", "однак", NULL,
};

const char *const quoth__starters_pl[] = {
    "on", "ona", "ono", "oni", "one", "my", "wy", "ja", "ty", "to", "ten",
    "ta", "te", "ci", "ale", "a", "i", "lub", "jeśli", "gdy", "kiedy", "po",
    "przed", "od", "w", "we", "na", "dla", "z", "ze", "co", "kto", "dlaczego",
    "jak", "gdzie", "potem", "wtedy", "tak", "nie", "jego", "jej", "ich",
    "jednak", NULL,
};

const char *const quoth__starters_sv[] = {
    "den", "det", "de", "en", "ett", "han", "hon", "vi", "ni", "jag", "du",
    "hans", "hennes", "deras", "detta", "denna", "dessa", "men", "och",
    "eller", "om", "när", "medan", "efter", "före", "sedan", "i", "på", "av",
    "för", "från", "med", "vad", "vem", "varför", "hur", "var", "då", "nu",
    "inte", NULL,
};

const char *const quoth__reporters_en[] = {
    "said", "says", "asked", "asks", "told", "tells", "added", "adds",
    "replied", "wrote", "cried", "shouted", "answered", "continued",
    "explained", NULL,
};

const char *const quoth__reporters_de[] = {
    "sagte", "sagt", "fragte", "fragt", "rief", "meinte", "erklärte",
    "antwortete", "schrieb", NULL,
};

const char *const quoth__elided_en[] = {
    "em", "til", "tis", "twas", "cause", "bout", "round", "n", "twill",
    "twere", "twould", "tain", "neath", "cuz", "scuse", "gainst", NULL,
};

const char *const quoth__elided_de[] = {
    "s", "n", "ne", "nen", "nem", "ner", "ran", "rein", "raus", NULL,
};

const char *const quoth__not_possessive_en[] = {
    "it", "he", "she", "that", "what", "who", "where", "there", "here", "how",
    "when", "why", "let", NULL,
};

const char *const quoth__no_words[] = {NULL};
