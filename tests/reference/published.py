"""Studies of real surveys against published figures, recomputed to all digits: expected.csv beside their data.

usage: published.py enusc-2023|ncvs-2021|dhs-model PROGRAM SOURCE_FOLDER      exit code 77: the data are not here
"""

import csv
import pathlib
import sys

import figures

COMPARED = ["estimate", "se", "df", "ci_low", "ci_high", "n"]
# Which figures the data folder's expected.csv gives, by the study's indicator.
MEASURES = {
    "ncvs-2021": {
        "property victimizations, total": "property-victimizations",
        "violent victimizations, total": "violent-victimizations",
        "property victimizations reported to police, %": "property-reported-to-police",
        "property victimization rate per 1,000 households": "property-victimization-rate",
        "household population": "households",
    },
    "dhs-model": {
        "urban residence, men 15-49": "urban",
        "no education, men 15-49": "no-education",
        "never married, men 15-49": "never-married",
        "HIV positive, men 15-49 (MR joined to AR)": "hiv-positive",
    },
}


def row_for(study, rows, expected):
    if study == "enusc-2023":
        return figures.only(rows, indicator="households-violent-crime", enc_region=expected["region"])
    return figures.only(rows, indicator=MEASURES[study][expected["measure"]])


def main():
    study, program, source = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    data = source / "../shared/data" / study
    if not data.exists():
        print(f"skipped: {data} is not here")
        return 77
    rows = figures.result_table(program, ["estimate", source / "samples" / study / "study.toml", "--data", data])
    found, compared = [], 0
    with open(data / "expected.csv", encoding="utf-8") as file:
        for expected in csv.DictReader(file):
            wanted = {column: expected.get(column) for column in COMPARED}
            name = expected.get("measure") or f"region {expected['region']}"
            found += figures.faults(name, wanted, row_for(study, rows, expected), 1e-8)
            compared += sum(value not in ("", None) for value in wanted.values())
    return figures.verdict(found, compared)


if __name__ == "__main__":
    sys.exit(main())
