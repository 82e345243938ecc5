"""Small hostile surveys, every measure: a clear error, or a table in which every absent number has its note.

usage: hostile.py PROGRAM

An error is an exit code of the program with `error[E....]` of that class, never a signal. A table holds no NaN, no
infinity but in df, and where one of NEEDED is blank the row's note says why.
"""

import collections
import csv
import io
import pathlib
import re
import subprocess
import sys
import tempfile

NEEDED = ["estimate", "se", "cv", "ci_low", "ci_high", "df"]
DEFINED_FOR_ALL_BUT = {"deff": {"quantile"}, "n_events": {"quantile"}}
MEASURES = [
    ["--mean", "y"], ["--total", "y"], ["--ratio", "y/x"], ["--proportion", "e"], ["--proportion", "e == 1"],
    ["--share", "c"], ["--share", "c", "--share-of", "y"], ["--quantile", "y", "--probs", "0.01,.5,.99"],
]  # fmt: skip
WAYS = {
    "linearized": [],
    "deff": ["--deff"],
    "percent": ["--percent"],
    "where": ["--where", "a == 2"],
    "nowhere": ["--where", "a == 77"],
    "log": ["--interval-other", "log"],
    "inf": ["--df", "inf"],
    "by two": ["--by", "a", "--by", "c", "--by", "a,c"],
    **{f"interval {name}": ["--interval", name] for name in ("wald", "beta", "korn-graubard", "wilson", "arcsine", "likelihood")},
    **{f"rule {name}": ["--quantile-rule", name, "--quantile-interval", interval]
       for name, interval in (("hf3", "wald"), ("hf4", "logit"), ("hf5", "beta"), ("hf8", "arcsine"))},
}  # fmt: skip
DESIGNS = {
    "weights": [],
    "rows": ["--strata", "h"],
    "clusters": ["--strata", "h", "--psu", "p"],
    "clusters fpc": ["--strata", "h", "--psu", "p", "--fpc", "f"],
    "clusters alone": ["--psu", "p"],
    **{f"lonely {rule}": ["--strata", "h", "--psu", "p", "--lonely-psu", rule] for rule in ("remove", "certainty", "adjust", "average")},
    "lonely fpc": ["--strata", "h", "--psu", "p", "--fpc", "f", "--lonely-psu", "remove"],
    "jk1": ["--psu", "p", "--variance", "jk1"],
    "jkn": ["--strata", "h", "--psu", "p", "--variance", "jkn", "--lonely-psu", "remove"],
    "jkn adjust": ["--strata", "h", "--psu", "p", "--variance", "jkn", "--lonely-psu", "adjust"],
    "brr": ["--strata", "h", "--psu", "p", "--variance", "brr", "--lonely-psu", "remove"],
    "bootstrap": ["--strata", "h", "--psu", "p", "--variance", "bootstrap:20", "--lonely-psu", "remove"],
    "given": ["--replicate-weights", "r*", "--replicates", "brr"],
}
COLUMNS = "h,p,f,w,y,x,e,c,a,r1,r2,r3,r4"


def table(rows):
    return "\n".join([COLUMNS, *rows]) + "\n"


