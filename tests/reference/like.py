"""`--like r` against R survey's own defaults: estimates to 1e-12, SEs and deff to 1e-10, limits to 1e-9.

Proportions and their limits agree to 1e-8 only: svyciprop fits a model, by iteration, where we have its solution.

usage: like.py PROGRAM
"""

import csv
import pathlib
import sys

import figures

HERE = pathlib.Path(__file__).parent
DESIGNS = {
    "strat": ["apistrat.csv", "--strata", "stype_code", "--fpc", "fpc"],
    "clus1": ["apiclus1.csv", "--psu", "dnum", "--fpc", "fpc"],
    "plain": ["apiclus1.csv", "--psu", "dnum"],
}
MEASURES = ["--mean", "api00", "--total", "api_stu", "--ratio", "api_stu/enroll", "--proportion", "sch_wide == 1",
            "--quantile", "api00"]
TOLERANCES = {"estimate": 1e-12, "se": 1e-10, "deff": 1e-10, "ci_low": 1e-9, "ci_high": 1e-9, "df": 0}


def main():
    program, found, compared = sys.argv[1], [], 0
    tables = {}
    for case, (file, *design) in DESIGNS.items():
        data = HERE / "api" / file
        tables[case] = figures.result_table(program, ["tabulate", data, *MEASURES, *design, "--weight", "pw", "--by",
                                                      "stype_code", "--like", "r"])
    with open(HERE / "like" / "r.csv", encoding="utf-8") as file:
        for expected in csv.DictReader(file):
            row = figures.only(tables[expected["case"]], measure=expected["measure"], stype_code=expected["cell"])
            name = f"{expected['case']} {expected['measure']} {expected['cell']}"
            for column, tolerance in TOLERANCES.items():
                fitted = expected["measure"] == "proportion" and column in ("estimate", "ci_low", "ci_high")
                found += figures.faults(name, {column: expected[column]}, row, 1e-8 if fitted else tolerance)
                compared += bool(expected[column])
    return figures.verdict(found, compared)


if __name__ == "__main__":
    sys.exit(main())
