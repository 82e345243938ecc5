#!/usr/bin/env python3
"""Random surveys estimated by sondeo and by R survey (README.md): any difference is a fault.

usage: oracle.py PROGRAM [--designs N] [--seed S] [--keep FOLDER]
"""

import argparse
import collections
import csv
import io
import math
import pathlib
import shutil
import subprocess
import sys
import tempfile

from surveys import Survey

HERE = pathlib.Path(__file__).resolve().parent
SKIPPED = 77
LONELY_UNITS = ("E5405", "E5422")

# Largest relative difference, and the largest absolute one as a share of the cell's scale: the estimate with every
# term taken positive. It decides where the true figure is about 0 beside its terms and has no relative digits.
Tolerance = collections.namedtuple("Tolerance", "relative of_scale")
FIGURES = {
    "estimate": Tolerance(1e-12, 1e-14),
    "se": Tolerance(1e-10, 1e-15),
    "deff": Tolerance(1e-9, 1),
    "ci_low": Tolerance(1e-9, 1e-12),
    "ci_high": Tolerance(1e-9, 1e-12),
    "weight_sum": Tolerance(1e-12, 0),
    "df": Tolerance(0, 0),
    "n": Tolerance(0, 0),
    "n_missing": Tolerance(0, 0),
    "n_psu": Tolerance(0, 0),
    "n_strata": Tolerance(0, 0),
}
WHAT = [
    "--mean", "mean_y = y", "--total", "total_y = y", "--total", "count = e == 1", "--ratio", "ratio = y / x",
    "--ratio", "event_ratio = e == 1 / x", "--proportion", "event = e == 1", "--proportion", "c",
]  # fmt: skip
BY = {"main": ["--by", "a", "--by", "b", "--by", "a,b"], "where": ["--by", "a"]}


class Comparison:
    """What was compared, what differed, and by how much at most."""

    def __init__(self):
        self.compared = collections.Counter()
        self.largest = collections.defaultdict(float)
        self.faults = []

    def figure(self, where, column, measure, wanted, got, scale):
        if wanted == "" and got == "":
            return
        self.compared[column] += 1
        if wanted == "" or got == "":
            self.faults.append(f"{where}: {column} is {got or 'blank'}, R has {wanted or 'none'}")
            return
        wanted, got = float(wanted), float(got)
        tolerance = FIGURES[column]
        apart = 0.0 if wanted == got else abs(wanted - got)
        self.largest[column, measure] = max(self.largest[column, measure], relative(apart, wanted, tolerance, scale))
        if apart and not apart <= max(tolerance.relative * abs(wanted), tolerance.of_scale * scale):
            self.faults.append(f"{where}: {column} is {got!r}, R has {wanted!r} ({apart / abs(wanted or 1):.1e})")

    def text(self, where, column, wanted, got):
        self.compared[column] += 1
        if wanted != got:
            self.faults.append(f"{where}: {column} is '{got}', expected '{wanted}'")

    def row(self, where, expected, row):
        scale = float(expected["scale"] or 0)
        for column in FIGURES:
            if column == "deff" and expected["deff"] in ("", "Inf"):
                continue  # nothing varies
            of = scale if column != "deff" else deff_scale(expected, scale, row["measure"])
            self.figure(where, column, row["measure"], expected[column], row[column], of)
        self.text(where, "interval", expected["interval"], row["interval"])

    def report(self):
        for column, count in sorted(self.compared.items()):
            differences = [f"{measure} {d:.1e}" for (c, measure), d in sorted(self.largest.items()) if c == column and d]
            print(f"  {column:<11} {count:>8}  {', '.join(differences) or 'equal'}")


def relative(apart, wanted, tolerance, scale):
    """A difference as a share of the figure, or of what stands in for a figure about 0."""
    stand_in = scale * tolerance.of_scale / tolerance.relative if tolerance.relative else 0
    return apart / max(abs(wanted), stand_in) if apart else 0.0


def deff_scale(expected, scale, measure):
    """What rounding may do to deff: of the SE, whose square it has; of S2, which a ratio takes from sums of products."""
    if not float(expected["se"] or 0):
        return 1e-20
    deff, share = float(expected["deff"]), scale / float(expected["se"])
    products = 1e-14 * share**2 * deff if measure == "ratio" else 0
    return 1e-20 + deff * (2 * FIGURES["se"].of_scale * share + products)


def stage_arguments(options):
    arguments = ["--psu", ",".join(["psu", "ssu", "tsu"][: options["stages"]])]
    if options["sizes"]:
        arguments += ["--fpc", ",".join(f"fpc{stage + 1}" for stage in range(options["sizes"]))]
    if options["strata2"]:
        # Without strata of the first stage a constant stands for them.
        arguments += ([] if options["strata"] else ["--strata", "1 == 1"]) + ["--strata", options["strata2"]]
    return arguments


