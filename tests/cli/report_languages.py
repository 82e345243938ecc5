"""A report in several languages is estimated once: each language's files are those of a report in it alone.

usage: report_languages.py SONDEO SOURCE_DIR
"""
import io
import itertools
import pathlib
import shutil
import subprocess
import sys
import tempfile
import zipfile

# Everything that has labels: breakdowns, crosses, comparisons, functions of estimates, tests, models, tables.
MORE = """
[[construct]]
id = "age_years"
level = "woman"
label = {{ en = "Age in years", es = "Edad en a\u00f1os" }}
expr = "edad"
[[disaggregation]]
id = "schooled"
level = "woman"
label = {{ en = "Schooling", es = "Escolaridad" }}
expr = "if(educacion >= 3, 1, 0)"
labels = {{ 0 = {{ en = "Little", es = "Poca" }}, 1 = {{ en = "Much", es = "Mucha" }} }}
[[indicator]]
id = "schooling"
label = {{ en = "Women by schooling", es = "Mujeres por escolaridad" }}
measure = "proportion"
level = "woman"
numerator = "educacion"
[[indicator]]
id = "places"
label = {{ en = "Where", es = "D\u00f3nde" }}
measure = "share"
level = "woman"
categories = "area"
[[check]]
id = "c90"
level = "woman"
rule = "edad < 60"
severity = "warning"
message = {{ en = "an old woman", es = "una mujer mayor" }}
[[compare]]
variable = "region"
with = 1
adjust = "holm"
[[compare]]
variable = "schooled"
as = "ratio"
[[compare]]
variable = "area"
with = "total"
[[derive]]
id = "gap"
label = {{ en = "Gap", es = "Brecha" }}
expr = "`sdg-5.2.1-physical`[area=2] - `sdg-5.2.1-physical`[area=1]"
[[test]]
crosstab = ["area", "region"]
statistic = "all"
[[test]]
id = "ages"
ttest = "edad"
by = "area"
[[model]]
family = "logistic"
formula = "physical_12m ~ area + region + area:region + edad"
[[table]]
number = "5.1"
title = {{ es = "Violencia f\u00edsica", en = "Physical violence" }}
indicators = ["sdg-5.2.1-physical", "schooling"]
rows = ["age_group", ["region", "schooled"]]
columns = ["area"]
[[table]]
number = "5.2"
title = {{ es = "Edades", en = "Ages" }}
rows = ["age_group"]
columns = ["region"]
percent = "row"
level = "woman"
note = {{ es = "Nota", en = "A note" }}
[report]
languages = [{languages}]
outputs = ["csv", "json", "xlsx", "html"]
layout = "{layout}"
"""


SPANISH = "una mujer mayor"


def text_of(workbook):
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        return parts.read("xl/sharedStrings.xml").decode("utf-8")


def report(sondeo, folder, languages, layout):
    """Files of the report by name."""
    study = folder / "study.toml"
    head = study.read_text(encoding="utf-8").split("[report]")[0].split("[quality]")
    asked = head[0].replace('"sdg-5.2.1-any-form"]', '"sdg-5.2.1-any-form", "schooling", "places"]')
    asked = asked.replace('["region"]]', '["region"], ["schooled", "area"]]')
    assert "schooled" in asked and "places" in asked, asked
    text = asked + "[quality]" + head[1]
    listed = ", ".join(f'"{each}"' for each in languages)
    (folder / "many.toml").write_text(text + MORE.format(languages=listed, layout=layout), encoding="utf-8")
    out = folder / "-".join(languages)
    done = subprocess.run([sondeo, "report", "many.toml", "--out", str(out), "--force", "--quiet"], cwd=folder,
                          capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return {path.name: path.read_bytes() for path in out.iterdir()}


def check_languages(sondeo, folder):
    alone = {each: report(sondeo, folder, [each], "blocks") for each in ("es", "en", "fr")}
    assert alone["es"]["national-vaw.es.csv"] != alone["en"]["national-vaw.en.csv"].replace(b".en.", b".es.")
    for languages in itertools.permutations(["es", "en", "fr"], 3):
        together = report(sondeo, folder, languages, "blocks")
        for language in languages:
            for kind in ("csv", "json", "xlsx"):
                # Sentences of languages that have none are in the first of the report that has them.
                if kind == "xlsx" and language == "fr" and languages.index("es") < languages.index("en"):
                    assert SPANISH in text_of(together[f"national-vaw.fr.{kind}"])
                    continue
                name = f"national-vaw.{language}.{kind}"
                assert together[name] == alone[language][name], (languages, name)
    # The findings of the page's checks, too.
    page = report(sondeo, folder, ["es", "en"], "columns")["national-vaw.html"].decode("utf-8")
    assert "una mujer mayor" in page and "an old woman" in page
    csv = {each: (folder / "es-en" / f"national-vaw.{each}.csv").read_text(encoding="utf-8") for each in ("es", "en")}
    for es, en in (("Mucha / Poca", "Much / Little"), ("Brecha", "Gap"), ("Escolaridad", "Schooling"),
                   ("Rural - total", "Rural - total")):
        assert (es in csv["es"] or es in page) and (en in csv["en"] or en in page), (es, en)


def main(sondeo, source):
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary) / "vaw"
        shutil.copytree(pathlib.Path(source) / "samples" / "national-vaw", folder)
        check_languages(str(pathlib.Path(sondeo).resolve()), folder)


main(*sys.argv[1:])
