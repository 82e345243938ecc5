"""Pages of `sondeo report` in headless Chromium: what the browser tests share."""
import json
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from debian_python import SKIPPED, require

require("python3-selenium", "selenium.webdriver")
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

CHROMIUM, DRIVER = "/usr/bin/chromium", "/usr/bin/chromedriver"
HERE = pathlib.Path(__file__).resolve().parent


def require_chromium():
    for program in (CHROMIUM, DRIVER):
        if not pathlib.Path(program).exists():
            print(f"skipped: {program} is not here (Debian: chromium, chromium-driver)")
            sys.exit(SKIPPED)


def node_packages(folder):
    """The pinned npm packages of the tests, installed in a build folder once."""
    folder = pathlib.Path(folder)
    stamp = folder / "installed"
    lock = (HERE / "package-lock.json").read_bytes()
    if not stamp.exists() or stamp.read_bytes() != lock:
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            (folder / name).write_bytes((HERE / name).read_bytes())
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(command, cwd=folder, check=True, timeout=300)
        stamp.write_bytes(lock)
    return folder / "node_modules"


def validate(packages, page):
    """The page's faults against the HTML standard, as html-validate tells them."""
    command = ["node", packages / "html-validate/bin/html-validate.mjs", "--config", HERE / "html-validate.json", page]
    done = subprocess.run(command, cwd=packages.parent, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert done.returncode == 0, done.stdout[:4000]


class Browser:
    """One page opened from its file, with all that it says and asks for."""

    def __init__(self, page, width=1100, height=1400):
        options = Options()
        options.binary_location = CHROMIUM
        arguments = ["--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"]
        if os.geteuid() == 0:
            arguments.append("--no-sandbox")
        for argument in arguments + [f"--window-size={width},{height}"]:
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(service=Service(DRIVER), options=options)
        self.url = pathlib.Path(page).resolve().as_uri()
        self.driver.get(self.url)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.driver.quit()

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def draw_all(self):
        """Brings every picture of the language into sight, so that it is drawn. @return how many are"""
        return self.driver.execute_async_script(
            """
            const done = arguments[arguments.length - 1];
            const pictures = [...document.querySelectorAll('.edition:not([hidden]) .picture')];
            let waited = 0;
            const look = () => {
              const open = pictures.filter((each) => !each.querySelector('svg'));
              if (open.length === 0 || waited > 400) return done(pictures.length - open.length);
              ++waited;
              open[0].scrollIntoView();
              setTimeout(look, 50);
            };
            look();
            """
        )

    def faults(self):
        """What the page said on the console, and what it asked of the network."""
        said = [entry["message"] for entry in self.driver.get_log("browser")]
        asked = []
        for entry in self.driver.get_log("performance"):
            event = json.loads(entry["message"])["message"]
            if event["method"] == "Network.requestWillBeSent":
                url = event["params"]["request"]["url"]
                if url.split("#")[0] != self.url and not url.startswith("data:"):
                    asked.append(url)
        return said, asked

    def accessibility(self, packages):
        """The serious findings of axe-core."""
        self.run((packages / "axe-core/axe.min.js").read_text(encoding="utf-8"))
        found = self.driver.execute_async_script(
            "const done = arguments[arguments.length - 1]; axe.run(document).then((result) => done("
            "result.violations.map((each) => [each.impact, each.id, each.nodes.length, each.nodes[0].html])));"
        )
        return [each for each in found if each[0] in ("serious", "critical")], found
