"""Releases under [disclosure], attacked: what an outsider can derive by linear programming of every figure that
the thresholds protect.

usage: disclosure_attack.py SONDEO [RELEASES]

Each release is a random small survey with a hierarchy of areas, crosses of two and three of them with sex and age, numbered
tables with percentages and a narrower universe, and linked indicators: a part, parts that add up, the rest of the base, one under
another role's weights. Each is made under another rule: cases, complement, base, PSUs, zeros, rounding, and all at once. Weights
are those of persons or those of districts. The outsider reads every count of the CSV and, where weights are those of districts,
what figures and sums of weights say; the JSON must say no more. He knows which kinds of people were interviewed, and takes as
unknown the assaulted, the other victims and the others of each kind: another formulation than the program's, which thinks in sets
of rows. The interval of each protected count must reach from half of it to the threshold and to twice the count. One more release
has 214 tables under thirteen universes, and one more than 1,500 kinds, which is protected in another way. The same attack on the
releases whose small counts alone are left out must succeed, or it proves nothing.
"""
import csv
import io
import json
import pathlib
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from debian_python import require

require("python3-scipy", "numpy", "scipy.optimize")
import numpy
from scipy.optimize import linprog

MINIMUM = 5
NAMES = ["region", "district", "sex", "age"]
STUDY = """
[study]
id = "s"
period = "2025"
[data.person]
file = "people.csv"
[design]
psu = "psu"
[weight]
person = "w"
other = "w2"
[[indicator]]
id = "victim"
measure = "proportion"
level = "person"
numerator = "victim == 1"
[[indicator]]
id = "assault"
measure = "proportion"
level = "person"
numerator = "assault == 1"
{linked}[[indicator]]
id = "victims"
measure = "total"
level = "person"
numerator = "victim == 1"
[estimate]
by = {by}
[[table]]
number = "1.1"
indicators = ["victim"]
rows = ["sex"]
columns = ["region"]
[[table]]
number = "1.2"
indicators = ["victim"]
rows = ["district"]
columns = ["sex"]
percent = "column"
[[table]]
number = "1.3"
indicators = ["victim"]
rows = ["age"]
universe = "age <= 2"
"""
TABLES = STUDY[STUDY.index("[[table]]"):]
LINKED = {
    "theft": 'numerator = "victim == 1 and assault == 0"',
    "unharmed": 'numerator = "victim == 0"',
    "assault2": 'numerator = "assault == 1"\nweight = "other"',
}
UNIVERSES = {"1.3": lambda kind: kind[3] <= 2}
RULES = [
    {},
    {"minimum_complement": MINIMUM},
    {"minimum_base": MINIMUM},
    {"minimum_psus": 3},
    {"rounding": 5},
    {"protect_zeros": True},
    {"minimum_complement": MINIMUM, "minimum_base": MINIMUM, "minimum_psus": 2, "protect_zeros": True, "rounding": 3},
]


def survey(chance, size, most_districts, ages):
    """People of three regions with some districts each; few of them victims."""
    people = []
    districts = [(region, 10 * region + d) for region in (1, 2, 3)
                 for d in range(chance.randint(most_districts - 1, most_districts))]
    share = chance.uniform(0.05, 0.2)
    for _ in range(chance.randint(*size)):
        region, district = chance.choice(districts)
        victim = chance.random() < share
        people.append((region, district, chance.randint(1, 2), chance.randint(1, ages), int(victim),
                       int(victim and chance.random() < 0.6), 10 * district + chance.randint(0, 2)))
    return people


def district_weight(kind):
    return 10 + 3 * (kind[1] % 7)


def region_weight(kind):
    return 2 + kind[0]


