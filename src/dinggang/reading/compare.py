"""A text against a case: every figure, body, stage and date that both have (C01–C10)."""

import re
from collections.abc import Sequence
from datetime import date

from dinggang.basis import Finding, Level, Value, Where, Words
from dinggang.case import ActKind, Folder, of_kind
from dinggang.plan import Filling, HeadcountKind
from dinggang.reading.approval import NUMBER
from dinggang.reading.bodies import Body
from dinggang.reading.events import KIND_WORDS, Event
from dinggang.reading.facts import Facts
from dinggang.reading.found import Span, found
from dinggang.reading.headcount import KIND_WORDS as HEADCOUNT_WORDS
from dinggang.reading.people import heading
from dinggang.reading.quotas import Quota
from dinggang.reading.text import Text
from dinggang.roster import StaffKind


class Comparison(Value, frozen=True, kw_only=True):
    """What differs, and what was compared and is equal."""

    findings: tuple[Finding, ...]
    equal: tuple[Words, ...]


def compare(text: Text, facts: Facts, folder: Folder) -> Comparison:
    """Compares what a text states with what a case folder holds.

    What only one of them has is left out, but for bodies, plates and service lines that one names and the other lacks.
    """
    parts = _Parts(text, facts, folder)
    for step in (
        parts.headcount,
        parts.mode,
        parts.posts,
        parts.bodies,
        parts.stages,
        parts.dates,
        parts.services,
        parts.people,
        parts.numbers,
    ):
        step()
    return Comparison(findings=tuple(parts.findings), equal=tuple(parts.equal))


_EVENTS = {
    "group": ActKind.GROUP_ESTABLISHED,
    "office": ActKind.OFFICE_ESTABLISHED,
    "adopt": ActKind.PLAN_ADOPTED,
    "approve": ActKind.PLAN_APPROVED,
    "rally": ActKind.MOBILISATION_HELD,
    "clear": ActKind.CLEARANCE_CLOSED,
    "announce": ActKind.POSTS_ANNOUNCED,
    "measure": ActKind.SHEETS_SEALED,
    "board": ActKind.SCOREBOARD_PUBLISHED,
    "place": ActKind.APPOINTMENTS_MADE,
    "contract": ActKind.AGREEMENTS_SIGNED,
}
_CURE = Words(zh="请核对：改文字，或改案卷。", en="Check which is right, and correct the text or the case.")


