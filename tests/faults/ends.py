"""What ends a run from outside: signals at random moments, a full disk, a limit on file sizes, a reader of the output that goes away.

usage: ends.py SONDEO SOURCE_DIR [--full]

After SIGINT, SIGTERM, SIGHUP and a crash (SIGSEGV) nothing is left but what was there before, or all that the command writes. After SIGKILL no file that
the command writes is half there, and what it left hinders no later run. The reader process never outlives the program.
"""
import os
import pathlib
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from faults import fresh, judged, left_behind, outputs_of, start
from survey import commands, inputs

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGSEGV, signal.SIGKILL)
INTERNAL = 10


class Ended:
    """What became of a process."""

    def __init__(self, process, code=None):
        self.pid, self.returncode = process.pid, process.returncode if code is None else code


def gone(session):
    """Whether no process of a session goes on; one that was killed with its parent takes a moment to end."""
    for _ in range(200):
        if not any(True for _ in left_behind(session)):
            return True
        time.sleep(0.01)
    return False


class Ends:
    """One command, ended in every way, in a folder of its own."""

    def __init__(self, sondeo, command, folder):
        self.sondeo, self.command, self.folder = sondeo, command, folder
        (folder / "tmp").mkdir(parents=True)
        inputs(folder)
        self.run()
        begun = time.monotonic()
        self.run()
        self.seconds = time.monotonic() - begun
        self.clean = outputs_of(command, folder)
        self.tried, self.faults = 0, []

    def run(self, **more):
        process = start(self.sondeo, self.command, self.folder, {}, **more)
        _, errors = process.communicate(timeout=120)
        return process, errors

    def count(self, what, faults):
        self.tried += 1
        self.faults += [f"{self.command.name}; {what}; {fault}" for fault in faults]

    def signalled(self, which, after, before):
        fresh(self.folder, self.command, before)
        process = start(self.sondeo, self.command, self.folder, {})
        time.sleep(after)
        process.send_signal(which)
        _, errors = process.communicate(timeout=120)
        found = []
        if not gone(process.pid):
            found.append("left a process behind")
        # Before main() has begun the system ends it.
        codes = {0, INTERNAL if which == signal.SIGSEGV else 128 + which, -which}
        if process.returncode not in codes:
            found.append(f"ended with {process.returncode}: {errors[:200]}")
        if which == signal.SIGKILL:
            found += self.half_there(before)
            done, errors = self.run()
            found += [f"the next run {fault}" for fault in judged(self.command, self.folder, self.clean, {}, done, errors, {0})
                      if not fault.startswith("left [")]  # fmt: skip
        else:
            ended = Ended(process, 0 if process.returncode == 0 else -1)
            found += judged(self.command, self.folder, self.clean, before, ended, "", {0, -1})
        self.count(f"{which.name} after {after:.3f} s", found)

    def half_there(self, before):
        """Files that are neither what they were nor what they should be."""
        for name, text in outputs_of(self.command, self.folder).items():
            if ".part" not in name and text not in (self.clean.get(name), b"old" if name in before else None):
                yield f"{name} is half written"

    def signals(self, count, chance):
        for number in range(count):
            for which in SIGNALS:
                self.signalled(which, chance.uniform(0, 1.05 * self.seconds), self.clean if number % 2 else {})

    def file_sizes(self):
        """A limit on the size of files, as a quota has it."""
        for limit in (0, 100, 5000):
            fresh(self.folder, self.command, {})
            before_all = sum(len(text) for text in self.clean.values())
            done, errors = self.run(preexec_fn=lambda most=limit: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)))
            codes = {4, 8} if limit == 0 and before_all else {0, 4, 8}  # 4: nothing to be shared with the reader
            self.count(f"files of {limit} bytes at most", judged(self.command, self.folder, self.clean, {}, done, errors, codes))

    def memory(self):
        """A limit on the address space, as a batch system has it."""
        for megabytes in (32, 64, 96, 128, 192):
            fresh(self.folder, self.command, {})
            most = megabytes << 20
            done, errors = self.run(preexec_fn=lambda most=most: resource.setrlimit(resource.RLIMIT_AS, (most, most)))
            self.limited(f"{megabytes} MB of memory", done, errors, {0, 4, 9})

    def descriptors(self):
        for most in (4, 6, 8, 10, 14):
            fresh(self.folder, self.command, {})
            done, errors = self.run(preexec_fn=lambda most=most: resource.setrlimit(resource.RLIMIT_NOFILE, (most, most)))
            self.limited(f"{most} open files", done, errors, {0, 3, 4, 8, 9})

    def limited(self, what, done, errors, codes):
        if done.returncode == 127:
            self.count(what, [])  # the loader found no room for the libraries: nothing of the program ran
        else:
            self.count(what, judged(self.command, self.folder, self.clean, {}, done, errors, codes))

    def streams(self):
        """Standard output and error that are closed, full, or that nobody reads."""
        arguments = [argument for argument in self.command.arguments if argument not in ("-o", "out.csv", "out.json", "out.txt", "out.toml")]
        run = f"{self.sondeo} {' '.join(repr(str(argument)) for argument in arguments)} --force --lang en"
        quiet = self.command.name in ("report",) or "--out" in arguments
        if "indicators" in arguments:
            run = run.replace(" --force", "")
        ways = {"> /dev/full": {0} if quiet else {8}, ">&-": {0} if quiet else {8}, "2>&- > /dev/null": {0},
                "2> /dev/full > /dev/null": {0}, "< /dev/null > /dev/null": {0}, "<&- > /dev/null": {0}}  # fmt: skip
        for way, codes in ways.items():
            self.shell(f"{run} {way}", codes)
        self.shell(f"set -o pipefail; {run} | head -n 1 > /dev/null", {0, 8})

    def shell(self, line, codes):
        fresh(self.folder, self.command, {})
        done = subprocess.run(["bash", "-c", line], cwd=self.folder, capture_output=True, encoding="utf-8", errors="replace", timeout=120,
                              env={**os.environ, "TMPDIR": str(self.folder / "tmp")})  # fmt: skip
        found = [] if done.returncode in codes else [f"ended with {done.returncode}: {done.stderr[:200]}"]
        if any(self.folder.rglob("*.part")) or any((self.folder / "tmp").iterdir()):
            found.append("left temporary files")
        self.count(line.rpartition("--lang en")[2].strip(), found)


