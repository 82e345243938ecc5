"""A limit of memory is kept or refused, and what comes in parts is what comes together.

usage: memory_limit.py survey|generated|interrupt SONDEO SHARED_DIR

`survey` reads real files in parts (skipped where they are absent), `generated` one several times larger than its
limit: program and reader together stay below it.
"""
import csv
import io
import pathlib
import random
import re
import signal
import subprocess
import sys
import tempfile
import time

SONDEO = pathlib.Path(sys.argv[2]).resolve()
DATA = pathlib.Path(sys.argv[3]) / "data"
SKIPPED = 77
TOLERANCE = 1e-12  # of sums added up in another order
#: Differences of nearly equal sums: their last digits are those of 1.
ABSOLUTE = {"missing_share"}

SURVEYS = {
    "enusc-2023/enusc_2023.sav": (
        "--strata VarStrat --psu Conglomerado --weight Fact_Hog_Reg --lonely-psu adjust --proportion VH_DV==1 "
        "--share VH_DV --mean Fact_Pers_Com --by enc_region --missing VH_DV=99"),
    "ncvs-2021/household.zsav": (
        "--strata V2117 --psu V2118 --weight WGTHHCY --proportion V2143 --total V2143==1 --mean SC214A "
        "--by V2015 --by V2143 --by V2015,V2143"),
}


def run(file, arguments, *more):
    command = [SONDEO, "tabulate", file, *arguments.split(), "--format", "csv", *more]
    return subprocess.run(command, capture_output=True, text=True)


def fail(text):
    sys.exit(f"memory_limit: {text}")


def least_limit(file, arguments):
    done = run(file, arguments, "--memory", "1")
    found = re.search(r"needs at least (\d+) MB", done.stderr)
    if done.returncode != 9 or not found:
        fail(f"{file}: a limit of one byte is not refused with what is needed: {done.stderr}")
    return int(found.group(1))


def in_parts(file, arguments):
    """The result under the smallest limit that it can be made with, and that limit in MB."""
    limit = least_limit(file, arguments)
    while True:
        done = run(file, arguments, "--memory", f"{limit}MB", "-v")
        if done.returncode == 0:
            break
        if done.returncode != 9 or done.stdout:
            fail(f"{file}: under {limit} MB: {done.returncode}\n{done.stderr}")
        limit += 2
    # What needs all rows is refused under the same limit: so they did come in parts.
    refused = run(file, arguments, "--memory", f"{limit}MB", "--quantile", "1+1")
    if refused.returncode != 9 or "because of quantile" not in refused.stderr:
        fail(f"{file}: all rows fit into {limit} MB: nothing came in parts\n{refused.stderr}")
    return done, limit


def numbers(a, b):
    try:
        return float(a), float(b)
    except ValueError:
        return None


def compare(name, whole, parts):
    ours = list(csv.reader(io.StringIO(parts)))
    expected = list(csv.reader(io.StringIO(whole)))
    if len(ours) != len(expected) or len(ours) < 3:
        fail(f"{name}: {len(ours)} rows, {len(expected)} of all together")
    for row, (a, b) in enumerate(zip(expected, ours)):
        for column, u, v in zip(expected[0], a, b):
            if u == v:
                continue
            pair = numbers(u, v)
            scale = 1.0 if column in ABSOLUTE else abs(pair[0]) if pair else 0.0
            if not pair or abs(pair[0] - pair[1]) > TOLERANCE * scale:
                fail(f"{name}: row {row}, {column}: {v}, together {u}")
    return len(ours) - 1


def check(file, arguments, name):
    whole = run(file, arguments)
    if whole.returncode != 0:
        fail(f"{name}: {whole.stderr}")
    done, limit = in_parts(file, arguments)
    rows = compare(name, whole.stdout, done.stdout)
    peaks = [int(found) for found in
             re.search(r"most memory (\d+) MB, of the reader (\d+) MB|most memory (\d+) MB", done.stderr).groups()
             if found]
    if sum(peaks) > limit:
        fail(f"{name}: {sum(peaks)} MB under a limit of {limit} MB")
    said = [re.sub(r"time .*", "", text) for text in (whole.stderr, done.stderr)]
    if said[0].split() != said[1].split():
        fail(f"{name}: other findings in parts:\n{said[0]}\n{said[1]}")
    print(f"{name}: {rows} estimates in parts under {limit} MB, {sum(peaks)} MB used")
    return limit


def survey():
    present = {name: arguments for name, arguments in SURVEYS.items() if (DATA / name).exists()}
    if not present:
        print(f"skipped: no survey files in {DATA}")
        sys.exit(SKIPPED)
    for name, arguments in present.items():
        check(DATA / name, arguments, name)


def write_people(path, rows):
    """More bytes than the limits below; PSUs in no order."""
    draw = random.Random(3)
    with open(path, "w", encoding="ascii") as out:
        out.write("stratum,psu,weight,region,sex,hit,age,amount,filler\n")
        for _ in range(rows):
            stratum = draw.randrange(1, 21)
            out.write(f"{stratum},{draw.randrange(1, 11)},{draw.random() * 90:.6f},{1 + stratum % 7},"
                      f"{draw.randrange(1, 3)},{draw.choice(('', 1, 2, 2, 2))},{draw.randrange(15, 90)},"
                      f"{draw.random() * 1e5:.3f},{'x' * 150}\n")


ARGUMENTS = ("--strata stratum --psu psu --weight weight --proportion hit==1 --mean amount --total hit==1 "
             "--ratio amount/age --by region --by sex --by region,sex")


def generated():
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "people.csv"
        write_people(path, 700_000)
        size = path.stat().st_size / 1e6
        limit = check(path, ARGUMENTS, "generated")
        if size < 2 * limit:
            fail(f"a file of {size:.0f} MB is no test of {limit} MB")
        once, again = (run(path, ARGUMENTS, "--memory", f"{limit}MB") for _ in range(2))
        if once.stdout != again.stdout:
            fail("the same limit gives other bytes")


def interrupt():
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "people.csv"
        write_people(path, 150_000)
        limit = least_limit(path, ARGUMENTS) + 4
        before = sorted(pathlib.Path(folder).iterdir())
        for wait in (0.2, 0.5, 0.9):
            command = [SONDEO, "tabulate", path, *ARGUMENTS.split(), "--memory", f"{limit}MB", "-o", "out.csv"]
            running = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE)
            time.sleep(wait)
            running.send_signal(signal.SIGINT)
            running.communicate()
            left = sorted(pathlib.Path(folder).iterdir())
            if running.returncode == 0:  # it was faster
                (pathlib.Path(folder) / "out.csv").unlink()
            elif running.returncode != 130 or left != before:
                fail(f"an interrupt after {wait} s: {running.returncode}, {left}")


{"survey": survey, "generated": generated, "interrupt": interrupt}[sys.argv[1]]()
