"""Measures or masks traces on Spark: the numbers, the bytes, of one machine.

    spark-submit job.py measure DATA... --out DIR [--rules structured|tutorial]
    spark-submit job.py mask DATA... --out DIR [--tokenizer DIR] [--options JSON]

DATA are parquet files, folders or globs, on any file system that Spark reads. Every partition's rows go, as lines of JSON,
through `tracebook.js` (see lib/cluster/program.ts), a process of Deno beside Spark's own Python worker; what comes back is
written by Spark, so that a task that is tried again counts once. DENO names the Deno program on driver and executors.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from threading import Thread

import pyarrow
from pyspark import SparkFiles
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

COLUMNS = ["id", "conversations", "tools", "category", "subcategory", "task", "source"]
RESULTS = "kind string, row long, value string"
RECORDS = "id string, window int, windows int, input_ids array<int>, labels array<int>, attention_mask array<tinyint>"
TYPES = {"string": "string", "integer": "long"}
LINES_AT_ONCE = 500
BYTES_AT_ONCE = 1 << 20
ROWS_AT_ONCE = 128  # traces and records are long: Spark's thousands would not fit into an executor of 1 GB
PROGRAM = "tracebook.js"
TOKENIZER = ["tokenizer.json", "tokenizer_config.json"]
SHIPPED = "@shipped"  # stands for the folder in which an executor finds what was sent along


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", choices=["measure", "mask"])
    parser.add_argument("data", nargs="+", help="parquet files, folders or globs")
    parser.add_argument("--out", required=True, help="the folder to write, on any file system")
    parser.add_argument("--rules", default="structured", choices=["structured", "tutorial"])
    parser.add_argument("--tokenizer", help="a tokenizer's folder, as `traces handoff` writes one")
    parser.add_argument("--options", default="{}", help='of masking, as JSON: {"maxLength": 4096}')
    parser.add_argument("--program", default=str(Path(__file__).with_name(PROGRAM)))
    args = parser.parse_args()
    if args.task == "mask" and args.tokenizer is None:
        parser.error("mask needs --tokenizer: executors have none")
    return args


def deno(program, *words):
    """The command that runs Tracebook's program, which may read files and nothing else."""
    return [os.environ.get("DENO", "deno"), "run", "--quiet", "--no-prompt", "--allow-read", program, *words]


def numbered_rows(spark, data):
    """All rows with their numbers, in the order of DATA, then of file names, then as they stand in the file."""
    frames, first = [], 0
    for source in data:
        frame = spark.read.parquet(source)
        counts = frame.groupBy(F.col("_metadata.file_path").alias("file")).count().sort("file").collect()
        starts = []
        for file, count in counts:
            starts.append((file, first))
            first += count
        known = [name for name in COLUMNS if name in frame.columns]
        if len(data) > 1:
            own = F.lit(Path(source).name.removesuffix(".parquet"))
            frame = frame.withColumn("source", F.coalesce("source", own) if "source" in known else own)
            known = [*dict.fromkeys([*known, "source"])]
        row = F.to_json(F.struct(*known), {"ignoreNullFields": "false"})
        places = spark.createDataFrame(starts, "file string, first long")
        placed = frame.select(row.alias("trace"), F.col("_metadata.file_path").alias("file"), F.col("_metadata.row_index").alias("at"))
        joined = placed.join(F.broadcast(places), "file")
        frames.append(joined.select((F.col("first") + F.col("at")).alias("row"), "trace", "file", "at"))
    whole = frames[0]
    for frame in frames[1:]:
        whole = whole.union(frame)
    return whole


def worker(words):
    """The function that takes the batches of one partition through a process of Deno."""

    def work(batches):
        shipped = SparkFiles.getRootDirectory()
        command = deno(f"{shipped}/{PROGRAM}", *(shipped if word == SHIPPED else word for word in words))
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        sent = []

        def feed():
            count = 0
            try:
                for batch in batches:
                    for row, trace in zip(batch["row"].to_pylist(), batch["trace"].to_pylist()):
                        process.stdin.write(b"[%d,%s]\n" % (row, trace.encode()))
                        count += 1
                process.stdin.close()
                sent.append(count)
            except BrokenPipeError:
                pass  # the process ended early; its exit code says why

        feeder = Thread(target=feed, daemon=True)
        feeder.start()
        waiting, last = [], {}
        for line in process.stdout:
            last = json.loads(line)
            waiting.append((last["kind"], last["row"], json.dumps(last["value"], ensure_ascii=False)))
            if len(waiting) == LINES_AT_ONCE:
                yield as_batch(waiting)
                waiting = []
        code = process.wait()
        feeder.join()
        if last.get("kind") != "error" and (code != 0 or last.get("kind") != "end" or [last["value"]] != sent):
            # the task fails, and Spark tries it again
            raise RuntimeError(f"Tracebook's process ended with {code} before all rows were through")
        yield as_batch(waiting)

    return work


