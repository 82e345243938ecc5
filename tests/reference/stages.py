"""Designs of one to three stages against R survey's figures (stages.R): estimates to 1e-12, SEs to 1e-10, df exactly.

usage: stages.py PROGRAM
"""

import pathlib
import sys

import figures

MEASURES = {
    "mean": ["--mean", "y"],
    "total": ["--total", "y"],
    "ratio": ["--ratio", "y/x"],
    "proportion": ["--proportion", "e == 1"],
}
FOLDER = pathlib.Path(__file__).parent / "stages"


def table(program, file, args):
    measures = [word for words in MEASURES.values() for word in words]
    return figures.result_table(
        program,
        ["tabulate", FOLDER / file, "--weight", "w", "--by", "a", *measures, *args.split(), "--allow-normalised", "--quiet"],
    )


def faults_of_se(name, expected, row):
    """No SE where every stratum is lonely, none to speak of where nothing varies."""
    if expected["se"] == "none":
        if row["se"] != "" or "all_strata_lonely" not in row["note"]:
            yield f"{name}: se is {row['se'] or 'blank'} with note '{row['note']}', expected none"
    elif float(expected["se"]) == 0:
        if not float(row["se"]) <= 1e-12 * abs(float(row["estimate"])):
            yield f"{name}: se is {row['se']}, expected 0"
    else:
        yield from figures.faults(name, {"se": expected["se"]}, row, 1e-10)


def compare(name, expected, rows):
    row = figures.only(rows, measure=expected["measure"], a=expected["cell"])
    yield figures.faults(name, {"estimate": expected["estimate"]}, row, 1e-12)
    yield faults_of_se(name, expected, row)
    if expected["df"]:
        yield figures.faults(name, {"df": expected["df"]}, row, 0)


if __name__ == "__main__":
    sys.exit(figures.compare_designs(FOLDER, sys.argv[1], table, compare))
