"""A survey of 687 columns with an instrument of 683 items: every item is checked. Its time is printed, not asserted.

usage: wide_survey.py SONDEO
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

ITEMS = 683
ROWS = 500


def code(row, item):
    """1, 2, 8 or blank; item 7 has a code that is not in its list in one row."""
    if (row, item) == (3, 7):
        return "5"
    return ("1", "2", "2", "8", "")[(row * 31 + item * 17 + row * item) % 5]


def main():
    sondeo = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        names = ["upm", "estrato", "fac", "region"] + [f"P{i}" for i in range(1, ITEMS + 1)]
        lines = [",".join(names)]
        for row in range(ROWS):
            lines.append(",".join([str(row // 5), str(row // 100), "10", str(row % 16)]
                                  + [code(row, item) for item in range(1, ITEMS + 1)]))
        pathlib.Path("e.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        items = "".join(f'[[item]]\nid = "P{i}"\ncodes = {{ 1 = "Si", 2 = "No" }}\nmissing = {{ 8 = "dont_know" }}\n'
                        for i in range(1, ITEMS + 1))
        pathlib.Path("i.toml").write_text('[instrument]\nid = "i"\n' + items, encoding="utf-8")
        pathlib.Path("s.toml").write_text(
            '[study]\nid = "e"\ninstrument = "i.toml"\n[data.household]\nfile = "e.csv"\n[design]\nstrata = "estrato"\n'
            'psu = "upm"\n[weight]\nhousehold = "fac"\n[[indicator]]\nid = "vh"\nmeasure = "proportion"\n'
            'numerator = "any(P[1-683] == 1)"\n', encoding="utf-8")
        start = time.monotonic()
        result = subprocess.run([sondeo, "check", "s.toml", "--format", "json"], capture_output=True, text=True, timeout=120)
        print(f"{time.monotonic() - start:.2f} s")
        os.chdir("/")
    if result.returncode != 0:
        print("FAILED", result.stderr)
        return 1
    found = json.loads(result.stdout)["findings"]
    wanted = [("W0681", {"item": "P7", "level": "household", "count": "1", "codes": "5"})]
    if [(each["code"], each["arguments"]) for each in found] != wanted:
        print("FAILED", found[:5])
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
