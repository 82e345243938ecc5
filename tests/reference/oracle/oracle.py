#!/usr/bin/env python3
"""Random surveys estimated by sondeo and by R survey (README.md): any difference is a fault.

usage: oracle.py PROGRAM [--designs N] [--seed S] [--keep FOLDER]
"""

import argparse
import csv
import pathlib
import shutil
import subprocess
import sys
import tempfile

import families
import probabilities
import replicates
import tables
from comparison import Comparison
from surveys import Survey

HERE = pathlib.Path(__file__).resolve().parent
SKIPPED = 77


def make(program, folder, seed, count, only):
    """Writes the surveys and has R estimate them."""
    surveys = [Survey(seed, number) for number in range(count)]
    for survey in surveys:
        if only:
            survey.options["families"] = only
    for survey in surveys:
        sample = probabilities.Sample(seed, survey.number)
        sample.write(folder)
        survey.options |= sample.options
        survey.write(folder)
        if "replicates" in survey.options["families"]:
            replicates.write(program, folder, survey, seed)
    with open(folder / "designs.csv", "w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, fieldnames=list(surveys[0].options))
        table.writeheader()
        table.writerows(survey.options for survey in surveys)
    subprocess.run(["Rscript", "--vanilla", HERE / "estimates.R", folder], check=True)
    return surveys


def run(arguments, folder):
    surveys = make(arguments.program, folder, arguments.seed, arguments.designs, arguments.families)
    of_tables, figures = tables.read(folder), families.read(folder)
    comparison = Comparison()
    for survey in surveys:
        if "tables" in survey.options["families"].split():
            tables.compare(arguments.program, folder, survey.options, of_tables[survey.number], comparison)
        families.compare(arguments.program, folder, survey.options, figures, comparison)
    for family in {name for survey in surveys for name in survey.options["families"].split()}:
        if not any(of == family for of, _ in comparison.compared):
            comparison.fault(family, f"{family}: nothing was compared")
    print(f"{len(surveys)} designs (seed {arguments.seed}), {sum(comparison.compared.values())} figures compared;")
    print("  figure            count  largest relative difference")
    comparison.report()
    print("\n".join(comparison.faults[:60]) or "all agree")
    if comparison.faults:
        print(f"{len(comparison.faults)} differences: {dict(comparison.fault_families)}")
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
    parser.add_argument("--families", help="only these, of 'tables', " + ", ".join(f"'{name}'" for name in families.RUNS))
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
