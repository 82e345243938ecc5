"""The sample's generator writes the committed data file, byte for byte.

usage: sample.py GENERATOR COMMITTED
"""

import pathlib
import subprocess
import sys
import tempfile


def main():
    generator, committed = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        written = pathlib.Path(folder) / "sample.sav"
        subprocess.run([generator, written], check=True)
        ours, theirs = written.read_bytes(), pathlib.Path(committed).read_bytes()
    if ours == theirs:
        print(f"the same {len(ours)} bytes")
        return 0
    place = next((i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b), min(len(ours), len(theirs)))
    print(f"{len(ours)} bytes written, {len(theirs)} committed, first difference at byte {place}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
