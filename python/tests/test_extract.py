"""Extraction of texts: offsets, order, threads, copies."""

from __future__ import annotations

import concurrent.futures
import datetime
import json
import multiprocessing
import pickle
import random
import threading
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

import newsmill
from conftest import output_of

TEXT = "Am 3. März 2021 zahlte Siemens 3,5 Millionen Euro nach § 263 StGB."


def test_values_are_pythons_own(extractor: newsmill.Extractor) -> None:
    by_type = {m.type: m for m in reversed(extractor.extract(TEXT).mentions)}
    date, money, law, org = (by_type[kind].value for kind in ("DATE", "MONEY", "LAW", "ORG"))
    assert isinstance(date, newsmill.DateValue) and date.start == datetime.date(2021, 3, 3)
    assert isinstance(money, newsmill.MoneyValue) and money.amount == Decimal(3_500_000) and money.currency == "EUR"
    assert isinstance(law, newsmill.LawValue) and law.citations == ("de/stgb:263",)
    assert isinstance(org, newsmill.OrgValue) and org.gazetteer == "de/siemens"
    with pytest.raises(AttributeError):
        org.name = "other"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        by_type["ORG"].text = "other"  # type: ignore[misc]


def test_a_date_resolves_what_the_text_leaves_open(extractor: newsmill.Extractor) -> None:
    for date in ("2021-03-05", datetime.date(2021, 3, 5), datetime.datetime(2021, 3, 5, 12)):
        (mention,) = extractor.extract("It rained yesterday.", date=date)
        assert isinstance(mention.value, newsmill.DateValue)
        assert mention.value.start == datetime.date(2021, 3, 4)
    of_mapping = extractor.extract({"text": "It rained yesterday.", "date": "2021-03-05", "id": "a"})
    assert of_mapping.id == "a" and of_mapping.published == datetime.date(2021, 3, 5)


def test_days_before_the_year_1_keep_their_edtf(extractor: newsmill.Extractor) -> None:
    value = extractor.extract("The city fell in 480 BC.")[0].value
    assert isinstance(value, newsmill.DateValue)
    assert value.start is None and value.edtf == "-0479"


def random_texts(count: int) -> Iterator[str]:
    """Texts with mentions between code points of every width, lone surrogates among them."""
    choice = random.Random(20261130)
    parts = ["Siemens", "3. März 2021", "$5 million", "§ 5 BGB", "Газпром", "вчера", "the United Nations", " ", "\n\n"]
    ranges = [(0x20, 0x7F), (0xA0, 0x24F), (0x300, 0x36F), (0x400, 0x4FF), (0x2000, 0x206F), (0xD800, 0xDFFF),
              (0xE000, 0xFFFF), (0x1F300, 0x1FAFF), (0x10000, 0x10FFFF)]
    for _ in range(count):
        pieces = []
        for _ in range(choice.randrange(1, 25)):
            low, high = choice.choice(ranges)
            pieces.append(choice.choice([choice.choice(parts) + " ", chr(choice.randrange(low, high + 1))]))
        yield "".join(pieces)


def test_offsets_slice_the_given_str(extractor: newsmill.Extractor) -> None:
    texts = list(random_texts(1000))
    found = 0
    for text, extraction in zip(texts, extractor.pipe(texts), strict=True):
        assert extraction.text is text
        for m in extraction:
            slice_ = text[m.start : m.end]
            assert slice_.encode("utf-8", "surrogatepass") == slice_.encode(), "a mention holds no lone surrogate"
            assert slice_ == m.text
            found += 1
    assert found > 1000


def test_pipe_keeps_order_and_context(extractor: newsmill.Extractor) -> None:
    texts = [f"On {1 + n % 28} March 2021 it rained." for n in range(3000)]
    for size in (None, 1, 7, 5000):
        pairs = extractor.pipe(((text, n) for n, text in enumerate(texts)), as_tuples=True, batch_size=size)
        for expected, (extraction, context) in enumerate(pairs):
            assert context == expected and extraction.text == texts[expected]
        assert expected == len(texts) - 1
    alone = [extractor.extract(text).jsonl() for text in texts[:50]]
    assert [e.jsonl() for e in extractor.pipe(texts[:50])] == alone


def test_pipe_streams(extractor: newsmill.Extractor) -> None:
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        while True:
            taken += 1
            yield "It rained on 3 March 2021."

    results = extractor.pipe(endless(), batch_size=10)
    for _ in range(25):
        next(results)
    assert taken <= 60, "three batches are under way at most"


