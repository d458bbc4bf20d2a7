"""Pictures: nothing overlaps, nothing leaves the paper, every number stands in words too, the same bytes each time."""

import re
import shutil
from collections import Counter
from functools import cache
from itertools import combinations
from pathlib import Path
from unicodedata import east_asian_width
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import build
from build import bend
from dinggang.balance import Outcome, OutcomeKind
from dinggang.balance.structure import structure
from dinggang.cli.main import main
from dinggang.documents import Told
from dinggang.documents.pictures import Picture, picture_files, pictures
from dinggang.documents.pictures.canvas import (
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PAPER,
    SKY,
    Canvas,
    cut,
    extent,
    wrapped,
)
from dinggang.documents.pictures.flow import flow_picture
from dinggang.documents.pictures.flow import flows as flows_of
from dinggang.documents.pictures.naming import gathered
from dinggang.documents.pictures.spending import years
from dinggang.plan import PathYear
from dinggang.procedure import run, told_of
from dinggang.procedure.papers import told_so_far
from dinggang.sheets import read_folder

TOWN = Path(__file__).resolve().parents[2] / "examples" / "town-2006"
SVG = "{http://www.w3.org/2000/svg}"
ONLY_WIDE = {"成绩分布": {"100"}, "计划与实际进度": {"9"}}
"""Numbers of an axis that the narrow drawing has no room or no need for."""
NAMES = ("机构前后", "人员流向", "计划与实际进度", "队伍结构", "成绩分布", "养人转养事")


@cache
def town() -> Told:
    folder = read_folder(TOWN)
    told = told_of(folder, run(folder))
    assert told is not None
    return told


@cache
def small() -> Told:
    told = told_of(build.folder(), run(build.folder()))
    assert told is not None
    return told


@cache
def drawn() -> dict[str, Picture]:
    return {p.name: p for p in pictures(town())}


Box = tuple[float, float, float, float, str]


def boxes(svg: ET.Element) -> list[Box]:
    """The room of each text: left, top, right, bottom. A wide character is one em wide, any other 0.55 on average."""
    found = []
    for text in svg.iter(f"{SVG}text"):
        words, size = text.text or "", float(text.get("font-size", 0))
        width = sum(size if east_asian_width(c) in "WFA" else size * 0.55 for c in words)
        x, y = float(text.get("x", 0)), float(text.get("y", 0))
        left = {"start": x, "middle": x - width / 2, "end": x - width}[text.get("text-anchor", "start")]
        found.append((left, y - size * 0.85, left + width, y + size * 0.15, words))
    return found


def faults(picture: Picture) -> list[str]:
    """Texts that leave the paper, and pairs of texts that touch, in the wide drawing and in the narrow one."""
    return [*_faults(picture.svg), *_faults(picture.narrow)]


def _faults(drawing: str) -> list[str]:
    svg = ET.fromstring(drawing)  # noqa: S314 - our own drawing
    width, height = (float(n) for n in svg.get("viewBox", "").split()[2:])
    those = boxes(svg)
    off = [b[4] for b in those if b[0] < 0 or b[1] < 0 or b[2] > width or b[3] > height]
    touching = [
        f"{a[4]} / {b[4]}"
        for a, b in combinations(those, 2)
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]
    return off + touching


def test_the_finder_finds_what_is_planted():
    canvas = Canvas("x", "题")
    canvas.text(20, 100, "甲乙丙")
    canvas.text(55, 104, "丁")
    canvas.text(630, 200, "戊己")
    empty = Canvas("x", "题", narrow=True).drawn("说明")
    wrong = canvas.drawn("说明")
    for svg, narrow in ((wrong, empty), (empty, wrong)):
        planted = Picture(name="x", title="题", svg=svg, narrow=narrow, description="", columns=(), rows=())
        assert faults(planted) == ["戊己", "甲乙丙 / 丁"]


