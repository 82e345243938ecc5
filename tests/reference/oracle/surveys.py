"""Random surveys, each the same for the same seed and number: data as CSV and the questions put to both programs."""

import csv
import random

import replicates

# What is asked of every survey, and of every other one (R takes its time).
FAMILIES = "tables models replicates probabilities"
IN_TURN = ["quantiles tests", "functions calibrated"]
RULES = ["fail", "remove", "certainty", "adjust", "average"]
INTERVALS = ["logit", "wald", "beta", "korn-graubard", "wilson", "arcsine", "likelihood"]

# A condition as sondeo and as R reads it; missing is neither yes nor no in both.
CONDITIONS = [
    ("e == 1", "e == 1"),
    ("x > 4 and y > 0", "x > 4 & y > 0"),
    ("not (c in {1, 2}) or e == 0", "c != 1 & c != 2 | e == 0"),
    ('b == "north"', 'b == "north"'),
    ("missing(e) or x between 2 and 6", "is.na(e) | x >= 2 & x <= 6"),
    ("a == 99", "a == 99"),
]


def heavy(rng):
    return rng.lognormvariate(3, 1.4)


# What y looks like: from a row's place in the survey and a source of chance.
AMOUNTS = {
    "plain": lambda rng, effect: rng.gauss(50 + 5 * effect, 12),
    "skewed": lambda rng, effect: rng.lognormvariate(2 + effect, 1.5),
    "counts": lambda rng, effect: float(rng.randrange(6) if rng.random() < 0.3 else 0),
    "both signs": lambda rng, effect: rng.gauss(effect, 10),
    "tiny": lambda rng, effect: rng.lognormvariate(0, 1) * 1e-9,
    "huge": lambda rng, effect: rng.gauss(5 + effect, 1) * 1e12,
    "far from zero": lambda rng, effect: 1e6 + rng.gauss(effect, 1),
    "constant": lambda rng, effect: 7.25,
}
WEIGHTS = {
    "equal": lambda rng: 12.5,
    "even": lambda rng: rng.uniform(50, 400),
    "skewed": heavy,
    "whole": lambda rng: float(rng.randrange(1, 900)),
    "small": lambda rng: rng.uniform(0.2, 3),
}


