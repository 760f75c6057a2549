"""The program's commands as functions. Options are those of the command line with `_` for `-`."""

from __future__ import annotations

import datetime
import json
import os
import tempfile
import warnings
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypedDict

from . import _native, records
from .dataset import Dataset
from .errors import Error

if TYPE_CHECKING:
    from typing_extensions import Unpack

StrPath: TypeAlias = "str | os.PathLike[str]"
Day: TypeAlias = "str | datetime.date"
#: Called about every 50 ms, in the calling thread: stage (``reading``, ``mapping``, ``linking``, ``writing``,
#: ``committing``), documents and bytes that are done, bytes of all inputs as far as known.
Progress: TypeAlias = Callable[[str, int, int, int], None]


class ExtractorOptions(TypedDict, total=False):
    """How mentions are found."""

    lang: Literal["auto", "en", "de", "ru"]
    date_order: Literal["dmy", "mdy"]
    gazetteers: StrPath
    min_confidence: records.Confidence
    without: Iterable[str]


class FinishOptions(TypedDict, total=False):
    """How extractions become a dataset."""

    no_near_dup: bool
    keep_generic: bool
    decisions: StrPath
    keep_work: bool
    format: Literal["jsonl", "parquet"]
    compress: Literal["zst"]


class ReadOptions(TypedDict, total=False):
    """How inputs are read."""

    field: Mapping[str, str]
    records: str
    base: StrPath
    max_text: int | str
    html_reader: Literal["thorough", "fast"]
    max_entry: int | str
    max_ratio: int
    max_entries: int
    max_nesting: int
    max_html: int | str
    max_html_depth: int
    max_json_depth: int
    max_line: int | str
    since: Day
    until: Day
    host: Iterable[str]
    langs: Iterable[Literal["en", "de", "ru"]]
    limit: int
    sample: str
    include: Iterable[str]
    exclude: Iterable[str]


class RunOptions(ExtractorOptions, FinishOptions, ReadOptions, total=False):
    """The options of :func:`run`: see ``newsmill run --help``."""

    jobs: int
    update: bool
    with_text: bool


def run(
    paths: StrPath | Iterable[StrPath],
    *,
    out: StrPath,
    progress: Progress | None = None,
    **options: Unpack[RunOptions],
) -> Dataset:
    """Reads everything below `paths` and writes a dataset to the folder `out`.

    Ctrl-C, or an exception of `progress`, stops it: what was read waits in ``out/.work``, and the same
    call goes on from there. Inputs that give no document are in ``rejects`` and are no error. A dataset
    that `out` holds is replaced at the end.
    """
    inputs = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
    if not inputs:
        # Without an input the program reads its standard input.
        raise Error("no input named: the list of paths is empty", "usage")
    _call(["run", *_flags(options), "--out", os.fspath(out), "--", *[os.fspath(one) for one in inputs]], progress)
    return Dataset(out)


def finish(
    bundles: Iterable[StrPath | bytes],
    *,
    out: StrPath,
    progress: Progress | None = None,
    **options: Unpack[FinishOptions],
) -> Dataset:
    """Makes one dataset of bundles: files that ``newsmill extract --bundles`` wrote, or the lines of
    :meth:`Extractor.bundles`, whose first is the header. It equals one :func:`run` over all inputs."""
    files: list[str] = []
    with tempfile.TemporaryDirectory(prefix="newsmill-") as folder:
        lines = Path(folder, "bundles.jsonl")
        with open(lines, "wb") as kept:
            for bundle in bundles:
                if isinstance(bundle, bytes):
                    kept.write(bundle)
                else:
                    files.append(os.fspath(bundle))
        if lines.stat().st_size:
            # The first file has the header.
            files.insert(0, str(lines))
        _call(["merge", *_flags(options), "--out", os.fspath(out), "--", *files], progress)
    return Dataset(out)


def diff(old: StrPath | Dataset, new: StrPath | Dataset) -> list[records.Change]:
    """What changed between two datasets, record by record; empty if they are the same."""
    printed = _call(["diff", "--json", _folder(old), _folder(new)])
    return [records.of_json(records.Change, line) for line in printed.splitlines()]


def explain(text: str, *, date: Day | None = None, trace: bool = False, **options: Unpack[ExtractorOptions]) -> str:
    """Shows a text with its mentions marked, each with value, rule and evidence, and its claims."""
    flags = _flags({**options, "date": date, "trace": trace})
    return _call(["explain", *flags, f"--text={text}"]).decode()


def explain_entity(name: str, dataset: StrPath | Dataset) -> str:
    """Shows why the names of an entity (by id, key or name) are one, and which were kept apart."""
    return _call(["explain", f"--entity={name}", "--in", _folder(dataset)]).decode()


def export(dataset: StrPath | Dataset, format: str, out: StrPath) -> Path:
    """Writes a dataset in another format, see ``newsmill export --help``; returns `out`."""
    _call(["export", _folder(dataset), "--format", format, "--out", os.fspath(out)])
    return Path(out)


def report(dataset: StrPath | Dataset, out: StrPath, *, title: str | None = None) -> Path:
    """Writes a dataset as one page of HTML to look at, see ``newsmill report --help``; returns `out`."""
    _call(["report", _folder(dataset), *_flags({"title": title}), "--out", os.fspath(out)])
    return Path(out)


def report_page(dataset: StrPath | Dataset, title: str | None) -> bytes:
    """The page that :func:`report` writes."""
    return _call(["report", _folder(dataset), *_flags({"title": title}), "--out", "-"])


def rules() -> list[dict[str, Any]]:
    """All rules: rule, kind, lang, description, examples."""
    return [json.loads(line) for line in _call(["rules", "--json"]).splitlines()]


def _call(arguments: list[str], progress: Progress | None = None) -> bytes:
    _, printed, said = _native.call(arguments, progress)
    for text in said:
        warnings.warn(text, stacklevel=3)
    return printed


def _folder(dataset: StrPath | Dataset) -> str:
    return os.fspath(dataset.path if isinstance(dataset, Dataset) else dataset)


def _flags(options: Mapping[str, Any]) -> list[str]:
    """Options as arguments: true ones alone, lists repeated, mappings as `key=value`."""
    flags: list[str] = []
    for name, value in options.items():
        flag = "--" + name.replace("_", "-")
        if value is None or value is False:
            continue
        if value is True:
            flags.append(flag)
        elif isinstance(value, Mapping):
            flags += [f"{flag}={key}={one}" for key, one in value.items()]
        elif isinstance(value, (str, int, os.PathLike, datetime.date)):
            flags.append(f"{flag}={os.fspath(value) if isinstance(value, os.PathLike) else value}")
        elif isinstance(value, Iterable):
            flags += [f"{flag}={one}" for one in value]
        else:
            raise Error(f"{name}: {value!r} has no meaning as an option", "usage")
    return flags
