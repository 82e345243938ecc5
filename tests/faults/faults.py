"""One call of the system fails, at every place of every command: memory, disk, files, threads, the reader's start.

usage: faults.py SONDEO SOURCE_DIR INJECT.so [--full] [--only COMMAND] [--verbose]

After each run: an exit code of the documented ones and the sentence of its class; the files that were there before are as
they were, or all that the command writes are there whole; no temporary file, no reader process and nobody's answer left behind.
"""
import concurrent.futures
import errno
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

from survey import SECRETS, commands, content, inputs

HALF = -1
FOR_GOOD = ":on"
# What may fail with what, and the exit codes that may follow. 0: what failed was not needed, or done another way.
KINDS = {
    "malloc": ([errno.ENOMEM], {0, 9}),
    "write": ([errno.ENOSPC, errno.EIO, errno.EINTR, errno.EPIPE, errno.EDQUOT, HALF], {0, 8}),
    "pwrite": ([errno.ENOSPC, errno.ENOMEM], {4}),
    "stdio": ([errno.ENOSPC, errno.EIO], {0, 3, 4, 8}),
    "fsync": ([errno.EIO, errno.ENOSPC], {0, 8}),
    "rename": ([errno.EIO, errno.EACCES, errno.ENOSPC, errno.EINVAL], {0, 8}),
    "open": ([errno.EMFILE, errno.EACCES, errno.EIO, errno.ENOSPC], {0, 3, 4, 8, 9}),
    "read": ([errno.EIO, errno.EINTR], {0, 3, 4}),
    "close": ([errno.EIO, errno.ENOSPC], {0, 8}),
    "mkdir": ([errno.ENOSPC, errno.EACCES, errno.EIO], {0, 8}),
    "truncate": ([errno.ENOSPC, errno.ENOMEM], {4, 9}),
    "mmap": ([errno.ENOMEM], {0, 4, 9}),
    "memfd": ([errno.EMFILE, errno.ENOMEM], {4, 9}),
    "spawn": ([errno.EAGAIN, errno.ENOMEM, errno.EACCES], {4, 9}),
    "thread": ([errno.EAGAIN], {0, 9}),
}
SECONDS = 120


def counted(sondeo, command, folder, preload):
    """How many calls of each kind the command makes, and what it writes."""
    counts = folder.parent / f"{folder.name}.counts"
    done = start(sondeo, command, folder, {"LD_PRELOAD": preload, "SONDEO_FAULT_COUNTS": str(counts)})
    _, errors = done.communicate(timeout=SECONDS)
    if done.returncode != 0:
        raise SystemExit(f"{command.name} without a fault ended with {done.returncode}: {errors}")
    kinds = dict(line.split() for line in counts.read_text(encoding="ascii").splitlines())
    return {kind: int(count) for kind, count in kinds.items()}, outputs_of(command, folder)


def start(sondeo, command, folder, environment, **more):
    force = ["--force"] if command.outputs else []
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
    return subprocess.Popen(
        [sondeo, *command.arguments, *force, "--quiet", "--lang", "en"], cwd=folder, env={"TMPDIR": str(folder / "tmp"), **environment},
        encoding="utf-8", errors="replace", start_new_session=True, **streams)  # fmt: skip


def outputs_of(command, folder):
    files = content(folder)
    mine = {name: text for name, text in files.items() if any(name == each or name.startswith(f"{each}/") for each in command.outputs)}
    return {name: text for name, text in mine.items() if ".part" not in name}


