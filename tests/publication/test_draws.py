"""Draws in the record: announced before a value can exist, redone by whoever verifies, every tampering named (no. 22)."""

import json
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest

import build
from build import bend
from dinggang.case import Act, ActKind, Case, DrawPurpose, could_exist, lots
from dinggang.plan import DrawMethod, DrawRule, VoidPolicy
from dinggang.publication import Demands, State, act_in, check, pack, unpack, verify
from dinggang.record import decode_bundle
from publication import kit

replace = msgspec.structs.replace
PUBLISHED, DUE = date(2006, 11, 17), date(2006, 11, 20)
BEFORE, AFTER = could_exist(DUE) - 1, could_exist(DUE) + 86_400
SOURCES = (("公开掷骰", "31415926535897932384"), ("福彩3D第2006301期", "271"))
ORDER = lots("A60", ("P03", "P04"), SOURCES)


def case(until: date | None = None) -> Case:
    """The small reform with Q10 void, which leaves P03 and P04 equal, and a draw between them."""
    whole = build.case()
    exam = replace(whole.plan.rules.exam, void=VoidPolicy.WHOLE_PAPER)
    rules = replace(whole.plan.rules, exam=exam, draw=DrawRule(method=DrawMethod.HASH, clause="方案第九条"))
    void = Act(id="A50", kind=ActKind.QUESTION_VOIDED, day=PUBLISHED, by="领导小组", questions=("Q10",))
    announcement = Act(
        id="A60",
        kind=ActKind.DRAW_COMMITTED,
        day=PUBLISHED,
        by="领导小组",
        people=("P03", "P04"),
        purpose=DrawPurpose.TIES,
        sources=("公开掷骰 20位", "福彩3D第2006301期 3位"),
        due=DUE,
        place="会议室",
    )
    drawn = Act(
        id="A61",
        kind=ActKind.DRAW_HELD,
        day=DUE,
        by="领导小组",
        people=ORDER,
        follows="A60",
        values=tuple(value for _, value in SOURCES),
    )
    acts = (*whole.acts, void, announcement, drawn)
    return bend(
        whole,
        plan=replace(whole.plan, rules=rules),
        acts=tuple(a for a in acts if until is None or a.day <= until),
    )


@cache
def bundles() -> tuple[bytes, bytes, bytes]:
    """With the announcement, witnessed before the day of the draw; the whole case, public and auditor's."""
    with TemporaryDirectory() as folder, kit.world(Path(folder)) as world:
        world.now = BEFORE
        world.run(build.folder(case(date(2006, 11, 19))))
        early = pack(world.keeping, auditor=False)
        world.now = AFTER
        world.run(build.folder(case()))
        return early, pack(world.keeping, auditor=False), pack(world.keeping, auditor=True)


def said(raw: bytes, state: State, since: bytes | None = None) -> list[str]:
    report = verify(raw, Demands(policy=kit.POLICY, since=since))
    return [f"{line.words.zh} {line.where}" for line in report.lines if line.state is state]


def test_the_announcement_is_on_record_while_the_ranking_still_waits_for_the_draw() -> None:
    early, _, _ = bundles()
    bundle, _ = unpack(early)
    assert any("A60" in raw for raw in map(str, entries(early)))
    assert not any("A61" in raw for raw in map(str, entries(early)))
    assert [line.state for line in check(bundle, Demands(policy=kit.POLICY))].count(State.FAILS) == 0


def test_a_draw_is_redone_and_dated_by_an_early_bundle() -> None:
    early, whole, auditor = bundles()
    for raw in (whole, auditor):
        assert said(raw, State.FAILS, early) == []
        held = "\n".join(said(raw, State.HOLDS, early))
        assert "“抽签”（A61）：按公告A60的名单和来源重算，2人的次序一致。" in held
        assert "公告A60在抽签日之前已有见证" in held
        assert any("看不出公告A60何时有见证" in text for text in said(raw, State.UNCHECKED))


