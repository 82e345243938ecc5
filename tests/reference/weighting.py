"""Weights that steps make, and jackknife standard errors through them, against figures that R made (weighting.R).

usage: weighting.py PROGRAM
"""

import csv
import math
import pathlib
import subprocess
import sys
import tempfile

import figures

DATA = pathlib.Path(__file__).parent / "weighting"
WEIGHTS = 1e-10  # the tolerances of figures that R solved: its models stop at 1e-15
ERRORS = 1e-9


def weights_of(program, study, folder):
    file = pathlib.Path(folder, f"{study}.csv")
    subprocess.run([program, "weigh", DATA / f"{study}.toml", "--write", file, "--quiet"], check=True,
                   stdout=subprocess.DEVNULL)
    with open(file, encoding="utf-8") as text:
        return {row["id"]: float(row["weight"]) for row in csv.DictReader(text)}


def main():
    program, found, compared = sys.argv[1], [], 0
    with open(DATA / "golden_weights.csv", encoding="utf-8") as text:
        golden = list(csv.DictReader(text))
    with tempfile.TemporaryDirectory() as folder:
        for study in [name for name in golden[0] if name != "id"]:
            weights = weights_of(program, study, folder)
            for row in golden:
                compared += 1
                if not math.isclose(weights[row["id"]], float(row[study]), rel_tol=WEIGHTS, abs_tol=0):
                    found.append(f"{study} {row['id']}: {weights[row['id']]!r}, expected {row[study]}")
    with open(DATA / "golden_estimates.csv", encoding="utf-8") as text:
        for row in csv.DictReader(text):
            table = figures.result_table(program, ["estimate", DATA / f"{row['steps']}.toml", "--quiet"])
            estimate = figures.only(table, indicator=row["figure"])
            wanted = {"estimate": row["estimate"], "se": row["se"]}
            found += figures.faults(f"{row['steps']} {row['figure']}", wanted, estimate, ERRORS)
            compared += len(wanted)
    return figures.verdict(found, compared)


if __name__ == "__main__":
    sys.exit(main())
