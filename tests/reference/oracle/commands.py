"""How sondeo is asked about a survey: the words of its design, and running it."""

import json
import subprocess


def stage_words(options):
    words = ["--psu", ",".join(["psu", "ssu", "tsu"][: options["stages"]])]
    if options["sizes"]:
        words += ["--fpc", ",".join(f"fpc{stage + 1}" for stage in range(options["sizes"]))]
    if options["strata2"]:
        # Without strata of the first stage a constant stands for them.
        words += ([] if options["strata"] else ["--strata", "1 == 1"]) + ["--strata", options["strata2"]]
    return words


def design_words(options, weight="w"):
    """Weight, strata, stages and what stands for lonely units."""
    words = ["--weight", weight]
    if options["strata"]:
        words += ["--strata", options["strata"].replace(" ", ",")]
    words += stage_words(options) if options["stages"] > 1 else []
    for flag, name in (("psu", "psu"), ("fpc", "fpc")):
        if options[flag] and options["stages"] == 1:
            words += [f"--{flag}", name]
    for flag, name in (("ultimate-cluster", "ultimate"), ("domain-lonely", "domain_lonely")):
        if options[name]:
            words += [f"--{flag}"]
    return [*words, "--lonely-psu", options["lonely"]]


def interval_words(options):
    words = []
    for flag, name in (("level", "level"), ("interval", "interval"), ("interval-other", "other"), ("df", "df")):
        words += [f"--{flag}", str(options[name])]
    return words


def result(command):
    """The result as JSON has it, or None and the error."""
    words = [str(word) for word in [*command, "--quiet", "--format", "json"]]
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8")
    return (json.loads(done.stdout), "") if done.returncode == 0 else (None, done.stderr)
