# SPDX-License-Identifier: MIT
"""The C interface of libquoth, by ctypes. Calls let go of the GIL.

Private: structs and prototypes as quoth.h and quoth_lua.h have them.
"""
from __future__ import annotations

import ctypes as c
import ctypes.util
import os
from pathlib import Path

NONE = 0xFFFFFFFF
NIL, BOOL, NUMBER, STRING = range(4)


def struct(name: str, *fields: tuple[str, object]) -> type[c.Structure]:
    return type(name, (c.Structure,), {"_fields_": list(fields)})


Span = struct("Span", ("start", c.c_uint32), ("end", c.c_uint32))
Error = struct(
    "Error", ("status", c.c_int), ("line", c.c_uint32), ("column", c.c_uint32),
    ("byte", c.c_uint32), ("caret", c.c_uint32), ("source", c.c_char * 256),
    ("message", c.c_char * 512), ("hint", c.c_char * 256),
    ("excerpt", c.c_char * 240))
Value = struct(
    "Value", ("kind", c.c_int), ("boolean", c.c_bool), ("number", c.c_double),
    ("string", c.c_void_p), ("len", c.c_uint32))
Feature = struct("Feature", ("name", c.c_char_p), ("value", Value))
Part = struct("Part", ("role", c.c_char_p), ("span", Span))
Annotation = struct(
    "Annotation", ("id", c.c_uint32), ("layer", c.c_char_p), ("span", Span),
    ("features", c.POINTER(Feature)), ("n_features", c.c_uint32),
    ("parts", c.POINTER(Part)), ("n_parts", c.c_uint32),
    ("rule", c.c_uint32))
Attribution = struct(
    "Attribution", ("annotation", Annotation), ("kind", c.c_int),
    ("act", Value), ("speaker", Value), ("resolved_by", Value),
    ("polarity", Value), ("speaker_id", Value), ("confidence", Value),
    ("start", c.c_uint32), ("sentence", c.c_uint32),
    ("paragraph", c.c_uint32))
Token = struct("Token", ("span", Span), ("type", c.c_uint32),
               ("flags", c.c_uint32))
Type = struct(
    "Type", ("text", c.c_void_p), ("norm", c.c_void_p),
    ("shape", c.c_void_p), ("text_len", c.c_uint32), ("norm_len", c.c_uint32),
    ("shape_len", c.c_uint32), ("norm_id", c.c_uint32), ("n_cps", c.c_uint32),
    ("cls", c.c_int), ("caps", c.c_int), ("script", c.c_char * 5))
Place = struct(
    "Place", ("byte", c.c_uint32), ("codepoint", c.c_uint32),
    ("utf16", c.c_uint32), ("line", c.c_uint32), ("column", c.c_uint32))
DocOptions = struct("DocOptions", ("lang", c.c_char_p),
                    ("plain_uax29", c.c_bool), ("allocator", c.c_void_p))
HostOptions = struct(
    "HostOptions", ("allocator", c.c_void_p), ("path", c.POINTER(c.c_char_p)),
    ("n_path", c.c_uint32), ("memory_limit", c.c_uint64),
    ("instruction_limit", c.c_uint64), ("trusted", c.c_bool))
RuleInfo = struct(
    "RuleInfo", ("pack", c.c_char_p), ("name", c.c_char_p),
    ("phase", c.c_char_p), ("layer", c.c_char_p), ("source", c.c_char_p),
    ("line", c.c_uint32), ("priority", c.c_int32), ("control", c.c_int),
    ("pattern", c.c_char_p), ("pattern_len", c.c_size_t), ("regex", c.c_bool))
Versions = struct("Versions", *((name, c.c_char_p) for name in (
    "quoth", "unicode", "pcre2", "pcre2_unicode", "utf8proc")))
Example = struct(
    "Example", ("pack", c.c_char_p), ("rule", c.c_char_p),
    ("source", c.c_char_p), ("text", c.c_char_p), ("line", c.c_uint32),
    ("passed", c.c_bool), ("why", c.c_char_p))
