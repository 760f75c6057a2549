"""Runs, bundles, datasets."""

from __future__ import annotations

import dataclasses
import html
import json
import os
import re
import signal
import subprocess
import sys
import time
import typing
from pathlib import Path

import pytest

import newsmill
from conftest import ROOT, output_of, same_files
from newsmill import program as commands
from newsmill import records


def test_a_run_equals_the_programs(corpus: Path, program: str, tmp_path: Path) -> None:
    ours = newsmill.run([corpus], out=tmp_path / "ours", jobs=2)
    output_of(program, "run", str(corpus), "--out", str(tmp_path / "theirs"), "-q")
    assert same_files(ours.path, tmp_path / "theirs") == []
    assert newsmill.diff(ours, tmp_path / "theirs") == []


def test_bundles_of_lines_equal_a_run_over_the_file(corpus: Path, tmp_path: Path) -> None:
    extractor = newsmill.Extractor()
    path = corpus / "wire.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    whole = newsmill.run(path, out=tmp_path / "whole")
    halves = [(0, lines[:1]), (1, lines[1:])]
    files = []
    for first, part in halves:
        files.append(tmp_path / f"{first}.jsonl")
        files[-1].write_bytes(b"".join(extractor.bundles(part, source=str(path), first=first)))
    assert same_files(newsmill.finish(files, out=tmp_path / "files").path, whole.path) == []
    in_memory = extractor.bundles(lines, source=str(path))
    assert same_files(newsmill.finish(in_memory, out=tmp_path / "memory").path, whole.path) == []


def test_two_documents_at_one_place_are_refused(tmp_path: Path) -> None:
    extractor = newsmill.Extractor()
    bundles = [*extractor.bundles(["It rained."]), *list(extractor.bundles(["It snowed."]))[1:]]
    with pytest.raises(newsmill.Error, match="--source") as caught:
        newsmill.finish(bundles, out=tmp_path / "out")
    assert caught.value.kind == "input"


def test_records_are_typed(dataset: newsmill.Dataset) -> None:
    manifest = dataset.manifest
    documents = {d.id: d for d in dataset.documents}
    assert manifest.documents == len(documents) == len(dataset.documents)
    assert sum(sum(langs.values()) for langs in manifest.mentions.values()) == len(dataset.mentions)
    entities = {e.id: e for e in dataset.entities}
    for mention in dataset.mentions:
        text = documents[mention.doc].text
        assert text is not None and text[mention.start : mention.end] == mention.text
        assert mention.entity is None or mention.entity in entities
    facts = list(dataset.facts)
    assert facts and all(f.roles.target is None or f.roles.target in entities for f in facts)
    assert any(isinstance(c.amount, records.ClaimAmount) for f in facts for c in f.claims)


@pytest.mark.parametrize("name", ["document", "entity", "fact", "reject", "manifest", "mention"])
def test_classes_have_the_fields_of_the_schemas(name: str) -> None:
    schema = json.loads((ROOT / "schema" / f"{name}.json").read_text(encoding="utf-8"))
    fields = set(schema["properties"]) - {"record", "schema"}
    if name == "mention":
        ours = {f for f in vars(newsmill.Mention) if not f.startswith("_")} - {"json", "to_dict", "of_json"}
        for part, cls in [("DateValue", newsmill.DateValue), ("MoneyValue", newsmill.MoneyValue),
                          ("LawValue", newsmill.LawValue), ("OrgValue", newsmill.OrgValue)]:
            assert set(schema["$defs"][part]["properties"]) == {f.name for f in dataclasses.fields(cls)}
    else:
        cls = getattr(records, name.capitalize())
        ours = {f.name for f in dataclasses.fields(cls)}
    assert ours == fields


#: What says how a process talks and ends, and which file gives its options: of no use to a caller.
OF_A_PROCESS = {"out", "quiet", "verbose", "allow-rejects", "config", "no-config"}


@pytest.mark.parametrize(
    ("command", "options", "left_out"),
    [("run", commands.RunOptions, OF_A_PROCESS),
     ("merge", commands.FinishOptions, OF_A_PROCESS)],
)
def test_options_are_the_programs(program: str, command: str, options: type, left_out: set[str]) -> None:
    help_ = output_of(program, command, "--help").decode()
    flags = set(re.findall(r"^ +(?:-\w, )?--([a-z-]+)", help_, re.MULTILINE)) - {"help", "version"} - left_out
    assert {name.replace("_", "-") for name in typing.get_type_hints(options)} == flags


