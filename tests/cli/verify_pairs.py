"""`sondeo verify` names two conventions where no single one explains the table, and never where a single one does.

usage: verify_pairs.py SONDEO SOURCE_DIR

The table is the study's own under the conventions in question: what is tested is their naming, not the figures.
"""
import csv
import io
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

HEADINGS = ["Regi\u00f3n", "Porcentaje", "Error est\u00e1ndar", "L\u00edmite inferior", "L\u00edmite superior"]


def run(sondeo, folder, *arguments):
    return subprocess.run([sondeo, *arguments, "--lang", "en"], cwd=folder, capture_output=True, encoding="utf-8")


def table(sondeo, folder, changes):
    """The study's figures by region with some texts of the study changed, as an office would print them."""
    text = (folder / "study.toml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    (folder / "other.toml").write_text(text, encoding="utf-8")
    done = run(sondeo, folder, "estimate", "other.toml", "--format", "csv", "--quiet")
    assert done.returncode == 0, done.stderr
    rows = [row for row in csv.DictReader(io.StringIO(done.stdout))
            if row["indicator"] == "sdg-5.2.1-physical" and row["region"]]
    lines = [[row["region"], *(f"{float(row[name]):.8f}" for name in ("estimate", "se", "ci_low", "ci_high"))] for row in rows]
    with open(folder / "printed.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADINGS, *lines])
    done = run(sondeo, folder, "verify", "study.toml", "printed.csv", "--indicator", "sdg-5.2.1-physical", "--rows", "region",
               "--format", "json")
    return json.loads(done.stdout), done.stderr


def main(sondeo, source):
    sondeo = str(pathlib.Path(sondeo).resolve())
    weight, df = ('woman = "fac_mujer"', 'woman = "1"'), ('df = "domain"', 'df = "inf"')
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary) / "vaw"
        shutil.copytree(pathlib.Path(source) / "samples" / "national-vaw", folder)
        both, told = table(sondeo, folder, [weight, df])
        names = [each["name"] for each in both["conventions"]]
        assert " + " in names[0] and {"weight=none", "df=inf"} == set(names[0].split(" + ")), (names[:5], told)
        assert "W0872" in told and sum(" + " in name for name in names) == 1, told
        for change, name in ((weight, "weight=none"), (df, "df=inf")):
            one, told = table(sondeo, folder, [change])
            names = [each["name"] for each in one["conventions"]]
            assert names[0] == name and not any(" + " in each for each in names), names[:5]
        print("pairs named, single ones alone")


main(*sys.argv[1:])
