"""Packages of Debian's Python, for tests that another Python, first in the path, may have started."""
import importlib
import os
import pathlib
import sys

SYSTEM = "/usr/bin/python3"
SKIPPED = 77


def require(package, *modules):
    """Goes on in Debian's Python where a module is not there; skips the test where that has it neither."""
    try:
        for module in modules:
            importlib.import_module(module)
    except ImportError:
        if sys.executable != SYSTEM and pathlib.Path(SYSTEM).exists():
            os.execv(SYSTEM, [SYSTEM, "-B", *sys.argv])
        print(f"skipped: {package} is not here")
        sys.exit(SKIPPED)
