"""Running the program and comparing its result table with figures made elsewhere."""

import csv
import io
import math
import subprocess


def result_table(program, arguments):
    """Rows of the result table, as dictionaries by column."""
    done = subprocess.run([program, *arguments, "--format", "csv"], capture_output=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, arguments))}\nended with {done.returncode}\n{done.stderr.decode()}")
    return list(csv.DictReader(io.StringIO(done.stdout.decode("utf-8"))))


def only(rows, **wanted):
    """The one row whose columns have these values."""
    found = [row for row in rows if all(row.get(name) == value for name, value in wanted.items())]
    if len(found) != 1:
        raise SystemExit(f"{len(found)} rows with {wanted}")
    return found[0]


def faults(name, expected, found, tolerance):
    """Where a row differs from the figures expected of it; columns left blank there are not compared."""
    for column, wanted in expected.items():
        if wanted in ("", None):
            continue
        got = found.get(column, "")
        if got == "" or not math.isclose(float(wanted), float(got), rel_tol=tolerance):
            yield f"{name}: {column} is {got or 'blank'}, expected {wanted}"


def verdict(faults_found, compared):
    """Prints what was found; the exit code of the test."""
    print("\n".join(faults_found) or f"{compared} figures agree")
    return 1 if faults_found or not compared else 0
