import datetime
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal, TypeVar, final, overload

import pandas
import polars
import pyarrow
from typing_extensions import Self

from .records import Confidence, Kind, Lang
from .values import Value

__all__ = ["__version__", "Extractor", "Extraction", "Lines", "Mention", "Pipe", "call", "main", "records_to_parquet"]
__version__: str

_Context = TypeVar("_Context")
_Input = str | Mapping[str, Any]
_Day = str | datetime.date

@final
class Extractor:
    """All rules and tables, compiled once. Threads may share it; processes make their own."""

    def __new__(
        cls,
        *,
        lang: Literal["auto", "en", "de", "ru"] | None = None,
        date_order: Literal["dmy", "mdy"] | None = None,
        gazetteers: str | os.PathLike[str] | None = None,
        without: Iterable[str] = ...,
        kinds: Iterable[Kind] = ...,
        min_confidence: Confidence | None = None,
        with_text: bool = False,
        jobs: int = 0,
    ) -> Self: ...
    def extract(
        self, document: _Input, *, date: _Day | None = None, lang: Lang | None = None
    ) -> Extraction:
        """Extracts from a text, or a mapping with `text` (perhaps id, source, position, date, lang,
        region, title, url, author, site)."""

    @overload
    def pipe(
        self,
        documents: Iterable[_Input],
        *,
        as_tuples: Literal[False] = False,
        batch_size: int | None = None,
        date: _Day | None = None,
        lang: Lang | None = None,
    ) -> Iterator[Extraction]: ...
    @overload
    def pipe(
        self,
        documents: Iterable[tuple[_Input, _Context]],
        *,
        as_tuples: Literal[True],
        batch_size: int | None = None,
        date: _Day | None = None,
        lang: Lang | None = None,
    ) -> Iterator[tuple[Extraction, _Context]]:
        """Extracts from many, in order, on threads, while the caller takes the results. At most three
        batches are in memory."""

    def bundles(
        self,
        documents: Iterable[_Input | bytes | tuple[bytes, str, int]],
        *,
        source: str = "-",
        first: int = 0,
        batch_size: int | None = None,
        date: _Day | None = None,
        lang: Lang | None = None,
    ) -> Iterator[bytes]:
        """The lines of a bundle file, for `newsmill.finish`: the header, then a line a document.

        A document in bytes is a record as its file has it (a line of JSON): then the dataset equals
        `newsmill.run` over the file `source` whose records these are, counted from `first`. A tuple
        (bytes, source, position) says the place itself."""

    def bundle_header(self) -> bytes:
        """The first line of a bundle file, without its end."""

@final
class Extraction:
    """What one document gives: its mentions, in order of place, and its record."""

    @property
    def id(self) -> str: ...
    @property
    def text(self) -> str:
        """The str that was given: `text[m.start:m.end] == m.text`."""

    @property
    def langs(self) -> tuple[str, ...]: ...
    @property
    def published(self) -> datetime.date | None: ...
    @property
    def mentions(self) -> tuple[Mention, ...]: ...
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Mention]: ...
    def __getitem__(self, index: int) -> Mention: ...
    def __hash__(self) -> int: ...
    def json(self) -> str:
        """The document's record and its mentions as one JSON object."""

    def jsonl(self) -> str:
        """The mentions, each a line of JSON: what `newsmill extract` prints."""

    def document_json(self) -> str:
        """The record of the document as a line of JSON."""

    def to_dict(self) -> dict[str, Any]: ...
    def to_arrow(self) -> pyarrow.Table: ...
    def to_pandas(self) -> pandas.DataFrame: ...
    def to_polars(self) -> polars.DataFrame: ...
    def _repr_html_(self) -> str: ...

@final
class Mention:
    """A mention, with the fields of its record. Offsets count code points: they slice a str."""

    @property
    def id(self) -> str: ...
    @property
    def doc(self) -> str: ...
    @property
    def type(self) -> Kind: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def byte_start(self) -> int: ...
    @property
    def byte_end(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def lang(self) -> Lang: ...
    @property
    def value(self) -> Value: ...
    @property
    def entity(self) -> str | None: ...
    @property
    def rule(self) -> str: ...
    @property
    def resources(self) -> tuple[str, ...]: ...
    @property
    def confidence(self) -> Confidence: ...
    @property
    def nested_in(self) -> str | None: ...
    @staticmethod
    def of_json(line: str) -> Mention:
        """The mention of a line of a dataset."""

    def json(self) -> str:
        """The record as a line of JSON."""

    def to_dict(self) -> dict[str, Any]: ...
    def __hash__(self) -> int: ...

@final
class Pipe:
    """The iterator of `Extractor.pipe` and `Extractor.bundles`."""

    def __iter__(self) -> Self: ...
    def __next__(self) -> Any: ...

@final
class Lines:
    """The lines of a file of a dataset, unpacked, without their ends."""

    def __new__(cls, path: str | os.PathLike[str]) -> Self: ...
    def __iter__(self) -> Self: ...
    def __next__(self) -> str: ...

def call(
    arguments: list[str], progress: Callable[[str, int, int, int], None] | None = None
) -> tuple[int, bytes, list[str]]: ...
def main(arguments: list[str]) -> int: ...
def records_to_parquet(path: str | os.PathLike[str], out: str | os.PathLike[str]) -> None: ...
