# SPDX-License-Identifier: MIT
# What `make install` puts somewhere works there.

make -s -C ../.. B="$B" DESTDIR="$T/root" PREFIX=/opt/quoth install >"$T/log" 2>"$T/err"
check $? 0
P=$T/root/opt/quoth
[ -x "$P/bin/quoth" ] && pass || fail "no program"
(cd "$T" && unset QUOTH_PATH && "$P/bin/quoth" run -v - <"$OLDPWD/in/harbour.txt") >"$T/out" 2>"$T/err"
check $? 0; shows "Ana Reyes"; quiet
[ -e "$P/share/quoth/scripts/dev" ] && fail "developers' scripts are installed" || pass

for page in man/man1/quoth.1 bash-completion/completions/quoth zsh/site-functions/_quoth \
  fish/vendor_completions.d/quoth.fish; do
  [ -s "$P/share/$page" ] && pass || fail "share/$page is not installed"
done

cat >"$T/use.c" <<'EOF'
#include <quoth.h>
#include <stdio.h>
int main(void) {
  quoth_doc *doc;
  uint32_t n;
  if (quoth_doc_new("One two.", 8, NULL, &doc) != QUOTH_OK) return 1;
  quoth_doc_tokens(doc, &n);
  printf("%u\n", (unsigned)n);
  quoth_doc_free(doc);
  return 0;
}
EOF
pc() { PKG_CONFIG_PATH=$P/lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=$T/root pkg-config "$@" quoth; }
check "$(pc --modversion)" "$("$Q" version | sed -n 's/^quoth //p')"
# shellcheck disable=SC2046
cc $(pc --cflags) "$T/use.c" -o "$T/use" $(pc --libs) 2>"$T/err"; check $? 0
check "$(LD_LIBRARY_PATH=$P/lib "$T/use")" 3
check "$(LUA_PATH="$P/share/lua/5.4/?.lua" LUA_CPATH="$P/lib/lua/5.4/?.so" lua5.4 \
  -e 'print(type(require "quoth.busted"))')" function
check "$(LUA_CPATH="$P/lib/lua/5.4/?.so" lua5.4 -e 'print(type(require "quoth".doc))')" function
