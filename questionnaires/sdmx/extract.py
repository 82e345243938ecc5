"""Makes the code lists of this folder from the structure definition that the UN publishes.

usage: extract.py SDG_DSD.xml CONSTRAINTS.csv ISO_3166-1.json

- codes.csv: component of the structure (dimension or coded attribute), code, English name
- constraints.csv: for each series its unit, multiplier and the codes allowed (ALL: any) of SEX, AGE and
  COMPOSITE_BREAKDOWN, from the global content constraints (2021, series of surveys)
- areas.csv: ISO 3166-1 alpha-3 code of a country and its code in REF_AREA (M49)
"""
import csv
import json
import pathlib
import sys
import xml.etree.ElementTree as ElementTree

STR = "{http://www.sdmx.org/resources/sdmxml/schemas/v2_1/structure}"
COM = "{http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common}"
FOLDER = pathlib.Path(__file__).parent


def write(name, header, rows):
    with open(FOLDER / name, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def components(root):
    """Component and code list of each coded dimension and attribute."""
    for tag in ("Dimension", "Attribute"):
        for component in root.iter(STR + tag):
            enumeration = component.find(f"{STR}LocalRepresentation/{STR}Enumeration/Ref")
            if enumeration is not None:
                yield component.get("id"), enumeration.get("id")


def main():
    structure, constraints, iso = sys.argv[1:]
    root = ElementTree.parse(structure).getroot()
    lists = {}
    for codelist in root.iter(STR + "Codelist"):
        lists[codelist.get("id")] = [(code.get("id"), code.findtext(COM + "Name") or "")
                                     for code in codelist.iter(STR + "Code")]
    rows = [(component, code, " ".join(name.split()))
            for component, codelist in components(root) for code, name in lists[codelist]]
    write("codes.csv", ["component", "code", "name"], rows)
    areas = {code for code, _ in lists["CL_AREA"]}
    with open(iso, encoding="utf-8") as file:
        countries = json.load(file)["3166-1"]
    found = [(country["alpha_3"], str(int(country["numeric"]))) for country in countries]
    write("areas.csv", ["alpha3", "code"], sorted(pair for pair in found if pair[1] in areas))
    with open(constraints, encoding="utf-8", newline="") as file:
        kept = [(row[0], row[2], row[3], row[4], row[5], row[7]) for row in csv.reader(file) if len(row) == 14]
    write("constraints.csv", ["series", "UNIT_MEASURE", "UNIT_MULT", "SEX", "AGE", "COMPOSITE_BREAKDOWN"], kept)


main()
