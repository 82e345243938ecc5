"""The memory of a report is that of one table: of 240 tables only the figures are kept, the files are written piece
by piece.

usage: report_memory.py SONDEO SOURCE_DIR
"""
import pathlib
import subprocess
import sys
import tempfile

STUDY = """
[study]
id = "large"
period = "2025"
[data.woman]
file = "national-vaw.sav"
[design]
strata = "estrato"
psu = "upm"
[weight]
woman = "fac_mujer"
[estimate]
by = [["region"], ["educacion", "region"], ["area", "educacion", "region"]]
[report]
languages = ["es", "en"]
outputs = [{outputs}]
"""
INDICATOR = """
[[indicator]]
id = "i{number}"
measure = "proportion"
numerator = "edad > {age}"
"""
OUTPUTS = '"csv", "json", "xlsx", "html"'
MEASURE = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def peak(sondeo, source, folder, indicators):
    """Bytes at the most, of the program or its reader, for three tables of each indicator."""
    defined = "".join(INDICATOR.format(number=i, age=15 + i * 0.5) for i in range(indicators))
    study = folder / "study.toml"
    study.write_text(STUDY.format(outputs=OUTPUTS) + defined, encoding="utf-8")
    data = source / "samples" / "national-vaw"
    command = [sondeo, "report", study, "--data", data, "--out", folder / "out", "--quiet", "--force"]
    done = subprocess.run([sys.executable, "-c", MEASURE, *command], check=True, capture_output=True, text=True)
    return int(done.stdout) * 1024


def main():
    sondeo, source = sys.argv[1], pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        one = peak(sondeo, source, folder, 1)
        many = peak(sondeo, source, folder, 80)
        written = sum(file.stat().st_size for file in (folder / "out").iterdir())
    assert written > 15_000_000, written
    # With the texts of each row, and files made in memory before they were written, it was five times.
    assert many < 1.6 * one, (many, one)
    print(f"240 tables, {written:,} bytes written: {many / one:.2f} times the memory of 3")


main()
