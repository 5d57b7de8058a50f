/* SPDX-License-Identifier: MIT */
/*
 * The joint table against the database read anew, by another program in
 * another way: general categories and scripts of every code point, and what
 * libunistring says of case, for code points that it knows.
 */
#include "support.h"

#include <unictype.h>

#include "unicode/props.h"

#define UCD "/usr/share/unicode/"

/* Ten code points around each property's edges, by heart. */
static void known_code_points(void **state) {
  (void)state;
  assert_int_equal(quoth__props_gc('A'), QUOTH__GC_LU);
  assert_int_equal(quoth__props_gc(0x01C5), QUOTH__GC_LT);
  assert_int_equal(quoth__props_gc(0x2019), QUOTH__GC_PF);
  assert_int_equal(quoth__props_gc(0xD800), QUOTH__GC_CS);
  assert_int_equal(quoth__props_gc(0x0378), QUOTH__GC_CN);
  assert_true(quoth__props_is_letter(0x4E00));
  assert_true(quoth__props_is_mark(0x0301));
  assert_true(quoth__props_is_number(0x2167));
  assert_false(quoth__props_is_digit(0x2167));
  assert_true(quoth__props_is_digit(0x0664));
  assert_true(quoth__props_is_punct(0x00BF));
  assert_true(quoth__props_is_symbol(0x20AC));
  assert_true(quoth__props_is_space(0x00A0));
  assert_false(quoth__props_is_space(0x200B));
  assert_true(quoth__props_is_title(0x01C5));
  assert_true(quoth__props_is_lower(0x00AA)); /* Lo, yet Lowercase */
  assert_true(quoth__props_is_pictographic(0x00A9));
  assert_false(quoth__props_is_emoji_presentation(0x00A9));
  assert_true(quoth__props_is_emoji_presentation(0x1F600));
  assert_true(quoth__props_is_regional(0x1F1E6));
  assert_false(quoth__props_is_regional(0x1F200));
  assert_string_equal(quoth__props_script(0x0416), "Cyrl");
  assert_string_equal(quoth__props_script('!'), "Zyyy");
  assert_string_equal(quoth__props_script(0x0301), "Zinh");
  assert_string_equal(quoth__props_script(0x0378), "Zzzz");
  assert_string_equal(quoth__props_version(), "15.0.0");
}

static void beyond_the_last_code_point(void **state) {
  (void)state;
  static const uint32_t values[] = {0x110000, 0x200000, UINT32_MAX};
  for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
    assert_int_equal(quoth__props_gc(values[i]), QUOTH__GC_CN);
    assert_string_equal(quoth__props_script(values[i]), "Zzzz");
    assert_false(quoth__props_is_letter(values[i]));
    assert_false(quoth__props_is_upper(values[i]));
  }
}

static const char *const category_names[] = {
    "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl",
    "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc",
    "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Cn",
};

/* UnicodeData.txt, not the derived file that the table was made of. */
static void categories_are_those_of_unicodedata(void **state) {
  (void)state;
  static char want[0x110000][3];
  for (size_t cp = 0; cp < 0x110000; cp++) memcpy(want[cp], "Cn", 3);
  FILE *file = fopen(UCD "UnicodeData.txt", "r");
  assert_non_null(file);
  char line[1024], name[256], gc[3];
  unsigned cp, first = 0;
  while (fgets(line, sizeof line, file)) {
    assert_int_equal(sscanf(line, "%x;%255[^;];%2[A-Za-z]", &cp, name, gc), 3);
    bool is_last = strstr(name, ", Last>") != NULL;
    for (unsigned p = is_last ? first : cp; p <= cp; p++)
      memcpy(want[p], gc, 3);
    first = cp;
  }
  fclose(file);
  for (uint32_t p = 0; p < 0x110000; p++)
    assert_string_equal(category_names[quoth__props_gc(p)], want[p]);
}

/* libunistring has Unicode 14.0: what it knows no script of (unassigned then,
   private, surrogates) is left out. Between the two versions modifier letters
   became Lowercase: U+10FC, U+A7F2 to U+A7F4, U+AB69. */
static void agrees_with_libunistring(void **state) {
  (void)state;
  unsigned compared = 0, other = 0;
  for (uint32_t cp = 0; cp < 0x110000; cp++) {
    const uc_script_t *script = uc_script(cp);
    if (!script) continue;
    compared++;
    bool same =
        quoth__props_is_space(cp) == uc_is_property_white_space(cp) &&
        quoth__props_is_upper(cp) == uc_is_property_uppercase(cp) &&
        quoth__props_is_lower(cp) == uc_is_property_lowercase(cp) &&
        quoth__props_is_pictographic(cp) ==
            uc_is_property_extended_pictographic(cp) &&
        quoth__props_is_emoji_presentation(cp) ==
            uc_is_property_emoji_presentation(cp) &&
        quoth__props_is_letter(cp) ==
            uc_is_general_category(cp, UC_LETTER) &&
        quoth__props_is_mark(cp) == uc_is_general_category(cp, UC_MARK) &&
        quoth__props_is_number(cp) == uc_is_general_category(cp, UC_NUMBER) &&
        quoth__props_is_punct(cp) ==
            uc_is_general_category(cp, UC_PUNCTUATION) &&
        quoth__props_is_symbol(cp) == uc_is_general_category(cp, UC_SYMBOL) &&
        (strcmp(script->name, "Latin") == 0) ==
            (strcmp(quoth__props_script(cp), "Latn") == 0) &&
        (strcmp(script->name, "Han") == 0) ==
            (strcmp(quoth__props_script(cp), "Hani") == 0);
    if (!same && other++ < 20) printf("U+%04X\n", (unsigned)cp);
  }
  printf("%u compared, %u differ\n", compared, other);
  assert_true(compared > 144000);
  assert_int_equal(other, 5);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(known_code_points),
      cmocka_unit_test(beyond_the_last_code_point),
      cmocka_unit_test(categories_are_those_of_unicodedata),
      cmocka_unit_test(agrees_with_libunistring),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
