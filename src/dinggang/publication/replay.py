"""A case put together again from its record: what its acts sealed and published, up to any act."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction
from typing import TypeVar

import msgspec

from dinggang.basis import Value, canonical
from dinggang.case import Act, ActKind, Case, Folder, standing
from dinggang.exits import ExitChoice
from dinggang.groundwork import Answer, Attendance, Duty, Groundwork, Meeting, Member, Opinion, Talked
from dinggang.marks import (
    Adjusted,
    AssessmentForm,
    EssayMark,
    EvaluationCount,
    ExamSheet,
    JudgeSheet,
    Question,
    Sheets,
)
from dinggang.plan import ExitRoute, Plan, Post
from dinggang.procedure import DATED, GATHERED, LEAVERS, Leaver, Recorded
from dinggang.publication.entries import UNREADABLE, Entry
from dinggang.record import Kind, Unsound, jcs
from dinggang.roster import Person
from dinggang.selection import Choices
from dinggang.services import Agreement, Change, Delivery, Payment, Purchases

TYPES: Mapping[str, type[Value]] = {
    "people": Person,
    "exits": ExitChoice,
    "posts": Post,
    "choices": Choices,
    "second_choices": Choices,
    "questions": Question,
    "exam": ExamSheet,
    "essays": EssayMark,
    "speech": JudgeSheet,
    "assessment": AssessmentForm,
    "adjusted": Adjusted,
    "evaluation": EvaluationCount,
    "agreements": Agreement,
    "changes": Change,
    "deliveries": Delivery,
    "payments": Payment,
    "members": Member,
    "opinions": Opinion,
    "duties": Duty,
    "answers": Answer,
    "meetings": Meeting,
    "attendance": Attendance,
    "talks": Talked,
}

_FILES = {
    "exam": ("questions", "exam"),
    "evaluation": ("evaluation",),
    "speech": ("speech",),
    "assessment": ("assessment",),
    "choices": ("choices",),
    "exits": ("exits",),
    "services": ("agreements",),
}
"""The tables of each file of a case folder that a step may miss."""


PLAN = "plan"

Lookup = Callable[[str], bytes | None]
"""The content of a digest, if it is there."""


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """One logged act with what it published and the rows it sealed, as far as they are open.

    `rows` has no entry for a table that nobody opened. `whole`: no row of any table is missing.
    """

    entry: Entry
    act: Act
    files: Mapping[str, bytes]
    rows: Mapping[str, Sequence[bytes]]
    whole: bool


def folder_of(kept: Sequence[Kept]) -> Folder | None:
    """The case as these acts left it; None before a plan is among them. Raises Unsound for rows of another shape."""
    acts = tuple(k.act for k in kept)
    ids = {a.id for a in standing(acts)}
    plan: Plan | None = None
    rows: dict[str, list[Value]] = {name: [] for name in TYPES}
    sealed: set[str] = set()
    for each in kept:
        if each.act.id not in ids:
            continue
        if "plan" in each.files:
            plan = decoded(each.files["plan"], Plan)
        for name, kind in TYPES.items():
            rows[name].extend(_rows(each, name, kind))
        sealed |= {source.name for source in GATHERED if each.act.kind in source.acts}
    if plan is None:
        return None
    rows["exits"] += _placeholders(kept, ids)
    missing = tuple(sorted(f for f, tables in _FILES.items() if not sealed & set(tables)))
    return Folder(case=_case(plan, rows, acts), names={}, places={}, digests={}, missing=missing)


def _placeholders(kept: Sequence[Kept], ids: AbstractSet[str]) -> list[Value]:
    """Until the exits table is sealed, all the record says of it is who was on the way out."""
    if any(k.act.kind is ActKind.EXITS_GRANTED for k in kept if k.act.id in ids):
        return []
    return [
        ExitChoice(person=decoded(raw, Leaver).person, route=ExitRoute.RETIRE, last_day=each.act.day)
        for each in kept
        if each.act.id in ids
        for raw in each.rows.get(LEAVERS, ())
    ]


def recorded(kept: Sequence[Kept]) -> Recorded:
    """The acts, with the rows of dated tables that each has sealed. Raises Unsound."""
    return {
        k.act.id: {name: Counter(renewed(name, bytes(raw)) for raw in _raw_rows(k, name)) for name in DATED}
        for k in kept
    }


def renewed(name: str, row: bytes) -> bytes:
    """A row that was handed in, in the canonical form of this version: members added since are there, by their default."""
    kind = TYPES.get(name)
    return row if kind is None or not _is_canonical(row) else canonical(decoded(row, kind))


def renewed_file(name: str, content: bytes) -> bytes:
    """As `renewed`, for a published file of what was handed in."""
    kind = TYPES.get(name)
    if not _is_canonical(content) or (kind is None and name != PLAN):
        return content
    if kind is None:
        return canonical(decoded(content, Plan))
    rows = decoded(content, tuple[msgspec.Raw, ...])
    return msgspec.json.encode([msgspec.Raw(renewed(name, bytes(row))) for row in rows])


def _is_canonical(raw: bytes) -> bool:
    try:
        jcs.loads(raw)
    except Unsound:
        return False
    return True


def _rows(kept: Kept, name: str, kind: type[Value]) -> list[Value]:
    return [decoded(raw, kind) for raw in _raw_rows(kept, name)]


def _raw_rows(kept: Kept, name: str) -> Sequence[bytes | msgspec.Raw]:
    if name in kept.files:
        return decoded(kept.files[name], tuple[msgspec.Raw, ...])
    return kept.rows.get(name, ())


T = TypeVar("T")


def decoded(raw: bytes | msgspec.Raw, kind: type[T]) -> T:
    """The value whose canonical form this is. Raises Unsound, without saying what it holds."""
    try:
        return msgspec.json.decode(raw, type=kind, dec_hook=_fraction)
    except UNREADABLE:
        raise Unsound(Kind.FORM, f"not of the shape of {kind.__name__}") from None


def _case(plan: Plan, rows: Mapping[str, Sequence[Value]], acts: tuple[Act, ...]) -> Case:
    given = {name: tuple(found) for name, found in rows.items()}
    sheets = {name: given[name] for name in Sheets.__struct_fields__}
    bought = {name: given[name] for name in Purchases.__struct_fields__}
    ground = {name: given[name] for name in Groundwork.__struct_fields__}
    ground["talks"] = tuple(talk for one in given["talks"] if isinstance(one, Talked) for talk in one.talks)
    return Case(
        plan=plan,
        posts=given["posts"],  # type: ignore[arg-type]  # decoded as Post above, as every table by TYPES
        people=given["people"],  # type: ignore[arg-type]  # as above
        sheets=Sheets(**sheets),  # type: ignore[arg-type]  # as above
        choices=given["choices"],  # type: ignore[arg-type]  # as above
        second_choices=given["second_choices"],  # type: ignore[arg-type]  # as above
        exits=given["exits"],  # type: ignore[arg-type]  # as above
        purchases=Purchases(**bought),  # type: ignore[arg-type]  # as above
        groundwork=Groundwork(**ground),  # type: ignore[arg-type]  # as above
        acts=acts,
    )


def _fraction(kind: type, value: object) -> Fraction:
    """The one exact type that msgspec does not read by itself: a fraction "n/d"."""
    if kind is not Fraction:
        raise NotImplementedError(f"{kind} has no decoded form")
    if not isinstance(value, str) or not _FRACTION.fullmatch(value):
        raise ValueError("not a fraction")
    return Fraction(value)


_FRACTION = re.compile(r"-?[0-9]+/[1-9][0-9]*", re.ASCII)
