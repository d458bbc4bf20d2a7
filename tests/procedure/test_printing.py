"""Which documents a run has: all of the town's, none that it has no data for, none that leak."""

import io
from pathlib import Path

import msgspec
import pdfplumber
import pytest

import build
from dinggang.basis import Refusal
from dinggang.case import ActKind
from dinggang.documents.official.faces import find_faces
from dinggang.documents.official.pdf import set_pdf
from dinggang.documents.official.saying import posts_besides
from dinggang.documents.official.values import texts
from dinggang.documents.privacy import Audience
from dinggang.procedure import run
from dinggang.procedure.papers import told_so_far
from dinggang.procedure.printing import KINDS, check_kinds, issues
from dinggang.sheets import read_folder

TOWN = Path(__file__).parents[2] / "examples" / "town-2006"


@pytest.fixture(scope="module")
def town():
    folder = read_folder(TOWN)
    return folder, run(folder)


@pytest.fixture(scope="module")
def made(town):
    return {issue.kind.slug: issue for issue in issues(*town)}


def everything(issue) -> str:
    return "\n".join(text for document in issue.documents for _, text in texts(document))


def test_the_town_has_every_kind_of_document(made, town) -> None:
    assert [k.slug for k in KINDS] == list(made)
    assert {slug for slug, issue in made.items() if issue.stopped or issue.left_out is not None} == set()
    counts = {slug: len(issue.documents) for slug, issue in made.items() if len(issue.documents) > 1}
    case = town[0].case
    assert counts["roster"] == len(case.people) == 120
    assert counts["settlement"] == 20
    ranking = town[1].results.ranking
    assert counts["why"] == len(ranking.ranked) + len(ranking.unranked)
    assert counts["agreement"] == 8
    assert counts["judges"] == len({s.judge for s in case.sheets.speech})


def test_the_appointment_notice_states_period_channel_and_what_may_be_shown(made) -> None:
    text = everything(made["notice"])
    # Posted 2006-11-29: five working days after it are 11-30, 12-01, 12-04, 12-05, 12-06.
    assert "公示期为5个工作日（张贴当日不计），自2006年11月30日起至2006年12月6日止" in text
    assert "以书面形式向中共望禾镇委员会反映" in text
    assert "望发〔2006〕43号" in text
    assert "P0" not in text


def test_who_holds_a_post_besides_is_told_wherever_the_post_is(made) -> None:
    # A10: O32 is held with O26, O37 with O36, by whoever has those.
    assert "便民服务中心副主任（兼档案与总值班）" in everything(made["appointment"])
    assert "计划生育技术服务中心计生信息统计（兼计生药具管理）" in everything(made["appointment"])
    assert "便民服务中心副主任（兼档案与总值班）" in everything(made["contract"])
    roster = everything(made["bodies"]).split("\n")
    assert roster[roster.index("O32") + 5] == "覃海萍（兼）"
    # O34 has four places, of which two are taken.
    assert roster[roster.index("O34") + 5].endswith("；空缺2个")


def test_who_holds_a_post_besides_is_known_before_there_are_outcomes(town) -> None:
    told = told_so_far(*town)
    before = msgspec.structs.replace(told, outcomes=())
    assert posts_besides(before) == posts_besides(told) == {"P069": ("O32",), "P085": ("O37",)}


def test_the_board_states_its_period(made) -> None:
    # Posted on Friday 2006-11-17: Monday 20 to Friday 24.
    assert "自2006年11月20日起至2006年11月24日止" in everything(made["board"])


def test_nobody_else_is_named_on_the_sheet_of_one_person(made, town) -> None:
    names = town[0].names
    talkers: dict[str, set[str]] = {}
    for talk in town[0].case.groundwork.talks:
        talkers.setdefault(talk.person, set()).add(talk.by)
    for issue in made.values():
        if issue.kind.audience is not Audience.PERSONAL or issue.kind.slug in {"objection", "roster"}:
            continue
        for document in issue.documents:
            text = "\n".join(t for _, t in texts(document))
            others = {n for i, n in names.items() if i != document.about and len(n) > 2 and n in text}
            # Whoever talked with somebody signs the record of it.
            assert others <= (
                {names[by] for by in talkers[document.about]} if document.kind == "talks" else set()
            )
            assert names[document.about] in text


