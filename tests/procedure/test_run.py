"""A whole small reform in values, and every gate that can stop it."""

from datetime import date
from decimal import Decimal

import msgspec
import pytest

import build
from build import ADMIN, INST, bend
from dinggang.balance import OutcomeKind
from dinggang.basis import canonical
from dinggang.case import Act, ActKind, Case, Folder
from dinggang.groundwork import Groundwork
from dinggang.plan import Before, Filling
from dinggang.procedure import Run, StepId, papers, record, run, survey
from dinggang.procedure.exporting import DIGESTED
from dinggang.selection import Choices
from dinggang.services import Purchases


def take(case: Case, missing: tuple[str, ...] = ()) -> Run:
    return run(msgspec.structs.replace(build.folder(case), missing=missing))


def stopped_at(done: Run) -> tuple[StepId, list[str]]:
    last = done.steps[-1]
    return last.step, [j.finding.code for j in last.judged if j.stops]


def without(case: Case, *kinds: ActKind) -> Case:
    return bend(case, acts=tuple(a for a in case.acts if a.kind not in kinds))


def moved(case: Case, kind: ActKind, day: date) -> Case:
    return bend(
        case, acts=tuple(msgspec.structs.replace(a, day=day) if a.kind is kind else a for a in case.acts)
    )


def test_the_small_reform_closes() -> None:
    done = take(build.case())
    assert stopped_at(done) == (StepId.SUM_UP, [])
    assert done.closed
    placed = {o.person: (o.kind, o.post) for o in done.results.outcomes or ()}
    # Exam marks fall from P03 to P08; each kind has a post with two openings, listed first, and one with one.
    assert placed == {
        "P01": (OutcomeKind.APPOINT, None),
        "P02": (OutcomeKind.APPOINT, None),
        "P03": (OutcomeKind.COMPETE, "O02"),
        "P04": (OutcomeKind.COMPETE, "O02"),
        "P05": (OutcomeKind.COMPETE, "O03"),
        "P06": (OutcomeKind.COMPETE, "O04"),
        "P07": (OutcomeKind.COMPETE, "O04"),
        "P08": (OutcomeKind.COMPETE, "O05"),
        "P09": (OutcomeKind.RETIRE, None),
        "P10": (OutcomeKind.CLEAR_TEMP, None),
    }
    # P03: exam 100×40% + evaluation 100×30% + speech 80×20% + assessment 90×10% = 40 + 30 + 16 + 9.
    scores = {c.person: c.score for c in done.results.composites or ()}
    assert scores["P03"] == Decimal("95.00")
    assert scores["P08"] == Decimal("75.00")


def test_clearance_comes_before_mobilisation_as_it_was() -> None:
    order = [s.step for s in take(build.case()).steps]
    assert order.index(StepId.CLEAR) < order.index(StepId.MOBILISE)


@pytest.mark.parametrize(
    ("kind", "step"),
    [
        (ActKind.GROUP_ESTABLISHED, StepId.ESTABLISH),
        (ActKind.PLAN_APPROVED, StepId.PLAN),
        (ActKind.ROSTER_FROZEN, StepId.ROSTER),
        (ActKind.CLEARANCE_CLOSED, StepId.CLEAR),
        (ActKind.MOBILISATION_HELD, StepId.MOBILISE),
        (ActKind.POSTS_ANNOUNCED, StepId.ANNOUNCE),
        (ActKind.SHEETS_SEALED, StepId.MEASURE),
        (ActKind.RANKING_FINAL, StepId.RANK),
        (ActKind.APPOINTMENTS_ANNOUNCED, StepId.PLACE),
        (ActKind.EXITS_GRANTED, StepId.DIVERT),
        (ActKind.AGREEMENTS_SIGNED, StepId.SERVICES),
        (ActKind.CASE_CLOSED, StepId.SUM_UP),
    ],
)
def test_a_missing_act_stops_its_step(kind: ActKind, step: StepId) -> None:
    assert stopped_at(take(without(build.case(), kind))) == (step, ["G01"])


