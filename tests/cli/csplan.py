"""`sondeo inspect DATA --write-study --design FILE.sps`: a CSPLAN ANALYSIS command of SPSS becomes a study's design.

usage: csplan.py SONDEO SOURCE_DIR SHARED_DIR

The syntax is IBM's (SPSS Statistics, CSPLAN command). The figures of a design written so are those of the same design written by
hand, and of the sample study of ENUSC 2023 where its data are there.
"""
import pathlib
import subprocess
import sys
import tempfile

INDICATOR = """
[[indicator]]
id = "y"
level = "{level}"
measure = "{measure}"
numerator = "{numerator}"
[estimate]
{by}
"""
ONE_STAGE = """* Plan of the office. /DESIGN STRATA=wrong.
COMMENT and
 more of it.
GET FILE='people.sav'.
csplan analysis
  /plan file = "C:\\plans\\it's.csaplan"   /* where it goes */
  /PLANVARS AnalysisWeight=FAC
  /SRSESTIMATOR TYPE=WOR /PRINT PLAN
  /DESIGN STAGELABEL='one /two' STRATA= ESTRATO
     area CLUSTER=upm
  /ESTIMATOR TYPE=WR.
FREQUENCIES y.
"""
TWO_STAGES = """CSPLAN ANALYSIS /PLAN FILE='p.csaplan' /PLANVARS ANALYSISWEIGHT=fac
 /DESIGN STRATA=estrato CLUSTER=upm /ESTIMATOR TYPE=EQUAL_WOR /POPSIZE VARIABLE=n1
 /DESIGN CLUSTER=viv /ESTIMATOR TYPE=EQUAL_WOR /INCLPROB VALUE=0.25
"""
PLAN = "CSPLAN ANALYSIS\n /PLAN FILE='p'\n /PLANVARS ANALYSISWEIGHT=fac\n "
FAULTS = [
    ("p.csaplan", "<plan/>", "error[E4891]", "CSPLAN ANALYSIS command, in a .sps file"),
    ("a.sps", "FREQUENCIES y.\n", "error[E4892]", "no CSPLAN ANALYSIS"),
    ("a.sps", "CSPLAN SAMPLE /PLAN FILE='p'.\n", "error[E4892]", ""),
    ("a.sps", PLAN + "/DESIGN STRATA=estrato CLUSTER=upm\n /ESTIMATOR TYPE=UNEQUAL_WOR.", "error[E4894]", "a.sps:5:18"),
    ("a.sps", PLAN + "/DESIGN STRATA=estrato\n /ESTIMATOR TYPE=SOME.", "error[E4893]", "a.sps:5:18"),
    ("a.sps", PLAN + "/DESIGN STRATA=estrato CLUSTER=upm.", "error[E4893]", "/ESTIMATOR TYPE="),
    ("a.sps", PLAN + "/DESIGN STRATA=estrato\n /ESTIMATOR TYPE=EQUAL_WOR.", "error[E4893]", "/POPSIZE, /INCLPROB"),
    ("a.sps", PLAN + "/DESIGN LAYERS=estrato\n /ESTIMATOR TYPE=WR.", "error[E4893]", "a.sps:4:10"),
    ("a.sps", PLAN + "/DESIGN STRATA=estrto\n /ESTIMATOR TYPE=WR.", "error[E4896]", "similar: estrato"),
    ("a.sps", PLAN + "/DESIGN CLUSTER=upm viv\n /ESTIMATOR TYPE=WR.", "error[E4895]", "a.sps:4:22"),
    ("a.sps", PLAN + "/DESIGN CLUSTER=upm\n /ESTIMATOR TYPE=EQUAL_WOR /POPSIZE MATRIX=estrato; 1 40.", "error[E4895]", "MATRIX"),
    ("a.sps", PLAN + "/DESIGN CLUSTER=upm /ESTIMATOR TYPE=WR /DESIGN CLUSTER=viv /ESTIMATOR TYPE=WR.", "error[E4895]", "DESIGN"),
    ("a.sps", "CSPLAN ANALYSIS /PLAN FILE='p'\n /DESIGN CLUSTER=upm /ESTIMATOR TYPE=WR.", "error[E4893]", "ANALYSISWEIGHT"),
    ("a.sps", "CSPLAN ANALYSIS /PLAN FILE='p\n", "error[E4893]", "a.sps:1:28"),
]


