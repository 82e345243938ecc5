#!/usr/bin/env python3
"""Writes the workbooks of totals beside it, for ../totals.toml. openpyxl 3.0.9."""

import datetime
import pathlib

import openpyxl

FOLDER = pathlib.Path(__file__).parent


def save(name, **sheets):
    book = openpyxl.Workbook()
    book.properties.created = book.properties.modified = datetime.datetime(2024, 1, 1)
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(FOLDER / name)


REGION = [["region", "total"], [1, 60], [2, 50]]
save(
    "totals.xlsx",
    Notas=[["Proyecciones de poblaci\u00f3n"], ["Instituto"]],
    region=REGION,
    sexo=[["sex", "total"], ["1", 50], ["2", 60]],
    texto=[["region", "total"], [1, 60], [2, "cincuenta"]],
    formula=[["region", "total"], [1, 60], [2, "=50"]],
)
save("single.xlsx", datos=REGION)
