"""Unequal probabilities without replacement against R survey's: estimates to 1e-12, SEs to 1e-10, df exactly.

usage: pps.py PROGRAM
"""

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


def compare(name, expected, rows):
    row = figures.only(rows, **MEASURES[expected["measure"]][1], g=expected["cell"])
    yield figures.faults(name, {"estimate": expected["estimate"]}, row, 1e-12)
    yield [
        *figures.faults(name, {"se": expected["se"]}, row, 1e-10),
        *figures.negative_variance_faults(name, expected, row),
    ]
    if expected["df"] and "df_strata" not in row["note"].split(";"):
        yield figures.faults(name, {"df": expected["df"]}, row, 0)


if __name__ == "__main__":
    sys.exit(figures.compare_designs(FOLDER, sys.argv[1], table, compare))
