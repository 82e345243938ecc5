"""`sondeo instruments import`: XLSForms made by openpyxl and DDI-Codebooks become instruments that `sondeo check` accepts.

usage: questionnaire_import.py SONDEO SOURCE_DIR
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import tomllib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from debian_python import require

require("python3-openpyxl", "openpyxl")
import openpyxl

SURVEY = [
    ["type", "name", "label::Espa\u00f1ol (es)", "label::English (en)", "required", "relevant", "constraint",
     "constraint_message::Espa\u00f1ol (es)", "constraint_message::English (en)", "calculation"],
    ["start", "inicio"],
    ["note", "aviso", "Lea en voz alta", "Read aloud"],
    ["integer", "edad", "\u00bfCu\u00e1ntos a\u00f1os tiene?", "How old are you?", "yes", "", ". >= 15 and . <= 98",
     "Entre 15 y 98", "Between 15 and 98"],
    ["select_one sexo", "sexo", "Sexo", "Sex", "yes"],
    ["begin group", "delitos", "Delitos", "Offences", "", "${edad} >= 18"],
    ["select_one sino", "robo", "\u00bfLe robaron con violencia?", "Were you robbed?", "yes"],
    ["integer", "robo_veces", "\u00bfCu\u00e1ntas veces?", "How often?", "", "${robo} = '1'"],
    ["select_multiple formas", "formas", "\u00bfDe qu\u00e9 forma?", "How?", "", "${robo} = '1'"],
    ["text", "otra", "\u00bfCu\u00e1l otra?", "Which other?", "", "selected(${formas}, 'otra')"],
    ["select_one sino", "denuncia", "\u00bfDenunci\u00f3?", "Reported?", "", "${robo} = 1 and ${robo_veces} > 0"],
    ["select_one sino", "tarde", "\u00bfDe noche?", "At night?", "", "format-date(${inicio}, '%H') > '18'"],
    ["calculate", "dos_veces", "Dos veces o m\u00e1s", "Twice or more", "", "", "", "", "", "${robo_veces} > 1"],
    ["calculate", "azar", "", "", "", "", "", "", "", "random()"],
    ["end group"],
    ["begin repeat", "incidente", "Incidente", "Incident", "", "${robo} = '1'"],
    ["select_one sino", "arma", "\u00bfUsaron un arma?", "Was there a weapon?", "true()"],
    ["select_one sino", "not", "\u00bfY \"nada\"?", "Nothing?", "", "${arma} != '' and count-selected(${formas}) >= 2"],
    ["end repeat"],
    ["geopoint", "lugar", "Lugar", "Place"],
]
CHOICES = [
    ["list_name", "name", "label::Espa\u00f1ol (es)", "label::English (en)"],
    ["sexo", 1, "Hombre", "Man"], ["sexo", 2, "Mujer", "Woman"],
    ["sino", 1, "S\u00ed", "Yes"], ["sino", 2, "No", "No"], ["sino", 8, "No sabe", "Don't know"],
    ["sino", 9, "No responde", "Refused"],
    ["formas", "fisica", "F\u00edsica", "Physical"], ["formas", "otra", "Otra", "Other"],
]
SETTINGS = [["form_title", "form_id", "version", "default_language"],
            ["Encuesta de victimizaci\u00f3n", "victimizacion_2026", "2026-1", "Espa\u00f1ol (es)"]]
STUDY = """
[study]
id = "v"
instrument = "out.toml"
[data.form]
file = "form.csv"
key = ["k"]
[data.incidente]
file = "incidente.csv"
parent = "form"
key = ["k"]
[[indicator]]
id = "robbed"
measure = "proportion"
level = "form"
numerator = "robo == 1"
"""
FORM_CSV = """k,edad,sexo,robo,robo_veces,formas_fisica,formas_otra,otra,denuncia,tarde,azar
1,30,1,1,2,1,1,x,1,,1
2,40,2,2,,,,,,,1
3,12,2,9,,,,,,,1
"""
INCIDENT_CSV = "k,arma,not\n1,1,2\n1,8,1\n"

CODEBOOK = """<?xml version="1.0" encoding="UTF-8"?>
<codeBook xmlns="ddi:codebook:2_5" version="2.5" xml:lang="es">
 <stdyDscr><citation><titlStmt><titl>Encuesta de hogares</titl><parTitl xml:lang="en">Household survey</parTitl>
  <IDNo>SLV-2024-EHPM</IDNo></titlStmt></citation></stdyDscr>
 <fileDscr ID="F1"><fileTxt><fileName>Hogares.NSDstat</fileName></fileTxt></fileDscr>
 <fileDscr ID="F2"><fileTxt><fileName>Mujeres.NSDstat</fileName></fileTxt></fileDscr>
 <dataDscr>
  <varGrp ID="G1" var="V2 V3"><labl>Violencia</labl></varGrp>
  <var ID="V1" name="hogar" files="F1"><labl>Hogar</labl><varFormat type="numeric"/></var>
  <var ID="V2" name="p601" files="F2"><labl>Empuj\u00f3</labl>
   <qstn><qstnLit>&#191;Alguna vez la empuj&#243;?</qstnLit><qstnLit xml:lang="en">Ever pushed?</qstnLit></qstn>
   <universe>Mujeres con pareja</universe>
   <invalrng><item VALUE="9"/><range min="97" max="98"/></invalrng>
   <catgry><catValu>1</catValu><labl>S&#237;</labl></catgry>
   <catgry><catValu>2</catValu><labl>No</labl></catgry>
   <catgry missing="Y"><catValu>8</catValu><labl>No sabe</labl></catgry>
   <catgry><catValu>9</catValu><labl>No responde</labl></catgry></var>
  <var ID="V3" name="depto" files="F2"><labl>Departamento</labl><varFormat type="character"/>
   <catgry><catValu>01</catValu><labl>Ahuachap&#225;n</labl></catgry></var>
  <var ID="V4" name="fac" files="F2" wgt="wgt"><labl>Factor "final" \\ x</labl></var>
 </dataDscr>
