"""Forty hostile labels on the page of `sondeo report`: they are text, and nothing else.

usage: hostile_page.py SONDEO PACKAGES_DIR
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

from chromium import Browser, node_packages, require_chromium, validate

LABELS = [
    "</script><script>window.hacked=1</script>", "<script>window.hacked=1</script>", "<img src=x onerror=window.hacked=1>",
    "<svg onload=window.hacked=1>", "\" onmouseover=\"window.hacked=1", "' onfocus='window.hacked=1' autofocus='",
    "<!--", "-->", "<!--<script>", "]]>", "<![CDATA[<script>window.hacked=1</script>]]>", "</title><h1>t",
    "</style><style>*{display:none}", "</caption></table><p>out", "javascript:window.hacked=1",
    "<a href=javascript:window.hacked=1>go</a>", "<iframe src=https://example.org></iframe>",
    "<link rel=stylesheet href=https://example.org/x.css>", "<meta http-equiv=refresh content='0;url=https://example.org'>",
    "<base href=https://example.org/>", "<form action=https://example.org><button>b", "{{title}}", "{{{script}}}", "{{#editions}}x",
    "{{>any_table}}", "${window.hacked=1}", "=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\u202egnp.exe", "\u2066iso\u2069",
    "nul\u0001bell\u0007esc\u001b[31m", "line\u2028sep\u2029end", "tab\tnew\nline\rcr", "&lt;script&gt;&amp;", "\\u003cscript\\u003e",
    "x" * 10000, "datum.label + constructor.constructor('window.hacked=1')()",
]
SIMPLE = re.compile(r"[^A-Za-z0-9<>='\"{}/()]")
UNWANTED = re.compile("[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def study():
    labels = ", ".join(f"{code} = {json.dumps(label)}" for code, label in enumerate(LABELS, 1))
    worst = json.dumps(LABELS[0] + LABELS[4] + LABELS[21])
    return f"""
[study]
id = "hostile"
title = {worst}
period = {json.dumps(LABELS[2])}
[data.person]
file = "people.csv"
[[indicator]]
id = "yes"
label = {worst}
measure = "proportion"
numerator = "y == 1"
[[disaggregation]]
id = "group"
label = {worst}
level = "person"
expr = "g"
labels = {{ {labels} }}
[estimate]
by = [["group"]]
[report]
languages = ["en", "es"]
outputs = ["html"]
map = {{ file = "areas.json", key = "code", disaggregation = "group" }}
"""


def areas():
    features = []
    for code, label in enumerate(LABELS, 1):
        ring = [[code, 0], [code + 1, 0], [code + 1, 1], [code, 1], [code, 0]]
        features.append({"type": "Feature", "properties": {"code": code, "name": label, label: label},
                         "geometry": {"type": "Polygon", "coordinates": [ring], label: label}})
    return json.dumps({"type": "FeatureCollection", "features": features, "</script>": LABELS})


def main():
    require_chromium()
    assert len(LABELS) == 40
    sondeo, packages = sys.argv[1], node_packages(sys.argv[2])
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        rows = [f"{code},{y}" for code in range(1, len(LABELS) + 1) for y in (0, 1, 1, 0, 1, 0)]
        (folder / "people.csv").write_text("g,y\n" + "\n".join(rows) + "\n", encoding="utf-8")
        (folder / "study.toml").write_text(study(), encoding="utf-8")
        (folder / "areas.json").write_text(areas(), encoding="utf-8")
        subprocess.run([sondeo, "report", folder / "study.toml", "--out", folder / "out", "--quiet"], check=True)
        page = folder / "out" / "hostile.html"
        validate(packages, page)
        with Browser(page) as browser:
            drawn = browser.draw_all()
            shown = browser.run("return [...document.querySelectorAll('#en-i1-b1 tbody th')].map((e) => e.textContent);")
            assert len(shown) == 41, len(shown)
            for label, text in zip(LABELS, shown[1:]):
                assert not UNWANTED.search(text), repr(text[:80])
                assert SIMPLE.sub("", text) == SIMPLE.sub("", UNWANTED.sub("", label)), (label[:80], text[:80])
            counts = browser.run(
                "return ['script', 'style', 'img', 'iframe', 'link', 'base', 'form', 'h1', 'meta[http-equiv=refresh]',"
                " '[onload],[onerror],[onfocus],[onmouseover]'].map((each) => document.querySelectorAll(each).length);")
            assert counts == [2, 1, 0, 0, 0, 0, 0, 2, 0, 0], counts
            browser.driver.find_element("css selector", "[data-language=es]").click()
            drawn += browser.draw_all()
            assert browser.run("return typeof window.hacked;") == "undefined"
            assert browser.run("return document.documentElement.scrollWidth <= window.innerWidth;"), "too wide"
            said, asked = browser.faults()
            assert not said and not asked, (said, asked)
        print(f"{len(LABELS)} labels, {drawn} pictures: nothing ran, nothing was asked for")


main()