def test_an_act_before_what_it_needs() -> None:
    """The clearance is closed a day before the plan is approved."""
    done = take(moved(build.case(), ActKind.CLEARANCE_CLOSED, date(2006, 9, 24)))
    # Nobody has left yet on that day, so that they are not cleared either.
    assert stopped_at(done) == (StepId.CLEAR, ["G02", "G02", "B10"])


def test_acts_of_a_step_out_of_order() -> None:
    done = take(moved(build.case(), ActKind.PLAN_APPROVED, date(2006, 9, 19)))
    assert stopped_at(done) == (StepId.PLAN, ["G03"])


@pytest.mark.parametrize(("day", "stops"), [(date(2006, 11, 24), ["G06"]), (date(2006, 11, 25), [])])
def test_the_score_notice_runs_five_working_days(day: date, stops: list[str]) -> None:
    """Posted on Friday 17 November 2006, the fifth working day is Friday 24."""
    done = take(moved(build.case(), ActKind.RANKING_FINAL, day))
    rank = next(s for s in done.steps if s.step is StepId.RANK)
    assert [j.finding.code for j in rank.judged] == stops


@pytest.mark.parametrize("table", ["exam", "evaluation", "speech", "assessment"])
def test_a_table_not_handed_in(table: str) -> None:
    assert stopped_at(take(build.case(), (table,))) == (StepId.MEASURE, ["G04"])


def test_choices_not_handed_in() -> None:
    assert stopped_at(take(bend(build.case(), choices=()), ("choices",))) == (StepId.ANNOUNCE, ["G04"])


def over(case: Case) -> Case:
    """One institution post too many: four openings for three places."""
    return bend(case, posts=(*case.posts, build.post(6, INST, body="B02")))


def resolution(day: date, *lifts: str, **what: object) -> Act:
    return Act(
        **{"id": "A50", "day": day, "by": "镇党委", "lifts": lifts, "reason": "党委会议研究决定", **what}
    )


def test_too_many_posts_stop_before_they_are_announced() -> None:
    step, codes = stopped_at(take(over(build.case())))
    assert step is StepId.ANNOUNCE
    assert codes == ["X1", "X3", "B07"]


CONCURRENT = {"kind": ActKind.POST_CONCURRENT, "posts": ("O06",), "held_with": ("O04",)}


def test_a_resolution_lifts_what_it_names_and_mends() -> None:
    case = over(build.case())
    done = take(bend(case, acts=(*case.acts, resolution(date(2006, 11, 3), "X1", "X3", **CONCURRENT))))
    assert done.closed
    announce = next(s for s in done.steps if s.step is StepId.ANNOUNCE)
    assert [(j.finding.code, j.lifted_by) for j in announce.judged] == [("X1", ("A50",)), ("X3", ("A50",))]
    holder = next(o for o in done.results.outcomes or () if o.concurrent)
    assert (holder.person, holder.post, holder.concurrent) == ("P06", "O04", ("O06",))


@pytest.mark.parametrize(
    ("act", "codes"),
    [
        (resolution(date(2006, 11, 3), "X1", **CONCURRENT), ["X3"]),
        (resolution(date(2006, 11, 13), "X1", "X3", **CONCURRENT), ["X1", "X3", "B07"]),
        (resolution(date(2006, 11, 3), "X1", "X3", kind=ActKind.FINDING_EXPLAINED), ["X1", "X3", "B07"]),
    ],
    ids=["names only one", "comes too late", "words without effect"],
)
def test_a_resolution_that_does_not_lift(act: Act, codes: list[str]) -> None:
    case = over(build.case())
    assert stopped_at(take(bend(case, acts=(*case.acts, act)))) == (StepId.ANNOUNCE, codes)


