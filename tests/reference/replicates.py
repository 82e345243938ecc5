"""Replicate variances against R survey's: estimates to 1e-12, SEs to 1e-10, df of given replicates exactly.

usage: replicates.py PROGRAM
"""

import pathlib
import sys

import figures

MEASURES = {
    "mean": ["--mean", "api00"],
    "proportion": ["--proportion", "wide == 1"],
    "total": ["--total", "enroll"],
    "ratio": ["--ratio", "apistu/enroll"],
}
FOLDER = pathlib.Path(__file__).parent / "replicates"


def table(program, file, args):
    measures = [word for words in MEASURES.values() for word in words]
    placed = [str(FOLDER / word) if word == "rscales.txt" else word for word in args.split()]
    return figures.result_table(
        program, ["tabulate", FOLDER / file, "--weight", "pw", "--by", "stype", *measures, *placed]
    )


def compare(name, expected, rows):
    row = figures.only(rows, measure=expected["measure"], stype=expected["cell"])
    yield figures.faults(name, {"estimate": expected["estimate"]}, row, 1e-12)
    yield figures.faults(name, {"se": expected["se"]}, row, 1e-10)
    if expected["df"]:
        yield figures.faults(name, {"df": expected["df"]}, row, 0)


if __name__ == "__main__":
    sys.exit(figures.compare_designs(FOLDER, sys.argv[1], table, compare))
