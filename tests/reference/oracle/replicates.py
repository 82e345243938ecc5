"""Replicate weights of the surveys: some that sondeo makes and writes out, for R to read, and some given to both."""

import csv
import random
import subprocess

from commands import result

MADE = [
    "jk1", "jkn", "jk2", "brr", "fay:0.3", "sdr", "bootstrap:24", "rwyb:24", "canty-davison:24", "preston:24",
    "generalised:24", "generalised-sd1:24", "generalised-sd2:24",
]  # fmt: skip
GIVEN = ["brr", "fay:0.4", "bootstrap", "jk2", "jkn", "sdr", "acs", "other", "jk1"]
REPLICATES = 22


def questions(rng):
    """How a survey's replicates are made and given."""
    return {
        "made": rng.choice(MADE),
        "given": rng.choice(GIVEN),
        "centre": rng.choice(["", "", "mse", "no-mse"]),
        "scale": repr(round(rng.uniform(0.02, 1.5), 3)),
        "tau": "",
    }


def pairs(rows, rng):
    """Strata of two units each, for the methods that want them; a few rows to a unit."""
    strata = max(2, min(9, len(rows) // 8))
    for place, row in enumerate(rows):
        row["h2"] = 1 + place % strata
        row["u2"] = 1 + place // strata % 2 if place < 2 * strata else rng.randint(1, 2)
        row["unit"] = 10 * row["h2"] + row["u2"]


def made_words(options):
    pair = ["--psu", "unit"] if options["made"] == "jk1" else ["--strata", "h2", "--psu", "u2"]
    return ["--weight", "w", *pair, "--variance", options["made"]]


def given_words(options):
    words = ["--weight", "w", "--replicate-file", f"given{options['design']}.csv", "--replicate-weights", "G*"]
    words += ["--replicates", options["given"]]
    if options["given"] in ("other", "jk1"):
        words += ["--scale", options["scale"]]
    if options["given"] == "jkn":
        words += ["--rscales", f"rscales{options['design']}.txt"]
    return words + ([f"--{options['centre']}"] if options["centre"] else [])


def write_given(folder, survey, seed):
    rng = random.Random(f"{seed}/{survey.number}/replicates")
    number = survey.number
    scales = [round(rng.uniform(0.1, 1), 4) for _ in range(REPLICATES)]
    (folder / f"rscales{number}.txt").write_text("".join(f"{scale}\n" for scale in scales), encoding="utf-8")
    with open(folder / f"given{number}.csv", "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["row", *(f"G{replicate + 1}" for replicate in range(REPLICATES))])
        for place, row in enumerate(survey.rows):
            factors = [rng.choice([0, 1, 1, 2]) if rng.random() < 0.5 else rng.uniform(0.3, 1.7) for _ in scales]
            table.writerow([place + 1, *(repr(float(row["w"]) * factor) for factor in factors)])


def write_made(program, folder, survey):
    """The weights that sondeo makes, and what R cannot know of them: tau. No file where it makes none."""
    options = survey.options
    file = folder / f"made{survey.number}.csv"
    command = [program, "tabulate", folder / f"{survey.number}.csv", *made_words(options), "--mean", "r"]
    found, _ = result([*command, "--write-replicates", file, "--force"])
    options["tau"] = found["design"].get("tau", "") if found else ""


def write(program, folder, survey, seed):
    write_given(folder, survey, seed)
    write_made(program, folder, survey)


def estimates(options):
    words = ["--mean", "mean_y = y", "--total", "total_y = y", "--proportion", "event = e == 1"]
    words += ["--ratio", "ratio = y / x"]
    words += ["--derive", "gap = mean_y[s=m] - mean_y[s=f]", "--quantile", "q_r = r", "--probs", "0.5", "--by", "b"]
    words += ["--quantile-rule", options["rule"], "--quantile-interval", options["quantile_interval"]]
    return [*words, "--level", str(options["level"]), "--allow-normalised"]


def runs(options):
    return {
        "made": ["tabulate", *made_words(options), *estimates(options)],
        "given": ["tabulate", *given_words(options), *estimates(options)],
    }
