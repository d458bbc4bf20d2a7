"""dinggang export, as a clerk runs it."""

import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec
import openpyxl
import pytest

from dinggang.case import ActKind, Effects
from dinggang.formats import (
    derived_key,
    extension,
    shapes,
    structure,
    unnamed,
    vocabulary,
)
from dinggang.formats.days import DAYS
from dinggang.formats.icalendar import Event, calendar
from dinggang.plan import HeadcountKind

HERE = Path(__file__).parent
TOWN = HERE.parents[1] / "examples" / "town-2006"
ORG = ["org-shapes.ttl", "org-vocabulary.ttl", "org.jsonld", "org.ttl"]
OCDS = ["extension.json", "ocds.json", "release-schema.json"]


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir() if p.name != ".dinggang")


def content(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir()}


def test_everything_when_nothing_is_named(exported) -> None:
    found = names(exported)
    assert [n for n in found if not n.endswith(".csv")] == sorted([*ORG, *OCDS, "dates.ics"])
    assert len(found) == 16


@pytest.mark.parametrize(
    ("asked", "files"),
    [
        (["--org"], ORG),
        (["--ocds"], OCDS),
        (["--calendar"], ["dates.ics"]),
        (["--ocds", "--calendar"], sorted([*OCDS, "dates.ics"])),
    ],
)
def test_only_what_is_named(dinggang, tmp_path, exported, asked, files) -> None:
    done = dinggang("export", TOWN, "-o", tmp_path / "out", *asked)
    assert (done.code, names(tmp_path / "out")) == (0, files)
    assert [n for n in files if (tmp_path / "out" / n).read_bytes() != (exported / n).read_bytes()] == []


def test_the_same_bytes_wherever_it_runs(dinggang, tmp_path, exported) -> None:
    elsewhere = {"TZ": "America/St_Johns", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "4711"}
    assert dinggang("export", TOWN, "-o", tmp_path / "out", **elsewhere).code == 0
    assert content(tmp_path / "out") == content(exported)


def test_a_second_export_replaces_the_first(dinggang, tmp_path) -> None:
    assert dinggang("export", TOWN, "-o", tmp_path / "out", "--csv").code == 0
    assert dinggang("export", TOWN, "-o", tmp_path / "out", "--calendar").code == 0
    assert names(tmp_path / "out") == ["dates.ics"]


def test_a_folder_of_somebody_else_is_not_touched(dinggang, tmp_path) -> None:
    (tmp_path / "letter.txt").write_text("keep me")
    assert dinggang("export", TOWN, "-o", tmp_path).code == 2
    assert names(tmp_path) == ["letter.txt"]


def test_the_key_names_the_case(dinggang, tmp_path) -> None:
    done = dinggang(
        "export", TOWN, "-o", tmp_path / "out", "--key", "wanghe-2006", "--org", "--ocds", "--calendar"
    )
    assert done.code == 0
    assert b"@prefix case: <urn:dinggang:wanghe-2006:> ." in (tmp_path / "out" / "org.ttl").read_bytes()
    assert b'"ocds-000000-wanghe-2006-C01"' in (tmp_path / "out" / "ocds.json").read_bytes()
    assert b"UID:wanghe-2006-act-A01@dinggang" in (tmp_path / "out" / "dates.ics").read_bytes()


@pytest.mark.parametrize(
    "wrong",
    [
        ["--key", "望禾"],
        ["--key", "-a"],
        ["--key", "A B"],
        ["--ocid-prefix", "ocds-1"],
        ["--ocid-prefix", "a1b2c3"],
        ["--ocds-extension", "not a url"],
    ],
)
def test_words_that_names_are_not_made_of_are_refused(dinggang, tmp_path, wrong) -> None:
    assert dinggang("export", TOWN, "-o", tmp_path / "out", f"{wrong[0]}={wrong[1]}").code == 2
    assert not (tmp_path / "out").exists()


def test_an_unregistered_prefix_is_said_so(dinggang, tmp_path) -> None:
    out = tmp_path / "out"
    assert "还没有登记" in dinggang("export", TOWN, "-o", out, "--ocds").out
    done = dinggang("export", TOWN, "-o", out, "--ocds", "--ocid-prefix", "ocds-a1b2c3", "--lang", "en")
    assert (done.code, "not registered" in done.out) == (0, False)


def stop_at_the_placement(town: Path) -> None:
    """Takes the acts of the placement and of all later steps out of the folder."""
    late = {
        "定岗决定",
        "任职公示",
        "任职聘用",
        "签订委托协议",
        "服务验收",
        "服务付款",
        "通过总结",
        "改革办结",
    }
    book = openpyxl.load_workbook(town / "acts.xlsx")
    sheet = book.active
    gone = [row[0].row for row in sheet.iter_rows() if late & {cell.value for cell in row}]
    for row in reversed(gone):
        sheet.delete_rows(row)
    book.save(town / "acts.xlsx")
    assert len(gone) == len(late)


