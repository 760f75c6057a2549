"""Spark on a real local cluster, and Dask: datasets with the bytes of one run.

NEWSMILL_FULL=1 runs the long form: 25,000 documents, and a worker process killed during the job.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import newsmill
from conftest import ROOT, same_files

def same(made: newsmill.Dataset, whole: newsmill.Dataset) -> bool:
    """Equal bytes; of rejects, place and reason. A worker knows a record and not its line in the file."""
    assert [f for f in same_files(made.path, whole.path) if f != "rejects.jsonl"] == []
    rejects = [[(r.source, r.position, r.reason) for r in d.rejects] for d in (made, whole)]
    return rejects[0] == rejects[1]


FULL = "NEWSMILL_FULL" in os.environ
DOCUMENTS = 25_000 if FULL else 1_500


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of lines, with bad lines and empty ones, and whole files of other formats."""
    folder = tmp_path_factory.mktemp("archive") / "news"
    tool = ROOT / "tools" / "synthetic_archive.py"
    subprocess.run([sys.executable, str(tool), str(DOCUMENTS), str(folder), "--files", "3"], check=True, stdout=subprocess.DEVNULL)
    first = folder / "0000.jsonl"
    lines = first.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[5:5] = ["\n", '{"title": "no text"}\n', "not JSON\n"]
    first.write_text("".join(lines), encoding="utf-8")
    (folder / "page.html").write_text("<html><body><article><p>Siemens paid 5 million euros on 3 March 2021 to the United Nations.</p></article></body></html>")
    shutil.copytree(ROOT / "corpus" / "ru", folder / "ru")
    return folder


@pytest.fixture(scope="module")
def whole(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> newsmill.Dataset:
    return newsmill.run(archive, out=tmp_path_factory.mktemp("whole") / "out")


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    pytest.importorskip("pyspark", reason="pyspark is not installed")
    if shutil.which("java") is None:
        pytest.skip("Java is not installed")
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    # Two worker processes of one core each; small blocks, so that files are split in their middle.
    session = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .appName("newsmill")
        .config("spark.executor.memory", "768m")
        .config("spark.driver.memory", "1g")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "localhost")
        .config("spark.sql.files.maxPartitionBytes", str(1 << 20 if FULL else 1 << 17))
        .config("spark.sql.files.openCostInBytes", "1")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def test_spark_over_paths_equals_one_run(
    spark: Any, archive: Path, whole: newsmill.Dataset, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from newsmill import spark as on_spark

    made = on_spark.run(spark, archive, out=tmp_path / "out")
    assert same(made, whole)
    assert made.manifest.rejects == {"json": 1, "no-text": 1}
    assert "newsmill: 2 records gave no document (json 1, no-text 1)" in capsys.readouterr().err
    assert not (tmp_path / "out.bundles").exists()


def test_spark_over_a_data_frame(spark: Any, tmp_path: Path) -> None:
    from newsmill import spark as on_spark

    rows = [(f"a{n}", f"On {n % 28 + 1} March 2021 Siemens paid {n} euros.", "2021-04-01", n) for n in range(200)]
    rows.append(("none", None, None, 200))
    frame = spark.createDataFrame(rows, "key string, body string, day string, position long").repartition(7)
    columns = {"text": "body", "id": "key", "date": "day"}
    made = on_spark.run(spark, frame, out=tmp_path / "out", columns=columns, min_confidence="strong")
    assert made.manifest.documents == 200 and made.manifest.rejects == {"no-text": 1}
    again = on_spark.run(spark, frame.repartition(2), out=tmp_path / "again", columns=columns, min_confidence="strong")
    assert same_files(made.path, again.path) == []
    with pytest.raises(newsmill.Error, match="there are key, body"):
        on_spark.run(spark, frame, out=tmp_path / "wrong")
    with pytest.raises(newsmill.Error, match="since"):
        on_spark.run(spark, frame, out=tmp_path / "wrong", columns=columns, since="2021-01-01")


@pytest.mark.skipif(not FULL, reason="the long form runs with NEWSMILL_FULL=1")
def test_a_killed_worker_costs_nothing(spark: Any, archive: Path, whole: newsmill.Dataset, tmp_path: Path) -> None:
    from newsmill import spark as on_spark

    killed: list[int] = []

    def kill() -> None:
        parts = tmp_path / "out.bundles" / "_temporary"
        while not parts.exists():
            time.sleep(0.05)
        time.sleep(1)
        found = subprocess.run(["pgrep", "-f", "CoarseGrainedExecutorBackend"], capture_output=True, text=True, check=False)
        victim = int(found.stdout.split()[0])
        os.kill(victim, signal.SIGKILL)
        killed.append(victim)

    thread = threading.Thread(target=kill)
    thread.start()
    made = on_spark.run(spark, archive, out=tmp_path / "out")
    thread.join()
    assert killed and same(made, whole)


def test_dask_equals_one_run(archive: Path, whole: newsmill.Dataset, tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed", reason="dask is not installed")
    from newsmill import dask as on_dask

    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        with distributed.Client(cluster) as client:
            made = on_dask.run(client, archive, out=tmp_path / "out")
    assert same(made, whole)