def test_options_reach_the_run(corpus: Path, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"body": "Siemens met in 2021.", "when": "2021-05-01"}\n{"body": "x", "when": "2019-05-01"}\n')
    made = newsmill.run(path, out=tmp_path / "out", field={"text": "body", "date": "when"}, since="2020-01-01",
                        with_text=True, min_confidence="certain", without=["de/siemens", "us/ibm"])
    assert made.manifest.filtered == {"since": 1} and made.manifest.options["field-text"] == "body"
    assert [d.text for d in made.documents] == ["Siemens met in 2021."]
    with pytest.raises(newsmill.Error) as caught:
        newsmill.run(path, out=tmp_path / "out", no_such_option=True)  # type: ignore[call-arg]
    assert caught.value.kind == "usage"


def test_progress_is_told_and_may_stop(corpus: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int, int, int]] = []
    made = newsmill.run(corpus, out=tmp_path / "out", progress=lambda *state: told.append(state))
    stage, documents, done, total = told[-1]
    assert (stage, documents) == ("committing", made.manifest.documents) and 0 < done <= total

    def stop(*_: object) -> None:
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        newsmill.run(corpus, out=tmp_path / "other", progress=stop)


def test_ctrl_c_stops_a_run_and_the_next_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    with open(path, "w", encoding="utf-8") as out:
        for number in range(60_000):
            out.write(json.dumps({"text": f"On 3 March 2021 the firm number {number} paid $5 million to Siemens."}) + "\n")
    code = "import sys, newsmill; print('go', flush=True); newsmill.run(sys.argv[1], out=sys.argv[2], jobs=1)"
    out = tmp_path / "out"
    child = subprocess.Popen([sys.executable, "-c", code, str(path), str(out)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert child.stdout and child.stdout.readline() == b"go\n"
    spool = out / ".work" / "bundles.jsonl"
    while not spool.exists() or spool.stat().st_size < 1000:
        assert child.poll() is None, "the run ended before it could be stopped"
        time.sleep(0.01)
    child.send_signal(signal.SIGINT)
    _, said = child.communicate(timeout=60)
    assert child.returncode != 0 and b"KeyboardInterrupt" in said
    assert not (out / "manifest.json").exists()
    resumed = newsmill.run(path, out=out)
    anew = newsmill.run(path, out=tmp_path / "anew")
    assert same_files(resumed.path, anew.path) == []


def test_faults_name_file_and_line(dataset: newsmill.Dataset, tmp_path: Path) -> None:
    with pytest.raises(newsmill.Error, match="no dataset") as caught:
        newsmill.read(tmp_path)
    assert caught.value.kind == "input"
    for name in ("manifest.json", "mentions.jsonl", "facts.jsonl"):
        (tmp_path / name).write_bytes((dataset.path / name).read_bytes())
    lines = (tmp_path / "mentions.jsonl").read_text(encoding="utf-8").splitlines()
    (tmp_path / "mentions.jsonl").write_text("\n".join([lines[0], "{}", lines[1]]), encoding="utf-8")
    (tmp_path / "facts.jsonl").write_text('{"id": 1}\n', encoding="utf-8")
    damaged = newsmill.read(tmp_path)
    with pytest.raises(newsmill.Error) as caught:
        list(damaged.mentions)
    assert (caught.value.kind, caught.value.line) == ("input", 2)
    assert caught.value.file == str(tmp_path / "mentions.jsonl")
    with pytest.raises(newsmill.Error, match="facts.jsonl:1"):
        list(damaged.facts)
    with pytest.raises(newsmill.Error, match="no such file"):
        list(damaged.entities)


def test_a_compressed_dataset_is_read_the_same(dataset: newsmill.Dataset, corpus: Path, program: str, tmp_path: Path) -> None:
    made = newsmill.run(corpus, out=tmp_path / "packed", with_text=True, compress="zst")
    output_of(program, "run", str(corpus), "--out", str(tmp_path / "theirs"), "--with-text", "--compress", "zst", "-q")
    assert same_files(made.path, tmp_path / "theirs") == []
    assert (made.path / "mentions.jsonl.zst").is_file() and not (made.path / "mentions.jsonl").exists()
    assert newsmill.diff(dataset, made) == [] and made.manifest == dataset.manifest
    for name in ("documents", "mentions", "entities", "facts", "rejects"):
        assert list(getattr(made, name)) == list(getattr(dataset, name)), name
        assert len(getattr(made, name)) == len(getattr(dataset, name))
    whole = (made.path / "facts.jsonl.zst").read_bytes()
    (made.path / "facts.jsonl.zst").write_bytes(whole[:-20])
    with pytest.raises(newsmill.Error, match="facts.jsonl.zst: cannot be read"):
        list(made.facts)
    (made.path / "facts.jsonl.zst").write_bytes(whole)
    (made.path / "facts.jsonl").write_bytes(b"")
    with pytest.raises(newsmill.Error, match="files of several datasets") as caught:
        list(made.mentions)
    assert caught.value.kind == "input"


def test_bundles_finish_into_compressed_files(corpus: Path, tmp_path: Path) -> None:
    bundles = list(newsmill.Extractor().bundles(["Siemens met on 3 March 2021.", "It rained in 2020."]))
    plain = newsmill.finish(bundles, out=tmp_path / "plain")
    packed = newsmill.finish(bundles, out=tmp_path / "packed", compress="zst")
    assert newsmill.diff(plain, packed) == [] and (packed.path / "entities.jsonl.zst").is_file()


def test_a_dataset_of_parquet_has_tables(dataset: newsmill.Dataset, corpus: Path, tmp_path: Path) -> None:
    made = newsmill.run(corpus, out=tmp_path / "tables", with_text=True, format="parquet", compress="zst")
    assert made.manifest == dataset.manifest and "documents" in made._repr_html_()
    assert sorted(p.name for p in made.path.glob("*.json*")) == ["manifest.json"]
    with pytest.raises(newsmill.Error, match="the dataset is Parquet, which has no records to loop over") as caught:
        list(made.mentions)
    assert caught.value.kind == "input"
    with pytest.raises(newsmill.Error, match="the dataset is Parquet"):
        len(made.facts)
    with pytest.raises(newsmill.Error, match="the dataset is Parquet"):
        newsmill.diff(dataset, made)
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    exported = dataset.export("parquet", tmp_path / "exported")
    assert same_files(exported, made.path, but={"manifest.json"}) == []
    for name in ("documents", "mentions", "entities", "facts", "rejects"):
        ours, theirs = getattr(made, name).to_arrow(), getattr(dataset, name).to_arrow()
        assert ours.schema.equals(theirs.schema) and ours.num_rows == theirs.num_rows, name
    named = made.mentions.to_arrow().column("entity_name").to_pylist()
    assert any(named), "tables of a dataset have names beside ids"


def test_a_locked_folder_is_told(tmp_path: Path, corpus: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(newsmill.Error) as caught:
        newsmill.run(corpus, out=tmp_path)
    assert caught.value.kind == "usage" and (tmp_path / "mine.txt").read_text() == "mine"
    with pytest.raises(newsmill.Error, match="no input named"):
        newsmill.run([], out=tmp_path / "out")
    with pytest.raises(newsmill.Error, match="missing: no such file or folder"):
        newsmill.run(tmp_path / "missing", out=tmp_path / "out")


def test_explanations_are_the_programs(dataset: newsmill.Dataset, program: str) -> None:
    text = "Siemens paid $5 million on 3 March 2021."
    assert newsmill.explain(text, date="2021-03-05").encode() == output_of(
        program, "explain", "--text", text, "--date", "2021-03-05")
    entity = next(e for e in dataset.entities if e.type == "ORG")
    assert entity.id in newsmill.explain_entity(entity.id, dataset)
    assert any(rule["rule"] == "date/en/year" for rule in newsmill.rules())


def test_the_program_is_installed() -> None:
    said = output_of(sys.executable, "-m", "newsmill", "--version").decode()
    assert said == f"newsmill {newsmill.__version__}\n"
    wrong = subprocess.run([sys.executable, "-m", "newsmill", "run"], capture_output=True, check=False)
    assert wrong.returncode == 2 and b"--out" in wrong.stderr


def test_the_dataset_shows_itself(dataset: newsmill.Dataset) -> None:
    shown = dataset._repr_html_()
    assert shown.count("<tr>") >= 6 and os.fspath(dataset.path) in shown


def test_reports(dataset: newsmill.Dataset, program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = dataset.report(tmp_path / "report.html", title="Fines & more")
    page = out.read_text(encoding="utf-8")
    assert "<title>Fines &amp; more</title>" in page
    made = output_of(program, "report", str(dataset.path), "--title", "Fines & more", "--out", "-")
    assert made == out.read_bytes() == newsmill.report(dataset.path, out, title="Fines & more").read_bytes()
    monkeypatch.chdir(tmp_path)
    shown = dataset.show_report(title="Fines & more", height=400)
    cell = shown._repr_html_()
    assert shown.path is None and "height:400px" in cell
    inside = re.fullmatch(r'<iframe sandbox="[a-z -]+" style="[^"]+" title="[^"]+" srcdoc="([^"]+)"></iframe>', cell)
    assert inside and html.unescape(inside[1]) == page
    assert "allow-same-origin" not in cell, "the page does not reach the notebook"
    # A page that is too large for a cell is a file beside the notebook.
    monkeypatch.setattr("newsmill.dataset._CELL_BYTES", 1000)
    shown = dataset.show_report(title="Fines & more", out="a b.html")
    assert 'href="a%20b.html"' in shown._repr_html_()
    assert (tmp_path / "a b.html").read_text(encoding="utf-8") == page
    with pytest.raises(newsmill.Error, match="no dataset"):
        newsmill.report(tmp_path, tmp_path / "none.html")
