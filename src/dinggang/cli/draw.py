"""dinggang draw: lots that anyone can redo, alone or for a case."""

import argparse
import re
import shlex
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dinggang.basis import Id, Problem, Refusal, Where, Words
from dinggang.case import (
    Act,
    ActKind,
    Case,
    DrawPurpose,
    Folder,
    announced,
    commitment_of,
    in_force,
    lots,
    of_kind,
    values_of,
)
from dinggang.case.draw_checks import check_announcement
from dinggang.cli.alone import as_file, refusals_of, refuse_if, refuse_out, write_files
from dinggang.cli.arguments import add_day, add_language, read_case
from dinggang.cli.show import wrap
from dinggang.procedure import Results, survey
from dinggang.record.draw import LEAST_DIGITS, SEED_LABEL, seed, ticket
from dinggang.sheets import Sheet
from dinggang.sheets.alone_board import ID, NAME, open_sheet
from dinggang.sheets.declare import Table
from dinggang.sheets.labels import label as word
from dinggang.sheets.rows import read_rows
from dinggang.sheets.tables import ACTS
from dinggang.sheets.troubles import Problems

if TYPE_CHECKING:
    from dinggang.cli.arguments import Commands

LIST = Table(name="people", file="", sheet="名单", unique=("id",), columns=(ID, NAME), open=True)
DICE = f"公开掷骰 {LEAST_DIGITS}位"
BLANK = "（待填）"
Pairs = Sequence[tuple[str, str]]


def add_parser(commands: "Commands") -> None:
    parser = commands.add_parser(
        "draw",
        help="抽签：按公开来源的结果排出次序，人人可以重算 lots that anyone can redo",
        description="单独用：给出名单、标签和各来源的结果，排出次序。给案卷文件夹：列出acts表“抽签公告”和“抽签”两行怎样填。",
    )
    parser.add_argument(
        "what",
        nargs="+",
        metavar="CASE|FILE|ID",
        help="案卷文件夹；或有“人员编号”列的表；或几个编号 a case folder, a table of ids, or the ids themselves",
    )
    parser.add_argument("--label", help="标签：单独抽签时的名称，与公告一致 the label, as announced")
    parser.add_argument(
        "--source",
        action="append",
        default=[],
        metavar="TEXT",
        help="单独用：来源=结果，按公告次序；案卷：公告的来源，如“公开掷骰 20位” SOURCE=VALUE alone; for a case a source "
        "to announce; once for each, in order",
    )
    parser.add_argument(
        "--value",
        action="append",
        default=[],
        metavar="VALUE",
        help="案卷：各来源的结果，按公告次序，没有的写“缺” for a case: the values, in the order announced",
    )
    parser.add_argument("--follows", metavar="ACT", help="案卷：哪一件抽签公告 the announcement drawn by")
    parser.add_argument(
        "--fallback", default="", metavar="TEXT", help="案卷：备用来源 the fallback to announce"
    )
    add_day(parser, "--due", "案卷：抽签日期 the day of the draw")
    parser.add_argument("--place", default="", help="案卷：抽签地点 where it takes place")
    parser.add_argument(
        "--purpose",
        choices=[p.value for p in DrawPurpose],
        default=DrawPurpose.TIES.value,
        help="案卷：ties 同分，speaking 演说顺序，choosing 选岗顺序 what it is for",
    )
    parser.add_argument(
        "-o", "--out", type=Path, help="单独用：结果文件，.xlsx或.csv where the order is written"
    )
    parser.add_argument(
        "--explain", action="store_true", help="列出怎样用sha256sum重算 how to redo it with sha256sum"
    )
    add_language(parser)
    parser.set_defaults(call=call)


def call(args: argparse.Namespace) -> int:
    if len(args.what) == 1 and Path(args.what[0]).is_dir():
        return _for_case(args)
    return _alone(args)


def _refusal(place: str, words: tuple[str, str], cure: tuple[str, str]) -> Refusal:
    return Refusal(
        [
            Problem(
                where=Where(file=place),
                words=Words(zh=words[0], en=words[1]),
                cure=Words(zh=cure[0], en=cure[1]),
            )
        ]
    )


