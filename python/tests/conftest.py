"""What tests share: the corpus, an extractor, the program."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Set
from pathlib import Path

import pytest

import newsmill

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def extractor() -> newsmill.Extractor:
    return newsmill.Extractor()


@pytest.fixture(scope="session")
def corpus() -> Path:
    return ROOT / "corpus"


@pytest.fixture(scope="session")
def dataset(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> newsmill.Dataset:
    return newsmill.run(corpus, out=tmp_path_factory.mktemp("dataset") / "corpus", with_text=True)


@pytest.fixture(scope="session")
def program() -> str:
    """The program that cargo built (NEWSMILL_BIN), else the one that the package installs."""
    found = os.environ.get("NEWSMILL_BIN") or shutil.which("newsmill")
    assert found, "the package installs a program"
    return found


def output_of(*command: str) -> bytes:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


def same_files(left: Path, right: Path, but: Set[str] = frozenset()) -> list[str]:
    """The files that differ between two datasets, but for those named."""
    names = sorted(p.name for p in left.iterdir() if p.is_file() and p.name not in but)
    assert names == sorted(p.name for p in right.iterdir() if p.is_file() and p.name not in but)
    return [name for name in names if (left / name).read_bytes() != (right / name).read_bytes()]
