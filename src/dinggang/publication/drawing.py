"""The draws of a record, redone from what was announced: list, sources, values, order, and that the announcement was first."""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from dinggang.basis import Id
from dinggang.case import Act, ActKind, announced, commitment_of, could_exist, order_drawn, standing
from dinggang.plan import DrawMethod, Plan
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
    """A line for every draw that follows an announcement with sources, or should: what was redone and agrees, or does not."""
    acts = standing([k.act for k in kept])
    drawn = [k for k in kept if k.act.kind is ActKind.DRAW_HELD and k.act in acts]
    if not drawn:
        return
    by_hash = _by_hash(kept)
    times: dict[bool | None, list[Id]] = {True: [], False: [], None: []}
    place = {entry.act.id: index for index, raw in enumerate(entries) if (entry := act_in(raw)) is not None}
    for each in drawn:
        held, where = each.act, act_words(each.entry)
        committed = commitment_of(held, acts)
        if committed is None or not committed.sources:
            if by_hash or held.follows is not None:
                yield fails(
                    "方案规定按公开来源抽签，这次抽签却没有可据以重算的公告。",
                    "A draw without an announcement by which it could be redone.",
                    where,
                )
            continue
        wrong = _wrong(committed, held, place)
        if wrong is not None:
            yield fails(wrong[0], wrong[1], where)
            continue
        yield holds(
            f"{where}：按公告{committed.id}的名单和来源重算，{len(held.people)}人的次序一致。",
            f"{held.id}: redone by list and sources of {committed.id}, the order of {len(held.people)} people agrees.",
        )
        if committed.due is not None:
            known = _in_time(committed.due, place[committed.id], dated)
            times[known].append(committed.id)
            if known is False:
                yield fails(
                    f"抽签日已到，见证人所见的记录中还没有公告{committed.id}。",
                    f"On the day of the draw the witnesses saw a record without {committed.id}.",
                    where,
                )
        yield from _beacons(committed, where)
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


def _by_hash(kept: Sequence[Kept]) -> bool:
    raw = next((k.files["plan"] for k in reversed(kept) if "plan" in k.files), None)
    try:
        rule = None if raw is None else decoded(raw, Plan).rules.draw
    except (Unsound, msgspec.ValidationError):  # told where the boards are worked out again
        return False
    return rule is not None and rule.method is DrawMethod.HASH


def _wrong(committed: Act, held: Act, place: dict[str, int]) -> tuple[str, str] | None:
    if place[committed.id] >= place[held.id]:
        return "公告在抽签之后才入记录。", "The announcement entered the record after the draw."
    if committed.due is None or committed.day >= committed.due or held.day < committed.due:
        return (
            "公告不早于抽签日，或抽签早于公告的日期。",
            "The announcement is not before the day of the draw, or the draw is before it.",
        )
    order = order_drawn(committed, held)
    if not isinstance(order, tuple):
        return f"重算不了：{order.zh}。", f"It cannot be redone: {order.en}."
    if order != held.people:
        return (
            f"重算的次序不符，应为{'、'.join(order)}。",
            f"The order redone differs: {', '.join(order)}.",
        )
    return None


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