def full_disks(ends):
    """A disk of a few kilobytes. Needs a mount of one's own, so root; 0 where there is none."""
    command, folder = ends.command, ends.folder
    files = [name for name in command.outputs]
    if os.geteuid() != 0 or not files:
        return
    for kilobytes in (4, 8, 12, 20, 40, 80, 200):
        fresh(folder, command, {})
        small = folder / "small"
        small.mkdir(exist_ok=True)
        if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", small], capture_output=True).returncode != 0:
            return
        try:
            arguments = [f"small/{argument}" if argument in files else argument for argument in command.arguments]
            done = subprocess.run([ends.sondeo, *arguments, "--quiet", "--lang", "en"], cwd=folder, capture_output=True, encoding="utf-8", timeout=120)
            there = [str(path.relative_to(small)) for path in small.rglob("*") if path.is_file()]
            found = []
            if done.returncode not in (0, 8) or (done.returncode == 8) != ("error[E8" in done.stderr):
                found.append(f"ended with {done.returncode}: {done.stderr[:200]}")
            if any(".part" in name for name in there) or (done.returncode == 0 and len(there) < len(files)):
                found.append(f"left {there}")
            if any((small / name).read_bytes() != ends.clean[name] for name in there if name in ends.clean and ".part" not in name):
                found.append("a file is half written")
            ends.count(f"a disk of {kilobytes} KB", found)
        finally:
            subprocess.run(["umount", small], check=True)
            shutil.rmtree(small)


def main():
    sondeo, source = (str(pathlib.Path(argument).resolve()) for argument in sys.argv[1:3])
    full = "--full" in sys.argv
    tried, faults = {}, []
    with tempfile.TemporaryDirectory() as name:
        for number, command in enumerate(commands(pathlib.Path(source))):
            ends = Ends(sondeo, command, pathlib.Path(name, str(number)))
            for kind, end in {
                "signals": lambda: ends.signals(40 if full else 3, random.Random(f"ends {command.name}")),
                "file sizes": ends.file_sizes, "memory": ends.memory, "open files": ends.descriptors, "streams": ends.streams,
                "full disks": lambda: full_disks(ends),
            }.items():  # fmt: skip
                before = ends.tried
                end()
                tried[kind] = tried.get(kind, 0) + ends.tried - before
            faults += ends.faults
    print("\n".join(faults[: None if "--verbose" in sys.argv else 40]))
    print(f"{sum(tried.values())} ends from outside:", ", ".join(f"{kind} {count}" for kind, count in tried.items()))
    print(f"{len(faults)} were met wrongly")
    return 1 if faults or not tried.get("signals") else 0


if __name__ == "__main__":
    sys.exit(main())