Report = c.CFUNCTYPE(None, c.c_void_p, c.POINTER(Example))

Handle = c.c_void_p
Out = c.POINTER(Handle)
Err = c.POINTER(Error)
Count = c.POINTER(c.c_uint32)

PROTOTYPES = {
    "quoth_status_name": (c.c_char_p, c.c_int),
    "quoth_error_format": (c.c_size_t, Err, c.c_char_p, c.c_size_t),
    "quoth_version": (Versions,),
    "quoth_kind_name": (c.c_char_p, c.c_int),
    "quoth_class_name": (c.c_char_p, c.c_int),
    "quoth_caps_name": (c.c_char_p, c.c_int),
    "quoth_doc_new": (c.c_int, c.c_char_p, c.c_size_t,
                      c.POINTER(DocOptions), Out),
    "quoth_doc_free": (None, Handle),
    "quoth_doc_locate": (c.c_int, Handle, c.c_uint32, c.POINTER(Place)),
    "quoth_doc_tokens": (c.POINTER(Token), Handle, Count),
    "quoth_doc_type": (c.POINTER(Type), Handle, c.c_uint32),
    "quoth_doc_sentence_at": (c.c_uint32, Handle, c.c_uint32),
    "quoth_host_new": (c.c_int, c.POINTER(HostOptions), Out),
    "quoth_host_free": (None, Handle),
    "quoth_host_load": (c.c_int, Handle, c.c_char_p, Err),
    "quoth_host_load_text": (c.c_int, Handle, c.c_char_p, c.c_size_t,
                             c.c_char_p, Err),
    "quoth_host_finish": (c.c_int, Handle, Out, Err),
    "quoth_host_context": (c.c_int, Handle, Out, Err),
    "quoth_host_test": (c.c_int, Handle, Report, c.c_void_p, Count, Err),
    "quoth_engine_rule": (c.c_int, Handle, c.c_uint32, c.POINTER(RuleInfo)),
    "quoth_context_free": (None, Handle),
    "quoth_context_open": (c.c_int, Handle, Handle),
    "quoth_context_run": (c.c_int, Handle, Err),
    "quoth_context_annotations": (Handle, Handle),
    "quoth_annotations_layer": (c.POINTER(c.c_uint32), Handle, c.c_char_p,
                                Count),
    "quoth_annotations_get": (c.c_int, Handle, c.c_uint32,
                              c.POINTER(Annotation)),
    "quoth_annotations_attributions": (c.c_uint32, Handle, Handle,
                                       c.POINTER(Attribution), c.c_uint32),
}

HERE = Path(__file__).resolve().parent


def find_library() -> str:
    """QUOTH_LIBRARY, else the one within the package, else the system's."""
    named = os.environ.get("QUOTH_LIBRARY")
    if named:
        return str(Path(named).resolve())
    bundled = HERE / "libquoth.so"
    if bundled.exists():
        return str(bundled)
    return ctypes.util.find_library("quoth") or "libquoth.so.0"


def load() -> tuple[c.CDLL, str]:
    path = find_library()
    try:
        library = c.CDLL(path)
    except OSError as error:
        raise ImportError(
            f"{error}; install libquoth, or let QUOTH_LIBRARY name it"
        ) from error
    for name, (result, *arguments) in PROTOTYPES.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library, path


lib, LIBRARY = load()


def pack_folders() -> list[str]:
    """Where packs are found by name: QUOTH_PATH, then beside the library."""
    folders = [f for f in os.environ.get("QUOTH_PATH", "").split(":") if f]
    beside = Path(LIBRARY).resolve().parent
    for folder in (HERE / "scripts", beside.parent / "share/quoth/scripts",
                   beside.parent / "scripts"):
        if folder.is_dir():
            folders.append(str(folder))
    for prefix in ("/usr/local", "/usr"):
        if Path(prefix, "share/quoth/scripts").is_dir():
            folders.append(f"{prefix}/share/quoth/scripts")
    return list(dict.fromkeys(folders))
