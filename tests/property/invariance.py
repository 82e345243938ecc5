"""What must not change an estimate, and what must change it so: twelve random surveys of one stage, every rule below.

usage: invariance.py PROGRAM

  scale       weights times 37: totals and their SEs times 37, all else the same
  order       rows in another order
  names       strata and PSUs under other codes, as words
  halves      each row cut into two of half the weight in its PSU: estimates and their errors (n and deff differ)
  domains     totals of the domains add up to the total
  where       a group by --where is the group by --by
  jackknife   jkn gives a total the linearised error
  certainty   a stratum taken whole adds nothing to the variance of a total
  empty PSU   a PSU without weight counts in n_h, rows without weight in a known PSU change nothing
"""

import csv
import io
import math
import pathlib
import random
import subprocess
import sys
import tempfile

WHAT = ["--mean", "y", "--total", "y", "--total", "e == 1", "--ratio", "y/x", "--proportion", "e == 1", "--proportion", "c",
        "--share", "c", "--quantile", "y", "--probs", ".21,.52,.77"]  # fmt: skip
DESIGN = ["--weight", "w", "--strata", "h", "--psu", "p", "--fpc", "f"]
ERRORS = ["estimate", "se", "ci_low", "ci_high", "df"]
COUNTS = ["n", "n_missing", "n_psu", "n_strata"]


def survey(seed):
    """Strata of 2 to 7 PSUs of unequal size; missing answers; weights that no sum of them meets a probability."""
    chance = random.Random(f"invariance {seed}")
    rows = []
    for stratum in range(chance.randint(2, 9)):
        psus = chance.randint(2, 7)
        population = psus + chance.choice([1, 5, 40])
        for psu in range(psus):
            level = chance.gauss(30, 6)
            for _ in range(chance.randint(1, 8)):
                rows.append({
                    "h": stratum, "p": psu, "f": population, "w": round(chance.lognormvariate(4, 0.9), 6),
                    "y": "" if chance.random() < 0.05 else round(level + chance.gauss(0, 9), 3), "x": round(chance.uniform(1, 9), 2),
                    "e": "" if chance.random() < 0.04 else int(chance.random() < 0.35),
                    "c": "" if chance.random() < 0.04 else chance.choice([1, 1, 2, 3]), "a": chance.choice([1, 1, 2, 3]),
                })  # fmt: skip
    return rows


