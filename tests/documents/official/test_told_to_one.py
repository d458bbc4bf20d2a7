"""资格审查结果告知书 and the two forms of the summary, of the town."""

import re
import shutil
from functools import cache
from pathlib import Path

import msgspec
import pytest

from dinggang.basis import Words
from dinggang.documents.official.competing import eligibility_board
from dinggang.documents.official.refusing import ineligible_notices
from dinggang.documents.official.values import Attachment, Document, Picture, Table, texts
from dinggang.procedure import run
from dinggang.procedure.papers import told_so_far
from dinggang.procedure.printing import issues
from dinggang.sheets import read_folder

TOWN = Path(__file__).parents[3] / "examples" / "town-2006"


def made(folder: Path, *slugs: str) -> dict[str, tuple[Document, ...]]:
    case = read_folder(folder)
    found = {}
    for issue in issues(case, run(case), only=frozenset(slugs)):
        assert not issue.stopped
        found[issue.kind.slug] = issue.documents
    return found


@cache
def town() -> dict[str, tuple[Document, ...]]:
    return made(TOWN, "ineligible", "summary", "report")


@cache
def told():
    case = read_folder(TOWN)
    return told_so_far(case, run(case)), case.names


def words(document: Document) -> str:
    return "\n".join(text for _, text in texts(document))


def table_of(document: Document) -> Table:
    (one,) = [b for b in document.blocks if isinstance(b, Table)]
    return one


def test_who_applied_and_was_refused_is_told_alone_and_who_did_not_apply_is_not() -> None:
    found = {d.about: d for d in town()["ineligible"]}
    # P100 handed in no choices. The first four compete for other posts than those they are refused.
    assert set(found) == {"P022", "P026", "P060", "P085", "P037", "P074", "P093"}
    others = set(told()[1].values()) - {told()[1]["P037"]}
    assert not any(name in words(found["P037"]) for name in others)


def test_every_reason_is_there_with_what_it_closes_and_the_clause() -> None:
    found = {d.about: d for d in town()["ineligible"]}
    assert (
        "你不具备本次竞争上岗的资格（依据方案第九条），理由是：受记过处分，2007年3月19日期满，"
        "截止日2006年10月31日仍在处分期。"
    ) in words(found["P037"])
    assert not any(isinstance(b, Table) for b in found["P037"].blocks)
    assert "不具备" not in words(found["P060"])
    assert table_of(found["P060"]).rows == (
        ("1", "O26", "便民服务中心副主任", "不符合条件：学历低于岗位要求；截止日53周岁，超过50周岁"),
        ("2", "O29", "便民服务中心农业服务窗口", "可以竞争"),
        ("3", "O36", "计划生育技术服务中心计生信息统计", "可以竞争"),
    )


def test_who_may_not_compete_at_all_hears_of_the_posts_conditions_too() -> None:
    value, names = told()
    one = next(a for a in value.applicants or () if a.person == "P037")
    both = msgspec.structs.replace(one, refused={one.posts[1]: (Words(zh="须为中共党员", en="party"),)})
    (notice,) = ineligible_notices(msgspec.structs.replace(value, applicants=(both,)), names)
    assert "仍在处分期" in words(notice)
    assert [row[1:2] + row[3:] for row in table_of(notice).rows] == [
        (one.posts[1], "不符合条件：须为中共党员")
    ]


def test_it_says_how_long_and_to_whom_and_is_signed_for() -> None:
    for one in town()["ineligible"]:
        assert "自收到本告知书的次日起5个工作日内（比照方案第十五、十七条对成绩公示的规定）" in words(one)
        assert "望禾镇机构改革领导小组提出复核" in words(one)
        assert "本人签收" in words(one)
        assert one.signature is not None
        assert one.signature.organ == "望禾镇机构改革领导小组"


def test_who_is_refused_every_post_is_told_and_does_not_stand_on_the_board() -> None:
    value, names = told()
    assert value.applicants is not None
    first = next(a for a in value.applicants if a.competes and not a.refused)
    closed = msgspec.structs.replace(
        first, refused={p: (Words(zh="学历低于岗位要求", en="education"),) for p in first.posts}
    )
    other = msgspec.structs.replace(
        value, applicants=tuple(closed if a.person == first.person else a for a in value.applicants)
    )
    (board,) = eligibility_board(other, names)
    assert first.person not in [row[1] for row in table_of(board).rows]
    assert all(row[3] for row in table_of(board).rows)
    notices = {d.about: d for d in ineligible_notices(other, names)}
    assert "你不具备本次竞争上岗的资格：报名的岗位都不符合条件。" in words(notices[first.person])


def test_nobody_refused_is_no_notice() -> None:
    value, names = told()
    passed = tuple(a for a in value.applicants or () if a.competes and not a.refused)
    assert isinstance(ineligible_notices(msgspec.structs.replace(value, applicants=passed), names), Words)
    assert isinstance(ineligible_notices(msgspec.structs.replace(value, applicants=None), names), Words)


def attached() -> dict[str, Attachment]:
    return {a.title: a for a in town()["summary"][0].attachments}


def test_the_summary_keeps_its_backing_inside_and_the_report_has_none() -> None:
    (full,), (sent,) = town()["summary"], town()["report"]
    assert {a.title: a.inside for a in full.attachments} == {
        "望禾镇机构改革图": False,
        "没有依据而未写入的说法": True,
        "工作总结依据表": True,
    }
    assert sent.attachments == ()
    assert (sent.title, sent.blocks, sent.signature) == (full.title, full.blocks, full.signature)


def test_the_ledger_has_every_sentence_with_a_figure_once() -> None:
    (table,) = attached()["工作总结依据表"].blocks
    assert isinstance(table, Table)
    numbers = [int(row[0]) for row in table.rows]
    assert numbers == sorted(set(numbers))
    body = words(town()["report"][0])
    # A heading's number stands before its sentence.
    assert all(row[1] in body for row in table.rows)
    opening = table.rows[0]
    assert "109天：第一个与最后一个正式行为相隔的日历天数" in opening[2]
    assert "望发〔2006〕31号" in opening[3]


def test_what_an_editor_added_is_marked_in_the_report_and_in_the_ledger(tmp_path) -> None:
    shutil.copytree(TOWN, tmp_path / "town")
    (tmp_path / "town" / "补充表述.txt").write_text("【一】全镇干部群众热情很高。\n", encoding="utf-8")
    found = made(tmp_path / "town", "summary", "report")
    assert "全镇干部群众热情很高（编者补充，无案卷依据）。" in words(found["report"][0])
    (ledger,) = [a for a in found["summary"][0].attachments if a.title == "工作总结依据表"]
    (table,) = ledger.blocks
    assert isinstance(table, Table)
    assert [row[2] for row in table.rows if "热情很高" in row[1]] == ["编者补充，案卷无依据"]


def test_a_picture_tells_its_title_once() -> None:
    for one in attached()["望禾镇机构改革图"].blocks:
        assert isinstance(one, Picture)
        title = one.caption.partition("　")[2]
        assert f">{title}</text>" not in one.svg
        # What is read out for whoever does not see it stays.
        assert f">{title}</title>" in one.svg
        assert one.height <= 195
        # The smallest letters are of 11 units: no less than 6.5 points on paper.
        units = re.search(r'viewBox="0 \d+ (\d+) ', one.svg)
        assert units is not None
        assert 11 * one.width / int(units[1]) * 72 / 25.4 >= 6.5


@pytest.mark.parametrize("slug", ["summary", "report"])
def test_neither_stops(slug) -> None:
    assert len(town()[slug]) == 1
