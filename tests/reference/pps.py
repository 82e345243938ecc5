"""Unequal probabilities without replacement against R survey's: estimates to 1e-12, SEs to 1e-10, df exactly.

usage: pps.py PROGRAM
"""

import csv
import pathlib
import sys

import figures

MEASURES = {  # what is asked, and where it stands in the table
    "total": (["--total", "y"], {"measure": "total"}),
    "mean": (["--mean", "y"], {"measure": "mean", "indicator": "y"}),
    "missing": (["--mean", "m"], {"measure": "mean", "indicator": "m"}),
    "proportion": (["--proportion", "b == 1"], {"measure": "proportion"}),
    "ratio": (["--ratio", "y/x"], {"measure": "ratio"}),
}
FOLDER = pathlib.Path(__file__).parent / "pps"


def table(program, file, args):
    measures = [word for words, _ in MEASURES.values() for word in words]
    placed = [str(FOLDER / word) if word.endswith(".csv") else word for word in args.split()]
    # Without their variable the probabilities are 1 / weight.
    weight = ["--weight", "wt"] if "overton" in args else ["--weight", "wt", "--pps-probabilities", "p"]
    return figures.result_table(program, ["tabulate", FOLDER / file, *weight, "--by", "g", *measures, *placed])


def compare(expected, row):
    name = f"{expected['case']} {expected['measure']} {expected['cell']}"
    yield from figures.faults(name, {"estimate": expected["estimate"]}, row, 1e-12)
    yield from figures.faults(name, {"se": expected["se"]}, row, 1e-10)
    notes = row["note"].split(";")
    if expected["negative"] == "1" and (row["se"] or "negative_variance" not in notes):
        yield f"{name}: se {row['se']}, note {row['note']} for a negative variance"
    if expected["df"] and "df_strata" not in notes:
        yield from figures.faults(name, {"df": expected["df"]}, row, 0)


def main():
    program, tables, found, compared = sys.argv[1], {}, [], 0
    with open(FOLDER / "expected.csv", encoding="utf-8") as file:
        for expected in csv.DictReader(file):
            key = (expected["file"], expected["args"])
            if key not in tables:
                tables[key] = table(program, *key)
            wanted = MEASURES[expected["measure"]][1] | {"g": expected["cell"]}
            found += compare(expected, figures.only(tables[key], **wanted))
            compared += 3
    return figures.verdict(found, compared)


if __name__ == "__main__":
    sys.exit(main())