def write_survey(folder, people, by, rules, tables=TABLES, linked=(), by_district=False):
    """@param by_district  whether all of a district weigh the same"""
    with open(folder / "people.csv", "w", encoding="utf-8") as file:
        file.write("region,district,sex,age,victim,assault,psu,w,w2\n")
        for number, person in enumerate(people):
            weight = district_weight(person) if by_district else 10 + number % 7
            file.write(",".join(map(str, person)) + f",{weight},{region_weight(person)}\n")
    more = "".join(f'[[indicator]]\nid = "{name}"\nmeasure = "proportion"\nlevel = "person"\n{LINKED[name]}\n'
                   for name in linked)
    text = STUDY.replace(TABLES, tables).format(by=str([list(cross) for cross in by]).replace("'", '"'), linked=more)
    (folder / "open.toml").write_text(text, encoding="utf-8")
    lines = "".join(f"{name} = {str(value).lower()}\n" for name, value in rules.items())
    (folder / "closed.toml").write_text(text + "[disclosure]\n" + lines, encoding="utf-8")


def estimates(sondeo, study, *flags):
    out = subprocess.run([sondeo, "estimate", study, "--format", "csv", "--quiet", *flags], check=True,
                         capture_output=True, text=True)
    return list(csv.DictReader(io.StringIO(out.stdout)))


def kind_mask(kinds, row):
    """The kinds of people that a row's cell holds."""
    def inside(kind):
        universe = UNIVERSES.get(row["indicator"].partition("@")[2])
        if universe and not universe(kind):
            return False
        return all(row[name] in ("", str(code)) for name, code in zip(NAMES, kind))
    return numpy.array([inside(kind) for kind in kinds])


def of_kinds(mask, blocks):
    """Unknown are the assaulted, the other victims and the others of each kind; `blocks` says whom a count is of."""
    return numpy.concatenate([mask * each for each in blocks]).astype(float)


def events(row):
    whose = {"theft": (0, 1, 0), "unharmed": (0, 0, 1)}.get(row["indicator"].partition("@")[0])
    return whose or ((1, 0, 0) if row["indicator"].startswith("assault") else (1, 1, 0))


EVERYBODY = (1, 1, 1)


def counts(row, kinds):
    """What a row says in numbers of cases: (who, count)."""
    mask = kind_mask(kinds, row)
    if row["measure"] == "column_proportion":
        whole = {name: row[name] if name == "sex" else "" for name in NAMES}
        return [(of_kinds(mask, events(row)), row["n_events"]),
                (of_kinds(kind_mask(kinds, {**row, **whole}), events(row)), row["n"])]
    return [(of_kinds(mask, events(row)), row["n_events"]), (of_kinds(mask, EVERYBODY), row["n"])]


def sums(row, kinds, by_district):
    """What a row says in sums of weights, of those that the outsider knows: (who, sum)."""
    other = row["indicator"].startswith("assault2")
    if row["estimate"] == "" or row["measure"] == "column_proportion" or not (by_district or other):
        return []
    weight_of = region_weight if other else district_weight
    weights = kind_mask(kinds, row) * numpy.array([weight_of(kind) for kind in kinds])
    base = float(row["weight_sum"])
    of_events = float(row["estimate"]) * (1 if row["measure"] == "total" else base)
    return [(of_kinds(weights, events(row)), of_events), (of_kinds(weights, EVERYBODY), base)]


def small(count, least, most):
    """The interval that a small count must have."""
    return count // 2, min(max(least, 2 * count), most)


