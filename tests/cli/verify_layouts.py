"""Printed tables in the layouts of offices, each with one thing that makes it hard: every figure is found and compared, or
the table is refused with the reason. The figures are R's (tests/reference/national_vaw.csv).

usage: verify_layouts.py SONDEO SOURCE_DIR
"""
import csv
import json
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from debian_python import require

require("python3-openpyxl", "openpyxl")
import openpyxl

PHYSICAL = "sdg-5.2.1-physical"
SEXUAL = "sdg-5.2.1-sexual"
REGIONS = {"1": "Metropolitana", "2": "Norte", "3": "Occidente", "4": "Oriente", "5": "Caribe"}
AREAS = {"1": "Urbana", "2": "Rural"}
LABELS = {"region": REGIONS, "area": AREAS}


def reference(source):
    """R's figures by indicator, breakdown and code."""
    with open(source / "tests/reference/national_vaw.csv", encoding="utf-8") as file:
        return {(row["indicator"], row["by"], row["code"]): row for row in csv.DictReader(file)}


class Tables:
    """Cells of printed tables."""

    def __init__(self, figures):
        self.figures = figures

    def figure(self, column, by="", code="", indicator=PHYSICAL, decimals=1, mark=".", factor=1.0):
        row = self.figures[(indicator, by, code)]
        value = float(row[column])
        if column in ("n", "df"):
            return f"{value:.0f}"
        if column == "weight_sum":
            return f"{value:,.0f}"
        return f"{factor * value:.{decimals}f}".replace(".", mark)

    def body(self, columns, by="region", label=lambda code, text: text, **style):
        return [[label(code, text)] + [self.figure(column, by, code, **style) for column in columns]
                for code, text in LABELS[by].items()]

    def total(self, columns, label="Total", **style):
        return [label] + [self.figure(column, **style) for column in columns]


FOUR = ["estimate", "se", "ci_low", "ci_high"]
HEADS = ["Porcentaje", "Error est\u00e1ndar", "L\u00edmite inferior", "L\u00edmite superior"]


def plain(t):
    return [["Regi\u00f3n", *HEADS]] + t.body(FOUR)


