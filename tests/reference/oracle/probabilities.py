"""Samples drawn with unequal probabilities, and two-phase samples: surveys of their own beside the others."""

import csv
import random

from surveys import grouped

METHODS = ["brewer", "overton", "overton yg", "hartley-rao", "hartley-rao yg", "joint", "joint yg", "poisson"]


class Sample:
    """One sample: rows of PSUs drawn with unequal probabilities, some of which a second phase draws again."""

    def __init__(self, seed, number):
        self.number = number
        rng = random.Random(f"{seed}/{number}/probabilities")
        self.options = {
            "pps": rng.choice(METHODS),
            "pps_strata": rng.choice(["", "h"]),
            "clusters": rng.choice(["", "yes"]),
            "phase2": rng.choice(["approx", "full"]),
            "phase2_strata": rng.choice(["", "k"]),
        }
        if self.options["pps"].split()[0] in ("joint", "poisson"):
            self.options["clusters"] = ""  # R has these of elements only
        self.joint = {}
        self.rows = self._rows(rng)
        self._draw_again(rng)

    def _rows(self, rng):
        strata = rng.randint(2, 4) if self.options["pps_strata"] else 1
        rows, unit = [], 0
        for stratum in range(1, strata + 1):
            for _ in range(rng.randint(3, 9)):
                unit += 1
                probability = round(rng.uniform(0.05, 0.9), 4)
                for _ in range(rng.randint(1, 5) if self.options["clusters"] else 1):
                    size = rng.uniform(1, 9)
                    rows.append({
                        "h": stratum, "unit": unit, "p": probability, "w": 1 / probability, "x": size,
                        "y": 3 * size + 8 * probability + rng.gauss(0, 1), "e": int(rng.random() < 0.4),
                        "b": rng.choice(["north", "south"]),
                    })  # fmt: skip
        units = {row["unit"]: row for row in rows}
        for i in units:
            for j in units:
                if i < j:
                    same = units[i]["h"] == units[j]["h"]
                    less = 1 - rng.uniform(0.01, 0.2) if same else 1
                    self.joint[i, j] = units[i]["p"] * units[j]["p"] * less
        return rows

    def _draw_again(self, rng):
        """A second phase of rows, at least two of each of its strata; the first phase is of its own size N."""
        population = len(self.rows) + rng.randint(5, 90)
        for place, row in enumerate(self.rows):
            row |= {"id": place + 1, "N": population, "w1": population / len(self.rows), "k": rng.randint(1, 3), "s2": 0}
        groups = grouped(self.rows, [self.options["phase2_strata"]] if self.options["phase2_strata"] else [])
        for rows in groups.values():
            for row in rng.sample(rows, max(min(2, len(rows)), round(len(rows) * rng.uniform(0.4, 0.9)))):
                row["s2"] = 1
        if all(row["s2"] for row in self.rows):
            # Fractions of nothing but 1 would be sizes to R.
            largest = max(groups.values(), key=len)
            if len(largest) < 3:
                self.options["phase2_strata"], largest = "", self.rows
            largest[0]["s2"] = 0

    def write(self, folder):
        with open(folder / f"sample{self.number}.csv", "w", newline="", encoding="utf-8") as file:
            table = csv.DictWriter(file, fieldnames=list(self.rows[0]))
            table.writeheader()
            table.writerows(self.rows)
        units = {row["unit"]: row for row in self.rows}
        with open(folder / f"joint{self.number}.csv", "w", newline="", encoding="utf-8") as file:
            table = csv.writer(file)
            table.writerow(["id1", "id2", "probability"])
            table.writerows([i, j, repr(value)] for (i, j), value in self.joint.items())
            table.writerows([i, i, repr(row["p"])] for i, row in units.items())


ESTIMATES = [
    "--mean", "mean_y = y", "--total", "total_y = y", "--proportion", "event = e == 1", "--ratio", "ratio = y / x",
    "--by", "b",
]  # fmt: skip


def pps_words(options):
    method, _, form = options["pps"].partition(" ")
    words = ["--weight", "w", "--psu", "unit", "--pps", method]
    words += ["--strata", "h"] if options["pps_strata"] else []
    words += ["--joint-probabilities", f"joint{options['design']}.csv"] if method == "joint" else []
    return words + (["--pps-variance", form] if form else [])


def phase_words(options):
    words = ["--weight", "w1", "--fpc", "N", "--phase2", "s2 == 1", "--phase2-method", options["phase2"]]
    return words + (["--phase2-strata", "k"] if options["phase2_strata"] else []) + ["--lonely-psu", "remove"]


def runs(options):
    return {
        "pps": ["tabulate", *ESTIMATES, *pps_words(options)],
        "phases": ["tabulate", *ESTIMATES, *phase_words(options)],
    }
