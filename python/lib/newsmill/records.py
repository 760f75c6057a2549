"""The records of a dataset besides mentions: frozen classes with the fields of the JSON.

docs/records.md and the JSON Schemas (``newsmill schema``) say what each field means.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
import types
import typing
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Literal, TypeAlias, TypeVar

from .values import CountryBasis, MoneyModifier, OrgKind

Lang: TypeAlias = Literal["en", "de", "ru"]
Kind: TypeAlias = Literal["ORG", "DATE", "MONEY", "LAW"]
Confidence: TypeAlias = Literal["weak", "medium", "strong", "certain"]
FactKind: TypeAlias = Literal[
    "fine", "suspension", "charge", "conviction", "lawsuit", "closure", "funding", "acquisition"
]
FieldStatus: TypeAlias = Literal["single", "agree", "compatible", "conflict"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's code points and language (``und``: none of ours)."""

    start: int
    end: int
    lang: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a dataset. ``text`` is there where the run was asked ``with_text``."""

    id: str
    source: str
    position: int
    url: str | None
    site: str | None
    title: str | None
    author: str | None
    published: datetime.date | None
    published_from: str | None
    langs: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    chars: int
    bytes: int
    sha256: str
    text_sha256: str
    encoding: str
    encoding_from: str
    decode_errors: int
    duplicate_of: str | None
    near_duplicate_of: str | None
    warnings: tuple[str, ...]
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """A name in each language."""

    en: str | None
    de: str | None
    ru: str | None


@dataclass(frozen=True, slots=True)
class Ids:
    """Ids in public registers."""

    wikidata: str | None
    ror: str | None
    lei: str | None
    celex: str | None
    eli: str | None


@dataclass(frozen=True, slots=True)
class Form:
    """How texts write a name, and how often."""

    text: str
    lang: Lang
    count: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows that two names are one: words of a document, or of a table."""

    doc: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Two names that were joined, and why."""

    a: str
    b: str
    rule: str
    strength: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class RefusedLink:
    """A name that was kept apart, and why."""

    other: str
    rule: str
    because: str


@dataclass(frozen=True, slots=True)
class Entity:
    """An organisation or law across documents and languages.

    ``name`` is the one to show; datasets of versions that did not write it have an empty one.
    """

    id: str
    type: Kind
    name: str = dataclasses.field(default="", kw_only=True)
    names: Names
    acronyms: tuple[str, ...]
    keys: tuple[str, ...]
    kind: OrgKind | None
    country: str | None
    country_basis: CountryBasis | None
    external: Ids
    forms: tuple[Form, ...]
    mentions: int
    documents: int
    first: datetime.date | None
    last: datetime.date | None
    links: tuple[Link, ...]
    refused: tuple[RefusedLink, ...]


@dataclass(frozen=True, slots=True)
class Roles:
    """The entities of a fact."""

    target: str | None
    authority: str | None
    law: str | None


@dataclass(frozen=True, slots=True)
class ClaimSlot:
    """The words that fill a slot of a claim, in code points of the document."""

    slot: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ClaimAmount:
    """A sum in a claim."""

    amount: Decimal | None
    currency: str | None
    modifier: MoneyModifier | None


@dataclass(frozen=True, slots=True)
class Claim:
    """What one sentence says of an event. ``date`` is EDTF, ``duration`` ISO 8601."""

    claim: str
    doc: str
    published: datetime.date | None
    start: int
    end: int
    rule: str
    slots: tuple[ClaimSlot, ...]
    attribution: str | None
    amount: ClaimAmount | None
    equivalents: tuple[ClaimAmount, ...]
    date: str | None
    duration: str | None
    law: str | None
    mentions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """What the claims of a fact say of one field, together."""

    status: FieldStatus
    value: str | None
    values: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Fact:
    """An event that claims of one or more documents tell."""

    id: str
    kind: FactKind
    roles: Roles
    claims: tuple[Claim, ...]
    documents: int
    independent_sources: int
    fields: dict[str, Field]


@dataclass(frozen=True, slots=True)
class Reject:
    """Input that gave no document."""

    source: str
    entry: str | None
    position: int
    offset: int | None
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate of exchange that texts imply."""

    # JSON has `from`, which is a word of Python's.
    from_: str
    to: str
    rate: Decimal
    pairs: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a dataset holds and what made it. ``generic`` and ``below_confidence`` count mentions."""

    program: str
    version: str
    gazetteers: str
    options: dict[str, str]
    documents: int
    duplicates: int
    near_duplicates: int
    mentions: dict[str, dict[str, int]]
    entities: dict[str, int]
    facts: dict[str, int]
    paragraphs: dict[str, int]
    bytes: int
    rejects: dict[str, int]
    skipped: dict[str, int]
    rates: tuple[Rate, ...]
    generic: int = 0
    below_confidence: int = 0
    dated: int = 0
    filtered: dict[str, int] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field's two values, as JSON has them."""

    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Change:
    """A record that is not the same in two datasets."""

    change: Literal["added", "removed", "changed"]
    record: Literal["document", "mention", "entity", "fact", "reject", "manifest"]
    id: str
    about: str
    fields: dict[str, FieldChange]
    was: str | None = None


T = TypeVar("T")


def of_json(cls: type[T], line: str | bytes) -> T:
    """The record of a line of JSON. Fields that the class does not know are passed over."""
    wanted: Any = cls
    made: T = _reader(wanted)(json.loads(line))
    return made


def _day(text: str) -> datetime.date | None:
    # The calendar of `datetime` begins with the year 1.
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


@cache
def _reader(wanted: Any) -> Callable[[Any], Any]:
    """What turns parsed JSON into `wanted`: a record class or a type of one of its fields."""
    if isinstance(wanted, type) and dataclasses.is_dataclass(wanted):
        hints = typing.get_type_hints(wanted)
        fields = [(f.name.rstrip("_"), f.name, _reader(hints[f.name])) for f in dataclasses.fields(wanted)]
        return lambda data: wanted(**{name: read(data[key]) for key, name, read in fields if key in data})
    if wanted is datetime.date:
        return _day
    if wanted is Decimal:
        return Decimal
    origin, arguments = typing.get_origin(wanted), typing.get_args(wanted)
    if origin in (typing.Union, types.UnionType):
        (inner,) = [_reader(one) for one in arguments if one is not types.NoneType]
        return lambda data: None if data is None else inner(data)
    if origin is tuple:
        each = _reader(arguments[0])
        return lambda data: tuple(map(each, data))
    if origin is dict:
        value = _reader(arguments[1])
        return lambda data: {key: value(one) for key, one in data.items()}
    return lambda data: data
