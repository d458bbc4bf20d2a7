"""A receipt: what opens one person's rows, for that person. With a bundle it shows that theirs are the ones that counted."""

from collections.abc import Iterable, Sequence

import msgspec

from dinggang.basis import Id, Value, canonical
from dinggang.case import standing
from dinggang.procedure import ACT_WORDS
from dinggang.publication.entries import Opening, listed, owner_of, read_openings
from dinggang.publication.replay import Kept, Lookup, decoded
from dinggang.publication.report import Line, failed, fails, holds
from dinggang.publication.table_words import table_words
from dinggang.record import Kind, Unsound

FORMAT = "dinggang-receipt-1"


class Held(Value, frozen=True, kw_only=True):
    """One row of the person: in which act and table it was sealed, and what opens it."""

    act: Id
    table: str
    row: msgspec.Raw
    salt: str


class Receipt(Value, frozen=True, kw_only=True):
    """All rows about one person that a record holds, with their salts. It is for that person alone."""

    format: str = FORMAT
    origin: str
    person: Id
    rows: tuple[Held, ...]

    def encoded(self) -> bytes:
        rows = b",".join(
            b'{"act":%b,"row":%b,"salt":%b,"table":%b}'
            % (canonical(r.act), bytes(r.row), canonical(r.salt), canonical(r.table))
            for r in self.rows
        )
        return b'{"format":%b,"origin":%b,"person":%b,"rows":[%b]}' % (
            canonical(self.format),
            canonical(self.origin),
            canonical(self.person),
            rows,
        )


def receipt_of(person: Id, origin: str, openings: Iterable[tuple[Id, str, bytes]]) -> Receipt:
    """The receipt of a person, from files of openings, each with its act and table."""
    rows = [
        Held(act=act, table=table, row=o.row, salt=o.salt)
        for act, table, raw in openings
        for o in read_openings(raw)
        if owner_of(table, o.value) == person
    ]
    return Receipt(origin=origin, person=person, rows=tuple(rows))


def check_receipt(raw: bytes, origin: str, kept: Sequence[Kept], file: Lookup) -> list[Line]:
    """One line per row: it is sealed in the act it names, and no correction has taken that act's place since."""
    try:
        receipt = decoded(raw, Receipt)
    except Unsound as unsound:
        return [failed(unsound, where="--receipt")]
    if receipt.format != FORMAT or receipt.encoded() != raw:
        return [failed(Unsound(Kind.FORM, "not a receipt"), where="--receipt")]
    if receipt.origin != origin:
        return [failed(Unsound(Kind.ORIGIN, "a receipt of another record"), where="--receipt")]
    acts = {k.act.id: k for k in kept}
    in_force = {a.id for a in standing([k.act for k in kept])}
    return [_line(receipt.person, row, acts.get(row.act), file, row.act in in_force) for row in receipt.rows]


def _line(person: Id, row: Held, kept: Kept | None, file: Lookup, counts: bool) -> Line:  # noqa: FBT001 - said in words below
    where = f"{row.act} {row.table}"
    ref = None if kept is None else next((t for t in kept.entry.tables if t.name == row.table), None)
    if kept is None or ref is None:
        return fails("记录中没有这一行为或这张表。", "The record has no such act or table.", where)
    try:
        commitments = listed(file(ref.sha256) or b"", ref)
        made = Opening(row=row.row, salt=row.salt).commitment
        mine = owner_of(row.table, bytes(row.row)) == person
    except Unsound as unsound:
        return failed(unsound, where=where)
    title = ACT_WORDS[kept.act.kind]
    if made not in commitments or not mine:
        return fails(
            f"{person}的这一行不在“{title.zh}”（{row.act}）封存的表中。",
            f"This row of {person} is not in the table that act {row.act} sealed.",
            where,
        )
    if not counts:
        return fails(
            f"{person}的这一行封存于{row.act}，但该行为已被更正，不再计入。",
            f"This row of {person} was sealed by {row.act}, which a correction has taken the place of.",
            where,
        )
    return holds(
        f"{person}的{table_words(row.table)}一行就是“{title.zh}”（{row.act}）封存并计入的那一行。",
        f"This row of {person} in {row.table} is the one that act {row.act} sealed and that counted.",
    )
