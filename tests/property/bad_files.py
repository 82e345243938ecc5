"""Files that are wrong, by kind: what offices' exports, editors, networks and people who mean harm make of them.

Each function yields cases: a name, the files that replace or join those of the small survey, the command's arguments, and what
is right: SAME (the figures of the unchanged file), REFUSED (an error), or EITHER (a flipped bit may be an answer's).
"""
import io
import random
import sys
import zipfile

import openpyxl

sys.path.insert(0, __file__.rsplit("/", 2)[0] + "/faults")
from survey import DESIGN, INSTRUMENT, STUDY, codebook, people

SAME, REFUSED, EITHER = "same", "refused", "either"
TABULATE = ["--mean", "y", "--by", "a", *DESIGN]


class Case:
    def __init__(self, name, files, arguments, right):
        self.name, self.files, self.arguments, self.right = name, files, arguments, right


def csv_cases():
    text = people()
    head, *rows = text.splitlines()
    plain = lambda name, changed, right, more=(): Case(f"csv {name}", {"bad.csv": changed if isinstance(changed, bytes) else changed.encode()}, ["tabulate", "bad.csv", *TABULATE, *more], right)
    cell = lambda row, column, value: "\n".join([head, *rows[:row], ",".join(value if i == column else part for i, part in enumerate(rows[row].split(","))), *rows[row + 1 :]]) + "\n"
    yield plain("with a byte order mark", b"\xef\xbb\xbf" + text.encode(), SAME)
    yield plain("with CR LF", text.replace("\n", "\r\n"), SAME)
    yield plain("with CR alone", text.replace("\n", "\r"), EITHER)
    yield plain("without its last line end", text.rstrip("\n"), SAME)
    yield plain("with empty lines at the end", text + "\n\n\n", EITHER)
    yield plain("with quotes around all", "\n".join(",".join(f'"{part}"' for part in line.split(",")) for line in text.splitlines()) + "\n", SAME)
    yield plain("with semicolons", text.replace(",", ";"), SAME)
    yield plain("with tabs", text.replace(",", "\t"), SAME)
    yield plain("with semicolons and decimal commas", text.replace(",", ";").replace(".5", ",5"), EITHER)
    yield plain("with declared decimal commas", text.replace(",", ";").replace(".5", ",5"), SAME, ["--decimal", ","])
    yield plain("in UTF-16 LE with its mark", text.encode("utf-16"), EITHER)
    yield plain("in UTF-16 BE with its mark", b"\xfe\xff" + text.encode("utf-16-be"), EITHER)
    yield plain("in UTF-16 without a mark", text.encode("utf-16-le"), REFUSED)
    yield plain("in UTF-32", text.encode("utf-32"), REFUSED)
    yield plain("of nothing", "", REFUSED)
    yield plain("of a line end", "\n", REFUSED)
    yield plain("of a header alone", head + "\n", EITHER)
    yield plain("of NULs", b"\0" * 1000, REFUSED)
    yield plain("with a NUL inside", cell(4, 0, "x\0y"), EITHER)
    yield plain("with a NUL in a number", cell(4, 4, "1\0" "2"), REFUSED)
    yield plain("with an unended quote", cell(4, 0, '"x'), REFUSED)
    yield plain("with text after a quote", cell(4, 0, '"x"y'), EITHER)
    yield plain("with a stray quote", cell(4, 0, 'x"y'), SAME)
    yield plain("with a column twice", text.replace("id,h,p,w", "h,h,p,w"), REFUSED)
    yield plain("with a column name that differs by case", text.replace("id,h", "H,h"), EITHER)
    yield plain("with a column without a name", text.replace("id,h", ",h"), EITHER)
    yield plain("with spaces around names", text.replace("id,h,p", "id , h , p "), EITHER)
    yield plain("with a row too short", "\n".join([head, *rows[:5], "x,1,2", *rows[5:]]) + "\n", REFUSED)
    yield plain("with a row too long", "\n".join([head, *rows[:5], rows[5] + ",7,7", *rows[6:]]) + "\n", REFUSED)
    yield plain("cut off in a row", text[: len(text) - 5], EITHER)
    yield plain("with a huge field", cell(4, 0, "x" * 5_000_000), EITHER)
    yield plain("with a huge header", text.replace("id,", "i" * 200_000 + ",", 1), EITHER)
    yield plain("with ten thousand columns", "\n".join(line + ",1" * 10_000 if i else line + "".join(f",c{k}" for k in range(10_000)) for i, line in enumerate(text.splitlines()[:9])) + "\n", EITHER)
    yield plain("in Latin-1", text.replace("ZULETA", "NU\u00d1EZ").encode("latin-1"), EITHER)
    yield plain("in Latin-1, said", text.replace("ZULETA", "NU\u00d1EZ").encode("latin-1"), SAME, ["--encoding", "latin1"])
    yield plain("with overlong UTF-8", text.encode().replace(b"ZULETA-4,", b"Z\xc0\xaf,"), EITHER)
    yield plain("with surrogates", text.encode().replace(b"ZULETA-4,", b"Z\xed\xa0\x80,"), EITHER)
    for value in ("abc", "1e999", "--5", "0x1F", "1,5", "1 000", "1.000.000", "12/05/2024", "2024-05-12", "#N/A", "#REF!", "=1+1", "inf", "-inf", "nan", "NaN", "Infinity", "1e-400", "\u0663", "\u00bd", "1_000", "5%", "$5", "TRUE", "\u00a05", "1e", ".", "-", "+", "1d5", "9" * 400):
        quoted = f'"{value}"' if "," in value else value
        yield plain(f"with the answer {value[:20]!r}", cell(7, 4, quoted), EITHER)
        yield plain(f"with the weight {value[:20]!r}", cell(7, 3, quoted), EITHER)
    for value, name in (("-1", "negative"), ("", "missing"), ("abc", "a word"), ("nan", "not a number")):
        yield plain(f"with a weight that is {name}", cell(7, 3, value), REFUSED)
    yield plain("with a stratum of one PSU", cell(0, 1, "77"), REFUSED)
    yield plain("with all weights zero", "\n".join([head, *(",".join("0" if i == 3 else part for i, part in enumerate(row.split(","))) for row in rows)]), EITHER)
    yield plain("that is a folder's name", b"", REFUSED) if False else Case("csv that is a folder", {}, ["tabulate", ".", *TABULATE], REFUSED)
    yield Case("csv that is not there", {}, ["tabulate", "absent.csv", *TABULATE], REFUSED)
    yield Case("csv that is a device", {}, ["tabulate", "/dev/zero", *TABULATE], REFUSED)
    yield Case("csv named .sav", {"bad.sav": text.encode()}, ["tabulate", "bad.sav", *TABULATE], REFUSED)
    yield Case("csv named .dta", {"bad.dta": text.encode()}, ["tabulate", "bad.dta", *TABULATE], REFUSED)
    yield Case("csv named .xlsx", {"bad.xlsx": text.encode()}, ["tabulate", "bad.xlsx", *TABULATE], REFUSED)


