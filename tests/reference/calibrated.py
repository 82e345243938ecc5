"""Declared calibrations against R survey's residuals (calibrated.R): estimates to 1e-12, SEs to 1e-10.

usage: calibrated.py PROGRAM
"""

import csv
import pathlib
import subprocess
import sys
import tempfile

import figures

FOLDER = pathlib.Path(__file__).parent / "calibrated"
MEASURES = {
    "mean": ["--mean", "api00"],
    "total": ["--total", "enroll"],
    "missing": ["--mean", "half"],
    "proportion": ["--proportion", "e = api00 > 650"],
    "ratio": ["--ratio", "r = stu/enroll"],
}
NAMES = {
    "mean": "api00",
    "total": "enroll",
    "missing": "half",
    "proportion": "e",
    "ratio": "r",
    "p0.25": "q",
    "p0.5": "q",
    "gap": "gap",
}


def tests_of(program, words):
    """The Rao-Scott F of the crosstab, as a row."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "tests.csv"
        figures.result_table(program, [*words, "--crosstab", "wide,award", "--tests", path])
        with open(path, encoding="utf-8") as file:
            return next(csv.DictReader(file))


def model_of(program, words):
    command = [program, "model", *words[1:], "--linear", "api00 ~ ell + meals", "--format", "csv"]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    rows = list(csv.DictReader(done.stdout.splitlines()))
    return next(row for row in rows if row["term"] == "ell")


def table(program, file, args):
    words = ["tabulate", FOLDER / file, "--weight", "w", *args.split(), "--quiet"]
    measures = [word for of_measure in MEASURES.values() for word in of_measure]
    rows = figures.result_table(program, [*words, *measures, "--by", "stype"])
    if "--pps" in args:
        return rows, None, None
    gap = ["--quantile", "q = api00", "--probs", ".25,.5", "--mean", "api00"]
    rows += figures.result_table(
        program, [*words, *gap, "--derive", "gap = api00[stype=2] - api00[stype=1]", "--df", "design"]
    )
    return rows, tests_of(program, words), model_of(program, words)


def row_of(expected, rows):
    measure = expected["measure"]
    wanted = {"indicator": NAMES[measure]}
    if measure.startswith("p0"):
        wanted["category"] = measure
    elif measure not in ("gap",):
        wanted["stype"] = expected["cell"]
    return figures.only(rows, **wanted)


def faults_of_se(name, expected, row, tolerance):
    """None to speak of where the calibration fixes the figure."""
    if float(expected["se"]) == 0:
        if not float(row["se"]) <= 1e-9 * abs(float(row["estimate"])):
            yield f"{name}: se is {row['se']}, expected 0"
    else:
        yield from figures.faults(name, {"se": expected["se"]}, row, tolerance)


def compare(name, expected, tables):
    rows, test, model = tables
    if expected["measure"] == "f":
        yield figures.faults(name, {"value": expected["estimate"], "df1": expected["se"]}, test, 1e-9)
    elif expected["measure"] == "ell":
        yield figures.faults(name, {"estimate": expected["estimate"], "se": expected["se"]}, model, 1e-8)
    else:
        row = row_of(expected, rows)
        yield figures.faults(name, {"estimate": expected["estimate"]}, row, 1e-12)
        yield faults_of_se(name, expected, row, 1e-10)


if __name__ == "__main__":
    sys.exit(figures.compare_designs(FOLDER, sys.argv[1], table, compare))
