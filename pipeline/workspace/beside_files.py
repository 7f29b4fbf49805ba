"""Write what the rows of a series say of each other as a batch of files, with what it depends on; see kept_beside.py."""

from __future__ import annotations

import errno
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.stored.beside import FILES, Beside, current
from pipeline.stored.engine import engine
from pipeline.unfinished import remove, unfinished

Depends = Mapping[str, Mapping[str, str]]  # of a kind each name with its stamp
# What has no stamp is no longer there.
_DEPENDS = pa.schema([(name, pa.string()) for name in ("of", "name", "stamp")])
# Doubts are looked up by their series: those of one place or subject lie together, and each piece tells which it has.
_SERIES = {"series": {"ndv": 1024, "fpp": 1e-5}}  # hundreds are looked for at once
_BY_OWN, _TOGETHER = "ORDER BY split_part(series, chr(31), 2), series", 8192


def folded(batches: Iterable[Path]) -> dict[str, dict[str, str]]:
    """Lay together what batches that follow each other depend on; what is no longer there has no stamp."""
    folded = defaultdict[str, dict[str, str]](dict)
    for batch in batches:
        told = pq.read_table(batch / "depends.parquet", schema=_DEPENDS)
        for of in told["of"].unique().to_pylist():
            own = told.filter(pc.equal(told["of"], of))
            folded[of].update(zip(own["name"].to_pylist(), own["stamp"].to_pylist(), strict=True))
    return dict(folded)


def laid_together(batches: Sequence[Path], whole: Path) -> None:
    """Write the batch that some make which follow each other, whole or not at all. Raise OSError as `write` does."""
    made = unfinished(whole)
    try:
        made.mkdir()
        with engine().cursor() as database:
            for name in FILES:
                path = str(made / f"{name}.parquet").replace("'", "''")
                order, options = ("", "") if name != "doubts" else (_BY_OWN, f", ROW_GROUP_SIZE {_TOGETHER}")
                database.execute(
                    f"COPY (SELECT * FROM ({current(batches, name)}) {order}) TO '{path}' (FORMAT parquet{options})"
                )
        _write_depends(made, folded(batches))
        made.rename(whole)
    except duckdb.Error as error:
        raise OSError(errno.EIO, str(error), str(whole)) from error
    finally:
        remove(made)


def write(target: Path, found: Iterable[Beside], depends: Depends) -> None:
    """Write a batch whole or not at all. Raise OSError where the disk refuses it."""
    made = unfinished(target)
    try:
        made.mkdir()
        with ExitStack() as stack:
            writers = {
                name: stack.enter_context(
                    pq.ParquetWriter(
                        made / f"{name}.parquet",
                        columns,
                        compression="zstd",
                        bloom_filter_options=_SERIES if name == "doubts" else None,
                    )
                )
                for name, columns in FILES.items()
            }
            for one in found:
                for name, writer in writers.items():
                    writer.write_table(one[name])
        _write_depends(made, depends)
        made.rename(target)
    finally:
        remove(made)


def _write_depends(folder: Path, depends: Depends) -> None:
    lines = [(of, name, stamp) for of, some in depends.items() for name, stamp in some.items()]
    told = pa.table([[line[at] for line in lines] for at in range(len(_DEPENDS))], schema=_DEPENDS)
    pq.write_table(told, folder / "depends.parquet", compression="zstd")