def plain(number, **changed):
    """A row of an ordinary survey of two strata with two PSUs each, but for what is changed."""
    row = {
        "h": 1 + number // 4, "p": 1 + number // 2 % 2, "f": 9, "w": 3 + number % 3, "y": 10 + 7 * number % 11, "x": 1 + number % 4,
        "e": number % 2, "c": 1 + number % 3, "a": 1 + number % 2,
        "r1": 6 * (number % 2), "r2": 5 * (number % 3), "r3": 4, "r4": 9 * (number // 4),
    }  # fmt: skip
    return ",".join(str(changed.get(name, value)) for name, value in row.items())


def every(count=8, **changed):
    return [plain(number, **changed) for number in range(count)]


SURVEYS = {
    "ordinary": every(),
    "no rows": [],
    "one row": every(1),
    "two rows": every(2),
    "one row in each stratum": [plain(n, h=n, p=1, f=3) for n in range(5)],
    "strata taken whole": every(f=2),
    "n above N": every(f=1.5),
    "fpc of two scales": [plain(n, f=0.2 if n < 4 else 30) for n in range(8)],
    "fpc that varies": [plain(n, f=9 + n) for n in range(8)],
    "fpc of zero": every(f=0),
    "fpc missing": [plain(n, f="" if n == 3 else 9) for n in range(8)],
    "fpc negative": every(f=-2),
    "no weight at all": every(w=0),
    "weight missing": [plain(n, w="" if n == 2 else 4) for n in range(8)],
    "weight negative": [plain(n, w=-1 if n == 2 else 4) for n in range(8)],
    "weight is a word": [plain(n, w="many" if n == 2 else 4) for n in range(8)],
    "domain without weight": [plain(n, w=0 if n % 2 else 4) for n in range(8)],
    "stratum without weight": [plain(n, w=0 if n < 4 else 4) for n in range(8)],
    "weights tiny": every(w=1e-300),
    "weights huge": every(w=1e300),
    "weights of all sizes": [plain(n, w=10.0 ** (40 * n - 150)) for n in range(8)],
    "all answers missing": every(y="", x="", e="", c="", a=""),
    "y missing": every(y=""),
    "x missing": every(x=""),
    "x zero": every(x=0),
    "x of both signs": [plain(n, x=1 if n % 2 else -1, w=4) for n in range(8)],
    "y zero": every(y=0),
    "y constant": every(y=7.25),
    "y negative": every(y=-3),
    "y of both signs": [plain(n, y=5 if n % 2 else -5, w=4) for n in range(8)],
    "y tiny": [plain(n, y=n * 1e-320) for n in range(8)],
    "y huge": [plain(n, y=(n + 1) * 1e307) for n in range(8)],
    "y far from zero": [plain(n, y=1e15 + n) for n in range(8)],
    "one answer": [plain(n, y="" if n else 4, e="" if n else 1, c="" if n else 1) for n in range(8)],
    "answers in one PSU": [plain(n, y="" if n > 1 else n + 1, e="" if n > 1 else n, c="" if n > 1 else 1) for n in range(8)],
    "no events": every(e=0),
    "events only": every(e=1),
    "e of many values": [plain(n, e=n / 7) for n in range(8)],
    "words where numbers are needed": every(y="blue", x="red"),
    "words as codes": [plain(n, c="north" if n % 2 else "south", a="yes" if n % 3 else "no") for n in range(8)],
    "words as design": [plain(n, h="north" if n < 4 else "south", p=f"unit {n // 2}") for n in range(8)],
    "stratum missing": [plain(n, h="" if n == 2 else 1) for n in range(8)],
    "PSU missing": [plain(n, p="" if n == 2 else n // 2) for n in range(8)],
    "replicates missing": [plain(n, r2="" if n == 1 else 3) for n in range(8)],
    "replicates negative": [plain(n, r3=-1 if n == 1 else 3) for n in range(8)],
    "replicates all zero": every(r1=0, r2=0, r3=0, r4=0),
    "one replicate zero": every(r2=0),
    "replicates equal": every(r1=4, r2=4, r3=4, r4=4, w=4),
    "nothing but one PSU": every(h=1, p=1),
    "codes that are numbers with signs": [plain(n, c=-n, a=0) for n in range(8)],
    "infinity": [plain(n, y="inf" if n == 2 else n) for n in range(8)],
    "not a number": [plain(n, y="nan" if n == 2 else n) for n in range(8)],
}
NUMBERS = ["estimate", "se", "cv", "ci_low", "ci_high", "df", "deff", "deff_wor", "deft", "n_eff", "n", "n_events", "n_victims",
           "n_missing", "missing_share", "n_psu", "n_strata", "weight_sum"]  # fmt: skip


def faults_of_row(row):
    for name in NUMBERS:
        text = (row.get(name) or "").lower()
        if "nan" in text or ("inf" in text and name != "df"):
            yield f"{name} is {text}"
    if row["note"] == "":
        blank = [name for name in NEEDED if row[name] == ""]
        blank += [name for name, but in DEFINED_FOR_ALL_BUT.items() if row[name] == "" and row["measure"] not in but]
        if blank:
            yield f"{', '.join(blank)} absent without a note"


def faults_of_run(done):
    if done.returncode == 0:
        rows = list(csv.DictReader(io.StringIO(done.stdout)))
        if not rows:
            yield "an empty table"
        for row in rows:
            for fault in faults_of_row(row):
                yield f"{row['indicator']} {row['category']} {row['measure']}: {fault}"
        return
    code = re.search(r"error\[E(\d)", done.stderr)
    if done.returncode not in range(1, 10) or code is None:
        yield f"ended with {done.returncode}: {done.stderr[:300]}"
    elif int(code[1]) != done.returncode and (int(code[1]), done.returncode) != (3, 2):
        yield f"E{code[1]}... ended with {done.returncode}"


def words(measures):
    return [word for measure in measures for word in measure]


# All measures in one command; those of a share of an amount in another, since --share-of holds for every --share.
BUNDLES = [[measure for measure in MEASURES if "--share-of" not in measure], [MEASURES[6]]]


class Survey:
    """Asks the program everything of one survey."""

    def __init__(self, program, path, name):
        self.program, self.path, self.name = program, path, name
        self.faults, self.runs, self.errors = [], 0, 0

    def ask(self, design, way, measures):
        """Whether the program gave a table."""
        flags = [*words(measures), *DESIGNS[design], *WAYS[way], "--weight", "w", "--allow-normalised", "--quiet", "--format", "csv"]
        done = subprocess.run([self.program, "tabulate", self.path, *flags], capture_output=True, text=True, encoding="utf-8", timeout=900)
        self.runs += 1
        self.errors += done.returncode != 0
        self.faults += [f"{self.name}; {design}; {way}; {fault}" for fault in faults_of_run(done)]
        return done.returncode == 0

    def ask_each(self, design, way, measures):
        """Where all at once end in an error, each alone: one may hide what the others do."""
        if self.ask(design, way, measures):
            return measures
        return [measure for measure in measures if len(measures) > 1 and self.ask(design, way, [measure])]

    def ask_everything(self):
        for bundle in BUNDLES:
            for design in DESIGNS:
                left = self.ask_each(design, "by two", bundle)
                if design == "clusters" and left:
                    for way in WAYS:
                        self.ask_each(design, way, left)


def grouped(faults):
    """Faults by what is wrong: the words after the last colon."""
    kinds = collections.defaultdict(list)
    for fault in faults:
        where, _, what = fault.rpartition(": ")
        kinds[what].append(where)
    return kinds


def main():
    program, faults, runs, errors = sys.argv[1], [], 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for name, rows in SURVEYS.items():
            path = pathlib.Path(folder, "survey.csv")
            path.write_text(table(rows), encoding="utf-8")
            survey = Survey(program, path, name)
            survey.ask_everything()
            faults += survey.faults
            runs += survey.runs
            errors += survey.errors
    for kind, found in grouped(faults).items():
        print(f"{len(found)} x {kind}\n  " + "\n  ".join(found[:4]))
    print(f"{len(SURVEYS)} surveys, {runs} runs, {errors} ended with an error, {len(faults)} faults")
    return 1 if faults or not runs else 0


if __name__ == "__main__":
    sys.exit(main())
