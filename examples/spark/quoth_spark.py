# SPDX-License-Identifier: MIT
"""Who said what in more text than one machine should read: Apache Spark.

    spark-submit quoth_spark.py IN.jsonl OUT_FOLDER [PACK...]

IN has an object a line with ``id`` and ``text``, and perhaps ``lang``, as
``quoth run`` reads it; OUT has the lines that ``quoth run --jsonl --offsets
codepoints`` writes. Each Python worker compiles the packs once.
"""
from __future__ import annotations

import functools
import json
import sys
from collections.abc import Iterator

import pandas as pd
from pyspark.sql import DataFrame, SparkSession

SCHEMA = "id string, line string, error string"


@functools.lru_cache(maxsize=8)
def engine(packs: tuple[str, ...], lang: str):
    import quoth  # on the worker, once

    return quoth.Engine(packs or None, lang=lang)


def attribute(line: str, packs: tuple[str, ...], lang: str):
    """(id, line of JSON, None), or (id, None, why it could not be done)."""
    try:
        article = json.loads(line)
        name, text = article["id"], article["text"]
    except (ValueError, KeyError, TypeError) as error:
        return None, None, f"not an article: {error!r}"
    try:
        result = engine(packs, lang).run(text, lang=article.get("lang"))
        return str(name), result.to_json(name), None
    except Exception as error:  # one bad article does not end the job
        return str(name), None, str(error)


def attributions(lines: DataFrame, packs: tuple[str, ...] = (),
                 lang: str = "en") -> DataFrame:
    """Columns of ``SCHEMA`` for a frame with one column of lines."""

    def partition(frames: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        for frame in frames:
            rows = [attribute(line, packs, lang) for line in frame.iloc[:, 0]
                    if line.strip()]
            yield pd.DataFrame(rows, columns=["id", "line", "error"])

    lines.sparkSession.sparkContext.addPyFile(__file__)
    return lines.mapInPandas(partition, SCHEMA)


def main(source: str, target: str, packs: tuple[str, ...]) -> int:
    from quoth_spark import attributions as by_name  # as workers know it

    spark = SparkSession.builder.appName("quoth").getOrCreate()
    found = by_name(spark.read.text(source), packs).cache()
    found.where("error is null").select("line").write.mode("error").text(target)
    failed = found.where("error is not null").select("id", "error").collect()
    for row in failed:
        print(f"{row.id}: {row.error}", file=sys.stderr)
    spark.stop()
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2], tuple(sys.argv[3:])))
