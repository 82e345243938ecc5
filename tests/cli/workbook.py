"""The workbook of `sondeo report`, opened by an independent reader: its figures are those of the CSV beside it.

usage: workbook.py SONDEO SOURCE_DIR
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

STUDY = """
[study]
id = "people"
title = {{ en = "People", es = "Personas" }}
period = "2025"
[data.woman]
file = "{data}"
key = ["hogar"]
[design]
strata = "estrato"
psu = "upm"
[weight]
woman = "fac_mujer"
[[indicator]]
id = "met"
label = {{ en = "=1+1 </script> partner", es = "Pareja" }}
measure = "proportion"
numerator = "pareja == 1"
per = 100
[[indicator]]
id = "age"
measure = "mean"
numerator = "edad"
[estimate]
by = [["region"], ["area", "educacion"]]
[quality]
scheme = "own.toml"
[report]
languages = ["es", "en", "fr", "pt"]
"""
SCHEME = """
id = "own"
undecided = "bad"
[[label]]
id = "fine"
[[label]]
id = "bad"
title = { en = "not to be published", es = "no se publica" }
symbol = "#"
publish = false
[[rule]]
when = "n < 700"
label = "bad"
reason = "n"
[[rule]]
label = "fine"
"""
FIGURES = ["estimate", "se", "cv", "ci_low", "ci_high", "n"]


def rows_of(sheet):
    """Figures of a table's sheet: the rows under the headings."""
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    start = next(i for i, line in enumerate(lines) if line and line[0] and "estimate" in str(line).lower()) + 1
    return lines[start - 1], [line for line in lines[start:] if any(value is not None for value in line)]


def compare(workbook, table):
    """Every row of the CSV stands in the workbook, in order, with the same figures."""
    sheets = [name for name in workbook.sheetnames if name[0].isdigit()]
    shown = []
    for name in sheets:
        heading, lines = rows_of(workbook[name])
        first = [str(value).lower() for value in heading].index("estimate")
        for line in lines:
            shown.append(line[first:first + 7])
    assert len(shown) == len(table), f"{len(shown)} rows in the workbook, {len(table)} in the CSV"
    withheld = 0
    for line, row in zip(shown, table):
        for value, name in zip(line, FIGURES):
            expected = row[name]
            if row["quality"] == "bad" and name != "n":
                assert value == "[u]" and expected == "", (row, line)
                withheld += 1
            else:
                assert math.isclose(value, float(expected), rel_tol=1e-14), (row, line)
        assert line[6] == ("not to be published #" if row["quality"] == "bad" else "fine"), line
    return withheld


SIDE = """
[[construct]]
id = "partner"
level = "woman"
label = { en = "With a partner", es = "Con pareja" }
expr = "pareja == 1"
policy = "answered"
[[edit]]
id = "e01"
level = "woman"
variable = "pareja"
where = "edad < 16"
missing = "not_applicable"
[[check]]
id = "c01"
level = "woman"
rule = "edad < 60"
severity = "warning"
message = { en = "older than the rest", es = "mayor que las dem\u00e1s" }
[[weighting]]
step = "normalise"
role = "woman"
to = "n"
"""


def check_side_sheets(sondeo, folder):
    """What the page tells of weights and data stands in the workbook too: numbers as numbers, in each language."""
    study = (folder / "study.toml").read_text(encoding="utf-8").replace("pareja == 1", "partner")
    (folder / "side.toml").write_text(study + SIDE, encoding="utf-8")
    subprocess.run([sondeo, "report", folder / "side.toml", "--out", folder / "side", "--quiet"], check=True)
    for language, weights, quality, label, said in (
            ("en", "Weights", "Data quality", "With a partner (partner)", "older than the rest"),
            ("es", "Factores de expansi\u00f3n", "Calidad de los datos", "Con pareja (partner)", "mayor que las dem\u00e1s"),
            ("fr", "Poids", "Qualit\u00e9 des donn\u00e9es", "With a partner (partner)", "mayor que las dem\u00e1s")):
        workbook = openpyxl.load_workbook(folder / "side" / f"people.{language}.xlsx")
        rows = [[cell.value for cell in row] for row in workbook[quality].iter_rows()]
        answers = next(row for row in rows if row[0] == label)
        assert answers[2] > 7000 and answers[2] >= answers[3] and isinstance(answers[5], float), answers
        assert any(said in str(row[2]) for row in rows), rows
        assert any(row[0] == "e01" and row[2] == "pareja" and row[3] >= row[4] for row in rows), rows
        steps = [row for row in workbook[weights].iter_rows(values_only=True) if isinstance(row[1], (int, float))]
        assert len(steps) == 2 and math.isclose(steps[1][2], steps[1][1], rel_tol=1e-9), steps
        linked = [cell.value for row in workbook[workbook.sheetnames[0]].iter_rows() for cell in row]
        assert weights in linked and quality in linked, linked
    (folder / "side.toml").write_text(study + SIDE + "[disclosure]\nminimum_cases = 5\n", encoding="utf-8")
    subprocess.run([sondeo, "report", folder / "side.toml", "--out", folder / "side", "--force", "--quiet"], check=True)
    workbook = openpyxl.load_workbook(folder / "side" / "people.en.xlsx")
    told = [cell for row in workbook["Data quality"].iter_rows(values_only=True) for cell in row]
    assert "With a partner (partner)" not in told, "counts of answers stand beside protected figures"


