"""Two-phase designs against R survey's and Sarndal's formula: estimates to 1e-12, SEs to 1e-10.

usage: twophase.py PROGRAM
"""

import csv
import pathlib
import sys

import figures

MEASURES = ["--total", "y", "--mean", "y", "--proportion", "b == 1", "--ratio", "y/x"]
FOLDER = pathlib.Path(__file__).parent / "twophase"


def table(program, file, args):
    asked = ["tabulate", FOLDER / file, "--phase2", "s == 1", "--by", "g", "--allow-normalised", *MEASURES]
    return figures.result_table(program, [*asked, *args.split()])


def main():
    program, tables, found, compared = sys.argv[1], {}, [], 0
    with open(FOLDER / "expected.csv", encoding="utf-8") as file:
        for expected in csv.DictReader(file):
            key = (expected["file"], expected["args"])
            if key not in tables:
                tables[key] = table(program, *key)
            row = figures.only(tables[key], measure=expected["measure"], g=expected["cell"])
            name = f"{expected['case']} {expected['measure']} {expected['cell']}"
            found += figures.faults(name, {"estimate": expected["estimate"]}, row, 1e-12)
            found += figures.faults(name, {"se": expected["se"]}, row, 1e-10)
            if expected["negative"] == "1" and (row["se"] or "negative_variance" not in row["note"].split(";")):
                found.append(f"{name}: se {row['se']}, note {row['note']} for a negative variance")
            compared += 2
    return figures.verdict(found, compared)


if __name__ == "__main__":
    sys.exit(main())
