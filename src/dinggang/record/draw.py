r"""Drawing lots that anyone can redo: the list and the public sources are committed first, then tickets order the list.

seed   = SHA-256("dinggang draw seed v1\n" label "\n", then for each source in the committed order: name TAB value "\n")
ticket = SHA-256(label ‖ seed as 64 hexadecimal digits ‖ 0x00 ‖ id), and the list is sorted by ticket, ascending.

No random-number generator, no modulo bias; the order of the list decides nothing, and one person more never reorders
the others. With `printf` and `sha256sum` it can be done by hand.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum

from dinggang.basis import Value
from dinggang.record.errors import Kind, Unsound
from dinggang.record.strict import MAX_DECIMAL

ALGORITHM = "ticket-sha256-v1"
SEED_LABEL = "dinggang draw seed v1"
LEAST_DIGITS = 20
"""Decimal digits that sources of digits have together: about 66 bits that nobody can try out beforehand."""
_PLAIN = re.compile(r"[^\x00-\x1f\x7f]{1,500}")
_HEX = re.compile(r"[0-9a-f]{64}", re.ASCII)


class SourceKind(StrEnum):
    """What a source gives, and so how its value is written.

    DIGITS: dice, balls, the number of a lottery issue: exactly `length` decimal digits.
    REVEAL: 32 secret bytes of a party that published their SHA-256 (`commitment`): 64 hexadecimal digits.
    BEACON: a public beacon's 32 bytes, 64 hexadecimal digits, whose signature the caller's check must confirm.
    """

    DIGITS = "digits"
    REVEAL = "reveal"
    BEACON = "beacon"


class DrawSource(Value, frozen=True, kw_only=True):
    """One public source, exactly: which round, issue or meeting, and before when (POSIX seconds) no value can exist."""

    name: str
    kind: SourceKind
    due: int
    length: int = 64
    commitment: str = ""


class DrawPlan(Value, frozen=True, kw_only=True):
    """What is committed before a draw. `fallback` takes the place of every source without a value by `deadline`."""

    label: str
    list_digest: str
    list_count: int
    code_digest: str
    sources: tuple[DrawSource, ...]
    deadline: int
    fallback: DrawSource | None = None
    algorithm: str = ALGORITHM


class DrawOutcome(Value, frozen=True, kw_only=True):
    """What is published after a draw: (source, value) in the committed order, and the ids in the order drawn."""

    values: tuple[tuple[str, str], ...]
    order: tuple[str, ...]


Check = Callable[[DrawSource, str], bool]
"""Whether a beacon's value is the true one of its round, its signature included."""


def list_bytes(ids: Iterable[str]) -> bytes:
    """The list that is frozen: each id in UTF-8 on a line, sorted by its bytes. Raises Unsound for one id twice."""
    rows = sorted(_plain(each, "an id").encode() for each in ids)
    if len(set(rows)) != len(rows):
        raise Unsound(Kind.DRAW, "an id stands twice in the list")
    return b"".join(row + b"\n" for row in rows)


def list_digest(ids: Iterable[str]) -> str:
    """SHA-256 of the frozen list, in hexadecimal."""
    return hashlib.sha256(list_bytes(ids)).hexdigest()


def seed(label: str, values: Sequence[tuple[str, str]]) -> str:
    """The seed from (source, value) in the committed order, as 64 hexadecimal digits. Raises Unsound."""
    lines = [SEED_LABEL, _plain(label, "a label")]
    lines += [f"{_plain(name, 'a source')}\t{_plain(value, 'a value')}" for name, value in values]
    return hashlib.sha256(("\n".join(lines) + "\n").encode()).hexdigest()


def ticket(label: str, seed_hex: str, id_: str) -> str:
    """An id's ticket, as 64 hexadecimal digits."""
    return hashlib.sha256(f"{label}{seed_hex}\0{id_}".encode()).hexdigest()


def draw_lots(
    plan: DrawPlan, ids: Iterable[str], values: Sequence[tuple[str, str]], checks: Mapping[str, Check]
) -> DrawOutcome:
    """The outcome of a draw. Raises Unsound: the list or the values are not those of the plan."""
    listed = list(ids)
    check_plan(plan)
    if len(listed) != plan.list_count or list_digest(listed) != plan.list_digest:
        raise Unsound(Kind.DRAW, "the list is not the one that was frozen")
    _check_values(plan, values, checks)
    seed_hex = seed(plan.label, values)
    order = tuple(sorted(listed, key=lambda each: ticket(plan.label, seed_hex, each)))
    return DrawOutcome(values=tuple(values), order=order)


