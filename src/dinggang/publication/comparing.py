"""What a run adds to a record, and whether the folder still says what the record says.

The record is never changed. Where the folder has moved away from it, nothing is added: the clerk is told which act and
which rows, and that a correction is an act of its own.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from dinggang.basis import Id, Problem, Refusal, Value, Where, Words
from dinggang.case import Act, Folder, standing
from dinggang.procedure import ACT_WORDS, GATHERED, NAMES, Content, content_at_the_end
from dinggang.publication.replay import Kept, folder_of

_OPEN = frozenset({"plan", *(source.name for source in GATHERED if source.open)})
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
    record: an act gone or changed, rows changed after they were sealed, another result than the one published.
    """
    problems = [*_acts_changed(folder, kept), *_contents_changed(folder, now, kept)]
    if problems:
        raise Refusal(problems)
    known = {k.act.id for k in kept}
    if not {k.act.id for k in kept} <= {c.act.id for c in now}:
        return ()
    return tuple(c for c in now if c.act.id not in known)


def differences(kept: Sequence[Kept], now: Sequence[Content]) -> tuple[Difference, ...]:
    """Where these contents are not what the standing acts of a record hold; acts not among them are passed over.

    What was decided may have changed by later acts: it is compared with the record as it stood then.
    """
    contents_now = {c.act.id: c for c in now}
    in_force = {a.id for a in standing([k.act for k in kept])}
    found: list[Difference] = []
    for number, each in enumerate(kept):
        content = contents_now.get(each.act.id)
        if content is None or each.act.id not in in_force:
            continue
        wrong = compare(each, content)
        if wrong and not any(d.gathered for d in wrong):
            wrong = list(then(kept[: number + 1]))
        found.extend(wrong)
    return tuple(found)


def then(kept: Sequence[Kept]) -> tuple[Difference, ...]:
    """Where the last of these acts differs from what is decided from the record as it stood with it."""
    folder = folder_of(kept)
    if folder is None:
        return ()  # before the plan nothing is decided
    return tuple(compare(kept[-1], content_at_the_end(folder, [k.act for k in kept])))


def compare(kept: Kept, content: Content) -> list[Difference]:
    """The files and tables of one act that differ. Of a table whose openings were erased, what is left must agree."""
    files = {f.name: f.content for f in content.files}
    logged = {ref.name: kept.files.get(ref.name) for ref in kept.entry.files if ref.name != "act"}
    found = [
        Difference(act=kept.act.id, name=name, gathered=name in _OPEN)
        for name in sorted(files.keys() | logged.keys())
        if files.get(name) != logged.get(name)
    ]
    tables = {t.name: t for t in content.tables}
    refs = {ref.name: ref for ref in kept.entry.tables}
    if NAMES not in tables:
        refs.pop(NAMES, None)  # names stand in no case that was put together from a record
    for name in sorted(tables.keys() | refs.keys()):
        table, ref = tables.get(name), refs.get(name)
        if table is None or ref is None:
            gathered = ref.gathered if ref is not None else tables[name].gathered
            found.append(Difference(act=kept.act.id, name=name, gathered=gathered))
            continue
        rows = Counter(row.value for row in table.rows)
        opened = Counter(kept.rows.get(name, ()))
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

_TABLE_WORDS = {
    "plan": "方案",
    "people": "花名册",
    "names": "姓名",
    "exits": "分流清退表",
    "posts": "岗位表",
    "choices": "志愿表",
    "second_choices": "二次志愿表",
    "questions": "试题",
    "exam": "答题表",
    "essays": "主观题评分",
    "speech": "演说评分表",
    "assessment": "考核表",
    "adjusted": "加减分",
    "evaluation": "测评表",
    "agreements": "协议",
    "changes": "协议变更",
    "deliveries": "验收",
    "payments": "付款",
}


def _contents_changed(folder: Folder, now: Sequence[Content], kept: Sequence[Kept]) -> list[Problem]:
    kinds: Mapping[Id, Act] = {k.act.id: k.act for k in kept}
    return [_content_problem(folder, kinds[d.act], d) for d in differences(kept, now)]


def _content_problem(folder: Folder, act: Act, found: Difference) -> Problem:
    title = ACT_WORDS[act.kind]
    named = "、".join(found.owners) or ""
    people = f"（{named}）" if named else ""
    what = _TABLE_WORDS.get(found.name, found.name)
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
