-- SPDX-License-Identifier: MIT
-- In the source tree:  luarocks make scripts/dev/quoth-0.1.0-1.rockspec
rockspec_format = "3.0"
package = "quoth"
version = "0.1.0-1"
source = { url = "file://quoth-0.1.0.tar.gz", dir = "quoth-0.1.0" }
description = {
  summary = "Who said what: quotation and claim extraction",
  license = "MIT",
}
supported_platforms = { "unix" }
dependencies = { "lua ~> 5.4" }
external_dependencies = {
  PCRE2 = { header = "pcre2.h" }, UTF8PROC = { header = "utf8proc.h" },
}
build = {
  type = "make",
  build_target = "build/quoth.so",
  build_variables = { LUA_CFLAGS = "-I$(LUA_INCDIR)" },
  install_pass = false,
  install = {
    lib = { quoth = "build/quoth.so" },
    lua = { ["quoth.busted"] = "scripts/dev/quoth/busted.lua" },
  },
}
