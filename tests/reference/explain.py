"""Every number that `sondeo explain` tells, recomputed from the data and from the result table, and every number of its
text found among those, to its printed digits.

usage: explain.py PROGRAM SOURCE_FOLDER      exit code 77: R with haven, scipy or the data are not here
"""

import collections
import csv
import json
import math
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import debian_python  # noqa: E402

debian_python.require("scipy", "scipy")
from scipy import stats  # noqa: E402

SCRIPT = pathlib.Path(__file__).resolve().with_name("explain.R")
TOLERANCE = 1e-9  # sums are added in another order; relative, 1e-12 near 0
SKIPPED = 77
failures = []
compared = 0


def check(holds, what):
    global compared
    compared += 1
    if not holds:
        failures.append(what)
        print("FAILED:", what)


def run(program, arguments):
    done = subprocess.run([program, *map(str, arguments)], capture_output=True)
    if done.returncode != 0:
        raise SystemExit(f"{arguments} ended with {done.returncode}: {done.stderr.decode()}")
    return done.stdout.decode("utf-8")


def table(program, study, data):
    rows = run(program, ["estimate", study, "--data", data, "--format", "csv", "--quiet"])
    return list(csv.DictReader(rows.splitlines()))


def read(path):
    with open(path, encoding="utf-8") as file:
        return [
            {name: text if name in ("IDHH", "hogar") else float(text) if text else None for name, text in row.items()}
            for row in csv.DictReader(file)
        ]


def numbers_in(node, path=""):
    """Every number of a JSON document with its path; switches are none."""
    if isinstance(node, bool) or node is None:
        return
    if isinstance(node, (int, float)):
        yield path, node
    elif isinstance(node, dict):
        for name, value in node.items():
            yield from numbers_in(value, f"{path}.{name}")
    elif isinstance(node, list):
        for place, value in enumerate(node):
            yield from numbers_in(value, f"{path}[{place}]")


def same(a, b):
    return math.isclose(a, b, rel_tol=TOLERANCE, abs_tol=1e-12)


def compare(found, expected, name):
    """Each number of the explanation has one that was recomputed, and the other way round."""
    got = dict(numbers_in(found))
    wanted = dict(numbers_in(expected))
    for path, value in got.items():
        if path not in wanted:
            check(False, f"{name}: {path} = {value} was not recomputed")
        else:
            check(same(value, wanted[path]), f"{name}: {path} is {value}, recomputed {wanted[path]}")
    for path in wanted.keys() - got.keys():
        check(False, f"{name}: {path} is not told, recomputed {wanted[path]}")


def without_words(text):
    """The text without what the study itself wrote: code, labels, names of files."""
    text = re.sub(r"`[^`]*`", " ", text)
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return "\n".join(lines)


def compare_text(text, document, name, words):
    """Every number of the text is one of the document's, rounded as it is printed."""
    known = [value for _, value in numbers_in(document)]
    known += [100 * document["row"]["level"]]
    text = without_words(text)
    for word in words:
        text = text.replace(word, " ")
    tokens = re.findall(r"-?\d[\d,]*(?:\.\d+)?(?:e[-+]\d+)?", text)
    check(len(tokens) > 40, f"{name}: only {len(tokens)} numbers in the text")
    for token in tokens:
        value = float(token.replace(",", ""))
        decimals = len(token.split(".")[1].split("e")[0]) if "." in token else 0
        unit = 10.0 ** -decimals * (10.0 ** int(token.split("e")[1]) if "e" in token else 1.0)
        found = any(abs(value - each) <= 0.5000001 * unit for each in known)
        check(found, f"{name}: {token} of the text is none of the numbers")


def t_quantile(p, df):
    """scipy's has nine digits; a step of Newton's gives the rest."""
    t = stats.t.ppf(p, df)
    return t - (stats.t.cdf(t, df) - p) / stats.t.pdf(t, df)


def kish(weights):
    return len(weights) * sum(w * w for w in weights) / math.fsum(weights) ** 2


