/* SPDX-License-Identifier: MIT */
#include "match/regex.h"
#include "unicode/casefold.h"
#include "unicode/props.h"

quoth_versions quoth_version(void) {
  return (quoth_versions){
      .quoth = QUOTH_VERSION,
      .unicode = quoth__props_version(),
      .pcre2 = quoth__regex_version(),
      .pcre2_unicode = quoth__regex_unicode_version(),
      .utf8proc = quoth__casefold_version(),
  };
}
