"""The page of a large report is written table by table: it takes a few times its own bytes of memory, not the cells
of all its tables at once.

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
INDICATORS = 80
MEASURE = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def peak(sondeo, source, folder, outputs):
    """Bytes at the most, of the program or its reader."""
    indicators = "".join(INDICATOR.format(number=i, age=15 + i * 0.5) for i in range(INDICATORS))
    study = folder / "study.toml"
    study.write_text(STUDY.format(outputs=outputs) + indicators, encoding="utf-8")
    data = source / "samples" / "national-vaw"
    command = [sondeo, "report", study, "--data", data, "--out", folder / "out", "--quiet", "--force"]
    done = subprocess.run([sys.executable, "-c", MEASURE, *command], check=True, capture_output=True, text=True)
    return int(done.stdout) * 1024


def main():
    sondeo, source = sys.argv[1], pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        without = peak(sondeo, source, folder, '"csv"')
        more = peak(sondeo, source, folder, '"csv", "html"') - without
        page = (folder / "out" / "large.html").stat().st_size
    assert page > 4_000_000, page
    # Texts, context and page hold its bytes each; all cells as a tree took about thirty times them.
    assert more < 12 * page, (more, page)
    print(f"a page of {page:,} bytes takes {more / page:.1f} times them")


main()