def linearised(design, scores):
    """Variance of a sum of scores: by stratum, PSUs without cases as zeros. {stratum: (n_h, with cases, V_h)}"""
    parts = {}
    with_cases = collections.defaultdict(dict)
    for (stratum, psu), score in scores.items():
        with_cases[stratum][psu] = score
    for stratum, psus in with_cases.items():
        n = len(design[stratum])
        mean = math.fsum(psus.values()) / n
        squares = math.fsum((z - mean) ** 2 for z in psus.values()) + (n - len(psus)) * mean**2
        parts[stratum] = (n, len(psus), n / (n - 1) * squares)
    return parts


def code(number):
    return str(int(number)) if float(number).is_integer() else repr(number)


def row_numbers(row):
    """The row of the result table as the JSON has it."""
    texts = {"study", "period", "indicator", "category", "measure", "unit", "interval", "quality", "note"}
    return {name: float(value) for name, value in row.items()
            if name not in texts and not name.endswith("_label") and name not in ("region", "area", "age_group")
            and value not in ("", "inf")}


def strata_json(parts):
    return [{"psus": n, "psus_with_cases": cases, "variance": v}
            for _, (n, cases, v) in sorted(parts.items())]


# --- the synthetic national survey: 5.2.1 by region ----------------------------------------------------------------

REASONS = {8: "dont_know", 9: "refused", None: "system"}
ACTS = {"physical": ("fv", "fa", 6), "sexual": ("sv", "sa", 3), "psychological": ("pv", "pa", 5)}


def act_answer(row, ever, year):
    """yes, no or the reason of a missing answer to: it happened, and in the last 12 months."""
    happened, lately = row[ever], row[year]
    if happened == 2 or lately == 4:
        return "no"
    if happened == 1 and lately in (1, 2, 3):
        return "yes"
    return REASONS[happened] if happened in (8, 9) else REASONS.get(lately, "system")


def first_reason(row, forms):
    """The first question that was refused or not known, in the order in which the acts ask."""
    for form in forms:
        ever, year, count = ACTS[form]
        for k in range(1, count + 1):
            for question in (f"{ever}{k}", f"{year}{k}"):
                if row[question] in (8, 9):
                    return REASONS[row[question]]
    return "system"


def battery(row, which):
    ever, year, count = ACTS[which]
    answers = [act_answer(row, f"{ever}{k}", f"{year}{k}") for k in range(1, count + 1)]
    if "yes" in answers:
        return "yes"
    answered = [a for a in answers if a == "no"]
    return "no" if len(answered) / len(answers) >= 0.8 else "missing"


def combined(answers):
    if "yes" in answers:
        return "yes"
    return "missing" if "missing" in answers else "no"


FORMS = {
    "sdg-5.2.1-physical": ["physical"],
    "sdg-5.2.1-sexual": ["sexual"],
    "sdg-5.2.1-psychological": ["psychological"],
    "sdg-5.2.1-physical-or-sexual": ["physical", "sexual"],
    "sdg-5.2.1-any-form": ["physical", "sexual", "psychological"],
}


def count(rows, answer):
    return sum(1 for row in rows if answer(row))


def reasons_of(rows, answer):
    counts = collections.Counter(answer(row) for row in rows)
    return {reason: number for reason, number in counts.items() if reason not in ("yes", "no")}


def acts_json(base, forms):
    acts = []
    for form in forms:
        ever, year, number = ACTS[form]
        for k in range(1, number + 1):
            answers = [act_answer(row, f"{ever}{k}", f"{year}{k}") for row in base]
            counts = collections.Counter(answers)
            acts.append({"yes": counts.pop("yes", 0), "no": counts.pop("no", 0),
                         "answered": answers.count("yes") + answers.count("no"), "missing": dict(counts)})
    return acts


def vaw_steps(women, inside, by_cell, base, cases, forms):
    """Rows left and lost; the missing answers to the universe and to the numerator."""
    cell = [w for w in women if inside(w)]
    steps = [{"rows": len(women), "lost": 0, "missing": {}}]
    if by_cell:
        steps.append({"rows": len(cell), "lost": len(women) - len(cell), "missing": {}})
    of_age = [w for w in cell if w["edad"] >= 15]
    steps.append({"rows": len(of_age), "lost": len(cell) - len(of_age), "missing": {}})
    steps.append({"rows": len(base), "lost": len(of_age) - len(base),
                  "missing": reasons_of([w for w in of_age if w["pareja"] == 9], lambda w: "refused")})
    steps.append({"rows": len(base), "lost": 0, "missing": {}})
    lost = [w for w in base if combined([battery(w, form) for form in forms]) == "missing"]
    steps.append({"rows": len(cases), "lost": len(lost), "missing": reasons_of(lost, lambda w: first_reason(w, forms))})
    return steps