def command(program, folder, options, call):
    arguments = [program, "tabulate", folder / f"{options['design']}.csv", *WHAT, *BY[call], "--weight", "w"]
    if options["strata"]:
        arguments += ["--strata", options["strata"].replace(" ", ",")]
    arguments += stage_arguments(options) if options["stages"] > 1 else []
    for flag, name in (("psu", "psu"), ("fpc", "fpc")):
        if options[flag] and options["stages"] == 1:
            arguments += [f"--{flag}", name]
    for flag, name in (("ultimate-cluster", "ultimate"), ("domain-lonely", "domain_lonely")):
        if options[name]:
            arguments += [f"--{flag}"]
    for flag, name in (("lonely-psu", "lonely"), ("level", "level"), ("interval", "interval"),
                       ("interval-other", "other"), ("df", "df")):  # fmt: skip
        arguments += [f"--{flag}", str(options[name])]
    if call == "where":
        arguments += ["--where", options["where"]]
    return [*map(str, arguments), "--allow-normalised", "--quiet", "--format", "csv"]


def estimate(arguments):
    """Rows by (indicator, category, a, b), or the error."""
    done = subprocess.run(arguments, capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        return None, done.stderr
    rows = csv.DictReader(io.StringIO(done.stdout))
    return {(row["indicator"], row["category"], row["a"], row.get("b", "")): row for row in rows}, ""


def compare_call(program, folder, options, call, expected, comparison):
    name = f"design {options['design']} {call}"
    arguments = command(program, folder, options, call)
    rows, error = estimate(arguments)
    if any(row["call"] == "refused" for row in expected):
        comparison.compared["refused"] += 1
        if not any(code in error for code in LONELY_UNITS):
            comparison.faults.append(f"{name}: R refuses a lonely PSU, sondeo: {error or 'estimates'}")
        return
    if rows is None:
        comparison.faults.append(f"{name}: {error}{' '.join(arguments)}")
        return
    for wanted in expected:
        if wanted["call"] != call:
            continue
        key = tuple(wanted[column] for column in ("indicator", "category", "a", "b"))
        row = rows.pop(key, None)
        if row is None:
            comparison.faults.append(f"{name}: no row {key}")
        else:
            comparison.row(f"{name} {key}", wanted, row)
    comparison.faults += [f"{name}: R has no row {key}" for key in rows]


def make(folder, seed, count):
    """Writes the surveys; R's figures for them by design."""
    surveys = [Survey(seed, number) for number in range(count)]
    with open(folder / "designs.csv", "w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, fieldnames=list(surveys[0].options))
        table.writeheader()
        table.writerows(survey.options for survey in surveys)
    for survey in surveys:
        survey.write(folder)
    subprocess.run(["Rscript", "--vanilla", HERE / "estimates.R", folder], check=True)
    expected = collections.defaultdict(list)
    with open(folder / "expected.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            expected[int(row["design"])].append({name: "" if value == "NA" else value for name, value in row.items()})
    return surveys, expected


def run(arguments, folder):
    surveys, expected = make(folder, arguments.seed, arguments.designs)
    comparison = Comparison()
    for survey in surveys:
        for call in BY:
            compare_call(arguments.program, folder, survey.options, call, expected[survey.number], comparison)
    print(f"{len(surveys)} designs (seed {arguments.seed}), {sum(comparison.compared.values())} figures compared;")
    print("  figure         count  largest relative difference")
    comparison.report()
    print("\n".join(comparison.faults[:60]) or "all agree")
    if comparison.faults:
        print(f"{len(comparison.faults)} differences")
    return 1 if comparison.faults or not comparison.compared else 0


def has_r_survey():
    if shutil.which("Rscript") is None:
        return False
    return subprocess.run(["Rscript", "--vanilla", "-e", "library(survey)"], capture_output=True).returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--designs", type=int, default=200)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--keep", type=pathlib.Path, help="folder to leave the surveys and R's figures in")
    arguments = parser.parse_args()
    if not has_r_survey():
        print("skipped: R with its package survey (r-cran-survey) is not here")
        return SKIPPED
    if arguments.keep:
        arguments.keep.mkdir(parents=True, exist_ok=True)
        return run(arguments, arguments.keep)
    with tempfile.TemporaryDirectory() as folder:
        return run(arguments, pathlib.Path(folder))


if __name__ == "__main__":
    sys.exit(main())
