"""40 hostile labels through every output of `sondeo report`: none is a formula, markup or a command to anybody's
terminal, and each reads back as the text that it was, as far as the format has it.

usage: hostile_labels.py SONDEO
"""
import csv
import json
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from debian_python import require

require("python3-openpyxl", "openpyxl")
import openpyxl

FORMULAS = [
    "=cmd|'/C calc'!A0", "=1+1", "@SUM(1+1)*cmd|' /C calc'!A0", "+1+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.org?x="&A1,"here")', "=IMPORTXML(CONCAT(\"http://example.org/\",A1),\"//a\")",
    "=2+5", "-1*(2)", "+(1)",
]
MARKUP = [
    "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<b>bold</b> & <i>", "]]><x/>", "<!--", "-->",
    "&lt;already&gt; &amp; &#65;", "<?xml version='1.0'?>", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "{{mustache}} ${x} %s %n",
]
CONTROLS = [
    "a\u202egnp.exe", "\u2066isolate\u2069", "\u200fmark\u200e", "bell\u0007back\u0008", "esc\u001b[31mred\u001b]0;t\u0007",
    "tab\there", "line\nfeed", "carriage\r\nreturn", "delete\u007f nel\u0085 c1\u009b31m", "\ufeffmark",
]
OTHERS = [
    'quote " double "" \'single\'', "back\\slash \\n \\0 \\x00 %00 \u2400", "comma, semicolon; tab", " blanks around ",
    "x" * 10_000, "\u00d1and\u00fa \U0001f480 e\u0301 \u4e2d\u6587", "../../etc/passwd", "null", "key: value # comment",
    "\ufffe\uffff",
]
LABELS = FORMULAS + MARKUP + CONTROLS + OTHERS
BIDI = {0x061C, 0x200E, 0x200F, 0xFEFF, *range(0x2028, 0x202F), *range(0x2066, 0x206A)}

STUDY = """
[study]
id = "hostile"
title = {{ en = {title}, es = {title} }}
country = "SLV"
period = "2025"
[data.person]
file = "people.csv"
[[item]]
id = "kind"
level = "person"
label = {{ en = {title} }}
codes = {{ {codes} }}
[[indicator]]
id = "victim"
label = {{ en = {label}, es = {label} }}
measure = "proportion"
level = "person"
numerator = "victim == 1"
sdg = {{ indicator = "5.2.1", series = "VC_VAW_PHYV", dimensions = {{ AGE = "Y_GE15" }} }}
[[disaggregation]]
id = "group"
level = "person"
label = {{ en = {label} }}
expr = "kind"
labels = {{ {codes} }}
[estimate]
by = [["group"]]
[report]
languages = ["en", "es"]
outputs = [{outputs}]
license = {{ name = "CC-BY-4.0", title = {title}, path = "https://example.org/" }}
"""
ALL = ["csv", "json", "xlsx", "sdmx-csv", "sdmx-csv-1", "sdmx-ml", "open-data", "ddi"]


def printable(text):
    kept = []
    for c in text:
        point = ord(c)
        if c in "\t\n":
            kept.append(" ")
        elif point >= 0x20 and not 0x7F <= point < 0xA0 and point not in BIDI:
            kept.append(c)
    return "".join(kept)


def xml_safe(text):
    return printable(text).replace("\ufffe", "").replace("\uffff", "")


def guarded(text):
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def write(folder, labels, title, label, outputs):
    quoted = json.dumps
    codes = ", ".join(f"{i} = {{ en = {toml(text)}, es = {toml(text)} }}" for i, text in enumerate(labels, 1))
    text = STUDY.format(title=toml(title), label=toml(label), codes=codes, outputs=", ".join(map(quoted, outputs)))
    (folder / "study.toml").write_text(text, encoding="utf-8")
    lines = [f"{i},{v}" for i in range(1, len(labels) + 1) for v in (0, 1, 1)]
    (folder / "people.csv").write_text("kind,victim\n" + "\n".join(lines) + "\n", encoding="ascii")


def toml(text):
    """A basic string in which everything but plain characters is escaped."""
    return '"' + "".join(c if c.isalnum() or c in " .,;:!?()/" else f"\\U{ord(c):08X}" for c in text) + '"'


def run(sondeo, folder, *arguments):
    return subprocess.run([sondeo, *arguments], cwd=folder, capture_output=True, encoding="utf-8")


