"""Replicate variances against R survey's: estimates to 1e-12, SEs to 1e-10, df of given replicates exactly.

usage: replicates.py PROGRAM
"""

import csv
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


def main():
    program, tables, found, compared = sys.argv[1], {}, [], 0
    with open(FOLDER / "expected.csv", encoding="utf-8") as file:
        for expected in csv.DictReader(file):
            key = (expected["file"], expected["args"])
            if key not in tables:
                tables[key] = table(program, *key)
            row = figures.only(tables[key], measure=expected["measure"], stype=expected["cell"])
            name = f"{expected['case']} {expected['measure']} {expected['cell']}"
            found += figures.faults(name, {"estimate": expected["estimate"]}, row, 1e-12)
            found += figures.faults(name, {"se": expected["se"]}, row, 1e-10)
            compared += 2
            if expected["df"]:
                found += figures.faults(name, {"df": expected["df"]}, row, 0)
                compared += 1
    return figures.verdict(found, compared)


if __name__ == "__main__":
    sys.exit(main())