def layouts(t):
    """Name, cells, flags, what is expected: how many figures match and how many are suppressed, or a code of refusal.

    Cells of a workbook may be (value, number format); 'merge' names ranges.
    """
    yield "labels in Spanish", plain(t), [], (20, 0)
    yield "codes", [["C\u00f3digo", *HEADS]] + t.body(FOUR, label=lambda code, text: code), ["--rows", "region"], (20, 0)
    yield "codes with a leading zero, the breakdown named by the heading", \
        [["region", *HEADS]] + t.body(FOUR, label=lambda code, text: "0" + code), [], (20, 0)
    yield "code and label in one cell", [["", *HEADS]] + t.body(FOUR, label=lambda code, text: f"{code}. {text}"), [], (20, 0)
    yield "no accents, capitals", [[text.upper() for text in ["Region", "Porcentaje", "Error estandar", "Limite inferior", "Limite superior"]]] \
        + t.body(FOUR, label=lambda code, text: text.upper()), [], (20, 0)
    yield "English words", [["Region", "Percentage", "Standard error", "Lower limit", "Upper limit"]] + \
        t.body(FOUR, label=lambda code, text: ["Metropolitan", "North", "West", "East", "Caribbean"][int(code) - 1]), [], (20, 0)
    yield "decimal comma", [["Regi\u00f3n", *HEADS]] + t.body(FOUR, mark=","), [], (20, 0)
    yield "percent signs", [["Regi\u00f3n", *HEADS]] + [[r[0]] + [c + " %" for c in r[1:]] for r in t.body(FOUR)], [], (20, 0)
    yield "fractions", [["Regi\u00f3n", "Proporci\u00f3n", "EE", "LI", "LS"]] + t.body(FOUR, decimals=4, factor=0.01), [], (20, 0)
    yield "per 1,000", [["Regi\u00f3n", "Tasa (por 1,000)", "EE (por 1,000)"]] + t.body(["estimate", "se"], factor=10.0), [], (10, 0)
    yield "footnote marks", [["Regi\u00f3n", *HEADS]] + [[r[0] + " (a)"] + [c + m for c, m in zip(r[1:], ["*", " **", "\u00b9", " 1/"])]
                                                    for r in t.body(FOUR)] + [["(a) Nota al pie."], ["Fuente: encuesta."]], [], (20, 0)
    suppressed = plain(t)
    for row, mark in zip(suppressed[1:], ["*", "-", "(..)", "nd", "\u2026"]):
        row[2] = mark
    yield "suppressed cells", suppressed, [], (15, 5)
    yield "totals row", [["Regi\u00f3n", *HEADS, "n"], t.total(FOUR + ["n"])] + t.body(FOUR + ["n"]), [], (30, 0)
    yield "totals row at the end, called by the country", [["Regi\u00f3n", *HEADS]] + t.body(FOUR) + [t.total(FOUR, "Total nacional")], [], (24, 0)
    yield "swapped columns", [["Regi\u00f3n", "L\u00edmite superior", "n", "Porcentaje", "Error est\u00e1ndar"]] + t.body(["ci_high", "n", "estimate", "se"]), [], (20, 0)
    yield "labels in the last column", [["Porcentaje", "Error est\u00e1ndar", "Regi\u00f3n"]] + [r[1:] + r[:1] for r in t.body(["estimate", "se"])], [], (10, 0)
    yield "intervals in one cell", [["Regi\u00f3n", "%", "IC 95%"]] + [[r[0], r[1], f"[{r[2]}, {r[3]}]"] for r in t.body(["estimate", "ci_low", "ci_high"])], [], (10, 0)
    yield "intervals in one cell, with a hyphen and decimal commas", [["Regi\u00f3n", "%", "IC 95%"]] + \
        [[r[0], r[1], f"{r[2]} - {r[3]}"] for r in t.body(["estimate", "ci_low", "ci_high"], mark=",")], [], (10, 0)
    yield "thousands separators", [["Regi\u00f3n", "Poblaci\u00f3n", "n"]] + t.body(["weight_sum", "n"]), [], (10, 0)
    yield "merged headings", {"cells": [["Cuadro 1. Violencia"], ["Regi\u00f3n", "Porcentaje", "Error est\u00e1ndar", "Intervalo de confianza al 95%", None],
                                        [None, None, None, "Inferior", "Superior"]] + t.body(FOUR),
                              "merge": ["A1:E1", "A2:A3", "B2:B3", "C2:C3", "D2:E2"]}, [], (20, 0)
    yield "a heading over several columns in a CSV", [["Regi\u00f3n", "Mujeres alguna vez unidas", "", "", ""], ["", *HEADS]] + t.body(FOUR), \
        ["--heading", "Mujeres alguna vez unidas=total"], (20, 0)
    wide = [["", "Urbana", "", "Rural", "", "Total", ""], ["", "%", "EE", "%", "EE", "%", "EE"],
            ["Violencia f\u00edsica"] + [t.figure(c, "area", a) for a in AREAS for c in ("estimate", "se")] + [t.figure("estimate"), t.figure("se")]]
    yield "domains in the columns, one row for the indicator", wide, ["--heading", f"Violencia f\u00edsica={PHYSICAL}"], (6, 0)
    stacked = [["Caracter\u00edstica", "%", "EE", "n"], t.total(["estimate", "se", "n"]), ["Regi\u00f3n"]] + t.body(["estimate", "se", "n"]) + \
        [["\u00c1rea"]] + t.body(["estimate", "se", "n"], by="area")
    yield "several breakdowns under each other", stacked, [], (24, 0)
    both = [["Regi\u00f3n", PHYSICAL, SEXUAL]] + [[text, t.figure("estimate", "region", code), t.figure("estimate", "region", code, SEXUAL)]
                                             for code, text in REGIONS.items()]
    yield "indicators in the columns", both, ["--unit", "percent"], (10, 0)
    yield "a column of notes", [["Regi\u00f3n", *HEADS, "Observaciones"]] + [r + ["fiable"] for r in t.body(FOUR)], [], (20, 0)
    yield "title rows and a blank row", [["Cuadro 5.12"], ["Mujeres, 2025"], [], ["Regi\u00f3n", *HEADS]] + t.body(FOUR), [], (20, 0)
    yield "numbers of a workbook and their formats", \
        {"cells": [["Regi\u00f3n", *HEADS]] + [[r[0]] + [(float(c) / 100, "0.0%") for c in r[1:]] for r in t.body(FOUR)]}, [], (20, 0)
    yield "two tables on a sheet, one of them declared", {"cells": plain(t) + [[], ["Otra cosa"], ["Regi\u00f3n", "Poblaci\u00f3n", "x"], ["Norte", 1, 2]]}, \
        ["--range", "A1:E6"], (20, 0)
    # Refused, with the reason.
    yield "an unknown heading", [["Regi\u00f3n", "Porcentaje", "Margen"]] + t.body(["estimate", "se"]), [], "E4874"
    yield "an unknown heading, left out", [["Regi\u00f3n", "Porcentaje", "Margen"]] + t.body(["estimate", "se"]), ["--heading", "Margen=ignore"], (5, 0)
    yield "an unknown label", [["Regi\u00f3n", *HEADS], ["Atl\u00e1ntida", "5.1", "0.4", "4.2", "6.0"]] + t.body(FOUR), [], "E4874"
    yield "codes that several breakdowns have", [["C\u00f3digo", *HEADS]] + t.body(FOUR, by="area", label=lambda code, text: code), [], "E4875"
    yield "codes without a heading", [["", *HEADS]] + t.body(FOUR, label=lambda code, text: code), [], "E4879"
    yield "thousands or thousandths", [["Regi\u00f3n", "n"]] + [[text, "1,234"] for text in REGIONS.values()], [], "E4872"
    yield "two decimal marks", [["Regi\u00f3n", "Porcentaje", "EE"], ["Norte", "5.1", "0,4"]], [], "E4873"
    yield "a label twice", plain(t) + [t.body(FOUR)[0]], [], "E4877"
    yield "a word among figures", [["Regi\u00f3n", *HEADS]] + [r[:2] + ["medio", *r[3:]] if r[0] == "Norte" else r for r in t.body(FOUR)], [], "E4878"
    yield "two tables on a sheet", plain(t) + [["Regi\u00f3n", "Poblaci\u00f3n", "n"], ["Norte", "1", "2"]], [], "E4881"
    yield "headings that contradict each other", [["", "Urbana", "Rural"], ["", "Rural", "Rural"], ["Porcentaje", "5.1", "5.2"]], [], "E4876"
    yield "no heading for a column", [["Regi\u00f3n", "Porcentaje", ""]] + t.body(["estimate", "se"]), [], "E4879"


