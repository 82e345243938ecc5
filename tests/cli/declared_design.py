"""`sondeo inspect --write-study`: what svyset left in a Stata file becomes a study's design.

usage: declared_design.py SONDEO

The files are written here byte by byte after Stata's description of its formats (help dta): 114 and 115 with expansion
fields, 117 and 118 with a section of characteristics, least and most significant byte first.
"""

import pathlib
import struct
import subprocess
import sys
import tempfile

NAMES = ["estrato", "upm", "viv", "fac", "n1", "y"]
ROWS = [(1 + i // 8, 1 + i // 4, i + 1, 10 + i % 3, 40, i % 2) for i in range(32)]


def fixed(text, width):
    return text.encode().ljust(width, b"\0")[:width]


def old(release, order, characteristics):
    """Formats 114 and 115."""
    e = "<" if order == "LSF" else ">"
    count = len(NAMES)
    out = bytes([release, 2 if order == "LSF" else 1, 1, 0]) + struct.pack(e + "hi", count, len(ROWS))
    out += fixed("", 81) + fixed("22 Nov 2026 10:00", 18)
    out += bytes([255] * count) + b"".join(fixed(name, 33) for name in NAMES)
    out += struct.pack(f"{e}{count + 1}h", *[0] * (count + 1))
    out += b"".join(fixed("%9.0g", 49) for _ in NAMES) + bytes(33 * count) + bytes(81 * count)
    for owner, name, text in characteristics:
        content = fixed(owner, 33) + fixed(name, 33) + text.encode() + b"\0"
        out += b"\1" + struct.pack(e + "i", len(content)) + content
    out += b"\0" + struct.pack(e + "i", 0)
    return out + b"".join(struct.pack(f"{e}{count}d", *row) for row in ROWS)


def new(release, order, characteristics):
    """Formats 117 and 118."""
    e = "<" if order == "LSF" else ">"
    wide = release >= 118
    name, number = (129, "Q") if wide else (33, "I")
    count = len(NAMES)
    head = f"<stata_dta><header><release>{release}</release><byteorder>{order}</byteorder><K>".encode()
    head += struct.pack(e + "H", count) + b"</K><N>" + struct.pack(e + number, len(ROWS)) + b"</N><label>"
    head += struct.pack(e + ("H" if wide else "B"), 0) + b"</label><timestamp>\0</timestamp></header>"
    chars = b"".join(b"<ch>" + struct.pack(e + "I", 2 * name + len(text) + 1) + fixed(owner, name) + fixed(key, name) +
                     text.encode() + b"\0</ch>" for owner, key, text in characteristics)
    sections = [
        b"<variable_types>" + struct.pack(f"{e}{count}H", *[65526] * count) + b"</variable_types>",
        b"<varnames>" + b"".join(fixed(each, name) for each in NAMES) + b"</varnames>",
        b"<sortlist>" + struct.pack(f"{e}{count + 1}H", *[0] * (count + 1)) + b"</sortlist>",
        b"<formats>" + b"".join(fixed("%9.0g", 57 if wide else 49) for _ in NAMES) + b"</formats>",
        b"<value_label_names>" + bytes(name * count) + b"</value_label_names>",
        b"<variable_labels>" + bytes((321 if wide else 81) * count) + b"</variable_labels>",
        b"<characteristics>" + chars + b"</characteristics>",
        b"<data>" + b"".join(struct.pack(f"{e}{count}d", *row) for row in ROWS) + b"</data>",
        b"<strls></strls>", b"<value_labels></value_labels>"]
    places, at = [0, len(head)], len(head) + 5 + 14 * 8 + 6
    for section in sections:
        places.append(at)
        at += len(section)
    places += [at, at + 12]
    return head + b"<map>" + struct.pack(f"{e}14Q", *places) + b"</map>" + b"".join(sections) + b"</stata_dta>"


def svyset(**settings):
    return [("_dta", "note0", "1"), ("y", "format", "%8.0g")] + [("_dta", f"_svy_{key}", text) for key, text in settings.items()]


ONE_STAGE = svyset(version="2", stages="1", su1="upm", strata1="estrato", fpc1="n1", wtype="pweight", wvar="fac", wexp="= fac",
                   vce="linearized", singleunit="certainty")
DESIGN = 'strata = "estrato"\npsu = "upm"\nfpc = "n1"\nlonely_psu = "certainty"'


class Checks:
    def __init__(self, sondeo):
        self.sondeo, self.faults, self.count = sondeo, [], 0

    def written(self, data, *flags):
        done = subprocess.run([self.sondeo, "inspect", data, "--write-study", "--quiet", *flags], capture_output=True, text=True)
        return done.returncode, done.stdout, done.stderr

    def same(self, name, found, expected):
        self.count += 1
        if found != expected:
            self.faults.append(f"{name}: {found!r} instead of {expected!r}")

    def holds(self, name, text, *parts):
        for part in parts:
            self.count += 1
            if part not in text:
                self.faults.append(f"{name}: no {part!r} in\n{text}")


def check_estimate(checks, folder, text):
    """The written study estimates what the flags do."""
    study = folder / "study.toml"
    study.write_text(text + '[[indicator]]\nid = "y"\nlevel = "person"\nmeasure = "mean"\nnumerator = "y"\n', encoding="utf-8")
    by_study = subprocess.run([checks.sondeo, "estimate", study, "--format", "csv", "--quiet"], capture_output=True, text=True)
    by_flags = subprocess.run([checks.sondeo, "tabulate", folder / "a.dta", "--mean", "y", "--strata", "estrato", "--psu", "upm", "--fpc",
                               "n1", "--weight", "fac", "--lonely-psu", "certainty", "--format", "csv", "--quiet"],
                              capture_output=True, text=True)
    checks.same("estimate", by_study.returncode, 0)
    figures = [dict(zip(*(line.split(",") for line in out.stdout.splitlines()[:2])))["se"] for out in (by_study, by_flags)]
    checks.same("standard error", figures[0], figures[1])


def main(sondeo):
    checks = Checks(sondeo)
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        data = folder / "a.dta"
        for make, release in ((old, 114), (old, 115), (new, 117), (new, 118)):
            for order in ("LSF", "MSF"):
                data.write_bytes(make(release, order, ONE_STAGE))
                code, text, told = checks.written(data)
                checks.same(f"{release} {order}", (code, told), (0, ""))
                checks.holds(f"{release} {order}", text, DESIGN, 'person = "fac"')
        check_estimate(checks, folder, checks.written(data)[1])
        stages = svyset(version="2", stages="2", su1="upm", strata1="estrato", fpc1="n1", su2="_n", fpc2="viv", wtype="iweight",
                        wvar="fac", poststrata="estrato", postweight="n1", calmethod="rake")
        data.write_bytes(new(118, "LSF", stages))
        checks.holds("two stages", checks.written(data)[1], '{ strata = "estrato", id = "upm", fpc = "n1" }', '{ fpc = "viv" }',
                     "# of type iweight", 'post-stratifies by "estrato" to the sizes in "n1"', '# not taken over: svyset calmethod = "rake"',
                     'lonely_psu = "fail"')
        data.write_bytes(new(118, "LSF", svyset(version="2", vce="brr", brrweight="fac n1", fay=".5", mse="mse", wvar="fac", dof="7")))
        checks.holds("Fay", checks.written(data)[1], '[design.replicates]\ncolumns = ["fac", "n1"]\nmethod = "fay"\nrho = 0.5\nmse = true\ndf = 7')
        data.write_bytes(new(118, "LSF", svyset()))
        code, text, told = checks.written(data)
        checks.same("no design", (code, text, "E4850" in told), (4, "", True))
        whole = new(118, "LSF", ONE_STAGE)
        place = whole.index(b"<ch>") + 4
        data.write_bytes(whole[:place] + b"\xff\xff\xff\x7f" + whole[place + 4:])
        code, text, told = checks.written(data)
        checks.same("a length beyond the file", (code, text, told.startswith("error[E")), (4, "", True))
        target = folder / "out.toml"
        data.write_bytes(whole)
        checks.same("-o", (checks.written(data, "-o", target)[0], DESIGN in target.read_text(encoding="utf-8")), (0, True))
    print("\n".join(checks.faults) or f"{checks.count} checks: the design of svyset is the study's")
    return 1 if checks.faults else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))
