"""All files of a report appear in their folder, or none: whatever ends the run, the folder is as it was.

usage: report_folder.py SONDEO SOURCE_DIR
"""
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

STUDY = """
[study]
id = {id}
country = "SLV"
period = {period}
[data.person]
file = "people.csv"
[[indicator]]
id = "victim"
measure = "proportion"
level = "person"
numerator = "victim == 1"
sdg = {{ indicator = "5.2.1", series = "VC_VAW_PHYV", dimensions = {{ AGE = "Y_GE15" }} }}
[estimate]
by = [["kind"]]
[report]
outputs = ["csv", "xlsx", "sdmx-ml", "open-data", "open-sdg"]
license = "CC-BY-4.0"
"""


def write(folder, period='"2025"', name='"s"', kinds=2):
    (folder / "study.toml").write_text(STUDY.format(id=name, period=period), encoding="ascii")
    lines = [f"{1 + i % kinds},{i % 3 == 0:d}" for i in range(max(12, kinds * 2))]
    (folder / "people.csv").write_text("kind,victim\n" + "\n".join(lines) + "\n", encoding="ascii")


def run(sondeo, folder, *arguments):
    command = [sondeo, "report", "study.toml", "--lang", "en", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8")


def content(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def check_failing_writer(sondeo, folder):
    """The third writer refuses: the two before it leave nothing, also where there was a report."""
    write(folder, period='"spring"')
    done = run(sondeo, folder, "--out", "new/below")
    assert done.returncode == 3 and "E3733" in done.stderr, done.stderr
    assert not (folder / "new").exists()
    write(folder)
    assert run(sondeo, folder, "--out", "old").returncode == 0
    before = content(folder / "old")
    assert len(before) == 10, sorted(before)
    write(folder, period='"spring"')
    assert run(sondeo, folder, "--out", "old", "--force").returncode == 3
    assert content(folder / "old") == before


def check_existing(sondeo, folder):
    """Without --force nothing that is there is replaced, be it one file of ten; with it only the report's own."""
    write(folder)
    shutil.rmtree(folder / "old")
    for name in ("s.en.csv", "s.open-sdg/meta/5-2-1.yml", "s.manifest.json"):
        (folder / "old" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "old" / name).write_text("mine", encoding="ascii")
        done = run(sondeo, folder, "--out", "old")
        assert done.returncode == 8 and "E8001" in done.stderr and name in done.stderr, done.stderr
        assert content(folder / "old") == {name: b"mine"}
        shutil.rmtree(folder / "old")
    (folder / "old" / "s.open-sdg").mkdir(parents=True)
    (folder / "old" / "s.open-sdg" / "notes.txt").write_text("mine", encoding="ascii")
    (folder / "old" / "s.en.csv").write_text("mine", encoding="ascii")
    assert run(sondeo, folder, "--out", "old", "--force").returncode == 0
    there = content(folder / "old")
    assert there["s.open-sdg/notes.txt"] == b"mine" and there["s.en.csv"] != b"mine" and len(there) == 11
    (folder / "old" / "s.en.csv").unlink()
    (folder / "old" / "s.en.csv").mkdir()
    before = content(folder / "old")
    done = run(sondeo, folder, "--out", "old", "--force")
    assert done.returncode == 8 and "E8003" in done.stderr, done.stderr
    assert content(folder / "old") == before


def check_names(sondeo, folder):
    """A study's id makes no folder and climbs out of none."""
    for name in ('"../up"', '"/tmp/up"', '".hidden"', '"a\\u0007b/c"'):
        write(folder, name=name)
        done = run(sondeo, folder, "--out", "named")
        assert done.returncode == 0, done.stderr
        names = content(folder / "named")
        assert len(names) == 10 and not any(part.startswith(".") for name in names for part in pathlib.Path(name).parts)
        shutil.rmtree(folder / "named")
    assert not (folder / "up.en.csv").exists()
    write(folder)


def check_full_disk(sondeo, folder):
    """A disk that fills up, at several places of the report. Needs a mount of one's own, so root."""
    small = folder / "small"
    small.mkdir()
    if os.geteuid() != 0:
        return False
    write(folder, kinds=40)
    tried = 0
    for kilobytes in (4, 8, 16, 24, 32):
        mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", small]
        if subprocess.run(mount, capture_output=True).returncode != 0:
            return False
        try:
            done = run(sondeo, folder, "--out", "small")
            # libxlsxwriter says on its own what it met; the error is ours.
            said = "".join(line for line in done.stderr.splitlines() if line.startswith("error["))
            assert done.returncode == 8 and said.startswith("error[E8005]"), (kilobytes, done.returncode, done.stderr)
            assert ".part" not in said and not list(small.iterdir()), (done.stderr, list(small.iterdir()))
            tried += 1
        finally:
            subprocess.run(["umount", small], check=True)
    return tried == 5


def check_interrupt(sondeo, folder, source):
    """An interrupt at any moment leaves no file, or all."""
    study = source / "samples" / "national-vaw" / "study.toml"
    for wait in (0.02, 0.1, 0.3, 0.6):
        out = folder / f"cut{wait}"
        process = subprocess.Popen([sondeo, "report", study, "--out", out, "--quiet"], stderr=subprocess.DEVNULL)
        time.sleep(wait)
        process.send_signal(signal.SIGINT)
        code = process.wait()
        there = content(out) if out.exists() else {}
        assert code in (0, 130, -signal.SIGINT), code
        assert len(there) in (0, 21) and (code == 0) <= (len(there) == 21), (wait, code, sorted(there))
        assert there or not out.exists(), "an interrupted run left a folder that it had made"


def check_interrupted_browser(sondeo, folder):
    """The browser that prints is ended with the program, and what it was given is removed."""
    write(folder)
    text = (folder / "study.toml").read_text(encoding="ascii")
    (folder / "study.toml").write_text(text.replace('outputs = ["csv",', 'outputs = ["pdf",'), encoding="ascii")
    for name in ("programs", "scratch"):
        (folder / name).mkdir()
    browser, note = folder / "programs" / "chromium", folder / "process"
    browser.write_text(f"#!/bin/sh\necho $$ > {note}.new; mv {note}.new {note}\nexec sleep 100\n", encoding="ascii")
    browser.chmod(0o755)
    surroundings = {**os.environ, "PATH": f"{browser.parent}:{os.environ['PATH']}", "TMPDIR": str(folder / "scratch")}
    command = [sondeo, "report", "study.toml", "--out", "printed", "--quiet"]
    with subprocess.Popen(command, cwd=folder, env=surroundings, stderr=subprocess.DEVNULL) as process:
        end = time.monotonic() + 60
        while not note.exists() and process.poll() is None and time.monotonic() < end:
            time.sleep(0.02)
        assert note.exists(), "the browser was not started"
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        assert process.wait() == 130, process.returncode
    browser_process = pathlib.Path("/proc") / note.read_text(encoding="ascii").strip()
    end = time.monotonic() + 10
    while browser_process.exists() and "State:\tZ" not in status_of(browser_process) and time.monotonic() < end:
        time.sleep(0.05)
    assert not browser_process.exists() or "State:\tZ" in status_of(browser_process), "the browser goes on"
    assert not list((folder / "scratch").iterdir()), list((folder / "scratch").rglob("*"))
    assert not content(folder / "printed"), content(folder / "printed")


def status_of(process):
    try:
        return (process / "status").read_text(encoding="ascii")
    except OSError:
        return ""


def main():
    sondeo, source = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        check_failing_writer(sondeo, folder)
        check_existing(sondeo, folder)
        check_names(sondeo, folder)
        check_interrupt(sondeo, folder, source)
        check_interrupted_browser(sondeo, folder)
        full = check_full_disk(sondeo, folder)
    print("all or nothing" + ("" if full else "; no disk to fill up here"))


main()
