# SPDX-License-Identifier: MIT
"""Take the library and the packs of the source tree along, if they are there.

Without them the package uses what `make install` has installed.
"""
import os
import shutil
from pathlib import Path

from setuptools import Distribution, setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parents[3]
LIBRARY = Path(os.environ.get("QUOTH_LIBRARY", ROOT / "build/libquoth.so"))
FOLDERS = ("lib", "quotes", "claims", "speakers", "check", "lexicons", "models")


class BuildWithLibrary(build_py):
    def run(self):
        super().run()
        target = Path(self.build_lib, "quoth")
        if self.editable_mode or not LIBRARY.exists():
            return
        shutil.copy(LIBRARY.resolve(), target / "libquoth.so")
        for folder in FOLDERS:
            shutil.copytree(ROOT / "scripts" / folder,
                            target / "scripts" / folder, dirs_exist_ok=True)


class Binary(Distribution):
    """Not the same on each machine: the wheel is named for this one."""

    def has_ext_modules(self):
        return LIBRARY.exists()


setup(cmdclass={"build_py": BuildWithLibrary}, distclass=Binary)
