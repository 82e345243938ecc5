"""The 12 x 8 table of 20,000 generated rows, 3,588 cells, against that of R survey 4.5 kept in ../shared/bench.

usage: table_20k.py PROGRAM SOURCE      exit code 77 where the shared folder or its generator's needs are absent

Estimate, standard error and number of cases; the kept limits are svyby's, Wald with the whole design's degrees of freedom,
which is not how proportions have them here.
"""

import csv
import io
import math
import subprocess
import sys
import tempfile

import generated_20k

RELATIVE = 1e-9
BREAKDOWNS = {"sexF": "sex", "agegrpF": "agegrp", "educF": "educ", "areaF": "area", "disabF": "disab", "regionF": "region",
              "muniF": "muni", "sexage": "sex,agegrp"}


def table(program, data):
    """Rows by breakdown, item and codes."""
    command = [program, "tabulate", data, "--weight", "weight", "--strata", "stratum", "--psu", "psu", "--fpc", "fpc_psu",
               "--format", "csv", "--quiet"]
    for item in range(1, 13):
        name = f"v{item:02d}"
        command += ["--proportion", f"if({name} in {{1, 2}}, {name} == 1, missing)"]
    for by in BREAKDOWNS.values():
        command += ["--by", by]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = {}
    for row in csv.DictReader(io.StringIO(text)):
        item = row["indicator"][4:6]
        for key, by in BREAKDOWNS.items():
            codes = [row[name] for name in by.split(",")]
            others = [row[name] for name in "sex agegrp educ area disab region muni".split() if name not in by.split(",")]
            if all(codes) and not any(others):
                found[key, f"y{item}", "".join(codes)] = row
    return found


def differences(found, expected):
    for breakdown, items in expected.items():
        for item, figures in items.items():
            for place, level in enumerate(figures["level"]):
                row = found[breakdown, item, level]
                theirs = {"estimate": figures["est"][place], "se": figures["se"][place], "n": figures["n"][place]}
                for name, value in theirs.items():
                    ours = float(row[name])
                    if not (ours == 0 if value == 0 else math.isclose(ours, value, rel_tol=RELATIVE)):
                        yield f"{item} {breakdown}={level} {name}: {row[name]} against {value}"


def main(program, source):
    kept = generated_20k.expected(source)
    if kept is None:
        return generated_20k.SKIPPED
    expected = kept["table_8x12"]
    with tempfile.TemporaryDirectory() as scratch:
        data = generated_20k.make(source, scratch)
        if data is None:
            return generated_20k.SKIPPED
        faults = list(differences(table(program, data), expected))
    cells = sum(len(figures["level"]) for items in expected.values() for figures in items.values())
    print("\n".join(faults[:40]) or f"estimate, standard error and n of {cells} cells are R's")
    return 1 if faults or cells != 3588 else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