class Rules:
    """The rules, each compared on one survey."""

    def __init__(self, program, folder, rows):
        self.program, self.folder, self.rows = program, pathlib.Path(folder), rows
        self.faults, self.compared = [], 0
        self.plain = self.estimate(rows, ["--by", "a"])

    def estimate(self, rows, more=(), design=DESIGN, what=WHAT):
        path = self.folder / "survey.csv"
        with open(path, "w", newline="", encoding="utf-8") as file:
            table = csv.DictWriter(file, list(rows[0]))
            table.writeheader()
            table.writerows(rows)
        done = subprocess.run([self.program, "tabulate", path, *what, *design, *more, "--quiet", "--format", "csv"],
                              capture_output=True, text=True, encoding="utf-8", timeout=900)  # fmt: skip
        if done.returncode != 0:
            raise SystemExit(f"{more} ended with {done.returncode}: {done.stderr}")
        return list(csv.DictReader(io.StringIO(done.stdout)))

    def same(self, rule, left, right, columns, tolerance=1e-11, factor=lambda row, column: 1.0):
        if len(left) != len(right) or not left:
            self.faults.append(f"{rule}: {len(left)} rows against {len(right)}")
        for a, b in zip(left, right):
            for column in columns:
                self.compared += 1
                if not close(a[column], b[column], factor(a, column), tolerance):
                    name = f"{a['indicator']} {a['category']} {a['measure']} {a.get('a', '')}"
                    self.faults.append(f"{rule}: {name} {column} is {b[column]}, was {a[column]}")

    def scale(self):
        scaled = self.estimate([{**row, "w": row["w"] * 37} for row in self.rows], ["--by", "a"])
        grown = {"estimate", "se", "ci_low", "ci_high"}
        factor = lambda row, column: 37.0 if column == "weight_sum" or (row["measure"] == "total" and column in grown) else 1.0
        self.same("scale", self.plain, scaled, [*ERRORS, *COUNTS, "deff", "weight_sum"], factor=factor)

    def order(self):
        shuffled = random.Random(5).sample(self.rows, len(self.rows))
        self.same("order", self.plain, self.estimate(shuffled, ["--by", "a"]), [*ERRORS, *COUNTS, "deff"])

    def names(self):
        renamed = [{**row, "h": f"z{9 - row['h']}", "p": f"unit {7 * row['p'] % 11}"} for row in self.rows]
        self.same("names", self.plain, self.estimate(renamed, ["--by", "a"]), [*ERRORS, *COUNTS, "deff"])

    def halves(self):
        # Beta intervals, the rules hf5 to hf9 and p = 0 or 1 do know how many rows there are; these do not.
        twice = [{**row, "w": row["w"] / 2} for row in self.rows for _ in range(2)]
        cut = self.estimate(twice, ["--by", "a"])
        usual = lambda table: [row for row in table if "p_" not in row["note"]]
        self.same("halves", usual(self.plain), usual(cut), [*ERRORS, "n_psu", "n_strata", "weight_sum"])

    def domains(self):
        for category in {(row["indicator"], row["category"]) for row in self.plain if row["measure"] == "total"}:
            rows = [row for row in self.plain if (row["indicator"], row["category"], row["measure"]) == (*category, "total")]
            whole = [float(row["estimate"]) for row in rows if row["a"] == ""]
            parts = [float(row["estimate"]) for row in rows if row["a"] != ""]
            self.compared += 1
            if len(whole) != 1 or not math.isclose(whole[0], math.fsum(parts), rel_tol=1e-12):
                self.faults.append(f"domains: {category} {parts} add up to {math.fsum(parts)}, not {whole}")

    def where(self):
        for code in sorted({row["a"] for row in self.rows}):
            group = [row for row in self.plain if row["a"] == str(code)]
            alone = self.estimate(self.rows, ["--where", f"a == {code}"])
            alone_keys = {(row["indicator"], row["category"], row["measure"]) for row in alone}
            group = [row for row in group if (row["indicator"], row["category"], row["measure"]) in alone_keys]
            # A limit below 0 of what cannot be turns the intervals of all the table of its indicator to logarithms.
            self.same("where", group, alone, ["estimate", "se", "df", *COUNTS, "deff"], 1e-13)

    def jackknife(self):
        totals = WHAT[2:6]
        linear = self.estimate(self.rows, ["--by", "a"], what=totals)
        replicated = self.estimate(self.rows, ["--by", "a", "--variance", "jkn"], what=totals)
        self.same("jackknife", linear, replicated, ["estimate", "se"])

    def certainty(self):
        totals = WHAT[2:6]
        taken = [{**row, "h": 100, "p": number // 3, "f": 4, "w": 11.5} for number, row in enumerate(self.rows[:12])]
        missing = {"y": "", "e": ""}
        without = [*self.rows, *({**row, **missing} for row in taken)]
        self.same("certainty", self.estimate(without, what=totals), self.estimate([*self.rows, *taken], what=totals), ["se"])

    def empty_psu(self):
        known = [*self.rows, *({**row, "w": 0} for row in self.rows[:5])]
        self.same("rows without weight", self.plain, self.estimate(known, ["--by", "a"]), [*ERRORS, *COUNTS, "deff"])
        # One more PSU in a stratum of n of N: for a total V = (1 - f) n / (n - 1) (sum t^2 - (sum t)^2 / n).
        more = [*self.rows, {**self.rows[0], "p": 99, "w": 0}]
        found = self.estimate(more, what=["--total", "x"])
        self.compared += 1
        if not math.isclose(float(found[0]["se"]), error_of_total(more, "x"), rel_tol=1e-11):
            self.faults.append(f"empty PSU: SE {found[0]['se']}, by hand {error_of_total(more, 'x')}")


def error_of_total(rows, name):
    """The SE of a total, by hand."""
    totals = {}
    for row in rows:
        psus = totals.setdefault(row["h"], {})
        psus[row["p"]] = psus.get(row["p"], 0.0) + row["w"] * row[name]
    fraction = {row["h"]: len(totals[row["h"]]) / row["f"] for row in rows}
    variance = 0.0
    for stratum, psus in totals.items():
        n = len(psus)
        mean = math.fsum(psus.values()) / n
        variance += (1 - fraction[stratum]) * n / (n - 1) * math.fsum((t - mean) ** 2 for t in psus.values())
    return math.sqrt(variance)


def close(left, right, factor, tolerance):
    if left == "" or right == "":
        return left == right
    if float(left) == float(right):
        return True
    # A figure near 0, as a limit or the SE of a constant, is compared with the size of what it is made of.
    return math.isclose(float(left) * factor, float(right), rel_tol=tolerance, abs_tol=1e-13 * factor)


def main():
    program, faults, compared = sys.argv[1], [], 0
    rules = ["scale", "order", "names", "halves", "domains", "where", "jackknife", "certainty", "empty_psu"]
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(12):
            checked = Rules(program, folder, survey(seed))
            for rule in rules:
                getattr(checked, rule)()
            faults += [f"survey {seed}, {fault}" for fault in checked.faults]
            compared += checked.compared
    print("\n".join(faults[:60]) or f"{compared} figures of 12 surveys keep {len(rules)} rules")
    return 1 if faults or not compared else 0


if __name__ == "__main__":
    sys.exit(main())
