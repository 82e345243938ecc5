"""`sondeo change` on simulated editions of a survey: variances, coverage, covariance by its formula, and what is
not comparable.

usage: change.py PROGRAM

Each run holds 500 simulated pairs of editions, one for each indicator: PSU effects that shared PSUs keep in part,
drawn anew for each pair. The seed is fixed, so that a figure is always the same.
"""

import csv
import io
import math
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile

PAIRS = 500
STRATA, PSUS, PERSONS = 12, 8, 5
MEANS = (10.0, 10.6)
KEPT = 0.8  # correlation of a shared PSU's effects

failures = []


def check(holds, what):
    if not holds:
        failures.append(what)
        print("FAILED:", what)


def psu_codes(shared):
    """Codes of the PSUs of each edition: the first `shared` of each stratum are the same."""
    first = [(h, f"p{h}-{i}") for h in range(STRATA) for i in range(PSUS)]
    second = [(h, f"p{h}-{i}" if i < shared else f"q{h}-{i}") for h in range(STRATA) for i in range(PSUS)]
    return first, second


def editions(shared, seed):
    """Rows of both editions: stratum, psu, weight, y1 ... y500."""
    rng = random.Random(seed)
    codes = psu_codes(shared)
    effects = ({}, {})
    for h, code in codes[0]:
        effects[0][code] = [rng.gauss(0, 1) for _ in range(PAIRS)]
    for h, code in codes[1]:
        kept = effects[0].get(code)
        fresh = [rng.gauss(0, 1) for _ in range(PAIRS)]
        effects[1][code] = (
            [KEPT * u + math.sqrt(1 - KEPT**2) * v for u, v in zip(kept, fresh)] if kept else fresh
        )
    rows = ([], [])
    for wave in (0, 1):
        for h, code in codes[wave]:
            for person in range(PERSONS):
                weight = 1 + 0.1 * ((h + person) % 4)
                values = [MEANS[wave] + u + rng.gauss(0, 1) for u in effects[wave][code]]
                rows[wave].append((h, code, weight, values))
    return rows


def write_csv(path, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["st", "upm", "w", *(f"y{k + 1}" for k in range(len(rows[0][3])))])
        for h, code, weight, values in rows:
            table.writerow([h, code, weight, *map(repr, values)])


def study(name, data, extra="", indicators=None, design='strata = "st"\npsu = "upm"'):
    if indicators is None:
        indicators = "".join(
            f'[[indicator]]\nid = "m{k + 1}"\nmeasure = "mean"\nnumerator = "y{k + 1}"\n' for k in range(PAIRS)
        )
    return (
        f'[study]\nid = "{name}"\nperiod = "{name}"\n[data.person]\nfile = "{data}"\n'
        f'[design]\n{design}\n[weight]\nperson = "w"\n{extra}\n{indicators}'
    )


