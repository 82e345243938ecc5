"""The sample's generator writes the committed data files, byte for byte.

usage: sample.py GENERATOR COMMITTED    a file of samples/national-vaw or samples/municipios; a folder: those of samples/weighting
"""

import pathlib
import subprocess
import sys
import tempfile


def differs(written, committed):
    ours, theirs = written.read_bytes(), committed.read_bytes()
    if ours == theirs:
        print(f"{committed.name}: the same {len(ours)} bytes")
        return False
    place = next((i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b), min(len(ours), len(theirs)))
    print(f"{committed.name}: {len(ours)} bytes written, {len(theirs)} committed, first difference at byte {place}")
    return True


def main():
    generator, committed = sys.argv[1], pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        if committed.is_dir():
            subprocess.run([generator, "--gross", folder], check=True)
            written = sorted(pathlib.Path(folder).iterdir())
        else:
            written = [pathlib.Path(folder) / committed.name]
            flags = ["--boundaries"] if committed.suffix == ".topojson" else []
            flags = ["--municipalities"] if committed.name == "municipios.sav" else flags
            subprocess.run([generator, *flags, written[0]], check=True)
        committed = committed if committed.is_dir() else committed.parent
        return int(any([differs(file, committed / file.name) for file in written]))


if __name__ == "__main__":
    sys.exit(main())
