"""What is compared with R, within which tolerances, and what came of it."""

import collections

# Largest relative difference, and the largest absolute one as a share of the figure's scale: the estimate with every
# term taken positive, or what R says the figure is made of. It decides where the true figure is about 0 beside its
# terms and has no relative digits.
Tolerance = collections.namedtuple("Tolerance", "relative of_scale")
EXACT = Tolerance(0, 0)
FIGURES = {
    "estimate": Tolerance(1e-12, 1e-14),
    "se": Tolerance(1e-10, 1e-15),
    "deff": Tolerance(1e-9, 1),
    "ci_low": Tolerance(1e-9, 1e-12),
    "ci_high": Tolerance(1e-9, 1e-12),
    "weight_sum": Tolerance(1e-12, 0),
    "df": EXACT,
    "n": EXACT,
    "n_missing": EXACT,
    "n_psu": EXACT,
    "n_strata": EXACT,
}


class Comparison:
    """Figures compared and differences found, by family and figure, and by how much they differ at most."""

    def __init__(self):
        self.compared = collections.Counter()
        self.largest = collections.defaultdict(float)
        self.faults = []
        self.fault_families = collections.Counter()

    def fault(self, family, text):
        self.faults.append(text)
        self.fault_families[family] += 1

    def figure(self, family, where, column, wanted, got, tolerance, scale=0.0):
        """One figure; texts, blank where there is none. Both blank is nothing to compare."""
        if wanted == "" and got == "":
            return
        self.compared[family, column] += 1
        if wanted == "" or got == "":
            self.fault(family, f"{where}: {column} is {got or 'blank'}, R has {wanted or 'none'}")
            return
        wanted, got = float(wanted), float(got)
        apart = 0.0 if wanted == got else abs(wanted - got)
        share = relative(apart, wanted, tolerance, scale)
        self.largest[family, column] = max(self.largest[family, column], share)
        if apart and not apart <= max(tolerance.relative * abs(wanted), tolerance.of_scale * scale):
            self.fault(family, f"{where}: {column} is {got!r}, R has {wanted!r} ({apart / abs(wanted or 1):.1e})")

    def text(self, family, where, column, wanted, got):
        self.compared[family, column] += 1
        if wanted != got:
            self.fault(family, f"{where}: {column} is '{got}', expected '{wanted}'")

    def report(self):
        for family in dict.fromkeys(family for family, _ in self.compared):
            print(f"  {family}")
            for (of, column), count in sorted(self.compared.items()):
                if of == family:
                    largest = self.largest[family, column]
                    print(f"    {column:<11} {count:>8}  {f'{largest:.1e}' if largest else 'equal'}")


def relative(apart, wanted, tolerance, scale):
    """A difference as a share of the figure, or of what stands in for a figure about 0."""
    stand_in = scale * tolerance.of_scale / tolerance.relative if tolerance.relative else 0
    return apart / max(abs(wanted), stand_in) if apart else 0.0
