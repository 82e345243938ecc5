"""The PDF of `sondeo report`: one for each language, with its charts, the same bytes twice.

usage: report_pdf.py SONDEO SOURCE_DIR
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

from chromium import require_chromium


def main():
    require_chromium()
    sondeo, source = sys.argv[1], pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        shutil.copytree(source / "samples" / "national-vaw", folder / "study")
        study = folder / "study" / "study.toml"
        text = study.read_text(encoding="utf-8")
        outputs = next(line for line in text.splitlines() if line.startswith("outputs"))
        study.write_text(text.replace(outputs, 'outputs = ["pdf"]'), encoding="utf-8")
        for out in ("a", "b"):
            subprocess.run([sondeo, "report", study, "--out", folder / out, "--quiet"], check=True)
        names = sorted(path.name for path in (folder / "a").glob("*.pdf"))
        assert names == ["national-vaw.en.pdf", "national-vaw.es.pdf"], names
        for file in names:
            pdf = (folder / "a" / file).read_bytes()
            assert pdf == (folder / "b" / file).read_bytes(), f"{file} differs"
            assert pdf.startswith(b"%PDF-") and pdf.count(b"/Type /Page\n") >= 5, file
        assert (folder / "a" / names[0]).read_bytes() != (folder / "a" / names[1]).read_bytes()
        print(f"{len(names)} files, the same twice")


main()
