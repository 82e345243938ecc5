"""Multiply imputed data against R survey and mitools: estimates to 1e-12, SEs to 1e-10, df, fmi and limits to 1e-9
(coefficients of models as in models.py: 1e-8, their SEs 1e-7, what rests on those 1e-6).

usage: imputation.py PROGRAM
"""

import csv
import json
import os
import pathlib
import shlex
import subprocess
import sys

import figures

FOLDER = pathlib.Path(__file__).parent / "imputation"
TOLERANCES = {
    "estimates": {"estimate": 1e-12, "n": 1e-12, "se": 1e-10, "df": 1e-9, "fmi": 1e-9, "ci_low": 1e-9, "ci_high": 1e-9},
    "models": {"estimate": 1e-8, "se": 1e-7, "df": 1e-6, "fmi": 1e-6, "ci_low": 1e-6, "ci_high": 1e-6},
}


def result(program, file, command, args):
    words = [program, command, file, *shlex.split(args), "--format", "json"]
    done = subprocess.run(words, capture_output=True, cwd=FOLDER)
    if done.returncode != 0:
        raise SystemExit(f"{file} {args}\nended with {done.returncode}\n{done.stderr.decode()}")
    return json.loads(done.stdout)


def row_of(found, expected):
    """The one row that a figure is of."""
    if expected["table"] == "models":
        rows = [row for row in found["models"][0]["coefficients"] if row["term"] == expected["key"]]
    else:
        cell = dict([expected["cell"].split("=")]) if expected["cell"] else {}
        rows = [
            row
            for row in found["estimates"]
            if row["indicator"] == expected["key"]
            and row["measure"] == expected["measure"]
            and all(row.get(name, "") == cell.get(name, "") for name in ("stype", "group"))
        ]
    if len(rows) != 1:
        raise SystemExit(f"{len(rows)} rows of {expected}")
    return {name: "" if value is None else value for name, value in rows[0].items()}


def main():
    program, results, found, compared = os.path.abspath(sys.argv[1]), {}, [], 0
    with open(FOLDER / "expected.csv", encoding="utf-8") as file:
        for expected in csv.DictReader(file):
            key = (expected["file"], expected["command"], expected["args"])
            if key not in results:
                results[key] = result(program, *key)
            row = row_of(results[key], expected)
            name = f"{expected['case']}: {expected['measure']} {expected['key']} {expected['cell']}"
            for column, tolerance in TOLERANCES[expected["table"]].items():
                found += figures.faults(name, {column: expected.get(column, "")}, row, tolerance)
                compared += expected.get(column, "") != ""
    return figures.verdict(found, compared)


if __name__ == "__main__":
    sys.exit(main())
