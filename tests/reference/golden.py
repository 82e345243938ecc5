"""The program against a table of figures that R made: one table for each topic (README.md).

usage: golden.py PROGRAM TOPIC...      compares the tables TOPIC.csv
       golden.py --count [LEAST]       combinations of estimator, design and variance in all tables of figures

Each row of a table is one row of a result table: `data` (below tests/reference) and `arguments` are what the program is
given, `command` what it does (tabulate), `key` names the row (column=value, between semicolons; disaggregations not named
are blank), the columns after `tolerance` are its figures. A blank is not compared; "absent" must be blank. `tolerance`
blank: that of the figure below; "printed": half a unit of the last digit written. Exit code 77: data that are not kept here
are absent.
"""

import csv
import decimal
import functools
import pathlib
import shlex
import sys

import figures

REFERENCE = pathlib.Path(__file__).resolve().parent
GOLDEN = REFERENCE / "golden"
DESCRIPTIVE = {"estimate": 1e-12, "se": 1e-10, "deff": 1e-9, "deff_wor": 1e-9, "deft": 1e-9, "ci_low": 1e-9, "ci_high": 1e-9}
MODEL = {"estimate": 1e-8, "se": 1e-5}
SKIPPED = 77
EXACT = {"df", "n", "n_missing", "n_psu", "n_strata"}
TEXTS = {"interval", "note"}
KEYS = ["design", "variance", "estimator", "command", "data", "arguments", "key", "tolerance"]
MADE_AND_MEASURED = lambda row: (row["measure"], row["file"], row["args"])
OTHER_TABLES = {  # those of the other scripts: what a combination is in each
    "replicates/expected.csv": MADE_AND_MEASURED,
    "stages/expected.csv": MADE_AND_MEASURED,
    "pps/expected.csv": MADE_AND_MEASURED,
    "derive/pairs.csv": lambda row: (f"{row['form']} {row['measure']}", row["case"], row["args"]),
    "models/expected.csv": lambda row: (row["args"], row["file"], "linearization"),
    "api/quantiles.csv": lambda row: (f"quantile {row['rule']} {row['interval']}", row["design"], "linearization"),
    "api/expected.csv": lambda row: (row["case"], "api", "linearization"),
    "api/shares.csv": lambda row: ("share", row["design"], "linearization"),
}


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@functools.cache
def result(program, command, data, arguments):
    words = [REFERENCE / word if (REFERENCE / word).is_file() else word for word in shlex.split(arguments)]
    return figures.result_table(program, [command, REFERENCE / data, *words, "--quiet"])


def disaggregations(arguments):
    """The variables of every --by, whose columns are blank in rows of other disaggregations."""
    words = shlex.split(arguments)
    return {name for flag, value in zip(words, words[1:]) if flag == "--by" for name in value.split(",")}


def half_a_unit(text):
    """Half a unit of the last digit of a number as it is written."""
    return float(decimal.Decimal(5).scaleb(decimal.Decimal(text).as_tuple().exponent - 1))


def fault_of(column, wanted, row, expected):
    got = row.get(column)
    if got is None:
        return "is no column"
    if wanted == "absent":
        return f"is {got}, must be blank" if got else ""
    if column in TEXTS:
        return "" if wanted in got.split(";") else f"is '{got}', expected '{wanted}'"
    if got == "":
        return f"is blank, expected {wanted} (note: {row.get('note')})"
    if float(got) == float(wanted):  # infinity too
        return ""
    apart = abs(float(got) - float(wanted))
    relative = 0.0 if column in EXACT else (MODEL if expected.get("command") == "model" else DESCRIPTIVE).get(column, 1e-9)
    allowed = relative * abs(float(wanted))
    if expected.get("tolerance") == "printed":
        allowed = max(allowed, half_a_unit(wanted) * (1 + 1e-9))
    if float(wanted) == 0 and column == "se":
        allowed = 1e-13 * abs(float(row["estimate"] or 0))
    return "" if apart <= allowed else f"is {got}, expected {wanted} ({apart:.1e} apart)"


def compare(program, topic):
    """Faults, and how many figures were compared."""
    faults, compared = [], 0
    for number, expected in enumerate(rows_of(GOLDEN / f"{topic}.csv"), 2):
        key = dict(part.split("=", 1) for part in expected["key"].split(";"))
        blank = {name: "" for name in disaggregations(expected["arguments"]) if name not in key}
        table = result(program, expected.get("command") or "tabulate", expected["data"], expected["arguments"])
        place = f"{topic}.csv:{number} {expected['design']} {expected['key']}"
        found = [row for row in table if all(row.get(name) == value for name, value in {**key, **blank}.items())]
        if len(found) != 1:
            faults.append(f"{place}: {len(found)} such rows ({expected['arguments']})")
            continue
        for column, wanted in expected.items():
            if column in KEYS or wanted == "":
                continue
            compared += 1
            fault = fault_of(column, wanted, found[0], expected)
            if fault:
                faults.append(f"{place}: {column} {fault}")
    return faults, compared


def combinations(paths):
    found = set()
    for path in paths:
        found |= {(row["estimator"], row["design"], row["variance"]) for row in rows_of(path)}
    return found


def count(least):
    """Distinct combinations in every table that a test compares."""
    tables = sorted(path for path in GOLDEN.glob("*.csv"))
    found = combinations(tables)
    for name, combination in OTHER_TABLES.items():
        found |= {combination(row) for row in rows_of(REFERENCE / name)}
    print(f"{len(found)} combinations of estimator, design and variance in {len(tables) + len(OTHER_TABLES)} tables")
    return 0 if len(found) >= least else 1


def main(arguments):
    if arguments[0] == "--count":
        return count(int(arguments[1]) if len(arguments) > 1 else 0)
    program, *topics = arguments
    faults, compared = [], 0
    absent = {row["data"] for topic in topics for row in rows_of(GOLDEN / f"{topic}.csv") if not (REFERENCE / row["data"]).exists()}
    if absent:
        print(f"skipped: {', '.join(sorted(absent))} is not here")
        return SKIPPED
    for topic in topics:
        found, number = compare(program, topic)
        faults += found
        compared += number
    seen = combinations(GOLDEN / f"{topic}.csv" for topic in topics)
    print(f"{len(seen)} combinations of estimator, design and variance")
    return figures.verdict(faults[:60], compared)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