def test_the_town_has_all_six():
    assert tuple(drawn()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_no_words_overlap_or_leave_the_paper(name):
    assert faults(drawn()[name]) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_narrow_drawing_has_letters_to_read_on_a_phone_and_says_the_same(name):
    """A phone is 360 to 430 px wide, 24 of them margin: 340 units are hardly made smaller there."""
    one = drawn()[name]
    narrow, wide = (ET.fromstring(svg) for svg in (one.narrow, one.svg))  # noqa: S314 - our own drawing
    assert narrow.get("width") == "340"
    assert min(int(text.get("font-size", 0)) for text in narrow.iter(f"{SVG}text")) == 12
    assert [narrow.findtext(f"{SVG}{tag}") for tag in ("title", "desc")] == [one.title, one.description]
    figures = [
        Counter(re.findall(r"\d+", " ".join(t.text or "" for t in svg.iter(f"{SVG}text"))))
        for svg in (wide, narrow)
    ]
    assert set(figures[0]) - set(figures[1]) <= ONLY_WIDE.get(name, set())


@pytest.mark.parametrize("name", NAMES)
def test_the_same_town_gives_the_same_bytes_and_asks_for_nothing_from_outside(name):
    again = {p.name: p for p in pictures(told_of_town_again())}[name]
    assert again == drawn()[name]
    outside = r"(?:href|src|url)\s*[=(]\s*[\"']?(?!#)[^\"')]+"
    assert re.findall(outside, again.svg + again.narrow) == []


@cache
def told_of_town_again() -> Told:
    folder = read_folder(TOWN)
    told = told_of(folder, run(folder))
    assert told is not None
    return told


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_tells_its_title_and_description_and_uses_the_palette(name):
    one = drawn()[name]
    root = ET.fromstring(one.svg)  # noqa: S314 - our own drawing
    assert root.get("role") == "img"
    assert (root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")) == (one.title, one.description)
    colours = set(re.findall(r"#[0-9a-f]{6}", one.svg + one.narrow))
    assert colours <= {BLUE, ORANGE, GREY, SKY, GREEN, INK, PAPER, "#5a5a5a", "#d0d0d0"}


def test_solid_fills_differ_in_darkness_from_every_hatching():
    """Printed black: solid is only blue or ink; whatever else is a hatching on white, in one of two directions."""
    for one in drawn().values():
        solid = set(re.findall(r'<rect [^>]*fill="(#[0-9a-f]{6})"', one.svg + one.narrow)) - {PAPER}
        assert solid <= {BLUE, INK}, one.name


def test_everybody_flows_once():
    rows = drawn()["人员流向"].rows
    assert sum(int(n) for _, _, n in rows) == 120
    went = Counter()
    for _, new, n in rows:
        went[new] += int(n)
    assert (went["落选待岗"], went["临时人员清退"], went["分流转企"], went["领导班子"]) == (18, 12, 10, 9)
    assert went["便民服务中心"] == 16
    assert went["各类退休"] == 3 + 2 + 2 + 4


def test_no_picture_tells_who_retired_sick():
    told = [c for p in drawn().values() for row in p.rows for c in row if "病退" in c]
    assert told == []


def test_bodies_before_and_after():
    rows = drawn()["机构前后"].rows
    assert sum(when == "改革前" for when, *_ in rows) == 16
    assert [name for when, name, *_ in rows if when == "改革后"] == [b.name for b in town().case.plan.bodies]
    # 100 in headcount less 9 leaders; 48 placed and 2 heads appointed.
    assert sum(int(n) for when, _, n, _ in rows if when == "改革前") == 91
    assert sum(int(n) for when, _, n, _ in rows if when == "改革后") == 50


def test_scores_count_every_mark_once():
    rows = drawn()["成绩分布"].rows
    counts = Counter()
    for what, _, n in rows:
        counts[what] += int(n)
    assert counts == {
        "综合成绩（行政）": 19,
        "综合成绩（事业）": 41,
        "理论素质考试": 61,
        "民主测评": 62,
        "竞岗演说": 61,
        "组织考核": 62,
    }


def test_staff_shows_the_structure_indicators():
    figures = structure(town().case, town().outcomes).figures
    rows = drawn()["队伍结构"].rows
    assert [(r[4], r[6]) for r in rows] == [
        (f"{f.before.numerator}/{f.before.denominator}", f"{f.after.numerator}/{f.after.denominator}")
        for f in figures
    ]


def test_the_timeline_tells_plan_and_course():
    rows = drawn()["计划与实际进度"].rows
    assert rows[0] == ("计划", "精心准备", "2006-09-11", "2006-09-30", "")
    assert rows[-1] == ("实际", "总结办结", "2006-12-28", "2006-12-29", "已过")
    assert Counter(r[0] for r in rows) == {"计划": 5, "实际": 12}


def test_money_for_people_and_services_stand_side_by_side():
    services = small().case.plan.services
    assert services is not None
    path = (
        PathYear(year=2005, staff=build.D(3000), services=build.D(1000)),
        PathYear(year=2006, staff=build.D(2000), services=build.D(2000)),
    )
    plan = bend(small().case.plan, services=bend(services, path=path))
    told = bend(small(), case=bend(small().case, plan=plan))
    assert [(y.year, y.what, y.staff, y.services) for y in years(told)] == [
        (2005, "方案", 3000, 1000),
        (2006, "方案", 2000, 2000),
        (2007, "协议", None, 1000),
    ]
    (one,) = [p for p in pictures(told) if p.name == "养人转养事"]
    assert [r[4] for r in one.rows[:3]] == ["25%", "50%", ""]
    assert faults(one) == []


def test_without_services_nothing_is_drawn_of_them():
    told = bend(small(), case=bend(small().case, plan=bend(small().case.plan, services=None)))
    assert "养人转养事" not in [p.name for p in pictures(told)]


def test_like_bodies_of_many_townships_are_drawn_as_one():
    names = ["岚墩乡财政所", "澍圩镇财政所", "财政所", "城关街道便民服务中心", "县镇办"]
    assert gathered(names, 5) == {}
    assert gathered(names, 4) == dict.fromkeys(names[:3], "财政所（3个）")


NAME = st.text(alphabet="政农水利办公室站所中心AW1", min_size=1, max_size=60)


@given(
    names=st.lists(NAME, min_size=1, max_size=60, unique=True),
    ways=st.lists(
        st.tuples(st.integers(0, 59), st.sampled_from(list(OutcomeKind)), st.booleans()),
        min_size=1,
        max_size=150,
    ),
)
@settings(max_examples=25)
def test_any_names_and_numbers_of_people_keep_apart(names, ways):
    """Sixty bodies with names of sixty letters, one person or a hundred and fifty: labels keep apart, nobody is lost."""
    (pattern, *_) = [p for p in small().case.people if p.kind.headcount is not None]
    people = tuple(
        bend(pattern, id=f"P{n}", former_body=names[where % len(names)])
        for n, (where, _, _) in enumerate(ways)
    )
    posts = ("O02", "O04")
    ledger = tuple(
        Outcome(person=f"P{n}", kind=kind, post=posts[n % 2] if placed else None)
        for n, (_, kind, placed) in enumerate(ways)
    )
    told = bend(small(), case=bend(small().case, people=people), outcomes=ledger)
    assert sum(flows_of(told).values()) == len(ways)
    assert sum(int(r[2]) for r in flow_picture(told).rows) == len(ways)
    assert [fault for p in pictures(told) for fault in faults(p)] == []


@given(NAME, st.integers(20, 300), st.sampled_from([11, 13, 16]))
def test_what_is_cut_fits(name, room, size):
    assert extent(cut(name, room, size), size) <= room


def test_no_line_begins_with_a_stop_nor_runs_over():
    # Three characters of 10 to a line: the comma would be the fourth and takes 丙 with it.
    assert wrapped("甲乙丙，丁戊", 30, 10) == ["甲乙", "丙，丁", "戊"]
    assert wrapped("甲乙（丙）", 30, 10) == ["甲乙", "（丙）"]
    assert wrapped("甲乙12丙", 30, 10) == ["甲乙", "12丙"]


@given(NAME, st.integers(40, 300))
def test_lines_hold_the_whole_text_and_fit(text, room):
    lines = wrapped(text, room, 12)
    assert "".join(lines) == text
    assert all(extent(line, 12) <= room or len(line) == 1 or line.isascii() for line in lines)


def test_files_and_page():
    files = picture_files(town())
    assert sorted(files) == sorted(
        [f"{n:02}-{name}.{end}" for n, name in enumerate(NAMES, start=1) for end in ("svg", "txt")]
        + ["index.html"]
    )
    text = files["02-人员流向.txt"].decode()
    assert text.splitlines()[1] == "在册120人，59人在新岗位任职，43人退休、让岗、分流或清退，18人落选待岗。"
    html = files["index.html"].decode()
    assert html.count("<figcaption>") == html.count("<table>") == 6
    assert (
        html.count('<div class="drawing wide">\n<svg')
        == html.count('<div class="drawing narrow">\n<svg')
        == 6
    )
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert re.findall(r'(?:src|href)="(?!#)', html) == []


def test_the_command_writes_them_and_draws_as_far_as_a_case_has_come(tmp_path, capsys):
    out = tmp_path / "图"
    assert main(["pictures", str(TOWN), "-o", str(out)]) == 0
    assert {p.name: p.read_bytes() for p in out.iterdir() if p.suffix == ".svg"} == {
        name: content for name, content in picture_files(town()).items() if name.endswith(".svg")
    }
    unfinished = tmp_path / "案卷"
    shutil.copytree(TOWN, unfinished)
    (unfinished / "choices.xlsx").unlink()
    capsys.readouterr()
    half = tmp_path / "一半"
    assert main(["pictures", str(unfinished), "-o", str(half)]) == 1
    assert sorted(p.name for p in half.iterdir() if p.suffix == ".svg") == [
        "01-机构前后.svg",
        "02-计划与实际进度.svg",
        "03-养人转养事.svg",
    ]
    assert "停在“公布岗位和报名”" in capsys.readouterr().out
    folder = read_folder(unfinished)
    on_the_way = pictures(told_so_far(folder, run(folder)))
    assert [fault for p in on_the_way for fault in faults(p)] == []
    assert on_the_way[0].rows[-1] == ("改革后", "财政所", "10", "")
    assert on_the_way[1].rows[-1][1:] == ("公布岗位和报名", "2006-11-03", "2006-11-10", "未过")
