"""Writes a later day of the invented town, with what came back: `python scripts/make_town_2006_later.py examples/town-2006-later`.

The same files byte for byte on every run. Everybody placed in the case is where they were; beside them stand the rebounds
listed in BACK and the changes of money.
"""

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

from dinggang.balance import Outcome
from dinggang.case import Folder
from dinggang.plan import HeadcountKind, Stratum
from dinggang.procedure import run
from dinggang.sheets import Cell
from dinggang.sheets.later_tables import LATER_BODIES, LATER_MONEY, LATER_PAYMENTS, LATER_PEOPLE
from dinggang.sheets.pages import page
from make_town_2006 import town

COMPANY = "望禾镇农工商综合服务公司"
IN_POST = date(2006, 12, 8)
KINDS = {HeadcountKind.ADMINISTRATIVE: "行政", HeadcountKind.INSTITUTION: "事业"}
Row = tuple[Cell, ...]

BACK: tuple[tuple[str, str, str, str, str, date], ...] = (
    # id, body, kind, employer, paid by, since
    ("P101", "社会事务办公室", "公司人员", COMPANY, "服务经费", date(2007, 3, 1)),
    ("P113", "农业办公室", "临时", "", "财政人员经费", date(2007, 6, 1)),
    ("P031", "党政办公室", "临时", "", "财政人员经费", date(2007, 2, 1)),
    ("P054", "便民服务中心", "公司人员", COMPANY, "服务经费", IN_POST),
)
NEW = (("沈小满", date(1985, 4, 6), "农业办公室", "临时", "财政人员经费", date(2007, 7, 2)),)
BUDGETS = {
    2007: {"staff": Decimal(820000)},
    2008: {"staff": Decimal(960000), "S02": Decimal(98000), "S07": Decimal(104000)},
}
MOVED = {(2008, "S06"): "机关文体活动和会议"}
PAID = ("P054", "P055")


def people(folder: Folder, outcomes: tuple[Outcome, ...]) -> list[Row]:
    bodies = {b.id: b.name for b in folder.case.plan.bodies}
    posts = {p.id: p for p in folder.case.posts}
    leaders = {p.id for p in folder.case.people if p.stratum is Stratum.LEADER}
    rows: list[Row] = []
    back = {row[0] for row in BACK}
    for o in outcomes:
        post = posts.get(o.post or "")
        who: Row = (o.person, folder.names[o.person], None)
        stratum = "领导" if o.person in leaders else "一般"
        if o.person in back:
            continue
        if o.occupies is not None:
            # Who yielded the post goes on sitting with 社会事务办公室.
            body = bodies.get(post.body, "") if post is not None else "社会事务办公室"
            name = post.name if post is not None else ""
            rows.append((*who, body, KINDS[o.occupies], stratum, "", "财政人员经费", IN_POST, name))
        elif o.kind.value == "wait":
            rows.append((*who, "", "待岗", stratum, "", "财政人员经费", IN_POST, ""))
        elif o.kind.value == "divert_company":
            rows.append((*who, "", "公司人员", stratum, COMPANY, "服务经费", IN_POST, ""))
    for id_, body, kind, employer, pocket, since in BACK:
        rows.append((id_, folder.names[id_], None, body, kind, "一般", employer, pocket, since, ""))
    for name, birth, body, kind, pocket, since in NEW:
        rows.append((None, name, birth, body, kind, "一般", "", pocket, since, ""))
    return rows


def headcount(folder: Folder, roster: list[Row]) -> list[Row]:
    """As approved, but for a plate with a place of its own and one body with one more."""
    rows: list[Row] = []
    for b in folder.case.plan.bodies:
        kind = KINDS[b.headcount_kind]
        staff = sum(row[3] == b.name and row[4] == kind for row in roster)
        rows.append((b.name, kind, (b.headcount or 0) + (b.id == "B04"), staff, 0, ""))
    rows.append(("社会治安综合治理办公室", "行政", 1, 0, 0, ""))
    return rows


def budget(folder: Folder) -> list[Row]:
    services = folder.case.plan.services
    rows: list[Row] = []
    for year, changed in BUDGETS.items():
        lines = services.lines if services is not None else ()
        for line in lines:
            amount = changed.get(line.id, line.base_amount)
            purpose = MOVED.get((year, line.id), line.purpose)
            rows.append((f"F{len(rows) + 1:02}", year, "服务经费", line.name, purpose, amount))
        rows.append((f"F{len(rows) + 1:02}", year, "人员经费", "", "工资和津贴补贴", changed["staff"]))
    return rows


def payments() -> list[Row]:
    return [
        (f"Z{number:02}", date(2007, month, 28), COMPANY, person, Decimal(950))
        for number, (month, person) in enumerate(((m, p) for m in (1, 2, 3, 4) for p in PAID), start=1)
    ]


def later() -> dict[str, bytes]:
    case, names = town()
    folder = Folder(case=case, names=names, places={}, digests={})
    roster = people(folder, run(folder).results.outcomes or ())
    return {
        "roster.xlsx": page([(LATER_PEOPLE, roster)]),
        "headcount.xlsx": page([(LATER_BODIES, headcount(folder, roster))]),
        "budget.xlsx": page([(LATER_MONEY, budget(folder))]),
        "payments.xlsx": page([(LATER_PAYMENTS, payments())]),
    }


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    files = later()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    print(f"{len(files)} files in {folder}")


if __name__ == "__main__":
    main()
