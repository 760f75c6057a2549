"""What Spark and Dask share: files and their sources, one extractor a process, options of each half."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from ._native import Extractor
from .dataset import Dataset
from .errors import Error
from .program import FinishOptions

_EXTRACTION = ("lang", "date_order", "gazetteers", "min_confidence", "without", "with_text")
_FINISHING = ("no_near_dup", "keep_generic", "decisions", "keep_work", "compress", "format")
_extractors: dict[str, Extractor] = {}
# Files of records, a line each, which may be cut between any two lines. Of other files the whole is read.
LINES = (".jsonl", ".ndjson")


def split_options(options: Mapping[str, Any]) -> tuple[dict[str, Any], FinishOptions]:
    """Options of the workers and of the driver."""
    unknown = [name for name in options if name not in (*_EXTRACTION, *_FINISHING)]
    if unknown:
        raise Error(f"{', '.join(unknown)}: no option on a cluster; filter and map before", "usage")
    extraction = {name: value for name, value in options.items() if name in _EXTRACTION}
    if extraction.get("lang") == "auto":
        del extraction["lang"]
    if "gazetteers" in extraction:
        extraction["gazetteers"] = os.fspath(extraction["gazetteers"])
    if "without" in extraction:
        extraction["without"] = list(extraction["without"])
    finishing = {name: value for name, value in options.items() if name in _FINISHING}
    return extraction, cast(FinishOptions, finishing)


def extractor_of(options: Mapping[str, Any]) -> Extractor:
    """The extractor of this process: workers live longer than tasks. One thread: a cluster has its own."""
    key = json.dumps(options, sort_keys=True)
    if key not in _extractors:
        _extractors[key] = Extractor(jobs=1, **options)
    return _extractors[key]


def summary(dataset: Dataset) -> str:
    """What the dataset holds, and what gave no document, by reason."""
    manifest = dataset.manifest
    mentions = sum(sum(langs.values()) for langs in manifest.mentions.values())
    entities, facts = sum(manifest.entities.values()), sum(manifest.facts.values())
    lines = [f"{manifest.documents:,} documents, {mentions:,} mentions, {entities:,} entities, {facts:,} facts: {dataset.path}"]
    if manifest.rejects:
        reasons = ", ".join(f"{reason} {count:,}" for reason, count in sorted(manifest.rejects.items()))
        lines.append(f"{sum(manifest.rejects.values()):,} records gave no document ({reasons}): dataset.rejects tells which")
    return "\n".join(f"newsmill: {line}" for line in lines)


def show(text: str, quiet: bool) -> None:
    """Shows progress to the user of the driver."""
    if not quiet:
        print(text, file=sys.stderr, flush=True)


@dataclass(frozen=True)
class Source:
    """A file: how it is opened, and its source in records."""

    path: str
    name: str

    def records(self) -> Iterator[tuple[bytes, str, int]]:
        """The records of the file, each with its place; the whole file, where it is no file of lines."""
        if not self.path.endswith(LINES):
            yield Path(self.path).read_bytes(), self.name, 0
            return
        with open(self.path, "rb") as lines:
            for position, line in enumerate(line for line in lines if line.strip()):
                yield line, self.name, position

    @staticmethod
    def found(path: str) -> list[Source]:
        """The files below a path, as `newsmill run` finds and names them; a remote path is one file."""
        if "://" in path and not path.startswith("file:"):
            return [Source(path, path)]
        root = Path(path.removeprefix("file:"))
        if not root.exists():
            raise Error(f"{path}: no such file or folder", "input")
        files = [root]
        if root.is_dir():
            walk = (Path(folder, name) for folder, _, names in os.walk(root) for name in names)
            files = [file for file in walk if not any(part.startswith(".") for part in file.relative_to(root).parts)]
        return [Source(str(file.resolve()), file.as_posix()) for file in sorted(files)]
