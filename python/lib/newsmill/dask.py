"""newsmill on Dask: a task a file, then one finish."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ._cluster import Source, extractor_of, show, split_options, summary
from .dataset import Dataset
from .program import RunOptions, finish

if TYPE_CHECKING:
    from distributed import Client
    from typing_extensions import Unpack


def run(
    client: Client,
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    out: str | os.PathLike[str],
    work: str | os.PathLike[str] | None = None,
    quiet: bool = False,
    **options: Unpack[RunOptions],
) -> Dataset:
    """Extracts on the workers, a task for each file, and writes a dataset to `out`: the bytes of
    :func:`newsmill.run` over the same paths. `work` is a folder that driver and workers see (default:
    `out` with ``.bundles``). Counts and reasons of rejects go to standard error unless `quiet`."""
    extraction, finishing = split_options(options)
    given = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
    files = [one for path in given for one in Source.found(os.fspath(path))]
    folder = Path(work or f"{Path(out).resolve()}.bundles")
    folder.mkdir(parents=True, exist_ok=True)
    targets = [str(folder / f"{number:06d}.jsonl") for number in range(len(files))]
    try:
        # Dask's own functions have no types.
        cluster: Any = client
        cluster.gather(cluster.map(_bundle, files, targets, options=extraction, pure=False))
        dataset = finish(targets, out=out, **finishing)
        show(summary(dataset), quiet)
        return dataset
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _bundle(file: Source, target: str, options: dict[str, Any]) -> None:
    """Writes the bundle file of a file. A task that runs twice writes the same file and renames it."""
    draft = f"{target}.{os.getpid()}"
    with open(draft, "wb") as out:
        out.writelines(extractor_of(options).bundles(file.records()))
    os.replace(draft, target)