</codeBook>
"""


class Faults(list):
    def need(self, condition, text):
        if not condition:
            self.append(text)


def save(path, **sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([None if cell == "" else cell for cell in row])
    book.save(path)


def run(sondeo, *arguments):
    return subprocess.run([sondeo, *arguments], capture_output=True, text=True, timeout=120,
                          env={"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")})


def items_of(document):
    return {(item.get("level", ""), item["id"]): item for item in document["item"]}


def check_form(sondeo, faults):
    save("form.xlsx", survey=SURVEY, choices=CHOICES, settings=SETTINGS)
    result = run(sondeo, "instruments", "import", "form.xlsx", "-o", "out.toml")
    faults.need(result.returncode == 0, f"the form is refused: {result.stderr}")
    if result.returncode != 0:
        return
    document = tomllib.loads(pathlib.Path("out.toml").read_text(encoding="utf-8"))
    heading = document["instrument"]
    faults.need(heading["id"] == "victimizacion-2026" and heading["edition"] == "2026-1", f"heading: {heading}")
    faults.need(heading["title"] == {"es": "Encuesta de victimizaci\u00f3n"}, f"title: {heading}")
    faults.need(heading["languages"] == ["en", "es"], f"languages: {heading}")
    items = items_of(document)
    universes = {id: item.get("universe") for (_, id), item in items.items()}
    wanted = {"edad": None, "robo": "edad >= 18", "robo_veces": "edad >= 18 and robo == 1",
              "otra": "edad >= 18 and formas_otra == 1", "denuncia": "edad >= 18 and robo == 1 and robo_veces > 0",
              "tarde": None, "arma": "robo == 1",
              "not": "robo == 1 and not missing(arma) and count(formas_fisica == 1, formas_otra == 1) >= 2"}
    for name, universe in wanted.items():
        faults.need(universes.get(name, "?") == universe, f"universe of {name}: {universes.get(name, '?')}")
    faults.need(items[("form", "robo")]["missing"] == {"8": "dont_know", "9": "refused"}, "missing of robo")
    faults.need(items[("form", "robo")]["label"]["en"] == "Were you robbed?", "label of robo")
    faults.need(items[("form", "robo")]["section"] == "Offences", "section of robo")
    faults.need(items[("form", "formas_otra")]["codes"]["1"]["es"] == "S\u00ed", "codes of formas_otra")
    faults.need(("incidente", "arma") in items and ("form", "lugar") not in items, "levels")
    faults.need([c["expr"] for c in document["construct"]] == ["robo_veces > 1"], "constructs")
    rules = {check["id"]: check["rule"] for check in document["check"]}
    faults.need(rules["form_edad_constraint"] == "edad >= 15 and edad <= 98", f"rules: {rules}")
    faults.need(rules["form_robo_required"] == "if(edad >= 18, not missing(robo, system), true)", f"rules: {rules}")
    for text in ("W0762", "the relevant of 'tarde' has no translation", "'lugar' (geopoint) is left out", "random()"):
        faults.need(text in result.stderr, f"not told: {text}")
    text = pathlib.Path("out.toml").read_text(encoding="utf-8")
    faults.need("# relevant: format-date(${inicio}, '%H') > '18'\n[[item]]" in text, "the comment of tarde")
    pathlib.Path("form.csv").write_text(FORM_CSV, encoding="utf-8")
    pathlib.Path("incidente.csv").write_text(INCIDENT_CSV, encoding="utf-8")
    pathlib.Path("study.toml").write_text(STUDY, encoding="utf-8")
    checked = run(sondeo, "check", "study.toml", "--format", "json")
    faults.need(checked.returncode == 5, f"check: {checked.returncode} {checked.stderr}")
    errors = [f for f in json.loads(checked.stdout)["findings"] if f["severity"] == "error"]
    faults.need([f["arguments"].get("check") for f in errors] == ["form_edad_constraint"], f"check finds {errors}")
    again = run(sondeo, "instruments", "import", "form.xlsx")
    faults.need(again.stdout == text, "standard output and file differ")


def check_codebook(sondeo, faults):
    pathlib.Path("ddi.xml").write_text(CODEBOOK, encoding="utf-8")
    result = run(sondeo, "instruments", "import", "ddi.xml")
    faults.need(result.returncode == 0, f"the codebook is refused: {result.stderr}")
    if result.returncode != 0:
        return
    document = tomllib.loads(result.stdout)
    faults.need(document["instrument"]["id"] == "slv-2024-ehpm", "id of the codebook")
    faults.need(document["instrument"]["title"] == {"es": "Encuesta de hogares", "en": "Household survey"}, "title")
    items = items_of(document)
    p601 = items[("mujeres", "p601")]
    faults.need(p601["label"] == {"es": "\u00bfAlguna vez la empuj\u00f3?", "en": "Ever pushed?"}, f"p601: {p601}")
    faults.need(p601["missing"] == {"8": "dont_know", "9": "refused", "97": "other", "98": "other"}, f"p601: {p601}")
    faults.need(p601["section"] == "Violencia" and p601["codes"]["1"] == {"es": "S\u00ed"}, f"p601: {p601}")
    faults.need(items[("mujeres", "depto")]["codes"] == {"01": {"es": "Ahuachap\u00e1n"}}, "codes of depto")
    faults.need(items[("mujeres", "fac")]["label"]["es"] == 'Factor "final" \\ x', "label of fac")
    faults.need("# universe: Mujeres con pareja" in result.stdout, "the universe is no comment")
    pathlib.Path("ddi.toml").write_text(result.stdout, encoding="utf-8")
    pathlib.Path("h.csv").write_text("hogar\n1\n2\n", encoding="utf-8")
    pathlib.Path("m.csv").write_text("hogar,p601,depto,fac\n1,1,01,2\n", encoding="utf-8")
    pathlib.Path("d.toml").write_text(
        '[study]\nid = "d"\ninstrument = "ddi"\n[data.hogares]\nfile = "h.csv"\nkey = ["hogar"]\n[data.mujeres]\n'
        'file = "m.csv"\nparent = "hogares"\nkey = ["hogar"]\n[[indicator]]\nid = "p"\nmeasure = "proportion"\n'
        'level = "mujeres"\nnumerator = "p601 == 1"\n', encoding="utf-8")
    checked = run(sondeo, "check", "d.toml")
    faults.need(checked.returncode == 0, f"check of the codebook: {checked.stderr}")


def form(survey, choices=CHOICES):
    return {"survey": survey, "choices": choices}


def check_broken(sondeo, faults):
    head = ["type", "name", "label"]
    forms = {
        "no survey": ({"hoja": [["a"]]}, "E4766", "it has no sheet 'survey'"),
        "no type": (form([["tipo", "name"], ["integer", "a"]]), "E4767", "no column 'type'"),
        "no name": (form([head, ["integer", "", "A"]]), "E4770", "survey!A2"),
        "no list": (form([head, ["select_one nada", "a", "A"]]), "E4768", "'nada'"),
        "open group": (form([head, ["begin group", "g"], ["integer", "a"]]), "E4769", "survey!A2"),
        "end alone": (form([head, ["integer", "a"], ["end_repeat"]]), "E4769", "survey!A3"),
        "crossed": (form([head, ["begin repeat", "g"], ["integer", "a"], ["end group"]]), "E4769", "survey!A4"),
        "nothing": (form([head, ["note", "a", "A"]]), "E4771", "asks nothing"),
    }
    for name, (sheets, code, text) in forms.items():
        save("broken.xlsx", **sheets)
        result = run(sondeo, "instruments", "import", "broken.xlsx", "-o", "never.toml")
        faults.need(result.returncode == 4 and code in result.stderr and text in result.stderr,
                    f"{name}: {result.returncode} {result.stderr}")
    deep = "<codeBook>" + "<a>" * 100_000 + "</a>" * 100_000 + "</codeBook>"
    entity = '<!DOCTYPE codeBook [<!ENTITY x SYSTEM "file:///etc/hostname">]><codeBook><titl>&x;</titl></codeBook>'
    codebooks = {
        "torn": (CODEBOOK[:700], "E4761", "line"), "deep": (deep, "E4760", "64"), "entity": (entity, "E4762", "DOCTYPE"),
        "other": ("<html/>", "E4763", "<html>"), "lifecycle": ("<DDIInstance/>", "E4764", "DDI-Lifecycle"),
        "empty": ("<codeBook/>", "E4765", "no variable"), "neither": ("a,b\n1,2\n", "E4772", "neither"),
    }
    for name, (text, code, words) in codebooks.items():
        pathlib.Path("broken.xml").write_text(text, encoding="utf-8")
        result = run(sondeo, "instruments", "import", "broken.xml", "-o", "never.toml")
        faults.need(result.returncode == 4 and code in result.stderr and words in result.stderr,
                    f"{name}: {result.returncode} {result.stderr[:500]}")
    faults.need(not pathlib.Path("never.toml").exists(), "a refused import left a file")
    for arguments, code in ((["import"], "E2770"), (["import", "x.xml", "--format", "json"], "E2769"),
                            (["import", "absent.xml"], "E4201"), (["dhs-dv", "dhs-men"], "E2008")):
        result = run(sondeo, "instruments", *arguments)
        faults.need(code in result.stderr, f"{arguments}: {result.stderr}")


def main():
    sondeo = str(pathlib.Path(sys.argv[1]).resolve())
    faults = Faults()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        check_form(sondeo, faults)
        check_codebook(sondeo, faults)
        check_broken(sondeo, faults)
        os.chdir("/")
    for fault in faults:
        print("FAILED", fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
