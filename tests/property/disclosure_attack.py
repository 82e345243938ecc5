"""Releases under [disclosure], attacked: what an outsider can derive by linear programming of every figure that
the thresholds protect.

usage: disclosure_attack.py SONDEO [RELEASES]

Each release is a random small survey with a hierarchy of areas, crosses of them with sex and age, numbered tables
with percentages and a narrower universe. The outsider reads the CSV alone, knows which kinds of people
were interviewed, and takes as unknown the victims and the others of each kind: another formulation than the program's,
which thinks in sets of rows. The interval of each protected count of victims must reach from half of it to the threshold and to
twice the count. The same attack on the releases whose small counts alone are left out must succeed, or it proves
nothing.
"""
import csv
import io
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
[weight]
person = "w"
[[indicator]]
id = "victim"
measure = "proportion"
level = "person"
numerator = "victim == 1"
[[indicator]]
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
PROTECTION = f"""
[disclosure]
minimum_cases = {MINIMUM}
minimum_complement = 0
minimum_base = 0
"""


def survey(chance):
    """People of three regions with two or three districts each; few of them victims."""
    people = []
    districts = [(region, 10 * region + d) for region in (1, 2, 3) for d in range(chance.randint(2, 3))]
    share = chance.uniform(0.05, 0.2)
    for _ in range(chance.randint(150, 400)):
        region, district = chance.choice(districts)
        people.append((region, district, chance.randint(1, 2), chance.randint(1, 4), int(chance.random() < share)))
    return people


def write_survey(folder, people, by):
    with open(folder / "people.csv", "w", encoding="utf-8") as file:
        file.write("region,district,sex,age,victim,w\n")
        for number, person in enumerate(people):
            file.write(",".join(map(str, person)) + f",{10 + number % 7}\n")
    text = STUDY.format(by=str([list(cross) for cross in by]).replace("'", '"'))
    (folder / "open.toml").write_text(text, encoding="utf-8")
    (folder / "closed.toml").write_text(text + PROTECTION, encoding="utf-8")


def estimates(sondeo, study):
    out = subprocess.run([sondeo, "estimate", study, "--format", "csv", "--quiet"], check=True, capture_output=True,
                         text=True)
    return list(csv.DictReader(io.StringIO(out.stdout)))


def kind_mask(kinds, row):
    """The kinds of people that a row's cell holds."""
    def inside(kind):
        if row["indicator"] == "victim@1.3" and kind[3] > 2:
            return False
        return all(row[name] in ("", str(code)) for name, code in zip(NAMES, kind))
    return numpy.array([inside(kind) for kind in kinds])


def counts(row, kinds):
    """What a row says of the number of victims: (mask of kinds, count)."""
    mask = kind_mask(kinds, row)
    if row["measure"] == "column_proportion":
        whole = {name: row[name] if name == "sex" else "" for name in NAMES}
        of_column = kind_mask(kinds, {**row, **whole})
        return [(mask, row["n_events"]), (of_column, row["n"])]
    return [(mask, row["n_events"])]


def attack(rows, truth, kinds):
    """Protected counts of victims that can be derived too closely: (cell, count, low, high). Unknown are the victims
    and the others of each kind, of whom the rows say sums."""
    some = len(kinds)
    equations, published, known = [], [], set()

    def add(mask, others, value):
        key = (mask.tobytes(), others)
        if value != "" and key not in known:
            known.add(key)
            equations.append(numpy.concatenate([mask, mask if others else 0 * mask]).astype(float))
            published.append(float(value))
    for row in rows:
        for mask, value in counts(row, kinds):
            add(mask, False, value)
        if row["measure"] != "column_proportion":
            add(kind_mask(kinds, row), True, row["n"])
    found, checked = [], set()
    for row in truth:
        for place, (mask, value) in enumerate(counts(row, kinds)):
            count = float(value)
            if not 0 < count < MINIMUM or mask.tobytes() in checked:
                continue
            checked.add(mask.tobytes())
            goal = numpy.concatenate([mask, numpy.zeros(some)]).astype(float)
            ends = []
            for sign in (1, -1):
                result = linprog(sign * goal, A_eq=numpy.array(equations), b_eq=numpy.array(published),
                                 bounds=[(0, None)] * (2 * some), method="highs")
                assert result.status in (0, 3), result.message
                ends.append(sign * result.fun if result.status == 0 else float("inf"))
            low = count // 2
            whole = float(row["n"]) if place == 0 else float("inf")  # a part is at most the whole
            high = min(max(MINIMUM, 2 * count), whole, base_of(truth, kinds, mask))
            if ends[0] > low + 1e-6 or ends[1] < high - 1e-6:
                found.append((row["indicator"], [row[name] for name in NAMES], count, *ends))
    return found, len(checked)


def base_of(truth, kinds, mask):
    """Cases of the cell with that mask; of percentages alone, no limit."""
    bases = [float(row["n"]) for row in truth
             if row["measure"] != "column_proportion" and (kind_mask(kinds, row) == mask).all()]
    return bases[0] if bases else float("inf")


def main():
    sondeo, releases = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 30
    chance = random.Random(20250601)
    protected, broken, naive, withheld, shown = 0, [], 0, 0, 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for release in range(releases):
            people = survey(chance)
            crosses = [("region",), ("district",), ("sex",), ("age",), ("region", "sex"), ("sex", "age")]
            write_survey(folder, people, crosses[: chance.randint(3, len(crosses))])
            truth = estimates(sondeo, folder / "open.toml")
            closed = estimates(sondeo, folder / "closed.toml")
            assert len(truth) == len(closed)
            kinds = sorted({person[:4] for person in people})
            for row, full in zip(closed, truth):
                gone = "protected" in row["note"]
                if gone:
                    left = [row[c] for c in ("estimate", "se", "cv", "ci_low", "n", "n_events", "weight_sum", "df")]
                    assert left == [""] * len(left), row
                withheld += gone
                shown += not gone
                assert gone or not 0 < float(full["n_events"]) < MINIMUM, row
            found, checked = attack(closed, truth, kinds)
            broken += [(release, *each) for each in found]
            protected += checked
            alone = [row for row in truth if not 0 < float(row["n_events"]) < MINIMUM]
            naive += len(attack(alone, truth, kinds)[0])
    assert not broken, broken[:5]
    assert naive > 0, "the attack finds nothing anywhere"
    print(f"{releases} releases, {protected} protected counts, none derived; {withheld} rows withheld, {shown} shown; "
          f"without further rows {naive} would be")


main()
