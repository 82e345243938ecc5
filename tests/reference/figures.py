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


def negative_variance_faults(name, expected, row):
    """A variance below 0 has no SE, and a note."""
    if expected["negative"] == "1" and (row["se"] or "negative_variance" not in row["note"].split(";")):
        yield f"{name}: se {row['se']}, note {row['note']} for a negative variance"


def compare_designs(folder, program, table, compare):
    """Compares a folder's expected.csv, each design of which (file, args) is estimated once; the exit code of the test.

    table(program, file, args) gives the rows of a design; compare(name, expected, rows) yields the faults of one
    figure after another.
    """
    tables, found, compared = {}, [], 0
    with open(folder / "expected.csv", encoding="utf-8") as file:
        for expected in csv.DictReader(file):
            design = (expected["file"], expected["args"])
            if design not in tables:
                tables[design] = table(program, *design)
            name = f"{expected['case']} {expected['measure']} {expected['cell']}"
            for of_figure in compare(name, expected, tables[design]):
                found += of_figure
                compared += 1
    return verdict(found, compared)


def verdict(faults_found, compared):
    """Prints what was found; the exit code of the test."""
    print("\n".join(faults_found) or f"{compared} figures agree")
    return 1 if faults_found or not compared else 0