def test_an_undecided_post_is_filled_by_appointment() -> None:
    case = build.case()
    posts = tuple(
        msgspec.structs.replace(p, filling=Filling.UNDECIDED) if p.id == "O03" else p for p in case.posts
    )
    left_open = bend(case, posts=posts, choices=tuple(c for c in case.choices if c.person != "P03"))
    assert stopped_at(take(left_open)) == (StepId.ANNOUNCE, ["X2"])
    appoint = resolution(
        date(2006, 11, 3), "X2", kind=ActKind.POST_APPOINTED, posts=("O03",), people=("P03",)
    )
    done = take(bend(left_open, acts=(*case.acts, appoint)))
    assert done.closed
    assert next(o for o in done.results.outcomes or () if o.person == "P03").kind is OutcomeKind.APPOINT


def tied(case: Case) -> Case:
    """P04 answers as well as P03 did; nothing but a draw separates them."""
    exam = tuple(
        msgspec.structs.replace(case.sheets.exam[0], person=s.person) if s.person == "P04" else s
        for s in case.sheets.exam
    )
    choices = tuple(Choices(person=c.person, posts=("O03", "O02")) for c in case.choices[:3])
    return bend(case, sheets=bend(case.sheets, exam=exam), choices=(*choices, *case.choices[3:]))


@pytest.mark.parametrize(("lots", "winner"), [(("P03", "P04"), "P03"), (("P04", "P03"), "P04")])
def test_a_tie_waits_for_a_draw_and_follows_it(lots: tuple[str, ...], winner: str) -> None:
    case = tied(build.case())
    assert stopped_at(take(case)) == (StepId.RANK, ["G05"])
    drawn = Act(id="A51", kind=ActKind.DRAW_HELD, day=date(2006, 11, 20), by="改革办", people=lots)
    done = take(bend(case, acts=(*case.acts, drawn)))
    assert done.closed
    assert next(o.person for o in done.results.outcomes or () if o.post == "O03") == winner


def test_somebody_without_an_outcome_keeps_the_case_open() -> None:
    """P10 is struck from the exits: clearance stays shut."""
    case = build.case()
    assert stopped_at(take(bend(case, exits=case.exits[:1])))[0] is StepId.CLEAR


def test_a_person_sent_two_ways() -> None:
    case = build.case()
    both = bend(case, choices=(*case.choices, Choices(person="P09", posts=("O04",))))
    assert stopped_at(take(both)) == (StepId.ANNOUNCE, ["B01"])


def test_money_less_than_the_base_year_stops() -> None:
    case = build.case()
    short = msgspec.structs.replace(case.purchases.agreements[0], quantity=Decimal(450), amount=Decimal(900))
    step, codes = stopped_at(take(bend(case, purchases=bend(case.purchases, agreements=(short,)))))
    assert step is StepId.SERVICES
    assert codes
    assert all(code.startswith("S") for code in codes)


def test_what_must_be_explained_keeps_the_case_open() -> None:
    case = build.case()
    people = (*case.people[:3], msgspec.structs.replace(case.people[3], confirmed=False), *case.people[4:])
    open_case = bend(case, people=people)
    step, codes = stopped_at(take(open_case))
    assert (step, codes) == (StepId.SUM_UP, ["G07"])
    code = next(j.finding.code for s in take(open_case).steps for j in s.judged if j.unexplained)
    told = bend(open_case, acts=(*case.acts, build.explained("A91", code, date(2006, 12, 28))))
    assert take(told).closed


def test_same_inputs_in_any_row_order_give_the_same_bytes() -> None:
    case = build.case()
    turned = bend(
        case,
        posts=case.posts[::-1],
        people=case.people[::-1],
        choices=case.choices[::-1],
        exits=case.exits[::-1],
        acts=case.acts[::-1],
        sheets=bend(case.sheets, exam=case.sheets.exam[::-1], speech=case.sheets.speech[::-1]),
    )
    one, other = take(case), take(turned)
    assert canonical(one) == canonical(other)
    assert record(one) == record(other)
    assert papers(build.folder(case), one) == papers(build.folder(turned), other)


def test_the_acts_taken_are_listed_each_once() -> None:
    case = build.case()
    lines = record(take(case)).splitlines()
    assert len(lines) == len(case.acts)
    first = msgspec.json.decode(lines[0])
    assert (first["number"], first["act"], first["day"]) == (1, "group_established", "2006-09-11")


