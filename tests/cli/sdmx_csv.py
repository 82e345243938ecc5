"""The SDMX-CSV of `sondeo report`, read as RFC 4180 and checked against the structure definition of the UN: every
column, every code; its values are those of the CSV beside it.

usage: sdmx_csv.py SONDEO SOURCE_DIR SHARED_DIR
"""
import csv
import math
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

STR = "{http://www.sdmx.org/resources/sdmxml/schemas/v2_1/structure}"


def structure(path):
    """Dimensions in order, mandatory attributes, and the codes of each component."""
    root = ElementTree.parse(path).getroot()
    lists = {l.get("id"): {c.get("id") for c in l.iter(STR + "Code")} for l in root.iter(STR + "Codelist")}
    dimensions = [d.get("id") for d in root.iter(STR + "Dimension")]
    codes = {}
    mandatory = set()
    for tag in ("Dimension", "Attribute"):
        for component in root.iter(STR + tag):
            reference = component.find(f"{STR}LocalRepresentation/{STR}Enumeration/Ref")
            if reference is not None:
                codes[component.get("id")] = lists[reference.get("id")]
            if component.get("assignmentStatus") == "Mandatory":
                mandatory.add(component.get("id"))
    return dimensions, mandatory, codes


def main():
    sondeo, source, shared = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    definition = shared / "data" / "sdmx" / "SDG_DSD_1.4.xml"
    if not definition.exists():
        print(f"skipped: {definition} is not here")
        return 77
    dimensions, mandatory, codes = structure(definition)
    with tempfile.TemporaryDirectory() as name:
        study = source / "samples" / "national-vaw" / "study.toml"
        subprocess.run([sondeo, "report", study, "--out", name, "--quiet"], check=True)
        with open(pathlib.Path(name) / "national-vaw.sdmx.csv", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, strict=True))
        with open(pathlib.Path(name) / "national-vaw.es.csv", encoding="utf-8", newline="") as file:
            table = list(csv.DictReader(file))
    columns = list(rows[0])
    assert columns[:3] == ["STRUCTURE", "STRUCTURE_ID", "ACTION"], columns
    assert columns[3:18] == dimensions[:15], columns
    assert mandatory <= set(columns), mandatory - set(columns)
    for row in rows:
        assert None not in row and None not in row.values(), row
        for component, allowed in codes.items():
            assert component not in row or row[component] in allowed, (component, row[component])
        assert row["SEX"] == "F" and row["UNIT_MEASURE"] == "PT" and row["TIME_PERIOD"] == "2025", row
        assert (row["OBS_STATUS"] == "Q") == (row["OBS_VALUE"] == ""), row
    assert len({tuple(row[d] for d in dimensions[:15]) for row in rows}) == len(rows)
    expected = [row for row in table if row["indicator"] != "sdg-5.2.1-any-form" and not row["region"]]
    assert len(expected) == len(rows), (len(expected), len(rows))
    for row, figure in zip(rows, expected):
        for ours, theirs in (("OBS_VALUE", "estimate"), ("LOWER_BOUND", "ci_low"), ("UPPER_BOUND", "ci_high")):
            same = row[ours] == figure[theirs] or math.isclose(float(row[ours]), float(figure[theirs]), rel_tol=1e-14)
            assert same, (row, figure)
        area = {"": "_T", "1": "U", "2": "R"}[figure["area"]]
        assert row["URBANISATION"] == area, (row, figure)
    statuses = {status: sum(row["OBS_STATUS"] == status for row in rows) for status in "AUQ"}
    assert all(statuses.values()), statuses
    print(f"{len(rows)} observations, {statuses}")
    return 0


sys.exit(main())