class _Parts:
    """One comparison after another, gathering findings and what is equal."""

    def __init__(self, text: Text, facts: Facts, folder: Folder) -> None:
        self.text = text
        self.facts = facts
        self.folder = folder
        self.plan = folder.case.plan
        self.findings: list[Finding] = []
        self.equal: list[Words] = []

    def differ(self, code: str, what: Words, told: str, held: str, spans: Sequence[Span], ref: str) -> None:
        """A finding that quotes the text and names the place in the case."""
        place = self.folder.places.get(ref)
        at = _named(place) if place is not None else "plan.toml"
        one = found(
            self.text,
            code,
            Level.EXPLAIN,
            Words(
                zh=f"{what.zh}：文中{told}，案卷{held}（{at}）。",
                en=f"{what.en}: the text has {told}, the case {held} ({at}).",
            ),
            _CURE,
            spans,
        )
        self.findings.append(one)

    def same(self, what: Words, value: object) -> None:
        self.equal.append(Words(zh=f"{what.zh} {value}", en=f"{what.en} {value}"))

    def number(self, code: str, what: Words, quota: Quota | None, held: int, ref: str) -> None:
        if quota is None:
            return
        if quota.count == held:
            self.same(what, held)
        else:
            self.differ(code, what, str(quota.count), str(held), [(quota.start, quota.end)], ref)

    def first(self, what: str, kind: HeadcountKind) -> Quota | None:
        return next(iter(self.facts.of(what, kind.value)), None)

    def headcount(self) -> None:
        for kind, held in self.plan.headcount.items():
            words = HEADCOUNT_WORDS[kind.value]
            ref = f"plan:headcount.{kind.value}"
            for what, zh, en, value in (
                ("headcount", "编制", "headcount", held.approved),
                ("reserve", "预留", "reserve", held.reserve),
                ("leaders", "领导职数", "leader posts", held.leader_posts),
            ):
                name = Words(zh=f"{words.zh}{zh}", en=f"{words.en} {en}")
                self.number("C01", name, self.first(what, kind), value, ref)
            before = self.first("before", kind)
            if held.before is not None:
                name = Words(zh=f"改革前{words.zh}编制", en=f"{words.en} headcount before")
                self.number("C01", name, before, held.before, ref)

    def mode(self) -> None:
        stated = [q for q in self.facts.of("reserve") if q.mode]
        held = self.plan.reserve_mode.value
        name = Words(zh="预留方式", en="mode of the reserve")
        shown = {"inside": "含在内", "on_top": "另加"}
        for quota in stated[:1]:
            if quota.mode == held:
                self.same(name, shown[held])
            else:
                self.differ(
                    "C09",
                    name,
                    shown[quota.mode],
                    shown[held],
                    [(quota.start, quota.end)],
                    "plan:reserve_mode",
                )

    def posts(self) -> None:
        for what, filling, zh, en in (
            ("posts", Filling.COMPETE, "竞争岗位", "posts competed for"),
            ("appointed", Filling.APPOINT, "任命岗位", "posts appointed to"),
        ):
            for kind in HeadcountKind:
                listed = [
                    p for p in self.folder.case.posts if p.kind is kind and p.filling is filling and p.body
                ]
                name = Words(
                    zh=f"{HEADCOUNT_WORDS[kind.value].zh}{zh}", en=f"{HEADCOUNT_WORDS[kind.value].en} {en}"
                )
                quota = self.first(what, kind)
                ref = f"posts:{listed[0].id}" if listed else ""
                self.number("C02", name, quota, sum(p.openings for p in listed), ref)

    def bodies(self) -> None:
        held = {b.name: b for b in self.plan.bodies}
        name = Words(zh="机构", en="bodies")
        alien = [b for b in self.facts.bodies if b.name not in held]
        for body in alien:
            self.differ("C03", name, f"有“{body.name}”", "没有", [(body.start, body.end)], "plan:bodies")
        named = [b for b in self.facts.bodies if b.name in held]
        whole = len(self.facts.bodies) >= 2
        absent = [n for n in held if whole and n not in self.text.plain]
        if absent and self.facts.bodies:
            last = self.facts.bodies[-1]
            self.differ(
                "C03",
                name,
                "没有提到",
                "、".join(absent),
                [(last.start, last.end)],
                f"plan:bodies.{held[absent[0]].id}",
            )
        if named and not alien and not absent:
            self.same(name, "、".join(b.name for b in named))
        self._counts()
        for body in named:
            self._plates(body, {p.name for p in held[body.name].plates}, f"plan:bodies.{held[body.name].id}")

    def _counts(self) -> None:
        """«3个办公室» against the bodies of that sort in the plan."""
        kinds = {"办公室": "office", "中心": "centre", "所": "station", "站": "station"}
        for run in self.facts.runs[:1]:
            for unit, count in run.counts:
                held = sum(b.kind.value == kinds.get(unit) for b in self.plan.bodies)
                name = Words(zh=f"{unit}个数", en=f"number of bodies ({unit})")
                if unit not in kinds:
                    continue
                if held == count:
                    self.same(name, held)
                else:
                    self.differ("C03", name, str(count), str(held), [(run.start, run.end)], "plan:bodies")

    def _plates(self, body: Body, held: set[str], ref: str) -> None:
        told = set(body.plates)
        name = Words(zh=f"{body.name}的牌子", en=f"plates of {body.name}")
        if told == held and held:
            self.same(name, "、".join(sorted(held)))
        elif told != held and (told or any(b.plates for b in self.facts.bodies)):
            self.differ(
                "C04",
                name,
                "、".join(sorted(told)) or "没有",
                "、".join(sorted(held)) or "没有",
                [(body.start, body.end)],
                ref,
            )

    def stages(self) -> None:
        for stages in self.facts.stages[:1]:
            held = self.plan.stages
            name = Words(zh="阶段", en="stages")
            if not held:
                continue
            count = stages.count or len(stages.items)
            span = [(stages.start, stages.end)]
            ref = f"plan:stages.{held[0].id}"
            if count != len(held):
                self.differ("C05", name, f"{count}个", f"{len(held)}个", span, ref)
                continue
            unlike = [
                (s.name, h.name)
                for s, h in zip(stages.items, held, strict=False)
                if not _alike(s.name, h.name)
            ]
            if unlike:
                told, has = "、".join(a for a, _ in unlike), "、".join(b for _, b in unlike)
                self.differ("C05", name, told, has, span, ref)
            else:
                self.same(name, count)
            for stage, planned in zip(stages.items, held, strict=False):
                period = stage.period
                if (
                    period is not None
                    and period.exact
                    and not (
                        _equal(period.first, planned.start, known=period.year_known)
                        and _equal(period.last, planned.end, known=period.year_known)
                    )
                ):
                    label = Words(zh=f"阶段“{planned.name}”的日期", en=f"dates of stage “{planned.name}”")
                    self.differ(
                        "C05",
                        label,
                        self.text.quote(period.start, period.end),
                        f"{planned.start}至{planned.end}",
                        [(period.start, period.end)],
                        f"plan:stages.{planned.id}",
                    )

    def dates(self) -> None:
        for kind, act in _EVENTS.items():
            taken = of_kind(self.folder.case.acts, act)
            told = [e for e in self.facts.events if e.kind == kind]
            if not taken or not told:
                continue
            name = KIND_WORDS[kind]
            good = [e for e in told if any(_covers(e, a.day) for a in taken)]
            if good:
                self.same(name, taken[-1].day)
            for event in told:
                if event in good or (good and not event.date.exact):
                    continue
                quoted = self.text.quote(event.date.start, event.date.end)
                self.differ(
                    "C06",
                    name,
                    quoted,
                    str(taken[-1].day),
                    [(event.start, event.end)],
                    f"acts:{taken[-1].id}",
                )

    def services(self) -> None:
        if self.plan.services is None or not self.facts.services:
            return
        held = {line.name: line for line in self.plan.services.lines}
        told = {line.name: line for line in self.facts.services}
        name = Words(zh="服务项目", en="service lines")
        for alien in [line for n, line in told.items() if n not in held]:
            self.differ(
                "C07",
                name,
                f"有“{alien.name}”",
                "没有",
                [(alien.start, alien.end)],
                f"lines:{next(iter(held.values())).id}" if held else "",
            )
        absent = [line for n, line in held.items() if n not in told]
        if absent:
            last = self.facts.services[-1]
            names = "、".join(line.name for line in absent)
            self.differ("C07", name, "没有提到", names, [(last.start, last.end)], f"lines:{absent[0].id}")
        if set(told) == set(held):
            self.same(name, len(held))

    def people(self) -> None:
        roster = self.folder.case.people
        if not roster:
            return
        counts = {
            "temp": sum(p.kind is StaffKind.TEMPORARY for p in roster),
            "own": sum(p.kind is StaffKind.SELF_HIRED for p in roster),
            "before": sum(p.kind not in {StaffKind.TEMPORARY, StaffKind.SELF_HIRED} for p in roster),
            "apply": len(self.folder.case.choices),
        }
        seen: set[tuple[str, int]] = set()
        for one in self.facts.people:
            held = counts.get(one.key)
            if held is None or (one.key, one.count) in seen or (one.key == "apply" and not held):
                continue
            seen.add((one.key, one.count))
            if held == one.count:
                self.same(heading(one.key), held)
            else:
                ref = f"people:{roster[0].id}" if one.key != "apply" else ""
                self.differ(
                    "C08", heading(one.key), f"{one.count}人", f"{held}人", [(one.start, one.end)], ref
                )

    def numbers(self) -> None:
        """The number of the approval."""
        taken = [a for a in of_kind(self.folder.case.acts, ActKind.PLAN_APPROVED) if a.number]
        for event in [e for e in self.facts.events if e.kind == "approve"][:1]:
            start, end = self.text.sentence_at(event.start)
            match = NUMBER.search(self.text.plain, start, end)
            if match is None or not taken:
                continue
            name = Words(zh="批准文号", en="number of the approval")
            if _bare(taken[-1].number) in _bare(match[0]):
                self.same(name, taken[-1].number)
            else:
                self.differ("C10", name, match[0], taken[-1].number, [match.span()], f"acts:{taken[-1].id}")


def _named(place: Where) -> str:
    return f"{place.file}{f' 第{place.row}行' if place.row is not None else ''}"


def _bare(number: str) -> str:
    return re.sub(r"[^\u4e00-\u9fff0-9]", "", number)


def _alike(told: str, held: str) -> bool:
    """Names of stages are alike when they share a word of two characters: 人员定岗 and 定岗聘任."""
    return any(
        told[i : i + 2] in held
        for i in range(len(told) - 1)
        if told[i : i + 2] not in {"人员", "工作", "阶段"}
    )


def _equal(one: date, other: date, *, known: bool) -> bool:
    return one == other if known else (one.month, one.day) == (other.month, other.day)


def _covers(event: Event, day: date) -> bool:
    """Whether a day fits what the text says: inside the period, or up to the day for «…前»."""
    first, last = event.date.first, event.date.last
    if not event.date.year_known:
        day = day.replace(year=first.year) if (day.month, day.day) != (2, 29) else date(first.year, 2, 28)
    if event.date.until:
        return day <= last
    return first <= day <= last
