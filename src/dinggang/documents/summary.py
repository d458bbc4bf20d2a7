"""工作总结: the closing report. Every sentence is put together from figures of the case, and says which."""

import re
from collections.abc import Iterable, Sequence
from functools import partial

from dinggang.documents.claims import DEFAULT, Sentence, Stated, Summary, Teller
from dinggang.documents.summary_groundwork import WAYS
from dinggang.documents.summary_opening import opening, situation
from dinggang.documents.summary_practice import practice
from dinggang.documents.summary_results import results
from dinggang.documents.told import DIGITS, Told, vouching
from dinggang.documents.words import INTERNAL
from dinggang.groundwork import FEW
from dinggang.plan import ClaimRule
from dinggang.sheets import Sheet

_PLACE = re.compile(r"^[【\[](?P<first>[一二三四])(?:[.．、·]?(?P<second>[1-9]))?[】\]]")


def summary(told: Told, additions: Iterable[str] = ()) -> Summary:
    """The summary of a case; a draft as long as it is not closed. Words of judgement are printed as the plan says.

    What the case cannot back is left out and listed. `additions` are an editor's sentences, each in the section named
    before it (【三.2】) or at the end; they are marked as unbacked.
    """
    placed: dict[str, list[str]] = {}
    for line in additions:
        at = _PLACE.match(line)
        code = f"{at['first']}.{at['second']}" if at and at["second"] else at["first"] if at else "四"
        placed.setdefault(code, []).append(line[at.end() :].strip() if at else line)
    thresholds = told.case.plan.rules.claims or DEFAULT
    t = Teller(thresholds, placed, partial(vouching, told))
    opening(t, told)
    situation(t, told)
    practice(t, told)
    results(t, told)
    homeless = [text for texts in t.additions.values() for text in texts]
    if homeless:  # a section that this case does not have
        t.heading("五", "heading.added", "补充说明")
        t.additions = {"五": homeless}
        t.end()
    draft = "" if told.closed else "（草稿，尚未办结）"
    return Summary(
        title=f"{told.organ}机构改革工作总结{draft}",
        sections=tuple(t.sections),
        unsupported=tuple(t.unsupported),
        assumptions=told.case.plan.assumptions,
        thresholds=thresholds,
    )


def headings(made: Summary) -> tuple[str, ...]:
    """The heading of each section with its number: 一、…, （二）…; "" for the opening."""
    found, first, second = [], 0, 0
    for section in made.sections:
        if section.heading is None:
            found.append("")
        elif section.level == 1:
            first, second = first + 1, 0
            found.append(f"{DIGITS[first]}、{section.heading.text}")
        else:
            second += 1
            found.append(f"（{DIGITS[second]}）{section.heading.text}")
    return tuple(found)


def summary_text(made: Summary) -> str:
    """The summary as plain text: the sentences alone, and where the ledger is."""
    lines = [made.title]
    for heading, section in zip(headings(made), made.sections, strict=True):
        lines += [heading] if heading else []
        lines += [f"　　{''.join(s.text for s in paragraph)}" for paragraph in section.paragraphs]
    lines.append("　　附件：工作总结依据表")
    return "\n".join(lines) + "\n"


def summary_ledger(made: Summary) -> tuple[Sheet, ...]:
    """依据表, 未获支持的表述, 说明, 用词标准: what `工作总结依据.xlsx` holds."""
    sheets = [_backing(made.sentences), _unsupported(made), _words(made.thresholds)]
    if made.assumptions:
        rows = tuple(enumerate(made.assumptions, start=1))
        sheets.append(
            Sheet(title="说明", columns=("序号", "本案卷的假定"), rows=rows, heading="工作总结的说明")
        )
    return tuple(sheets)


_FIGURE = ("数字", "准确值", "出处", "查询", "正式行为", "文号", "数据行")


def _figure(one: Stated) -> tuple[str, ...]:
    return (
        one.shown,
        f"{one.value}{one.unit}",
        one.words,
        one.query,
        "、".join(one.acts),
        "、".join(one.documents),
        _rows(one.rows),
    )


