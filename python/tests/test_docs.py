"""The blocks of README and docs run with the package, and print what the pages show.

A page is a session in a folder with the sample corpus and the files of ``tests/docs``. Blocks ``sh`` run
with the program of the package, ``python`` in one namespace, ``sql`` in DuckDB over the views of the folder
``tables``, shown as CSV. A block ``text`` right behind shows the output; "…" stands for any characters, a line of it for
any lines. NEWSMILL_UPDATE=1 writes outputs anew. Only pages with such blocks, or
with commands that a plain build of the program cannot run, are read: ``tests/suite/docs.rs`` runs the rest.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT

PAGES = sorted([ROOT / "README.md", ROOT / "python" / "README.md", *(ROOT / "docs").rglob("*.md")])
MARKS = ("<!-- not run:", "<!-- with the package:")
BLOCK = re.compile(
    r"(?P<mark><!-- (?:not run|with the package): [^\n]*-->\n)?```(?P<info>sh|python|sql)\n(?P<code>.*?)```\n(?:\n*```text\n(?P<shown>.*?)```\n)?",
    re.DOTALL,
)


def is_ours(page: Path) -> bool:
    text = page.read_text(encoding="utf-8")
    blocks = BLOCK.finditer(text)
    return "<!-- no block is run:" not in text and any(b["info"] != "sh" or (b["mark"] or "").startswith(MARKS[1]) for b in blocks)


OURS = [page for page in PAGES if is_ours(page)]


def shown_as(shown: str) -> re.Pattern[str]:
    """What matches the output that a page shows."""
    lines = (".*" if line == "…" else re.escape(line).replace("…", "[^\n]*") for line in shown.splitlines())
    return re.compile("".join(r"(?:[^\n]*\n)*" if line == ".*" else line + "\n" for line in lines))


def mended(shown: str, output: str) -> str:
    """The output as a page should show it: lines with "…" that are right stay."""
    before, lines = shown.splitlines(), output.splitlines()
    kept = (old if shown_as(old).fullmatch(new + "\n") else new for old, new in zip(before, lines))
    return "".join(line + "\n" for line in [*kept, *lines[len(before) :]])


@dataclass
class Session:
    """What the blocks of a page share."""

    place: Path
    names: dict[str, Any] = field(default_factory=lambda: {"__name__": "page"})

    def run(self, info: str, code: str, page: Path, line: int) -> str:
        return {"sh": self.sh, "python": self.python, "sql": self.sql}[info](code, page, line)

    def sh(self, code: str, page: Path, line: int) -> str:
        path = f"{self.place.parent / 'bin'}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        ran = subprocess.run(["bash", "-e", "-c", f"exec 2>&1\n{code}"], cwd=self.place, env={**os.environ, "PATH": path}, capture_output=True)
        assert ran.returncode == 0, f"{page}:{line}: {ran.stdout.decode()}"
        return ran.stdout.decode()

    def python(self, code: str, page: Path, line: int) -> str:
        printed = io.StringIO()
        compiled = compile("\n" * line + code, str(page), "exec")
        with contextlib.redirect_stdout(printed):
            exec(compiled, self.names)
        return printed.getvalue()

    def sql(self, code: str, page: Path, line: int) -> str:
        duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
        with contextlib.chdir(self.place / "tables") if sys.version_info >= (3, 11) else _inside(self.place / "tables"):
            base = duckdb.connect()
            base.execute(Path("views.sql").read_text(encoding="utf-8"))
            base.sql(code).write_csv("shown.csv")
            shown = Path("shown.csv").read_text(encoding="utf-8")
            Path("shown.csv").unlink()
            return shown


@contextlib.contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def session(folder: Path) -> Session:
    """A folder as `tests/suite/docs.rs` makes it; the program of the package stands for cargo's."""
    place, programs = folder / "place", folder / "bin"
    shutil.copytree(ROOT / "corpus", place / "corpus")
    shutil.copytree(ROOT / "tests" / "docs", place, dirs_exist_ok=True)
    programs.mkdir()
    for name, words in (("newsmill", ""), ("cargo", "shift 3\n")):
        program = programs / name
        program.write_text(f'#!/bin/sh\n{words}exec "{sys.executable}" -m newsmill "$@"\n')
        program.chmod(0o755)
    return Session(place)


def test_there_are_pages() -> None:
    assert {page.name for page in OURS} >= {"README.md", "python.md", "researcher.md", "records.md"}


@pytest.mark.skipif(os.name != "posix", reason="blocks are commands for bash")
@pytest.mark.parametrize("page", OURS, ids=lambda page: str(page.relative_to(ROOT)))
def test_page(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("polars", "pandas", "duckdb", "pyarrow"):
        pytest.importorskip(module, reason=f"{module} is not installed")
    update = bool(os.environ.get("NEWSMILL_UPDATE"))
    monkeypatch.delenv("NEWSMILL_UPDATE", raising=False)
    here = session(tmp_path)
    monkeypatch.chdir(here.place)
    text, faults = page.read_text(encoding="utf-8"), []
    anew: list[tuple[int, int, str]] = []
    for block in BLOCK.finditer(text):
        if (block["mark"] or "").startswith(MARKS[0]):
            continue
        line = text[: block.start("code")].count("\n")
        output = here.run(block["info"], block["code"], page, line).rstrip() + "\n"
        if block["shown"] is None or shown_as(block["shown"]).fullmatch(output):
            continue
        if update and "…" not in block["shown"].splitlines():
            anew.append((block.start("shown"), block.end("shown"), mended(block["shown"], output)))
        else:
            faults.append(f"{page}:{line}: {block['code']}prints\n{output}")
    if anew:
        for start, end, output in reversed(anew):
            text = text[:start] + output + text[end:]
        page.write_text(text, encoding="utf-8")
    assert not faults, "\n\n".join(faults)
