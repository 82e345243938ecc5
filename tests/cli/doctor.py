"""`sondeo doctor` certifies what is installed, and says so when a part is not there.

usage: doctor.py SONDEO
"""
import csv
import io
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile


def run(sondeo, *arguments, **environment):
    return subprocess.run([sondeo, "doctor", *arguments], capture_output=True, encoding="utf-8", timeout=240,
                          env={"PATH": os.environ["PATH"], **environment})  # fmt: skip


def check_whole(sondeo):
    done = run(sondeo, "--format", "json")
    found = json.loads(done.stdout)
    assert done.returncode == 0 and not found["failed"] and done.stderr == "", done.stderr
    status = {check["check"]: check["status"] for check in found["checks"]}
    assert [name for name in ("nist", "survey", "reader", "languages") if status[name] != "ok"] == [], status
    assert len(found["figures"]) == 26 and all(figure["agrees"] for figure in found["figures"])
    exact = {(figure["set"], figure["figure"]): figure["digits"] for figure in found["figures"]}
    # The digits that the doubles nearest to NIST's numbers have.
    assert exact["lew", "mean"] == 15 and 9.4 < exact["numacc3", "standard deviation"] < 9.5, exact
    assert found["speed"]["rows"] == 100_000 and found["speed"]["seconds"] > 0
    assert any(name.startswith("libreadstat.so") for name in found["loaded"]), found["loaded"]
    assert "Boost" in found["built_with"], found["built_with"]


def check_forms(sondeo):
    text = run(sondeo, "--lang", "es", "--threads", "1").stdout
    assert "esta instalaci\u00f3n calcula lo certificado" in text and "reader" in text, text
    assert max(map(len, text.splitlines())) <= 80, text
    rows = list(csv.DictReader(io.StringIO(run(sondeo, "--format", "csv").stdout)))
    assert {row["check"] for row in rows} >= {"nist", "survey", "reader", "limits", "speed", "charts", "pdf"}, rows
    assert run(sondeo, "file.sav").returncode == 2
    without = json.loads(run(sondeo, "--format", "json", PATH="/nowhere").stdout)
    assert {check["check"]: check["status"] for check in without["checks"]}["pdf"] == "note" and not without["failed"]


def check_parts_missing(sondeo, folder):
    """The program alone, without its reader and catalogue; then with a reader that is another program."""
    alone = folder / "sondeo"
    shutil.copy(sondeo, alone)
    done = run(alone, "--format", "json")
    found = json.loads(done.stdout)
    status = {check["check"]: check for check in found["checks"]}
    assert done.returncode == 1 and found["failed"], done
    assert status["survey"]["status"] == "failed" and "E4220" in status["survey"]["detail"], status
    assert status["reader"]["status"] == "failed" and status["languages"]["status"] == "failed", status
    assert status["nist"]["status"] == "ok", status
    shutil.copy("/bin/false", folder / "sondeo-reader")
    found = json.loads(run(alone, "--format", "json").stdout)
    assert "E42" in {check["check"]: check for check in found["checks"]}["survey"]["detail"], found
    shutil.copy(pathlib.Path(sondeo).parent / "sondeo-reader", folder / "sondeo-reader")
    found = json.loads(run(alone, "--format", "json").stdout)
    assert {check["check"]: check["status"] for check in found["checks"]}["survey"] == "ok", found


def main():
    sondeo = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as name:
        check_whole(sondeo)
        check_forms(sondeo)
        check_parts_missing(sondeo, pathlib.Path(name))
    print("26 figures certified; a reader, a catalogue and a browser that are absent are told")


main()
