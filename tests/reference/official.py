"""The sample's official indicators, asked for by their numbers, against R survey's, to 1e-8 relative.

usage: official.py PROGRAM SOURCE_FOLDER
"""

import csv
import pathlib
import sys

import figures

COMPARED = ["estimate", "se", "df", "ci_low", "ci_high", "n", "n_missing", "weight_sum"]


def main():
    program, source = sys.argv[1], pathlib.Path(sys.argv[2])
    rows = figures.result_table(program, ["estimate", source / "samples/national-vaw/official.toml"])
    found, compared = [], 0
    indicators = set()
    with open(pathlib.Path(__file__).parent / "national_vaw_official.csv", encoding="utf-8") as file:
        for expected in csv.DictReader(file):
            code = expected["code"] if expected["by"] == "area" else ""
            row = figures.only(rows, indicator=expected["indicator"], area=code, age_group="")
            name = f"{expected['indicator']} {expected['by']} {expected['code']}"
            found += figures.faults(name, {column: expected[column] for column in COMPARED}, row, 1e-8)
            compared += len(COMPARED)
            indicators.add(expected["indicator"])
    others = {row["indicator"] for row in rows} - indicators
    found += [f"{other} has no figure of R" for other in sorted(others)]
    return figures.verdict(found, compared)


if __name__ == "__main__":
    sys.exit(main())