# Alone


def _alone(args: argparse.Namespace) -> int:
    ids = _listed(args)
    if not args.label or not args.source:
        raise _refusal(
            "--source" if args.label else "--label",
            ("标签和来源都要给出。", "Label and sources are needed."),
            (
                "如：dinggang draw 名单.xlsx --label 第一考场 --source 公开掷骰=31415926535897932384",
                "For example: dinggang draw LIST.xlsx --label ROOM1 --source dice=31415926535897932384",
            ),
        )
    pairs = [_pair(text) for text in args.source]
    for text in (args.label, *(part for pair in pairs for part in pair)):
        if re.search(r"[\x00-\x1f\x7f]", text) or len(text) > 500:
            raise _refusal(
                "--source",
                (
                    "标签和来源须在一行以内，不超过500字。",
                    "Label and sources are one line of at most 500 characters.",
                ),
                ("请缩短，去掉换行。", "Shorten them."),
            )
    order = lots(args.label, ids, pairs)
    if args.out is not None:
        write_files({args.out: as_file(args.out, [_sheet(args.label, order, pairs)])})
    _show(order)
    if sum(len(value) for _, value in pairs if value.isdecimal()) < LEAST_DIGITS and all(
        value.isdecimal() for _, value in pairs
    ):
        print(_FEW.zh if args.lang == "zh" else _FEW.en)
    if args.explain:
        explain(args.label, order, pairs, zh=args.lang == "zh")
    return 0


_FEW = Words(
    zh=f"注意：来源合计不足{LEAST_DIGITS}位数字，事先就能试算出全部结果，不足以取信。",
    en=f"Fewer than {LEAST_DIGITS} digits: every result can be tried out beforehand. Nobody need trust this draw.",
)


def _listed(args: argparse.Namespace) -> list[Id]:
    path = Path(args.what[0])
    problems = Problems()
    ids: list[Id] = list(args.what)
    inputs: list[Path] = []
    if len(args.what) == 1 and (path.exists() or path.suffix):
        grid = open_sheet(path, (LIST.sheet,), problems)
        rows = None if grid is None else read_rows(grid, LIST, problems)
        ids = [row.cells["id"] for row in rows or () if "id" in row.cells]
        inputs = [path]
    if args.out is not None:
        refuse_out([args.out], inputs, (".xlsx", ".csv"), problems)
    refuse_if(problems)
    bad = next((each for each in ids if re.search(r"[\s\x00-\x1f\x7f]", each) or ids.count(each) > 1), None)
    if bad is not None or len(ids) < 2:
        raise _refusal(
            args.what[0],
            (
                "名单至少两人，每人一个编号，不得重复，不含空格。",
                "The list has two people or more, each with an id of their own, without blanks.",
            ),
            (f"请核对{bad or '名单'}。", f"Check {bad or 'the list'}."),
        )
    return ids


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.rpartition("=")
    if not (equals and name.strip() and value.strip()):
        raise _refusal(
            "--source",
            (f"“{text}”没有写成“来源=结果”。", f"{text!r} is not SOURCE=VALUE."),
            ("如：公开掷骰=31415926535897932384", "For example: dice=31415926535897932384"),
        )
    return name.strip(), value.strip()


def _sheet(label: str, order: Sequence[Id], pairs: Pairs) -> Sheet:
    drawn = seed(label, pairs)
    rows = tuple((at, each, ticket(label, drawn, each)) for at, each in enumerate(order, start=1))
    notes = (f"标签：{label}", *(f"{name}：{value}" for name, value in pairs), f"种子：{drawn}")
    return Sheet(title="抽签", columns=("次序", "人员编号", "票号"), rows=rows, notes=notes)


def _show(order: Sequence[Id]) -> None:
    width = len(str(len(order)))
    for at, each in enumerate(order, start=1):
        print(f"{at:>{width}}  {each}")


