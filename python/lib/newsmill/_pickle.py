"""What pickles call."""

from __future__ import annotations

from typing import Any

from ._native import Extractor

_ARGUMENTS = ("lang", "date_order", "gazetteers", "without", "kinds", "min_confidence", "with_text", "jobs")


def extractor(*values: Any) -> Extractor:
    """An extractor made anew: its compiled tables do not travel."""
    return Extractor(**dict(zip(_ARGUMENTS, values, strict=True)))