def test_a_reform_under_way_tells_of_its_passed_steps_only(dinggang, town, tmp_path) -> None:
    stop_at_the_placement(town)
    done = dinggang("export", town, "-o", tmp_path / "out", "--lang", "en")
    assert done.code == 1
    assert "stopped" in done.out
    found = names(tmp_path / "out")
    assert "ocds.json" not in found
    graph = (tmp_path / "out" / "org.ttl").read_text("utf-8")
    assert "org:Post" in graph
    assert "org:heldBy" not in graph
    assert "foaf:Person" not in graph
    assert "委托协议期限" not in (tmp_path / "out" / "dates.ics").read_text("utf-8")


def test_nothing_to_tell_yet(dinggang, town, tmp_path) -> None:
    stop_at_the_placement(town)
    done = dinggang("export", town, "-o", tmp_path / "out", "--ocds")
    assert (done.code, (tmp_path / "out").exists()) == (1, False)


def test_no_heavy_library_is_loaded() -> None:
    code = (
        "import sys, dinggang.cli.export\n"
        "print(sorted({'rdflib', 'pyshacl', 'icalendar', 'jsonschema'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_longer_names_go_first() -> None:
    assert unnamed("李大明和李大", {"P1": "李大", "P2": "李大明", "P3": ""}) == "P2和P1"


def test_the_key_stays_while_organ_and_title_stay(case) -> None:
    assert derived_key(case.plan) == case.key == "b68d63e12202"
    other = msgspec.structs.replace(case.plan, cutoff=date(2007, 1, 1))
    assert derived_key(other) == case.key
    assert derived_key(msgspec.structs.replace(case.plan, organ="别处")) != case.key


def test_what_is_shipped_is_what_is_written(exported) -> None:
    shipped = {"org-vocabulary.ttl": vocabulary(), "org-shapes.ttl": shapes(), **extension()}
    assert {name: (exported / name).read_bytes() for name in shipped} == shipped


def small(case):
    """The town cut down to one body, two posts and three acts: small enough to read line by line."""
    kept = {"A02", "A03", "A11", "A14"}
    plan = case.plan
    return msgspec.structs.replace(
        case,
        key="small",
        plan=msgspec.structs.replace(
            plan,
            bodies=(msgspec.structs.replace(plan.bodies[0], former=()),),
            basis=plan.basis[:1],
            headcount={HeadcountKind.ADMINISTRATIVE: plan.headcount[HeadcountKind.ADMINISTRATIVE]},
        ),
        deeds=tuple(
            msgspec.structs.replace(d, digest="", act=msgspec.structs.replace(d.act, posts=d.act.posts[:1]))
            for d in case.deeds
            if d.act.id in kept
        ),
        effects=Effects(released={HeadcountKind.ADMINISTRATIVE: 1}, vacant={}, concurrent=(("O13", "O10"),)),
        posts=tuple(p for p in case.posts if p.id in {"O10", "O13"}),
        former=("党政办公室", "农业办公室"),
        holdings=tuple(h for h in case.holdings if h.post == "O10"),
    )


def test_the_small_graph_is_as_it_was_looked_at(case) -> None:
    """Both golden files were read line by line before they were kept."""
    graph = structure(small(case))
    assert graph is not None
    assert graph.turtle() == (HERE / "golden-small.ttl").read_bytes()
    assert graph.jsonld() == (HERE / "golden-small.jsonld").read_bytes()


def test_bytes_of_an_event() -> None:
    event = Event(
        uid="k-notice-A22@dinggang",
        first=date(2006, 11, 17),
        last=date(2006, 11, 24),
        known=date(2006, 11, 17),
        title="成绩公示",
        category="公示",
        text="望禾镇机构改革领导小组, 望改〔2006〕12号; 公示5个工作日",
    )
    assert calendar("日程", [event]).decode() == (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//dinggang//dates of a reform//ZH\r\nCALSCALE:GREGORIAN\r\n"
        "X-WR-CALNAME:日程\r\nBEGIN:VEVENT\r\nUID:k-notice-A22@dinggang\r\nDTSTAMP:20061117T000000Z\r\n"
        "DTSTART;VALUE=DATE:20061117\r\nDTEND;VALUE=DATE:20061125\r\nSUMMARY:成绩公示\r\n"
        "DESCRIPTION:望禾镇机构改革领导小组\\, 望改〔2006〕12号\\; 公\r\n 示5个工作日\r\n"
        "CATEGORIES:公示\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )


def test_every_kind_of_day_stands_for_an_act(case) -> None:
    assert {d.act.kind for d in case.deeds} >= set(DAYS)
    assert ActKind.FINDING_EXPLAINED not in DAYS


def test_money_of_the_services_ledger_is_that_of_the_package(exported, case) -> None:
    rows = (exported / "08-购买服务.csv").read_text("utf-8-sig").splitlines()
    assert Decimal(rows[-1].split(",")[8]) == sum(a.amount for a in case.purchases.agreements)