def test_an_announcement_that_witnesses_saw_only_later() -> None:
    # Another record of the same acts: when the day of the draw had come, its witnesses saw no announcement.
    with TemporaryDirectory() as folder, kit.world(Path(folder)) as world:
        world.now = AFTER
        world.run(build.folder(case(date(2006, 11, 16))))
        without = pack(world.keeping, auditor=False)
        world.run(build.folder(case()))
        whole = pack(world.keeping, auditor=False)
    wrong = said(whole, State.FAILS, without)
    assert [text for text in wrong if "还没有公告A60" in text and "A61" in text]


def entries(raw: bytes) -> list[Any]:
    bundle, wrong = unpack(raw)
    assert not wrong
    path = next(p for p in bundle.files if p.startswith("log/tile/entries/"))
    return [json.loads(each) for each in decode_bundle(bundle.files[path], int(path.rsplit("/", 1)[1]))]


def act(those: list[Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(e["act"] for e in those if e.get("act", {}).get("id") == name)
    return found


def resigned(change: Callable[[list[Any]], None]) -> str:
    """What the verifier says of the public bundle with its entries changed, signed and witnessed anew."""
    _, whole, _ = bundles()
    those = entries(whole)
    change(those)
    raws = [json.dumps(e, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode() for e in those]
    assert all(act_in(raw) is not None for raw in raws if b'"act"' in raw)
    bundle, _ = unpack(whole)
    lines = check(kit.forged(bundle, raws, witnesses=4), Demands(policy=kit.POLICY))
    return "\n".join(f"{line.words.zh} {line.where}" for line in lines if line.state is State.FAILS)


def put(name: str, **fields: object) -> Callable[[list[Any]], None]:
    return lambda those: act(those, name).update(fields)


def swap(those: list[Any]) -> None:
    places = [next(i for i, e in enumerate(those) if e.get("act", {}).get("id") == n) for n in ("A60", "A61")]
    first, second = places
    those[first], those[second] = those[second], those[first]


def drop(those: list[Any]) -> None:
    those.remove(next(e for e in those if e.get("act", {}).get("id") == "A60"))


@pytest.mark.parametrize(
    "change",
    [
        put("A61", people=list(reversed(ORDER))),
        put("A61", values=["31415926535897932384", "271", "1"]),
        put("A61", values=["31415926535897932384"]),
        put("A61", values=["3141592653589793238", "271"]),
        put("A61", values=["271", "31415926535897932384"]),
        put("A61", follows=None),
        put("A61", follows="A99"),
        put("A61", day="2006-11-19"),
        put("A60", day="2006-11-20"),
        put("A60", people=["P03", "P04", "P05"]),
        put("A60", people=["P03", "P05"]),
        put("A60", sources=["福彩3D第2006301期 3位", "公开掷骰 20位"]),
        put("A60", sources=["公开掷骰 20位"]),
        put("A60", id="A62"),
        swap,
        drop,
    ],
    ids=range(16),
)
def test_every_change_of_a_draw_is_found_and_the_draw_named(change: Callable[[list[Any]], None]) -> None:
    assert "A61" in resigned(change)


def test_an_announcement_that_says_nothing_is_named_itself() -> None:
    assert "A60" in resigned(put("A60", sources=[]))


def test_unchanged_nothing_fails() -> None:
    assert resigned(lambda _: None) == ""


def test_what_an_act_explains_is_told_and_does_not_fail_but_the_order_of_tickets_does() -> None:
    def explained(code: str, change: Callable[[list[Any]], None]) -> Callable[[list[Any]], None]:
        def both(those: list[Any]) -> None:
            act(those, "A90").update(lifts=["X9", code])
            change(those)

        return both

    assert resigned(explained("D01", put("A61", follows=None))) == ""
    assert "A61" in resigned(explained("D07", put("A61", people=list(reversed(ORDER)))))
