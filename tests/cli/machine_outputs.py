"""What `sondeo report` writes for machines, read by other programs: each says the same figures, in the form that
its reader demands.

usage: machine_outputs.py WHICH SONDEO SOURCE_DIR SHARED_DIR

  sdmx       SDMX-ML 2.1 and SDMX-CSV 1.0 against SDMX-CSV 2.0, with the structure definition of the UN where it is
  rsdmx      the SDMX-ML as R's rsdmx reads it
  open-sdg   the rules that Open SDG's check of data files has
  open-data  data package, CSVW and checksums describe the files beside them
  ddi        the codebook's elements, in the schema's order, and nothing that was counted
  manifest   inputs, outputs and rows are those of the run
  withheld   a figure that is not to be published is in no output
  same       threads, language, locale, time zone and folder change no byte
  ncvs       every output of a real survey, whose instrument in the library names a series
"""
import csv
import hashlib
import io
import json
import math
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
import zipfile

SKIPPED = 77
STR = "{http://www.sdmx.org/resources/sdmxml/schemas/v2_1/structure}"
MES = "{http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message}"
DDI = "{ddi:codebook:2_5}"


def report(sondeo, source, out, arguments=(), environment=None, cwd=None):
    study = source / "samples" / "national-vaw" / "study.toml"
    command = [sondeo, "report", study, "--out", out, "--quiet", *arguments]
    subprocess.run(command, check=True, env=environment, cwd=cwd)
    return pathlib.Path(out)


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def close(left, right):
    return left == right or math.isclose(float(left), float(right), rel_tol=1e-14)


def coded_components(definition):
    """Codes of each coded component; which attributes belong to the observation."""
    root = ElementTree.parse(definition).getroot()
    lists = {l.get("id"): {c.get("id") for c in l.iter(STR + "Code")} for l in root.iter(STR + "Codelist")}
    codes, attached = {}, {}
    for tag in ("Dimension", "Attribute"):
        for component in root.iter(STR + tag):
            if component.get("id") is None:
                continue
            reference = component.find(f"{STR}LocalRepresentation/{STR}Enumeration/Ref")
            if reference is not None:
                codes[component.get("id")] = lists[reference.get("id")]
            relation = component.find(STR + "AttributeRelationship")
            if relation is not None:
                attached[component.get("id")] = "Obs" if relation.find(STR + "PrimaryMeasure") is not None else "Series"
    return codes, attached


def sdmx_ml(path):
    """Each series with its observation as one row, and the attributes of each level."""
    root = ElementTree.parse(path).getroot()
    assert root.tag == MES + "StructureSpecificData", root.tag
    header = root.find(MES + "Header")
    children = [child.tag.removeprefix(MES) for child in header]
    assert children == ["ID", "Test", "Prepared", "Sender", "Structure", "DataSetAction"], children
    urn = "urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=IAEG-SDGs:SDG(1.4):ObsLevelDim:TIME_PERIOD"
    assert header.find(MES + "Structure").get("namespace") == urn
    found, levels = [], {"Series": set(), "Obs": set()}
    for series in root.find(MES + "DataSet"):
        (observation,) = list(series)
        levels["Series"] |= set(series.attrib)
        levels["Obs"] |= set(observation.attrib)
        found.append({**series.attrib, **observation.attrib})
    return found, levels


def check_sdmx(folder, shared, stem="national-vaw", least=21):
    two = rows(folder / f"{stem}.sdmx.csv")
    one = rows(folder / f"{stem}.sdmx-1.csv")
    assert list(one[0])[0] == "DATAFLOW" and {row["DATAFLOW"] for row in one} == {"IAEG-SDGs:DF_SDG_GLC(1.4)"}
    for key in ("STRUCTURE", "STRUCTURE_ID", "ACTION"):
        for row in two:
            del row[key]
    for row in one:
        del row["DATAFLOW"]
    assert one == two and len(one) >= least
    message, levels = sdmx_ml(folder / f"{stem}.sdmx.xml")
    assert [{k: v for k, v in row.items() if v} for row in two] == message
    definition = shared / "data" / "sdmx" / "SDG_DSD_1.4.xml"
    if not definition.exists():
        return f"{len(one)} observations; the structure definition is not here"
    codes, attached = coded_components(definition)
    for row in message:
        for component, allowed in codes.items():
            assert component not in row or row[component] in allowed, (component, row[component])
    for level, names in levels.items():
        for name in names & set(attached):
            assert attached[name] == level, (name, level)
    return f"{len(one)} observations, three times the same, with {len(codes)} code lists"


