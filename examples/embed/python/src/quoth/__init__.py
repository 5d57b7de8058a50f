# SPDX-License-Identifier: MIT
"""Who said what, in any amount of text, by rules you can read.

>>> import quoth
>>> engine = quoth.Engine()
>>> for a in engine.run("“We are ready,” Ines Duarte said.").attributions:
...     print(a.kind, a.speaker)
direct Ines Duarte
"""
from ._native import lib as _lib
from .engine import Engine, QuothError, tokens
from .results import Annotation, Attribution, Part, Result, Span, Token

__all__ = ["Annotation", "Attribution", "Engine", "Part", "QuothError",
           "Result", "Span", "Token", "tokens", "versions"]


def versions() -> dict[str, str]:
    """Of the library, Unicode, PCRE2 and utf8proc."""
    v = _lib.quoth_version()
    return {name: getattr(v, name).decode() for name, _ in v._fields_}


__version__ = versions()["quoth"]
