"""The workbooks of `sondeo report`, opened by LibreOffice and by openpyxl: both see the figures of the CSV beside
them.

usage: libreoffice.py SONDEO SOURCE_DIR
"""
import csv
import math
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from debian_python import require

require("python3-openpyxl", "openpyxl")
import openpyxl

FIGURES = ["estimate", "se", "cv", "ci_low", "ci_high", "n"]


def figures_of(book):
    """Rows of figures in every numbered sheet, in order."""
    for name in book.sheetnames:
        if not name[0].isdigit():
            continue
        lines = [[cell.value for cell in row] for row in book[name].iter_rows()]
        start = next(i for i, line in enumerate(lines) if line and "Estimate" in line)
        first = lines[start].index("Estimate")
        for line in lines[start + 1:]:
            if any(value is not None for value in line):
                yield line[first:first + len(FIGURES)]


def compare(book, table, who):
    shown = list(figures_of(book))
    assert len(shown) == len(table), (who, len(shown), len(table))
    numbers = 0
    for line, row in zip(shown, table):
        for value, name in zip(line, FIGURES):
            if row[name] == "":
                assert isinstance(value, str), (who, row, line)
            else:
                assert math.isclose(value, float(row[name]), rel_tol=1e-14), (who, name, value, row)
                numbers += 1
    return numbers


SPACED = """
[study]
id = "spaced"
title = "Spaced"
[data.person]
file = "spaced.csv"
key = ["id"]
[weight]
person = "w"
[[indicator]]
id = "balance"
measure = "mean"
level = "person"
numerator = "x"
weight = "person"
[estimate]
indicators = ["balance"]
by = [["g"]]
[report]
numbers = "inegi"
languages = ["en"]
outputs = ["csv", "xlsx"]
"""


def check_spaces(sondeo, convert, folder):
    """What stands on the screen where thousands have a space: signs, and a space for each three digits."""
    lines = ["id,w,g,x"]
    for i in range(90):
        group = i % 3
        lines.append(f"{i},1,{group + 1},{(-5000, 12, 2500000000)[group] + i * 37 % 41}")
    (folder / "spaced.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "spaced.toml").write_text(SPACED, encoding="utf-8")
    subprocess.run([sondeo, "report", folder / "spaced.toml", "--out", folder / "spaced", "--quiet"], check=True)
    with open(folder / "spaced" / "spaced.en.csv", encoding="utf-8", newline="") as file:
        table = [row for row in csv.DictReader(file) if row["g"]]
    all_sheets = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
    subprocess.run([*convert, all_sheets, "--outdir", folder / "shown", folder / "spaced" / "spaced.en.xlsx"],
                   check=True, capture_output=True, timeout=240)
    with open(folder / "shown" / "spaced.en-1.1.csv", encoding="utf-8", newline="") as file:
        shown = {line[0]: line[1] for line in csv.reader(file) if len(line) > 1}
    for row in table:
        text = shown[row["g"]]
        assert re.fullmatch("-?[0-9]{1,3}(\u00a0[0-9]{3})*([.][0-9]+)?", text), (row["g"], text)
        assert abs(float(text.replace("\u00a0", "")) - float(row["estimate"])) < 1, (row["estimate"], text)


def main():
    sondeo, source = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        print("skipped: libreoffice-calc is not here")
        return 77
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        study = source / "samples" / "national-vaw" / "study.toml"
        subprocess.run([sondeo, "report", study, "--out", folder, "--quiet"], check=True)
        with open(folder / "national-vaw.en.csv", encoding="utf-8", newline="") as file:
            table = list(csv.DictReader(file))
        workbook = folder / "national-vaw.en.xlsx"
        count = compare(openpyxl.load_workbook(workbook), table, "openpyxl")
        # LibreOffice reads the workbook and writes what it understood as one of its own.
        home = f"-env:UserInstallation=file://{folder}/profile"
        check_spaces(sondeo, [office, home, "--headless", "--convert-to"], folder)
        convert = [office, home, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", folder / "read"]
        subprocess.run([*convert, workbook], check=True, capture_output=True, timeout=240)
        again = compare(openpyxl.load_workbook(folder / "read" / workbook.name), table, "LibreOffice")
        # And the first sheet as text: labels and words arrive as they are.
        text = [office, home, "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true",
                "--outdir", folder / "text", workbook]
        subprocess.run(text, check=True, capture_output=True, timeout=240)
        with open(folder / "text" / "national-vaw.en.csv", encoding="utf-8", newline="") as file:
            index = list(csv.reader(file))
        assert index[1][:3] == ["Table", "Indicator", "Disaggregation"], index[:3]
    assert count == again > 300, (count, again)
    print(f"{count} figures, the same for openpyxl, LibreOffice and the CSV")
    return 0


sys.exit(main())
