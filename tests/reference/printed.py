"""Figures that R survey prints by another method, as far as they are to agree: its default logit interval, which stops a
model early (6e-9), and its likelihood interval, interpolated from a profile of ten steps (0.4 %).

usage: printed.py PROGRAM
"""

import pathlib
import sys

import figures

DATA = pathlib.Path(__file__).parent / "api" / "apiclus1.csv"
# svyciprop(~I(ell == 0), dclus1, method = ...), survey 4.1-1
INTERVALS = [
    ("logit", 0.00230469129853851, 0.17774776651355734, 1e-8),
    ("likelihood", 0.000663921180934, 0.107778408381593, 4e-3),
]


def main():
    found, compared = [], 0
    for method, low, high, tolerance in INTERVALS:
        asked = ["tabulate", DATA, "--weight", "pw", "--psu", "dnum", "--proportion", "none = ell == 0"]
        rows = figures.result_table(sys.argv[1], [*asked, "--fpc", "fpc", "--interval", method])
        row = figures.only(rows, indicator="none")
        found += figures.faults(method, {"ci_low": low, "ci_high": high}, row, tolerance)
        compared += 2
    return figures.verdict(found, compared)


if __name__ == "__main__":
    sys.exit(main())