def explain(label: str, order: Sequence[Id], pairs: Pairs, *, zh: bool) -> None:
    """Prints the seed and every ticket, and the lines that give them in any shell with sha256sum."""
    drawn = seed(label, pairs)
    print("\n种子和票号" if zh else "\nSeed and tickets")
    print(f"{drawn}  {'种子' if zh else 'seed'}")
    for each in order:
        print(f"{ticket(label, drawn, each)}  {each}")
    print("\n用sha256sum重算：" if zh else "\nTo redo it with sha256sum:")
    print("\n".join(redo(label, order, pairs)))


def redo(label: str, ids: Sequence[Id], pairs: Pairs) -> list[str]:
    """Lines for a shell: the seed, then a ticket and an id in each line, the first drawn on top."""
    values = " ".join(shlex.quote(part) for pair in pairs for part in pair)
    listed = " ".join(shlex.quote(each) for each in sorted(ids))
    return [
        f"label={shlex.quote(label)}",
        (
            f"seed=$({{ printf '%s\\n' {shlex.quote(SEED_LABEL)} \"$label\"; printf '%s\\t%s\\n' {values}; }} "
            "| sha256sum | cut -c1-64)"
        ),
        f"for id in {listed}; do",
        '  printf \'%s  %s\\n\' "$(printf \'%s%s\\0%s\' "$label" "$seed" "$id" | sha256sum | cut -c1-64)" "$id"',
        "done | LC_ALL=C sort",
    ]


# For a case


def _for_case(args: argparse.Namespace) -> int:
    folder = read_case(Path(args.what[0]))
    case = in_force(folder.case)
    if args.label or args.out:
        raise _refusal(
            "--label" if args.label else "--out",
            (
                "案卷抽签不用这一项：标签就是公告的编号。",
                "Not for a case, whose label is the announcement's id.",
            ),
            ("请去掉。", "Leave it out."),
        )
    return _result_row(args, folder, case) if args.value else _announcement_row(args, folder, case)


def _announcement_row(args: argparse.Namespace, folder: Folder, case: Case) -> int:
    zh = args.lang == "zh"
    purpose = DrawPurpose(args.purpose)
    results = survey(folder).results
    groups = _pending(case, results) if purpose is DrawPurpose.TIES else _competing(results)
    people = tuple(sorted(each for group in groups for each in group))
    if not people:
        print("没有要抽签的人。" if zh else "Nobody needs a draw.")
        return _waiting(case, zh=zh)
    act = Act(
        id=_next_id(folder.case),
        kind=ActKind.DRAW_COMMITTED,
        day=date.min,
        by=BLANK,
        people=people,
        purpose=purpose,
        sources=tuple(args.source) or (DICE,),
        fallback=args.fallback,
        due=args.due or date.max,
        place=args.place,
    )
    problems = Problems()
    problems.extend(refusals_of(check_announcement(act, groups), {}, "--source"))
    refuse_if(problems)
    print("acts表加一行“抽签公告”：" if zh else "A row for the acts table:")
    _row(act, {"due": str(args.due) if args.due else BLANK, "place": args.place or BLANK})
    print(wrap(_ANNOUNCED.zh if zh else _ANNOUNCED.en, ""))
    return _waiting(case, zh=zh)


_ANNOUNCED = Words(
    zh="表上没有的列，补上表头即可。公告至少比抽签早一天；登记后运行 dinggang run 入记录、请见证人见证，再到期抽签。",
    en="Add the headers of columns that the sheet has not. Announce at least a day ahead; run dinggang run so that it enters the record and is witnessed, then draw on its day.",
)


def _pending(case: Case, results: Results) -> list[tuple[Id, ...]]:
    """The people who still need a draw and are on no announcement."""
    undrawn = results.ranking.undrawn if results.ranking is not None else ()
    known = [
        set(a.people) for a in of_kind(case.acts, ActKind.DRAW_COMMITTED) if a.purpose is DrawPurpose.TIES
    ]
    return [group for group in undrawn if not any(set(group) <= listed for listed in known)]


def _competing(results: Results) -> list[tuple[Id, ...]]:
    return [tuple(a.person for a in results.applicants or () if a.competes)]


