"""Functions of estimates against R survey's: estimates to 1e-12, SEs to 1e-10, df exactly.

usage: derive.py PROGRAM
"""

import csv
import math
import pathlib
import sys
import tempfile

import figures

HERE = pathlib.Path(__file__).parent
INDICATORS = [
    ("--mean", "m = api00"),
    ("--mean", "m99 = api99"),
    ("--mean", "e = enroll"),
    ("--proportion", "w = sch_wide == 1"),
    ("--total", "t = enroll"),
]


def table(program, file, args, expressions, by):
    asked = [word for pair in INDICATORS for word in pair]
    for number, expression in enumerate(expressions):
        asked += ["--derive", f"f{number} = {expression}"]
    return figures.result_table(program, ["tabulate", HERE / file, "--weight", "pw", *by, *asked, *args.split()])


def functions(program):
    """Faults and how many figures were compared."""
    with open(HERE / "derive/functions.csv", encoding="utf-8") as file:
        expected = list(csv.DictReader(file))
    found, compared = [], 0
    for design in dict.fromkeys((row["file"], row["args"]) for row in expected):
        rows = [row for row in expected if (row["file"], row["args"]) == design]
        expressions = list(dict.fromkeys(row["expression"] for row in rows))
        given = table(program, *design, expressions, ["--by", "sch_wide"])
        for row in rows:
            got = figures.only(given, indicator=f"f{expressions.index(row['expression'])}", sch_wide=row["cell"])
            name = f"{row['case']}: {row['expression']} {row['cell']}"
            found += figures.faults(name, {"estimate": row["estimate"]}, got, 1e-12)
            found += figures.faults(name, {"se": row["se"]}, got, 1e-10)
            found += figures.faults(name, {"df": row["df"]}, got, 0)
            compared += 2 + bool(row["df"])
    return found, compared


def read(name):
    with open(HERE / "derive" / name, encoding="utf-8") as file:
        return list(csv.DictReader(file))


def pairs(program):
    """Comparisons of categories: estimates and their tests."""
    found, compared, tables = [], 0, {}
    for row in read("pairs.csv"):
        key = (row["file"], row["args"], row["form"])
        for adjust in ("bonferroni", "holm", "bh"):
            if (*key, adjust) not in tables:
                tables[(*key, adjust)] = compare(program, *key, adjust)
            estimates, tests = tables[(*key, adjust)]
            indicator = {"mean": "m", "proportion": "w"}[row["measure"]]
            measure = {"difference": "difference", "ratio": "domain_ratio"}[row["form"]]
            name = f"{row['case']}: {row['form']} {indicator} {row['pair']}"
            got = figures.only(estimates, indicator=indicator, measure=measure, stype_code=row["pair"])
            test = tests[(indicator, row["pair"])]
            found += figures.faults(name, {"estimate": row["estimate"]}, got, 1e-12)
            found += figures.faults(name, {"se": row["se"]}, got, 1e-10)
            found += figures.faults(name, {"df": row["df"]}, got, 0)
            expected = {"value": row["t"], "p": row["p"], "p_adjusted": row[adjust]}
            found += figures.faults(name, expected, test, 1e-9)
            compared += 6
    return found, compared


def compare(program, file, args, form, adjust):
    """Rows of the estimates, and of the tests by indicator and pair."""
    with tempfile.TemporaryDirectory() as folder:
        tests = pathlib.Path(folder) / "tests.csv"
        asked = ["--mean", "m = api00", "--proportion", "w = sch_wide == 1", "--compare", "stype_code"]
        asked += ["--compare-as", form, "--adjust", adjust, "--tests", tests]
        estimates = figures.result_table(
            program, ["tabulate", HERE / file, "--weight", "pw", *asked, *args.split()]
        )
        with open(tests, encoding="utf-8") as made:
            rows = list(csv.DictReader(made))
    differences = [row for row in estimates if row["measure"] in ("difference", "domain_ratio")]
    by_pair = {(row["indicator"], row["stype_code"]): test for row, test in zip(differences, rows)}
    return estimates, by_pair


