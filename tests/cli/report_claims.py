"""What a report says of figures that are fixed, absent or of everyone, and in which words: a survey whose weights meet totals,
with a group in which nobody was asked.

usage: report_claims.py SONDEO
"""
import csv
import json
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from debian_python import require

require("python3-openpyxl", "openpyxl")
import openpyxl

STUDY = """
[study]
id = "claims"
title = { en = "Survey", es = "Encuesta" }
country = "CRI"
period = "2025"
[data.person]
file = "persons.csv"
key = ["id"]
[design]
strata = "stratum"
psu = "psu"
[weight]
person = "w"
[[weighting]]
step = "calibrate"
distance = "linear"
margins = [{ by = ["sex"], totals = "totals.csv" }]
[[indicator]]
id = "people"
label = { en = "Persons", es = "Personas" }
measure = "total"
level = "person"
numerator = "true"
weight = "person"
[[indicator]]
id = "income"
label = { en = "Median income", es = "Mediana del ingreso" }
measure = "quantile"
probs = [0.5]
level = "person"
numerator = "income"
weight = "person"
[[indicator]]
id = "victims"
label = { en = "Victims", es = "V\u00edctimas" }
measure = "ratio"
level = "person"
numerator = "victim == 1"
denominator = "asked == 1"
weight = "person"
per = 5000
[estimate]
indicators = ["people", "income", "victims"]
by = [["sex"], ["region"]]
[quality]
scheme = "cepal-2023"
[[table]]
number = "7.1"
title = { en = "All of it", es = "Todo" }
indicators = ["people", "victims", "income"]
rows = ["region"]
[[table]]
number = "7.2"
title = { en = "Where", es = "Donde" }
indicators = ["people"]
rows = ["region"]
percent = "column"
universe = "income > 10"
[report]
languages = ["es", "en"]
outputs = ["csv", "xlsx", "html", "open-data", "ddi"]
license = { name = "Licencia abierta", path = "https://example.org/licence" }
map = { file = "map.json", key = "code", disaggregation = "region" }
"""


