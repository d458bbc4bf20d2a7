"""机构改革情况统计表: its figures are those of the papers it sums up."""

from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

import build
from dinggang.documents.official.values import Document, Heading, Table
from dinggang.plan import PathYear
from dinggang.procedure import run
from dinggang.procedure.printing import Issue, issues
from dinggang.roster import Sex
from dinggang.sheets import read_folder

TOWN = Path(__file__).parents[3] / "examples" / "town-2006"
D = Decimal


def issue(**changes: object) -> Issue:
    folder = build.folder(build.bend(build.case(), **changes))
    (found,) = issues(folder, run(folder), frozenset({"statistics"}))
    assert not found.stopped
    return found


def paper(**changes: object) -> Document:
    (document,) = issue(**changes).documents
    return document


def tables(document: Document) -> dict[str, Table]:
    """By their caption, or by the heading above."""
    found, heading = {}, ""
    for block in document.blocks:
        if isinstance(block, Heading):
            heading = block.text[2:]
        elif isinstance(block, Table):
            found[block.caption or heading] = block
    return found


def test_before_everyone_has_an_outcome_there_is_nothing_to_count() -> None:
    found = issue(acts=build.acts()[:5])
    assert found.documents == ()
    assert found.left_out is not None


def test_bodies_and_headcount() -> None:
    made = tables(paper())
    # Four before; an office and a centre after, a plate on one.
    assert made["机构"].rows == (("4", "2", "-2", "1", "1", "1", "0", "1", "1"),)
    # Before, P01–P05 and P06–P09 by the roster; after, P01–P05 and P06–P08 are in a place. What was asked is unknown.
    assert made["编制和领导职数"].rows == (
        ("行政", "8", "5", "", "6", "1", "0", "2", "5"),
        ("事业", "7", "4", "", "4", "1", "0", "0", "3"),
        ("合计", "15", "9", "", "10", "2", "0", "2", "8"),
    )


def test_outcomes_by_kind_of_staff() -> None:
    assert tables(paper())["人员去向"].rows == (
        ("竞争上岗", "3", "3", "0", "6"),
        ("组织任命", "2", "0", "0", "2"),
        ("正常退休", "0", "1", "0", "1"),
        ("临时人员清退", "0", "0", "1", "1"),
        ("合计", "5", "4", "1", "10"),
    )


def test_strata_sex_and_party_are_counted_over_those_in_headcount() -> None:
    people = tuple(
        msgspec.structs.replace(p, sex=Sex.FEMALE, party_member=True) if p.id in ("P03", "P09") else p
        for p in build.people()
    )
    rows = {row[0]: row[1:] for row in tables(paper(people=people))["层级、性别和党员"].rows}
    # 2 of 9 before, 2 of 8 after: 22.2 and 25 per cent. No act says in which posts the leaders are; they lead all the same.
    assert rows["层级：领导"] == ("%", "2", "9", "22.2", "2", "8", "25")
    assert rows["层级：一般"] == ("%", "7", "9", "77.8", "6", "8", "75")
    # P09 retired.
    assert rows["性别：女"] == ("%", "2", "9", "22.2", "1", "8", "12.5")
    assert rows["中共党员"] == ("%", "2", "9", "22.2", "1", "8", "12.5")
    assert "层级：占编而没有岗位" not in rows


def test_posts_and_how_they_were_filled() -> None:
    posts = tables(paper())["岗位"]
    # O01 has two places that no act fills by name.
    assert posts.rows == (
        ("行政", "5", "3", "3", "0", "0", "3", "2"),
        ("事业", "3", "3", "3", "0", "0", "3", "0"),
        ("合计", "8", "6", "6", "0", "0", "6", "2"),
    )
    assert "另有领导2人任职，没有写明岗位。" in posts.notes[0]


def test_marks_objections_and_money() -> None:
    made = tables(paper())
    # Marks 100, 90 … 50: 75 on average.
    assert made["测评"].rows[0][3:7] == ("6", "100.00", "50.00", "75.00")
    assert made["异议"].rows == (("0", "0", "0", "0"),)
    assert made["清退补偿"].rows == (
        ("临时人员", "1", "1,000.00", "1,000.00"),
        ("合计", "1", "1,000.00", "1,000.00"),
    )
    line = ("2007", "1,000.00", "1,000.00", "0.00", "100.00")
    assert made["公益服务经费"].rows == (("农技推广", *line), ("合计", *line))


def test_the_way_to_paying_for_services_stands_where_the_plan_has_it() -> None:
    assert "人员经费和服务经费" not in tables(paper())
    plan = build.plan()
    path = (PathYear(year=2007, staff=D(2000), services=D(1000), target_share=D(30)),)
    services = msgspec.structs.replace(plan.services, path=path)
    made = tables(paper(plan=msgspec.structs.replace(plan, services=services)))
    # 1,000 of 3,000 is 33.33 per cent.
    assert made["人员经费和服务经费"].rows == (("2007", "2,000.00", "1,000.00", "33.33", "30"),)


@pytest.fixture(scope="module")
def town() -> dict[str, Document]:
    folder = read_folder(TOWN)
    found = issues(folder, run(folder), frozenset({"statistics", "issued", "clearance"}))
    return {i.kind.slug: i.documents[0] for i in found}


def test_the_town_in_figures(town) -> None:
    made = tables(town["statistics"])
    assert made["机构"].rows == (("16", "6", "-10", "2", "3", "2", "1", "3", "3"),)
    # 30 and 36 issued, 2 held back of each; 2 of the institution's released. 26 and 34 people are in a place.
    assert made["编制和领导职数"].rows[-1] == ("合计", "105", "100", "70", "66", "4", "2", "9", "60")
    # 120 people: 37, 63, 12 and 8.
    assert made["人员去向"].rows[-1] == ("合计", "37", "63", "12", "8", "120")
    # 54 competed for of 66; 48 won, 11 appointed, 2 held besides: 5 are empty.
    assert made["岗位"].rows[-1] == ("合计", "66", "54", "48", "11", "2", "61", "5")
    rows = {row[0]: row for row in made["年龄、学历和编制类别"].rows}
    assert len(rows) == 16
    # Of 60 who stay 52 have a college degree: 86.7 per cent, 78 before.
    assert rows["J05"][4:] == ("78", "100", "78", "52", "60", "86.7")
    strata = {row[0]: row[5] for row in made["层级、性别和党员"].rows}
    assert strata["层级：中层"] == rows["J08"][8] == "8"
    assert sum(int(n) for title, n in strata.items() if title.startswith("层级")) == 60
    assert {label for label in strata if label.startswith("层级")} >= {"层级：领导", "层级：一般"}


def test_the_three_papers_of_the_town_agree(town) -> None:
    made = tables(town["statistics"])
    register = [b for b in town["issued"].blocks if isinstance(b, Table)][1]
    used = dict(zip(("行政", "事业"), (row[8] for row in made["编制和领导职数"].rows), strict=False))
    assert {row[0]: row[8] for row in register.rows} == used == {"行政": "26", "事业": "34"}
    subtotals = [b.rows[-1][9] for b in town["clearance"].blocks if isinstance(b, Table)]
    assert subtotals == [row[2] for row in made["清退补偿"].rows[:-1]] == ["36,010.00", "41,835.00"]
