"""X6: the approval of the plan: stated with date and number, and before what it approves."""

import re
from collections.abc import Iterator, Sequence

from dinggang.basis import Finding, Level, Words
from dinggang.reading.events import KIND_WORDS, Event
from dinggang.reading.facts import Facts
from dinggang.reading.found import Span, found
from dinggang.reading.text import Text

_APPROVED = re.compile(r"批准|批复|审批同意|核准|审定同意|同意[^，。；]{0,10}方案")
NUMBER = re.compile(
    r"(?:(?![以由用于按])[\u4e00-\u9fff]){1,8}(?:〔|（|\()?(?:19|20)\d\d(?:〕|）|\))?(?:年)?第?\d{1,4}号"
)
_LATER = re.compile(
    r"(?:批准|审批|批复|核准)(?:后|之后|同意后)(?:再|方可|才|组织|予以|施行|实施|执行)|(?:未经|须经|应经|需经|待|报请?)[^，。；]{0,16}$|如[^，。；]{0,12}$|以[^，。；]{0,6}为准"
)
_ISSUED = re.compile(r"批复|批准|核准|审批|下达|核定|同意")
_OTHER = re.compile(r"病退|退休|动用|调动|经费|请假|兼职|个人|预算|购买|协议|申请|名单|聘任")


def check_approval(text: Text, facts: Facts) -> Iterator[Finding]:
    """X6: carried out, but the approval is not dated or numbered; or something was carried out before it."""
    done = [e for e in facts.events if e.kind in {"clear", "measure", "place", "announce", "board"}]
    if "方案" not in text.plain or facts.is_plan:
        return
    approvals = [e for e in facts.events if e.kind == "approve"]
    if approvals:
        approved = min(approvals, key=lambda e: e.date.last)
        for event in sorted(done, key=lambda e: e.date.last)[:1]:
            if event.date.last < approved.date.first:
                yield found(
                    text,
                    "X6",
                    Level.STOPS,
                    Words(
                        zh=f"{KIND_WORDS[event.kind].zh}（{text.quote(event.date.start, event.date.end)}）早于方案批准"
                        f"（{text.quote(approved.date.start, approved.date.end)}）。",
                        en=f"{KIND_WORDS[event.kind].en.capitalize()} lies before the approval of the plan.",
                    ),
                    Words(
                        zh="请核对日期；方案批准之前不得实施。",
                        en="Check the dates; nothing starts before the approval.",
                    ),
                    [(event.start, event.end), (approved.start, approved.end)],
                )
                return
    mentions = _mentions(text)
    if not mentions and not approvals:
        return
    dated = bool(approvals) or any(_near_date(text, facts, m) for m in mentions)
    numbered = any(
        _numbered(text, m) for m in (*mentions, *((e.start, e.end) for e in approvals))
    ) or _elsewhere(text, facts, approvals)
    if dated and numbered:
        return
    missing = Words(
        zh="和".join(w for w, there in (("日期", dated), ("文号", numbered)) if not there),
        en=" and ".join(w for w, there in (("date", dated), ("number", numbered)) if not there),
    )
    yield found(
        text,
        "X6",
        Level.EXPLAIN,
        Words(
            zh=f"方案经过批准才实施，却没有写批准的{missing.zh}，无法核对先后。",
            en=f"The plan was approved before it was carried out, but the {missing.en} of the approval is not given.",
        ),
        Words(
            zh="请写明批准机关、日期和文号；批准应在清退、测评等实施之前。",
            en="State who approved it, when and under which number; it must precede every step.",
        ),
        mentions[:3] or [(e.start, e.end) for e in approvals[:2]],
    )


def _mentions(text: Text) -> list[Span]:
    """Where the text says that the plan has been approved, with the clause around it."""
    found_spans: list[Span] = []
    for match in _APPROVED.finditer(text.plain):
        start, end = text.sentence_at(match.start())
        before = text.plain[max(start, match.start() - 40) : match.start()]
        after = text.plain[match.end() : min(end, match.end() + 30)]
        near = before + match[0] + after
        if not re.search(r"方案|请示", near + text.plain[max(0, start - 30) : start]) or _LATER.search(
            before + match[0] + after[:6]
        ):
            continue
        if _OTHER.search(before[-12:] + after[:8]) and "方案" not in before[-12:] + after[:8]:
            continue
        first = max((before.rfind(mark) for mark in "，；。：\n"), default=-1)
        found_spans.append((match.start() - len(before) + first + 1, match.end()))
        if len(found_spans) >= 20:
            break
    return found_spans


def _near_date(text: Text, facts: Facts, span: Span) -> bool:
    """A date in the sentence of the approval, or in the next one when that goes on about it."""
    start, end = text.sentence_at(span[0])
    if re.match(r"[^。]{0,12}(?:批复|批准|文号)", text.plain[end : end + 16]):
        end = text.around(span[0], 0, 1)[1]
    return any(start <= d.start < end and -40 < d.start - span[1] < 30 for d in facts.dates)


def _numbered(text: Text, span: Span) -> bool:
    start, end = text.around(span[0], 1, 1)
    return any(
        not _basis(text.plain[max(0, m.start() - 30) : m.start()])
        for m in NUMBER.finditer(text.plain, start, end)
    )


def _elsewhere(text: Text, facts: Facts, approvals: Sequence[Event]) -> bool:
    """A document named in another sentence that bears the approval's date, or that issued the figures approved."""
    days = {e.date.first for e in approvals if e.date.exact}
    for match in NUMBER.finditer(text.plain):
        before = text.plain[max(0, match.start() - 40) : match.start()]
        if any(
            d.exact and d.first in days
            for d in facts.dates
            if match.start() - 30 < d.start < match.end() + 30
        ):
            return True
        after = text.plain[match.end() : match.end() + 40]
        if not _basis(before[-30:]) and _ISSUED.search(
            re.split("。", before)[-1] + "|" + re.split("。", after)[0]
        ):
            return True
    return False


def _basis(before: str) -> bool:
    """Whether the number is that of the document the plan rests on, not of the approval."""
    return bool(re.search(r"(?:根据|按照|依据|自)[^，。；]{0,28}$|》（$|》$", before)) and "批" not in before
