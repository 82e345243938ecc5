"""The sample study's figures against R survey's, to 1e-8 relative.

usage: sample.py PROGRAM SOURCE_FOLDER
"""

import csv
import pathlib
import sys
import tempfile

import figures

COMPARED = ["estimate", "se", "df", "ci_low", "ci_high", "n", "n_missing", "weight_sum"]
GROUPS = ["age_group", "area", "region", "education", "disability"]


def whole_study(source, folder):
    """The sample's study with every indicator of its instrument and every disaggregation asked for."""
    text = (source / "samples/national-vaw/study.toml").read_text(encoding="utf-8")
    head = text[: text.index("[estimate]")]
    by = ", ".join(f'["{group}"]' for group in GROUPS)
    study = pathlib.Path(folder) / "study.toml"
    study.write_text(f"{head}[estimate]\nby = [{by}]\n", encoding="utf-8")
    instrument = source / "samples/national-vaw/instrument.toml"
    (pathlib.Path(folder) / "instrument.toml").write_bytes(instrument.read_bytes())
    return study


def main():
    program, source = sys.argv[1], pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        study = whole_study(source, folder)
        rows = figures.result_table(program, ["estimate", study, "--data", source / "samples/national-vaw"])
    found, compared = [], 0
    with open(pathlib.Path(__file__).parent / "national_vaw.csv", encoding="utf-8") as file:
        for expected in csv.DictReader(file):
            codes = {group: expected["code"] if group == expected["by"] else "" for group in GROUPS}
            row = figures.only(rows, indicator=expected["indicator"], **codes)
            name = f"{expected['indicator']} {expected['by']} {expected['code']}"
            found += figures.faults(name, {column: expected[column] for column in COMPARED}, row, 1e-8)
            compared += len(COMPARED)
    return figures.verdict(found, compared)


if __name__ == "__main__":
    sys.exit(main())
