"""Bad files of every kind that the program reads: refused with a clear message, or read rightly; never a crash, a hang or a leak.

usage: bad_inputs.py SONDEO SOURCE_DIR [--seed N] [--verbose]
"""
import collections
import concurrent.futures
import csv
import io
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from debian_python import require

require("python3-openpyxl", "openpyxl")
from bad_files import EITHER, REFUSED, SAME, TABULATE, all_cases
from survey import SECRETS, inputs

SECONDS = 60
FIGURES = ("estimate", "se", "ci_low", "ci_high")


def run(sondeo, folder, arguments):
    """The exit code, or None when it does not end; what it wrote."""
    formatted = ["--format", "csv"] if arguments[0] in ("tabulate", "estimate", "inspect", "weigh") else []
    try:
        done = subprocess.run([sondeo, *arguments, *formatted, "--lang", "en"], cwd=folder, capture_output=True, encoding="utf-8", errors="replace",
                              timeout=SECONDS, env={"TMPDIR": str(folder / "tmp")})  # fmt: skip
        return done.returncode, done.stdout, done.stderr
    except subprocess.TimeoutExpired:
        return None, "", ""


def figures(text):
    return [[row[name] for name in FIGURES] for row in csv.DictReader(io.StringIO(text)) if "estimate" in row]


def faults_of_error(case, code, errors):
    said = re.search(r"^error\[E(\d)\d{3}\]: (.*)", errors, re.M)
    if code not in range(1, 10):
        yield f"ended with {code}: {errors[:200]}"
    elif said is None:
        yield f"ended with {code} without a message: {errors[:200]}"
    elif int(said[1]) != code and (int(said[1]), code) != (3, 2):
        yield f"E{said[1]}... ended with {code}"
    elif len(said[2]) > 1000:
        yield f"a message of {len(said[2])} characters"
    if re.search(r"[\x00-\x08\x0b-\x1f\x7f]", errors):
        yield f"control characters in the message {errors[:200]!r}"


def faults_of(case, code, output, errors, clean):
    if code is None:
        yield f"does not end in {SECONDS} s"
        return
    if any(secret in errors for secret in SECRETS):
        yield f"shows microdata: {errors[:300]}"
    if code != 0:
        yield from faults_of_error(case, code, errors)
        if case.right == SAME:
            yield f"is refused: {errors[:200]}"
        return
    if case.right == REFUSED:
        yield f"is taken as if it were good; {errors[:160]}"
    if case.right == SAME and figures(output) != clean:
        yield f"gives {figures(output)}, not {clean}"
    if any("nan" in value or "inf" in value for row in figures(output) for value in row):
        yield f"gives {figures(output)}"


class Kitchen:
    """A folder for each thread, with the small survey in it."""

    def __init__(self, sondeo, folder):
        self.sondeo, self.folder, self.own = sondeo, folder, threading.local()
        self.clean = figures(run(sondeo, self.mine(), ["tabulate", "people.csv", *TABULATE])[1])

    def mine(self):
        if not hasattr(self.own, "folder"):
            self.own.folder = self.folder / str(threading.get_ident())
            (self.own.folder / "tmp").mkdir(parents=True)
        inputs(self.own.folder)
        return self.own.folder

    def try_one(self, case):
        folder = self.mine()
        before = {path.name for path in folder.iterdir()}
        for name, data in case.files.items():
            (folder / name).write_bytes(data)
        code, output, errors = run(self.sondeo, folder, case.arguments)
        faults = list(faults_of(case, code, output, errors, self.clean))
        if any(folder.rglob("*.part")) or any((folder / "tmp").iterdir()):
            faults.append("leaves temporary files")
        out = folder / "pub"
        if out.exists():
            if code != 0:
                faults.append("leaves a folder of a report that failed")
            subprocess.run(["rm", "-rf", out], check=True)
        for name in set(case.files) - before:
            (folder / name).unlink()
        return code, [f"{case.name}: {fault}" for fault in faults]


def main():
    sondeo, source = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
    seed = sys.argv[sys.argv.index("--seed") + 1] if "--seed" in sys.argv else "1"
    cases = list(all_cases(source, seed))
    with tempfile.TemporaryDirectory() as name, concurrent.futures.ThreadPoolExecutor(min(2, os.cpu_count() or 1)) as pool:
        kitchen = Kitchen(sondeo, pathlib.Path(name))
        if not kitchen.clean:
            raise SystemExit("the good file gives no figures")
        results = list(pool.map(kitchen.try_one, cases))
    faults = [fault for _, found in results for fault in found]
    print("\n".join(faults[: None if "--verbose" in sys.argv else 40]))
    codes = collections.Counter(code for code, _ in results)
    print(f"{len(cases)} bad inputs:", ", ".join(f"exit {code} {count}" for code, count in sorted(codes.items(), key=str)))
    print(f"{len(faults)} were met wrongly")
    return 1 if faults or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
