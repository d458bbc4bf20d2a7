"""A check-up on a terminal: first the facts, then what was found, heading by heading, each with the words as printed."""

from collections.abc import Iterable
from pathlib import Path

from dinggang.basis import LEVEL_WORDS, Finding, Level, Words
from dinggang.cli.show import pad, say, wrap
from dinggang.reading import SORT_WORDS, CheckUp, Comparison, Draft, Facts, Sort, Text
from dinggang.reading.events import KIND_WORDS as EVENT_WORDS
from dinggang.reading.headcount import KIND_WORDS, mode_words
from dinggang.reading.people import heading
from dinggang.reading.quotas import Quota

MOST_QUOTES = 6
_LABELS = {
    "text": Words(zh="文本", en="Text"),
    "dates": Words(zh="日期", en="dates"),
    "bodies": Words(zh="机构", en="bodies"),
    "headcount": Words(zh="编制", en="headcount"),
    "posts": Words(zh="岗位", en="posts"),
    "stages": Words(zh="阶段", en="stages"),
    "groups": Words(zh="组织", en="groups"),
    "people": Words(zh="人数", en="people"),
    "services": Words(zh="服务项目", en="services"),
    "money": Words(zh="金额", en="money"),
}
_WHAT = {
    "headcount": Words(zh="编制", en="headcount"),
    "reserve": Words(zh="预留", en="reserve"),
    "leaders": Words(zh="领导职数", en="leader posts"),
    "posts": Words(zh="竞争岗位", en="competed for"),
    "set": Words(zh="设置岗位", en="posts set up"),
    "appointed": Words(zh="任命岗位", en="appointed to"),
    "vacant": Words(zh="空缺", en="kept vacant"),
    "concurrent": Words(zh="兼岗", en="concurrent"),
    "released": Words(zh="动用预留", en="reserve released"),
    "before": Words(zh="改革前编制", en="headcount before"),
    "proposed": Words(zh="上报编制", en="headcount proposed"),
}


def show_checkup(text: Text, seen: CheckUp, language: str) -> None:
    """Facts, findings, and a line that counts them."""
    zh = language == "zh"
    kind = Words(zh="方案", en="a plan") if seen.facts.is_plan else Words(zh="总结或汇报", en="a summary")
    print(
        f"文本体检：{text.name}（{kind.zh}，{len(text.plain)}字）"
        if zh
        else f"Check-up: {text.name} ({kind.en}, {len(text.plain)} characters)"
    )
    print("\n读到的内容" if zh else "\nWhat it states")
    for label, told in _facts(text, seen.facts, language):
        print(_entry(say(_LABELS[label], language), told))
    for sort in (Sort.CONTRADICTION, Sort.CLAIM, Sort.OPEN, Sort.TYPO):
        found = seen.of(sort)
        print(
            f"\n{say(SORT_WORDS[sort], language)}（{len(found)}）"
            if zh
            else f"\n{SORT_WORDS[sort].en} ({len(found)})"
        )
        for finding in found:
            show_finding(text, finding, language)
        if not found:
            print("     没有发现。" if zh else "     None found.")
    stops = sum(f.level is Level.STOPS for f in seen.findings)
    explain = sum(f.level is Level.EXPLAIN for f in seen.findings)
    notice = len(seen.findings) - stops - explain
    print(
        f"\n阻断{stops}项，须说明{explain}项，提示{notice}项。"
        if zh
        else f"\n{stops} stop, {explain} to explain, {notice} notices."
    )


def _entry(label: str, told: str) -> str:
    head = "  " + pad(label, 10)
    lines = wrap(told, " " * 12).split("\n")
    return "\n".join([head + lines[0][12:], *lines[1:]])


