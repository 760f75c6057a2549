"""Texts that are no Unicode."""

import re

_SURROGATE = re.compile("[\ud800-\udfff]")


def without_surrogates(text: str) -> str:
    """U+FFFD for each lone surrogate, so that offsets of code points stay."""
    return _SURROGATE.sub("\ufffd", text)