class Runner:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def put(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")

    def call(self, *arguments):
        return subprocess.run(
            [self.program, *arguments, "--quiet"], cwd=self.folder, capture_output=True, text=True, encoding="utf-8"
        )

    def change(self, first, second, *more):
        done = self.call("change", first, second, "--format", "csv", *more)
        check(done.returncode == 0, f"change {first} {second}: {done.stderr}")
        return list(csv.DictReader(io.StringIO(done.stdout)))

    def estimate(self, name):
        done = self.call("estimate", name, "--format", "csv")
        check(done.returncode == 0, f"estimate {name}: {done.stderr}")
        return {row["indicator"]: row for row in csv.DictReader(io.StringIO(done.stdout))}


def scores(rows, k):
    """z of the mean of y_k by (stratum, PSU)."""
    total = math.fsum(w for _, _, w, _ in rows)
    mean = math.fsum(w * y[k] for _, _, w, y in rows) / total
    z = {}
    for h, code, w, y in rows:
        z[h, code] = z.get((h, code), 0) + w * (y[k] - mean) / total
    return z


def covariance(first, second):
    """moments.md, Waves."""
    value = 0
    for h in range(STRATA):
        common = [key for key in first if key[0] == h and key in second]
        m = len(common)
        if m < 2:
            continue
        a = statistics.fmean(first[key] for key in common)
        b = statistics.fmean(second[key] for key in common)
        value += m / (m - 1) * math.fsum((first[key] - a) * (second[key] - b) for key in common)
    return value


def simulate(run, shared, seed):
    rows = editions(shared, seed)
    write_csv(run.folder / "a.csv", rows[0])
    write_csv(run.folder / "b.csv", rows[1])
    run.put("a.toml", study("a", "a.csv"))
    overlap = '[waves]\noverlap = "psu"' if shared else ""
    run.put("b.toml", study("b", "b.csv", overlap))
    changes = run.change("a.toml", "b.toml", "--adjust", "none")
    check(len(changes) == PAIRS, f"{shared} shared: {len(changes)} changes")
    differences = [float(row["difference"]) for row in changes]
    variances = [float(row["se"]) ** 2 for row in changes]
    simulated = statistics.variance(differences)
    # Monte-Carlo error of the simulated variance (normal differences), and of the mean of the estimates.
    error = math.hypot(simulated * math.sqrt(2 / (PAIRS - 1)), statistics.stdev(variances) / math.sqrt(PAIRS))
    mean = statistics.fmean(variances)
    truth = MEANS[1] - MEANS[0]
    covered = sum(float(row["ci_low"]) <= truth <= float(row["ci_high"]) for row in changes) / PAIRS
    print(f"{shared}/{PSUS} PSUs shared: mean variance / simulated {mean / simulated:.3f}, coverage {covered:.3f}")
    check(abs(mean - simulated) <= 3 * error, f"{shared} shared: variance {mean} against simulated {simulated}")
    check(0.935 <= covered <= 0.965, f"{shared} shared: coverage {covered}")
    for k in (0, 7, 499):
        expected = covariance(scores(rows[0], k), scores(rows[1], k)) if shared else 0
        got = float(changes[k]["covariance"])
        check(abs(got - expected) <= 1e-10 * max(abs(expected), 1e-4), f"covariance {got} against {expected}")
    return changes


def independent(run):
    """Without overlap V1 + V2, whatever the codes are."""
    changes = run.change("a.toml", "b.toml")
    one, other = run.estimate("a.toml"), run.estimate("b.toml")
    for row in changes:
        wanted = float(one[row["indicator"]]["se"]) ** 2 + float(other[row["indicator"]]["se"]) ** 2
        check(abs(float(row["se"]) ** 2 - wanted) <= 1e-12 * wanted, f"V1 + V2 of {row['indicator']}")
        check(float(row["estimate_1"]) == float(one[row["indicator"]]["estimate"]), "estimate of the first")
        check(float(row["se_2"]) == float(other[row["indicator"]]["se"]), "an edition's SE is that of it alone")
    return changes


def colliding(run, before):
    """Equal codes are no overlap until it is declared."""
    rows = editions(PSUS, 11)
    write_csv(run.folder / "same.csv", rows[1])
    renamed = [(h, code.replace("p", "z"), w, y) for h, code, w, y in rows[1]]
    write_csv(run.folder / "renamed.csv", renamed)
    write_csv(run.folder / "first.csv", rows[0])
    run.put("first.toml", study("first", "first.csv"))
    run.put("same.toml", study("second", "same.csv"))
    run.put("renamed.toml", study("second", "renamed.csv"))
    same, other = run.change("first.toml", "same.toml"), run.change("first.toml", "renamed.toml")
    check(same == other, "codes that collide change nothing without a declaration")
    run.put("renamed.toml", study("second", "renamed.csv", '[waves]\noverlap = "psu"'))
    done = run.call("change", "first.toml", "renamed.toml")
    check(done.returncode == 5 and "E5800" in done.stderr, f"no PSU shared: {done.stderr}")


ONE = '[[indicator]]\nid = "m"\nmeasure = "mean"\nnumerator = "y1"\nuniverse = "{universe}"\n{more}'


def definitions(run):
    """What the editions define otherwise is not compared, unless both name the common subset."""
    run.put("a.toml", study("a", "a.csv", indicators=ONE.format(universe="y2 > 9", more="")))
    run.put("b.toml", study("b", "b.csv", indicators=ONE.format(universe="y2   > 9.0", more="")))
    row = run.change("a.toml", "b.toml")[0]
    check(row["verdict"] != "not_comparable" and row["flag"] == "", f"spelling does not count: {row}")
    run.put("b.toml", study("b", "b.csv", indicators=ONE.format(universe="y2 > 8", more="")))
    row = run.change("a.toml", "b.toml")[0]
    check(row["verdict"] == "not_comparable" and row["difference"] == "", f"another universe: {row}")
    check("definition:universe" in row["note"], f"what differs: {row['note']}")
    common = 'harmonised = "over-8-and-9"'
    run.put("a.toml", study("a", "a.csv", indicators=ONE.format(universe="y2 > 9", more=common)))
    run.put("b.toml", study("b", "b.csv", indicators=ONE.format(universe="y2 > 8", more=common)))
    row = run.change("a.toml", "b.toml")[0]
    check(row["difference"] != "" and row["flag"] == "D", f"harmonised: {row}")
    run.put("b.toml", study("b", "b.csv", '[waves]\nbreak = "by telephone"', ONE.format(universe="y2 > 8", more=common)))
    row = run.change("a.toml", "b.toml")[0]
    check(row["flag"] == "B", f"a declared break: {row}")


def functions(run):
    """Under overlap a function of estimates has no covariance, and says so; the indicators beside it have theirs."""
    rows = editions(PSUS, 17)
    write_csv(run.folder / "a.csv", rows[0])
    write_csv(run.folder / "b.csv", rows[1])
    both = ONE.format(universe="true", more="") + '[[derive]]\nid = "twice"\nexpr = "2 * m"\n'
    run.put("a.toml", study("a", "a.csv", indicators=both))
    run.put("b.toml", study("b", "b.csv", '[waves]\noverlap = "psu"', both))
    changes = {row["indicator"]: row for row in run.change("a.toml", "b.toml")}
    expected = covariance(scores(rows[0], 0), scores(rows[1], 0))
    check(abs(float(changes["m"]["covariance"]) - expected) <= 1e-10 * abs(expected), "covariance beside a function")
    twice = changes["twice"]
    check(twice["difference"] != "" and twice["se"] == "" and "no_covariance" in twice["note"], f"a function: {twice}")


def faults(run):
    done = run.call("change", "a.toml")
    check(done.returncode == 2 and "E2031" in done.stderr, f"one study: {done.stderr}")
    done = run.call("change", "a.toml", "b.toml", "nowhere.toml")
    check(done.returncode in (3, 4), f"a third study that is not there: {done.returncode} {done.stderr}")
    run.put("b.toml", study("b", "b.csv", '[waves]\noverlap = "psu"\npsu_key = "st"', ONE.format(universe="true", more="")))
    done = run.call("change", "a.toml", "b.toml")
    check(done.returncode == 5 and "E5803" in done.stderr, f"a key of several PSUs: {done.stderr}")
    run.put("b.toml", study("b", "b.csv", '[waves]\noverlap = "psu"\npsu_key = "y1"', ONE.format(universe="true", more="")))
    done = run.call("change", "a.toml", "b.toml")
    check(done.returncode == 5 and "E5802" in done.stderr, f"a key that varies: {done.stderr}")
    more = '[waves]\noverlap = "psu"\n[estimate]\nvariance = "jk1"'
    run.put("b.toml", study("b", "b.csv", more, ONE.format(universe="true", more=""), 'psu = "upm"'))
    done = run.call("change", "a.toml", "b.toml")
    check(done.returncode == 3 and "E3801" in done.stderr, f"replicates with overlap: {done.stderr}")


def main():
    with tempfile.TemporaryDirectory() as name:
        run = Runner(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(name))
        simulate(run, PSUS, 3)
        simulate(run, PSUS // 2, 4)
        before = simulate(run, 0, 5)
        independent(run)
        colliding(run, before)
        definitions(run)
        functions(run)
        faults(run)
    print("all hold" if not failures else f"{len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
