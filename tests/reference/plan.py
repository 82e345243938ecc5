"""`sondeo plan` against the closed formulas where they are exact, and against the same formulas written out again here
where weights, takes and strata differ.

usage: plan.py PROGRAM
"""

import csv
import json
import math
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile

failures = []
compared = 0
TOLERANCE = 1e-9  # the same sums in another order


def check(holds, what):
    global compared
    compared += 1
    if not holds:
        failures.append(what)
        print("FAILED:", what)


def near(found, expected, what):
    check(found is not None and math.isclose(found, expected, rel_tol=TOLERANCE, abs_tol=1e-14),
          f"{what} is {found}, expected {expected}")


def plan(program, folder, *arguments, study="study.toml", code=0):
    done = subprocess.run([program, "plan", folder / study, *arguments, "--format", "json", "--quiet"],
                          capture_output=True, text=True)
    check(done.returncode == code, f"{arguments} ended with {done.returncode}: {done.stderr}")
    return json.loads(done.stdout) if code == 0 else done.stderr


def write(folder, rows, extra="", strata=False):
    with open(folder / "data.csv", "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["st", "psu", "dom", "w", "y", "z", "asked"])
        table.writerows(rows)
    (folder / "study.toml").write_text(
        '[study]\nid = "s"\nperiod = "2025"\n[data.person]\nfile = "data.csv"\n[design]\npsu = "psu"\n'
        + ('strata = "st"\n' if strata else "")
        + '[weight]\nperson = "w"\n'
        '[[indicator]]\nid = "p"\nmeasure = "proportion"\nnumerator = "y == 1"\nuniverse = "asked == 1"\n'
        '[[indicator]]\nid = "q"\nmeasure = "proportion"\nnumerator = "y == 1"\nper = 100\n'
        '[[indicator]]\nid = "m"\nmeasure = "mean"\nnumerator = "z"\n'
        '[[indicator]]\nid = "t"\nmeasure = "total"\nnumerator = "z"\n' + extra,
        encoding="utf-8")


def balanced(seed, psus=40, take=12):
    """Clusters of one size, one weight, no strata."""
    rng = random.Random(seed)
    rows = []
    for psu in range(psus):
        chance = rng.betavariate(2, 5)
        for _ in range(take):
            rows.append((1, psu, 1 + psu % 2, 3, int(rng.random() < chance), round(rng.gauss(50 + 30 * chance, 9), 3), 1))
    return rows


def anova(rows, value, strata=False):
    """MSB, MSW, b0, S2 and rho of rows (stratum, psu, domain, weight, ...)."""
    n = len(rows)
    scale = n / math.fsum(r[3] for r in rows)
    psus, of = {}, {}
    for r in rows:
        h = r[0] if strata else 0
        psus.setdefault((h, r[1]), []).append((scale * r[3], value(r)))
        of.setdefault(h, []).append((scale * r[3], value(r)))
    mean = lambda group: math.fsum(w * y for w, y in group) / math.fsum(w for w, _ in group)  # noqa: E731
    m, strata_count = len(psus), len(of)
    between = math.fsum(math.fsum(w for w, _ in g) * (mean(g) - mean(of[h])) ** 2 for (h, _), g in psus.items())
    within = math.fsum(w * (y - mean(g)) ** 2 for g in psus.values() for w, y in g)
    squares = {}
    for (h, _), g in psus.items():
        squares[h] = squares.get(h, 0) + math.fsum(w for w, _ in g) ** 2
    b0 = (n - math.fsum(s / math.fsum(w for w, _ in of[h]) for h, s in squares.items())) / (m - strata_count)
    msb, msw = between / (m - strata_count), within / (n - m)
    return msb, msw, b0, msw + (msb - msw) / b0, (msb - msw) / (msb + (b0 - 1) * msw), n, m


def z_of(alpha, power):
    normal = statistics.NormalDist()
    return normal.inv_cdf(1 - alpha / 2) + normal.inv_cdf(power)


def exact(program, folder):
    """deff = 1 + (b - 1) rho and n = deff (1 - p) / (p cv^2), with nothing between them and the data."""
    rows = balanced(1)
    write(folder, rows)
    msb, msw, b0, s2, rho, n, m = anova(rows, lambda r: r[4])
    take = n / m
    p = sum(r[4] for r in rows) / n
    near(b0, take, "b0 of balanced clusters")
    [total] = plan(program, folder, "--indicator", "q", "--cv", "0.08")["domains"]
    near(total["rho"], rho, "rho")
    near(total["effect_now"], 1 + (take - 1) * rho, "the design effect of balanced clusters")
    near(total["rest"], 1.0, "what is left of the design effect")
    near(total["kish"], 1.0, "Kish's factor of one weight")
    near(total["se"], 100 * math.sqrt(msb / n), "the standard error of a mean of clusters")
    deff = (total["se"] / 100) ** 2 / (p * (1 - p) / n)
    needed = deff * (1 - p) / (p * 0.08**2)
    near(total["cases"], math.ceil(needed), "n = deff (1 - p) / (p cv^2)")
    near(total["psus"], math.ceil(math.ceil(needed) / take), "PSUs")
    near(total["planned_cv"], math.sqrt(1e4 * s2 * (1 + (take - 1) * rho) / total["cases"]) / (100 * p), "the planned CV")
    check(total["planned_cv"] <= 0.08, "the planned CV is not above the one asked for")
    # Another take: the same components, another effect.
    [other] = plan(program, folder, "--indicator", "q", "--cv", "0.08", "--per-psu", "5")["domains"]
    near(other["effect"], 1 + 4 * rho, "the effect of 5 in each PSU")
    near(other["cases"], math.ceil(s2 * (1 + 4 * rho) / (0.08 * p) ** 2), "cases with 5 in each PSU")
    near(other["psus"], math.ceil(other["cases"] / 5), "PSUs of 5")
    # A change, independent and with PSUs kept.
    for overlap, kept, alpha, power in ((0, 0, 0.05, 0.8), (0.5, 0.6, 0.05, 0.9), (1, 1, 0.1, 0.8)):
        [found] = plan(program, folder, "--indicator", "q", "--mde", "3pp", "--overlap", str(overlap),
                       "--psu-correlation", str(kept), "--alpha", str(alpha), "--power", str(power),
                       "--response-rate", "0.8")["domains"]
        unit = 2 * 1e4 * s2 * (1 + (take - 1) * rho - overlap * kept * take * rho)
        needed = z_of(alpha, power) ** 2 * unit / 9
        near(found["cases"], math.ceil(needed), f"cases for 3 points, overlap {overlap}")
        near(found["approached"], math.ceil(found["interviews"] / 0.8), "units approached")
        near(found["change_now"], z_of(alpha, power) * math.sqrt(unit / n), "the change that the study's size finds")
        near(found["planned_change"], z_of(alpha, power) * math.sqrt(unit / found["cases"]), "the planned one")
        check(found["planned_change"] <= 3, "the planned change is not above the one asked for")
    [fraction] = plan(program, folder, "--indicator", "p", "--mde", "3pp")["domains"]
    [number] = plan(program, folder, "--indicator", "p", "--mde", "0.03")["domains"]
    check(fraction["cases"] == number["cases"], "3pp of a fraction is 0.03")
    # Means: S2 (1 + (b - 1) rho) / n.
    msb, msw, b0, s2, rho, n, m = anova(rows, lambda r: r[5])
    [mean] = plan(program, folder, "--indicator", "m", "--cv", "0.01")["domains"]
    near(mean["case_variance"], s2, "variance of a case")
    near(mean["cases"], math.ceil(msb / (0.01 * mean["estimate"]) ** 2), "cases for the CV of a mean")


def uneven(program, folder):
    """Strata, unequal takes and weights, a universe, domains: the components written out again."""
    rng = random.Random(2)
    rows = []
    for stratum in range(4):
        for psu in range(7 + stratum):
            effect = rng.gauss(0, 6)
            for _ in range(rng.randint(3, 15)):
                rows.append((stratum, 100 * stratum + psu, 1 + stratum % 2, rng.choice([1.5, 2, 4, 9]),
                             int(rng.random() < 0.3), round(rng.gauss(40 + effect + 3 * stratum, 8), 3),
                             int(rng.random() < 0.7)))
    write(folder, rows, strata=True)
    document = plan(program, folder, "--indicator", "m", "--by", "dom", "--cv", "0.02")
    check([row["dom"] for row in document["domains"]] == ["", "1", "2"], "the total, then each domain")
    for row in document["domains"]:
        inside = [r for r in rows if row["dom"] in ("", str(r[2]))]
        msb, msw, _, s2, rho, n, m = anova(inside, lambda r: r[5], strata=True)
        weights = [r[3] for r in inside]
        name = f"domain {row['dom'] or 'all'}"
        near(row["between"], msb, f"{name}: MSB")
        near(row["within"], msw, f"{name}: MSW")
        near(row["case_variance"], s2, f"{name}: variance of a case")
        near(row["rho"], rho, f"{name}: rho")
        near(row["kish"], n * sum(w * w for w in weights) / sum(weights) ** 2, f"{name}: Kish's factor")
        near(row["effect_now"], row["se"] ** 2 * n / s2, f"{name}: effect now")
        near(row["rest"], row["effect_now"] / (1 + (n / m - 1) * max(0, rho)), f"{name}: rest")
        near(row["cases"], max(1, math.ceil(row["se"] ** 2 * n / (0.02 * row["estimate"]) ** 2 * (1 - 1e-12))),
             f"{name}: cases at the study's own take")
        near(row["mean_take"], n / m, f"{name}: take")
    # Who is asked is a part of those interviewed.
    [part] = plan(program, folder, "--indicator", "p", "--cv", "0.1")["domains"]
    asked = sum(1 for r in rows if r[6] == 1)
    near(part["n"], asked, "cases")
    near(part["interviews_now"], len(rows), "interviews")
    near(part["interviews"], math.ceil(part["cases"] * len(rows) / asked * (1 - 1e-9)), "interviews needed")
    [take] = plan(program, folder, "--indicator", "p", "--cv", "0.1", "--per-psu", "20")["domains"]
    near(take["take"], 20 * asked / len(rows), "cases in a PSU of 20 interviews")


def quality(program, folder):
    """Labels are those of the scheme for the planned figures."""
    write(folder, balanced(3), extra='[quality]\nscheme = "cepal-2023"\n')
    document = plan(program, folder, "--indicator", "q", "--by", "dom", "--cv", "0.03")
    for row in document["domains"]:
        check(row["planned_quality"] == "reliable", f"{row['dom']}: {row['planned_quality']}")
    check(document["passing"]["domains"] == 3 and document["passing"]["expected"] == 3, f"{document['passing']}")
    small = plan(program, folder, "--indicator", "q", "--by", "dom", "--cv", "0.9")
    check(small["passing"]["expected"] == 0, f"a handful of cases does not pass: {small['passing']}")


def refused(program, folder):
    write(folder, balanced(4))
    for arguments, code, word in ((["--indicator", "t", "--cv", "0.1"], 3, "total"),
                                  (["--indicator", "m", "--mde", "3pp"], 3, "percentage points"),
                                  (["--indicator", "pp", "--cv", "0.1"], 2, "similar: p"),
                                  (["--indicator", "p"], 2, "--mde"),
                                  (["--indicator", "p", "--cv", "0.1", "--mde", "3pp"], 2, "--mde"),
                                  (["--indicator", "p", "--cv", "1.5"], 2, "less than 1"),
                                  (["--indicator", "p", "--cv", "0.1", "--by", "domm"], 2, "dom")):
        message = plan(program, folder, *arguments, code=code)
        check(word in message, f"{arguments}: {message}")


def main():
    program = sys.argv[1]
    for part in (exact, uneven, quality, refused):
        with tempfile.TemporaryDirectory() as folder:
            part(program, pathlib.Path(folder))
    print(f"{compared} compared, {len(failures)} differ")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