def check_plan(plan: DrawPlan) -> None:
    """Return if the plan is one that can be drawn; raise Unsound."""
    everything = [*plan.sources, *([plan.fallback] if plan.fallback else [])]
    if plan.algorithm != ALGORITHM:
        raise Unsound(Kind.DRAW, "an algorithm that is not known here")
    if not plan.sources or len({each.name for each in everything}) != len(everything):
        raise Unsound(Kind.DRAW, "a draw has sources, each with a name of its own")
    for each in everything:
        _plain(each.name, "a source")
        if "\t" in each.name or not 0 < each.due <= MAX_DECIMAL:
            raise Unsound(
                Kind.DRAW, "a source has a plain name and a time before which its value cannot exist"
            )
        if each.kind is SourceKind.REVEAL and not _HEX.fullmatch(each.commitment):
            raise Unsound(Kind.DRAW, f"the source {each.name} says no commitment")
    _plain(plan.label, "a label")
    digits = [each for each in plan.sources if each.kind is SourceKind.DIGITS]
    if len(digits) == len(plan.sources) and sum(each.length for each in digits) < LEAST_DIGITS:
        raise Unsound(Kind.DRAW, f"fewer than {LEAST_DIGITS} digits can be tried out beforehand")
    if all(each.kind is SourceKind.REVEAL for each in plan.sources):
        raise Unsound(
            Kind.DRAW, "with secrets alone, the last to reveal decides whether the draw takes place"
        )


def check_draw(
    plan: DrawPlan,
    outcome: DrawOutcome,
    ids: Iterable[str],
    *,
    plan_index: int,
    outcome_index: int,
    witnessed_at: int | None,
    checks: Mapping[str, Check],
) -> None:
    """Return if the outcome follows from the plan, and the plan came first; raise Unsound.

    `witnessed_at` is when a quorum of witnesses had seen a record that contains the plan (POSIX seconds); it must lie
    before any source could have a value. The indices are those of the two entries.
    """
    if plan_index >= outcome_index:
        raise Unsound(Kind.DRAW, "the plan is not earlier in the record than the outcome")
    if witnessed_at is None:
        raise Unsound(Kind.DRAW, "no quorum of witnesses dates the plan")
    used = _used(plan, outcome.values)
    if any(witnessed_at >= source.due for source, _ in used):
        raise Unsound(Kind.DRAW, "the plan was witnessed only when a source could have its value already")
    if draw_lots(plan, ids, outcome.values, checks) != outcome:
        raise Unsound(Kind.DRAW, "the order is not that of the tickets")


def _check_values(plan: DrawPlan, values: Sequence[tuple[str, str]], checks: Mapping[str, Check]) -> None:
    for source, value in _used(plan, values):
        if source.kind is SourceKind.DIGITS:
            if len(value) != source.length or not (value.isascii() and value.isdigit()):
                raise Unsound(Kind.DRAW, f"the value of {source.name} does not have {source.length} digits")
            continue
        if not _HEX.fullmatch(value):
            raise Unsound(Kind.DRAW, f"the value of {source.name} does not have 64 hexadecimal digits")
        if source.kind is SourceKind.REVEAL:
            if hashlib.sha256(bytes.fromhex(value)).hexdigest() != source.commitment:
                raise Unsound(Kind.DRAW, f"the value of {source.name} is not the one committed to")
            continue
        check = checks.get(source.name)
        if check is None or not check(source, value):
            raise Unsound(Kind.DRAW, f"the value of {source.name} is not confirmed by its signature")


def _used(plan: DrawPlan, values: Sequence[tuple[str, str]]) -> list[tuple[DrawSource, str]]:
    """The sources with their values: each committed source in order, left out only where the fallback stands in.

    The fallback comes last, and only when a source is missing. Raises Unsound.
    """
    given = dict(values)
    expected = [each for each in plan.sources if each.name in given]
    missing = len(expected) < len(plan.sources)
    if missing:
        if plan.fallback is None:
            raise Unsound(Kind.DRAW, "a source has no value, and the plan has no fallback")
        expected.append(plan.fallback)
    if [each.name for each in expected] != [name for name, _ in values]:
        raise Unsound(Kind.DRAW, "the sources are not those of the plan, in its order")
    return [(source, given[source.name]) for source in expected]


def _plain(text: str, what: str) -> str:
    if not _PLAIN.fullmatch(text):
        raise Unsound(Kind.DRAW, f"{what} is one line of 1 to 500 characters")
    return text
