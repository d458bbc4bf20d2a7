"""Sound texts of many places and kinds stay quiet; a contradiction planted into one is found, and nothing else."""

import sys
from functools import cache
from pathlib import Path

import pytest

from dinggang.basis import Finding, Level
from dinggang.reading import CODES, check_up, text_of

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
from planted import PLANTS  # noqa: E402 - a table beside this file

SOUND = {path.stem: path.read_text("utf-8") for path in sorted((HERE / "sound").glob("*.txt"))}


@pytest.fixture(autouse=True)
def no_typos(monkeypatch: pytest.MonkeyPatch) -> None:
    """Typos have tests of their own."""
    monkeypatch.setattr("dinggang.reading.checkup.check_typos", lambda _: ())


@cache
def findings(raw: str) -> tuple[Finding, ...]:
    return check_up(text_of(raw)).findings


def test_there_are_many_of_all_kinds() -> None:
    assert len(SOUND) >= 24


@pytest.mark.parametrize("name", SOUND)
def test_sound_texts_stay_quiet(name: str) -> None:
    told = [(f.code, f.words.zh) for f in findings(SOUND[name])]
    assert [t for t in told if t[0][0] in "XRK"] == []
    assert [f for f in findings(SOUND[name]) if f.level is Level.STOPS] == []


SENTENCES = (HERE / "sentences.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("sentence", SENTENCES)
def test_ways_of_saying_it_soundly(sentence: str) -> None:
    """X14 asks for the staff before the reform, which one sentence cannot give."""
    told = [(f.code, f.words.zh) for f in findings("改革工作总结\n" + sentence)]
    assert [t for t in told if t[0][0] in "XR" and t[0] != "X14"] == []


@pytest.mark.parametrize(("name", "words", "planted", "codes"), PLANTS)
def test_plant_one_find_one(name: str, words: str, planted: str, codes: str) -> None:
    assert words in SOUND[name]
    before = {(f.code, f.words.zh) for f in findings(SOUND[name])}
    after = [
        f for f in findings(SOUND[name].replace(words, planted, 1)) if (f.code, f.words.zh) not in before
    ]
    assert sorted({f.code for f in after}) == codes.split()


def test_every_planted_code_is_known() -> None:
    assert {code for *_, codes in PLANTS for code in codes.split()} <= set(CODES)


def test_a_text_that_breaks_nearly_every_rule() -> None:
    """An invented summary in other words than any that the rules were written from."""
    raw = (HERE / "broken" / "wanggang.txt").read_text("utf-8")
    told = {f.code: f for f in findings(raw)}
    assert {f"X{n}" for n in range(1, 18)} <= set(told)
    assert {"R01", "R02", "R03", "R05", "K01", "O01", "O02", "O03", "O04", "O05", "O06", "O08", "O10"} <= set(
        told
    )
    # 44 − 3 = 41 and 44 against 45; 32 − 1 − 8 = 23 and 24 against 21; 21 + 45 + 8 = 74 of 72 or 76.
    assert "预留含在内：可用41个，超出4个；预留另加：可用44个，超出1个" in told["X1"].words.zh
    assert "预留含在内：可用23个，还有2个没有说明；预留另加：可用24个，还有3个没有说明" in told["X2"].words.zh
    assert "合计使用74个" in told["X3"].words.zh
    assert "可用72个，超出2个" in told["X3"].words.zh
    assert "虽余2个，但事业仍超出" in told["X3"].words.zh
    assert told["X5"].quotes[0] == "三月八日成立了镇机构改革领导小组"
    assert "65天" in told["R05"].words.zh