R_SCRIPT = """
message <- rsdmx::readSDMX(file.path(commandArgs(TRUE)[1]), isURL = FALSE)
write.csv(as.data.frame(message), commandArgs(TRUE)[2], row.names = FALSE, na = "")
"""


def check_rsdmx(folder, _, stem="national-vaw", least=21):
    has = ["Rscript", "-e", "quit(status = !requireNamespace('rsdmx', quietly = TRUE))"]
    if shutil.which("Rscript") is None or subprocess.run(has, capture_output=True).returncode != 0:
        return None
    script = folder / "read.R"
    script.write_text(R_SCRIPT, encoding="ascii")
    read = folder / "read.csv"
    subprocess.run(["Rscript", script, folder / f"{stem}.sdmx.xml", read], check=True, capture_output=True)
    theirs, ours = rows(read), rows(folder / f"{stem}.sdmx.csv")
    assert len(theirs) == len(ours) >= least, (len(theirs), len(ours))
    for left, right in zip(theirs, ours):
        for name, value in right.items():
            if name in ("STRUCTURE", "STRUCTURE_ID", "ACTION"):
                continue
            number = name in ("OBS_VALUE", "LOWER_BOUND", "UPPER_BOUND")
            got = left.get(name, "")
            assert close(got, value) if number and value else got == value, (name, got, value)
    return f"R's rsdmx reads the same {len(ours)} observations"


def check_open_sdg(folder, _):
    base = folder / "national-vaw.open-sdg"
    path = base / "data" / "indicator_5-2-1.csv"
    text = path.read_text(encoding="utf-8")
    table = list(csv.reader(io.StringIO(text), strict=True))
    header, lines = table[0], table[1:]
    assert header[0] == "Year" and header[-1] == "Value" and header[-2] == "GeoCode", header
    assert len(set(header)) == len(header)
    assert all(cell == cell.strip() for line in table for cell in line)
    assert all(any(line) and len(line) == len(header) for line in lines)
    position = {name: i for i, name in enumerate(header)}
    cells = [name for name in header if name not in ("Units", "Observation status", "COMMENT_OBS", "SOURCE_DETAIL",
                                                     "GeoCode", "Value", "Year", "Series")]
    for line in lines:
        int(line[0])
        value, status = line[-1], line[position["Observation status"]]
        assert (value == "") == (status == "Q"), line
        if value:
            float(value)
        assert not any(cell == "Total" for cell in line)
        assert (line[position["GeoCode"]] != "") == (line[position["Regi\u00f3n"]] != ""), line
    keys = [tuple(line[position[name]] for name in ["Year", "Units", "Series", *cells]) for line in lines]
    assert len(set(keys)) == len(keys)
    headlines = [line for line in lines if not any(line[position[name]] for name in cells)]
    assert len(headlines) == 4, len(headlines)  # a total for each series
    result = [row for row in rows(folder / "national-vaw.es.csv") if row["indicator"] != "sdg-5.2.1-any-form"]
    assert [line[-1] for line in lines] == [row["estimate"] for row in result]
    meta = (base / "meta" / "5-2-1.yml").read_text(encoding="utf-8")
    fields = dict(line.split(": ", 1) for line in meta.splitlines())
    assert fields["indicator_number"] == '"5.2.1"' and fields["reporting_status"] == '"complete"', fields
    translations = (base / "translations" / "en" / "data.yml").read_text(encoding="utf-8")
    assert '? "Urbana"\n: "Urban"\n' in translations, translations
    return f"{len(lines)} rows keep the rules"


def check_open_data(folder, _):
    base = folder / "national-vaw.open-data"
    package = json.loads((base / "datapackage.json").read_text(encoding="utf-8"))
    assert package["profile"] == "tabular-data-package" and package["licenses"][0]["name"] == "CC-BY-4.0"
    for resource in package["resources"]:
        data = (base / resource["path"]).read_bytes()
        assert len(data) == resource["bytes"]
        assert resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()
        table = rows(base / resource["path"])
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == list(table[0])
        for row in table:
            for field in fields:
                if field["type"] == "number" and row[field["name"]] != "":
                    float(row[field["name"]])
        web = json.loads((base / (resource["path"] + "-metadata.json")).read_text(encoding="utf-8"))
        assert web["@context"][0] == "http://www.w3.org/ns/csvw" and web["url"] == resource["path"]
        assert [column["titles"] for column in web["tableSchema"]["columns"]] == list(table[0])
        language = web["dc:language"]
        assert table == rows(folder / f"national-vaw.{language}.csv")
    sums = [line.split("  ") for line in (base / "SHA256SUMS").read_text(encoding="ascii").splitlines()]
    assert len(sums) == len(list(base.iterdir())) - 1
    for digest, name in sums:
        assert hashlib.sha256((base / name).read_bytes()).hexdigest() == digest, name
    return f"{len(package['resources'])} tables, {len(sums)} checksums"


