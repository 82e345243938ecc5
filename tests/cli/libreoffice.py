"""The workbooks of `sondeo report`, opened by LibreOffice and by openpyxl: both see the figures of the CSV beside
them.

usage: libreoffice.py SONDEO SOURCE_DIR
"""
import csv
import math
import pathlib
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