def table(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def check_result(out, title, label):
    for language in ("en", "es"):
        for path in (out / f"hostile.{language}.csv", out / "hostile.open-data" / f"hostile.{language}.csv"):
            rows = [row for row in table(path) if row["group"]]
            assert [row["group_label"] for row in rows] == [guarded(text) for text in LABELS], path
        data = json.loads((out / f"hostile.{language}.json").read_text(encoding="utf-8"))
        rows = [row for row in data["estimates"] if row["group"]]
        assert [row["group_label"] for row in rows] == LABELS
        book = openpyxl.load_workbook(out / f"hostile.{language}.xlsx")
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f"]
        shown = {cell.value for cell in cells if isinstance(cell.value, str)}
        for code, text in enumerate(LABELS, 1):
            wanted = xml_safe(text) or str(code)  # of a label that no XML can hold, its code
            assert wanted in shown or wanted.strip() in {s.strip() for s in shown}, text[:40]
        with zipfile.ZipFile(out / f"hostile.{language}.xlsx") as archive:
            assert not any("externalLink" in name or "vba" in name.lower() for name in archive.namelist())
    package = json.loads((out / "hostile.open-data" / "datapackage.json").read_text(encoding="utf-8"))
    assert package["title"] == printable(title) and package["licenses"][0]["title"] == title


def check_machines(out, title):
    for name in ("hostile.sdmx.csv", "hostile.sdmx-1.csv"):
        rows = table(out / name)
        assert len(rows) == 1 and rows[0]["SOURCE_DETAIL"] == xml_safe(title), rows
    root = ElementTree.parse(out / "hostile.sdmx.xml").getroot()
    (observation,) = root.iter("Obs")
    assert observation.get("SOURCE_DETAIL") == xml_safe(title)
    book = ElementTree.parse(out / "hostile.ddi.xml").getroot()
    space = "{ddi:codebook:2_5}"
    categories = {c.findtext(space + "catValu"): c.findtext(space + "labl") for c in book.iter(space + "catgry")}
    for code, text in enumerate(LABELS, 1):
        wanted = xml_safe(text)
        assert (categories[str(code)] or "") == wanted, (code, text[:40])
    manifest = json.loads((out / "hostile.manifest.json").read_text(encoding="utf-8"))
    assert manifest["study"]["title"]["en"] == title


def check_open_sdg(sondeo, folder):
    refused = [*FORMULAS, "-->"]  # begins and goes on like one
    harmless = [text for text in LABELS if text not in refused]
    write(folder, harmless, "Title", "Victims", ["open-sdg"])
    done = run(sondeo, folder, "report", "study.toml", "--out", "sdg", "--lang", "en")
    assert done.returncode == 0, done.stderr
    rows = [row for row in table(folder / "sdg" / "hostile.open-sdg" / "data" / "indicator_5-2-1.csv") if row["Victims"]]
    for row, text in zip(rows, harmless, strict=True):
        assert row["Victims"].startswith(printable(text).strip()), (row["Victims"], text[:40])
    for text in refused:
        write(folder, ["plain", text], "Title", "Victims", ["csv", "open-sdg"])
        done = run(sondeo, folder, "report", "study.toml", "--out", "refused", "--lang", "en")
        assert done.returncode == 3 and "E3717" in done.stderr, (text, done.stderr)
        assert not (folder / "refused").exists(), list((folder / "refused").iterdir())


def main():
    assert len(LABELS) == 40
    sondeo = pathlib.Path(sys.argv[1]).resolve()
    title, label = "=1+1</script>\u202e\u001b[31m \"title\" & <t>", "<group> \u0007, \"quoted\""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        write(folder, LABELS, title, label, ALL)
        done = run(sondeo, folder, "report", "study.toml", "--out", "out")
        assert done.returncode == 0, done.stderr
        assert "\u001b" not in done.stderr + done.stdout and "\u202e" not in done.stderr + done.stdout
        check_result(folder / "out", title, label)
        check_machines(folder / "out", title)
        done = run(sondeo, folder, "estimate", "study.toml")
        assert done.returncode == 0 and not [c for c in done.stdout if c != "\n" and printable(c) != c]
        check_open_sdg(sondeo, folder)
    print(f"{len(LABELS)} labels through {len(ALL) + 1} outputs")


main()
