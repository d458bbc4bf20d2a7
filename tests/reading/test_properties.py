"""Whatever the text: nothing raises, quotes are the text's own words, blanks and widths change nothing."""

import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dinggang.basis import Finding
from dinggang.reading import check_up, text_of

HERE = Path(__file__).parent
TEXTS = [p.read_text("utf-8") for p in sorted((*HERE.glob("sound/*.txt"), *HERE.glob("broken/*.txt")))]
PIECES = [
    "行政编制", "事业编制", "30名", "三十六名", "（预留2个编制）", "其中", "领导职数9名", "16个行政岗位", "，", "。", "；", "\n", "竞争上岗",
    "9月11日", "11月31日", "10月30日前", "2006年", "次年", "成立领导小组", "清退临时人员", "经过", "准备、动员、清退", "三个阶段", "共", "分别为",
    "3个办公室", "党政办公室", "（加挂", "牌子）", "公示", "5个工作日", "占", "52%", "百分之三十", "考试", "测评", "120万元", "经费不减", "本科、大专以上",
    "定向购买", "市场化", "方案", "批准", "〔2006〕3号", "第一阶段", "第二阶段", "历时两个多月", "星期一", "由", "减少到", "减少", "（", "）", "《", "》", "个",
]  # fmt: skip


def checked(raw: str) -> tuple[Finding, ...]:
    text = text_of(raw)
    findings = check_up(text).findings
    for finding in findings:
        assert len(finding.where) == len(finding.quotes)
        for where, quote in zip(finding.where, finding.quotes, strict=True):
            assert where.start is not None
            assert text.raw[where.start : where.end] == quote != ""
            assert text.paragraph(where.start)[1] >= 1
    return findings


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text(raw: str) -> None:
    checked(raw)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_pieces_of_such_texts_in_any_order(raw: str) -> None:
    checked(raw)


@pytest.fixture
def no_typos(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dinggang.reading.checkup.check_typos", lambda _: ())


def told(raw: str) -> list[tuple[str, str]]:
    return [(f.code, f.words.zh.replace(" ", "")) for f in checked(raw)]


def plain(told_before: list[tuple[str, str]]) -> list[str]:
    return [code for code, _ in told_before]


WIDE = str.maketrans(
    {"，": ",", "；": ";", "：": ":", "（": "(", "）": ")", **{str(n): chr(0xFF10 + n) for n in range(10)}}
)


@pytest.mark.parametrize("raw", TEXTS)
def test_widths_change_nothing(raw: str, no_typos: None) -> None:
    assert plain(told(raw.translate(WIDE))) == plain(told(raw))


@pytest.mark.parametrize("raw", TEXTS)
@pytest.mark.parametrize("seed", range(3))
def test_blanks_change_nothing(raw: str, seed: int, no_typos: None) -> None:
    chance = random.Random(seed)  # noqa: S311 - blanks at chance, no secret
    spread = "".join(c + (chance.choice(" \u3000") if chance.random() < 0.2 else "") for c in raw)
    assert plain(told(spread)) == plain(told(raw))


@pytest.mark.parametrize(
    "piece",
    ["一", "个", "9", "（", "1,", "11月", "成立", "加挂", "测评", "行政编制30名、", "行政编制30名，预留2名。", "经过三个阶段", "农技推广、", "28人，占52%",
     "120万元，其中", "办公室、", "9月11日成立领导小组", "公示5个工作日", " ", "方案批准"],
)  # fmt: skip
def test_long_repetitions_take_linear_time(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """50,000 characters; a rule that looked at pairs would take minutes. Typos have a test of their own."""
    monkeypatch.setattr("dinggang.reading.checkup.check_typos", lambda _: ())
    raw = "镇" + piece * (50_000 // len(piece))
    start = time.process_time()
    check_up(text_of(raw))
    assert time.process_time() - start < 15
