"""A record over the life of a case: every run appends; what the folder has moved away from is refused, not rewritten."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import build
from build import D, bend
from dinggang.basis import Refusal, canonical
from dinggang.case import Act, ActKind, Case, standing
from dinggang.groundwork import Concern
from dinggang.plan import Measure, VoidPolicy
from dinggang.publication import Demands, Exit, State, act_in, pack, verify
from dinggang.record import SigningRefused
from dinggang.roster import Person
from dinggang.services import Agreement, Payment
from publication import kit

replace = msgspec.structs.replace
DEMANDS = Demands(policy=kit.POLICY)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[kit.World]:
    with kit.world(tmp_path) as made:
        yield made


def logged(world: kit.World) -> list[bytes]:
    return list(world.keeping.log.store.entries(0, world.keeping.log.size))


def ids(world: kit.World) -> list[str]:
    return [entry.act.id for raw in logged(world) if (entry := act_in(raw)) is not None]


def until(case: Case, day: date) -> Case:
    """The folder as it stood on a day: later acts have not been taken, later payments not been made."""
    bought = case.purchases
    return bend(
        case,
        acts=tuple(a for a in case.acts if a.day <= day),
        purchases=replace(
            bought,
            agreements=tuple(a for a in bought.agreements if a.signed <= day),
            deliveries=tuple(d for d in bought.deliveries if d.day <= day),
            payments=tuple(p for p in bought.payments if p.day <= day),
        ),
    )


def take(world: kit.World, case: Case) -> int:
    world.now += 86400
    return world.run(build.folder(case))


def refused(world: kit.World, case: Case) -> str:
    before = logged(world)
    with pytest.raises(Refusal) as refusal:
        take(world, case)
    assert logged(world) == before
    return str(refusal.value)


def sound(world: kit.World, since: bytes | None = None, unchecked: int = 0) -> bytes:
    raw = pack(world.keeping, auditor=True)
    report = verify(raw, Demands(policy=kit.POLICY, since=since))
    assert [line for line in report.lines if line.state is State.FAILS] == []
    assert [line.state for line in report.lines].count(State.UNCHECKED) == unchecked
    return raw


def act(number: int, kind: ActKind, day: date, **about: object) -> Act:
    return Act(id=f"A{number}", kind=kind, day=day, by="领导小组", number="决定1号", reason="核实", **about)  # type: ignore[arg-type]  # a test says any field


def with_void() -> Case:
    case = build.case()
    rules = replace(case.plan.rules, exam=replace(case.plan.rules.exam, void=VoidPolicy.WHOLE_PAPER))
    return bend(case, plan=replace(case.plan, rules=rules))


def test_every_run_appends_what_is_new(world: kit.World) -> None:
    case = build.case()
    days = sorted({a.day for a in case.acts})
    before: list[bytes] = logged(world)
    old: bytes | None = None
    for day in days:
        take(world, until(case, day))
        now = logged(world)
        assert now[: len(before)] == before
        before = now
        old = sound(world, old)
    assert sorted(ids(world)) == sorted(a.id for a in case.acts)
    assert take(world, case) == 0


def test_in_one_run_or_day_by_day_the_acts_commit_to_the_same(tmp_path: Path) -> None:
    case = until(build.case(), date(2006, 12, 29))
    with kit.world(tmp_path / "one") as one, kit.world(tmp_path / "many") as many:
        take(one, case)
        for day in sorted({a.day for a in case.acts}):
            take(many, until(case, day))
        both = (sorted(w.keeping.kept(), key=lambda k: k.act.id) for w in (one, many))
        for mine, other in zip(*both, strict=True):
            assert (mine.act, mine.files) == (other.act, other.files)
            assert {n: sorted(r) for n, r in mine.rows.items()} == {
                n: sorted(r) for n, r in other.rows.items()
            }


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(st.integers(min_value=0, max_value=110), max_size=4))
def test_whatever_the_days_of_the_runs(tmp_path_factory: pytest.TempPathFactory, after: set[int]) -> None:
    case = build.case()
    start = min(a.day for a in case.acts)
    with kit.world(tmp_path_factory.mktemp("runs")) as world:
        for days in sorted(after):
            take(world, until(case, start + timedelta(days=days)))
        take(world, case)
        assert sorted(ids(world)) == sorted(a.id for a in case.acts)
        sound(world)


def test_payments_made_later_are_acts_of_their_own(world: kit.World) -> None:
    """The case is open until spring; each act of payment seals the payments up to its day that none sealed before."""
    case = until(build.case(), date(2006, 12, 28))
    take(world, case)
    bought = replace(
        case.purchases,
        deliveries=build.purchases().deliveries,
        payments=(
            Payment(id="Y01", agreement="C01", day=date(2007, 4, 5), amount=D(100)),
            Payment(id="Y02", agreement="C01", day=date(2007, 5, 8), amount=D(100)),
        ),
    )
    accepted = act(60, ActKind.DELIVERIES_ACCEPTED, date(2007, 3, 31))
    first = act(61, ActKind.PAYMENTS_MADE, date(2007, 4, 5))
    second = act(62, ActKind.PAYMENTS_MADE, date(2007, 5, 8))
    april = bend(
        case,
        purchases=replace(bought, payments=bought.payments[:1]),
        acts=(*case.acts, accepted, first),
    )
    take(world, april)
    old = sound(world)
    take(world, bend(april, purchases=bought, acts=(*april.acts, second)))
    kept = {k.act.id: k for k in world.keeping.kept()}
    assert b"Y01" in kept["A61"].files["payments"]
    assert b"Y02" not in kept["A61"].files["payments"]
    assert b"Y02" in kept["A62"].files["payments"]
    assert b"Y01" not in kept["A62"].files["payments"]
    sound(world, old)


def test_a_question_voided_after_the_board_leaves_the_board_as_it_was(world: kit.World) -> None:
    case = with_void()
    take(world, until(case, date(2006, 11, 17)))
    old = sound(world)
    first = next(k for k in world.keeping.kept() if k.act.id == "A12").files["scoreboard"]
    # Q01, which everybody had right, is void: P04 then has 8 of 9.
    void = act(50, ActKind.QUESTION_VOIDED, date(2006, 11, 20), questions=("Q01",))
    again = act(51, ActKind.SCOREBOARD_PUBLISHED, date(2006, 11, 20))
    moved = tuple(
        replace(a, day=date(2006, 11, 28))
        if a.kind in {ActKind.RANKING_FINAL, ActKind.PLACEMENT_DECIDED}
        else a
        for a in case.acts
    )
    take(world, bend(case, acts=(*moved, void, again)))
    kept = {k.act.id: k for k in world.keeping.kept()}
    assert kept["A12"].files["scoreboard"] == first
    assert kept["A51"].files["scoreboard"] != first
    assert b'"exam":["88.89"' in kept["A51"].files["scoreboard"]
    sound(world, old)


def test_a_correction_counts_and_what_it_corrects_stays(world: kit.World) -> None:
    """The sheets were sealed with a wrong mark; sealed again the same day by an act that says so."""
    case = build.case()
    right = case.sheets.assessment
    wrong = (replace(right[0], marks={"work": D(80)}), *right[1:])
    before = until(bend(case, sheets=replace(case.sheets, assessment=wrong)), date(2006, 11, 16))
    take(world, before)
    old = sound(world)
    fixed = act(70, ActKind.SHEETS_SEALED, date(2006, 11, 16), corrects="A10")
    take(world, bend(case, acts=(*case.acts, fixed)))
    kept = {k.act.id: k for k in world.keeping.kept()}
    assert [a.id for a in standing(k.act for k in kept.values()) if a.kind is ActKind.SHEETS_SEALED] == [
        "A70"
    ]
    assert any(b'"work":"80"' in row for row in kept["A10"].rows["assessment"])
    assert not any(b'"work":"80"' in row for row in kept["A70"].rows["assessment"])
    raw = sound(world, old)
    # A receipt of the person shows both rows, and which of them no longer counts.
    report = verify(raw, Demands(policy=kit.POLICY, receipt=world.keeping.receipt("P03").encoded()))
    fails = [line.where for line in report.lines if line.state is State.FAILS]
    assert report.code is Exit.ALTERED
    assert {where.split()[0] for where in fails} == {"A10"}


def test_corrections_on_one_day_stand_one_after_the_other(world: kit.World) -> None:
    case = build.case()
    chain = (
        act(72, ActKind.RANKING_FINAL, date(2006, 11, 27), corrects="A13"),
        act(71, ActKind.RANKING_FINAL, date(2006, 11, 27), corrects="A72"),
    )
    take(world, bend(case, acts=(*case.acts, *chain)))
    assert [a for a in ids(world) if a in {"A13", "A71", "A72"}] == ["A13", "A72", "A71"]
    sound(world)


def test_what_corrects_each_other_in_a_circle_ends() -> None:
    from dinggang.procedure import contents, run  # noqa: PLC0415 - needed here alone

    case = build.case()
    a, b = (
        act(71, ActKind.RANKING_FINAL, date(2006, 11, 27), corrects="A72"),
        act(72, ActKind.RANKING_FINAL, date(2006, 11, 27), corrects="A71"),
    )
    folder = build.folder(bend(case, acts=(*case.acts, a, b)))
    assert {c.act.id for c in contents(folder, run(folder))} & {"A71", "A72"} == set()


@pytest.fixture
def sealed(world: kit.World) -> kit.World:
    take(world, until(build.case(), date(2006, 11, 17)))
    return world


def test_a_row_changed_after_it_was_sealed(sealed: kit.World) -> None:
    case = build.case()
    changed = (replace(case.sheets.assessment[0], marks={"work": D(91)}), *case.sheets.assessment[1:])
    text = refused(sealed, bend(case, sheets=replace(case.sheets, assessment=changed)))
    assert "P03" in text
    assert "A10" in text


def test_a_row_changed_so_that_its_step_no_longer_passes(sealed: kit.World) -> None:
    case = build.case()
    text = refused(sealed, bend(case, sheets=replace(case.sheets, speech=())))
    assert "A10" in text
    assert "演说评分表" in text


def test_a_row_added_after_the_sealing(sealed: kit.World) -> None:
    case = build.case()
    more = build.person(11, build.StaffKind.INSTITUTION)
    assert "A04" in refused(sealed, bend(case, people=(*case.people, more)))


def test_an_act_that_is_gone_or_reads_otherwise(sealed: kit.World) -> None:
    case = build.case()
    assert "A04" in refused(sealed, bend(case, acts=tuple(a for a in case.acts if a.id != "A04")))
    other = tuple(replace(a, by="镇政府") if a.id == "A04" else a for a in case.acts)
    assert "A04" in refused(sealed, bend(case, acts=other))


def changed_weights(case: Case) -> Case:
    weights = {
        Measure.EXAM: D(30),
        Measure.EVALUATION: D(30),
        Measure.SPEECH: D(20),
        Measure.ASSESSMENT: D(20),
    }
    composite = replace(case.plan.rules.composite, weights=weights)
    return bend(case, plan=replace(case.plan, rules=replace(case.plan.rules, composite=composite)))


def test_other_rules_after_marks_are_sealed_decide_nothing(sealed: kit.World) -> None:
    text = refused(sealed, changed_weights(build.case()))
    assert "A02" in text
    assert "方案" in text


def test_nor_by_a_correction_of_the_plan(sealed: kit.World) -> None:
    """Even one that is dated before the marks: the record says what came first."""
    case = changed_weights(build.case())
    late = (
        act(73, ActKind.PLAN_ADOPTED, date(2006, 9, 20), corrects="A02"),
        act(74, ActKind.PLAN_APPROVED, date(2006, 9, 25), corrects="A03"),
    )
    text = refused(sealed, bend(case, acts=(*case.acts, *late)))
    assert "A73" in text
    assert "规则" in text


def test_the_plan_may_be_corrected_while_no_mark_is_sealed(world: kit.World) -> None:
    take(world, until(build.case(), date(2006, 9, 29)))
    old = sound(world)
    case = changed_weights(build.case())
    late = (
        act(73, ActKind.PLAN_ADOPTED, date(2006, 9, 20), corrects="A02"),
        act(74, ActKind.PLAN_APPROVED, date(2006, 9, 25), corrects="A03"),
    )
    take(world, bend(case, acts=(*case.acts, *late)))
    assert ids(world)[:6] == ["A01", "A02", "A03", "A04", "A73", "A74"]
    sound(world, old)


def test_a_store_taken_back_to_a_backup_signs_nothing(world: kit.World, tmp_path: Path) -> None:
    case = build.case()
    take(world, until(case, date(2006, 9, 29)))
    world.keeping.close()
    shutil.copytree(world.keeping.private, tmp_path / "backup")
    world.keeping = kit.Keeping.open(tmp_path / "record")
    take(world, until(case, date(2006, 11, 17)))
    world.keeping.close()
    shutil.rmtree(world.keeping.private)
    shutil.copytree(tmp_path / "backup", world.keeping.private)
    world.keeping = kit.Keeping.open(tmp_path / "record")
    with pytest.raises(SigningRefused):
        take(world, case)


def test_without_a_quorum_the_record_is_public_but_does_not_pass(world: kit.World) -> None:
    world.run(build.folder(), witnesses=2)
    assert verify(pack(world.keeping, auditor=False), DEMANDS).code is Exit.UNSIGNED
    world.publish()
    assert verify(pack(world.keeping, auditor=False), DEMANDS).code is Exit.SOUND


def test_stale_witnesses(world: kit.World) -> None:
    world.run(build.folder())
    raw = pack(world.keeping, auditor=False)
    later = Demands(policy=kit.POLICY, now=kit.NOW + 7200, oldest=3600)
    assert verify(raw, later).code is Exit.UNSIGNED
    assert verify(raw, Demands(policy=kit.POLICY, now=kit.NOW + 1800, oldest=3600)).code is Exit.SOUND


def test_what_was_written_for_acts_not_signed_stays_out_of_the_bundle(world: kit.World) -> None:
    take(world, until(build.case(), date(2006, 9, 29)))
    before = pack(world.keeping, auditor=True)
    for folder in (world.keeping.public / "files", world.keeping.private / "openings"):
        (folder / ("0" * 64)).write_bytes(b"left by an attempt that failed")
    assert pack(world.keeping, auditor=True) == before
    take(world, until(build.case(), date(2006, 11, 6)))
    assert not (world.keeping.private / "openings" / ("0" * 64)).exists()
    sound(world)


def test_a_bundle_is_the_same_bytes_each_time(world: kit.World) -> None:
    take(world, build.case())
    assert pack(world.keeping, auditor=True) == pack(world.keeping, auditor=True)
    assert len(pack(world.keeping, auditor=False)) < len(pack(world.keeping, auditor=True))


def test_the_public_bundle_says_what_it_cannot_check(world: kit.World) -> None:
    take(world, build.case())
    report = verify(pack(world.keeping, auditor=False), DEMANDS)
    assert report.code is Exit.SOUND
    (open_point,) = [line.words.en for line in report.lines if line.state is State.UNCHECKED]
    assert "exam" in open_point
    assert "people" in open_point


def test_an_erased_person(world: kit.World) -> None:
    folder = build.folder()
    named = msgspec.structs.replace(folder, names={"P03": "甲", "P04": "乙"})
    world.run(named)
    receipt = world.keeping.receipt("P04").encoded()
    mine = world.keeping.receipt("P03")
    before = pack(world.keeping, auditor=False)
    assert world.keeping.erase("P03") == len(mine.rows)
    assert world.keeping.receipt("P03").rows == ()
    assert pack(world.keeping, auditor=False) == before
    raw = pack(world.keeping, auditor=True)
    assert "甲".encode() not in raw
    report = verify(raw, Demands(policy=kit.POLICY, receipt=receipt))
    assert report.code is Exit.SOUND
    assert [line.state for line in report.lines].count(State.UNCHECKED) == 1
    assert sum(line.words.en.startswith("This row of P04") for line in report.lines) == len(
        msgspec.json.decode(receipt)["rows"]
    )
    # Whoever still holds the receipt can show the row; and the next run neither refuses nor seals it again.
    assert verify(raw, Demands(policy=kit.POLICY, receipt=mine.encoded())).code is Exit.SOUND
    assert world.run(named) == 0
    assert world.keeping.receipt("P03").rows == ()


def test_a_receipt_with_another_mark_person_or_record(world: kit.World) -> None:
    world.run(build.folder())
    raw = pack(world.keeping, auditor=False)
    receipt = world.keeping.receipt("P04").encoded()
    for forged in (
        receipt.replace(b'"Q01":"A"', b'"Q01":"B"'),
        receipt.replace(b'"person":"P04","rows"', b'"person":"P05","rows"'),
        receipt.replace(kit.ORIGIN.encode(), b"record.example/other-town"),
        receipt.replace(b'"act":"A10"', b'"act":"A11"'),
        receipt[:-1],
        receipt + b"\n",
        b"\xff",
    ):
        assert forged != receipt
        assert verify(raw, Demands(policy=kit.POLICY, receipt=forged)).code in {Exit.ALTERED, Exit.UNSIGNED}


def test_rows_of_an_earlier_version_are_the_same_rows(
    world: kit.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A member that was added to agreements and people since: what was sealed without it is not held to be changed."""
    from dinggang.procedure import committing  # noqa: PLC0415 - changed in this test alone

    def earlier(value: object) -> bytes:
        raw = msgspec.json.decode(canonical(value))
        if isinstance(value, Agreement | Person):
            raw.pop(next(name for name, default in _defaults(type(value)) if raw.get(name) == default))
        return canonical(raw)

    case = build.case()
    with monkeypatch.context() as patch:
        patch.setattr(committing, "canonical", earlier)
        take(world, case)
    lacking = next(k for k in world.keeping.kept() if k.act.kind is ActKind.ROSTER_FROZEN).rows["people"]
    assert not {len(msgspec.json.decode(row)) for row in lacking} & {len(Person.__struct_fields__)}
    assert take(world, case) == 0
    sound(world)


def _defaults(kind: type) -> list[tuple[str, object]]:
    """Members with a default, and what that is in JSON."""
    fields = msgspec.structs.fields(kind)
    return [(f.name, msgspec.to_builtins(f.default)) for f in fields if f.default is not msgspec.NODEFAULT]


def test_the_record_does_not_tell_who_named_several_worries(world: kit.World) -> None:
    """Two people talked to, one of whom named two worries: two rows, as if each had named one."""
    case = build.case()
    (talk,) = case.groundwork.talks
    other = replace(talk, concern=Concern.PAY, settled=False)
    talks = (talk, replace(talk, person="P04"), other)
    world.run(build.folder(bend(case, groundwork=replace(case.groundwork, talks=talks))))
    raw = pack(world.keeping, auditor=True)
    assert verify(raw, Demands(policy=kit.POLICY)).code is Exit.SOUND
    rows = [r for r in world.keeping.receipt("P03").rows if r.table == "talks"]
    assert [len(msgspec.json.decode(r.row)["talks"]) for r in rows] == [2]
    assert [
        len([r for r in world.keeping.receipt(p).rows if r.table == "talks"]) for p in ("P04", "P05")
    ] == [1, 0]
