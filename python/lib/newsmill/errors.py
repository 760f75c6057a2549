"""The one exception of the package's own."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

ErrorKind: TypeAlias = Literal["usage", "input", "gazetteer", "locked", "broken-pipe", "io", "other"]

# Messages of newsmill begin with the place: `folder/words.tsv:12: …`, or `archive.jsonl: …`.
_PLACE = re.compile(r"(?P<file>[^\s:](?:[^:\n]|:(?=[\\/]))*?)(?::(?P<line>\d+))?: ")


class Error(Exception):
    """What went wrong, where, and of what kind.

    ``kind`` says what to do about it: ``usage`` correct the call, ``input`` the input, ``gazetteer``
    the table (the message names the cure), ``locked`` wait, ``io`` see what the system refused.
    ``file`` and ``line`` are where the message names them.
    """

    def __init__(self, message: str, kind: ErrorKind = "other") -> None:
        super().__init__(message, kind)
        self.message = message
        self.kind: ErrorKind = kind
        place = _PLACE.match(message)
        file = place["file"] if place and ("." in place["file"] or "/" in place["file"]) else None
        self.file: str | None = file
        self.line: int | None = int(place["line"]) if place and file and place["line"] else None

    def __str__(self) -> str:
        return self.message
