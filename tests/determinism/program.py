"""What the program prints does not depend on what it must not depend on.

usage: program.py RULE PROGRAM SOURCE_FOLDER

  threads  1, 2 and 5 threads print the same bytes
  order    rows in another order give figures that agree to 1e-12
  place    another folder, locale and time zone print the same bytes
  group    a group by --where and by --by has the same estimate, error and degrees of freedom

The data cancel: values of both signs and of very unlike size, so that a sum whose order of addition changed shows
it in its last digits. Survey-like data would not: compensated sums of them are exact under nearly every grouping.
"""

import csv
import io
import math
import os
import pathlib
import random
import subprocess
import sys
import tempfile

ROWS = 30_000  # several blocks of the pass
FIGURES = ["estimate", "se", "cv", "ci_low", "ci_high", "df", "n", "n_missing", "missing_share", "weight_sum"]
DESIGN = ["--strata", "stratum", "--psu", "psu", "--weight", "weight"]
WHAT = ["--proportion", "yes == 1", "--mean", "size", "--total", "balance", "--ratio", "size/weight"]


def rows():
    source = random.Random(20251125)
    for number in range(ROWS):
        stratum = 1 + number % 20
        psu = stratum * 100 + source.randrange(12)
        yield {
            "stratum": stratum,
            "psu": psu,
            "weight": f"{math.exp(source.gauss(5, 0.7)):.4f}",
            "region": 1 + stratum % 5,
            "yes": "" if source.random() < 0.02 else int(source.random() < 0.07),
            "size": f"{math.exp(source.gauss(0, 1.5)):.6f}",
            "balance": repr(source.gauss(0, 1) * 10.0 ** source.randrange(-6, 7)),
        }


def write(path, table):
    with open(path, "w", newline="", encoding="ascii") as file:
        writer = csv.DictWriter(file, table[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)


def run(program, arguments, folder=None, environment=None):
    done = subprocess.run([program, *arguments, "--format", "csv"], capture_output=True, cwd=folder, env=environment)
    if done.returncode != 0 or not done.stdout:
        raise SystemExit(f"{arguments}\nended with {done.returncode}\n{done.stderr.decode()}")
    return done.stdout


def table_of(output):
    return list(csv.DictReader(io.StringIO(output.decode("utf-8"))))


def same_bytes(first, others):
    for name, other in others.items():
        if other != first:
            pairs = zip(first.decode().splitlines(), other.decode().splitlines())
            print(name, *next(((a, b) for a, b in pairs if a != b), ("another number of lines",)), sep="\n")
            return False
    print(f"the same {len(first)} bytes, {first.count(10)} lines")
    return first.count(10) > 5


def close(left, right, tolerance):
    if left == "" or right == "":
        return left == right
    return math.isclose(float(left), float(right), rel_tol=tolerance, abs_tol=0.0)


def same_figures(left, right, columns, tolerance):
    if len(left) != len(right) or not left:
        print(f"{len(left)} rows against {len(right)}")
        return False
    faults = [
        f"{a['indicator']} {a.get('region', '')} {column}: {a[column]} against {b[column]}"
        for a, b in zip(left, right)
        for column in columns
        if not close(a[column], b[column], tolerance)
    ]
    print("\n".join(faults) or f"{len(left)} rows agree to {tolerance}")
    return not faults


def threads(program, data, source):
    commands = [["tabulate", data, *WHAT, *DESIGN, "--by", "region"]]
    commands.append(["estimate", f"{source}/samples/national-vaw/study.toml"])
    commands.append(["estimate", f"{source}/samples/weighting/study.toml"])
    outputs = [{count: run(program, [*command, "--threads", count]) for count in "125"} for command in commands]
    return all(same_bytes(output["1"], output) for output in outputs)


def order(program, data, _):
    table = list(rows())
    random.Random(7).shuffle(table)
    shuffled = f"{data}.shuffled.csv"
    write(shuffled, table)
    command = [*WHAT, *DESIGN, "--by", "region"]
    left, right = (table_of(run(program, ["tabulate", file, *command])) for file in (data, shuffled))
    return same_figures(left, right, FIGURES, 1e-12)


def place(program, data, source):
    study = f"{source}/samples/national-vaw/study.toml"
    plain = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TZ": "UTC"}
    first = run(program, ["estimate", study, "--lang", "en"], environment=plain)
    others = {
        "another folder": run(program, ["estimate", study, "--lang", "en"], folder="/", environment=plain),
        "another zone": run(program, ["estimate", study, "--lang", "en"], environment={**plain, "TZ": "Asia/Tokyo"}),
        "another locale": run(
            program, ["estimate", study, "--lang", "en"], environment={**plain, "LANG": "de_DE.UTF-8", "LC_ALL": ""}
        ),
        "an empty environment": run(program, ["estimate", study, "--lang", "en"], environment={}),
    }
    return same_bytes(first, others)


def group(program, data, _):
    by = table_of(run(program, ["tabulate", data, *WHAT, *DESIGN, "--by", "region"]))
    for region in "12345":
        where = table_of(run(program, ["tabulate", data, *WHAT, *DESIGN, "--where", f"region == {region}"]))
        mine = [row for row in by if row["region"] == region]
        if len(mine) != 4 or not same_figures(mine, where, FIGURES, 1e-14):
            return False
    return True


def main():
    rule, program, source = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        data = str(pathlib.Path(folder) / "cancelling.csv")
        write(data, list(rows()))
        held = {"threads": threads, "order": order, "place": place, "group": group}[rule](program, data, source)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
