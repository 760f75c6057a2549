"""Exports, each read back by the tool that it is for; and the JSONL as data-frame readers take it."""

from __future__ import annotations

import csv
import datetime
import json
import xml.etree.ElementTree as ElementTree
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import newsmill


@pytest.fixture(scope="module")
def mentions(dataset: newsmill.Dataset) -> list[newsmill.Mention]:
    return list(dataset.mentions)


@pytest.fixture(scope="module")
def texts(dataset: newsmill.Dataset) -> dict[str, str]:
    return {d.id: d.text or "" for d in dataset.documents if d.duplicate_of is None}


def spans(mentions: list[newsmill.Mention]) -> list[tuple[str, int, int, str]]:
    return [(m.doc, m.start, m.end, m.type) for m in mentions]


def test_csv(dataset: newsmill.Dataset, mentions: list[newsmill.Mention], tmp_path: Path) -> None:
    dataset.export("csv", tmp_path / "csv")
    with open(tmp_path / "csv" / "mentions.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(r["doc"], int(r["start"]), int(r["end"]), r["type"]) for r in rows] == spans(mentions)
    for row, mention in zip(rows, mentions, strict=True):
        assert row["text"] == mention.text
        if isinstance(mention.value, newsmill.MoneyValue):
            assert row["amount"] == ("" if mention.value.amount is None else str(mention.value.amount))
        if isinstance(mention.value, newsmill.LawValue):
            assert row["citations"] == "; ".join(mention.value.citations)
    with open(tmp_path / "csv" / "entities.csv", encoding="utf-8", newline="") as file:
        entities = list(csv.DictReader(file))
    assert [(e["id"], e["name"]) for e in entities] == [(e.id, e.name) for e in dataset.entities]


def test_spacy(dataset: newsmill.Dataset, mentions: list[newsmill.Mention], texts: dict[str, str], tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy", reason="spacy is not installed")
    dataset.export("spacy", tmp_path / "spacy")
    vocab = spacy.blank("xx").vocab
    read = []
    for line in (tmp_path / "spacy" / "docs.jsonl").read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        doc = spacy.tokens.Doc(vocab).from_json(data)
        name = data["user_data"]["newsmill"]
        assert doc.text == texts[name]
        group = doc.spans["newsmill"]
        read += [(name, s.start_char, s.end_char, s.label_) for s in group]
        assert all(e.text == doc.text[e.start_char : e.end_char] for e in doc.ents)
        assert len(doc.ents) > 0
    assert sorted(read) == sorted(spans(mentions))


def test_brat(dataset: newsmill.Dataset, mentions: list[newsmill.Mention], texts: dict[str, str], tmp_path: Path) -> None:
    dataset.export("brat", tmp_path / "brat")
    found = 0
    by_doc: dict[str, list[newsmill.Mention]] = {}
    for mention in mentions:
        by_doc.setdefault(mention.doc, []).append(mention)
    for name, text in texts.items():
        written = (tmp_path / "brat" / f"{name}.txt").read_bytes().decode()
        assert written == text
        lines = (tmp_path / "brat" / f"{name}.ann").read_text(encoding="utf-8").splitlines()
        marks = [line.split("\t") for line in lines if line.startswith("T")]
        for (_, where, words), mention in zip(marks, by_doc.get(name, []), strict=True):
            kind, _, pieces = where.partition(" ")
            parts = [written[int(a) : int(b)] for a, b in (p.split() for p in pieces.split(";"))]
            assert kind == mention.type and " ".join(parts) == words
            found += 1
    assert found == len(mentions)


def test_label_studio(dataset: newsmill.Dataset, mentions: list[newsmill.Mention], tmp_path: Path) -> None:
    dataset.export("label-studio", tmp_path / "ls")
    tasks = json.loads((tmp_path / "ls" / "tasks.json").read_text(encoding="utf-8"))
    labels = {e.get("value") for e in ElementTree.parse(tmp_path / "ls" / "labels.xml").iter("Label")}
    read = 0
    for task in tasks:
        # JavaScript's units.
        units = task["data"]["text"].encode("utf-16-le")
        for result in task["predictions"][0]["result"]:
            value = result["value"]
            assert units[2 * value["start"] : 2 * value["end"]].decode("utf-16-le") == value["text"]
            assert set(value["labels"]) <= labels
            read += 1
    assert read == len(mentions)


def test_utf_16_offsets_of_wide_characters(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("😀😀 The United Nations met on 3 March 2021. 😀 Siemens paid.", encoding="utf-8")
    made = newsmill.run(tmp_path / "a.txt", out=tmp_path / "out", with_text=True)
    made.export("label-studio", tmp_path / "ls")
    (task,) = json.loads((tmp_path / "ls" / "tasks.json").read_text(encoding="utf-8"))
    units = task["data"]["text"].encode("utf-16-le")
    values = [r["value"] for r in task["predictions"][0]["result"]]
    assert len(values) == 3 and values[0]["start"] == 9
    assert all(units[2 * v["start"] : 2 * v["end"]].decode("utf-16-le") == v["text"] for v in values)


def test_timex3(dataset: newsmill.Dataset, mentions: list[newsmill.Mention], texts: dict[str, str], tmp_path: Path) -> None:
    dataset.export("timex3", tmp_path / "tml")
    values = {(m.text, m.value.timex) for m in mentions if isinstance(m.value, newsmill.DateValue)}
    found = 0
    for name, text in texts.items():
        root = ElementTree.parse(tmp_path / "tml" / f"{name}.tml").getroot()
        body = root.find("TEXT")
        assert body is not None and "".join(body.itertext()) == text
        for element in body.iter("TIMEX3"):
            assert element.get("type") in {"DATE", "TIME", "DURATION", "SET"}
            timex = element.get("value")
            assert (element.text, None if timex == "XXXX-XX-XX" else timex) in values
            found += 1
    assert found > 100


def test_follow_the_money(dataset: newsmill.Dataset, mentions: list[newsmill.Mention], tmp_path: Path) -> None:
    ftm = pytest.importorskip("followthemoney", reason="followthemoney is not installed")
    from followthemoney.proxy import EntityProxy

    dataset.export("ftm", tmp_path / "ftm")
    lines = (tmp_path / "ftm" / "entities.ftm.json").read_text(encoding="utf-8").splitlines()
    proxies = {}
    for line in lines:
        data = json.loads(line)
        proxy = EntityProxy.from_dict(data, cleaned=False)
        for name, given in data["properties"].items():
            # What followthemoney does not understand it drops.
            assert len(proxy.get(name)) == len(given), (proxy.id, name, given, proxy.get(name))
        proxies[proxy.id] = proxy
    orgs = [m for m in mentions if m.type == "ORG"]
    of_mentions = [p for p in proxies.values() if p.schema.name == "Mention"]
    assert len(of_mentions) == len({m.id for m in orgs})
    for proxy in of_mentions:
        assert all(proxies[target].schema.is_a("LegalEntity") for target in proxy.get("resolved"))
        assert all(proxies[target].schema.is_a("Document") for target in proxy.get("document"))
    assert ftm.model.get("Mention") is not None


@pytest.fixture(scope="module")
def parquet(dataset: newsmill.Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return dataset.export("parquet", tmp_path_factory.mktemp("parquet") / "out")


def test_parquet_has_the_jsonl(dataset: newsmill.Dataset, mentions: list[newsmill.Mention], parquet: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    rows = pq.read_table(parquet / "mentions.parquet").to_pylist()
    documents = {d.id: d for d in dataset.documents}
    names = {e.id: e.name for e in dataset.entities}
    assert len(rows) == len(mentions)
    for row, m in zip(rows, mentions, strict=True):
        assert (row["id"], row["text"], row["rule"], row["confidence"]) == (m.id, m.text, m.rule, m.confidence)
        assert (row["published"], row["source"]) == (documents[m.doc].published, documents[m.doc].source)
        assert row["entity_name"] == (names[m.entity] if m.entity else None)
        assert [kind for kind in ("date", "money", "law", "org") if row[kind]] == [m.type.lower()]
        if isinstance(m.value, newsmill.DateValue):
            assert (row["date"]["start"], row["date"]["timex"]) == (m.value.start, m.value.timex)
        elif isinstance(m.value, newsmill.MoneyValue):
            assert (row["money"]["amount"], row["money"]["max"]) == (m.value.amount, m.value.max)
        elif isinstance(m.value, newsmill.LawValue):
            assert row["citations"] == list(m.value.citations)
            assert [p["number"] for p in row["law"]["provisions"]] == [p.number for p in m.value.provisions]
        else:
            assert (row["org"]["key"], row["org"]["kind"]) == (m.value.key, m.value.kind)
    counts = {"documents": len(documents), "entities": len(names), "facts": len(list(dataset.facts)),
              "rejects": len(list(dataset.rejects)), "claims": sum(len(f.claims) for f in dataset.facts)}
    for name, count in counts.items():
        assert pq.read_metadata(parquet / f"{name}.parquet").num_rows == count, name
    facts = pq.read_table(parquet / "facts.parquet").to_pylist()
    fines = [f for f in facts if f["kind"] == "fine" and f["amount"] is not None]
    assert fines and all(isinstance(f["amount"], Decimal) and f["currency"] and f["target_name"] for f in fines)


def test_parquet_in_pandas(dataset: newsmill.Dataset, mentions: list[newsmill.Mention], parquet: Path) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    frame = pandas.read_parquet(parquet / "mentions.parquet", dtype_backend="pyarrow")
    assert len(frame) == len(mentions) and str(frame["published"].dtype) == "date32[day][pyarrow]"
    assert frame["type"].value_counts().to_dict() == {
        kind: sum(m.type == kind for m in mentions) for kind in {m.type for m in mentions}}


def test_parquet_in_polars(mentions: list[newsmill.Mention], parquet: Path) -> None:
    polars = pytest.importorskip("polars", reason="polars is not installed")
    frame = polars.read_parquet(parquet / "mentions.parquet")
    assert frame.schema["published"] == polars.Date
    amounts = frame.select(polars.col("money").struct.field("amount")).to_series().drop_nulls().to_list()
    ours = [m.value.amount for m in mentions if isinstance(m.value, newsmill.MoneyValue) and m.value.amount is not None]
    assert amounts == ours and isinstance(amounts[0], Decimal)


def test_parquet_in_duckdb(mentions: list[newsmill.Mention], parquet: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    query = f"select count(*), max(money.amount), min(date.start) from '{parquet}/mentions.parquet'"
    ((count, amount, start),) = duckdb.sql(query).fetchall()
    values: list[Any] = [m.value for m in mentions]
    assert count == len(mentions)
    assert amount == max(v.amount for v in values if isinstance(v, newsmill.MoneyValue) and v.amount is not None)
    assert start == min(v.start for v in values if isinstance(v, newsmill.DateValue) and v.start is not None)


def test_views_answer_the_questions(dataset: newsmill.Dataset, parquet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    monkeypatch.chdir(parquet)
    base = duckdb.connect()
    base.execute(Path("views.sql").read_text(encoding="utf-8"))
    names = {e.id: e.name for e in dataset.entities}
    fines = [f for f in dataset.facts if f.kind == "fine"]
    rows = base.sql("from fines").fetchall()
    assert sorted(str(r[0]) for r in rows) == sorted(str(names.get(f.roles.target or "")) for f in fines)
    conflicts = {r[0] for r in base.sql("from conflicts").fetchall()}
    assert conflicts == {f.id for f in dataset.facts if any(x.status == "conflict" for x in f.fields.values())}
    (first, *_), = base.sql("from organisations limit 1").fetchall()
    most = max(e.mentions for e in dataset.entities if e.type == "ORG")
    assert next(e.mentions for e in dataset.entities if e.id == first) == most
    for view in ("citations", "sums", "days", "together"):
        assert base.sql(f"from {view} limit 3").fetchall(), view


def test_frames_of_a_dataset_and_of_a_text(dataset: newsmill.Dataset, extractor: newsmill.Extractor) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    assert dataset.documents.to_arrow().num_rows == len(dataset.documents)
    assert dataset.rejects.to_arrow().num_rows == len(dataset.rejects)
    facts = dataset.facts.to_arrow().to_pylist()
    assert [f["id"] for f in facts] == [f.id for f in dataset.facts]
    assert any(f["target_name"] and f["amount_status"] for f in facts)
    extraction = extractor.extract("On 3 March 2021 Siemens paid 5 million euros.")
    table = extraction.to_arrow()
    assert table.column("text").to_pylist() == [m.text for m in extraction]
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    frame = extraction.to_pandas()
    assert isinstance(frame, pandas.DataFrame) and frame["date"][0]["start"] == datetime.date(2021, 3, 3)
    polars = pytest.importorskip("polars", reason="polars is not installed")
    assert isinstance(dataset.mentions.to_polars(), polars.DataFrame)
    assert extraction.to_polars()["money"].struct.field("amount").to_list()[2] == Decimal(5_000_000)


def test_what_an_export_refuses(dataset: newsmill.Dataset, corpus: Path, tmp_path: Path) -> None:
    without_text = newsmill.run(corpus, out=tmp_path / "short")
    for format in ("spacy", "brat", "label-studio", "timex3"):
        with pytest.raises(newsmill.Error, match="--with-text") as caught:
            without_text.export(format, tmp_path / format)
        assert caught.value.kind == "input"
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").touch()
    with pytest.raises(newsmill.Error, match="not empty"):
        dataset.export("csv", tmp_path / "full")
    with pytest.raises(newsmill.Error, match="xlsx") as caught:
        dataset.export("xlsx", tmp_path / "x")
    assert caught.value.kind == "usage"


@pytest.mark.parametrize("name", ["documents", "mentions", "entities", "facts"])
def test_jsonl_in_readers(dataset: newsmill.Dataset, name: str) -> None:
    """The one option that each reader needs stands in docs/records.md."""
    path = dataset.path / f"{name}.jsonl"
    count = len(path.read_text(encoding="utf-8").split("\n")) - 1
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    assert len(pandas.read_json(path, lines=True)) == count
    polars = pytest.importorskip("polars", reason="polars is not installed")
    assert len(polars.read_ndjson(path, infer_schema_length=None)) == count
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    assert duckdb.sql(f"select count(*) from read_json('{path}', sample_size=-1)").fetchall() == [(count,)]
    json_of_arrow = pytest.importorskip("pyarrow.json", reason="pyarrow is not installed")
    options = json_of_arrow.ReadOptions(block_size=1 << 26)
    assert json_of_arrow.read_json(path, read_options=options).num_rows == count


def test_compressed_jsonl_in_readers(dataset: newsmill.Dataset, corpus: Path, tmp_path: Path) -> None:
    path = newsmill.run(corpus, out=tmp_path / "packed", compress="zst").path / "mentions.jsonl.zst"
    count = len(dataset.mentions)
    polars = pytest.importorskip("polars", reason="polars is not installed")
    assert len(polars.read_ndjson(path, infer_schema_length=None)) == count
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    assert duckdb.sql(f"select count(*) from read_json('{path}', sample_size=-1)").fetchall() == [(count,)]
    json_of_arrow = pytest.importorskip("pyarrow.json", reason="pyarrow is not installed")
    options = json_of_arrow.ReadOptions(block_size=1 << 26)
    assert json_of_arrow.read_json(path, read_options=options).num_rows == count
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    pytest.importorskip("zstandard", reason="pandas needs zstandard, which is not installed")
    assert len(pandas.read_json(path, lines=True)) == count


@pytest.mark.parametrize("name", ["documents", "mentions", "entities", "facts"])
def test_jsonl_in_hugging_face_datasets(dataset: newsmill.Dataset, name: str, tmp_path: Path) -> None:
    datasets = pytest.importorskip("datasets", reason="datasets is not installed")
    path = dataset.path / f"{name}.jsonl"
    read = datasets.load_dataset("json", data_files=str(path), split="train", cache_dir=str(tmp_path), chunksize=1 << 26)
    assert len(read) == len(path.read_text(encoding="utf-8").split("\n")) - 1
