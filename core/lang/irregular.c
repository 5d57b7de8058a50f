/* SPDX-License-Identifier: MIT */
/* Past forms of English verbs that no rule makes; sorted for bsearch. */
#include <stdlib.h>
#include <string.h>

#include "lang/lemma.h"

typedef struct irregular {
  const char *past, *base;
} irregular;

static const irregular VERBS[] = {
  {"arisen", "arise"}, {"arose", "arise"}, {"ate", "eat"}, {"awoke", "awake"},
  {"awoken", "awake"}, {"beaten", "beat"}, {"became", "become"},
  {"began", "begin"}, {"begun", "begin"}, {"bent", "bend"}, {"bit", "bite"},
  {"bitten", "bite"}, {"bled", "bleed"}, {"blew", "blow"}, {"blown", "blow"},
  {"bore", "bear"}, {"borne", "bear"}, {"bought", "buy"}, {"bound", "bind"},
  {"bred", "breed"}, {"broke", "break"}, {"broken", "break"},
  {"brought", "bring"}, {"built", "build"}, {"came", "come"},
  {"caught", "catch"}, {"chose", "choose"}, {"chosen", "choose"},
  {"clung", "cling"}, {"crept", "creep"}, {"dealt", "deal"}, {"did", "do"},
  {"done", "do"}, {"drank", "drink"}, {"drawn", "draw"}, {"drew", "draw"},
  {"driven", "drive"}, {"drove", "drive"}, {"drunk", "drink"}, {"dug", "dig"},
  {"eaten", "eat"}, {"fallen", "fall"}, {"fed", "feed"}, {"fell", "fall"},
  {"felt", "feel"}, {"fled", "flee"}, {"flew", "fly"}, {"flown", "fly"},
  {"flung", "fling"}, {"forbade", "forbid"}, {"forbidden", "forbid"},
  {"forgave", "forgive"}, {"forgiven", "forgive"}, {"forgot", "forget"},
  {"forgotten", "forget"}, {"fought", "fight"}, {"found", "find"},
  {"froze", "freeze"}, {"frozen", "freeze"}, {"gave", "give"},
  {"given", "give"}, {"gone", "go"}, {"got", "get"}, {"gotten", "get"},
  {"grew", "grow"}, {"ground", "grind"}, {"grown", "grow"}, {"had", "have"},
  {"heard", "hear"}, {"held", "hold"}, {"hid", "hide"}, {"hidden", "hide"},
  {"hung", "hang"}, {"kept", "keep"}, {"knelt", "kneel"}, {"knew", "know"},
  {"known", "know"}, {"laid", "lay"}, {"lain", "lie"}, {"lay", "lie"},
  {"led", "lead"}, {"left", "leave"}, {"lent", "lend"}, {"lit", "light"},
  {"lost", "lose"}, {"made", "make"}, {"meant", "mean"}, {"met", "meet"},
  {"mistaken", "mistake"}, {"mistook", "mistake"}, {"overcame", "overcome"},
  {"paid", "pay"}, {"proven", "prove"}, {"ran", "run"}, {"rang", "ring"},
  {"ridden", "ride"}, {"risen", "rise"}, {"rode", "ride"}, {"rose", "rise"},
  {"rung", "ring"}, {"said", "say"}, {"sang", "sing"}, {"sank", "sink"},
  {"sat", "sit"}, {"saw", "see"}, {"seen", "see"}, {"sent", "send"},
  {"shaken", "shake"}, {"shone", "shine"}, {"shook", "shake"},
  {"shot", "shoot"}, {"shown", "show"}, {"shrank", "shrink"},
  {"shrunk", "shrink"}, {"slain", "slay"}, {"slept", "sleep"},
  {"slew", "slay"}, {"slid", "slide"}, {"sold", "sell"}, {"sought", "seek"},
  {"sown", "sow"}, {"sped", "speed"}, {"spent", "spend"}, {"spoke", "speak"},
  {"spoken", "speak"}, {"sprang", "spring"}, {"sprung", "spring"},
  {"spun", "spin"}, {"stank", "stink"}, {"stole", "steal"},
  {"stolen", "steal"}, {"stood", "stand"}, {"striven", "strive"},
  {"strode", "stride"}, {"strove", "strive"}, {"struck", "strike"},
  {"stuck", "stick"}, {"stung", "sting"}, {"stunk", "stink"}, {"sung", "sing"},
  {"sunk", "sink"}, {"swam", "swim"}, {"swept", "sweep"}, {"swollen", "swell"},
  {"swore", "swear"}, {"sworn", "swear"}, {"swum", "swim"}, {"swung", "swing"},
  {"taken", "take"}, {"taught", "teach"}, {"thought", "think"},
  {"threw", "throw"}, {"thrown", "throw"}, {"told", "tell"}, {"took", "take"},
  {"tore", "tear"}, {"torn", "tear"}, {"undergone", "undergo"},
  {"understood", "understand"}, {"undertaken", "undertake"},
  {"undertook", "undertake"}, {"underwent", "undergo"}, {"went", "go"},
  {"wept", "weep"}, {"withdrawn", "withdraw"}, {"withdrew", "withdraw"},
  {"woke", "wake"}, {"woken", "wake"}, {"won", "win"}, {"wore", "wear"},
  {"worn", "wear"}, {"wound", "wind"}, {"wove", "weave"}, {"woven", "weave"},
  {"written", "write"}, {"wrote", "write"},
};

static int by_past(const void *key, const void *at) {
  return strcmp(key, ((const irregular *)at)->past);
}

const char *quoth__lemma_irregular(const char *past) {
  const irregular *found = bsearch(
      past, VERBS, sizeof VERBS / sizeof *VERBS, sizeof *VERBS, by_past);
  return found ? found->base : NULL;
}