class Survey:
    """One survey: `options` say how it is to be estimated, `rows` are its data."""

    def __init__(self, seed, number):
        self.number = number
        rng = random.Random(f"{seed}/{number}")
        self.options = self._options(rng)
        self.rows = self._rows(rng)
        # What came later has chance of its own, so that a survey of a seed and number stays the same.
        self._add_answers(random.Random(f"{seed}/{number}/answers"))
        self._add_questions(random.Random(f"{seed}/{number}/questions"))
        chance = random.Random(f"{seed}/{number}/pairs")
        replicates.pairs(self.rows, chance)
        self.options |= replicates.questions(chance)

    def _options(self, rng):
        condition = rng.choice(CONDITIONS)
        stages = rng.choice([1, 1, 1, 2, 2, 3])
        several = {
            "stages": stages,
            # R goes on where a stage has no fpc, and stops at what is lonely after it; no such gap is made here.
            "sizes": 0 if rng.random() < 0.15 else rng.randint(stages - 1, stages),
            "strata2": rng.choice(["", "", "group"]),
            "scales": rng.choice(["sizes", "sizes fractions", "fractions sizes"]),
            "ultimate": rng.choice(["", "", "", "yes"]),
            "domain_lonely": rng.choice(["", "", "yes"]),
        }
        single = dict.fromkeys(several, "") | {"stages": 1, "domain_lonely": several["domain_lonely"]}
        return {
            "design": self.number,
            "strata": rng.choice(["st", "st", "st", "st area", ""]),
            "psu": "psu" if stages > 1 else rng.choice(["psu", "psu", "psu", ""]),
            "fpc": "" if stages > 1 else rng.choice(["", "", "sizes", "fractions"]),
            "lonely": rng.choice(RULES),
            "level": rng.choice([0.95, 0.95, 0.9, 0.99]),
            "interval": rng.choice(INTERVALS),
            "other": rng.choice(["wald", "wald", "wald", "log"]),
            "df": rng.choice(["domain", "domain", "domain", "strata", "design", "inf", "7"]),
            "amounts": rng.choice(list(AMOUNTS)),
            "weights": rng.choice(list(WEIGHTS)),
            "where": condition[0],
            "where_r": condition[1],
        } | (several if stages > 1 else single)

    def _rows(self, rng):
        wanted = self.options["strata"].split()
        least = 2 if self.options["lonely"] == "fail" and rng.random() < 0.8 else 1
        rows = []
        for stratum in range(2 + int(29 * rng.random() ** 2)):
            place = {"st": 100 + stratum // 2 if "area" in wanted else 100 + stratum, "area": 1 + stratum % 2}
            most = rng.choice([least, 3, 12]) if least == 1 else rng.choice([2, 4, 12])
            effect = rng.gauss(0, 1)
            for psu in range(rng.randint(least, max(least, most))):  # their codes begin again in every stratum
                code = psu + 1 if wanted else 100 * stratum + psu + 1
                smallest = 2 ** (self.options["stages"] - 1) if least == 2 else 1
                rows += self._psu(rng, {**place, "psu": code}, effect + rng.gauss(0, 0.7), smallest)
        if self.options["stages"] == 1:
            self._set_fpc(rng, rows, wanted)
        else:
            self._set_stages(rng, rows, wanted, least)
        return rows

    def _psu(self, rng, place, effect, smallest):
        """The rows of one PSU."""
        size = rng.randint(smallest, 9) if self.options["psu"] else rng.randint(1, 3)
        lost = rng.random() < 0.04
        events = rng.choice([0.02, 0.3, 0.3, 0.9])
        rows = []
        for _ in range(size):
            weight = WEIGHTS[self.options["weights"]](rng)
            rows.append({
                **place,
                "w": 0 if lost or rng.random() < 0.03 else weight,
                "y": self._or_missing(rng, 0.06, AMOUNTS[self.options["amounts"]](rng, effect)),
                "x": self._or_missing(rng, 0.04, rng.uniform(0.5, 9)),
                "e": self._or_missing(rng, 0.05, int(rng.random() < events)),
                "c": self._or_missing(rng, 0.05, rng.choices([1, 2, 3, 7], [50, 30, 19, 1])[0]),
                "a": self._or_missing(rng, 0.05, rng.choices([1, 2, 10], [60, 37, 3])[0]),
                "b": self._or_missing(rng, 0.05, rng.choice(["north", "south"])),
            })
        return rows

    def _add_answers(self, rng):
        """A count with ties, a group, and three columns without a missing value."""
        for row in self.rows:
            row["t"] = self._or_missing(rng, 0.04, min(9, int(rng.expovariate(0.4))))
            row["v"] = self._or_missing(rng, 0.04, rng.choices([1, 2, 3], [50, 30, 20])[0])
            row["g"] = rng.choices([1, 2, 3], [40, 35, 25])[0]
            row["s"] = rng.choice(["f", "m"])
            row["wp"] = row["w"] or round(rng.uniform(0.5, 30), 1)  # without zeros
            row["r"] = round(rng.uniform(1, 20), 2)
        weighted = [row for row in self.rows if row["w"]]
        if len({row["s"] for row in weighted}) == 1:  # functions name both
            weighted[0]["s"] = "f" if weighted[0]["s"] == "m" else "m"

    def _add_questions(self, rng):
        model = rng.choice([("1 == 1", "rep(TRUE, length(w))"), ("1 == 1", "rep(TRUE, length(w))"), ("r < 12", "r < 12")])
        quantiles = sorted(rng.sample([0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95], 2))
        self.options |= {
            "families": f"{FAMILIES} {IN_TURN[self.number % 2]}",
            "model_where": model[0],
            "model_where_r": model[1],
            "points": " ".join(rng.sample(["0", "1.5", "2", "4", "8", "20"], 2)),
            "percent": rng.choice(["row", "column", "total"]),
            "probs": " ".join(map(str, quantiles)),
            "rule": rng.choice([f"hf{number}" for number in range(1, 10)]),
            "compare_as": rng.choice(["difference", "ratio"]),
            "adjust": rng.choice(["none", "bonferroni", "holm", "bh"]),
            "standard": f"{rng.randint(50, 900)} {rng.randint(50, 900)}",
            "margins": rng.choice(["g", "g s", "g;s", "r", "s;r"]),
            "quantile_interval": rng.choice(["wald", "logit", "beta", "arcsine"]),
        }

    @staticmethod
    def _or_missing(rng, chance, value):
        return "" if rng.random() < chance else value

    def _set_fpc(self, rng, rows, wanted):
        kind = self.options["fpc"]
        units = {}
        for number, row in enumerate(rows):
            unit = row["psu"] if self.options["psu"] else number
            units.setdefault(tuple(row[name] for name in wanted), set()).add(unit)
        population = {stratum: len(found) + rng.choice([0, 1, rng.randint(2, 60)]) for stratum, found in units.items()}
        # Nothing but ones would be sizes to R and fractions to sondeo.
        population[tuple(rows[0][name] for name in wanted)] += 3
        for row in rows:
            stratum = tuple(row[name] for name in wanted)
            share = len(units[stratum]) / population[stratum]
            row["fpc"] = {"": "", "sizes": population[stratum], "fractions": share}[kind]

    def _set_stages(self, rng, rows, wanted, least):
        """Units of the later stages, their strata, and the sizes of every stage, in a stratum's scale of chance."""
        for unit in grouped(rows, [*wanted, "psu"]).values():
            for place, row in enumerate(unit):
                # By pairs where nothing may be lonely: a pair shares its stratum but not its unit.
                row["group"] = 1 + place // 2 % 2 if len(unit) > 3 and len(unit) % 2 == 0 else 1
                row["ssu"] = 1 + place % max(2, len(unit) // 2) if least == 2 else rng.randint(1, 4)
        for unit in grouped(rows, [*wanted, "psu", "group", "ssu"]).values():
            for place, row in enumerate(unit):
                row["tsu"] = 7 + (place if least == 2 else rng.randint(0, 2))
        above = list(wanted)
        groups = [self.options["strata2"]] if self.options["strata2"] else []
        for stage, (unit, strata) in enumerate([("psu", []), ("ssu", groups), ("tsu", [])][: self.options["stages"]]):
            scale = self.options["scales"].split()[stage % len(self.options["scales"].split())]
            for number, stratum in enumerate(grouped(rows, above + strata).values()):
                n = len({row[unit] for row in stratum})
                # Nothing but ones would be sizes to R and fractions to sondeo.
                size = n + (3 if number == 0 else rng.choice([0, 1, rng.randint(2, 60)]))
                for row in stratum:
                    row[f"size{stage + 1}"] = size
                    row[f"fpc{stage + 1}"] = size if scale == "sizes" else n / size
            above += [*strata, unit]

    def write(self, folder):
        path = folder / f"{self.number}.csv"
        with open(path, "w", newline="", encoding="utf-8") as file:
            table = csv.DictWriter(file, fieldnames=list(self.rows[0]))
            table.writeheader()
            table.writerows({name: shortest(value) for name, value in row.items()} for row in self.rows)
        women, men = self.options["standard"].split()
        standard = folder / f"standard{self.number}.csv"
        standard.write_text(f"s,total\nf,{women}\nm,{men}\n", encoding="utf-8")
        return path


def grouped(rows, names):
    """Rows by their codes in some columns."""
    groups = {}
    for row in rows:
        groups.setdefault(tuple(row[name] for name in names), []).append(row)
    return groups


def shortest(value):
    return repr(value) if isinstance(value, float) else value
