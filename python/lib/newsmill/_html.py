"""Marked text for notebooks: no script, no style sheet outside the cell."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from ._native import Mention

# Readable on light and dark pages: the text keeps a colour of its own.
_COLOURS = {"ORG": "#c9ecf5", "DATE": "#fbe7b2", "MONEY": "#cfeecb", "LAW": "#ecd2f0"}


def marked(text: str, mentions: Iterable[Mention]) -> str:
    """The text with its outermost mentions marked; a mark's title has kind, value and rule."""
    parts, at = [], 0
    for mention in mentions:
        if mention.start < at:
            continue
        colour = _COLOURS[mention.type]
        title = f"{mention.type} {mention.value!r} · {mention.rule} · {mention.confidence}"
        style = f"background:{colour};color:#111;padding:0 .15em;border-radius:.2em"
        parts.append(escape(text[at : mention.start]))
        inside = escape(text[mention.start : mention.end])
        parts.append(f'<mark style="{style}" title="{escape(title)}">{inside}</mark>')
        at = mention.end
    parts.append(escape(text[at:]))
    return f'<div style="white-space:pre-wrap">{"".join(parts)}</div>'


def table(caption: str, rows: Iterable[tuple[str, str]]) -> str:
    """A table of two columns."""
    cells = "".join(f"<tr><td>{escape(name)}</td><td>{escape(value)}</td></tr>" for name, value in rows)
    return f"<table><caption>{escape(caption)}</caption>{cells}</table>"


def frame(page: str, height: int) -> str:
    """A page in a frame, which keeps its scripts from the notebook's own page and data."""
    sandbox = "allow-scripts allow-popups allow-popups-to-escape-sandbox"
    style = f"width:100%;height:{height}px;border:1px solid #8886;border-radius:6px"
    return f'<iframe sandbox="{sandbox}" style="{style}" title="newsmill report" srcdoc="{escape(page)}"></iframe>'


def file_link(path: str) -> str:
    """A link to a file beside the notebook."""
    return f'<p>The report is in <a href="{escape(quote(path))}" target="_blank" rel="noopener">{escape(path)}</a>.</p>'