REPORT = """
[report]
languages = ["es", "en", "fr"]
outputs = ["xlsx", "html"]
"""


def check_labels(sondeo, source, folder):
    """Where the study, the file or the words name a variable, a category or a level, readers do not see its code."""
    sample = folder / "weighting"
    shutil.copytree(source / "samples" / "weighting", sample)
    study = (sample / "study.toml").read_text(encoding="utf-8")
    construct = 'id = "partner_violence"\n'
    assert construct in study
    study = study.replace(construct, construct + 'label = { es = "Violencia de pareja", en = "Partner violence" }\n')
    (sample / "study.toml").write_text(study + REPORT, encoding="utf-8")
    subprocess.run([sondeo, "report", sample / "study.toml", "--out", folder / "words", "--quiet"], check=True)
    page = (folder / "words" / "violence-weighting.html").read_text(encoding="utf-8")
    for language, weights, woman, margins, first, level in (
            ("es", "Factores de expansi\u00f3n", "mujer", ["Regi\u00f3n: Metropolitana", "Edad: 50+"], "Regi\u00f3n", "nivel"),
            ("en", "Weights", "woman", ["Regi\u00f3n: Metropolitana", "Age: 50+"], "Regi\u00f3n", "level"),
            ("fr", "Poids", "femme", ["Regi\u00f3n: Metropolitana", "Age: 50+"], "Regi\u00f3n", "nivel")):
        workbook = openpyxl.load_workbook(folder / "words" / f"violence-weighting.{language}.xlsx")
        firsts = [row[0] for row in workbook[weights].iter_rows(values_only=True)]
        title = f"{weights}: {woman}"
        assert title in firsts and f"<caption id=\"{language}-weighting-table-3-c\">" in page and title in page, firsts
        for margin in margins:
            assert margin in firsts and margin in page, (margin, firsts)
        assert not any("=" in str(value) for value in firsts), firsts
        assert workbook["1.1"]["A5"].value == first, workbook["1.1"]["A5"].value
        facts = [str(row[0]) for row in workbook.worksheets[-2].iter_rows(values_only=True)]
        assert any(fact.endswith(f": {level}") for fact in facts), facts
        assert not any("n_psu" in fact or "data.woman" in fact for fact in facts), facts
        meanings = {row[0]: row[1] for row in workbook.worksheets[-1].iter_rows(values_only=True)}
        assert all(meanings[name] for name in ("region", "region_label", "df", "n_events", "weight_sum")), meanings
    for label in ("Violencia de pareja (partner_violence)", "Partner violence (partner_violence)"):
        assert page.count(f"<code>{label}</code>") >= 4, label  # who answered, who did
    assert "region=1" not in page and "<h3>region</h3>" not in page


def main():
    sondeo, source = sys.argv[1], pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        sample = source / "samples" / "national-vaw" / "national-vaw.sav"
        (folder / "data.sav").write_bytes(sample.read_bytes())
        (folder / "study.toml").write_text(STUDY.format(data="data.sav"), encoding="utf-8")
        (folder / "own.toml").write_text(SCHEME, encoding="utf-8")
        for out in ("a", "b"):
            subprocess.run([sondeo, "report", folder / "study.toml", "--out", folder / out, "--quiet"], check=True)
        names = sorted(path.name for path in (folder / "a").iterdir())
        assert len(names) == 13, names  # with the manifest
        for file in names:
            assert (folder / "a" / file).read_bytes() == (folder / "b" / file).read_bytes(), f"{file} differs"
        with open(folder / "a" / "people.en.csv", encoding="utf-8", newline="") as file:
            table = list(csv.DictReader(file))
        workbook = openpyxl.load_workbook(folder / "a" / "people.en.xlsx")
        assert workbook.sheetnames[:2] == ["Index", "Notes"] and "Dictionary" in workbook.sheetnames
        withheld = compare(workbook, table)
        assert withheld > 0
        formulas = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        assert not formulas, formulas
        check_side_sheets(sondeo, folder)
        check_labels(sondeo, source, folder)
        spanish = openpyxl.load_workbook(folder / "a" / "people.es.xlsx")
        assert "\u00cdndice" in spanish.sheetnames
        print(f"{len(table)} rows, {withheld} figures withheld, 13 files the same twice")


main()
