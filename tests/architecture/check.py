"""Reads every source file against the rules of the house and prints each breach.

usage: check.py ROOT

- An include points down `layers.txt`: a folder uses only itself and the folders on the lines above it.
- An outside library is included by its one folder only (the `door` lines).
- Our own headers are included by their path from the root, in quotes.
- Sources are ASCII.
- A reduction over rows is one of engine/numeric: nobody else adds numbers with a standard or Eigen sum,
  whose order of addition is not ours to fix.
"""

import pathlib
import re
import sys

CODE = {".hpp", ".cpp"}
SOURCES = CODE | {".cmake", ".py", ".sh", ".R"}
SKIPPED = {"build", ".git", "__pycache__"}
INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]')
REDUCTIONS = [
    (re.compile(pattern), name)
    for pattern, name in [
        (r"\bstd::accumulate\b", "std::accumulate"),
        (r"\bstd::reduce\b", "std::reduce"),
        (r"\bstd::transform_reduce\b", "std::transform_reduce"),
        (r"\bstd::inner_product\b", "std::inner_product"),
        (r"\bstd::atomic\s*<\s*(?:double|float)\s*>", "std::atomic<double>"),
        (r"\bparallel_reduce\b", "parallel_reduce"),
        (r"(?:\.|->)sum\(\)", ".sum()"),
        (r"(?:\.|->)mean\(\)", ".mean()"),
        (r"(?:\.|->)dot\(", ".dot()"),
    ]
]
REDUCING_ROOM = "engine/numeric"


class Layers:
    """The rooms in their order, and the doors."""

    def __init__(self, text):
        self.rooms = []
        self.doors = []
        for line in text.splitlines():
            words = line.split("#")[0].split()
            if not words:
                continue
            if words[0] == "door":
                self.doors.append((words[1], words[2:]))
            else:
                self.rooms.append(words[0])

    def room_of(self, path):
        """The room that holds a file, or None: path is relative, with forward slashes."""
        for room in self.rooms:
            if path.startswith(room + "/"):
                return room
        return None

    def inside(self, path):
        """Whether a path lies in the product at all."""
        return path.split("/")[0] in {room.split("/")[0] for room in self.rooms}


def without_comments_and_strings(text):
    """The code with comments and literals blanked, line breaks kept."""
    token = re.compile(
        r'//[^\n]*|/\*.*?\*/|R"([^(\s]*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<![0-9A-Za-z])\'(?:\\.|[^\'\\\n])+\'', re.S
    )
    return token.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)


def include_faults(layers, path, text):
    room = layers.room_of(path)
    for number, line in enumerate(text.splitlines(), 1):
        found = INCLUDE.match(line)
        if not found:
            continue
        quoted, header = found.group(1) == '"', found.group(2)
        for prefix, keepers in layers.doors:
            if header.startswith(prefix) and room not in keepers and layers.inside(path):
                yield number, f"{header}: only {' and '.join(keepers)} may include it"
        if room is not None and header.startswith("sondeo/"):
            yield number, f"{header}: our own headers are included by their path from the root"
        target = layers.room_of(header)
        if not quoted or room is None:
            continue
        if target is None:
            yield number, f"{header}: not a path of a room in layers.txt"
        elif layers.rooms.index(target) > layers.rooms.index(room):
            yield number, f"{header}: {room} lies below {target}"


def reduction_faults(layers, path, text):
    room = layers.room_of(path)
    if room is None or room == REDUCING_ROOM:
        return
    for number, line in enumerate(without_comments_and_strings(text).splitlines(), 1):
        for pattern, name in REDUCTIONS:
            if pattern.search(line):
                yield number, f"{name}: a reduction over rows is one of {REDUCING_ROOM}"


def ascii_faults(text):
    for number, line in enumerate(text.splitlines(), 1):
        if not line.isascii():
            yield number, "not ASCII: UTF-8 lives in data, translations and string escapes"


def faults(root):
    """Every breach in the tree, as "path:line: what"."""
    root = pathlib.Path(root)
    layers = Layers((root / "layers.txt").read_text(encoding="utf-8"))
    for file in sorted(root.rglob("*")):
        relative = file.relative_to(root)
        if SKIPPED & set(relative.parts) or not file.is_file():
            continue
        if file.suffix not in SOURCES and file.name != "CMakeLists.txt":
            continue
        path = relative.as_posix()
        text = file.read_text(encoding="utf-8", errors="surrogateescape")
        found = list(ascii_faults(text))
        if file.suffix in CODE:
            if layers.inside(path) and layers.room_of(path) is None:
                found.append((1, "lies in no room of layers.txt"))
            found += include_faults(layers, path, text)
            found += reduction_faults(layers, path, text)
        yield from (f"{path}:{number}: {what}" for number, what in found)


def main():
    found = list(faults(sys.argv[1]))
    print("\n".join(found) if found else "no breach of the house's rules")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