def _rows(references: Sequence[str], most: int = 8) -> str:
    """The rows counted, table by table, runs of ids as one: people:P101–P112、P115. Of many runs the first."""
    tables: dict[str, list[str]] = {}
    for reference in references:
        table, _, key = reference.partition(":")
        tables.setdefault(table, []).append(key)
    parts = []
    for table, keys in tables.items():
        runs = _runs(keys)
        more = f"等{len(keys)}行" if len(runs) > most else ""
        parts.append(f"{table}:{'、'.join(runs[:most])}{more}" if any(keys) else table)
    return "；".join(parts)


def _runs(keys: Sequence[str]) -> list[str]:
    """Ids that follow each other as P101–P112."""
    runs: list[tuple[str, str]] = []
    for key in keys:
        if runs and key == _next(runs[-1][1]):
            runs[-1] = (runs[-1][0], key)
        else:
            runs.append((key, key))
    return [first if first == last else f"{first}–{last}" for first, last in runs]


def _next(key: str) -> str:
    """The id that follows: P100 after P099; nothing follows what is no id."""
    found = re.fullmatch(r"([A-Za-z]+)([0-9]+)", key)
    return f"{found[1]}{int(found[2]) + 1:0{len(found[2])}}" if found else ""


def _backing(sentences: Iterable[Sentence]) -> Sheet:
    rows: list[tuple[str | int | None, ...]] = []
    for sentence in sentences:
        if not sentence.backed:
            rows.append((sentence.number, sentence.text, "", "", "编者补充，案卷无依据", *("",) * 4))
        for index, one in enumerate(sentence.stated):
            first = (sentence.number, sentence.text) if not index else (sentence.number, "同上")
            rows.append((*first, *_figure(one)))
    return Sheet(
        title="依据表",
        columns=("句号", "句子", *_FIGURE),
        rows=tuple(rows),
        notes=("数据行写作“表:编号”；没有数字的句子只陈述文号。", INTERNAL),
        heading="工作总结依据表",
    )


def _unsupported(made: Summary) -> Sheet:
    rows = tuple(
        (
            one.claim,
            one.reason,
            "；".join(f"{s.words}：{s.shown}" for s in one.stated if s.query != "none"),
            "、".join(dict.fromkeys(d for s in one.stated for d in s.documents)),
        )
        for one in made.unsupported
    )
    return Sheet(
        title="未获支持的表述",
        columns=("表述", "没有写进总结的原因", "案卷中的数字", "文号"),
        rows=rows,
        notes=("这些话在同类总结中常见；案卷的数字达不到用词标准，或没有收集，所以没有写。",),
        heading="工作总结中未获支持的表述",
    )


def threshold_words(by: ClaimRule) -> tuple[tuple[str, str], ...]:
    """Each word of judgement with the standard it is printed by."""
    late = f"比方案最后一个阶段晚不超过{by.days_late}天" if by.days_late else "不晚于方案最后一个阶段"
    corrected = f"更正的行为不超过{by.corrections}件" if by.corrections else "没有更正过的行为"
    waiting = f"落选待岗不超过{by.waiting}人" if by.waiting else "没有人落选待岗"
    return (
        ("绝大多数", f"占{by.vast_majority}%以上（含）"),
        ("半数以上", f"占{by.half}%以上（含）"),
        ("踊跃", f"报名人数占可以报名人数的{by.keen}%以上（含）"),
        ("明显", f"比改革前变化{by.clear}%以上（含）"),
        ("多次", f"{by.many}次以上（含）"),
        ("顺利", f"案卷办结，{late}，{corrected}，没有未说明的问题"),
        ("圆满", f"案卷办结，平衡表全部成立，{waiting}"),
        ("上下结合", "意见既有来自上级部门的，也有来自单位和职工的"),
        ("多方", f"意见来自{WAYS}种以上途径（含）"),
        ("反复", f"在{by.many}个以上（含）不同的日子收到意见"),
        ("许多", f"说出顾虑的人{by.half}%以上（含）已经解开，且不少于{FEW}人"),
        ("进一步理顺", "每项职责有一个主责机构，而且只有一个"),
        ("全部", "一个不缺"),
        ("提高、精简", "改革后与改革前相比确有提高、减少"),
    )


def _words(by: ClaimRule) -> Sheet:
    return Sheet(
        title="用词标准",
        columns=("用词", "什么时候才写"),
        rows=threshold_words(by),
        heading="工作总结的用词标准",
    )