def standardised(program):
    found, compared, tables = [], 0, {}
    design = ["--strata", "stratum", "--psu", "psu", "--weight", "w", "--proportion", "chol == 1"]
    for row in read("standardised.csv"):
        if row["args"] not in tables:
            words = [HERE / "derive" / word if word.endswith(".csv") else word for word in row["args"].split()]
            asked = ["tabulate", HERE / "derive/nhanes.csv", *design, *words]
            tables[row["args"]] = figures.result_table(program, asked)
        columns = [name for name in ("race", "sex") if name in tables[row["args"]][0]]
        got = figures.only(tables[row["args"]], **{name: row[name] for name in columns})
        found += figures.faults(f"{row['case']} {row['race']} {row['sex']}", {"estimate": row["estimate"]}, got, 1e-12)
        found += figures.faults(f"{row['case']} {row['race']} {row['sex']}", {"se": row["se"]}, got, 1e-10)
        compared += 2
    return found, compared


def shares(program):
    """Multiple answers of cases and of responses, and distribution functions."""
    found, compared, tables = [], 0, {}
    items = "api00 > 600, meals > 50, ell > 20"
    asked = {
        "cases": ["--multiple", f"x = {items}"],
        "responses": ["--multiple", f"x = {items}", "--multiple-base", "responses"],
        "cdf": ["--cdf", "x = enroll", "--at", "800.5,400"],
    }
    names = {"a": "api00", "b": "meals", "c": "ell"}
    for row in read("shares.csv"):
        key = (row["file"], row["args"], row["what"])
        if key not in tables:
            words = ["--weight", "pw", "--by", "stype_code", *row["args"].split(), *asked[row["what"]]]
            tables[key] = figures.result_table(program, ["tabulate", HERE / row["file"], *words])
        category = names.get(row["category"], row["category"])
        got = figures.only(tables[key], category=category, stype_code=row["stype"])
        name = f"{row['case']} {row['what']} {row['category']} {row['stype']}"
        # Figures of all or none of the cases have no standard error worth a comparison.
        if 0 < float(row["estimate"]) < 1:
            found += figures.faults(name, {"se": row["se"]}, got, 1e-10)
        found += figures.faults(name, {"estimate": row["estimate"]}, got, 1e-12)
        compared += 2
    return found, compared


def crosses(program):
    """Crosses in shares of rows, columns and the whole."""
    found, compared, tables = [], 0, {}
    for row in read("crosses.csv"):
        key = (row["file"], row["args"], row["percent"])
        if key not in tables:
            asked = ["--table", "stype_code,sch_wide", "--percent-of", row["percent"], "--weight", "pw"]
            words = ["tabulate", HERE / row["file"], *asked, *row["args"].split()]
            tables[key] = figures.result_table(program, words)
        got = figures.only(tables[key], stype_code=row["stype"], sch_wide=row["wide"])
        name = f"{row['case']} {row['percent']} {row['stype']} {row['wide']}"
        found += figures.faults(name, {"estimate": row["estimate"]}, got, 1e-12)
        found += figures.faults(name, {"se": row["se"]}, got, 1e-10)
        compared += 2
    return found, compared


def covariances(program):
    found, compared, matrices = [], 0, {}
    for row in read("covariances.csv"):
        key = (row["file"], row["args"])
        if key not in matrices:
            matrices[key] = covariance_matrix(program, *key)
        for a, b in ((row["row"], row["column"]), (row["column"], row["row"])):
            got = float(matrices[key][a][b])
            # A covariance is a small rest of large products: its error is on the scale of both SEs.
            scale = math.sqrt(float(matrices[key][a][a]) * float(matrices[key][b][b]))
            if abs(got - float(row["covariance"])) > 1e-10 * max(scale, abs(got)):
                found.append(f"{row['case']} {a} {b}: {got}, expected {row['covariance']}")
            compared += 1
    return found, compared


def covariance_matrix(program, file, args):
    with tempfile.TemporaryDirectory() as folder:
        matrix = pathlib.Path(folder) / "matrix.csv"
        asked = ["--mean", "m = api00", "--proportion", "w = sch_wide == 1", "--total", "t = enroll"]
        asked += ["--by", "stype_code", "--weight", "pw", "--covariance", matrix]
        figures.result_table(program, ["tabulate", HERE / file, *asked, *args.split()])
        with open(matrix, encoding="utf-8") as made:
            return {line["estimate"]: line for line in csv.DictReader(made)}


def main():
    found, compared = [], 0
    for part in (functions, pairs, standardised, shares, crosses, covariances):
        faults, count = part(sys.argv[1])
        found += faults
        compared += count
    return figures.verdict(found, compared)


if __name__ == "__main__":
    sys.exit(main())
