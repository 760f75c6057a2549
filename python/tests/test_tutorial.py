"""The tutorial's code runs, and prints what the tutorial shows."""

from __future__ import annotations

import contextlib
import io
import os
import re
from pathlib import Path

import pytest

from conftest import ROOT

PAGE = ROOT / "docs" / "tutorial-python.md"
BLOCK = re.compile(r"```python\n(?P<code>.*?)```\n(?:\n```text\n(?P<shown>.*?)```\n)?", re.DOTALL)


def test_tutorial(monkeypatch: pytest.MonkeyPatch) -> None:
    """NEWSMILL_UPDATE=1 writes the outputs anew."""
    for module in ("polars", "duckdb", "pyarrow"):
        pytest.importorskip(module, reason=f"{module} is not installed")
    monkeypatch.chdir(ROOT)
    page, names = PAGE.read_text(encoding="utf-8"), {"__name__": "tutorial"}
    blocks = list(BLOCK.finditer(page))
    assert len(blocks) > 8
    outputs = []
    for block in blocks:
        printed = io.StringIO()
        line = page[: block.start("code")].count("\n")
        code = compile("\n" * line + block["code"], str(PAGE), "exec")
        with contextlib.redirect_stdout(printed):
            exec(code, names)
        outputs.append(printed.getvalue())
    if os.environ.get("NEWSMILL_UPDATE"):
        for block, output in reversed(list(zip(blocks, outputs, strict=True))):
            if block["shown"] is not None:
                page = page[: block.start("shown")] + output + page[block.end("shown") :]
        PAGE.write_text(page, encoding="utf-8")
        return
    for block, output in zip(blocks, outputs, strict=True):
        if block["shown"] is not None:
            assert output == block["shown"], block["code"]