def persons():
    """Region 4 was not asked; every other number comes from the row's own, so that nothing is left to chance."""
    rows = [["id", "stratum", "psu", "region", "sex", "w", "income", "victim", "asked"]]
    for i in range(1440):
        stratum, psu = i % 4 + 1, i // 4 % 15 + 1
        region = (i * 7 + i // 11) % 4 + 1
        asked = 0 if region == 4 else 1
        rows.append([i + 1, stratum, psu, region, (i * 5 + i // 7) % 2 + 1, 90 + i * 13 % 21,
                     100 + i * 37 % 991, 1 if asked and i * 29 % 17 < 3 else 0, asked])
    return rows


def area(code, x):
    ring = [[x, 9], [x + 1, 9], [x + 1, 10], [x, 10], [x, 9]]
    return {"type": "Feature", "properties": {"code": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def write_inputs(folder):
    with open(folder / "persons.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(persons())
    (folder / "totals.csv").write_text("sex,total\n1,71000\n2,73000\n", encoding="utf-8")
    nowhere = {"type": "Feature", "properties": {"code": 3}, "geometry": None}
    areas = [area(1, -85), area(2, -84), nowhere, area(4, -83)]
    (folder / "map.json").write_text(json.dumps({"type": "FeatureCollection", "features": areas}), encoding="utf-8")
    (folder / "study.toml").write_text(STUDY, encoding="utf-8")


def check_labels(out):
    with open(out / "claims.en.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    of = {(r["indicator"], r["sex"], r["region"]): r for r in rows}
    for key in (("people", "", ""), ("people", "1", ""), ("people", "2", "")):
        assert of[key]["quality"] == "reliable" and float(of[key]["estimate"]) > 70000, of[key]
    assert of["people", "", "1"]["quality"] == "reliable" and of["people", "", "1"]["deff"] == "", of["people", "", "1"]
    assert of["income", "", "1"]["quality"] == "reliable", of["income", "", "1"]
    empty = of["victims", "", "4"]
    assert empty["estimate"] == "" and "quality_no_estimate" in empty["note"], empty
    assert "withheld" not in empty["note"], empty


def texts_of(sheet):
    return [str(cell.value) for line in sheet.iter_rows() for cell in line if cell.value is not None]


def check_workbook(out):
    workbook = openpyxl.load_workbook(out / "claims.es.xlsx")
    lines = [[cell.value for cell in line] for line in workbook["7.1"].iter_rows()]
    subtitle = lines[1][0]
    for part in ("Personas: total, cantidad", "V\u00edctimas: raz\u00f3n, por 5000", "Mediana del ingreso: cuantil"):
        assert part in subtitle, subtitle
    fourth = next(line for line in lines if line[:2] == ["region", 4] or line[:2] == ["region", "4"])
    assert "[x]" in fourth and "[u]" not in fourth, fourth
    median = texts_of(workbook["7.1"])
    assert "Mediana del ingreso: mediana" in median and not any("p0.5" in text for text in median), median
    metadata = texts_of(workbook["Metadatos"])
    assert "linealizaci\u00f3n" in metadata and "UPM menos estratos del dominio" in metadata, metadata
    for code in ("linearization", "fail", "domain"):
        assert code not in metadata, code


def check_page(out):
    page = (out / "claims.html").read_text(encoding="utf-8")
    assert "mediana</th>" in page and "median</th>" in page and "p0.5</th>" not in page
    assert "Personas (Cuadro 7.2)" in page and "Persons (Table 7.2)" in page
    spanish = page[page.index('id="es"'):page.index('id="en"', page.index('id="es"'))]
    assert "linealizaci\u00f3n" in spanish and ">linearization<" not in spanish
    assert "<dd>income &gt; 10</dd>" in spanish.replace("\n", "") or "income &gt; 10" in spanish


def check_open_data(out):
    folder = out / "claims.open-data"
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["licenses"] == [{"title": "Licencia abierta", "path": "https://example.org/licence"}], package["licenses"]
    schema = json.loads((folder / "claims.es.csv-metadata.json").read_text(encoding="utf-8"))["tableSchema"]
    names = [column["name"] for column in schema["columns"]]
    assert all(re.fullmatch(r"(?:[A-Za-z0-9]|%[0-9A-F]{2})(?:[A-Za-z0-9_]|%[0-9A-F]{2})*", name) for name in names), names
    with open(folder / "claims.es.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    keys = {tuple(row[name] for name in schema["primaryKey"]) for row in rows}
    assert len(keys) == len(rows), (len(keys), len(rows))


def check_codebook(out):
    text = (out / "claims.ddi.xml").read_text(encoding="utf-8")
    assert "<dataKind>datos de encuesta</dataKind>" in text and "<fileCont>persona</fileCont>" in text
    process = re.search("<sampProc>(.*?)</sampProc>", text).group(1)
    assert "varianza: linealizaci\u00f3n" in process and "linearization" not in process, process


def check_manifest(out):
    study = json.loads((out / "claims.manifest.json").read_text(encoding="utf-8"))["study"]
    table = study["table"][1]
    assert table["percent"] == "column" and table["rows"] == [["region"]] and table["universe"] == "income > 10", table
    assert study["report"]["layout"] == "columns" and study["report"]["map"][0]["codes"] == "text", study["report"]


def main():
    sondeo = sys.argv[1]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        write_inputs(folder)
        out = folder / "out"
        run = subprocess.run([sondeo, "report", folder / "study.toml", "--out", out, "--lang", "en"],
                             capture_output=True, text=True)
        assert run.returncode == 0, run.stderr
        assert re.search("W0780.*not on the map: 3", run.stderr), run.stderr
        for check in (check_labels, check_workbook, check_page, check_open_data, check_codebook, check_manifest):
            check(out)
        file = folder / "a file"
        file.write_text("", encoding="utf-8")
        run = subprocess.run([sondeo, "report", folder / "study.toml", "--out", file, "--lang", "en"],
                             capture_output=True, text=True)
        assert run.returncode == 8 and "does not exist" not in run.stderr, run.stderr
    print("figures that are fixed, absent or of everyone; words; keys; the study in full")


main()
