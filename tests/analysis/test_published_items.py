"""Published worked examples of paper statistics, to the digits printed. Each names its source."""

from decimal import Decimal

import pytest

from dinggang.analysis import feldt, item_statistics, paper_statistics

# Section 6 of the Law School Admission Test: 1,000 people, 5 items, counts per pattern of right and wrong answers.
# Bock and Lieberman (1970), Psychometrika 35, 179–197.
LSAT6 = {
    "00000": 3, "00001": 6, "00010": 2, "00011": 11, "00100": 1, "00101": 1, "00110": 3, "00111": 4,
    "01000": 1, "01001": 8, "01010": 0, "01011": 16, "01100": 0, "01101": 3, "01110": 2, "01111": 15,
    "10000": 10, "10001": 29, "10010": 14, "10011": 81, "10100": 3, "10101": 28, "10110": 15, "10111": 80,
    "11000": 16, "11001": 56, "11010": 21, "11011": 173, "11100": 11, "11101": 61, "11110": 28, "11111": 298,
}  # fmt: skip


def test_lsat_section_6():
    """Figures as the R package ltm prints them: Rizopoulos (2006), Journal of Statistical Software 17(5), `descript`."""
    marks = [[int(c) for c in pattern] for pattern, count in LSAT6.items() for _ in range(count)]
    assert len(marks) == 1000
    items = item_statistics(marks, [1] * 5)
    assert [round(item.facility, 3) for item in items] == [0.924, 0.709, 0.553, 0.763, 0.870]
    assert [round(item.alpha_without, 4) for item in items] == [0.2754, 0.2376, 0.2168, 0.2459, 0.2663]
    paper = paper_statistics(marks, [1] * 5)
    assert round(paper.alpha, 4) == round(paper.kr20, 4) == 0.2950


# Ten students, ten items: K. L. Wuensch, East Carolina University, StatHelp, "The Kuder-Richardson 20".
QUIZ = """1111110110 1011011101 1111011001 0010001000 0000010010
1110111111 1101110111 1111111101 0101111101 1101101110"""


def test_kuder_richardson_20():
    """The page prints p per item, p·q, and the variance of totals, 5.84; 10/9 (1 − 2.18/5.84) is the formula it names."""
    marks = [[int(c) for c in row] for row in QUIZ.split()]
    items = item_statistics(marks, [1] * 10)
    assert [round(item.facility, 1) for item in items] == [0.7, 0.7, 0.6, 0.7, 0.6, 0.8, 0.7, 0.7, 0.5, 0.6]
    paper = paper_statistics(marks, [1] * 10)
    assert round(paper.sd**2 * 9 / 10, 2) == 5.84
    assert paper.kr20 == pytest.approx(10 / 9 * (1 - 2.18 / 5.84))
    assert paper.alpha == pytest.approx(paper.kr20)


def test_feldts_interval():
    """MRC Cognition and Brain Sciences Unit, statswiki, after Feldt, Woodruff and Salih (1987): 0.9044024 to 0.9211588."""
    assert [round(end, 7) for end in feldt(0.913, people=873, items=20)] == [0.9044024, 0.9211588]


def test_skewness_and_kurtosis():
    """Microsoft's documentation of SKEW and KURT: 0.359543 and −0.1518 for 3, 4, 5, 2, 3, 4, 5, 6, 4, 7."""
    paper = paper_statistics([[mark] for mark in (3, 4, 5, 2, 3, 4, 5, 6, 4, 7)], [10])
    assert round(paper.skewness, 6) == 0.359543
    assert round(paper.kurtosis, 4) == -0.1518


# "Item analysis worksheet" of teacher training courses: ten students, ten items, upper and lower half.
WORKSHEET = """1111111111 1111111101 1101111100 0111110101 1110111001
1110110100 0110110101 0111001010 1110100001 0100010010"""


def test_upper_and_lower_group():
    """The worksheet's key prints D = (U − L) ÷ 5 and p for each item; its groups are halves."""
    marks = [[int(c) for c in row] for row in WORKSHEET.split()]
    items = item_statistics(marks, [1] * 10, share=Decimal("0.5"))
    assert [round(i.upper_lower, 1) for i in items] == [0.4, 0, 0, 0.6, 0.4, 0.4, 0.6, 0.4, -0.2, 0.4]
    assert [round(i.facility, 2) for i in items] == [0.6, 1, 0.8, 0.5, 0.8, 0.8, 0.5, 0.6, 0.3, 0.6]
