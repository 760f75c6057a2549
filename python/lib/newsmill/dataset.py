"""Datasets on disk, read lazily into typed records."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from . import frames, records
from ._native import Lines, Mention
from .errors import Error

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

T = TypeVar("T")

#: Bytes of a page that a notebook's cell holds, at most.
_CELL_BYTES = 4_000_000

#: The files of records, and how each may be stored.
_FILES = ("documents", "mentions", "entities", "facts", "rejects")
_ENDINGS = (".jsonl", ".jsonl.zst", ".parquet")


class Records(Generic[T]):
    """The records of one file, read anew by each loop; one is in memory at a time. Of a dataset of
    Parquet there are tables only: :meth:`to_arrow` and so on."""

    def __init__(self, path: Path, read: Callable[[str], T]) -> None:
        self.path = path
        self._read = read

    def __iter__(self) -> Iterator[T]:
        for number, line in enumerate(_lines(self.path), 1):
            try:
                yield self._read(line)
            except Error as fault:
                raise Error(f"{self.path}:{number}: {fault}", fault.kind) from None
            except (KeyError, TypeError, ValueError) as fault:
                raise Error(f"{self.path}:{number}: no record of newsmill: {fault!r}", "input") from fault

    def __len__(self) -> int:
        return sum(1 for _ in _lines(self.path))

    def __repr__(self) -> str:
        return f"<newsmill records of {self.path}>"

    def to_arrow(self) -> pyarrow.Table:
        """All records with typed columns: the table of ``newsmill export --format parquet``."""
        return frames.table_of(self.path.parent, self.path.name.split(".")[0])

    def to_pandas(self) -> pandas.DataFrame:
        """All records as a data frame, see :meth:`to_arrow`."""
        return frames.pandas_of(self.to_arrow())

    def to_polars(self) -> polars.DataFrame:
        """All records as a data frame, see :meth:`to_arrow`."""
        return frames.polars_of(self.to_arrow())


class ReportView:
    """A page as a notebook shows it: in a frame, or as a link to its file."""

    def __init__(self, page: str | None, path: Path | None, height: int) -> None:
        #: The file, where the page is too large for a cell.
        self.path = path
        self._page = page
        self._height = height

    def _repr_html_(self) -> str:
        from ._html import frame, file_link

        return frame(self._page, self._height) if self._page is not None else file_link(str(self.path))

    def __repr__(self) -> str:
        return f"<newsmill report {self.path or 'in a notebook'}>"


class Dataset:
    """A folder that ``newsmill run`` or :func:`newsmill.run` wrote."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        if not (self.path / "manifest.json").is_file():
            raise Error(f"{self.path}: no dataset: it has no manifest.json; name a folder that `newsmill run` wrote", "input")

    @property
    def manifest(self) -> records.Manifest:
        """What it holds and what made it."""
        return records.of_json(records.Manifest, (self.path / "manifest.json").read_bytes())

    @property
    def documents(self) -> Records[records.Document]:
        """Documents, by source and position."""
        return self._of("documents", records.Document)

    @property
    def mentions(self) -> Records[Mention]:
        """Mentions, by document and place."""
        return Records(self._file("mentions"), Mention.of_json)

    @property
    def entities(self) -> Records[records.Entity]:
        """Organisations and laws, by id."""
        return self._of("entities", records.Entity)

    @property
    def facts(self) -> Records[records.Fact]:
        """Facts, by id."""
        return self._of("facts", records.Fact)

    @property
    def rejects(self) -> Records[records.Reject]:
        """Inputs that gave no document, by source and position."""
        return self._of("rejects", records.Reject)

    def export(self, format: str, out: str | os.PathLike[str]) -> Path:
        """Writes it in another format, see ``newsmill export --help``; returns `out`."""
        from .program import export

        return export(self.path, format, out)

    def report(self, out: str | os.PathLike[str], *, title: str | None = None) -> Path:
        """Writes it as one page of HTML to look at, see ``newsmill report --help``; returns `out`."""
        from .program import report

        return report(self.path, out, title=title)

    def show_report(self, *, title: str | None = None, height: int = 720, out: str | os.PathLike[str] = "report.html") -> ReportView:
        """The page of :meth:`report` in a notebook's cell, `height` pixels high. A page of more than
        4 MB would make the notebook heavy: it is written to `out`, and the cell has a link to it."""
        from .program import report_page

        page = report_page(self.path, title)
        if len(page) <= _CELL_BYTES:
            return ReportView(page.decode(), None, height)
        path = Path(out)
        path.write_bytes(page)
        return ReportView(None, path, height)

    def _of(self, name: str, cls: type[Any]) -> Records[Any]:
        return Records(self._file(name), lambda line: records.of_json(cls, line))

    def _file(self, name: str) -> Path:
        """The file of records as it is stored."""
        stored = {
            ending
            for file in _FILES
            for ending in _ENDINGS
            if (self.path / f"{file}{ending}").is_file()
        }
        if len(stored) > 1:
            ways = " and ".join(sorted(stored))
            raise Error(f"{self.path}: holds files of several datasets ({ways}); remove those that do not belong to it", "input")
        ending = stored.pop() if stored else ".jsonl"
        return self.path / f"{name}{ending}"

    def __repr__(self) -> str:
        return f"<newsmill.Dataset {self.path}>"

    def _repr_html_(self) -> str:
        from ._html import table

        manifest = self.manifest
        rows = [("documents", manifest.documents), ("copies", manifest.duplicates + manifest.near_duplicates)]
        rows += [(kind, sum(langs.values())) for kind, langs in manifest.mentions.items()]
        rows += [("entities", sum(manifest.entities.values())), ("facts", sum(manifest.facts.values()))]
        rows += [("rejected", sum(manifest.rejects.values()))]
        return table(str(self.path), [(name, str(count)) for name, count in rows])


def _lines(path: Path) -> Iterator[str]:
    if not path.is_file():
        raise Error(f"{path}: no such file; is the dataset complete?", "input")
    if path.suffix == ".parquet":
        raise Error(f"{path}: the dataset is Parquet, which has no records to loop over; use .to_arrow(), .to_pandas() or "
                    ".to_polars(), or run without format=\"parquet\"", "input")
    if path.suffix == ".zst":
        yield from Lines(path)
        return
    # Only line feeds end a record: texts may hold other separators, which `splitlines` knows.
    with open(path, encoding="utf-8", newline="\n") as lines:
        yield from lines


def read(path: str | os.PathLike[str]) -> Dataset:
    """Opens a dataset. Nothing is read before it is asked for."""
    return Dataset(path)
