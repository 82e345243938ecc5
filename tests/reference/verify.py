"""Printed tables made by R under other conventions (verify.R, verify_vaw.R): `sondeo verify` names the one that made each.

usage: verify.py enusc-2023|ncvs-2021|national-vaw SONDEO SOURCE_DIR      exit code 77: the data are not here
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

HERE = pathlib.Path(__file__).parent
COLUMNS = ["estimate", "se", "ci_low", "ci_high", "n"]
HEADINGS = ["Estimaci\u00f3n", "Error est\u00e1ndar", "L\u00edmite inferior", "L\u00edmite superior", "n"]


def golden(name):
    with open(HERE / "verify" / f"{name}.csv", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def printed(rows, decimals, first="C\u00f3digo"):
    """Cells of a table as an office prints it."""
    cells = [[first, *HEADINGS]]
    for row in rows:
        cells.append([row["code"]] + [f"{float(row[c]):.{0 if c == 'n' else decimals}f}" for c in COLUMNS])
    return cells


def write(path, cells):
    if path.suffix == ".csv":
        with open(path, "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(cells)
        return
    book = openpyxl.Workbook()
    for row in cells:
        book.active.append(row)
    book.save(path)


class Check:
    def __init__(self, program, study, folder, more):
        self.program, self.study, self.folder, self.more = program, study, pathlib.Path(folder), more
        self.faults = self.count = 0

    def run(self, name, cells, flags, format="csv"):
        path = self.folder / f"{name.replace(' ', '-')}.{format}"
        write(path, cells)
        done = subprocess.run([self.program, "verify", self.study, path, "--format", "json", *self.more, *flags],
                              capture_output=True, text=True)
        if done.returncode not in (0, 5):
            raise SystemExit(f"{name}: ended with {done.returncode}\n{done.stderr}")
        return json.loads(done.stdout), done

    def expect(self, name, right, what):
        self.count += 1
        if not right:
            self.faults += 1
            print(f"{name}: {what}")

    def all_match(self, name, cells, flags, format="csv"):
        found, done = self.run(name, cells, flags, format)
        figures = sum(len(row) - 1 for row in cells[1:])
        self.expect(name, done.returncode == 0 and found["counts"]["matches"] == figures, found["counts"])
        self.expect(name, found["conventions"] == [], "conventions although nothing differs")

    def explained(self, name, cells, flags, convention):
        """The first convention explains every difference, breaks nothing, and stands beside each differing figure."""
        found, done = self.run(name, cells, flags)
        differing = found["counts"]["differs"]
        first = found["conventions"][0] if found["conventions"] else {}
        whole = first.get("explains") == differing > 0 and first.get("breaks") == 0
        self.expect(name, done.returncode == 5 and first.get("name") == convention and whole, (found["counts"], found["conventions"][:3]))
        beside = {figure["convention"] for figure in found["figures"] if figure["result"] == "differs"}
        self.expect(name, beside == {convention} or convention == "codes", beside)
        self.expect(name, "W0872" in done.stderr, done.stderr)


def enusc(check):
    check.all_match("official", printed(golden("region_official"), 8), [])
    check.all_match("official workbook", printed(golden("region_official"), 8), [], "xlsx")
    check.explained("normal", printed(golden("region_normal"), 8), [], "df=inf")
    check.explained("design df", printed(golden("region_design_df"), 8), [], "df=design")
    check.explained("person weights", printed(golden("region_person_weights"), 8), [], "weight=Fact_Pers_Reg")
    sex = ["--rows", "rph_sexo"]
    check.all_match("sex", printed(golden("sex_official"), 8), sex)
    check.explained("subset", printed(golden("sex_subset"), 8), sex, "subset=group")


def ncvs(check, data):
    """The figures that BJS published, with the digits that it printed."""
    with open(data / "expected.csv", encoding="utf-8") as file:
        rows = {row["measure"]: row for row in csv.DictReader(file)}
    labels = {"property victimizations, total": "property-victimizations", "violent victimizations, total": "violent-victimizations",
              "property victimization rate per 1,000 households": "property-victimization-rate"}
    cells = [["Measure", "Estimate", "Standard error"]]
    for measure, indicator in labels.items():
        decimals = 2 if "rate" in measure else 0
        cells.append([indicator] + [f"{float(rows[measure][c]):,.{decimals}f}" for c in ("estimate", "se")])
    check.all_match("published", cells, [])
    thousands = [["Measure", "Estimate (thousands)"]] + [[row[0], f"{float(row[1].replace(',', '')) / 1000:,.1f}"] for row in cells[1:3]]
    check.all_match("in thousands", thousands, [])


def national_vaw(check, source):
    flags = ["--rows", "region", "--indicator", "sdg-5.2.1-physical"]
    official = golden("vaw_official")
    check.all_match("official", printed(official, 3), flags)
    for name, convention in [("all_women", "universe=none"), ("missing_no", "missing=no"), ("kleene", "policy=kleene"),
                             ("unweighted", "weight=none"), ("no_design", "design=none"), ("no_strata", "strata=none"),
                             ("wald", "interval=wald")]:
        check.explained(name, printed(golden(f"vaw_{name}"), 3), flags, convention)
    truncated = printed(official, 6)
    for row in truncated[1:]:
        row[1:5] = [text[:-3] for text in row[1:5]]
    check.explained("truncated", truncated, flags, "rounding=truncated")
    shifted = printed(official, 3)
    codes = [row[0] for row in shifted[1:]]
    for row, code in zip(shifted[1:], codes[1:] + codes[:1]):
        row[0] = code
    check.explained("shifted codes", shifted, flags, "codes")
    once = printed(official, 3)
    once[2][1] = "66.546"
    found, done = check.run("a slip", once, flags)
    check.expect("a slip", found["counts"]["differs"] == 1 and "W0874" in done.stderr, found["counts"])
    protected(check, source, flags, official)


def protected(check, source, flags, official):
    """What the study protects is neither shown nor compared, printed or not."""
    sample = source / "samples/national-vaw"
    study = check.folder / "study.toml"
    study.write_text((sample / "study.toml").read_text(encoding="utf-8") + "\n[disclosure]\nminimum_cases = 60\n", encoding="utf-8")
    (check.folder / "instrument.toml").write_bytes((sample / "instrument.toml").read_bytes())
    open_study, check.study, check.more = check.study, study, ["--data", sample]
    found, done = check.run("protected", printed(official, 3), flags)
    withheld = [figure for figure in found["figures"] if figure["result"] == "withheld"]
    check.expect("protected", withheld and done.returncode == 5 and all(figure["ours"] == "" for figure in withheld), found["counts"])
    check.expect("protected", all(figure["reproduced_by"] == [] for figure in withheld), withheld)
    guess = printed(official, 3)
    for row in guess[1:]:
        row[1:] = ["1.25"] * 4 + ["1"]
    guessed, _ = check.run("guessed", guess, flags)
    places = {figure["cell"] for figure in withheld}
    told = [figure for figure in guessed["figures"] if figure["cell"] in places and (figure["ours"] or figure["result"] != "withheld")]
    check.expect("guessed", told == [], told)
    check.study, check.more = open_study, []


def main():
    study, program, source = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    data = source / "../shared/data" / study
    if study != "national-vaw" and not data.exists():
        print(f"skipped: {data} is not here")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        more = [] if study == "national-vaw" else ["--data", data]
        check = Check(program, source / "samples" / study / "study.toml", folder, more)
        if study == "enusc-2023":
            enusc(check)
        elif study == "ncvs-2021":
            ncvs(check, data)
        else:
            national_vaw(check, source)
    print(f"{check.count} checked, {check.faults} faults")
    return 1 if check.faults else 0


if __name__ == "__main__":
    sys.exit(main())
