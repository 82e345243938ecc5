"""Tables of means, totals, ratios, proportions, shares, several answers, distribution functions and crosses."""

import collections
import csv
import io
import subprocess

from commands import design_words, interval_words
from comparison import FIGURES

LONELY_UNITS = ("E5405", "E5422")
INDICATORS = [
    "--mean", "mean_y = y", "--total", "total_y = y", "--total", "count = e == 1", "--ratio", "ratio = y / x",
    "--ratio", "event_ratio = e == 1 / x", "--proportion", "event = e == 1", "--proportion", "c",
]  # fmt: skip
ITEMS = ["--multiple", "picked = e == 1, x > 4, c == 1"]
BY_B = ["--by", "b"]
KEYS = ("indicator", "category", "a", "b", "v")


def questions(options):
    """Of each call, what is estimated and by what."""
    points = options["points"].replace(" ", ",")
    return {
        "main": [*INDICATORS, "--by", "a", "--by", "b", "--by", "a,b"],
        "where": [*INDICATORS, "--by", "a", "--where", options["where"]],
        "answers": ["--share", "share = c", *ITEMS, "--cdf", "below = t", "--at", points, *BY_B],
        "responses": ["--share", "amount = c", "--share-of", "x", *ITEMS, "--multiple-base", "responses", *BY_B],
        "cross": ["--table", "v,b", "--percent-of", options["percent"]],
    }


def estimate(arguments):
    """Rows by their key, or the error."""
    done = subprocess.run(list(map(str, arguments)), capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        return None, done.stderr
    rows = csv.DictReader(io.StringIO(done.stdout))
    return {tuple(row.get(column, "") for column in KEYS): row for row in rows}, ""


def compare_row(family, where, expected, row, comparison):
    scale = float(expected["scale"] or 0)
    for column, tolerance in FIGURES.items():
        if column == "deff" and expected["deff"] in ("", "Inf"):
            continue  # nothing varies
        of = scale if column != "deff" else deff_scale(expected, scale, row["measure"])
        comparison.figure(family, where, column, expected[column], row[column], tolerance, of)
    comparison.text(family, where, "interval", expected["interval"], row["interval"])


def deff_scale(expected, scale, measure):
    """What rounding may do to deff: of the SE, whose square it has; of S2, which a ratio takes from sums of products."""
    if not float(expected["se"] or 0):
        return 1e-20
    deff, share = float(expected["deff"]), scale / float(expected["se"])
    products = 1e-14 * share**2 * deff if measure in ("ratio", "share", "multiple") else 0
    return 1e-20 + deff * (2 * FIGURES["se"].of_scale * share + products)


def compare_call(program, folder, options, call, asked, expected, comparison):
    family = call if call not in ("main", "where") else "tables"
    name = f"design {options['design']} {call}"
    arguments = [program, "tabulate", folder / f"{options['design']}.csv", *asked, *design_words(options)]
    arguments += [*interval_words(options), "--allow-normalised", "--quiet", "--format", "csv"]
    rows, error = estimate(arguments)
    if any(row["call"] == "refused" for row in expected):
        comparison.compared[family, "refused"] += 1
        if not any(code in error for code in LONELY_UNITS):
            comparison.fault(family, f"{name}: R refuses a lonely PSU, sondeo: {error or 'estimates'}")
        return
    if rows is None:
        comparison.fault(family, f"{name}: {error}{' '.join(map(str, arguments))}")
        return
    for wanted in expected:
        if wanted["call"] != call:
            continue
        key = tuple(wanted[column] for column in KEYS)
        row = rows.pop(key, None)
        if row is None:
            comparison.fault(family, f"{name}: no row {key}")
        else:
            compare_row(family, f"{name} {key}", wanted, row, comparison)
    for key in rows:
        comparison.fault(family, f"{name}: R has no row {key}")


def read(folder):
    """R's rows by design."""
    expected = collections.defaultdict(list)
    with open(folder / "expected.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            expected[int(row["design"])].append({name: "" if value == "NA" else value for name, value in row.items()})
    return expected


def compare(program, folder, options, expected, comparison):
    for call, asked in questions(options).items():
        compare_call(program, folder, options, call, asked, expected, comparison)
