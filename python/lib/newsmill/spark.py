"""newsmill on Spark: workers extract, the driver finishes.

Workers turn documents into bundle lines with ``mapInArrow``. Spark writes these to the job's storage, a
task's file at once when the task is done, so tasks may be retried and run twice. The driver makes the
dataset of them, as :func:`newsmill.finish` does; that serves to 10 or 20 million documents.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlparse

from ._cluster import LINES, Source, extractor_of, show, split_options, summary
from .dataset import Dataset
from .program import RunOptions, finish

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame, SparkSession
    from typing_extensions import Unpack

_FIELDS = ("text", "id", "date", "lang", "region", "title", "url", "author", "site")


def run(
    spark: SparkSession,
    data: DataFrame | str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    out: str | os.PathLike[str],
    work: str | None = None,
    columns: Mapping[str, str] | None = None,
    source: str = "dataframe",
    keep_bundles: bool = False,
    quiet: bool = False,
    **options: Unpack[RunOptions],
) -> Dataset:
    """Extracts on the workers and writes a dataset to `out`, a folder of the driver.

    `data` is a DataFrame with a row a document, or paths of files and folders in any format that newsmill
    reads. Of paths, the dataset has the bytes of :func:`newsmill.run` over the same paths (details of
    rejects count lines from the record). Files of JSON Lines are split among tasks; any other file (HTML, WARC, a zip archive) is one task's.

    `columns` names the columns of a DataFrame: ``{"text": "body", "id": "key"}``; without it they are
    called text, id, date, lang, region, title, url, author, site, and those that are missing are left out.
    A column ``position`` of whole numbers orders the documents; without it Spark's order does, which
    another partitioning changes. `source` is the source of all rows.

    `work` is a folder on storage that driver and workers see (default: `out` with ``.bundles``); it is
    removed at the end unless `keep_bundles`. Options are those of :func:`newsmill.run`; those of reading
    apply only to paths. Spark shows the progress of its tasks under the description "newsmill"; the phases,
    counts and reasons of rejects go to standard error unless `quiet`.
    """
    import pyspark.sql.functions as F
    from pyspark.sql import DataFrame

    extraction, finishing = split_options(options)
    work = work or f"{Path(out).resolve()}.bundles"
    if isinstance(data, DataFrame):
        rows = _rows_of_frame(data, columns, source)
    else:
        given = [data] if isinstance(data, (str, os.PathLike)) else list(data)
        rows = _rows_of_paths(spark, [os.fspath(path) for path in given], F)

    def mapped(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        import pyarrow

        extractor = extractor_of(extraction)
        lines = extractor.bundles(item for batch in batches for item in _items(batch))
        next(lines)  # the header, which the driver writes
        held: list[str] = []
        size = 0
        for line in lines:
            held.append(line.decode().rstrip("\n"))
            size += len(line)
            if size > 1 << 22:
                yield pyarrow.RecordBatch.from_arrays([pyarrow.array(held, pyarrow.string())], ["value"])
                held, size = [], 0
        yield pyarrow.RecordBatch.from_arrays([pyarrow.array(held, pyarrow.string())], ["value"])

    # A large document is written as one row; a line feed inside JSON is escaped.
    show("newsmill: workers extract", quiet)
    described = spark.sparkContext.getLocalProperty("spark.job.description") or ""
    spark.sparkContext.setJobDescription("newsmill: extract")
    try:
        rows.mapInArrow(mapped, "value string").write.mode("overwrite").text(work)
    finally:
        spark.sparkContext.setJobDescription(described)
    show("newsmill: the driver finishes", quiet)
    header = extractor_of(extraction).bundle_header() + b"\n"
    local = _local(work)
    try:
        if local is not None:
            bundles: Iterable[str | bytes] = [header, *sorted(map(str, local.glob("part-*")))]
        else:
            remote = spark.read.text(work).toLocalIterator()
            bundles = (line for part in ([header], (row.value.encode() + b"\n" for row in remote)) for line in part)
        dataset = finish(bundles, out=out, **finishing)
        show(summary(dataset), quiet)
        return dataset
    finally:
        if local is not None and not keep_bundles:
            shutil.rmtree(local, ignore_errors=True)


def _items(batch: pyarrow.RecordBatch) -> Iterator[Any]:
    """What `Extractor.bundles` takes, of a batch of rows."""
    if "content" in batch.schema.names:
        columns = [batch.column(name).to_pylist() for name in ("content", "source", "position")]
        for content, source, position in zip(*columns, strict=True):
            yield (content if isinstance(content, bytes) else content.encode()), source, position
        return
    for row in batch.to_pylist():
        if row.get("text") is None:
            # What has no text is a reject of the dataset and no failed task.
            yield b"{}", row["source"], row["position"]
        else:
            yield {name: value for name, value in row.items() if value is not None}


def _rows_of_frame(frame: DataFrame, columns: Mapping[str, str] | None, source: str) -> DataFrame:
    import pyspark.sql.functions as F

    from .errors import Error

    names = dict(columns) if columns else {name: name for name in _FIELDS if name in frame.columns}
    missing = [theirs for theirs in names.values() if theirs not in frame.columns]
    if "text" not in names or missing:
        wanted = ", ".join(missing) or "text"
        raise Error(f"no column {wanted}; there are {', '.join(frame.columns)}: name them with columns={{\"text\": …}}", "usage")
    position = F.col("position") if "position" in frame.columns else F.monotonically_increasing_id()
    fields = [F.col(theirs).cast("string").alias(ours) for ours, theirs in names.items()]
    return frame.select(*fields, F.lit(source).alias("source"), position.cast("long").alias("position"))


def _rows_of_paths(spark: SparkSession, paths: list[str], F: Any) -> DataFrame:
    files = [one for path in paths for one in Source.found(path)]
    names = {one.path: one.name for one in files}
    lines = [one.path for one in files if one.path.endswith(LINES)]
    whole = [one.path for one in files if not one.path.endswith(LINES)]
    frames = []
    if lines:
        frames.append(_rows_of_lines(spark, lines, names, F))
    if whole:
        read = spark.read.format("binaryFile").load(whole)
        frames.append(read.select(F.col("content"), _named(F.col("path"), names, F).alias("source"), F.lit(0).cast("long").alias("position")))
    return frames[0] if len(frames) == 1 else frames[0].unionByName(frames[1])


def _rows_of_lines(spark: SparkSession, paths: list[str], names: dict[str, str], F: Any) -> DataFrame:
    """Lines with their place: the number of records before a block of a file is counted first."""
    place = [F.col("_metadata.file_path").alias("path"), F.col("_metadata.file_block_start").alias("block")]
    read = spark.read.text(paths).select(F.col("value"), *place, F.monotonically_increasing_id().alias("number"))
    # Empty lines take no position.
    read = read.where(F.length(F.trim(F.col("value"))) > 0)
    blocks = read.groupBy("path", "block").agg(F.count("*").alias("count"), F.min("number").alias("first")).collect()
    before: dict[str, int] = {}
    starts = []
    for block in sorted(blocks, key=lambda row: (row.path, row.block)):
        starts.append((block.path, block.block, before.get(block.path, 0)))
        before[block.path] = before.get(block.path, 0) + block["count"]
    from pyspark.sql import Window

    start = spark.createDataFrame(starts, "path string, block long, start long") if starts else None
    if start is None:
        return read.select(F.col("value").cast("binary").alias("content"), F.lit("").alias("source"), F.lit(0).cast("long").alias("position"))
    order = Window.partitionBy("path", "block").orderBy("number")
    numbered = read.join(F.broadcast(start), ["path", "block"]).withColumn("row", F.row_number().over(order) - 1)
    return numbered.select(
        F.col("value").cast("binary").alias("content"),
        _named(F.col("path"), names, F).alias("source"),
        (F.col("start") + F.col("row")).cast("long").alias("position"),
    )


def _named(path: Any, names: dict[str, str], F: Any) -> Any:
    """The source of a file as `newsmill run` names it."""
    table = F.create_map(*[F.lit(word) for pair in names.items() for word in pair])
    return F.coalesce(table[F.regexp_replace(path, "^file:/*", "/")], path)


def _local(folder: str) -> Path | None:
    """The folder, where the driver can read it as files."""
    parts = urlparse(folder)
    if parts.scheme in ("", "file"):
        return Path(unquote(parts.path))
    return None
