"""Weights of 20,000 generated rows calibrated as R survey 4.5 does in ../shared/bench: weights to 1e-10, SEs to 1e-9.

usage: calibration_20k.py PROGRAM SOURCE      exit code 77 where the shared folder or its generator's needs are absent

The totals are those of other weights of the same rows (`wstar` of common.R), made here from the generated file.
"""

import csv
import io
import math
import pathlib
import subprocess
import sys
import tempfile

import generated_20k

WEIGHTS = 1e-10
STOPPED = 5e-9  # of rake: R's stopped when its tables moved by 1e-8 of the sum of weights
RELATIVE = 1e-9
SIXTY = ("rs", "ra", "as")
SWEPT = ("rs", "ages", "muni")
MARGINS = {*SIXTY, *SWEPT, "psc"}
STEPS = {
    "linear60": ("calibrate", SIXTY, 'distance = "linear"'),
    "raking60": ("calibrate", SIXTY, 'distance = "raking"'),
    "logit60_0.3_3": ("calibrate", SIXTY, 'distance = "logit"\nbounds = [0.3, 3]'),
    "poststrat_psc120": ("poststratify", ("psc",), ""),
    "rake_3margins": ("rake", SWEPT, 'like = "r"'),
}
STUDY = """
[study]
id = "bench"
[data.person]
file = "people.csv"
missing = { v01 = [8, 9], v02 = [8, 9] }
[design]
strata = "stratum"
psu = "psu"
fpc = "fpc_psu"
[weight]
person = "weight"
[[indicator]]
id = "mean_y01"
measure = "proportion"
numerator = "v01 == 1"
[[indicator]]
id = "total_y02"
measure = "total"
numerator = "v02 == 1"
[estimate]
by = [["region"]]
"""


def enlarged(row):
    """The groups of common.R, and the weight whose sums are the totals."""
    sex, region, area, age = (int(row[name]) for name in ("sex", "region", "area", "age"))
    sixteen = min(16, 1 + (age - 18) // 5)
    row["rs"] = region * 10 + sex
    row["ra"] = region if area == 2 else 0
    row["as"] = 0 if sixteen == 1 else sixteen * 10 + sex
    row["ages"] = sixteen * 10 + sex
    row["psc"] = region * 100 + sex * 10 + int(row["agegrp"])
    return float(row["weight"]) * (1 + 0.15 * (sex == 1) - 0.1 * (area == 2) + 0.1 * math.sin(float(row["hhid"]) * 0.37))


def prepare(scratch, data):
    with open(data, encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    stars = [enlarged(row) for row in rows]
    with open(scratch / "people.csv", "w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, rows[0])
        out.writeheader()
        out.writerows(rows)
    for margin in MARGINS:
        groups = {}
        for row, star in zip(rows, stars):
            groups.setdefault(row[margin], []).append(star)
        lines = [f"{code},{math.fsum(values)!r}" for code, values in groups.items()]
        (scratch / f"{margin}.csv").write_text("\n".join([f"{margin},total", *lines]) + "\n", encoding="utf-8")
    return [float(row["weight"]) for row in rows]


def step_text(kind, margins, more):
    if kind == "poststratify":
        return f'[[weighting]]\nstep = "{kind}"\nby = "{margins[0]}"\ntotals = "{margins[0]}.csv"\n'
    listed = ", ".join(f'{{ by = "{name}", totals = "{name}.csv" }}' for name in margins)
    return f'[[weighting]]\nstep = "{kind}"\n{more}\nmargins = [{listed}]\n'


def table(program, *arguments):
    done = subprocess.run([program, *arguments, "--quiet"], check=True, capture_output=True, text=True)
    return list(csv.DictReader(io.StringIO(done.stdout)))


def faults(program, scratch, name, expected, before):
    study = scratch / f"{name}.toml"
    study.write_text(STUDY + step_text(*STEPS[name]), encoding="utf-8")
    compared = []
    limit_of_weights = STOPPED if STEPS[name][0] == "rake" else WEIGHTS
    table(program, "weigh", study, "--write", scratch / "w.csv", "--force")
    with open(scratch / "w.csv", encoding="utf-8") as file:
        after = [float(row["weight"]) for row in csv.DictReader(file)]
    g = [w / d for w, d in zip(after, before, strict=True)]
    compared += [("g_min", min(g), expected["g_min"], limit_of_weights), ("g_max", max(g), expected["g_max"], limit_of_weights)]
    compared += [("sum of w", math.fsum(after), expected["sumw"], limit_of_weights)]
    compared += [("sum of w^2", math.fsum(w * w for w in after), expected["sumw2"], limit_of_weights)]
    compared += [(f"g of row {i + 1}", g[i], theirs, limit_of_weights) for i, theirs in enumerate(expected["g_first10"])]
    rows = {(row["indicator"], row["region"]): row for row in table(program, "estimate", study, "--format", "csv")}
    for indicator in ("mean_y01", "total_y02"):
        for ours, theirs in {"estimate": "est", "se": "se"}.items():
            if indicator in expected:
                compared.append((f"{indicator} {ours}", float(rows[indicator, ""][ours]), expected[indicator][theirs], RELATIVE))
    regions = expected.get("by_region_y01", {"est": [], "se": []})
    for i, (estimate, se) in enumerate(zip(regions["est"], regions["se"], strict=True)):
        row = rows["mean_y01", str(i + 1)]
        compared += [(f"region {i + 1}", float(row["estimate"]), estimate, RELATIVE), (f"region {i + 1} se", float(row["se"]), se, RELATIVE)]
    wrong = [f"{name} {what}: {ours} against {theirs}" for what, ours, theirs, limit in compared
             if not math.isclose(ours, theirs, rel_tol=limit)]
    return wrong, len(compared)


def main(program, source):
    kept = generated_20k.expected(source)
    if kept is None:
        return generated_20k.SKIPPED
    expected = {**kept["calib"], **{name: kept[name] for name in ("poststrat_psc120", "rake_3margins")}}
    found, count = [], 0
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        data = generated_20k.make(source, scratch)
        if data is None:
            return generated_20k.SKIPPED
        before = prepare(scratch, data)
        for name in STEPS:
            wrong, compared = faults(program, scratch, name, expected[name], before)
            found += wrong
            count += compared
    print("\n".join(found) or f"{count} figures of calibrated weights are R's")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
