# SPDX-License-Identifier: MIT
"""A real local Spark writes what the command writes.

Usage: spark.py BUILD_DIR, with pyspark, pandas, pyarrow and the package there.
"""
import glob
import json
import os
import subprocess
import sys
import tempfile

build = os.path.abspath(sys.argv[1])
os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
sys.path.insert(0, "examples/spark")
import quoth_spark  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402

COPIES = 15
passed = failed = 0


def check(ok: bool, what: str):
    global passed, failed
    passed, failed = passed + ok, failed + (not ok)
    if not ok:
        print("FAILED", what)


def articles(path: str) -> int:
    """The example articles, many times, ids as strings and as numbers."""
    n = 0
    with open(path, "w", encoding="utf-8") as out:
        for copy in range(COPIES):
            for name in sorted(glob.glob("examples/articles/*.txt")):
                with open(name, encoding="utf-8") as f:
                    text = ("😀 " * copy) + f.read()
                n += 1
                line = {"id": n if copy % 2 else f"a-{n}", "text": text}
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
    return n


with tempfile.TemporaryDirectory() as folder:
    source, bad = folder + "/in.jsonl", folder + "/bad.jsonl"
    n = articles(source)
    want = subprocess.run(
        [build + "/quoth", "run", "--jsonl", "--offsets", "codepoints", source],
        stdout=subprocess.PIPE, check=True).stdout.decode().splitlines()
    spark = (SparkSession.builder.master("local[2]").appName("quoth-test")
             .config("spark.ui.enabled", "false")
             .config("spark.ui.showConsoleProgress", "false")
             .config("spark.sql.shuffle.partitions", "4").getOrCreate())
    spark.sparkContext.setLogLevel("ERROR")
    lines = spark.read.text(source).repartition(4)
    rows = quoth_spark.attributions(lines).collect()
    check(len(rows) == n == len(want), f"{len(rows)} rows of {n}")
    check(all(r.error is None for r in rows), "no errors")
    got = {r.line for r in rows}
    for line in want:
        check(line in got, line[:60])
    with open(bad, "w") as f:
        f.write('{"id": 1}\n[]\nno json\n\n{"id": 2, "text": "Al said no."}\n')
    rows = quoth_spark.attributions(spark.read.text(bad)).collect()
    check([r.error is None for r in rows] == [False] * 3 + [True],
          "bad lines are told, the others done")
    spark.stop()
    out = folder + "/out"
    done = subprocess.run([sys.executable, "examples/spark/quoth_spark.py",
                           source, out], stderr=subprocess.PIPE)
    check(done.returncode == 0, done.stderr.decode()[-2000:])
    written = []
    for part in glob.glob(out + "/part-*"):
        with open(part, encoding="utf-8") as f:
            written += f.read().splitlines()
    check(sorted(written) == sorted(want), "the program's files")
print(f"{passed} passed, {failed} failed")
sys.exit(failed != 0 or passed == 0)
