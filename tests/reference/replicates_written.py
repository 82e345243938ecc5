"""Replicates that were written out give, read again, the variance that they gave when they were made.

The file is read as any survey's: its columns joined by key or row number, with the scale and centre that the
first run printed. Standard errors agree to 1e-10 in every format.

usage: replicates_written.py PROGRAM
"""

import json
import pathlib
import subprocess
import sys
import tempfile

import figures

DATA = pathlib.Path(__file__).parent / "replicates"
MEASURES = ["--mean", "api00", "--proportion", "wide == 1", "--total", "enroll", "--ratio", "apistu/enroll"]
PAIRS = ["--strata", "h", "--psu", "u"]
RUNS = [
    ("pairs.csv", PAIRS, "jkn", "csv"),
    ("pairs.csv", PAIRS, "jk2", "sav"),
    ("pairs.csv", PAIRS, "brr", "dta"),
    ("pairs.csv", PAIRS, "fay:0.3", "csv"),
    ("pairs.csv", PAIRS, "bootstrap:60", "sav"),
    ("pairs.csv", PAIRS, "generalised:60", "csv"),
    ("pairs.csv", PAIRS, "sdr", "csv"),
    ("clus1.csv", ["--psu", "dnum"], "jk1", "csv"),
    ("clus1.csv", ["--psu", "dnum"], "generalised-sd2:60", "dta"),
    ("strat.csv", ["--strata", "stype", "--fpc", "fpc"], "rwyb:60", "csv"),
    ("strat.csv", ["--strata", "stype", "--fpc", "fpc"], "canty-davison:60", "csv"),
    ("strat.csv", ["--strata", "stype", "--fpc", "fpc"], "preston:60", "sav"),
]


def made_design(program, arguments):
    done = subprocess.run([program, *arguments, "--format", "json", "--quiet"], capture_output=True, check=True)
    return json.loads(done.stdout)["design"]


def main():
    program, found, compared = sys.argv[1], [], 0
    with tempfile.TemporaryDirectory() as folder:
        for number, (data, design, method, ending) in enumerate(RUNS):
            base = ["tabulate", DATA / data, "--weight", "pw", "--by", "stype", *MEASURES]
            file = pathlib.Path(folder, f"replicates{number}.{ending}")
            key = ["--replicate-key", "snum"] if number % 2 else []
            made = [*base, *design, "--variance", method]
            facts = made_design(program, [*made, "--write-replicates", file, *key])
            scale = float(facts["scale"]) * float(facts.get("rscales", 1))
            centre = "--mse" if facts["centre"] == "estimate" else "--no-mse"
            read = figures.result_table(program, [*base, "--replicate-file", file, *key, "--replicate-weights", "REP*",
                                                  "--replicates", "other", "--scale", repr(scale), centre])
            for row in figures.result_table(program, made):
                if not row["se"]:
                    continue
                same = figures.only(read, indicator=row["indicator"], measure=row["measure"], stype=row["stype"])
                found += figures.faults(f"{method} {row['measure']} {row['stype']}", {"se": row["se"]}, same, 1e-10)
                compared += 1
    return figures.verdict(found, compared)


if __name__ == "__main__":
    sys.exit(main())