def quality_values(document, figures):
    """Value and limit of each comparison of the rules, from the row's figures."""
    rules = []
    for rule in document["quality"]["rules"]:
        conditions = []
        for each in rule["conditions"]:
            words = re.sub(r"coalesce\((\w+), [^)]*\)", r"\1", each["condition"]).split(" ")
            if len(words) == 1:
                conditions.append({})
                continue
            name, operator, limit = words
            value, limit = figures[name], float(limit)
            holds = {"<": value < limit, "<=": value <= limit, ">=": value >= limit, ">": value > limit, "==": value == limit}[operator]
            check(each["met"] == ("yes" if holds else "no"), f"{each['condition']} of {value} is {each['met']}")
            conditions.append({"value": value, "limit": limit})
        rules.append({"conditions": conditions})
    return rules


def withheld(expected, document):
    """What is told of a figure that the scheme does not let be published: as a report tells it, and the rules."""
    row = {name: expected["row"][name] for name in ("n", "n_psu", "n_strata", "df", "level")}
    rules = []
    for rule, told in zip(expected["quality"]["rules"], document["quality"]["rules"]):
        shown = [{name: value for name, value in each.items() if name == "limit" or of["condition"].split(" ")[0] in ("n", "df")}
                 for each, of in zip(rule["conditions"], told["conditions"])]
        rules.append({"conditions": shown})
    first, last = expected["steps"][0], expected["steps"][-1]
    return {"row": row, "files": expected["files"], "steps": [first, {"rows": last["rows"]}],
            "constructs": expected["constructs"], "df": expected["df"], "quality": {"rules": rules}, "smallest_count": 0}


def vaw(program, source, scratch):
    subprocess.run(["Rscript", SCRIPT, "vaw", source / "samples/national-vaw/national-vaw.sav", scratch / "vaw.csv"],
                   check=True, capture_output=True)
    women = read(scratch / "vaw.csv")
    study = source / "samples/national-vaw/study.toml"
    results = table(program, study, source / "samples/national-vaw")
    design = collections.defaultdict(set)
    for w in women:
        design[w["estrato"]].add(w["upm"])
    for indicator, forms in FORMS.items():
        for region in ("", "1", "2", "3", "4", "5"):
            vaw_cell(program, study, results, women, design, indicator, forms, region)