def damaged(name, data, arguments, chance, count):
    """Bytes cut off, flipped, repeated, zeroed, and counts made absurd, anywhere in a file."""
    of = lambda what, changed: Case(f"{name} {what}", {f"bad.{name}": changed}, arguments, EITHER)
    for length in sorted({0, 1, 4, 8, 60, 100, 176, *(chance.randrange(len(data)) for _ in range(count))}):
        if length < len(data):
            yield of(f"cut off at {length}", data[:length])
    for number in range(count):
        at = chance.randrange(min(len(data), 400 if number % 2 else len(data)))
        yield of(f"with bit {at} flipped", data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :])
    for number in range(count):
        at = chance.randrange(max(1, min(len(data), 600 if number % 2 else len(data)) - 8))
        value = chance.choice([b"\xff\xff\xff\x7f", b"\xff\xff\xff\xff", b"\x00\x00\x00\x80", b"\x00\x00\x00\x00", b"\x7f\xff\xff\xff"])
        yield of(f"with a count at {at} made {value.hex()}", data[:at] + value + data[at + 4 :])
    for _ in range(count // 3):
        at, length = chance.randrange(len(data)), chance.randrange(1, 64)
        yield of(f"with {length} bytes at {at} left out", data[:at] + data[at + length :])
        yield of(f"with {length} bytes at {at} twice", data[: at + length] + data[at:])
        yield of(f"with noise at {at}", data[:at] + chance.randbytes(length) + data[at + length :])


def stat_cases(source, chance):
    files = source / "tests" / "unit" / "ingest" / "files"
    for ending, name, variable in (("sav", "pspp.sav", None), ("zsav", "pspp.zsav", None), ("por", "portable.por", None), ("dta", "stata118.dta", None), ("dta", "stata113.dta", None)):
        data = (files / name).read_bytes()
        yield from damaged(ending, data, ["inspect", f"bad.{ending}"], chance, 9)
        yield Case(f"{name} named .csv", {"bad.csv": data}, ["inspect", "bad.csv"], EITHER)
    women = (source / "samples" / "weighting" / "mujeres.sav").read_bytes()
    yield from damaged("sav", women, ["tabulate", "bad.sav", "--mean", "edad"], chance, 12)
    for ending in ("sav", "zsav", "dta", "por", "xlsx"):
        yield Case(f"an empty .{ending}", {f"bad.{ending}": b""}, ["inspect", f"bad.{ending}"], REFUSED)
        yield Case(f"a .{ending} of text", {f"bad.{ending}": b"<html>404 Not Found</html>" * 40}, ["inspect", f"bad.{ending}"], REFUSED)
        yield Case(f"a .{ending} of zeros", {f"bad.{ending}": bytes(4096)}, ["inspect", f"bad.{ending}"], REFUSED)


BAD_STUDIES = {
    "of nothing": lambda t: "",
    "of NULs": lambda t: "\0" * 50,
    "of two tables of one name": lambda t: t + "\n[design]\nstrata = 'h'\n",
    "with a key twice": lambda t: t.replace('psu = "p"', 'psu = "p"\npsu = "h"'),
    "with an unknown key": lambda t: t.replace('psu = "p"', 'psu = "p"\npsus = "h"'),
    "with an unknown table": lambda t: t + "\n[designs]\nx = 1\n",
    "with an unended text": lambda t: t.replace('psu = "p"', 'psu = "p'),
    "with a number for a name": lambda t: t.replace('psu = "p"', "psu = 7"),
    "with a list for a text": lambda t: t.replace('id = "s"', 'id = ["s"]'),
    "without an id": lambda t: t.replace('id = "s"\n', "", 1),
    "with an empty id": lambda t: t.replace('id = "s"', 'id = ""', 1),
    "without data": lambda t: t.replace('[data.person]\nfile = "people.csv"\n', ""),
    "with a file that is absent": lambda t: t.replace("people.csv", "peoples.csv"),
    "with a file above its folder": lambda t: t.replace("people.csv", "../../etc/passwd"),
    "with an absolute file": lambda t: t.replace("people.csv", "/etc/passwd"),
    "with a device": lambda t: t.replace("people.csv", "/dev/zero"),
    "with a file name of control characters": lambda t: t.replace("people.csv", "peo\\u0007ple.csv"),
    "with an unknown variable": lambda t: t.replace('strata = "h"', 'strata = "hh"'),
    "with an unknown indicator": lambda t: t.replace('["victim", "amount"]', '["victim", "amounts"]'),
    "with an indicator twice": lambda t: t.replace('id = "amount"', 'id = "victim"'),
    "with an unknown measure": lambda t: t.replace('measure = "mean"', 'measure = "median of means"'),
    "with an expression cut off": lambda t: t.replace("e == 1", "e =="),
    "with an expression of 100,000 brackets": lambda t: t.replace("e == 1", "(" * 100_000 + "e" + ")" * 100_000),
    "with 100,000 nots": lambda t: t.replace("e == 1", "not " * 100_000 + "e"),
    "with an unknown function": lambda t: t.replace("e == 1", "system(e)"),
    "with a condition of text and number": lambda t: t.replace("e == 1", "id > 3"),
    "with a period that is no period": lambda t: t.replace('period = "2025"', 'period = "\\u001b[31m"'),
    "with a country of four letters": lambda t: t.replace('"SLV"', '"SLVA"'),
    "with an unknown output": lambda t: t.replace('"ddi"', '"odt"'),
    "with an unknown language": lambda t: t.replace('languages = ["en"]', 'languages = ["xx"]'),
    "with an unknown scheme": lambda t: t + '\n[quality]\nscheme = "none-such"\n',
    "with a level of 95": lambda t: t.replace("[estimate]", "[estimate]\nlevel = 95"),
    "with a level of nan": lambda t: t.replace("[estimate]", "[estimate]\nlevel = nan"),
    "with a level of text": lambda t: t.replace("[estimate]", '[estimate]\nlevel = "high"'),
    "with a disaggregation that is a text": lambda t: t.replace('[["a"]]', '"a"'),
    "with an unknown disaggregation": lambda t: t.replace('[["a"]]', '[["aa"]]'),
    "with an empty disaggregation": lambda t: t.replace('[["a"]]', "[[]]"),
    "with a level that is not there": lambda t: t.replace('level = "person"', 'level = "people"'),
    "with a weight of an unknown role": lambda t: t.replace('person = "w"', 'woman = "w"'),
    "with an unknown step": lambda t: t + '\n[[weighting]]\nstep = "magic"\nrole = "person"\n',
    "with an instrument that is absent": lambda t: t.replace("instrument.toml", "none.toml"),
    "with an instrument above its folder": lambda t: t.replace("instrument.toml", "../../instrument.toml"),
    "with itself as instrument": lambda t: t.replace("instrument.toml", "study.toml"),
    "with a date": lambda t: t.replace('period = "2025"', "period = 2025-01-01T00:00:00Z"),
    "with a schema of the future": lambda t: 'schema = "sondeo-study/99"\n' + t,
    "nested 5,000 deep": lambda t: t + "\nx = " + "[" * 5000 + "]" * 5000 + "\n",
    "with 100,000 dots": lambda t: t + "\n" + "a." * 100_000 + "b = 1\n",
    "of 20 MB": lambda t: t + "#" * 20_000_000,
    "in UTF-16": lambda t: t.encode("utf-16"),
    "with a byte that is no UTF-8": lambda t: t.encode().replace(b'id = "s"', b'id = "\xff"'),
    "with an integer of 40 digits": lambda t: t.replace("[estimate]", "[estimate]\nlevel = " + "9" * 40),
    "with a control character": lambda t: t.replace("[design]", "\x01[design]"),
}  # fmt: skip


def study_cases():
    whole = STUDY.format(period=2025, more="")
    text = whole.replace("period = \"2025\"", 'period = "2025"')
    for name, change in BAD_STUDIES.items():
        changed = change(text)
        if changed == text:
            raise SystemExit(f"the study {name} is not changed")
        right = EITHER if name in ("with a period that is no period", "with a country of four letters", "with a date") else REFUSED
        yield Case(f"study {name}", {"bad.toml": changed if isinstance(changed, bytes) else changed.encode()}, ["estimate", "bad.toml"], right)
    for line in range(1, 60, 2):
        lines = text.splitlines()
        if line < len(lines):
            yield Case(f"study cut off in line {line}", {"bad.toml": "\n".join([*lines[:line], lines[line][: len(lines[line]) // 2]]).encode()}, ["estimate", "bad.toml"], EITHER)


BAD_INSTRUMENTS = {
    "of nothing": "", "with an item twice": INSTRUMENT + '[[item]]\nid = "a"\nlevel = "person"\n',
    "with an item without id": INSTRUMENT + '[[item]]\nlevel = "person"\n',
    "with codes that are texts": INSTRUMENT.replace('codes = { 1 =', 'codes = { one ='),
    "with a code twice": INSTRUMENT.replace('2 = { en = "Rural" }', '1 = { en = "Rural" }'),
    "with codes of a list": INSTRUMENT.replace('codes = { 1 = { en = "Urban" }, 2 = { en = "Rural" } }', "codes = [1, 2]"),
    "with an unknown reason": INSTRUMENT + '[[item]]\nid = "y"\nlevel = "person"\nmissing = { 9 = "tired" }\n',
    "with an unknown universe": INSTRUMENT + '[[item]]\nid = "y"\nlevel = "person"\nuniverse = "nobody"\n',
    "with constructs in a circle that are used": INSTRUMENT.replace('id = "a"', 'id = "a"\nuniverse = "c1"') + '[[construct]]\nid = "c1"\nlevel = "person"\nexpr = "c2"\npolicy = "kleene"\n[[construct]]\nid = "c2"\nlevel = "person"\nexpr = "c1"\npolicy = "kleene"\n',
    "with a construct of itself that is used": INSTRUMENT.replace('id = "a"', 'id = "a"\nuniverse = "c1"') + '[[construct]]\nid = "c1"\nlevel = "person"\nexpr = "c1 == 1"\npolicy = "kleene"\n',
    "with an unknown policy": INSTRUMENT + '[[construct]]\nid = "c1"\nlevel = "person"\nexpr = "e == 1"\npolicy = "hope"\n',
    "with an expression cut off": INSTRUMENT + '[[construct]]\nid = "c1"\nlevel = "person"\nexpr = "e == "\npolicy = "kleene"\n',
    "with an unknown key": INSTRUMENT + 'colour = "blue"\n', "with a check without a rule": INSTRUMENT + '[[check]]\nid = "k"\nlevel = "person"\n',
    "with a label that is a number": INSTRUMENT.replace('label = { en = "Area" }', "label = 7"),
}  # fmt: skip


def instrument_cases():
    for name, text in BAD_INSTRUMENTS.items():
        right = EITHER if name == "of nothing" else REFUSED
        yield Case(f"instrument {name}", {"instrument.toml": text.encode()}, ["estimate", "study.toml"], right)


WEIGHTING = """
[[weighting]]
step = "poststratify"
role = "person"
by = ["a"]
totals = "totals.{ending}"
"""
BAD_TOTALS = {
    "of nothing": "", "of a header alone": "a,total\n", "without a total": "a,n\n1,100\n2,100\n", "with a category missing": "a,total\n1,100\n",
    "with a category twice": "a,total\n1,100\n2,100\n2,50\n", "with a category that nobody has": "a,total\n1,100\n2,100\n3,100\n", "negative": "a,total\n1,-100\n2,100\n",
    "of words": "a,total\n1,many\n2,100\n", "of zero": "a,total\n1,0\n2,0\n", "infinite": "a,total\n1,inf\n2,100\n", "not a number": "a,total\n1,nan\n2,100\n",
    "with thousands separated": 'a,total\n1,"1,000"\n2,100\n', "blank": "a,total\n1,\n2,100\n", "of another variable": "region,total\n1,100\n2,100\n",
    "with a column twice": "a,a,total\n1,1,100\n2,2,100\n", "ragged": "a,total\n1\n2,100,7\n", "of NULs": "\0" * 60,
}  # fmt: skip


def totals_cases():
    study = STUDY.format(period=2025, more="")
    for name, text in BAD_TOTALS.items():
        right = EITHER if name in ("with a category that nobody has", "with thousands separated") else REFUSED
        yield Case(f"totals {name}", {"bad.toml": (study + WEIGHTING.format(ending="csv")).encode(), "totals.csv": text.encode()}, ["weigh", "bad.toml"], right)
    book = openpyxl.Workbook()
    for row in (["a", "total"], [1, 100], [2, 100]):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    chance = random.Random("totals")
    for case in damaged("xlsx", file.getvalue(), ["weigh", "bad.toml"], chance, 9):
        yield Case(f"totals {case.name}", {"bad.toml": (study + WEIGHTING.format(ending="xlsx")).encode(), "totals.xlsx": case.files["bad.xlsx"]}, case.arguments, EITHER)


MAP = '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"c":1},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}},{"type":"Feature","properties":{"c":2},"geometry":{"type":"Polygon","coordinates":[[[1,1],[2,1],[2,2],[1,1]]]}}]}'
BAD_MAPS = {
    "of nothing": "", "cut off": MAP[:90], "that is no JSON": "<kml/>", "that is a list": "[1,2]", "of a number": "7", "without features": '{"type":"FeatureCollection"}',
    "with features of text": '{"type":"FeatureCollection","features":"all"}', "of no geometry": MAP.replace('"type":"Polygon"', '"type":null'),
    "of points": MAP.replace('"type":"Polygon"', '"type":"Point"'), "with a key twice": MAP.replace('"c":2', '"c":1'), "without the key": MAP.replace('"c":', '"d":'),
    "with coordinates of text": MAP.replace("[0,0]", '["a","b"]'), "with coordinates beyond the earth": MAP.replace("[1,0]", "[1e308,-1e308]"),
    "with coordinates of one number": MAP.replace("[0,0]", "[0]"), "with coordinates nested 10,000 deep": MAP.replace("[0,0]", "[" * 10_000 + "]" * 10_000),
    "of 200,000 brackets": "[" * 200_000, "with NaN": MAP.replace("[1,0]", "[NaN,0]"), "topology without arcs": '{"type":"Topology","objects":{"a":{"type":"GeometryCollection","geometries":[{"type":"Polygon","arcs":[[0]],"properties":{"c":1}}]}},"arcs":[]}',
    "topology with an arc that is not there": '{"type":"Topology","objects":{"a":{"type":"GeometryCollection","geometries":[{"type":"Polygon","arcs":[[99999999]],"properties":{"c":1}}]}},"arcs":[[[0,0],[1,1]]]}',
    "topology with an arc of a fraction": '{"type":"Topology","objects":{"a":{"type":"GeometryCollection","geometries":[{"type":"Polygon","arcs":[[0.5]],"properties":{"c":1}}]}},"arcs":[[[0,0],[1,1]]]}',
    "with a byte that is no UTF-8": MAP.replace('"c":1', '"c":"\udcff"'), "with NULs": MAP.replace('"c":1', '"c":"\\u0000"'),
}  # fmt: skip


def map_cases():
    study = STUDY.format(period=2025, more="") + 'map = { file = "map.json", key = "c", disaggregation = "a" }\n'
    for name, text in BAD_MAPS.items():
        yield Case(f"map {name}", {"bad.toml": study.encode(), "map.json": text.encode("utf-8", "surrogateescape")}, ["report", "bad.toml", "--out", "pub"], EITHER)


def replicate_cases():
    keys = [f"ZULETA-{number}" for number in range(64)]
    table = lambda rows, head="id,r1,r2,r3,r4": (head + "\n" + "\n".join(rows) + "\n").encode()
    good = [f"{key},{3 + i % 2},{4 - i % 2},3,4" for i, key in enumerate(keys)]
    flags = ["--replicate-file", "rep.csv", "--replicate-key", "id", "--replicate-weights", "r[1-4]", "--replicates", "brr"]
    whole = ["tabulate", "people.csv", "--mean", "y", "--weight", "w", *flags]
    kinds = {
        "of nothing": b"", "of a header alone": table([]), "with a key twice": table([*good, good[0]]), "with keys missing": table(good[:60]),
        "with more keys": table([*good, "X,1,1,1,1"]), "without the key": table(good, "k,r1,r2,r3,r4"), "with a replicate missing": table(good, "id,r1,r2,r3,x4"),
        "negative": table([good[0].replace(",3,4", ",-3,4"), *good[1:]]), "of words": table([good[0].replace(",3,4", ",a,4"), *good[1:]]),
        "blank": table([f"{keys[0]},,,,", *good[1:]]), "infinite": table([f"{keys[0]},inf,1,1,1", *good[1:]]), "all zero": table([f"{key},0,0,0,0" for key in keys]), "ragged": table([keys[0], *good[1:]]),
    }  # fmt: skip
    for name, text in kinds.items():
        yield Case(f"replicates {name}", {"rep.csv": text}, whole, EITHER if name in ("with more keys", "all zero") else REFUSED)
    for name, text in {"of nothing": b"", "of words": b"a\nb\nc\nd\n", "too few": b"1\n1\n", "too many": b"1\n" * 9, "negative": b"-1\n-1\n-1\n-1\n", "not numbers": b"nan\nnan\nnan\nnan\n"}.items():
        yield Case(f"rscales {name}", {"rep.csv": table(good), "rs.csv": text}, [*whole, "--rscales", "rs.csv"], EITHER if name == "negative" else REFUSED)


def xlsform(survey, choices=(("list_name", "name", "label"), ("l", 1, "Yes"))):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "survey"
    for row in survey:
        sheet.append(list(row))
    sheet = book.create_sheet("choices")
    for row in choices:
        sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


HEAD = ("type", "name", "label", "relevant", "calculation")
BAD_FORMS = {
    "of nothing": [], "of a header alone": [HEAD], "without a type": [HEAD[1:], ("q", "Q")], "with a name twice": [HEAD, ("integer", "q"), ("integer", "q")], "without a name": [HEAD, ("integer", None, "Q")],
    "with an unknown type": [HEAD, ("hologram", "q")], "with an absent list": [HEAD, ("select_one none", "q")], "with a group that does not end": [HEAD, ("begin group", "g"), ("integer", "q")],
    "with a group that did not begin": [HEAD, ("end group", None), ("integer", "q")], "with a name of spaces": [HEAD, ("integer", "q 1")], "with a name that is TOML": [HEAD, ("integer", 'q"]\n[x]')],
    "with an absent question asked for": [HEAD, ("integer", "q", "Q", "${none} = 1")], "with brackets 10,000 deep": [HEAD, ("integer", "q", "Q", "(" * 10_000)], "with relevance in a circle": [HEAD, ("integer", "q", "Q", "${r} = 1"), ("integer", "r", "R", "${q} = 1")],
    "with a label of control characters": [HEAD, ("integer", "q", "Q\t\n]]>")], "with groups 2,000 deep": [HEAD, *[("begin group", f"g{i}") for i in range(2000)], ("integer", "q"), *[("end group", None)] * 2000],
}  # fmt: skip


def form_cases(chance):
    for name, rows in BAD_FORMS.items():
        yield Case(f"form {name}", {"bad.xlsx": xlsform(rows)}, ["instruments", "import", "bad.xlsx"], EITHER)
    good = xlsform([HEAD, ("integer", "q", "Q"), ("select_one l", "r", "R", "${q} > 3")])
    yield from damaged("xlsx", good, ["instruments", "import", "bad.xlsx"], chance, 9)
    for name, parts in {"of no parts": {}, "with a part above its folder": {"../../x": b"x"}, "with a bomb": {"xl/workbook.xml": b"0" * 50_000_000}, "with 3,000 parts": {f"p{i}": b"" for i in range(3000)},
                        "with entities": {"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><workbook>&c;</workbook>'}, "with XML 100,000 deep": {"xl/workbook.xml": b"<a>" * 100_000}}.items():  # fmt: skip
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, data in parts.items():
                archive.writestr(part, data)
        yield Case(f"form {name}", {"bad.xlsx": file.getvalue()}, ["instruments", "import", "bad.xlsx"], REFUSED)


BAD_CODEBOOKS = {
    "of nothing": "", "cut off": codebook()[:200], "that is HTML": "<html><body>404</body></html>", "without variables": "<codeBook/>", "with a variable without a name": codebook().replace(' name="q1"', ""),
    "with a variable twice": codebook().replace('"q2"', '"q1"'), "with a code twice": codebook().replace("<catValu>2<", "<catValu>1<"), "with codes that are texts": codebook().replace("<catValu>2<", "<catValu>dos<"),
    "with entities": '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;">]>' + codebook().replace("Urban or rural", "&c;"), "with a file as entity": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + codebook().replace("Urban or rural", "&b;"),
    "100,000 deep": "<a>" * 100_000, "with a name that is TOML": codebook().replace('"q1"', '"q&quot;]&#10;[x]"'), "with tags that do not match": codebook().replace("</var>", "</vat>", 1), "in UTF-16 that says UTF-8": codebook().encode("utf-16").decode("latin-1"),
    "with a NUL": codebook().replace("Urban", "Ur\0ban"), "of another format": '<?xml version="1.0"?><Structure xmlns="x"/>',
}  # fmt: skip


def codebook_cases(chance):
    for name, text in BAD_CODEBOOKS.items():
        yield Case(f"codebook {name}", {"bad.xml": text.encode("latin-1", "replace")}, ["instruments", "import", "bad.xml"], EITHER)
    yield from damaged("xml", codebook().encode(), ["instruments", "import", "bad.xml"], chance, 9)


def all_cases(source, seed):
    chance = random.Random(f"bad files {seed}")
    for cases in (csv_cases(), stat_cases(source, chance), study_cases(), instrument_cases(), totals_cases(), map_cases(), replicate_cases(), form_cases(chance), codebook_cases(chance)):
        yield from cases
