"""The other families: what sondeo is asked in each run, and its figures beside R's (figures.csv)."""

import collections
import csv

import probabilities
import replicates
from commands import design_words, interval_words, result
from comparison import EXACT, FIGURES, Tolerance

# By family, what differs from the tables' tolerances (README.md has the reasons).
TESTS = {"value": Tolerance(1e-8, 1e-10), "p": Tolerance(1e-6, 0), "df1": Tolerance(1e-9, 0), "df2": Tolerance(1e-9, 0)}
TOLERANCES = {
    "tests": TESTS | {"estimate": Tolerance(1e-11, 1e-13)},
    "calibrated": {"estimate": Tolerance(1e-11, 1e-13)},
    "replicates": {"se": Tolerance(1e-10, 1e-14)},
    "functions": TESTS | {"p": Tolerance(1e-6, 0), "p_adjusted": Tolerance(1e-6, 0), "se": Tolerance(1e-9, 1e-13)},
    "models": TESTS | {"value": Tolerance(1e-8, 2e-8), "estimate": Tolerance(1e-8, 1e-8), "se": Tolerance(1e-7, 0)},
}
# Families in which R has every row of the result.
COMPLETE = {"quantiles"}
# Families with a weight of their own.
WEIGHTS = {"calibrated": "wp"}
PLACE = ("a", "b", "g")


def quantiles(options):
    probs = options["probs"].replace(" ", ",")
    asked = ["--quantile", "q_y = y", "--quantile", "q_t = t", "--probs", probs, "--by", "a", "--by", "b"]
    asked += ["--quantile-rule", options["rule"], "--quantile-interval", options["quantile_interval"]]
    return {"main": ["tabulate", *asked, *interval_words(options)]}


def tests(options):
    level = ["--level", str(options["level"]), "--df", options["df"]]
    crosstab = ["--crosstab", "v,b", "--crosstab-test", "f,chisq,wald,adjusted-wald"]
    return {
        "main": ["tabulate", *crosstab, "--ttest", "y ~ b", "--ttest", "t", "--by", "g", *level],
        "mu": ["tabulate", "--ttest", "t", "--mu", "2", *level],
    }


def models(options):
    asked = {"linear": "y ~ x + b + factor(g)", "logistic": "e ~ r * s", "poisson": "t ~ r + s + factor(v)"}
    rest = ["--where", options["model_where"], "--level", str(options["level"]), "--df", options["df"]]
    return {family: ["model", f"--{family}", formula, *rest] for family, formula in asked.items()}


def functions(options):
    estimates = ["--mean", "mean_y = y", "--proportion", "event = e == 1"]
    derived = ["--total", "total_y = y", "--derive", "gap = mean_y[s=m] - mean_y[s=f]"]
    derived += ["--derive", "odds = log(event[s=f]) - log(1 - event[s=f])"]
    derived += ["--derive", "mixed = total_y[s=f] * sqrt(event[s=m])"]
    derived += ["--derive", "relative = 100 * (event[s=m] - event[s=f]) / event[s=f]"]
    compared = ["--compare", "g", "--compare-as", options["compare_as"], "--adjust", options["adjust"]]
    standard = ["--standardise", "s", "--standard-population", f"standard{options['design']}.csv"]
    rest = ["--by", "b", "--level", str(options["level"]), "--df", options["df"], "--allow-normalised"]
    return {
        "derive": ["tabulate", *estimates, *derived, *rest],
        "compare": ["tabulate", *estimates, *compared, *rest],
        "standardise": ["tabulate", *estimates, *standard, *rest],
    }


def calibrated(options):
    words = []
    for margin in options["margins"].split(";"):
        words += ["--calibrated-variable", "r"] if margin == "r" else ["--calibrated", margin.replace(" ", ",")]
    estimates = ["--mean", "mean_y = y", "--total", "total_y = y", "--proportion", "event = e == 1"]
    estimates += ["--ratio", "ratio = y / x"]
    return {
        "main": ["tabulate", *words, *estimates, "--by", "b", *interval_words(options), "--allow-normalised"],
        "model": ["model", "--linear", "t ~ x", *words, "--df", options["df"]],
    }


RUNS = {
    "quantiles": quantiles,
    "tests": tests,
    "models": models,
    "functions": functions,
    "calibrated": calibrated,
    "replicates": replicates.runs,
    "probabilities": probabilities.runs,
}


def rows_of(found):
    """Rows of the result by table and key."""
    rows = {}
    for row in found["estimates"]:
        rows["estimates", "|".join(row.get(name) or "" for name in ("indicator", "category", *PLACE))] = row
    for row in found["tests"]:
        rows["tests", "|".join(row.get(name) or "" for name in ("test", "variables", *PLACE))] = row
    for model in found["models"]:
        for row in model["coefficients"]:
            rows["models", f"{model['model']}|{row['term']}"] = row
    return rows


def text(value):
    return "" if value is None else repr(value) if isinstance(value, float) else str(value)


def compare_run(command, family, name, expected, comparison):
    found, error = result(command)
    refused = [row["value"] for row in expected if row["figure"] == "refused"]
    if refused:
        comparison.compared[family, "refused"] += 1
        if not any(code in error for code in refused[0].split("|")):
            comparison.fault(family, f"{name}: R has {refused[0]}, sondeo: {error or 'figures'}")
        return
    if found is None:
        comparison.fault(family, f"{name}: {error}{' '.join(map(str, command))}")
        return
    rows = rows_of(found)
    for wanted in expected:
        row = rows.get((wanted["table"], wanted["key"]))
        where = f"{name} {wanted['table']} {wanted['key']}"
        if row is None:
            comparison.fault(family, f"{where}: no such row")
            continue
        figure = wanted["figure"]
        tolerance = TOLERANCES.get(family, {}).get(figure) or FIGURES.get(figure, EXACT)
        scale = float(wanted["scale"] or 0)
        comparison.figure(family, where, figure, wanted["value"], text(row.get(figure)), tolerance, scale)
    if family in COMPLETE:
        for table, key in rows.keys() - {(wanted["table"], wanted["key"]) for wanted in expected}:
            comparison.fault(family, f"{name}: R has no row {table} {key}")


def read(folder):
    """R's figures by design, family and run."""
    expected = collections.defaultdict(list)
    with open(folder / "figures.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            expected[int(row["design"]), row["family"], row["run"]].append(row)
    return expected


def compare(program, folder, options, expected, comparison):
    for family in options["families"].split():
        if family not in RUNS:
            continue
        for failed in expected.get((options["design"], family, "failed"), []):
            comparison.fault(family, f"design {options['design']} {family}: R failed, {failed['key']}")
        for run, words in RUNS[family](options).items():
            figures = expected.get((options["design"], family, run), [])
            own = family in ("replicates", "probabilities")
            design = [] if own else design_words(options, WEIGHTS.get(family, "w"))
            data = folder / f"{'sample' if family == 'probabilities' else ''}{options['design']}.csv"
            placed = [folder / word if word.endswith((".csv", ".txt")) else word for word in words[1:]]
            command = [program, words[0], data, *placed, *design]
            if figures:
                compare_run(command, family, f"design {options['design']} {family} {run}", figures, comparison)