def vaw_cell(program, study, results, women, design, indicator, forms, region):
    name = f"{indicator} region={region or 'total'}"
    [row] = [r for r in results if r["indicator"] == indicator and r["region"] == region and not r["age_group"]
             and not r["area"]]
    asked = f"indicator={indicator}" + (f",region={region}" if region else "")
    document = json.loads(run(program, ["explain", study, "--cell", asked, "--format", "json", "--quiet"]))
    inside = (lambda w: code(w["region"]) == region) if region else (lambda w: True)
    base = [w for w in women if inside(w) and w["edad"] >= 15 and w["pareja"] in (1, 2)]
    answers = {id(w): combined([battery(w, form) for form in forms]) for w in base}
    cases = [w for w in base if answers[id(w)] != "missing"]
    weights = [w["fac_mujer"] for w in cases]
    t1 = math.fsum(weights)
    ty = math.fsum(w["fac_mujer"] for w in cases if answers[id(w)] == "yes")
    p, n = ty / t1, len(cases)
    scores = collections.defaultdict(float)
    for w in cases:
        scores[w["estrato"], w["upm"]] += 100 * w["fac_mujer"] * ((answers[id(w)] == "yes") - p) / t1
    parts = linearised(design, scores)
    variance = math.fsum(v for _, _, v in parts.values())
    se, psus, strata = math.sqrt(variance), len(scores), len(parts)
    df = psus - strata
    t = t_quantile(0.975, df)
    half = t * se / 100 / (p * (1 - p))
    low, high = (100 / (1 + math.exp(-(math.log(p / (1 - p)) + sign * half))) for sign in (-1, 1))
    simple = 1e4 * p * (1 - p) / (n - 1)
    deff, cv = variance / simple, se / (100 * p)
    figures = {"k": count(cases, lambda w: answers[id(w)] == "yes"), "df": df, "deff": deff, "n": n, "ess": n / deff,
               "p": p, "cv": cv, "log_cv": se / 100 / (p * -math.log(min(p, 1 - p)))}
    steps = vaw_steps(women, inside, bool(region), base, cases, forms)
    expected = {
        "row": row_numbers(row),
        "files": [{"steps": [{"rows_in": len(women), "rows_out": len(women), "unmatched": 0}]}],
        "steps": steps,
        "constructs": [{"min_answered": c["min_answered"]} for c in document["constructs"]],
        "acts": acts_json(base, forms),
        "weight": {"numbers": {"sum": t1, "mean": t1 / n, "kish": kish(weights)}},
        "estimate": {"numbers": {"T(1)": t1, "T(y)": ty, "per": 100}},
        "variance": {"numbers": {"psus": psus, "strata": strata, "variance": variance, "se": se,
                                 "psus_of_strata": sum(len(design[h]) for h in parts)}},
        "df": {"numbers": {"psus": psus, "strata": strata, "df": df}},
        "interval": {"numbers": {"p": p, "se": se / 100, "t": t, "level": 0.95, "low": low, "high": high}},
        "effect": {"numbers": {"variance": variance, "srs_variance": simple, "n": n, "deff": deff, "cv": cv}},
        "strata": strata_json(parts),
        "quality": {"rules": quality_values(document, figures)},
        "smallest_count": 0,
    }
    check(same(float(row["estimate"]), 100 * p) and same(float(row["se"]), se), f"{name}: the row of the table")
    publish = row["quality"] != "non_reliable"
    check(document["quality"]["publish"] == publish, f"{name}: whether it may be published")
    if not publish:
        expected = withheld(expected, document)
    for rule in document["constructs"]:
        check(rule["min_answered"] in (0.8, None), f"{name}: {rule}")
    compare(document, expected, name)
    if region not in ("", "2", "5") or not publish:
        return
    for language in ("en", "es"):
        arguments = ["explain", study, "--cell", asked, "--lang", language, "--quiet"]
        text = run(program, arguments)
        words = json.loads(run(program, [*arguments, "--format", "json"]))
        labels = [part["label"] for part in words["acts"] + words["constructs"]]
        heading = re.search(r"^.*\(national-vaw, 2025\)\.$", text, re.M)
        check(heading is not None, f"{name}: which study")
        compare_text(text, document, f"{name} {language}", [heading.group(0) if heading else "", *labels, "cepal-2023"])


# --- the US survey: property victimizations per 1,000 households -----------------------------------------------------


def series_weight(incident):
    """At most 10 for a series, 6 where it is not known how many."""
    series = incident["V4017"] == 2 and incident["V4018"] == 1 and incident["V4019"] == 2
    if not series or incident["V4016"] is None:
        return 1
    return 6 if incident["V4016"] >= 997 else min(incident["V4016"], 10)


