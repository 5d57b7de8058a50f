" SPDX-License-Identifier: MIT
" Patterns of Quoth in [=[ ... ]=] of Lua files. Put this folder (vim/) in the
" runtimepath: set runtimepath+=PATH/scripts/dev/vim

syntax region quothPattern matchgroup=luaString start=/\[=\[/ end=/\]=\]/ contains=@quothElement
syntax cluster quothElement contains=quothComment,quothString,quothRegex,quothSet,quothLexicon,quothReference,quothLayer,quothCapture,quothRepeat,quothLook
syntax match  quothComment   /#.*$/ contained
syntax region quothString    start=/"/ skip=/\\./ end=/"c\?/ oneline contained
syntax region quothRegex     start=+/+ skip=/\\./ end=+/i\?+ oneline contained
syntax region quothSet       start=/\[/ end=/\]/ contained contains=quothString,quothRegex,quothLexicon,quothReference,quothFlag,quothOperator
syntax keyword quothFlag     contained word number punct quote symbol url emoji invalid other lower title upper mixed caps final open close space sfirst slast pfirst plast text norm shape class script len lemma pos tag dep in
syntax match  quothOperator  /[!&|]\|[<>!]\?=\|[<>]/ contained
syntax match  quothLexicon   /\$[A-Za-z_][A-Za-z0-9_./-]*/ contained
syntax match  quothReference /@[A-Za-z_][A-Za-z0-9_./-]*/ contained
syntax match  quothLayer     /<[A-Za-z_][^>=!]*>/ contained
syntax match  quothCapture   /[A-Za-z_][A-Za-z0-9_]*:/ contained
syntax match  quothRepeat    /[*+?]\|{\d*,\?\d*}/ contained
syntax match  quothLook      /(?<\?[=!]/ contained

highlight default link quothComment Comment
highlight default link quothString String
highlight default link quothRegex Special
highlight default link quothFlag Keyword
highlight default link quothOperator Operator
highlight default link quothLexicon Identifier
highlight default link quothReference Function
highlight default link quothLayer Type
highlight default link quothCapture Label
highlight default link quothRepeat Operator
highlight default link quothLook PreProc