def _open(case: Case) -> list[Act]:
    """Announcements with sources that no draw follows yet."""
    followed = {a.follows for a in of_kind(case.acts, ActKind.DRAW_HELD)}
    return [a for a in of_kind(case.acts, ActKind.DRAW_COMMITTED) if a.sources and a.id not in followed]


def _waiting(case: Case, *, zh: bool) -> int:
    for act in _open(case):
        named = "；".join(act.sources)
        print(
            f"{act.id}（{act.due}）还没有抽签结果。结果出来后：dinggang draw 案卷 --follows {act.id}"
            f" --value …（依次为：{named}）"
            if zh
            else f"{act.id} ({act.due}) has no draw yet: dinggang draw CASE --follows {act.id} --value … ({named})"
        )
    return 0


def _result_row(args: argparse.Namespace, folder: Folder, case: Case) -> int:
    zh = args.lang == "zh"
    committed = _followed(args, case)
    plan = announced(committed)
    used = _NO_SOURCE if plan is None else values_of(plan, args.value)
    if plan is None or isinstance(used, Words):
        wrong = used if isinstance(used, Words) else _NO_SOURCE
        raise _refusal(
            "--value",
            (f"公告{committed.id}：{wrong.zh}。", f"Announcement {committed.id}: {wrong.en}."),
            ("请按公告的来源次序逐个给出 --value。", "Give --value once for each source, in its order."),
        )
    pairs = [(source.name, value) for source, value in used]
    order = lots(plan.label, committed.people, pairs)
    act = Act(
        id=_next_id(folder.case),
        kind=ActKind.DRAW_HELD,
        day=date.max,
        by=BLANK,
        people=order,
        follows=committed.id,
        values=tuple(args.value),
    )
    print("acts表加一行“抽签”：" if zh else "A row for the acts table:")
    fallback = plan.fallback is not None and used[-1][0] == plan.fallback
    _row(act, {"reason": BLANK} if fallback else {})
    if args.explain:
        explain(plan.label, order, pairs, zh=zh)
    return 0


_NO_SOURCE = Words(zh="没有可用的来源", en="no source that can be used")


def _followed(args: argparse.Namespace, case: Case) -> Act:
    """The announcement asked for, or the only one that waits for its draw. Raises Refusal."""
    waiting = _open(case)
    named = commitment_of(
        Act(id="X1", kind=ActKind.DRAW_HELD, day=date.max, by=BLANK, follows=args.follows), case.acts
    )
    if args.follows is None and len(waiting) == 1:
        return waiting[0]
    if named is not None and named in waiting:
        return named
    listed = "、".join(a.id for a in waiting) or "无"
    raise _refusal(
        "--follows",
        (
            f"没有说明按哪一件公告抽签，或它已有结果。等待结果的公告：{listed}。",
            f"Which announcement is drawn by is not said, or it has its draw. Waiting: {listed}.",
        ),
        ("请用 --follows 写明公告的编号。", "Name one with --follows."),
    )


def _next_id(case: Case) -> Id:
    """An id after the greatest of the acts."""
    found = [m for a in case.acts if (m := re.fullmatch(r"([A-Za-z]+)([0-9]+)", a.id))]
    last = max(found, key=lambda m: (int(m[2]), m[0]), default=None)
    return "A01" if last is None else f"{last[1]}{int(last[2]) + 1:0{len(last[2])}}"


def _row(act: Act, instead: dict[str, str]) -> None:
    """The cells of an act that are not empty, each with its header."""
    cells: dict[str, str] = {
        "id": act.id,
        "kind": word(act.kind),
        "day": BLANK,
        "by": BLANK,
        "people": "; ".join(act.people),
        "purpose": word(act.purpose) if act.purpose else "",
        "sources": "; ".join(act.sources),
        "fallback": act.fallback,
        "follows": act.follows or "",
        "values": "; ".join(act.values),
        **instead,
    }
    for column in ACTS.columns:
        if cells.get(column.key):
            print(f"  {column.header}：{cells[column.key]}")
