# SPDX-License-Identifier: MIT
"""The structs of _native.py are those of the headers, byte by byte."""
import ctypes
import re
from pathlib import Path

import pytest

from quoth import _native

RECORD = Path(__file__).parents[4] / "tests/abi/libquoth.txt"
STRUCTS = [value for value in vars(_native).values()
           if isinstance(value, type) and issubclass(value, ctypes.Structure)
           and value is not ctypes.Structure]


def layout_of(struct):
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", struct.__name__).lower()
    lines = [f"struct quoth_{name}: {ctypes.sizeof(struct)} bytes"]
    for field, _ in struct._fields_:
        f = getattr(struct, field)
        lines.append(f"struct quoth_{name}.{field}: at {f.offset}, {f.size} bytes")
    return lines


@pytest.mark.parametrize("struct", STRUCTS, ids=lambda s: s.__name__)
def test_layout(struct):
    record = set(RECORD.read_text().splitlines())
    assert [line for line in layout_of(struct) if line not in record] == []


def test_there_are_structs():
    assert len(STRUCTS) > 10