def write_csv(path, cells, separator):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=separator)
        writer.writerows(cells)


def write_workbook(path, table):
    cells = table["cells"] if isinstance(table, dict) else table
    book = openpyxl.Workbook()
    sheet = book.active
    for i, row in enumerate(cells, 1):
        for k, cell in enumerate(row, 1):
            if isinstance(cell, tuple):
                sheet.cell(i, k, cell[0]).number_format = cell[1]
            elif cell not in (None, ""):
                sheet.cell(i, k, cell)
    for merged in table.get("merge", []) if isinstance(table, dict) else []:
        sheet.merge_cells(merged)
    book.save(path)


def fault_of(program, study, path, flags, expected):
    indicator = [] if any(SEXUAL in flag or PHYSICAL in flag for flag in flags) else ["--indicator", PHYSICAL]
    done = subprocess.run([program, "verify", study, path, "--format", "json", *indicator, *flags], capture_output=True, text=True)
    if isinstance(expected, str):
        refused = done.returncode == int(expected[1]) and f"error[{expected}]" in done.stderr and not done.stdout
        return None if refused else f"not refused with {expected}: {done.returncode}\n{done.stderr}{done.stdout}"
    if done.returncode != 0:
        return f"ended with {done.returncode}\n{done.stderr}{done.stdout}"
    counts = json.loads(done.stdout)["counts"]
    found = (counts["matches"], counts["suppressed"])
    return None if found == expected and sum(found) == sum(counts.values()) else f"{counts}, expected {expected}"


def main():
    program, source = sys.argv[1], pathlib.Path(sys.argv[2])
    study = source / "samples/national-vaw/study.toml"
    faults = count = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, table, flags, expected in layouts(Tables(reference(source))):
            paths = [pathlib.Path(folder) / f"{count}.xlsx"]
            write_workbook(paths[0], table)
            if not isinstance(table, dict):
                for separator, kind in ((",", "comma"), (";", "semicolon")):
                    paths.append(pathlib.Path(folder) / f"{count}-{kind}.csv")
                    write_csv(paths[-1], table, separator)
            for path in paths:
                count += 1
                fault = fault_of(program, study, path, flags, expected)
                if fault:
                    faults += 1
                    print(f"{name} ({path.suffix}): {fault}")
    print(f"{count} tables, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
