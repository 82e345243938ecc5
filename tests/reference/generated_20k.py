"""The 20,000 rows of ../shared/bench/gen.cpp and what R survey 4.5 says of them, for the tests that compare with it."""

import json
import pathlib
import subprocess

SKIPPED = 77


def expected(source):
    """The kept figures by name; nothing, with the reason printed, where the shared folder is absent."""
    kept = pathlib.Path(source) / "../shared/bench/expected_20k.json"
    if not kept.exists():
        print(f"skipped: {kept.parent} is absent")
        return None
    return json.loads(kept.read_text(encoding="utf-8"))


def make(source, scratch):
    """The CSV, in the folder `scratch`; nothing, with the reason printed, where the generator does not compile."""
    generator = pathlib.Path(source) / "../shared/bench/gen.cpp"
    maker, data = pathlib.Path(scratch) / "gen", pathlib.Path(scratch) / "d20k.csv"
    if subprocess.run(["g++", "-O1", "-std=c++17", generator, "-lreadstat", "-o", maker], check=False).returncode != 0:
        print("skipped: the generator does not compile here")
        return None
    subprocess.run([maker, "20000", "20240", "--csv", data], check=True, stdout=subprocess.DEVNULL)
    return data
