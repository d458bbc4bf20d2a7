"""The whole journey of the town by the command line, and what spoils it."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import msgspec
import openpyxl
import pytest

from dinggang.case import Act, ActKind, Case
from dinggang.sheets import read_folder, write_folder


def rewrite(town: Path, change: Callable[[Case], Case]) -> Path:
    """The town with its case bent, written back as a folder."""
    read = read_folder(town)
    bent = town.with_name("bent")
    write_folder(bent, change(read.case), read.names)
    return bent


def without_resolutions(case: Case) -> Case:
    """Acts that release reserve, make posts concurrent or appoint to them are struck out."""
    gone = {ActKind.RESERVE_RELEASED, ActKind.POST_CONCURRENT, ActKind.POST_APPOINTED}
    return msgspec.structs.replace(case, acts=tuple(a for a in case.acts if a.kind not in gone))


def test_the_town_closes_and_its_papers_say_the_same_twice(dinggang, town, tmp_path) -> None:
    first = dinggang("run", town, "--out", tmp_path / "one")
    second = dinggang("run", town, "--out", tmp_path / "two")
    assert (first.code, first.err) == (0, "")
    assert "改革办结" in first.out
    names = sorted(p.name for p in (tmp_path / "one").iterdir())
    assert len(names) >= 12
    assert names == sorted(p.name for p in (tmp_path / "two").iterdir())
    assert [
        n for n in names if (tmp_path / "one" / n).read_bytes() != (tmp_path / "two" / n).read_bytes()
    ] == []
    assert second.code == 0


def test_the_town_meets_x1_to_x3_and_acts_lift_them(dinggang, town) -> None:
    done = dinggang("check", town, "--json")
    found = msgspec.json.decode(done.out)["findings"]
    lifted = {j["finding"]["code"] for j in found if j["lifted_by"]}
    assert done.code == 0
    assert {"X1", "X2", "X3"} <= lifted


def test_without_the_resolutions_it_stops_before_posts_are_announced(dinggang, town, tmp_path) -> None:
    done = dinggang("run", rewrite(town, without_resolutions), "--out", tmp_path / "out")
    assert done.code == 1
    assert "停在“公布岗位和报名”" in done.out
    for code in ("X1", "X2", "X3"):
        assert f"[{code} 阻断]" in done.out
    assert (
        "事业岗位需38个，而事业编制36名、预留2名（预留含在编制数内）、领导职数0名，可用34个，超出4个。"
        in done.out.replace("\n     ", "")
    )
    assert "posts.xlsx" in done.out
    assert "动用预留编制" in done.out
    assert "排名张榜" not in done.out
    assert not (tmp_path / "out" / "05-排名榜.xlsx").exists()


def codes(dinggang, folder: Path) -> set[str]:
    done = dinggang("check", folder, "--json")
    assert done.code == 1
    return {
        j["finding"]["code"]
        for j in msgspec.json.decode(done.out)["findings"]
        if j["finding"]["level"] == "stops" and not j["lifted_by"]
    }


def spoiled(
    town: Path, name: str, sheet: str, change: Callable[[openpyxl.worksheet.worksheet.Worksheet], None]
) -> Path:
    """The town after a clerk changed one sheet by hand."""
    book = openpyxl.load_workbook(town / name)
    change(book[sheet])
    book.save(town / name)
    return town


def test_a_person_in_two_outcomes(dinggang, town) -> None:
    case = read_folder(town).case
    leaving = case.exits[0].person

    def add(bent: Case) -> Case:
        other = msgspec.structs.replace(bent.choices[0], person=leaving)
        return msgspec.structs.replace(bent, choices=(*bent.choices, other))

    assert "B01" in codes(dinggang, rewrite(town, add))


def test_a_service_line_cut(dinggang, town) -> None:
    def cut(bent: Case) -> Case:
        kept = bent.purchases.agreements[1:]
        gone = bent.purchases.agreements[0].id
        return msgspec.structs.replace(
            bent,
            purchases=msgspec.structs.replace(
                bent.purchases,
                agreements=kept,
                deliveries=tuple(d for d in bent.purchases.deliveries if d.agreement != gone),
                payments=tuple(p for p in bent.purchases.payments if p.agreement != gone),
            ),
        )

    found = codes(dinggang, rewrite(town, cut))
    assert {c for c in found if c.startswith("S")}


def test_a_service_line_given_less(dinggang, town) -> None:
    def less(bent: Case) -> Case:
        first = bent.purchases.agreements[0]
        lower = msgspec.structs.replace(
            first, quantity=first.quantity / 2, amount=(first.amount / 2).quantize(Decimal("0.01"))
        )
        rest = bent.purchases.agreements[1:]
        return msgspec.structs.replace(
            bent, purchases=msgspec.structs.replace(bent.purchases, agreements=(lower, *rest))
        )

    assert {c for c in codes(dinggang, rewrite(town, less)) if c.startswith("S")}


def test_a_body_overfilled(dinggang, town) -> None:
    def fill(bent: Case) -> Case:
        first = next(p for p in bent.posts if p.body)
        more = msgspec.structs.replace(first, openings=first.openings + 3)
        return msgspec.structs.replace(bent, posts=tuple(more if p.id == first.id else p for p in bent.posts))

    assert "B07" in codes(dinggang, rewrite(town, fill))


def test_a_plate_given_a_post(dinggang, town) -> None:
    def give(bent: Case) -> Case:
        plate = next(p for b in bent.plan.bodies for p in b.plates)
        post = next(p for p in bent.posts if p.body)
        return msgspec.structs.replace(
            bent,
            posts=tuple(
                msgspec.structs.replace(p, body=plate.id) if p.id == post.id else p for p in bent.posts
            ),
        )

    assert "B06" in codes(dinggang, rewrite(town, give))


def test_a_refusal_leaves_earlier_results_alone(dinggang, town, tmp_path) -> None:
    out = tmp_path / "out"
    assert dinggang("run", town, "--out", out).code == 0
    before = {p.name: p.read_bytes() for p in out.iterdir()}
    (town / "roster.xlsx").write_bytes((town / "roster.xlsx").read_bytes()[:4000])
    done = dinggang("run", town, "--out", out)
    assert done.code == 2
    assert "roster.xlsx" in done.err
    assert "没有写出任何文件" in done.err
    assert {p.name: p.read_bytes() for p in out.iterdir()} == before
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".out")] == []


def test_results_never_replace_something_else(dinggang, town, tmp_path) -> None:
    out = tmp_path / "mine"
    out.mkdir()
    (out / "letter.txt").write_text("keep me")
    done = dinggang("run", town, "--out", out)
    assert done.code == 2
    assert [p.name for p in out.iterdir()] == ["letter.txt"]


def test_check_writes_nothing(dinggang, town) -> None:
    before = {p: p.read_bytes() for p in sorted(town.rglob("*")) if p.is_file()}
    assert dinggang("check", town).code == 0
    assert {p: p.read_bytes() for p in sorted(town.rglob("*")) if p.is_file()} == before


def test_a_new_folder_is_not_ready_yet_and_says_so(dinggang, tmp_path) -> None:
    folder = tmp_path / "case"
    assert dinggang("new", folder).code == 0
    assert (folder / "plan.toml").is_file()
    done = dinggang("check", folder)
    assert done.code == 2
    assert "plan.toml" in done.err
    assert dinggang("new", folder).code == 2


def test_english(dinggang, town, tmp_path) -> None:
    done = dinggang("run", town, "--out", tmp_path / "out", "--lang", "en")
    assert done.code == 0
    assert "The case is closed" in done.out


@pytest.mark.parametrize("arguments", [(), ("nonsense",), ("run",)])
def test_wrong_words_on_the_command_line(dinggang, arguments) -> None:
    assert dinggang(*arguments).code == 2


def test_an_act_without_reason(dinggang, town) -> None:
    def strip(bent: Case) -> Case:
        return msgspec.structs.replace(
            bent,
            acts=tuple(
                msgspec.structs.replace(a, reason="") if a.kind is ActKind.RESERVE_RELEASED else a
                for a in bent.acts
            ),
        )

    assert any(isinstance(a, Act) and a.reason for a in read_folder(town).case.acts)
    assert "A03" in codes(dinggang, rewrite(town, strip))
