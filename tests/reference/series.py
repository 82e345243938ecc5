"""`sondeo change` with more than two editions: slope, covariances of all pairs and Wald tests written out again here.

usage: series.py PROGRAM      exit code 77: scipy is not here
"""

import json
import math
import pathlib
import random
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import debian_python  # noqa: E402

debian_python.require("scipy", "scipy", "numpy")
import change  # noqa: E402
import numpy as np  # noqa: E402
from change import check, covariance, failures, scores, write_csv  # noqa: E402
from scipy import stats  # noqa: E402

TOLERANCE = 1e-8  # the inverse of a 3 x 3 matrix of covariances
STRATA, PSUS = change.STRATA, change.PSUS


def near(found, expected, what):
    check(found is not None and math.isclose(found, expected, rel_tol=TOLERANCE, abs_tol=1e-12),
          f"{what} is {found}, expected {expected}")


def rotating(editions, kept, seed, trend):
    """Rows (stratum, PSU, weight, [y]) of each edition: `kept` PSUs of each stratum stay from one to the next."""
    rng = random.Random(seed)
    codes = [[f"e0-{h}-{i}" for i in range(PSUS)] for h in range(STRATA)]
    effect = {}
    result = []
    for k in range(editions):
        if k > 0:
            codes = [stratum[PSUS - kept:] + [f"e{k}-{h}-{i}" for i in range(PSUS - kept)]
                     for h, stratum in enumerate(codes)]
        rows = []
        for h, stratum in enumerate(codes):
            for code in stratum:
                effect.setdefault(code, rng.gauss(0, 1))
                for person in range(rng.randint(3, 6)):
                    y = 10 + trend * k + effect[code] + rng.gauss(0, 1)
                    rows.append((h, code, 1 + 0.3 * ((h + person) % 4), [y]))
        result.append(rows)
    return result


ONE = '[[indicator]]\nid = "m"\nmeasure = "mean"\nnumerator = "y1"\n{more}'


def put(run, rows, periods, overlap, last=ONE.format(more="")):
    names = []
    for k, edition in enumerate(rows):
        write_csv(run.folder / f"s{k}.csv", edition)
        waves = '[waves]\noverlap = "psu"' if overlap and k > 0 else ""
        indicators = last if k + 1 == len(rows) else ONE.format(more="")
        text = change.study(f"s{k}", f"s{k}.csv", waves, indicators).replace(f'period = "s{k}"', f'period = "{periods[k]}"')
        run.put(f"s{k}.toml", text)
        names.append(f"s{k}.toml")
    return names


def series(run, names, *more):
    done = run.call("change", *names, "--format", "json", *more)
    check(done.returncode == 0, f"change {names}: {done.stderr}")
    return json.loads(done.stdout)


def common_df(first, second):
    """sum_h (m - 1) over the strata with shared PSUs."""
    total = 0
    for h in range(STRATA):
        m = len({c for s, c, _, _ in first if s == h} & {c for s, c, _, _ in second if s == h})
        total += max(0, m - 1)
    return total


