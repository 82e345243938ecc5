"""Numbered tables in the workbook of `sondeo report`, opened by an independent reader: in every layout their figures are
those of the CSV beside it, and what is protected stands nowhere.

usage: workbook_tables.py SONDEO SOURCE_DIR
"""
import csv
import math
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from debian_python import require

require("python3-openpyxl", "openpyxl")
import openpyxl

TABLES = """
[disclosure]
minimum_cases = 12
[[table]]
number = "5.1"
title = {{ es = "Violencia f\u00edsica", en = "=Physical violence" }}
indicators = ["sdg-5.2.1-physical", "sdg-5.2.1-sexual"]
rows = ["age_group", "area"]
columns = ["region"]
note = {{ en = "A note.", es = "Una nota." }}
[[table]]
number = "5.2"
title = {{ es = "Edad por regi\u00f3n", en = "Age by region" }}
rows = ["age_group"]
columns = ["region"]
percent = "column"
[report]
layout = "{layout}"
languages = ["en", "es"]
outputs = ["csv", "json", "xlsx"]
"""
FIGURES = ["estimate", "se", "cv", "ci_low", "ci_high", "n"]


def numbers_of(sheet):
    return [cell.value for line in sheet.iter_rows() for cell in line if isinstance(cell.value, (int, float))]


def cells_of_tables(rows):
    """Rows of the CSV that table 5.1, and table 5.2, print."""
    first = [row for row in rows if row["indicator"] in ("sdg-5.2.1-physical", "sdg-5.2.1-sexual")
             and row["measure"] == "proportion" and not (row["age_group"] and row["area"])]
    second = [row for row in rows if row["indicator"].endswith("@5.2")]
    return first, second


def check_long(sheet, rows, bare):
    lines = [[cell.value for cell in line] for line in sheet.iter_rows()]
    start = next(i for i, line in enumerate(lines) if "estimate" in [str(value).lower() for value in line])
    assert not bare or (start == 0 and not sheet.merged_cells.ranges and lines[0][0])
    first = [str(value).lower() for value in lines[start]].index("estimate")
    body = lines[start + 1: start + 1 + len(rows)]
    shown = sorted(str([value for value in line[first:first + 6]]) for line in body)
    expected = []
    for row in rows:
        protected, bad = "protected" in row["note"], "withheld" in row["note"]
        expected.append([
            "[c]" if protected else "[u]" if bad and name != "n" else float(row[name]) if row[name] else "[x]"
            for name in FIGURES])
    for line, wanted in zip(shown, sorted(map(str, [[int(v) if isinstance(v, float) and v.is_integer() else v for v in e]
                                                    for e in expected]))):
        left, right = eval(line), eval(wanted)  # lists of this test's own making
        assert all(a == b or math.isclose(a, b, rel_tol=1e-14) for a, b in zip(left, right)), (left, right)


def check_grid(sheet, rows):
    """Every figure of the table, each kind as often as the CSV has it."""
    expected = sorted(round(float(row[name]), 9) for row in rows for name in FIGURES if row[name])
    shown = sorted(round(value, 9) for value in numbers_of(sheet))
    assert shown == expected, (len(shown), len(expected))
    marks = sum(1 for line in sheet.iter_rows() for cell in line if cell.value == "[c]")
    assert marks == 6 * sum("protected" in row["note"] for row in rows), marks


def main():
    sondeo, source = sys.argv[1], pathlib.Path(sys.argv[2])
    protected = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        sample = source / "samples" / "national-vaw"
        text = re.sub(r"^\[report\]\n(?:(?!\[).*\n)*", "", (sample / "study.toml").read_text(encoding="utf-8"), flags=re.M)
        for file in ("national-vaw.sav", "instrument.toml"):
            (folder / file).write_bytes((sample / file).read_bytes())
        for layout in ("columns", "blocks", "long", "accessible"):
            (folder / "study.toml").write_text(text + TABLES.format(layout=layout), encoding="utf-8")
            out = folder / layout
            subprocess.run([sondeo, "report", folder / "study.toml", "--out", out, "--quiet"], check=True)
            with open(out / "national-vaw.en.csv", encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file))
            protected = sum("protected" in row["note"] for row in rows)
            assert protected > 0
            for row in rows:
                if "protected" in row["note"]:
                    assert all(row[name] == "" for name in FIGURES + ["n_events", "n_psu", "weight_sum", "quality"]), row
            workbook = openpyxl.load_workbook(out / "national-vaw.en.xlsx")
            assert workbook.sheetnames[:4] == ["Index", "Notes", "5.1", "5.2"], workbook.sheetnames
            for sheet, wanted in zip(("5.1", "5.2"), cells_of_tables(rows)):
                if layout in ("long", "accessible"):
                    check_long(workbook[sheet], wanted, layout == "accessible")
                else:
                    check_grid(workbook[sheet], wanted)
            assert not [c for sheet in workbook for line in sheet.iter_rows() for c in line if c.data_type == "f"]
            spanish = zipfile.ZipFile(out / "national-vaw.es.xlsx")
            assert any("Una nota." in spanish.read(part).decode("utf-8") for part in spanish.namelist())
    print(f"4 layouts, {protected} rows protected in each")


main()