def fresh(folder, command, before):
    """The inputs, and where the command writes what an earlier run wrote, marked as old."""
    for name in command.outputs:
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    for path in folder.rglob("*.part"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.rmtree(folder / "tmp", ignore_errors=True)
    (folder / "tmp").mkdir()
    for name in before:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("old", encoding="ascii")


def left_behind(session):
    """Processes of a session that go on."""
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            fields = (process / "stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) == session and fields[0] != "Z":
                yield process.name
        except (OSError, IndexError):
            continue


def judged(command, folder, clean, before, done, errors, codes, allowed_to_leave=False):
    """What is wrong after a run that may have failed."""
    code = done.returncode
    said = [int(digit) for digit in re.findall(r"^error\[E(\d)\d{3}\]", errors, re.M)]
    if code not in codes:
        yield f"ended with {code}: {errors.strip()[:200]}"
    # The first of several findings decides; a result that then cannot be written is the last that is said, and decides.
    elif code > 0 and code not in said[:1] + said[-1:] and (said or code not in (8, 9)):
        yield f"ended with {code} but said {errors.strip()[:200]!r}"
    after = outputs_of(command, folder)
    old = {name: b"old" for name in before}
    for name in command.outputs:
        if command.name == "check" and code in (3, 4, 5):
            continue  # what is wrong with a study is what it writes
        mine = lambda files: {key: text for key, text in files.items() if key == name or key.startswith(f"{name}/")}
        if mine(after) == mine(clean):
            continue
        if mine(after) != mine(old):
            yield f"{name} is neither what it was nor what it should be"
        elif code == 0:
            yield f"ended with 0 and {name} is not written"
    if any(secret in errors for secret in SECRETS):
        yield "shows microdata"
    if any(True for _ in left_behind(done.pid)):
        yield "left a process behind"
    if allowed_to_leave:
        return
    rubbish = [str(path) for path in folder.rglob("*.part")] + [str(path) for path in (folder / "tmp").iterdir()]
    if rubbish:
        yield f"left {sorted(pathlib.Path(path).name for path in rubbish)}"


def places(count, most, chance):
    """All of 1 to count, or the first, the last and a sample."""
    if count <= most:
        return list(range(1, count + 1))
    return sorted({1, count, *chance.sample(range(1, count + 1), most - 2)})


def planned(counts, full, chance):
    """The faults to inject into a command: (kind, setting, codes)."""
    for kind, (errors, codes) in KINDS.items():
        once, for_good = {"malloc": (600, 80) if full else (9, 4)}.get(kind, (10**6, 10**6) if full else (4, 2))
        for number in places(counts[kind], once, chance):
            for error in errors if full else [chance.choice(errors)]:
                yield kind, f"{kind}:{number}:{error}", codes
        # A disk that lets itself be written and then, for good, not renamed leaves no way back.
        for number in places(min(counts[kind], 1) if kind == "rename" else counts[kind], for_good, chance):
            yield kind, f"{kind}:{number}:{errors[0]}{FOR_GOOD}", codes


class Runs:
    """The faults of one command, in a folder of its own."""

    def __init__(self, sondeo, preload, command, folder):
        self.sondeo, self.preload, self.command, self.folder = sondeo, preload, command, folder
        (folder / "tmp").mkdir(parents=True)
        inputs(folder)
        self.counts, self.clean = counted(sondeo, command, folder, preload)

    def inject(self, setting, codes, number):
        before = self.clean if number % 2 else {}
        fresh(self.folder, self.command, before)
        done = start(self.sondeo, self.command, self.folder, {"LD_PRELOAD": self.preload, "SONDEO_FAULT": setting})
        try:
            _, errors = done.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(done.pid, 9)
            done.communicate()
            return ["does not end"]
        # A standard output that nobody reads, or no stream at all, leaves the exit code alone to tell it.
        silent = setting.startswith("write") and (setting.endswith(FOR_GOOD) or f":{errno.EPIPE}" in setting)
        said = "error[E8007]" if silent and not errors and done.returncode == 8 else errors
        # Without any memory from one moment on there may be none to clean up with: nlohmann's JSON takes some to be destroyed.
        for_good = setting.startswith("malloc") and setting.endswith(FOR_GOOD)
        return list(judged(self.command, self.folder, self.clean, before, done, said, codes, allowed_to_leave=for_good))


def run_command(sondeo, preload, command, folder, full):
    runs = Runs(sondeo, preload, command, folder)
    chance = random.Random(f"faults {command.name}")
    tried, faults = {}, []
    for number, (kind, setting, codes) in enumerate(planned(runs.counts, full, chance)):
        tried[kind] = tried.get(kind, 0) + 1
        faults += [f"{command.name}; {setting}; {fault}" for fault in runs.inject(setting, codes, number)]
    return tried, faults


def main():
    sondeo, source, preload = (str(pathlib.Path(argument).resolve()) for argument in sys.argv[1:4])
    only = sys.argv[sys.argv.index("--only") + 1] if "--only" in sys.argv else ""
    chosen = [command for command in commands(pathlib.Path(source)) if only in command.name]
    tried, faults = {}, []
    with tempfile.TemporaryDirectory() as name, concurrent.futures.ThreadPoolExecutor(2) as pool:
        started = [
            pool.submit(run_command, sondeo, preload, command, pathlib.Path(name, str(number)), "--full" in sys.argv)
            for number, command in enumerate(chosen)
        ]
        for each in started:
            counts, found = each.result()
            faults += found
            tried = {kind: tried.get(kind, 0) + counts.get(kind, 0) for kind in KINDS}
    print("\n".join(faults[: None if "--verbose" in sys.argv else 40]))
    print(f"{sum(tried.values())} faults injected into {len(chosen)} commands:", ", ".join(f"{kind} {count}" for kind, count in tried.items()))
    print(f"{len(faults)} were met wrongly")
    return 1 if faults or not sum(tried.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