def _facts(text: Text, facts: Facts, language: str) -> Iterable[tuple[str, str]]:
    zh = language == "zh"
    comma = "；" if zh else "; "
    events: dict[tuple[int, int], list[str]] = {}
    for event in facts.events:
        if event.kind in EVENT_WORDS:
            events.setdefault((event.date.start, event.date.end), []).append(
                say(EVENT_WORDS[event.kind], language)
            )
    told = [
        text.quote(d.start, d.end).replace("\n", "")
        + (f"（{'、'.join(events[d.start, d.end])}）" if (d.start, d.end) in events else "")
        for d in facts.dates[:40]
    ]
    yield "dates", comma.join(dict.fromkeys(told)) or _none(language)
    bodies = [b.name + (f"（{'、'.join(b.plates)}）" if b.plates else "") for b in facts.bodies]
    yield "bodies", (f"{len(bodies)}：" if bodies else "") + (comma.join(bodies) or _none(language))
    head = [
        q
        for q in facts.quotas
        if q.what in {"headcount", "reserve", "leaders", "before", "proposed", "released"}
    ]
    yield "headcount", comma.join(dict.fromkeys(_quota(q, language) for q in head)) or _none(language)
    posts = [q for q in facts.quotas if q.what in {"posts", "set", "appointed", "vacant", "concurrent"}]
    yield "posts", comma.join(dict.fromkeys(_quota(q, language) for q in posts)) or _none(language)
    stages = [f"{s.count or len(s.items)}：{'、'.join(i.name for i in s.items)}" for s in facts.stages]
    yield "stages", comma.join(stages) or _none(language)
    yield "groups", comma.join(g.name for g in facts.groups[:20]) or _none(language)
    people = [f"{say(heading(p.key), language)} {p.count}" for p in facts.people]
    if people:
        yield "people", comma.join(dict.fromkeys(people))
    yield "services", comma.join(s.name for s in facts.services) or _none(language)
    money = [text.quote(a.start, a.end) for a in facts.amounts[:20]]
    if money:
        yield "money", comma.join(money)


def _none(language: str) -> str:
    return "没有读到" if language == "zh" else "none found"


def _quota(quota: Quota, language: str) -> str:
    kind = say(KIND_WORDS[quota.kind], language) if quota.kind in KIND_WORDS else ""
    mode = f"（{say(mode_words(quota.mode), language)}）" if quota.mode else ""
    gap = "" if language == "zh" else " "
    body = f"{quota.body}{gap}" if quota.body else ""
    return f"{body}{kind}{gap if kind else ''}{say(_WHAT[quota.what], language)} {quota.count}{mode}"


def show_finding(text: Text, finding: Finding, language: str) -> None:
    """Code, level, words; each quoted span with its place; the cure."""
    zh = language == "zh"
    print(
        wrap(
            f"[{finding.code} {say(LEVEL_WORDS[finding.level], language)}] {say(finding.words, language)}",
            "     ",
        )
    )
    for where, quote in list(zip(finding.where, finding.quotes, strict=True))[:MOST_QUOTES]:
        place = say(text.place(where.start or 0), language)
        shown = quote.replace("\n", " ")
        print(wrap(f"{place}“{shown}”" if zh else f"{place}: “{shown}”", "       "))
    if len(finding.quotes) > MOST_QUOTES:
        more = len(finding.quotes) - MOST_QUOTES
        print(f"       还有{more}处" if zh else f"       {more} more")
    print(wrap(("办法：" if zh else "cure: ") + say(finding.cure, language), "       "))


def show_comparison(text: Text, compared: Comparison, case: Path, language: str) -> None:
    zh = language == "zh"
    print(f"\n与案卷{case}对照" if zh else f"\nCompared with {case}")
    for words in compared.equal:
        print(wrap(f"✓ {say(words, language)}", "     "))
    for finding in compared.findings:
        show_finding(text, finding, language)
    if not compared.findings:
        print("     可以对照的都一致。" if zh else "     Everything that can be compared is equal.")
    else:
        print(
            f"     不一致{len(compared.findings)}处，一致{len(compared.equal)}处。"
            if zh
            else f"     {len(compared.findings)} differ, {len(compared.equal)} equal."
        )


def show_draft(drafted: Draft, folder: Path, language: str) -> None:
    zh = language == "zh"
    print(f"\n已起草案卷：{folder}" if zh else f"\nA case folder has been started: {folder}")
    comma = "，" if zh else ", "
    print(
        wrap(
            ("已填：" if zh else "filled in: ") + comma.join(say(w, language) for w in drafted.read), "     "
        )
    )
    print("     文中没有、需要人工填写的：" if zh else "     to be filled in by hand:")
    for words in drafted.missing:
        print(wrap(f"· {say(words, language)}", "       "))
    print(f"     填好后运行：dinggang check {folder}" if zh else f"     Then run: dinggang check {folder}")
