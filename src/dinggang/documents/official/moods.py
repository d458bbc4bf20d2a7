"""What people worry about, as numbers from which nobody's worry can be read."""

from collections.abc import Sequence

from dinggang.case import ActKind
from dinggang.documents.official.saying import Made, columns, label, lacking, leading_group, not_taken
from dinggang.documents.official.values import Align, Document, Paragraph, Signature, Table
from dinggang.documents.told import Told
from dinggang.documents.words import Names, chinese_date
from dinggang.groundwork import FEW, Concern, Count, worries

FEWER = f"少于{FEW}"
WITHHELD = "不列"
"""A number that is told neither, since a smaller one would follow from it."""


def told_row(count: Count, talked: int) -> tuple[str, str, str]:
    """Named, gone, not gone, as they may be told beside the number of those talked to.

    Where one of the parts is small, neither is told, and nothing says which of the two it was.
    """
    if count.named < FEW:
        return FEWER, FEWER, FEWER
    if not count.named_told(talked):
        return WITHHELD, WITHHELD, WITHHELD
    if not count.parts_told(talked):
        return str(count.named), WITHHELD, WITHHELD
    return str(count.named), str(count.settled), str(count.left)


def told_table(counts: Sequence[Count], talked: int) -> tuple[tuple[str, str, str], ...]:
    """A row for each, and the sums in the last: a sum only when everything in its column is told."""
    rows = tuple(told_row(count, talked) for count in counts)
    sums = (sum(c.named for c in counts), sum(c.settled for c in counts), sum(c.left for c in counts))
    named, settled, left = (
        str(total) if all(row[at].isdigit() for row in rows) else WITHHELD for at, total in enumerate(sums)
    )
    return (*rows, (named, settled, left))


def concerns(told: Told, names: Names) -> Made:  # noqa: ARG001 - every document is asked in the same way
    """思想动态分析: by kind of worry how many people named it, and of how many it is gone. No row is put by size: the
    order, too, would tell.
    """
    act = told.last(ActKind.MOBILISATION_HELD)
    if act is None:
        return not_taken("召开动员大会", "mobilisation held")
    talks = told.case.groundwork.talks
    of = worries(talks)
    if talks and not of.enough:
        return lacking(
            f"谈过话的不足{2 * FEW}人，为免认出个人，顾虑不作分析。",
            f"Fewer than {2 * FEW} people were talked to; an analysis could give somebody away.",
        )
    if not of.people:
        return lacking(
            "案卷没有谈话中提出的顾虑（talks.xlsx“谈话”页）。", "No worry was named in the talks of the case."
        )
    kinds, talked = tuple(Concern), of.talked
    counts = [of.count(concern) for concern in kinds]
    *rows, total = told_table(counts, talked)
    day = max(act.day, *(t.day for t in talks))
    intro = (
        f"截至{chinese_date(day)}，谈心谈话共{len({(t.person, t.day) for t in talks})}人次、{talked}人"
        + (f"，其中{len(of.people)}人提出了顾虑" if of.people_told else "")
        + "。各种顾虑的人数如下，一人有几种的分别计入。"
    )
    return (
        Document(
            kind="concerns",
            title=f"{told.organ}机构改革干部职工思想动态分析",
            day=day,
            blocks=(
                Paragraph(text="内部资料　注意保密", indent=False, align=Align.RIGHT),
                Paragraph(text=intro),
                Table(
                    columns=columns(
                        *("顾虑", "提到的人数", "已解开", "尚未解开"),
                        centred="提到的人数 已解开 尚未解开",
                    ),
                    rows=(
                        *((label(k), *row) for k, row in zip(kinds, rows, strict=True)),
                        ("合计（人次）", *total),
                    ),
                    empty="没有提出顾虑。",
                    notes=(
                        f"不足{FEW}人的只写“{FEWER}”；写出来就能推算出这类小数的，写“{WITHHELD}”。",
                        "只作汇总，不记姓名、编号和谈话内容。",
                    ),
                    total=True,
                ),
                *_advice(tuple(zip(kinds, rows, strict=True))),
            ),
            signature=Signature(organ=leading_group(told), day=day),
        ),
    )


def _advice(rows: Sequence[tuple[Concern, tuple[str, str, str]]]) -> list[Paragraph]:
    """What is told in the table again in words: only what stands there, most people first."""
    named = sorted(((int(row[0]), label(k)) for k, row in rows if row[0].isdigit()), key=lambda x: -x[0])
    left = [f"{label(k)}（{row[2]}人）" for k, row in rows if row[2].isdigit()]
    said = []
    if named:
        listed = "、".join(f"{kind}（{count}人）" for count, kind in named)
        said.append(Paragraph(text=f"提到较多的顾虑是{listed}。"))
    if left:
        said.append(Paragraph(text=f"尚未解开的：{'、'.join(left)}，应继续谈话，逐人答复。"))
    return said
