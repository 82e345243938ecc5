"""Every command that README.md shows prints what README.md shows.

usage: readme.py PROGRAM SOURCE_FOLDER

A block marked `console` holds commands, each on a line that begins with "$ sondeo ", and what they print on both
streams; a line of three dots stands for any lines.
"""

import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

BLOCK = re.compile(r"```console\n(.*?)```", re.S)


def sessions(text):
    """Each command with the lines shown under it."""
    for block in BLOCK.findall(text):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, _, shown = part.partition("\n")
            yield command, shown.strip("\n").split("\n")


def printed(program, folder, command):
    words = shlex.split(command)
    if words[0] != "sondeo":
        raise SystemExit(f"README shows a command that is not sondeo: {command}")
    environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    done = subprocess.run(
        [program, *words[1:]], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    return [line.rstrip() for line in done.stdout.decode("utf-8").strip("\n").split("\n")]


def matches(shown, got):
    pattern = "".join(r"(?:.*\n)*?" if line == "..." else re.escape(line.rstrip() + "\n") for line in shown)
    return re.fullmatch(pattern, "\n".join(got) + "\n") is not None


def main():
    program, source = sys.argv[1], pathlib.Path(sys.argv[2])
    count = 0
    with tempfile.TemporaryDirectory() as name:  # commands that write files leave none in the repository
        (pathlib.Path(name) / "samples").symlink_to(source.resolve() / "samples")
        for command, shown in sessions((source / "README.md").read_text(encoding="utf-8")):
            got = printed(program, name, command)
            if not matches(shown, got):
                print("$ " + command, "--- shown", *shown, "--- printed", *got, sep="\n")
                return 1
            count += 1
    print(f"{count} commands print what README.md shows")
    return 0 if count else 1


if __name__ == "__main__":
    sys.exit(main())
