"""What a run adds to a record, and whether the folder still says what the record says.

The record is never changed. Where the folder has moved away from it, nothing is added: the clerk is told which act and
which rows, and that a correction is an act of its own.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from dinggang.basis import Id, Problem, Refusal, Value, Where, Words
from dinggang.case import Act, Folder, standing
from dinggang.procedure import (
    ACT_WORDS,
    GATHERED,
    HANDED,
    ISSUED,
    LEAVERS,
    NAMES,
    Content,
    content_at_the_end,
    gathered_again,
)
from dinggang.publication.ordering import disorder
from dinggang.publication.replay import PLAN, Kept, folder_of, recorded, renewed, renewed_file
from dinggang.publication.table_words import table_words

_OPEN = frozenset({PLAN, *(source.name for source in GATHERED if source.open)})
"""Files that publish what was gathered; all others hold what was decided."""


class Difference(Value, frozen=True, kw_only=True):
    """Where an act's content is not what the record holds: file or table, and whose rows changed.

    `gathered`: what was handed in differs, not only what was decided from it.
    """

    act: Id
    name: str
    gathered: bool
    owners: tuple[Id, ...] = ()


def additions(folder: Folder, now: Sequence[Content], kept: Sequence[Kept]) -> tuple[Content, ...]:
    """The acts that a run took (`now`) and the record does not hold yet, in the order they enter it.

    Empty while a step that the record has passed does not pass now. Raises Refusal when the folder contradicts the
    record: an act gone or changed, rows changed after they were sealed, another result than the one published; or when an
    act comes too late to enter: a plan with other rules after marks were sealed.
    """
    problems = [*_acts_changed(folder, kept), *_contents_changed(folder, now, kept)]
    if problems:
        raise Refusal(problems)
    known = {k.act.id for k in kept}
    if not known <= {c.act.id for c in now}:
        return ()
    fresh = tuple(c for c in now if c.act.id not in known)
    problems = _out_of_order(folder, kept, fresh)
    if problems:
        raise Refusal(problems)
    return fresh


def differences(kept: Sequence[Kept], now: Sequence[Content]) -> tuple[Difference, ...]:
    """Where these contents are not what the standing acts of a record hold; acts not among them are passed over.

    What was decided may have changed by later acts: it is compared with the record as it stood then.
    """
    contents_now = {c.act.id: c for c in now}
    in_force = {a.id for a in standing([*(k.act for k in kept), *(c.act for c in now)])}
    found: list[Difference] = []
    for number, each in enumerate(kept):
        content = contents_now.get(each.act.id)
        if content is None or each.act.id not in in_force:
            continue
        wrong = compare(each, content)
        if wrong and not any(d.gathered for d in wrong):
            wrong = list(then(kept[: number + 1], wrong))
        found.extend(wrong)
    return tuple(found)


def then(kept: Sequence[Kept], otherwise: Sequence[Difference]) -> Sequence[Difference]:
    """Where the last of these acts differs from what is decided from the record as it stood with it.

    `otherwise` when what it was decided from has been erased in part and cannot tell.
    """
    folder = folder_of(kept)
    if folder is None:
        return ()  # before the plan nothing is decided
    if not all(each.whole or not _missed(each) for each in kept):
        return otherwise
    return compare(kept[-1], content_at_the_end(folder, [k.act for k in kept], recorded(kept)))


BESIDE = frozenset({NAMES, HANDED})
"""Sealed tables from which nothing is decided: names, and the digests of documents."""


def _missed(kept: Kept) -> bool:
    """Whether rows that something was decided from are no longer open; names and documents decide nothing."""
    return any(
        (ref.gathered or ref.name == LEAVERS)
        and ref.name not in BESIDE
        and len(kept.rows.get(ref.name, ())) != ref.rows
        for ref in kept.entry.tables
    )


def compare(kept: Kept, content: Content) -> list[Difference]:
    """The files and tables of one act that differ. Of a table whose openings were erased, what is left must agree."""
    files = {f.name: f.content for f in content.files}
    logged = {
        ref.name: kept.files.get(ref.name) for ref in kept.entry.files if ref.name not in {"act", ISSUED}
    }
    found = [
        Difference(act=kept.act.id, name=name, gathered=name in _OPEN)
        for name in sorted(files.keys() | logged.keys())
        if not _same_file(name, files.get(name), logged.get(name))
    ]
    tables = {t.name: t for t in content.tables}
    refs = {ref.name: ref for ref in kept.entry.tables}
    for beside in BESIDE - tables.keys():
        refs.pop(beside, None)  # what stands beside a case is not in one put together from a record
    for name in sorted(tables.keys() | refs.keys()):
        table, ref = tables.get(name), refs.get(name)
        if table is None or ref is None:
            gathered = ref.gathered if ref is not None else tables[name].gathered
            found.append(Difference(act=kept.act.id, name=name, gathered=gathered))
            continue
        rows = Counter(row.value for row in table.rows)
        opened = Counter(kept.rows.get(name, ()))
        if ref.gathered and opened - rows:  # an earlier version of the program may have written them
            opened = Counter(renewed(name, row) for row in opened.elements())
        whole = opened.total() == ref.rows
        if len(table.rows) != ref.rows or opened - rows or (whole and rows != opened):
            owner = {row.value: row.owner for row in table.rows}
            changed = {o for value in rows - opened if (o := owner[value]) is not None}
            found.append(
                Difference(
                    act=kept.act.id, name=name, gathered=ref.gathered, owners=tuple(sorted(changed)[:10])
                )
            )
    return found


def _same_file(name: str, now: bytes | None, logged: bytes | None) -> bool:
    if now == logged or now is None or logged is None:
        return now == logged
    return name in _OPEN and renewed_file(name, logged) == now


def _acts_changed(folder: Folder, kept: Sequence[Kept]) -> list[Problem]:
    acts = {a.id: a for a in folder.case.acts}
    return [_act_problem(folder, k.act) for k in kept if acts.get(k.act.id) != k.act]


def _act_problem(folder: Folder, act: Act) -> Problem:
    there = any(a.id == act.id for a in folder.case.acts)
    title = ACT_WORDS[act.kind]
    return Problem(
        where=folder.places.get(f"acts:{act.id}", Where(file="acts.xlsx")),
        words=Words(
            zh=f"“{title.zh}”（{act.id}）已入公开记录，案卷中却{'改动了这一行' if there else '没有这一行'}。",
            en=f"Act {act.id} ({title.en}) is in the public record, but its row here "
            f"{'has been changed' if there else 'is gone'}.",
        ),
        cure=_RESTORE,
    )


_RESTORE = Words(
    zh="请恢复原来的内容；确需更正的，另加一行同一种行为，在“更正的行为”一列写原行为的编号，并写明理由。",
    en="Put it back as it was; if it must be corrected, add a row of the same kind of act that names it in the column "
    "of corrections, with the reason.",
)


def _contents_changed(folder: Folder, now: Sequence[Content], kept: Sequence[Kept]) -> list[Problem]:
    acts: Mapping[Id, Act] = {k.act.id: k.act for k in kept}
    found = list(differences(kept, now))
    stopped = acts.keys() - {c.act.id for c in now}
    if stopped:  # a row that was changed after it was sealed may be the very reason
        again = {c.act.id: c for c in gathered_again(folder, [k.act for k in kept], recorded(kept))}
        for each in kept:
            if each.act.id in stopped and each.act.id in again:
                found.extend(d for d in compare(each, again[each.act.id]) if d.gathered)
    return [_content_problem(folder, acts[d.act], d) for d in found]


def _out_of_order(folder: Folder, kept: Sequence[Kept], fresh: Sequence[Content]) -> list[Problem]:
    """New acts that come too late: the record has gone past the point where they could stand."""
    entered = [(k.act, k.files.get(PLAN)) for k in kept]
    entering = [(c.act, next((f.content for f in c.files if f.name == PLAN), None)) for c in fresh]
    acts = [act for act, _ in (*entered, *entering)]
    return [
        Problem(
            where=folder.places.get(f"acts:{acts[number].id}", Where(file="acts.xlsx")),
            words=Words(
                zh=f"“{ACT_WORDS[acts[number].kind].zh}”（{acts[number].id}）不能入公开记录：{words.zh}",
                en=f"Act {acts[number].id} cannot enter the public record: {words.en}",
            ),
            cure=_TOO_LATE,
        )
        for number, words in disorder([*entered, *entering])
        if number >= len(kept)
    ]


_TOO_LATE = Words(
    zh="成绩封存后规则不能再改，请恢复已入记录的方案；确需改变规则的，须另立一项改革，从头公布。",
    en="Rules cannot change once marks are sealed: put the recorded plan back; other rules need a reform of their own.",
)


def _content_problem(folder: Folder, act: Act, found: Difference) -> Problem:
    title = ACT_WORDS[act.kind]
    named = "、".join(found.owners) or ""
    people = f"（{named}）" if named else ""
    what = table_words(found.name)
    places = (folder.places.get(f"{found.name}:{owner}") for owner in found.owners)
    where = next((p for p in places if p is not None), Where(file="acts.xlsx"))
    if found.gathered:
        words = Words(
            zh=f"{what}{people}已由“{title.zh}”（{act.id}）封存入公开记录，现在的内容与记录不符。",
            en=f"{found.name} {named} was sealed in the public record by act {act.id} ({title.en}); it reads otherwise now.",
        )
        return Problem(where=where, words=words, cure=_RESTORE)
    words = Words(
        zh=f"“{title.zh}”（{act.id}）公布的{what}{people}与现在算出的不同。",
        en=f"Act {act.id} ({title.en}) published another {found.name} {named} than what is computed now.",
    )
    cure = Words(
        zh="请用公布时的程序版本重算核对；确需改正的，另加一行更正行为。",
        en="Compute it again with the version of the program that published it; if it must be put right, add a correction.",
    )
    return Problem(where=where, words=words, cure=cure)