def test_digests_only_of_what_is_put_up_in_public() -> None:
    case = build.case()
    forms = (
        msgspec.structs.replace(case.sheets.assessment[0], marks={"work": Decimal(89)}),
        *case.sheets.assessment[1:],
    )
    changed = bend(case, sheets=bend(case.sheets, assessment=forms))
    before, after = record(take(case)).splitlines(), record(take(changed)).splitlines()
    differ = [msgspec.json.decode(a)["act"] for a, b in zip(before, after, strict=True) if a != b]
    # Of the sheets themselves not even the digest: there are only so many marks to try.
    assert differ[:2] == ["scoreboard_published", "ranking_final"]
    assert {e.act for e in take(case).entries if e.digest} == DIGESTED


def test_survey_goes_on_past_gates_and_takes_no_act() -> None:
    case = over(without(build.case(), ActKind.PLAN_APPROVED))
    seen = survey(build.folder(case))
    assert seen.entries == ()
    assert [s.step for s in seen.steps if s.step in {StepId.PLAN, StepId.PLACE, StepId.SUM_UP}] == [
        StepId.PLAN,
        StepId.PLACE,
        StepId.SUM_UP,
    ]
    codes = {j.finding.code for s in seen.steps for j in s.judged if j.stops}
    assert {"G01", "X1", "X3", "B07"} <= codes


def test_survey_of_a_plan_and_a_roster_alone() -> None:
    case = build.case()
    bare = Case(plan=case.plan, posts=case.posts, people=case.people)
    missing = ("exam", "evaluation", "speech", "assessment", "choices", "exits", "services", "acts")
    folder = Folder(case=bare, names={}, places={}, digests={}, missing=missing)
    sheet = survey(folder).results.balance
    assert sheet is not None
    assert sheet.findings == ()
    assert [law.code for law in sheet.laws] == ["B01", "B03", "B04", "B05", "B06", "B07", "B08", "B11"]


def test_kinds_have_their_own_boards() -> None:
    ranking = take(build.case()).results.ranking
    assert ranking is not None
    assert [(r.person, r.group, r.rank) for r in ranking.ranked if r.rank == 1] == [
        ("P03", ADMIN, 1),
        ("P06", INST, 1),
    ]


def test_who_works_on_beyond_the_clearance_is_not_cleared_by_it() -> None:
    """Clearance is closed on 30 October; P10's last day is the 30th, or the 31st."""
    case = build.case()
    later = tuple(
        msgspec.structs.replace(e, last_day=date(2006, 10, 31)) if e.person == "P10" else e
        for e in case.exits
    )
    step, codes = stopped_at(take(bend(case, exits=later)))

    assert step is StepId.CLEAR
    assert "B10" in codes


def test_a_step_with_nothing_to_do_needs_no_act() -> None:
    """No service to buy, nobody to clear, nobody who leaves: the case closes without the acts of these steps."""
    case = build.case()
    kinds = (ActKind.AGREEMENTS_SIGNED, ActKind.CLEARANCE_CLOSED, ActKind.EXITS_GRANTED)
    lean = bend(
        without(case, *kinds),
        plan=bend(case.plan, services=None, before=Before(bodies=4, staff=8)),
        people=tuple(p for p in case.people if p.id not in {"P09", "P10"}),
        exits=(),
        purchases=Purchases(),
        groundwork=Groundwork(),
    )
    done = take(lean)
    assert done.closed, stopped_at(done)
    assert [s.step for s in done.steps if s.first_day is None] == [
        StepId.CLEAR,
        StepId.DIVERT,
        StepId.SERVICES,
    ]
    # What there is to do still needs its act.
    for kept, step in ((case.exits[:1], StepId.DIVERT), (case.exits[1:], StepId.CLEAR)):
        there = {e.person for e in kept}
        people = tuple(p for p in case.people if p.id in there or p.id not in {"P09", "P10"})
        assert stopped_at(take(bend(lean, exits=kept, people=people)))[0] is step
    assert stopped_at(take(bend(lean, plan=case.plan)))[0] is StepId.SERVICES
