"""The univariate sets of NIST's Statistical Reference Datasets: makes those that have a formula, and checks all nine.

usage: nist.py SOURCE_DIR [--write]

Lew, Lottery, Mavro and Michelso are observed: they stand in program/run/certified as NIST lists them. The others are made: NumAcc1 to
NumAcc4 by their definition, PiDigits as the first 5,000 digits of pi, of which NIST lists the 957th as 3 (it is 8): the certified
values are those of the list. For each the mean, standard deviation and lag-1 autocorrelation,
computed exactly with fractions from the decimal numbers, must be what NIST certifies to all its digits: a wrong digit anywhere shows.
Certified values: https://www.itl.nist.gov/div898/strd/univ/homepage.html
"""
import decimal
import fractions
import pathlib
import sys

CERTIFIED = {
    "lew": (200, "-177.435000000000", "277.332168044316", "-0.307304800605679"),
    "lottery": (218, "518.958715596330", "291.699727470969", "-0.120948622967393"),
    "mavro": (50, "2.00185600000000", "0.000429123454003053", "0.937989183438248"),
    "michelso": (100, "299.852400000000", "0.0790105478190518", "0.535199668621283"),
    "numacc1": (3, "10000002", "1", "-0.5"),
    "numacc2": (1001, "1.2", "0.1", "-0.999"),
    "numacc3": (1001, "1000000.2", "0.1", "-0.999"),
    "numacc4": (1001, "10000000.2", "0.1", "-0.999"),
    "pidigits": (5000, "4.53480000000000", "2.86733906028871", "-0.00355099287237972"),
}


def digits_of_pi(count):
    """By Machin's formula, in whole numbers."""
    sys.set_int_max_str_digits(0)
    one = 10 ** (count + 20)

    def arctangent_of_inverse(x):
        term, total, n, sign = one // x, 0, 1, 1
        while term:
            total += sign * (term // n)
            term //= x * x
            n, sign = n + 2, -sign
        return total

    return list(str(4 * (4 * arctangent_of_inverse(5) - arctangent_of_inverse(239)))[:count])


def made():
    digits = digits_of_pi(5000)
    pairs = lambda low, high, first: [first, *[value for _ in range(500) for value in (low, high)]]
    return {
        "numacc1": ["10000001", "10000003", "10000002"],
        "numacc2": pairs("1.1", "1.3", "1.2"),
        "numacc3": pairs("1000000.1", "1000000.3", "1000000.2"),
        "numacc4": pairs("10000000.1", "10000000.3", "10000000.2"),
        "pidigits": [*digits[:956], "3", *digits[957:]],
    }


def figures(texts):
    values = [fractions.Fraction(text) for text in texts]
    mean = sum(values) / len(values)
    squares = sum((value - mean) ** 2 for value in values)
    lagged = sum((a - mean) * (b - mean) for a, b in zip(values, values[1:]))
    return mean, squares / (len(values) - 1), lagged / squares


def same(exact, certified):
    """Whether a fraction, rounded to the digits of a certified number, is that number."""
    digits = len(certified.lstrip("-0.").replace(".", ""))
    decimal.getcontext().prec = 60
    rounded = decimal.Context(prec=digits).divide(decimal.Decimal(exact.numerator), decimal.Decimal(exact.denominator))
    return rounded == decimal.Decimal(certified)


def root(fraction):
    decimal.getcontext().prec = 60
    return fractions.Fraction((decimal.Decimal(fraction.numerator) / decimal.Decimal(fraction.denominator)).sqrt())


def main():
    folder = pathlib.Path(sys.argv[1], "program", "run", "certified")
    faults = 0
    for name, texts in made().items():
        text = "\n".join(texts) + "\n"
        if "--write" in sys.argv:
            (folder / f"{name}.txt").write_text(text, encoding="ascii")
        elif (folder / f"{name}.txt").read_text(encoding="ascii") != text:
            print(f"{name} is not what its definition says")
            faults += 1
    for name, (count, mean, deviation, autocorrelation) in CERTIFIED.items():
        texts = (folder / f"{name}.txt").read_text(encoding="ascii").split()
        found = figures(texts)
        good = len(texts) == count and same(found[0], mean) and same(root(found[1]), deviation) and same(found[2], autocorrelation)
        faults += not good
        print(f"{name}: {len(texts)} values,", "mean, standard deviation and autocorrelation as certified" if good else "NOT as certified")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