# Children in the order of the schema's sequences (DDI-Codebook 2.5).
DDI_ORDER = {
    "codeBook": ["docDscr", "stdyDscr", "fileDscr", "dataDscr"],
    "docDscr": ["citation"],
    "citation": ["titlStmt", "prodStmt"],
    "titlStmt": ["titl", "parTitl", "IDNo"],
    "stdyDscr": ["citation", "stdyInfo", "method"],
    "sumDscr": ["timePrd", "nation", "dataKind"],
    "fileDscr": ["fileTxt"],
    "fileTxt": ["fileName", "fileCont", "dimensns", "fileType"],
    "dimensns": ["caseQnty", "varQnty"],
    "dataDscr": ["var"],
    "var": ["labl", "qstn", "universe", "catgry", "varFormat"],
    "catgry": ["catValu", "labl"],
    "qstn": ["qstnLit"],
}


def check_ddi(folder, _):
    root = ElementTree.parse(folder / "national-vaw.ddi.xml").getroot()
    assert root.tag == DDI + "codeBook" and root.get("version") == "2.5"
    counted = {"catStat", "sumStat", "mrow", "mi"}
    for element in root.iter():
        name = element.tag.removeprefix(DDI)
        assert name not in counted, name
        children = [child.tag.removeprefix(DDI) for child in element]
        if name in DDI_ORDER:
            places = [DDI_ORDER[name].index(child) for child in children]
            assert places == sorted(places), (name, children)
        elif children:
            assert name in ("stdyInfo", "method", "dataColl", "prodStmt"), (name, children)
    variables = {var.get("name"): var for var in root.iter(DDI + "var")}
    assert len(variables) == 62 and variables["fac_mujer"].get("wgt") == "wgt"
    act = variables["fv1"]
    codes = {c.findtext(DDI + "catValu"): c for c in act.iter(DDI + "catgry")}
    assert codes["8"].get("missing") == "Y" and codes["1"].get("missing") is None
    assert [label.text for label in codes["1"].iter(DDI + "labl")][0] == "S\u00ed"
    files = {file.get("ID") for file in root.iter(DDI + "fileDscr")}
    assert all(var.get("files") in files for var in variables.values())
    return f"{len(variables)} variables"


def check_manifest(folder, _):
    manifest = json.loads((folder / "national-vaw.manifest.json").read_text(encoding="utf-8"))
    for output in manifest["outputs"]:
        data = (folder / output["file"]).read_bytes()
        assert output["bytes"] == len(data) and output["sha256"] == hashlib.sha256(data).hexdigest(), output
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert there == {output["file"] for output in manifest["outputs"]} | {"national-vaw.manifest.json"}
    sample = pathlib.Path(sys.argv[3]) / "samples" / "national-vaw"
    inputs = {entry["role"]: entry for entry in manifest["inputs"]}
    for role, name in (("study", "study.toml"), ("instrument", "instrument.toml"), ("data", "national-vaw.sav")):
        data = (sample / name).read_bytes()
        assert inputs[role]["file"] == name and inputs[role]["sha256"] == hashlib.sha256(data).hexdigest(), role
    (level,) = manifest["rows"]
    assert level["steps"] == [{"step": "read", "of": "national-vaw.sav", "rows_in": 7871, "rows_out": 7871}], level
    physical = manifest["indicators"][0]
    steps = {step["step"]: step["rows"] for step in physical["steps"]}
    total = [row for row in rows(folder / "national-vaw.es.csv") if row["indicator"] == physical["indicator"]][0]
    assert steps["rows"] == 7871 and "yes" not in steps and steps["answered"] == int(total["n"]), steps
    assert manifest["study"]["estimate"]["interval_proportion"] == "logit"
    assert "Boost" in manifest["program"]["libraries"]
    return f"{len(manifest['inputs'])} inputs, {len(manifest['outputs'])} outputs"


