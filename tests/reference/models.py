"""Crosstab tests, t tests and regressions against R survey's: coefficients, differences and F to 1e-8, standard
errors to 1e-7 (R forms them from a QR decomposition of the weighted regressors), degrees of freedom to 1e-9,
p-values to 1e-6 of themselves (a tail moves by far more than its statistic).

usage: models.py PROGRAM
"""

import csv
import json
import pathlib
import shlex
import subprocess
import sys

import figures

FOLDER = pathlib.Path(__file__).parent / "models"
COLUMNS = {
    "tests": {"estimate": ("value", 1e-8), "df": ("df1", 1e-9), "df2": ("df2", 1e-9), "p": ("p", 1e-6)},
    "models": {"estimate": ("estimate", 1e-8), "se": ("se", 1e-7), "df": ("df", 1e-9), "p": ("p", 1e-6)},
    "estimates": {"estimate": ("estimate", 1e-8), "se": ("se", 1e-7), "df": ("df", 1e-9)},
}


def result(program, file, command, args):
    words = [program, command, FOLDER / file, "--weight", "pw", *shlex.split(args), "--format", "json"]
    done = subprocess.run(words, capture_output=True)
    if done.returncode != 0:
        raise SystemExit(f"{file} {args}\nended with {done.returncode}\n{done.stderr.decode()}")
    return json.loads(done.stdout)


def row_of(found, table, key):
    """The one row that a figure is of."""
    if table == "models":
        rows = [row for row in found["models"][0]["coefficients"] if row["term"] == key]
    elif table == "estimates":
        rows = [row for row in found["estimates"] if row["measure"] == key]
    else:
        rows = [row for row in found["tests"] if key in (row["test"], row["variables"])]
    if len(rows) != 1:
        raise SystemExit(f"{len(rows)} rows of {table} for {key}")
    return {name: "" if value is None else value for name, value in rows[0].items()}


def main():
    program, results, found, compared = sys.argv[1], {}, [], 0
    with open(FOLDER / "expected.csv", encoding="utf-8") as file:
        for expected in csv.DictReader(file):
            key = (expected["file"], expected["command"], expected["args"])
            if key not in results:
                results[key] = result(program, *key)
            row = row_of(results[key], expected["table"], expected["key"])
            for column, (name, tolerance) in COLUMNS[expected["table"]].items():
                if expected[column] == "":
                    continue
                what = f"{' '.join(key)}: {expected['key']}"
                found += figures.faults(what, {name: expected[column]}, row, tolerance)
                compared += 1
    return figures.verdict(found, compared)


if __name__ == "__main__":
    sys.exit(main())
