"""A small survey and the commands that are run on it: what each writes is known, so that every run can be compared with it."""
import pathlib
import random

# No message may show these: the texts and numbers that only a respondent has.
SECRETS = ("ZULETA", "918273")
STUDY = """
[study]
id = "s"
country = "SLV"
period = "{period}"
instrument = "instrument.toml"
[data.person]
file = "people.csv"
[design]
strata = "h"
psu = "p"
[weight]
person = "w"
[[indicator]]
id = "victim"
level = "person"
measure = "proportion"
numerator = "e == 1"
sdg = {{ indicator = "5.2.1", series = "VC_VAW_PHYV", dimensions = {{ AGE = "Y_GE15" }} }}
[[indicator]]
id = "amount"
level = "person"
measure = "mean"
numerator = "y"
[estimate]
indicators = ["victim", "amount"]
by = [["a"]]
{more}
[report]
languages = ["en"]
outputs = ["csv", "json", "xlsx", "sdmx-csv", "sdmx-ml", "open-data", "open-sdg", "ddi", "html"]
license = "CC-BY-4.0"
"""
INSTRUMENT = """
[instrument]
id = "short"
title = { en = "Short" }
[[item]]
id = "a"
level = "person"
label = { en = "Area" }
codes = { 1 = { en = "Urban" }, 2 = { en = "Rural" } }
"""
WEIGHTING = """
[[weighting]]
step = "poststratify"
role = "person"
by = ["a"]
totals = { "1" = 150, "2" = 140 }
"""
DESIGN = ["--weight", "w", "--strata", "h", "--psu", "p"]


def people():
    chance = random.Random("people")
    lines = ["id,h,p,w,y,e,a"]
    for number in range(64):
        lines.append(f"ZULETA-{number},{number // 16},{number // 4},{3 + number % 3}.5,{918273 + number},{int(chance.random() < 0.4)},{1 + number % 2}")
    return "\n".join(lines) + "\n"


def write_survey(folder):
    """The files of the survey, in a folder."""
    (folder / "people.csv").write_text(people(), encoding="utf-8")
    (folder / "instrument.toml").write_text(INSTRUMENT, encoding="utf-8")
    (folder / "study.toml").write_text(STUDY.format(period=2025, more=""), encoding="utf-8")
    (folder / "earlier.toml").write_text(STUDY.format(period=2021, more=""), encoding="utf-8")
    (folder / "weighting.toml").write_text(STUDY.format(period=2025, more="") + WEIGHTING, encoding="utf-8")
    (folder / "jackknife.toml").write_text(STUDY.format(period=2025, more='variance = "jkn"'), encoding="utf-8")


def codebook():
    return """<?xml version="1.0"?>
<codeBook xmlns="ddi:codebook:2_5"><dataDscr>
<var name="q1"><labl>Urban or rural</labl><catgry><catValu>1</catValu><labl>Urban</labl></catgry>
<catgry><catValu>2</catValu><labl>Rural</labl></catgry></var>
<var name="q2"><labl>Age</labl></var>
</dataDscr></codeBook>
"""


class Command:
    """A run of the program: what it is asked, and the files or folder that it writes below the work folder."""

    def __init__(self, name, arguments, outputs):
        self.name, self.arguments, self.outputs = name, [str(argument) for argument in arguments], outputs


def commands(source):
    """Every command that writes, by every way of writing."""
    women = source / "samples" / "weighting" / "mujeres.sav"
    return [
        Command("tabulate", ["tabulate", "people.csv", "--mean", "y", "--by", "a", *DESIGN, "--format", "csv", "-o", "out.csv"], ["out.csv"]),
        Command("tabulate .sav", ["tabulate", women, "--mean", "edad", "--format", "json"], []),
        Command("inspect", ["inspect", women, "--format", "json", "-o", "out.json"], ["out.json"]),
        Command("model", ["model", "people.csv", "--logistic", "e ~ a", *DESIGN, "--format", "csv", "-o", "out.csv"], ["out.csv"]),
        Command("check", ["check", "study.toml", "--explain", "-o", "out.txt"], ["out.txt"]),
        Command("estimate", ["estimate", "study.toml", "--covariance", "cov.csv", "--format", "csv", "-o", "out.csv"], ["cov.csv", "out.csv"]),
        Command("estimate replicates", ["estimate", "jackknife.toml", "--write-replicates", "rep.dta", "-o", "out.txt"], ["rep.dta", "out.txt"]),
        Command("weigh .csv", ["weigh", "weighting.toml", "--role", "person", "--write", "w.csv", "-o", "out.txt"], ["w.csv", "out.txt"]),
        Command("weigh .sav", ["weigh", "weighting.toml", "--role", "person", "--write", "w.sav", "-o", "out.txt"], ["w.sav", "out.txt"]),
        Command("weigh .dta", ["weigh", "weighting.toml", "--role", "person", "--write", "w.dta", "-o", "out.txt"], ["w.dta", "out.txt"]),
        Command("change", ["change", "earlier.toml", "study.toml", "--format", "csv", "-o", "out.csv"], ["out.csv"]),
        Command("report", ["report", "study.toml", "--out", "pub"], ["pub"]),
        Command("instruments import", ["instruments", "import", "book.xml", "-o", "out.toml"], ["out.toml"]),
        Command("indicators", ["indicators", "5.2.1"], []),
    ]  # fmt: skip


def content(folder):
    """The bytes of all files below a folder, by their names in it."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def inputs(folder):
    write_survey(folder)
    (folder / "book.xml").write_text(codebook(), encoding="utf-8")
    return pathlib.Path(folder)
