"""Records as tables of pyarrow, pandas and polars, with the columns of the Parquet export."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import _native

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

    from ._native import Mention


def file_to_arrow(path: Path) -> pyarrow.Table:
    """The records of a file of JSON Lines; names and sources that only other files tell are null."""
    import pyarrow.parquet

    with tempfile.TemporaryDirectory(prefix="newsmill-") as folder:
        out = Path(folder, "records.parquet")
        _native.records_to_parquet(path, out)
        # The file goes, so nothing of it may be mapped.
        return pyarrow.parquet.read_table(out, memory_map=False)


def table_of(dataset: Path, name: str) -> pyarrow.Table:
    """A table of a dataset, with the names and sources that its other files tell."""
    import pyarrow.parquet

    from .program import export

    stored = dataset / f"{name}.parquet"
    if stored.is_file():
        return pyarrow.parquet.read_table(stored)
    with tempfile.TemporaryDirectory(prefix="newsmill-") as folder:
        out = export(dataset, "parquet", Path(folder, "tables"))
        # The file goes, so nothing of it may be mapped.
        return pyarrow.parquet.read_table(out / f"{name}.parquet", memory_map=False)


def mentions_to_arrow(mentions: Iterable[Mention], **_: Any) -> pyarrow.Table:
    """Mentions that are in memory."""
    with tempfile.TemporaryDirectory(prefix="newsmill-") as folder:
        lines = Path(folder, "mentions.jsonl")
        lines.write_text("".join(mention.json() + "\n" for mention in mentions), encoding="utf-8", newline="\n")
        return file_to_arrow(lines)


def mentions_to_pandas(mentions: Iterable[Mention], **_: Any) -> pandas.DataFrame:
    """Mentions that are in memory."""
    return pandas_of(mentions_to_arrow(mentions))


def mentions_to_polars(mentions: Iterable[Mention], **_: Any) -> polars.DataFrame:
    """Mentions that are in memory."""
    return polars_of(mentions_to_arrow(mentions))


def pandas_of(table: pyarrow.Table) -> pandas.DataFrame:
    """A table of pyarrow as a data frame of pandas, with Arrow's types: decimals and dates stay."""
    import pandas

    frame: pandas.DataFrame = table.to_pandas(types_mapper=pandas.ArrowDtype)
    return frame


def polars_of(table: pyarrow.Table) -> polars.DataFrame:
    """A table of pyarrow as a data frame of polars."""
    import polars

    frame = polars.from_arrow(table)
    assert isinstance(frame, polars.DataFrame)
    return frame
