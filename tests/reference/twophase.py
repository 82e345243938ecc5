"""Two-phase designs against R survey's and Sarndal's formula: estimates to 1e-12, SEs to 1e-10.

usage: twophase.py PROGRAM
"""

import pathlib
import sys

import figures

MEASURES = ["--total", "y", "--mean", "y", "--proportion", "b == 1", "--ratio", "y/x"]
FOLDER = pathlib.Path(__file__).parent / "twophase"


def table(program, file, args):
    asked = ["tabulate", FOLDER / file, "--phase2", "s == 1", "--by", "g", "--allow-normalised", *MEASURES]
    return figures.result_table(program, [*asked, *args.split()])


def compare(name, expected, rows):
    row = figures.only(rows, measure=expected["measure"], g=expected["cell"])
    yield figures.faults(name, {"estimate": expected["estimate"]}, row, 1e-12)
    yield [
        *figures.faults(name, {"se": expected["se"]}, row, 1e-10),
        *figures.negative_variance_faults(name, expected, row),
    ]


if __name__ == "__main__":
    sys.exit(figures.compare_designs(FOLDER, sys.argv[1], table, compare))
