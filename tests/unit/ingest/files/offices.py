#!/usr/bin/env python3
"""Writes offices.xlsx beside it: what people's workbooks have. openpyxl 3.0.9."""

import datetime
import pathlib

import openpyxl

book = openpyxl.Workbook()
book.properties.created = book.properties.modified = datetime.datetime(2024, 1, 1)
notes = book.active
notes.title = "Notas"
notes["A1"] = "Proyecciones de poblaci\u00f3n"
sheet = book.create_sheet("Poblaci\u00f3n")
sheet.append(["region", "sexo", "total", "final"])
sheet.append(["San Jos\u00e9 & Heredia", 1, 1250000.5, True])
sheet.append([None, 2, 1300000, False])
sheet["A4"] = "Lim\u00f3n"
sheet["C4"] = "=C2+C3"  # openpyxl calculates nothing: no value is stored
sheet["C5"] = "#N/A"
sheet["C5"].data_type = "e"
sheet["D5"] = datetime.date(2024, 1, 1)
sheet.merge_cells("A2:A3")
hidden = book.create_sheet("oculta")
hidden["B2"] = 1
hidden.sheet_state = "hidden"
book.save(pathlib.Path(__file__).parent / "offices.xlsx")
