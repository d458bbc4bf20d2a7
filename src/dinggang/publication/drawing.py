"""The draws of a record, redone from what was announced: list, sources, values, order, and that the announcement was first."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from dinggang.basis import Id, Level
from dinggang.case import (
    Act,
    ActKind,
    announced,
    check_draw_acts,
    commitment_of,
    could_exist,
    lifting,
    standing,
)
from dinggang.plan import Plan
from dinggang.publication.bundle import unpack
from dinggang.publication.keeping import act_in
from dinggang.publication.naming import act_words
from dinggang.publication.replay import Kept, decoded
from dinggang.publication.report import Line, fails, holds, unchecked
from dinggang.record import Policy, Seen, SourceKind, Unsound

Dated = tuple[int, int]
"""The size of a tree, and when a quorum of witnesses had seen it (POSIX seconds)."""


def dated_by(policy: Policy, seen: Seen, older: bytes | None) -> list[Dated]:
    """What the checkpoint of a bundle, and that of an older one, say about when entries were there."""
    found = [seen]
    if older is not None:
        try:
            bundle, wrong = unpack(older)
            found += [] if wrong else [policy.look(bundle.log().get("checkpoint", b""))]
        except Unsound:  # what is wrong with the older bundle is told where it is compared
            pass
    return [(s.checkpoint.size, s.since) for s in found if s.since is not None]


def draws_again(kept: Sequence[Kept], entries: Sequence[bytes], dated: Sequence[Dated]) -> Iterator[Line]:
    """What breaks the rules of draws, act by act; a line for every draw redone that agrees; when they were witnessed.

    What an act finding_explained names does not fail, but is told. Who is equal is left to the boards.
    """
    acts = standing([k.act for k in kept])
    where = {k.act.id: act_words(k.entry) for k in kept if k.act.kind in _DRAWS and k.act in acts}
    plan = _plan(kept)
    if not where or plan is None:
        return
    place = {entry.act.id: index for index, raw in enumerate(entries) if (entry := act_in(raw)) is not None}
    wrong = [f for f in check_draw_acts(acts, plan) if f.level is Level.STOPS]
    broken = {f.rows[0].removeprefix("acts:") for f in wrong}
    for finding in wrong:
        named = where[finding.rows[0].removeprefix("acts:")]
        explained = finding.code not in _ARITHMETIC and lifting(acts, finding.code)
        yield (
            unchecked(
                f"{named}：{finding.words.zh}已由“说明事项”（{explained[0].id}）说明。",
                f"{finding.words.en} Explained by {explained[0].id}.",
            )
            if explained
            else fails(finding.words.zh, finding.words.en, named)
        )
    times: dict[bool | None, list[Id]] = {True: [], False: [], None: []}
    for held in (a for a in acts if a.kind is ActKind.DRAW_HELD):
        committed = commitment_of(held, acts)
        if committed is None or committed.due is None or not committed.sources:
            continue
        if not {held.id, committed.id} & broken:
            yield holds(
                f"{where[held.id]}：按公告{committed.id}的名单和来源重算，{len(held.people)}人的次序一致。",
                f"{held.id}: redone by list and sources of {committed.id}, the order of {len(held.people)} people agrees.",
            )
        known = _in_time(committed.due, place[committed.id], dated)
        times[known].append(committed.id)
        if known is False:
            yield fails(
                f"抽签日已到，见证人所见的记录中还没有公告{committed.id}。",
                f"On the day of the draw the witnesses saw a record without {committed.id}.",
                where[held.id],
            )
        yield from _beacons(committed, where[held.id])
    yield from _witnessed(times)


_DRAWS = frozenset({ActKind.DRAW_COMMITTED, ActKind.DRAW_HELD})
_ARITHMETIC = frozenset({"D06", "D07"})
"""What no act explains away."""


def _plan(kept: Sequence[Kept]) -> Plan | None:
    """The newest plan on record; None where none can be read, which is told where the boards are worked out again."""
    raw = next((k.files["plan"] for k in reversed(kept) if "plan" in k.files), None)
    try:
        return None if raw is None else decoded(raw, Plan)
    except Unsound:
        return None


def _witnessed(times: Mapping[bool | None, Sequence[Id]]) -> Iterator[Line]:
    if times[True]:
        yield holds(
            f"公告{'、'.join(times[True])}在抽签日之前已有见证。",
            f"Witnessed before the day of the draw: {', '.join(times[True])}.",
        )
    if times[None]:
        yield unchecked(
            f"本包看不出公告{'、'.join(times[None])}何时有见证；用 --since 给出抽签日之前的包即可核对。",
            f"When these were witnessed cannot be told from this bundle; give one from before the draw with --since: "
            f"{', '.join(times[None])}.",
        )


def _in_time(due: date, index: int, dated: Sequence[Dated]) -> bool | None:
    """Whether witnesses saw this entry before a value could exist; None when it cannot be told, as without an early bundle."""
    known = could_exist(due)
    if any(size > index and since < known for size, since in dated):
        return True
    return False if any(size <= index and since >= known for size, since in dated) else None


def _beacons(committed: Act, where: str) -> Iterator[Line]:
    plan = announced(committed)
    sources = () if plan is None else (*plan.sources, *([plan.fallback] if plan.fallback else []))
    names = [s.name for s in sources if s.kind is SourceKind.BEACON]
    if names:
        yield unchecked(
            f"{where}：信标{'、'.join(names)}的签名请用信标自己的工具核对。",
            f"Check the signature of {', '.join(names)} with the beacon's own tool.",
        )
