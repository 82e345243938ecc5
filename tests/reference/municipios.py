"""The baseline-endline sample by municipality against R: estimates by round and municipality, and the differences in
differences, with the covariances of the PSUs that both rounds have.

usage: municipios.py PROGRAM SOURCE_FOLDER
"""

import csv
import pathlib
import sys

import figures

TOLERANCE = 1e-8  # what is published, recomputed to all digits


def main():
    program, source = sys.argv[1], pathlib.Path(sys.argv[2])
    rows = figures.result_table(program, ["estimate", source / "samples/municipios/study.toml"])
    found, compared = [], 0
    with open(pathlib.Path(__file__).with_name("municipios.csv"), encoding="utf-8") as file:
        for expected in csv.DictReader(file):
            row = figures.only(rows, indicator=expected["id"], grupo=expected["grupo"], ronda=expected["ronda"])
            name = f"{expected['id']} {expected['grupo']} {expected['ronda']}"
            wanted = {column: expected[column] for column in ("estimate", "se", "df")}
            found += figures.faults(name, wanted, row, TOLERANCE)
            compared += len(wanted)
    return figures.verdict(found, compared)


if __name__ == "__main__":
    sys.exit(main())