def check_withheld(sondeo, source, folder):
    """The figures themselves, with all their digits, against every byte that was written."""
    study = source / "samples" / "national-vaw" / "study.toml"
    done = subprocess.run([sondeo, "estimate", study, "--format", "csv", "--quiet"], check=True, capture_output=True)
    table = list(csv.DictReader(io.StringIO(done.stdout.decode("utf-8"))))
    out = report(sondeo, source, folder / "report")
    published = rows(out / "national-vaw.es.csv")
    secrets = {row[name] for row, shown in zip(table, published) if "withheld" in shown["note"]
               for name in ("estimate", "se", "cv", "ci_low", "ci_high", "weight_sum") if len(row[name]) > 8}
    assert len(secrets) > 20, len(secrets)
    texts = {}
    for path in out.rglob("*"):
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as archive:
                texts.update({f"{path.name}/{name}": archive.read(name) for name in archive.namelist()})
        elif path.is_file():
            texts[path.name] = path.read_bytes()
    for name, text in texts.items():
        for secret in secrets:
            assert secret[:10].encode() not in text, (name, secret)
    shown = next(row["estimate"] for row in published if row["estimate"])
    assert any(shown[:10].encode() in text for text in texts.values())  # the search finds what is there
    return f"{len(secrets)} figures are in none of {len(texts)} texts"


def check_same(sondeo, source, folder):
    plain = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    first = report(sondeo, source, folder / "a", ["--threads", "1"], plain)
    ways = [(["--threads", "5"], plain, None), ([], {"LANG": "de_DE.UTF-8", "TZ": "Asia/Tokyo"}, None),
            (["--lang", "es"], plain, "/")]
    for number, (arguments, environment, cwd) in enumerate(ways):
        other = report(sondeo, source, folder / f"b{number}", arguments, environment, cwd)
        names = sorted(str(path.relative_to(first)) for path in first.rglob("*") if path.is_file())
        assert names == sorted(str(path.relative_to(other)) for path in other.rglob("*") if path.is_file())
        for name in names:
            assert (first / name).read_bytes() == (other / name).read_bytes(), (name, arguments, environment)
    return f"{len(names)} files, the same bytes {len(ways) + 1} times"


NCVS_REPORT = """
[report]
languages = ["en", "es"]
outputs = ["csv", "json", "xlsx", "sdmx-csv", "sdmx-csv-1", "sdmx-ml", "open-sdg", "open-data", "ddi", "html"]
license = "CC0-1.0"
"""


def check_ncvs(sondeo, source, folder, shared):
    """A real survey whose instrument in the library names a series: every output, and the message read back."""
    data = shared / "data" / "ncvs-2021"
    if not data.exists():
        return None
    study = (source / "samples" / "ncvs-2021" / "study.toml").read_text(encoding="utf-8")
    study = study.replace('"households"]', '"households", "robbery-reported-to-police"]')
    (folder / "study.toml").write_text(study + NCVS_REPORT, encoding="utf-8")
    out = folder / "report"
    command = [sondeo, "report", folder / "study.toml", "--data", data, "--out", out, "--quiet"]
    subprocess.run(command, check=True, capture_output=True)
    said = check_sdmx(out, shared, "ncvs-2021", 1)
    check_rsdmx(out, shared, "ncvs-2021", 1)
    (sent,) = rows(out / "ncvs-2021.sdmx.csv")
    assert (sent["SERIES"], sent["REF_AREA"], sent["AGE"], sent["SEX"]) == ("VC_PRR_ROBB", "840", "Y_GE12", "_T"), sent
    figure = rows(out / "ncvs-2021.en.csv")[-1]
    assert close(sent["OBS_VALUE"], figure["estimate"]) and sent["COMMENT_OBS"].startswith(f"n={figure['n']};"), sent
    assert len(rows(out / "ncvs-2021.open-sdg" / "data" / "indicator_16-3-1.csv")) == 1
    return said


def main():
    which, sondeo = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    source, shared = pathlib.Path(sys.argv[3]).resolve(), pathlib.Path(sys.argv[4])
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        runs = {"same": check_same, "withheld": check_withheld}
        if which in runs:
            print(runs[which](sondeo, source, folder))
            return 0
        if which == "ncvs":
            said = check_ncvs(sondeo, source, folder, shared)
            print(said or "skipped: the files of the NCVS are not here")
            return 0 if said else SKIPPED
        checks = {"sdmx": check_sdmx, "rsdmx": check_rsdmx, "open-sdg": check_open_sdg, "open-data": check_open_data,
                  "ddi": check_ddi, "manifest": check_manifest}
        said = checks[which](report(sondeo, source, folder / "report"), shared)
    print(said or "skipped: R's rsdmx is not here")
    return 0 if said else SKIPPED


sys.exit(main())
