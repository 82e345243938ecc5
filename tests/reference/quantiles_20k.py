"""The program's quantiles of 20,000 generated rows against those of R survey 4.5 kept in ../shared/bench.

usage: quantiles_20k.py PROGRAM SOURCE      exit code 77 where the shared folder or its generator's needs are absent
"""

import csv
import io
import math
import subprocess
import sys
import tempfile

import generated_20k

RELATIVE = 1e-9


def run(program, data, probs, *flags):
    command = [program, "tabulate", data, "--quantile", "income", "--probs", ",".join(probs), "--weight", "weight", "--strata",
               "stratum", "--psu", "psu", "--fpc", "fpc_psu", "--format", "csv", "--quiet", *flags]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return {row["category"].removeprefix("p"): row for row in csv.DictReader(io.StringIO(text))}


def differences(rows, expected):
    for figures in expected:
        row = rows[figures["_row"]]
        for theirs, ours in {"quantile": "estimate", "ci.2.5": "ci_low", "ci.97.5": "ci_high", "se": "se"}.items():
            if not math.isclose(float(row[ours]), figures[theirs], rel_tol=RELATIVE):
                yield f"p{figures['_row']} {ours}: {row[ours]} against {figures[theirs]}"


def main(program, source):
    kept = generated_20k.expected(source)
    if kept is None:
        return generated_20k.SKIPPED
    expected = kept["quantile_income"]
    with tempfile.TemporaryDirectory() as scratch:
        data = generated_20k.make(source, scratch)
        if data is None:
            return generated_20k.SKIPPED
        probs = [figures["_row"] for figures in expected["math"]]
        faults = [*differences(run(program, data, probs), expected["math"]),
                  *differences(run(program, data, probs, "--quantile-rule", "hf7"), expected["hf7"]),
                  *differences(run(program, data, ["0.5"], "--quantile-interval", "beta"), expected["math_beta_median"])]
    print("\n".join(faults) or "11 quantiles with their limits and standard errors are R's")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