def ncvs(program, source, data, scratch):
    subprocess.run(["Rscript", SCRIPT, "ncvs", data / "household.zsav", data / "incident.dta",
                    scratch / "households.csv", scratch / "incidents.csv"], check=True, capture_output=True)
    households = read(scratch / "households.csv")
    in_file = read(scratch / "incidents.csv")
    incidents = [i for i in in_file if i["V4022"] is not None and i["V4022"] != 1]
    key = lambda r: (r["YEARQ"], r["IDHH"])  # noqa: E731
    place = {key(h): h for h in households}
    design = collections.defaultdict(set)
    for h in households:
        design[h["V2117"]].add(h["V2118"])
        h["y"] = 0.0
    cases = [h for h in households if h["WGTHHCY"] > 0]
    of_base = [i for i in incidents if place[key(i)]["WGTHHCY"] > 0]
    property_crimes = [i for i in of_base if i["V4529"] >= 31]
    weighted = [i for i in property_crimes if i["WGTVICCY"] != 0]
    for i in weighted:
        place[key(i)]["y"] += i["WGTVICCY"] * series_weight(i)
    weights = [h["WGTHHCY"] for h in cases]
    t1, ty, n = math.fsum(weights), math.fsum(h["y"] for h in cases), len(cases)
    rate = ty / t1
    scores = collections.defaultdict(float)
    for h in cases:
        scores[h["V2117"], h["V2118"]] += 1000 * (h["y"] - rate * h["WGTHHCY"]) / t1
    parts = linearised(design, scores)
    variance = math.fsum(v for _, _, v in parts.values())
    se, psus, strata = math.sqrt(variance), len(scores), len(parts)
    df = psus - strata
    t = t_quantile(0.975, df)
    low, high = 1000 * rate - t * se, 1000 * rate + t * se
    mean_square = math.fsum(h["WGTHHCY"] * (h["y"] / h["WGTHHCY"] - rate) ** 2 for h in cases) / t1 * n / (n - 1)
    simple = 1e6 * mean_square / n
    study = source / "samples/ncvs-2021/study.toml"
    [row] = [r for r in table(program, study, data) if r["indicator"] == "property-victimization-rate"]
    arguments = ["explain", study, "--data", data, "--cell", "indicator=property-victimization-rate", "--quiet"]
    document = json.loads(run(program, [*arguments, "--format", "json"]))
    answered = [i for i in of_base if i["V4529"] is not None]
    expected = {
        "row": row_numbers(row),
        "files": [{"steps": [{"rows_in": len(households), "rows_out": len(households), "unmatched": 0}]},
                  {"steps": [{"rows_in": len(in_file), "rows_out": len(in_file), "unmatched": 0},
                             {"rows_in": len(in_file), "rows_out": len(incidents), "unmatched": 0}]}],
        "steps": [{"rows": len(households), "lost": 0}, {"rows": n, "lost": len(households) - n}],
        "events": [{"rows": len(incidents), "lost": 0},
                   {"rows": len(of_base), "lost": len(incidents) - len(of_base)},
                   {"rows": len(property_crimes), "lost": len(of_base) - len(property_crimes)},
                   {"rows": len(weighted), "lost": len(property_crimes) - len(weighted)}],
        "acts": [{"yes": len(property_crimes), "no": len(answered) - len(property_crimes), "answered": len(answered)}],
        "weight": {"numbers": {"sum": t1, "mean": t1 / n, "kish": kish(weights)}},
        "estimate": {"numbers": {"T(1)": t1, "T(y)": ty, "per": 1000}},
        "variance": {"numbers": {"psus": psus, "strata": strata, "variance": variance, "se": se,
                                 "psus_of_strata": sum(len(design[h]) for h in parts)}},
        "df": {"numbers": {"psus": psus, "strata": strata, "df": df}},
        "interval": {"numbers": {"theta": 1000 * rate, "se": se, "t": t, "level": 0.95, "low": low, "high": high}},
        "effect": {"numbers": {"variance": variance, "srs_variance": simple, "n": n, "deff": variance / simple,
                               "cv": se / (1000 * rate)}},
        "strata": strata_json(parts),
        "smallest_count": 0,
    }
    check(same(float(row["estimate"]), 1000 * rate) and same(float(row["se"]), se), "the rate of the table")
    compare(document, expected, "ncvs")
    for language in ("en", "es"):
        text = run(program, [*arguments, "--lang", language])
        heading = re.search(r"^.*\(ncvs-2021, 2021\)\.$", text, re.M)
        labels = [a["label"] for a in document["acts"]]
        compare_text(text, document, f"ncvs {language}", [heading.group(0), *labels, "per_1000", "1.000", "1,000"])


def main():
    program, source = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    haven = ["Rscript", "-e", "library(haven)"]
    if shutil.which("Rscript") is None or subprocess.run(haven, capture_output=True).returncode != 0:
        print("skipped: R with haven is not here")
        return SKIPPED
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        vaw(program, source, scratch)
        data = source / "../shared/data/ncvs-2021"
        if data.exists():
            ncvs(program, source, data, scratch)
        else:
            print("the US survey is not here: its rate was not recomputed")
    print(f"{compared} compared, {len(failures)} differ")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
