"""Weights that sondeo calibrates against R survey's (calibration.R): weights to 1e-10, SEs to 1e-9.

usage: calibration.py PROGRAM
"""

import csv
import math
import pathlib
import subprocess
import sys
import tempfile

import figures

FOLDER = pathlib.Path(__file__).parent / "calibration"
DESIGNS = {
    "clus1.csv": 'psu = "dnum"',
    "unequal.csv": 'psu = "dnum"',
    "strat.csv": 'strata = "stype"\nfpc = "fpc"',
}
SUMS = {}
with open(FOLDER / "pop_sums.csv", encoding="utf-8") as file:
    for line in csv.DictReader(file):
        SUMS[line["variable"]] = line["total"]

STYPE = '{ by = "stype", totals = "pop_stype.csv" }'
WIDE = '{ by = "wide", totals = "pop_wide.csv" }'
AWARD = '{ by = "award", totals = "pop_award.csv" }'
API99 = f'{{ variable = "api99", total = {SUMS["api99"]} }}'
THREE = f"margins = [{STYPE}, {WIDE}, {AWARD}]"
SUM = f"margins = [{STYPE}, {API99}]"


def post(by):
    return f'step = "poststratify"\nby = "{by}"\ntotals = "pop_{by}.csv"'


def calibrate(margins, *lines):
    return "\n".join(['step = "calibrate"', margins, *lines])


STEPS = {
    "poststratify": [post("stype")],
    "poststratify fpc": [post("stype")],
    "poststratify unequal": [post("stype")],
    "two": [post("stype"), post("wide")],
    "linear": [calibrate(THREE)],
    "linear sum": [calibrate(SUM)],
    "linear strat": [calibrate(SUM)],
    "raking": [calibrate(THREE, 'distance = "raking"')],
    "raking sum": [calibrate(SUM, 'distance = "raking"')],
    "sinh": [calibrate(THREE, 'distance = "sinh"')],
    "bounded": [calibrate(THREE, "bounds = [0.65, 1.6]")],
    "logit": [calibrate(THREE, 'distance = "logit"', "bounds = [0.6, 1.7]")],
    "weight bounds": [calibrate(THREE, "bounds = [22, 55]", 'bounds_on = "weight"')],
    "scale": [calibrate(SUM, 'scale = "sigma"')],
    "scale raking": [calibrate(THREE, 'scale = "sigma"', 'distance = "raking"')],
    "pairs": [calibrate(THREE, 'same_weight_within = "pair"')],
    "pairs raking": [calibrate(THREE, 'same_weight_within = "pair"', 'distance = "raking"')],
    "rake": [f'step = "rake"\nmargins = [{STYPE}, {WIDE}]'],
    "rake like r": [f'step = "rake"\nlike = "r"\nmargins = [{STYPE}, {WIDE}]'],
    "two margins": [calibrate(f"margins = [{STYPE}, {WIDE}]")],
    "estimated": [calibrate(SUM, 'covariance = "pop_covariance.csv"')],
    "estimated se": [
        calibrate(f'margins = [{{ by = "stype", totals = "pop_stype_se.csv", estimated = true }}, {WIDE}]')
    ],
    "linear sum jk1": [calibrate(SUM)],
    "estimated jk1": [calibrate(SUM, 'covariance = "pop_covariance.csv"')],
}
INDICATORS = """
[[indicator]]
id = "mean"
measure = "mean"
level = "school"
numerator = "api00"
[[indicator]]
id = "total"
measure = "total"
level = "school"
numerator = "stu"
[[indicator]]
id = "proportion"
measure = "proportion"
level = "school"
numerator = "api00 > 650"
[[indicator]]
id = "ratio"
measure = "ratio"
level = "school"
numerator = "ell"
denominator = "meals"
[estimate]
by = [["stype"]]
"""


def study_text(case, file):
    design = DESIGNS[file] + ('\nfpc = "fpc"' if case == "poststratify fpc" else "")
    steps = "\n".join(f"[[weighting]]\n{step}" for step in STEPS[case])
    return f"""[study]
id = "calibration"
[data.school]
file = "{file}"
key = ["id"]
[design]
{design}
[weight]
school = "w"
{steps}
{INDICATORS}{'variance = "jk1"' if case.endswith("jk1") else ""}
"""


def read(path):
    with open(path, encoding="utf-8") as file:
        return list(csv.DictReader(file))


def faults_of_weights(program, study, case, wanted):
    path = study.with_suffix(".weights.csv")
    command = [program, "weigh", study, "--data", FOLDER, "--write", path, "--force", "--quiet"]
    done = subprocess.run(command, capture_output=True)
    if done.returncode != 0:
        yield f"{case}: weigh ended with {done.returncode}: {done.stderr.decode()}"
        return
    for made, expected in zip(read(path), wanted, strict=True):
        if not math.isclose(float(made["weight"]), float(expected["weight"]), rel_tol=1e-10):
            yield f"{case}: weight of {expected['id']} is {made['weight']}, expected {expected['weight']}"


def faults_of_figure(case, expected, rows):
    row = figures.only(rows, indicator=expected["measure"], stype=expected["cell"])
    name = f"{case} {expected['measure']} {expected['cell']}"
    yield from figures.faults(name, {"estimate": expected["estimate"]}, row, 1e-10)
    if float(expected["se"]) > 0:
        yield from figures.faults(name, {"se": expected["se"]}, row, 1e-9)
    elif not float(row["se"]) <= 1e-9 * abs(float(row["estimate"])):
        yield f"{name}: se is {row['se']}, expected 0"


def main():
    program = sys.argv[1]
    expected, weights = read(FOLDER / "figures.csv"), read(FOLDER / "weights.csv")
    found, compared = [], 0
    with tempfile.TemporaryDirectory() as folder:
        for case, file in sorted({(line["case"], line["file"]) for line in expected}):
            study = pathlib.Path(folder) / "study.toml"
            study.write_text(study_text(case, file), encoding="utf-8")
            of_case = [line for line in weights if (line["case"], line["file"]) == (case, file)]
            found += faults_of_weights(program, study, f"{case} of {file}", of_case)
            compared += len(of_case)
            rows = figures.result_table(program, ["estimate", study, "--data", FOLDER, "--quiet"])
            for line in expected:
                if (line["case"], line["file"]) == (case, file):
                    found += faults_of_figure(f"{case} of {file}", line, rows)
                    compared += 2
    return figures.verdict(found, compared)


if __name__ == "__main__":
    sys.exit(main())
