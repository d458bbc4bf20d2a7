import msgspec
import pytest

from dinggang.basis import (
    LEVEL_WORDS,
    DinggangError,
    Fault,
    Finding,
    Level,
    Problem,
    Refusal,
    Where,
    Words,
    joined,
    stopping,
)

WORDS = Words(zh="岗位没有机构。", en="A post has no body.")
CURE = Words(zh="请补上。", en="Add it.")


def test_a_place_reads_as_a_clerk_finds_it():
    assert (
        str(Where(file="posts.xlsx", sheet="岗位", row=7, column="编号"))
        == "posts.xlsx [岗位] 第7行 “编号”列"
    )
    assert str(Where(file="方案.txt", start=0, end=4)) == "方案.txt 第1字"
    assert str(Where(file="plan.toml")) == "plan.toml"


def test_stopping_findings_keep_their_order():
    first, second, third, fourth = (
        Finding(code=f"B0{n}", level=level, words=WORDS, cure=CURE)
        for n, level in enumerate((Level.STOPS, Level.NOTICE, Level.EXPLAIN, Level.STOPS), start=1)
    )

    assert stopping([fourth, second, third, first]) == (fourth, first)
    assert set(LEVEL_WORDS) == set(Level)


def test_a_refusal_carries_every_problem():
    problems = [Problem(where=Where(file=name), words=WORDS, cure=CURE) for name in ("a.xlsx", "b.xlsx")]

    refusal = Refusal(iter(problems))

    assert refusal.problems == tuple(problems)
    assert str(refusal) == "a.xlsx: 岗位没有机构。 请补上。; b.xlsx: 岗位没有机构。 请补上。"
    assert issubclass(Refusal, DinggangError)
    assert issubclass(Fault, DinggangError)


def test_words_in_both_languages():
    assert str(WORDS) == "岗位没有机构。 A post has no body."
    assert joined([WORDS, CURE]) == Words(zh="岗位没有机构；请补上。", en="A post has no body; Add it.")
    assert joined([WORDS]) == WORDS


def test_values_are_frozen_and_refuse_what_they_do_not_know():
    with pytest.raises(AttributeError):
        WORDS.zh = "改"
    assert msgspec.convert({"zh": "一", "en": "one"}, Words) == Words(zh="一", en="one")
    with pytest.raises(msgspec.ValidationError, match="unknown field"):
        msgspec.convert({"zh": "一", "en": "one", "fr": "un"}, Words)