def test_a_request_does_not_rest_on_its_own_approval(made) -> None:
    text = everything(made["request"])
    assert "南丘编〔2006〕12号" not in text
    assert "行政编制32名、事业编制38名" in text


def test_each_form_names_the_act_that_appointed(made) -> None:
    (secretary,) = [d for d in made["form"].documents if d.about == "P001"]
    text = "\n".join(t for _, t in texts(secretary))
    assert "南丘任〔2006〕41号" in text
    assert "望任〔2006〕9号" not in text


def test_the_town_is_set_with_every_name_whole(made, town) -> None:
    names = town[0].names
    board, roster = sorted(
        issues(town[0], town[1], frozenset({"board", "roster"})), key=lambda i: i.kind.slug
    )
    pages = pdfplumber.open(io.BytesIO(set_pdf(board.documents, find_faces(), names))).pages
    text = "".join(p.extract_text() for p in pages)
    for ranked in town[1].results.ranking.ranked:
        assert names[ranked.person] in text
    # One page a person.
    some = roster.documents[:30]
    sheets = pdfplumber.open(io.BytesIO(set_pdf(some, find_faces(), names))).pages
    assert len(sheets) == len(some)
    assert all(names[d.about] in p.extract_text() for d, p in zip(some, sheets, strict=True))


def test_only_one_person_and_only_one_kind(town) -> None:
    (issue,) = issues(*town, frozenset({"why"}), "P013")
    assert [d.about for d in issue.documents] == ["P013"]
    (none,) = issues(*town, frozenset({"settlement"}), "P013")
    assert none.documents == ()
    assert "P013" in none.left_out.zh
    with pytest.raises(Refusal) as caught:
        check_kinds(frozenset({"nosuch"}))
    assert "notice" in caught.value.problems[0].cure.en


def test_a_case_that_has_hardly_begun_leaves_out_with_a_reason() -> None:
    case = build.case()
    begun = build.bend(case, acts=tuple(a for a in case.acts if a.kind is ActKind.GROUP_ESTABLISHED))
    folder = build.folder(begun)
    found = {i.kind.slug: i for i in issues(folder, run(folder))}
    assert len(found["founding"].documents) == 1
    for slug in ("notice", "board", "contract", "summary", "wall"):
        assert found[slug].documents == ()
        assert found[slug].left_out.zh
        assert found[slug].left_out.en


def test_a_notice_in_a_year_without_calendar_is_refused_and_the_others_stand(town) -> None:
    folder, done = town
    acts = tuple(
        msgspec.structs.replace(a, day=a.day.replace(year=2199))
        if a.kind is ActKind.APPOINTMENTS_ANNOUNCED
        else a
        for a in folder.case.acts
    )
    later = msgspec.structs.replace(folder, case=build.bend(folder.case, acts=acts))
    found = {i.kind.slug: i for i in issues(later, done, frozenset({"notice", "founding"}))}
    assert found["notice"].stopped
    assert "2199年" in found["notice"].problems[0].words.zh
    assert not found["founding"].stopped


def test_a_leak_in_an_act_stops_the_document_that_prints_it(town) -> None:
    folder, done = town
    acts = tuple(
        msgspec.structs.replace(a, reason="联系电话13800138000") if a.kind is ActKind.APPOINTMENTS_MADE else a
        for a in folder.case.acts
    )
    leaking = msgspec.structs.replace(folder, case=build.bend(folder.case, acts=acts))
    (issue,) = issues(leaking, done, frozenset({"appointment"}))
    assert [f.code for f in issue.findings] == ["P02"]
    assert issue.stopped


def test_the_docs_list_every_kind() -> None:
    page = (Path(__file__).parents[2] / "docs" / "documents.md").read_text("utf-8")
    listed = [
        slug.strip()
        for line in page.splitlines()
        if line.startswith("| ") and line.count("|") == 4
        for slug in line.split("|")[1].split(",")
    ]
    assert {kind.slug for kind in KINDS} <= set(listed)
    # Files are numbered in the order in which they are set.
    assert [int(kind.file[:2]) for kind in KINDS] == list(range(1, len(KINDS) + 1))
