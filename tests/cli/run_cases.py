"""Runs the program as a user does and compares what it says with a case file.

A case file is TOML: [files] that are put into a scratch folder, which is the working directory, and [[case]]s:

  name      a sentence that can be false
  args      the arguments; {source} is the repository, {shared} the folder of the
            survey data, {scratch} the working directory
  exit      the exit code
  stdout    texts that standard output must hold, in that order
  stderr    the same for standard error
  absent    texts that neither may hold
  env       environment variables; the rest of the environment has no language and no NO_COLOR
  needs     a file without which the case is skipped, and said so
  width     the widest line allowed, in characters
  closed    true: standard output is closed
  leaves    files that must stand in the scratch folder afterwards, and no others beyond [files]
  figures   rows that the CSV on standard output must have: { where = { column = "text" }, column = number }, to 1e-8
  table     the same for a file: { file, where = { column = "text" }, columns =
            { theirs = "ours" } }; the first of the columns names the row
  repeat    run it with each of these lists of further arguments; the outputs must be equal as bytes

Exit code: 0 all passed, 1 some failed, 77 all skipped.
"""

import csv
import io
import os
import pathlib
import subprocess
import sys
import tempfile
import tomllib

SECONDS = 120
RELATIVE = 1e-8  # what is published, recomputed to all digits; the interval ends have ten
SKIPPED = 77


def expand(text, places):
    for name, value in places.items():
        text = text.replace("{" + name + "}", value)
    return text


def missing_in_order(texts, output):
    position = 0
    for text in texts:
        found = output.find(text, position)
        if found < 0:
            return text
        position = found + len(text)
    return None


def environment(case):
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "ASAN_OPTIONS", "UBSAN_OPTIONS") if name in os.environ}
    return kept | case.get("env", {})


def wanted_rows(case, places):
    for figure in case.get("figures", []):
        numbers = {column: value for column, value in figure.items() if column != "where"}
        yield figure["where"], numbers
    if "table" not in case:
        return
    table = case["table"]
    names = list(table["columns"].items())
    with open(expand(table["file"], places), encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            theirs, ours = names[0]
            yield {**table["where"], ours: row[theirs]}, {ours: float(row[theirs]) for theirs, ours in names[1:]}


def wrong_figures(case, output, places):
    rows = list(csv.DictReader(io.StringIO(output)))
    faults = []
    for where, numbers in wanted_rows(case, places):
        found = [row for row in rows if all(row.get(column) == value for column, value in where.items())]
        if len(found) != 1:
            faults.append(f"{len(found)} rows where {where}")
            continue
        for column, value in numbers.items():
            text = found[0].get(column)
            if not text or abs(float(text) - value) > RELATIVE * abs(value):
                faults.append(f"{where}: {column} is {text!r}, expected {value!r}")
    return faults


def run(program, arguments, case, folder):
    standard_output = subprocess.PIPE
    if case.get("closed"):
        reading, writing = os.pipe()
        os.close(reading)
        standard_output = writing
    return subprocess.run([program, *arguments], cwd=folder, env=environment(case), stdin=subprocess.DEVNULL,
                          stdout=standard_output, stderr=subprocess.PIPE, timeout=SECONDS)


def faults_of(case, result, folder, given, places):
    out = (result.stdout or b"").decode("utf-8", "replace")
    err = result.stderr.decode("utf-8", "replace")
    faults = []
    if result.returncode != case["exit"]:
        faults.append(f"exit code {result.returncode}, expected {case['exit']}")
    for stream, text in (("stdout", out), ("stderr", err)):
        missing = missing_in_order([expand(t, places) for t in case.get(stream, [])], text)
        if missing is not None:
            faults.append(f"{stream} lacks (in this order): {missing!r}")
    for text in case.get("absent", []):
        if text in out or text in err:
            faults.append(f"must not be shown: {text!r}")
    wide = [line for line in out.splitlines() if "width" in case and len(line) > case["width"]]
    faults += [f"wider than {case['width']}: {line!r}" for line in wide]
    if "figures" in case or "table" in case:
        faults += wrong_figures(case, out, places)
    if "leaves" in case:
        left = sorted(set(os.listdir(folder)) - given)
        if left != sorted(case["leaves"]):
            faults.append(f"files left: {left}, expected {case['leaves']}")
    if faults:
        faults += ["--- stdout", out[:4000], "--- stderr", err[:4000]]
    return faults


def run_case(program, case, files, source, shared):
    with tempfile.TemporaryDirectory() as folder:
        places = {"shared": str(shared), "source": str(source), "scratch": folder}
        for name, text in files.items():
            path = pathlib.Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8"))
        if "needs" in case and not pathlib.Path(expand(case["needs"], places)).exists():
            return None
        given = set(os.listdir(folder))
        arguments = [expand(argument, places) for argument in case["args"]]
        outputs = []
        for more in case.get("repeat", [[]]):
            result = run(program, arguments + more, case, folder)
            faults = faults_of(case, result, folder, given, places)
            if faults:
                return faults
            outputs.append(result.stdout)
        return [] if all(output == outputs[0] for output in outputs) else ["the runs' outputs differ"]


def main():
    program, source, case_file = sys.argv[1:4]
    source = pathlib.Path(source).resolve()
    shared = source.parent / "shared"
    document = tomllib.loads(pathlib.Path(case_file).read_text(encoding="utf-8"))
    failed = passed = skipped = 0
    for case in document["case"]:
        try:
            faults = run_case(program, case, document.get("files", {}), source, shared)
        except subprocess.TimeoutExpired:
            faults = [f"did not end within {SECONDS} s"]
        if faults is None:
            skipped += 1
            print(f"SKIPPED {case['name']}: {expand(case['needs'], {'shared': str(shared)})} is absent")
        elif faults:
            failed += 1
            print(f"FAILED {case['name']}\n  sondeo {' '.join(case['args'])}\n  " + "\n  ".join(faults))
        else:
            passed += 1
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    if failed:
        return 1
    return SKIPPED if passed == 0 else 0


sys.exit(main())
