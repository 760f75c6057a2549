"""The stubs hold the package and its users to their types."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PACKAGE = HERE.parent / "lib" / "newsmill"
CONFIG = str(HERE.parent / "pyproject.toml")


def checked(*command: str) -> None:
    done = subprocess.run([sys.executable, "-m", *command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_mypy() -> None:
    pytest.importorskip("mypy", reason="mypy is not installed")
    checked("mypy", "--config-file", CONFIG, str(HERE / "typed_use.py"))
    checked("mypy", "--config-file", CONFIG, str(PACKAGE))


def test_stubs_are_complete() -> None:
    pytest.importorskip("mypy", reason="mypy is not installed")
    checked("mypy.stubtest", "newsmill._native", "--ignore-positional-only", "--mypy-config-file", CONFIG)


@pytest.mark.skipif("NEWSMILL_NO_NODE" in os.environ, reason="pyright fetches Node")
def test_pyright() -> None:
    pytest.importorskip("pyright", reason="pyright is not installed")
    checked("pyright", "--pythonpath", sys.executable, str(HERE / "typed_use.py"))