def protected(row, kinds, rules):
    """Counts of a row that the thresholds protect: (who, count, low, high)."""
    found = []
    said = counts(row, kinds)
    count, n = float(row["n_events"]), float(row["n"])
    zero = rules.get("protect_zeros") and count == 0 < n and row["measure"] == "proportion"
    if 0 < count < rules["minimum_cases"] or zero:
        found.append((said[0][0], count, *small(count, rules["minimum_cases"], n)))
    if row["measure"] == "column_proportion":
        if 0 < n < rules["minimum_cases"]:
            found.append((said[1][0], n, *small(n, rules["minimum_cases"], float("inf"))))
        return found
    mask = kind_mask(kinds, row)
    if row["measure"] == "proportion" and n > 0 and n - count < rules["minimum_complement"]:
        others = tuple(1 - each for each in events(row))
        found.append((of_kinds(mask, others), n - count, *small(n - count, rules["minimum_complement"], n)))
    if 0 < n < rules["minimum_base"]:
        found.append((said[1][0], n, *small(n, rules["minimum_base"], float("inf"))))
    elif n > 0 and float(row["n_psu"]) < rules.get("minimum_psus", 0):
        found.append((said[1][0], n, n - max(1, n // 10), n + max(1, n // 10)))
    return found


def attack(rows, truth, kinds, rules, by_district=False):
    """Protected counts that can be derived too closely: (row, count, low, high)."""
    some = 3 * len(kinds)
    left, right, known = [], [], set()
    away = rules.get("rounding", 0) / 2
    for row in rows:
        for who, value in counts(row, kinds):
            if value == "" or who.tobytes() in known:
                continue
            known.add(who.tobytes())
            left += [who, -who]
            right += [float(value) + away, away - float(value)]
        for who, value in sums(row, kinds, by_district):
            left += [who, -who]
            right += [value + 1e-5, 1e-5 - value]
    broken, checked = [], {}
    for row in truth:
        for who, count, low, high in protected(row, kinds, rules):
            before = checked.get(who.tobytes())
            checked[who.tobytes()] = (row, count, who, max(low, before[3]), min(high, before[4])) if before else (
                row, count, who, low, high)
    for row, count, who, low, high in checked.values():
        ends = []
        for sign in (1, -1):
            result = linprog(sign * who, A_ub=numpy.array(left), b_ub=numpy.array(right), bounds=[(0, None)] * some,
                             method="highs")
            assert result.status in (0, 3), result.message
            ends.append(sign * result.fun if result.status == 0 else float("inf"))
        if ends[0] > low + 1e-5 or ends[1] < high - 1e-5:
            broken.append((row["indicator"], [row[name] for name in NAMES], count, low, high, *ends))
    return broken, len(checked)


def many_tables():
    """Tables of a release that has many, and the universes of those that have one."""
    lines, universes = [], {}
    shapes = [(("region",), ()), (("district",), ()), (("sex",), ()), (("age",), ()), (("region",), ("sex",)),
              (("district",), ("sex",)), (("age",), ("sex",)), (("region",), ("age",))]
    narrower = [("", None)] + [(f"age <= {age}", lambda kind, age=age: kind[3] <= age) for age in range(1, 9)] + [
        (f"region != {region}", lambda kind, region=region: kind[0] != region) for region in (1, 2, 3)] + [
        ("sex == 1", lambda kind: kind[2] == 1)]
    percents = [(("region",), ("sex",)), (("district",), ("sex",)), (("age",), ("sex",))]
    all_of = [(shape, "", universe, holds) for universe, holds in narrower for shape in shapes] + [
        (shape, "column", "", None) for shape in percents]
    for shape, percent, universe, holds in all_of:
        for indicator in ("victim", "assault"):
            number = f"2.{len(lines) + 1}"
            universes[number] = holds
            sides = "".join(f"{key} = {json.dumps(side)}\n" for key, side in zip(("rows", "columns"), shape) if side)
            lines.append(f'[[table]]\nnumber = "{number}"\nindicators = ["{indicator}"]\n{sides}' +
                         (f'percent = "{percent}"\n' if percent else "") +
                         (f'universe = "{universe}"\n' if universe else ""))
    assert len(lines) == 214
    return "".join(lines), universes


def attack_many(sondeo, folder, chance, most):
    """A release of many tables, of which `most` protected counts are attacked; it is the same for any number of threads."""
    rules = {"minimum_cases": MINIMUM, "minimum_complement": 0, "minimum_base": 0}
    people = survey(chance, (400, 400), 3, 9)
    kinds = sorted({person[:4] for person in people})
    tables, universes = many_tables()
    UNIVERSES.clear()
    UNIVERSES.update(universes)
    write_survey(folder, people, [("region",), ("district",), ("district", "sex")], rules, tables)
    truth = estimates(sondeo, folder / "open.toml")
    closed = estimates(sondeo, folder / "closed.toml")
    assert closed == estimates(sondeo, folder / "closed.toml", "--threads", "1")
    assert not [row for row, full in zip(closed, truth)
                if protected(full, kinds, rules) and "protected" not in row["note"]]
    sensitive = [row for row in truth if protected(row, kinds, rules)]
    chosen = chance.sample(sensitive, min(most, len(sensitive)))
    broken, checked = attack(closed, chosen, kinds, rules)
    assert not broken, (len(broken), broken[:5])
    alone = [row for row in truth if not protected(row, kinds, rules)]
    assert attack(alone, chosen, kinds, rules)[0], "the attack on many tables finds nothing"
    return len(sensitive), checked


def attack_large(sondeo, folder, chance, most):
    """A release of more than 1,500 kinds of cases times indicators."""
    rules = {"minimum_cases": MINIMUM, "minimum_complement": 0, "minimum_base": 0}
    UNIVERSES.clear()
    UNIVERSES.update({"1.3": lambda kind: kind[3] <= 2})
    people = survey(chance, (3000, 3000), 5, 40)
    kinds = sorted({person[:4] for person in people})
    linked = ["theft", "assault2"]
    assert len(kinds) * 4 > 1500
    write_survey(folder, people, [("region",), ("district",), ("age",), ("region", "sex"), ("region", "age")], rules,
                 linked=linked, by_district=True)
    truth = estimates(sondeo, folder / "open.toml")
    closed = estimates(sondeo, folder / "closed.toml")
    chosen = [row for row in truth if protected(row, kinds, rules)]
    assert all("protected" in row["note"] for row, full in zip(closed, truth) if protected(full, kinds, rules))
    broken, checked = attack(closed, chance.sample(chosen, min(most, len(chosen))), kinds, rules, True)
    assert not broken, (len(broken), broken[:5])
    return checked


def assert_json_says_the_same(sondeo, study, rows):
    out = subprocess.run([sondeo, "estimate", study, "--format", "json", "--quiet"], check=True, capture_output=True,
                         text=True)
    for row, other in zip(rows, json.loads(out.stdout)["estimates"], strict=True):
        for name in ("estimate", "se", "n", "n_events", "n_victims", "n_missing", "n_psu", "weight_sum", "deff", "df"):
            said = other.get(name)
            assert (row[name] == "") == (said is None or said == ""), (name, row, other)


def main():
    sondeo, releases = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 30
    chance = random.Random(20250601)
    checked, broken, naive, withheld, shown = 0, [], [0] * len(RULES), 0, 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for release in range(releases):
            own = RULES[release % len(RULES)]
            rules = {"minimum_cases": MINIMUM, "minimum_complement": 0, "minimum_base": 0, **own}
            people = survey(chance, (150, 400), 3, 4)
            crosses = [("region",), ("district",), ("sex",), ("age",), ("region", "sex"), ("sex", "age"),
                       ("region", "sex", "age")]
            linked = [name for name in LINKED if chance.random() < 0.5]
            by_district = release % 2 == 0
            write_survey(folder, people, crosses[: chance.randint(3, len(crosses))], rules, linked=linked,
                         by_district=by_district)
            truth = estimates(sondeo, folder / "open.toml")
            closed = estimates(sondeo, folder / "closed.toml")
            assert len(truth) == len(closed)
            assert_json_says_the_same(sondeo, folder / "closed.toml", closed)
            kinds = sorted({person[:4] for person in people})
            alone = []
            for row, full in zip(closed, truth):
                gone = "protected" in row["note"]
                if gone:
                    left = [row[c] for c in ("estimate", "se", "cv", "ci_low", "n", "n_events", "weight_sum", "df")]
                    assert left == [""] * len(left), row
                withheld += gone
                shown += not gone
                sensitive = bool(protected(full, kinds, rules))
                assert gone or not sensitive, row
                alone += [] if sensitive else [full]
            found, some = attack(closed, truth, kinds, rules, by_district)
            broken += [(release, *each) for each in found]
            checked += some
            naive[release % len(RULES)] += len(attack(alone, truth, kinds, rules, by_district)[0])
        sensitive, attacked = attack_many(sondeo, folder, chance, 40)
        large = attack_large(sondeo, folder, chance, 15)
    assert not broken, (len(broken), broken[:5])
    assert all(naive), f"the attack finds nothing under some rule: {naive}"
    print(f"{releases} releases, {checked} protected counts, none derived; {withheld} rows withheld, {shown} shown; "
          f"without further rows {sum(naive)} would be; 214 tables, {attacked} counts of {sensitive} rows, none derived; "
          f"{large} counts of a large release, none derived")


main()