def test_a_failing_iterable_fails_after_the_results_before_it(extractor: newsmill.Extractor) -> None:
    def failing() -> Iterator[str]:
        yield "On 3 March 2021."
        raise ConnectionError("gone")

    results = extractor.pipe(failing())
    assert len(next(results)) == 1
    with pytest.raises(ConnectionError, match="gone"):
        next(results)
    assert list(results) == []


def test_what_is_no_document(extractor: newsmill.Extractor) -> None:
    with pytest.raises(newsmill.Error, match='without "text"') as caught:
        extractor.extract({"body": "It rained."})
    assert caught.value.kind == "usage"
    with pytest.raises(TypeError):
        extractor.extract(5)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        list(extractor.pipe(["text"], as_tuples=True))  # type: ignore[list-item]
    with pytest.raises(newsmill.Error, match="YYYY-MM-DD"):
        extractor.extract("It rained.", date="3 March")
    for wrong in ({"lang": "fr"}, {"date_order": "ymd"}, {"kinds": ["PERSON"]}, {"min_confidence": "high"}):
        with pytest.raises(newsmill.Error) as caught:
            newsmill.Extractor(**wrong)  # type: ignore[arg-type]
        assert caught.value.kind == "usage"


def test_tables_with_faults_name_their_place(tmp_path: Path) -> None:
    table = tmp_path / "own.tsv"
    table.write_text("org_id\talias\tlang\nacme\n", encoding="utf-8")
    with pytest.raises(newsmill.Error) as caught:
        newsmill.Extractor(gazetteers=tmp_path)
    assert caught.value.kind == "gazetteer"
    assert (caught.value.file, caught.value.line) == ("own.tsv", 2)
    table.write_text("org_id\talias\tlang\nacme\tQuendelwerk\tde\n", encoding="utf-8")
    for path in (tmp_path, table):
        (mention,) = newsmill.Extractor(gazetteers=path).extract("Das Quendelwerk zahlt.")
        assert isinstance(mention.value, newsmill.OrgValue) and mention.value.gazetteer == "acme"


def test_json_is_the_programs(extractor: newsmill.Extractor, corpus: Path, program: str) -> None:
    path = corpus / "wire.jsonl"
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    ours = "".join(e.jsonl() for e in extractor.pipe(records))
    assert ours.encode() == output_of(program, "extract", str(path))


def test_to_dict_and_json_agree(extractor: newsmill.Extractor) -> None:
    extraction = extractor.extract(TEXT)
    whole = extraction.to_dict()
    assert whole == json.loads(extraction.json())
    assert whole["document"] == json.loads(extraction.document_json())
    assert [m.to_dict() for m in extraction] == whole["mentions"]
    assert [newsmill.Mention.of_json(m.json()) for m in extraction] == list(extraction)


def test_pickles_are_equal(extractor: newsmill.Extractor) -> None:
    extraction = extractor.extract(TEXT)
    copy = pickle.loads(pickle.dumps(extraction))
    assert copy == extraction and copy.text == TEXT and hash(copy) == hash(extraction)
    assert [m.value for m in copy] == [m.value for m in extraction]
    german = pickle.loads(pickle.dumps(newsmill.Extractor(lang="de", without=["de/siemens"])))
    assert "Siemens" not in [m.text for m in german.extract(TEXT)]


def test_a_process_pool_can_use_it(extractor: newsmill.Extractor) -> None:
    context = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(1, mp_context=context) as pool:
        assert pool.submit(extractor.extract, TEXT).result() == extractor.extract(TEXT)


def test_other_threads_run_while_it_extracts(extractor: newsmill.Extractor) -> None:
    text = "On 3 March 2021 the United Nations paid $5 million. " * 4000
    count, stop = 0, threading.Event()

    def counting() -> None:
        nonlocal count
        while not stop.wait(0.001):
            count += 1

    thread = threading.Thread(target=counting)
    thread.start()
    before = count
    extractor.extract(text)
    during = count - before
    stop.set()
    thread.join()
    assert during >= 3, "the lock of Python is free meanwhile"


def test_notebooks_show_marked_text(extractor: newsmill.Extractor) -> None:
    html = extractor.extract("<b>Siemens</b> & Co paid €5 on 3 March 2021 <script>alert(1)</script>")._repr_html_()
    assert "<script" not in html and "<b>" not in html
    assert html.count("<mark") == html.count("</mark>") >= 2
    assert "&lt;script&gt;" in html and "3 March 2021</mark>" in html