def compare(run, rows, periods, times, overlap, name):
    document = series(run, put(run, rows, periods, overlap), "--adjust", "none")
    [row] = document["trends"]
    count = len(rows)
    z = [scores(edition, 0) for edition in rows]
    theta = np.array([math.fsum(w * y[0] for _, _, w, y in e) / math.fsum(w for _, _, w, _ in e) for e in rows])
    v = np.zeros((count, count))
    for i in range(count):
        for j in range(count):
            if i == j or overlap:
                v[i, j] = covariance(z[i], z[j])
    for k in range(count):
        near(row[f"estimate_{k + 1}"], theta[k], f"{name}: estimate {k + 1}")
        near(row[f"se_{k + 1}"], math.sqrt(v[k, k]), f"{name}: se {k + 1}")
        near(row[f"time_{k + 1}"], times[k], f"{name}: time {k + 1}")
    for found, expected in zip(row["covariance"], v.flatten()):
        near(found, expected, f"{name}: covariance")
    t = np.array(times, dtype=float)
    c = (t - t.mean()) / ((t - t.mean()) ** 2).sum()
    variance = c @ v @ c
    df_of = [STRATA * (PSUS - 1)] * count
    shared = sum(max(common_df(rows[j], rows[k]) for j in range(k)) for k in range(1, count)) if overlap else 0
    most = sum(df_of) - shared
    own = sum(c**2 * v.diagonal()) ** 2 / sum((c**2 * v.diagonal()) ** 2 / df_of)
    df = min(own, most)
    near(row["slope"], c @ theta, f"{name}: slope")
    near(row["se"], math.sqrt(variance), f"{name}: its error")
    near(row["df"], df, f"{name}: df")
    near(row["p"], 2 * stats.t.sf(abs(c @ theta) / math.sqrt(variance), df), f"{name}: p")
    half = stats.t.ppf(0.975, df) * math.sqrt(variance)
    near(row["ci_low"], c @ theta - half, f"{name}: lower limit")
    near(row["ci_high"], c @ theta + half, f"{name}: upper limit")
    first = np.hstack([-np.ones((count - 1, 1)), np.eye(count - 1)])
    bend = np.zeros((count - 2, count))
    for k in range(1, count - 1):
        bend[k - 1, k - 1 : k + 2] = [1 / (t[k] - t[k - 1]), -1 / (t[k] - t[k - 1]) - 1 / (t[k + 1] - t[k]),
                                      1 / (t[k + 1] - t[k])]
    for which, contrast in (("wald", first), ("curve", bend)):
        value = contrast @ theta
        f = value @ np.linalg.solve(contrast @ v @ contrast.T, value) / len(value)
        near(row[f"{which}_f"], f, f"{name}: {which} F")
        near(row[f"{which}_p"], stats.f.sf(f, len(value), most), f"{name}: {which} p")
    return row


def two_are_the_same(run, rows):
    """The slope of two editions is their difference: the formulas of the series contain those of the pair."""
    [row] = run.change("s0.toml", "s1.toml", "--adjust", "none")
    z = [scores(edition, 0) for edition in rows[:2]]
    expected = covariance(z[0], z[0]) + covariance(z[1], z[1]) - 2 * covariance(*z)
    near(float(row["se"]) ** 2, expected, "the pair's variance")


def definitions(run, rows):
    names = put(run, rows, [2017, 2021, 2025], False, ONE.format(more='universe = "y1 > 9"\n'))
    [row] = series(run, names)["trends"]
    check(row["verdict"] == "not_comparable" and row["slope"] is None, f"another universe in one edition: {row}")
    check("definition:universe" in row["note"], f"what differs: {row['note']}")


def faults(run, rows):
    names = put(run, rows, [2017, 2021, 2025], True)
    renamed = [[(h, f"{k}-{code}", w, y) for h, code, w, y in edition] for k, edition in enumerate(rows)]
    names = put(run, renamed, [2017, 2021, 2025], True)
    done = run.call("change", *names)
    check(done.returncode == 5 and "E5800" in done.stderr, f"no PSU shared: {done.stderr}")
    done = run.call("change", *names[:2], "nowhere.toml")
    check(done.returncode in (3, 4), f"an absent study: {done.returncode} {done.stderr}")


def main():
    with tempfile.TemporaryDirectory() as name:
        run = change.Runner(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(name))
        years = [2015, 2018, 2019, 2024]
        compare(run, rotating(4, 0, 1, 0.2), years, years, False, "independent")
        rows = rotating(4, 4, 2, 0.1)
        row = compare(run, rows, years, years, True, "rotating, half kept")
        check(abs(row["covariance"][1]) > 0 and row["covariance"][2] == 0, "half kept: next editions share, others none")
        compare(run, rotating(3, PSUS, 3, 0.3), ["I", "II", "III"], [1, 2, 3], True, "one panel, periods that are no numbers")
        rows = rotating(3, 6, 4, 0.0)
        compare(run, rows, [2017, 2021, 2025], [2017, 2021, 2025], True, "rotating, most kept")
        two_are_the_same(run, rows)
        definitions(run, rows)
        faults(run, rows)
    print("all hold" if not failures else f"{len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
