"""The page of `sondeo report`, opened from its file: its figures are those of the CSV beside it.

usage: report_page.py SONDEO SOURCE_DIR PACKAGES_DIR
"""
import csv
import pathlib
import shutil
import subprocess
import sys
import tempfile

from chromium import Browser, node_packages, require_chromium, validate

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

FIGURES = ["estimate", "se", "cv", "ci_low", "ci_high", "n"]

# Each row of each table of figures: its indicator, the exact value of each cell or null, and what the cell shows.
READ_TABLES = """
  const rows = [];
  for (const section of document.querySelectorAll('.edition:not([hidden]) section')) {
    const indicator = section.querySelector('.about code');
    if (!indicator) continue;
    for (const row of section.querySelectorAll('table tbody tr')) {
      const cells = [...row.querySelectorAll('td.number')];
      rows.push({
        indicator: indicator.textContent,
        labels: [...row.querySelectorAll('th')].map((each) => each.textContent),
        exact: cells.map((each) => each.querySelector('data')?.value ?? null),
        shown: cells.map((each) => each.textContent),
      });
    }
  }
  return rows;
"""


def read_csv(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def compare(shown, table, total):
    """Every row of the CSV stands on the page, in order, with the same figures. @return how many were withheld"""
    assert len(shown) == len(table), f"{len(shown)} rows on the page, {len(table)} in the CSV"
    withheld = 0
    for page, row in zip(shown, table):
        assert page["indicator"] == row["indicator"], (page, row)
        label = next((row[name] for name in row if name.endswith("_label") and row[name]), total)
        assert page["labels"][0] == label, (page, row)
        for name, exact, text in zip(FIGURES, page["exact"], page["shown"]):
            if row[name] == "":
                assert exact is None and text == "[u]", (name, page, row)
                withheld += name == "estimate"
                continue
            assert exact == row[name], (name, page, row)
            number = float(text.replace(",", "").rstrip("%")) / (100 if text.endswith("%") else 1)
            assert abs(number - float(row[name])) <= 0.006 * max(1, abs(float(row[name]))), (name, page, row)
    return withheld


def check_pictures(browser, table):
    """A dot for each figure that is published, and an outline for each area of each map."""
    drawn = browser.draw_all()
    assert drawn == browser.run("return document.querySelectorAll('.edition:not([hidden]) .picture').length;")
    assert drawn > 0
    dots = browser.run(
        "return document.querySelectorAll('.edition:not([hidden]) .picture[id$=intervals] .mark-symbol path').length;")
    published = sum(row["estimate"] != "" for row in table)
    assert dots == published, (dots, published)
    maps = browser.run(
        "return [...document.querySelectorAll('.edition:not([hidden]) .picture[id*=map]')]"
        ".map((each) => each.querySelectorAll('.mark-shape path').length);")
    assert len(maps) == 5 and all(count >= 5 for count in maps), maps
    return drawn


def check_switches(browser, packages):
    """Both languages, light and dark, by mouse and by keyboard; nothing serious for axe-core in any of the four."""
    state = "return [document.documentElement.lang, document.title, getComputedStyle(document.documentElement)" \
            ".backgroundColor, document.querySelectorAll('.edition:not([hidden])').length];"
    seen = set()
    for language in ("en", "es"):
        browser.driver.find_element(
            "css selector", f".edition:not([hidden]) [data-language={language}]").send_keys(Keys.ENTER)
        for _ in range(2):
            browser.driver.find_element("css selector", ".edition:not([hidden]) [data-theme-switch]").click()
            browser.draw_all()
            lang, title, colour, editions = browser.run(state)
            assert lang == language and editions == 1, (lang, editions)
            seen.add((lang, title, colour))
            serious, found = browser.accessibility(packages)
            assert not serious, serious
            print(f"axe-core, {lang}, {colour}: {len(found)} findings, none serious")
    assert len(seen) == 4, seen


def check_keyboard(browser):
    """The first key lands on the link that leads to the figures."""
    browser.driver.get(browser.url)
    ActionChains(browser.driver).send_keys(Keys.TAB).perform()
    assert browser.run("return document.activeElement.className;") == "skip"
    ActionChains(browser.driver).send_keys(Keys.ENTER).perform()
    assert browser.run("return location.hash;") == "#es-summary"


def withheld_figures(sondeo, study, published):
    """Figures that the report must not hold: those of rows that are withheld, with all their digits."""
    whole = subprocess.run([sondeo, "estimate", study, "--format", "csv", "--quiet"], check=True,
                           stdout=subprocess.PIPE).stdout.decode("utf-8").splitlines()
    secret = []
    for before, after in zip(csv.DictReader(whole), published):
        if after["estimate"] != "" or before["estimate"] == "":
            continue
        secret += [before[name] for name in ("estimate", "se", "cv", "ci_low", "ci_high", "weight_sum") if before[name]]
    assert secret
    return secret


def main():
    require_chromium()
    sondeo, source, packages = sys.argv[1], pathlib.Path(sys.argv[2]), node_packages(sys.argv[3])
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        shutil.copytree(source / "samples" / "national-vaw", folder / "study")
        study = folder / "study" / "study.toml"
        for out in ("a", "b"):
            subprocess.run([sondeo, "report", study, "--out", folder / out, "--quiet"], check=True)
        page = folder / "a" / "national-vaw.html"
        text = page.read_text(encoding="utf-8")
        assert page.read_bytes() == (folder / "b" / "national-vaw.html").read_bytes(), "two runs differ"
        assert 'data-charts="yes"' in text, "this sondeo was built without pictures: see what the build said of npm"
        validate(packages, page)
        tables = {language: read_csv(folder / "a" / f"national-vaw.{language}.csv") for language in ("es", "en")}
        for secret in withheld_figures(sondeo, study, tables["en"]):
            assert secret not in text, f"a withheld figure is in the page: {secret}"
        with Browser(page) as browser:
            withheld = compare(browser.run(READ_TABLES), tables["es"], "Total")
            drawn = check_pictures(browser, tables["es"])
            browser.driver.find_element("css selector", ".edition:not([hidden]) [data-language=en]").click()
            assert compare(browser.run(READ_TABLES), tables["en"], "Total") == withheld > 0
            check_pictures(browser, tables["en"])
            check_switches(browser, packages)
            check_keyboard(browser)
            said, asked = browser.faults()
            assert not said, said
            assert not asked, asked
        print(f"{len(tables['es'])} rows twice, {withheld} withheld, {drawn} pictures, no request, nothing said")


main()
