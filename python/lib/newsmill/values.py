"""Values of mentions: one frozen class for each kind, with the fields of the records."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

DateKind: TypeAlias = Literal["date", "time", "duration", "set"]
Grain: TypeAlias = Literal[
    "minute", "hour", "day", "week", "weekend", "month", "quarter", "season", "half", "year", "decade", "century"
]
DateBasis: TypeAlias = Literal["explicit", "document-date", "text", "unresolved"]
DateModifier: TypeAlias = Literal["start", "mid", "end", "before", "after", "since", "until", "about"]
CurrencyBasis: TypeAlias = Literal["explicit", "symbol", "context"]
MoneyModifier: TypeAlias = Literal["about", "almost", "more_than", "less_than", "at_least", "at_most"]
CountryBasis: TypeAlias = Literal["explicit", "title", "context"]
OrgKind: TypeAlias = Literal[
    "company", "bank", "government", "court", "party", "media", "ngo", "igo", "university", "team", "military", "other"
]


@dataclass(frozen=True, slots=True)
class DateValue:
    """A TIMEX3 value with its EDTF and its days.

    ``start`` and ``end`` are the first and last day, both inclusive; ``None`` also for days before the
    year 1, which ``datetime`` does not have: ``edtf`` keeps them.
    """

    kind: DateKind
    edtf: str | None
    timex: str | None
    grain: Grain | None
    start: datetime.date | None
    end: datetime.date | None
    basis: DateBasis
    modifier: DateModifier | None
    alternatives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MoneyValue:
    """An exact amount; a range has ``min`` and ``max`` and no ``amount``."""

    amount: Decimal | None
    currency: str | None
    currency_basis: CurrencyBasis | None
    modifier: MoneyModifier | None
    min: Decimal | None
    max: Decimal | None
    equivalent_of: str | None
    each: bool


@dataclass(frozen=True, slots=True)
class SubProvision:
    """A part of an article or section: a paragraph, sentence, point."""

    unit: str
    number: str
    to: str | None


@dataclass(frozen=True, slots=True)
class Provision:
    """An article or section, with its parts from the outside in."""

    unit: str
    number: str
    to: str | None
    sub: tuple[SubProvision, ...]


@dataclass(frozen=True, slots=True)
class LawIds:
    """A law's ids in public registers."""

    celex: str | None
    eli: str | None


@dataclass(frozen=True, slots=True)
class LawValue:
    """A law, or provisions of one."""

    law: str | None
    title: str | None
    jurisdiction: str | None
    jurisdiction_basis: CountryBasis | None
    provisions: tuple[Provision, ...]
    external: LawIds

    @property
    def citations(self) -> tuple[str, ...]:
        """Keys such as ``de/stgb:263``, one a provision; of an unknown law ``?:263``."""
        law = self.law or "?"
        if not self.provisions:
            return (law,) if self.law else ()
        return tuple(f"{law}:{one.number}" for one in self.provisions)


@dataclass(frozen=True, slots=True)
class OrgIds:
    """An organisation's ids in public registers."""

    wikidata: str | None
    ror: str | None
    lei: str | None


@dataclass(frozen=True, slots=True)
class OrgValue:
    """An organisation as its name tells it; the entity of a dataset knows more."""

    name: str
    key: str
    acronym: bool
    kind: OrgKind | None
    country: str | None
    country_basis: CountryBasis | None
    generic: bool
    gazetteer: str | None
    external: OrgIds


Value: TypeAlias = DateValue | MoneyValue | LawValue | OrgValue
