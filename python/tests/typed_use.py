"""Uses every part of the interface; mypy and pyright read it, see test_typing.py."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from typing_extensions import assert_type

import newsmill


def amounts(extraction: newsmill.Extraction) -> Iterator[Decimal]:
    for mention in extraction:
        assert_type(mention.start, int)
        if isinstance(mention.value, newsmill.MoneyValue) and mention.value.amount is not None:
            yield mention.value.amount
        elif isinstance(mention.value, newsmill.DateValue):
            assert_type(mention.value.start, datetime.date | None)


def use(folder: Path) -> None:
    extractor = newsmill.Extractor(lang="de", date_order="dmy", jobs=2)
    print(sum(amounts(extractor.extract({"text": "5 Euro"}, date=datetime.date(2021, 3, 5)))))
    numbered: list[tuple[str, int]] = [("5 Euro", 7)]
    for extraction, number in extractor.pipe(numbered, as_tuples=True):
        assert_type(number, int)
        assert_type(extraction, newsmill.Extraction)
    for one in extractor.pipe(["5 Euro"], batch_size=3):
        assert_type(one, newsmill.Extraction)
    dataset = newsmill.run(folder, out=folder / "out", lang="de", since="2021-01-01", field={"text": "body"})
    dataset = newsmill.finish(extractor.bundles([b'{"text": "5 Euro"}']), out=folder / "all")
    assert_type(dataset.report(folder / "report.html", title="Fines"), Path)
    assert_type(dataset.show_report(height=500)._repr_html_(), str)
    assert_type(newsmill.report(dataset, folder / "report.html"), Path)
    for entity in dataset.entities:
        assert_type(entity.name, str)
    for fact in dataset.facts:
        assert_type(fact.fields["amount"].value, str | None)
    for change in newsmill.diff(dataset, folder / "out"):
        print(change.change, change.fields)