def run(sondeo, folder, *arguments):
    return subprocess.run([sondeo, *arguments, "--lang", "en"], cwd=folder, capture_output=True, encoding="utf-8")


def written(sondeo, folder, data, syntax, name="plan.sps"):
    (folder / name).write_text(syntax, encoding="utf-8")
    done = run(sondeo, folder, "inspect", data, "--write-study", "--design", name)
    return done


def figures(sondeo, folder, study, *more):
    (folder / "study.toml").write_text(study, encoding="utf-8")
    done = run(sondeo, folder, "estimate", "study.toml", "--format", "csv", "--quiet", *more)
    assert done.returncode == 0, done.stderr
    return done.stdout


def check_designs(sondeo, folder):
    lines = [f"{1 + i // 16},{1 + i // 8 % 2},{1 + i // 4},{i + 1},{10 + i % 3},40,{i % 2}" for i in range(64)]
    (folder / "people.csv").write_text("estrato,area,upm,viv,fac,n1,y\n" + "\n".join(lines) + "\n", encoding="ascii")
    ask = INDICATOR.format(level="person", measure="mean", numerator="y", by="")
    for syntax, design in (
            (ONE_STAGE, '[design]\nstrata = ["estrato", "area"]\npsu = "upm"\n'),
            (TWO_STAGES, '[design]\nstages = [\n  { strata = "estrato", id = "upm", fpc = "n1" },\n'
                         '  { id = "viv", fpc = "0.25" }\n]\n')):
        done = written(sondeo, folder, "people.csv", syntax)
        assert done.returncode == 0 and design in done.stdout, (done.stdout, done.stderr)
        by_hand = f'[study]\nid = "people"\n[data.person]\nfile = "people.csv"\n{design}[weight]\nperson = "fac"\n'
        assert figures(sondeo, folder, done.stdout + ask) == figures(sondeo, folder, by_hand + ask)
    several = written(sondeo, folder, "people.csv", ONE_STAGE + TWO_STAGES)
    assert several.returncode == 0 and "W0898" in several.stderr and "line 5" in several.stderr, several.stderr
    for name, syntax, code, words in FAULTS:
        done = written(sondeo, folder, "people.csv", syntax, name)
        assert done.returncode == 4 and code in done.stderr and words in done.stderr, (syntax, done.stderr)
        assert done.stdout == "", done.stdout


def check_enusc(sondeo, folder, source, shared):
    """The official table's design, as an office's syntax would state it."""
    data = shared / "data" / "enusc-2023"
    if not data.is_dir():
        return "; ENUSC 2023 is not here"
    syntax = ("CSPLAN ANALYSIS\n /PLAN FILE='enusc.csaplan'\n /PLANVARS ANALYSISWEIGHT=fact_hog_reg\n"
              " /DESIGN STRATA=varstrat CLUSTER=conglomerado\n /ESTIMATOR TYPE=WR.\n")
    (folder / "enusc.sps").write_text(syntax, encoding="ascii")
    done = run(sondeo, folder, "inspect", str(data / "enusc_2023.sav"), "--design", "enusc.sps")
    assert done.returncode == 0, done.stderr
    ask = INDICATOR.format(level="person", measure="proportion", numerator="VH_DV == 1", by='by = [["enc_region"]]')
    ours = figures(sondeo, folder, done.stdout + ask, "--data", str(data)).splitlines()[1:]
    sample = run(sondeo, source, "estimate", "samples/enusc-2023/study.toml", "--data", str(data), "--format", "csv", "--quiet")
    theirs = sample.stdout.splitlines()[1:]
    assert len(ours) == len(theirs) == 17, (ours, sample.stderr)
    for mine, other in zip(ours, theirs):  # but for the study's and the indicator's names
        assert mine.split(",")[6:] == other.split(",")[6:], (mine, other)
    return "; ENUSC 2023 as in its study"


def main(sondeo, source, shared):
    sondeo = str(pathlib.Path(sondeo).resolve())
    with tempfile.TemporaryDirectory() as temporary:
        check_designs(sondeo, pathlib.Path(temporary))
        print(f"2 designs, {len(FAULTS)} faults" +
              check_enusc(sondeo, pathlib.Path(temporary), pathlib.Path(source), pathlib.Path(shared)))


main(*sys.argv[1:])
