"""Money in capital numerals: the banks' own examples, and that every amount can be read back."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dinggang.documents.official.money import capital_yuan, grouped, yuan, yuan_said
from dinggang.documents.official.values import texts
from dinggang.procedure import run
from dinggang.procedure.printing import issues
from dinggang.sheets import read_folder

FIGURES = {c: n for n, c in enumerate("零壹贰叁肆伍陆柒捌玖")}
PLACES = {"拾": 10, "佰": 100, "仟": 1000}


def read_back(said: str) -> Decimal:
    """Capital numerals as cents, read by their places alone."""
    total = group = figure = 0
    for char in said.removesuffix("整"):
        if char in FIGURES:
            figure = FIGURES[char]
            continue
        if char in PLACES:
            group += figure * PLACES[char]
        elif char in "万亿":
            group, total = (
                0,
                total + (group + figure) * 10_000 if char == "万" else (total + group + figure) * 10**8,
            )
        elif char == "元":
            total, group = (total + group + figure) * 100, 0
        else:
            total += figure * (10 if char == "角" else 1)
        figure = 0
    return Decimal(total) / 100


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        # 支付结算办法 1997, annex 1, item 2.
        ("1409.50", "壹仟肆佰零玖元伍角"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        # Ordinary sums of a township.
        ("7260", "柒仟贰佰陆拾元整"),
        ("96000.00", "玖万陆仟元整"),
        ("10", "壹拾元整"),
        ("100005", "壹拾万零伍元整"),
        ("1000000000", "壹拾亿元整"),
        ("100001000", "壹亿零壹仟元整"),
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角"),
    ],
)
def test_capitals(amount, said) -> None:
    assert capital_yuan(Decimal(amount)) == said


@given(st.integers(min_value=0, max_value=10**13))
def test_capitals_read_back_as_the_amount(cents) -> None:
    amount = Decimal(cents) / 100
    said = capital_yuan(amount)
    assert read_back(said) == amount
    assert "零零" not in said
    assert said.endswith(("整", "角", "分"))


@pytest.mark.parametrize("amount", ["-1", "0.005", "10000000000000000"])
def test_what_is_no_sum_of_money_has_no_capitals(amount) -> None:
    with pytest.raises(ValueError, match=amount):
        capital_yuan(Decimal(amount))


def test_columns_and_sentences() -> None:
    assert yuan(Decimal(756400)) == "756,400.00"
    assert yuan(None) == ""
    assert yuan_said(Decimal("756400.00")) == "756,400元"
    assert yuan_said(Decimal("1210.5")) == "1,210.50元"


TOWN = Path(__file__).parents[3] / "examples" / "town-2006"
_WAYS = {
    "grouped": r"(?<![\d.])\d{1,3}(,\d{3})+(?!\d)",
    "plain": r"(?<![\d.,])(\d{4,}(\.\d+)?(?=元)|\d{4,}\.\d\d(?!\d))",
}


def test_a_working_out_groups_its_sums_and_leaves_years_and_numbers_of_documents() -> None:
    assert grouped("1255.00×45＝56475.00元") == "1,255.00×45＝56,475.00元"
    assert grouped("月工资1255×100%＝1255，每月980.50元") == "月工资1,255×100%＝1,255，每月980.50元"
    assert grouped("2006年12月至2010年8月（望改〔2006〕7号）") == "2006年12月至2010年8月（望改〔2006〕7号）"
    assert grouped("1,255.00") == "1,255.00"


def test_no_document_of_the_town_writes_sums_in_two_ways() -> None:
    """1,255.00 or 1255元, not both. What somebody wrote in a table of the case is quoted as it stands (采购方式)."""
    case = read_folder(TOWN)
    ways = set()
    for issue in issues(case, run(case)):
        for document in issue.documents:
            said = [text for _, text in texts(document) if "采购方式" not in text]
            found = frozenset(way for way, shape in _WAYS.items() for text in said if re.search(shape, text))
            assert len(found) < 2, (document.kind, document.about)
            ways.add(found)
    # The summary writes 77845元, as its checker reads it; everything else groups.
    assert ways == {frozenset(), frozenset({"grouped"}), frozenset({"plain"})}