def as_batch(results):
    columns = zip(*results) if results else ([], [], [])
    return pyarrow.RecordBatch.from_arrays(
        [pyarrow.array(column, kind) for column, kind in zip(columns, [pyarrow.string(), pyarrow.int64(), pyarrow.string()])],
        ["kind", "row", "value"],
    )


def refuse_errors(results, rows):
    """Ends the job with the first row that could not be worked on."""
    error = results.where("kind = 'error'").sort("row").first()
    if error is None:
        return
    place = rows.where(F.col("row") == error.row).select("file", "at").first()
    sys.exit(f"error: row {place['at']} of {place['file']}: {json.loads(error.value)}")


def write_document(spark, args, values, *words):
    """Writes the document that one machine prints, from what partitions gave, on whatever file system the folder is."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as printed:
        for value in values:
            given.write(value.encode() + b"\n")
        given.seek(0)
        subprocess.run(deno(args.program, *words), stdin=given, stdout=printed, check=True)
        printed.seek(0)
        path = spark._jvm.org.apache.hadoop.fs.Path(args.out, f"{args.task}.json")
        stream = path.getFileSystem(spark._jsc.hadoopConfiguration()).create(path, True)
        while piece := printed.read(BYTES_AT_ONCE):
            stream.write(bytearray(piece))
        stream.close()


def remove(spark, folder):
    path = spark._jvm.org.apache.hadoop.fs.Path(folder)
    path.getFileSystem(spark._jsc.hadoopConfiguration()).delete(path, True)


def main():
    args = arguments()
    spark = SparkSession.builder.appName(f"tracebook {args.task}").getOrCreate()
    for setting in ["spark.sql.parquet.columnarReaderBatchSize", "spark.sql.execution.arrow.maxRecordsPerBatch"]:
        spark.conf.set(setting, ROWS_AT_ONCE)
    spark.sparkContext.addFile(args.program)
    words = ["measure", "--rules", args.rules]
    if args.task == "mask":
        for name in TOKENIZER:
            spark.sparkContext.addFile(str(Path(args.tokenizer) / name))
        words = ["mask", "--tokenizer", SHIPPED, "--options", args.options]
    rows = numbered_rows(spark, args.data)
    work = f"{args.out}/_work"
    rows.select("row", "trace").mapInArrow(worker(words), RESULTS).write.mode("overwrite").parquet(work)
    results = spark.read.schema(RESULTS).parquet(work)
    refuse_errors(results, rows)
    if args.task == "measure":
        states = (row.value for row in results.where("kind = 'state'").toLocalIterator())
        merge = states, "merge-measure", "--rules", args.rules
        listed = json.loads(subprocess.check_output(deno(args.program, "columns")))
        schema = ", ".join(f"`{column['name']}` {TYPES[column['type']]}" for column in listed)
        table = results.where("kind = 'facts'").sort("row").select(F.from_json("value", schema).alias("value")).select("value.*")
        kept = "facts"
    else:
        reports = (row.value for row in results.where("kind = 'report'").sort("row").toLocalIterator())
        merge = reports, "merge-mask"
        parsed = results.where("kind = 'record'").select("row", F.from_json("value", RECORDS).alias("value"))
        table = parsed.sort("row", "value.window").select("value.*")
        kept = "records"
    table.write.mode("overwrite").parquet(f"{args.out}/{kept}")
    write_document(spark, args, *merge)
    remove(spark, work)
    spark.stop()
    print(f"{args.out}/{args.task}.json is what one machine prints; {args.out}/{kept} has the rows.")


if __name__ == "__main__":
    main()
