"""The rebound check on the small case: a later day as it should be has no finding; each thing that came back has one.

The small case closed with five administrative places filled of five that may be, three institution of three; P09 retired,
P10 was cleared, P08 (in some tests) was moved to the company.
"""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import build
from build import ADMIN, INST, bend
from dinggang.balance import Outcome, OutcomeKind
from dinggang.balance.later import (
    Closed,
    Later,
    LaterBody,
    LaterKind,
    LaterMoney,
    LaterPayment,
    LaterPerson,
    Nature,
    PaidBy,
    closed,
)
from dinggang.balance.rebound import rebound
from dinggang.balance.rebound_money import shares, wage_runs
from dinggang.basis import Finding, Level
from dinggang.case import NO_EFFECTS
from dinggang.plan import Document, PathYear, ServiceLine, Stratum

D = Decimal
COMPANY = "农工商公司"
KINDS = {ADMIN: LaterKind.ADMINISTRATIVE, INST: LaterKind.INSTITUTION}
BODIES = {ADMIN: "B01", INST: "B02"}


def outcomes(**others: OutcomeKind) -> tuple[Outcome, ...]:
    found = [
        *(Outcome(person=p, kind=OutcomeKind.APPOINT, occupies=ADMIN) for p in ("P01", "P02")),
        *(Outcome(person=p, kind=OutcomeKind.COMPETE, occupies=ADMIN) for p in ("P03", "P04", "P05")),
        *(Outcome(person=p, kind=OutcomeKind.COMPETE, occupies=INST) for p in ("P06", "P07", "P08")),
        Outcome(person="P09", kind=OutcomeKind.RETIRE),
        Outcome(person="P10", kind=OutcomeKind.CLEAR_TEMP),
    ]
    return tuple(Outcome(person=o.person, kind=others[o.person]) if o.person in others else o for o in found)


def case():
    """The small case, in which people came from 农业站 and 党政办公室."""
    plain = build.case()
    people = tuple(
        bend(p, former_body="农业站" if p.kind.value == "institution" else "党政办公室") for p in plain.people
    )
    return bend(plain, people=people)


def settled(**others: OutcomeKind) -> Closed:
    return closed(case(), NO_EFFECTS, outcomes(**others))


def works(person: str | None, kind: LaterKind, **changes: object) -> LaterPerson:
    values: dict[str, object] = {
        "row": f"later:{person or 'new'}",
        "person": person,
        "kind": kind,
        "paid_by": PaidBy.BUDGET,
        "start": date(2007, 3, 1),
    }
    return LaterPerson(**{**values, **changes})  # type: ignore[arg-type]  # a test bends any field


def same() -> tuple[LaterPerson, ...]:
    """Everybody who occupied a place at the close, where they were."""
    return tuple(
        works(
            o.person,
            KINDS[o.occupies],
            body="" if o.kind is OutcomeKind.APPOINT else BODIES[o.occupies],
            stratum=Stratum.LEADER if o.kind is OutcomeKind.APPOINT else Stratum.GENERAL,
        )
        for o in outcomes()
        if o.occupies is not None
    )


def told(body: str, kind=ADMIN, headcount: int = 3, staff: int = 3, **changes: object) -> LaterBody:
    values = {"row": f"bodies:{body}", "body": body, "kind": kind, "headcount": headcount, "staff": staff}
    return LaterBody(**{**values, **changes})  # type: ignore[arg-type]  # a test bends any field


def spent(
    number: int, amount: int, nature: Nature = Nature.SERVICES, year: int = 2008, **changes
) -> LaterMoney:
    values: dict[str, object] = {
        "row": f"money:F{number:02}",
        "year": year,
        "nature": nature,
        "amount": D(amount),
    }
    if nature is Nature.SERVICES:
        values |= {"line": "S01", "purpose": "农业"}
    return LaterMoney(**{**values, **changes})  # type: ignore[arg-type]  # a test bends any field


def paid(
    month: int, amount: str, person: str | None = None, payee: str = COMPANY, year: int = 2007
) -> LaterPayment:
    return LaterPayment(
        row=f"paid:{year}-{month}-{person}",
        day=date(year, month, 15),
        payee=payee,
        person=person,
        amount=D(amount),
    )


def found(*people: LaterPerson, at: Closed | None = None, **tables) -> list[Finding]:
    return list(rebound(at or settled(), Later(people=(*same(), *people), **tables)))


def test_a_later_day_as_it_was_closed_has_no_finding():
    assert (
        found(
            bodies=(told("B01"), told("B02", INST)),
            money=(spent(1, 1000), spent(2, 3000, Nature.STAFF)),
            payments=(paid(1, "500"), paid(4, "500"), paid(9, "80")),
        )
        == []
    )


def test_a_company_that_works_as_agreed_has_no_finding():
    away = settled(P08=OutcomeKind.DIVERT_COMPANY)
    people = [p for p in same() if p.person != "P08"]
    there = works("P08", LaterKind.COMPANY, employer=COMPANY, paid_by=PaidBy.SERVICES)
    assert rebound(away, Later(people=(*people, there))) == ()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"kind": LaterKind.TEMPORARY, "body": "B02"},
            "P10已临时人员清退（2006-10-30离岗），后来的花名册上又在便民服务中心，临时，由财政人员经费支付，自2007-03-01起。",
        ),
        (
            {"kind": LaterKind.COMPANY, "employer": COMPANY, "paid_by": PaidBy.SERVICES},
            "P10已临时人员清退（2006-10-30离岗），后来的花名册上又在农工商公司，公司人员，由服务经费支付，自2007-03-01起。",
        ),
        (
            {"kind": LaterKind.SELF_HIRED, "body": "B01", "start": date(2006, 10, 30)},
            "P10已临时人员清退（2006-10-30离岗），后来的花名册上又在党政办公室，自用，由财政人员经费支付，自2006-10-30起，早于离岗，等于没有离开。",
        ),
    ],
)
def test_a_cleared_person_is_back(changes, words):
    (one,) = found(works("P10", **changes))
    assert (one.code, one.level, one.words.zh) == ("W01", Level.STOPS, words)
    assert one.rows == ("later:P10", "people:P10", "exits:P10/clear_temp")


@pytest.mark.parametrize(
    ("changes", "level"),
    [
        ({"kind": LaterKind.TEMPORARY, "body": "B01"}, Level.STOPS),
        ({"kind": LaterKind.COMPANY, "employer": COMPANY, "body": "B01"}, Level.EXPLAIN),  # sits where it sat
        ({"kind": LaterKind.AGENCY, "employer": "某派遣公司", "body": "B02"}, Level.EXPLAIN),
    ],
)
def test_a_diverted_person_is_back(changes, level):
    away = settled(P08=OutcomeKind.DIVERT_COMPANY)
    people = [p for p in same() if p.person != "P08"]
    (one,) = rebound(away, Later(people=(*people, works("P08", **changes))))
    assert (one.code, one.level) == ("W02", level)


@pytest.mark.parametrize(
    ("kind", "paid_by", "level"),
    [
        (LaterKind.TEMPORARY, PaidBy.BUDGET, Level.STOPS),
        (LaterKind.COMPANY, PaidBy.SERVICES, Level.EXPLAIN),
    ],
)
def test_a_retired_person_is_paid_as_staff(kind, paid_by, level):
    (one,) = found(works("P09", kind, paid_by=paid_by))
    assert (one.code, one.level) == ("W03", level)


def test_internal_retirement_counts_as_retired_and_waiting_at_home_as_no_work():
    inside = settled(P08=OutcomeKind.RETIRE_INTERNAL)
    codes = [f.code for f in rebound(inside, Later(people=same()))]
    at_home = tuple(p if p.person != "P08" else works("P08", LaterKind.WAITING) for p in same())
    assert codes == ["W03"]
    assert rebound(inside, Later(people=at_home)) == ()


def test_one_more_than_headcount_by_hand():
    """Institution 4 with 1 in reserve, which nobody released: 3 may, 4 do."""
    (one,) = found(works(None, LaterKind.INSTITUTION, body="B02"))
    assert (one.code, one.level, one.rows) == ("W04", Level.STOPS, ("later:new",))
    assert one.words.zh == "事业编制可用3名，后来的花名册有4人，超编1人；办结以后占编的有1人。"


def test_kinds_are_not_netted():
    """One administrative less does not make room for one institution more."""
    fewer = [p for p in same() if p.person != "P05"]
    more = works(None, LaterKind.INSTITUTION, body="B02")
    assert [f.code for f in rebound(settled(), Later(people=(*fewer, more)))] == ["W04"]


def test_the_reserve_counts_once_it_was_released():
    released = bend(settled(), released={INST: 1})
    assert found(works(None, LaterKind.INSTITUTION, body="B02"), at=released) == []


@pytest.mark.parametrize(
    ("bodies", "codes"),
    [
        ((told("B02", INST, headcount=4, staff=3),), [("W05", Level.STOPS)]),
        ((told("B02", INST, headcount=4, staff=3, approval="区编〔2008〕2号"),), [("W05", Level.EXPLAIN)]),
        # 6 administrative are approved, reserve included: 3 + 4 are one too many, and B01 has 3
        (
            (told("B01", headcount=3), told("B09", headcount=4, staff=0)),
            [("W05", Level.STOPS), ("W07", Level.EXPLAIN)],
        ),
        ((told("B01", staff=4),), [("W04", Level.STOPS), ("W15", Level.EXPLAIN)]),
        ((told("B01", staff=2),), [("W15", Level.EXPLAIN)]),
        ((told("B01", leaders=3),), [("W06", Level.STOPS)]),
        ((told("N01", headcount=1, staff=0),), [("W08", Level.STOPS)]),
        ((told("农业站", INST, headcount=0, staff=0),), [("W07", Level.STOPS)]),
    ],
)
def test_what_the_table_of_bodies_tells(bodies, codes):
    assert [(f.code, f.level) for f in found(bodies=bodies)] == codes


def test_a_third_leader():
    (one,) = rebound(
        settled(),
        Later(people=tuple(bend(p, stratum=Stratum.LEADER) if p.person == "P03" else p for p in same())),
    )
    assert (one.code, one.rows) == ("W06", ("later:P01", "later:P02", "later:P03"))
    assert one.words.zh == "行政领导职数2名，后来花名册上有领导3名，超职数1名。"


def test_bodies_that_went_and_plates_with_people():
    moved = {"P06": "农业站", "P07": "N01", "P08": "招商局"}
    people = tuple(bend(p, body=moved.get(p.person, p.body)) for p in same())
    found = rebound(settled(), Later(people=people))
    assert [(f.code, f.level, f.rows) for f in found] == [
        ("W07", Level.STOPS, ("later:P06",)),
        ("W07", Level.EXPLAIN, ("later:P08",)),
        ("W08", Level.STOPS, ("later:P07",)),
    ]
    assert found[0].words.zh == "“农业站”在改革中已经撤并，后来又出现，花名册上有1人。"


def test_bodies_that_the_plan_says_went_into_others():
    """Nobody of the roster came from 招商局, and the plan says that it went into B02."""
    plan = build.plan()
    bodies = (plan.bodies[0], bend(plan.bodies[1], former=("招商局",)))
    at = closed(bend(case(), plan=bend(plan, bodies=bodies)), NO_EFFECTS, outcomes())
    people = tuple(bend(p, body="招商局") if p.person == "P08" else p for p in same())
    assert [(f.code, f.level) for f in rebound(at, Later(people=people))] == [("W07", Level.STOPS)]


@pytest.mark.parametrize(
    ("kind", "body", "codes"),
    [
        (LaterKind.TEMPORARY, "", ["W09"]),
        (LaterKind.AGENCY, "B01", ["W09"]),
        (LaterKind.COMPANY, "B01", ["W09"]),
        (LaterKind.COMPANY, "", []),  # the company's own affair
        (LaterKind.WAITING, "", []),
    ],
)
def test_new_staff_without_headcount(kind, body, codes):
    assert [f.code for f in found(works(None, kind, body=body, employer=COMPANY))] == codes


# ── money ──


def two_lines() -> Closed:
    """S01 1,000 for 农业 and S02 500 for 防疫."""
    plan = build.plan()
    second = ServiceLine(id="S02", name="畜禽防疫", purpose="防疫", unit="头", base_amount=D(500))
    services = bend(plan.services, base_total=D(1500), lines=(plan.services.lines[0], second))
    return bend(settled(), plan=bend(plan, services=services))


S02 = {"line": "S02", "purpose": "防疫"}


@pytest.mark.parametrize(
    ("money", "codes"),
    [
        ((spent(1, 1000), spent(2, 500, **S02)), []),
        ((spent(1, 600), spent(2, 400), spent(3, 500, **S02)), []),  # two rows of one line add up
        ((spent(1, 900), spent(2, 600, **S02)), ["W10"]),  # one lower while the total stays
        ((spent(1, 999), spent(2, 500, **S02)), ["W10", "W10"]),  # and the total
        ((spent(1, 1500),), ["W10"]),  # a line without money
        ((spent(1, 1000), spent(2, 500, line="S02", purpose="农业")), ["W11"]),
    ],
)
def test_service_money_line_by_line(money, codes):
    assert [f.code for f in found(at=two_lines(), money=money)] == codes


def test_one_line_lower_while_the_total_stays_by_hand():
    (one,) = found(at=two_lines(), money=(spent(1, 900), spent(2, 600, **S02)))
    assert one.rows == ("money:F01",)
    assert one.words.zh == (
        "农技推广2008年安排900元，少于2005年的1000元，少100元；合计没有少，畜禽防疫多100元，不能以此抵彼。"
    )


def on(*years: PathYear) -> Closed:
    plan = build.plan()
    return bend(settled(), plan=bend(plan, services=bend(plan.services, path=years)))


def test_the_share_climbs_back():
    """1,000 of 4,000 in 2007 were 25 per cent, the target. In 2008 1,000 of 5,000 are 20: below it, and back."""
    path = PathYear(year=2007, staff=D(3000), services=D(1000), target_share=D(25))
    later = (spent(1, 1000), spent(2, 4000, Nature.STAFF))
    low, back = found(at=on(path), money=later)
    assert (low.code, low.level, low.rows) == ("W12", Level.EXPLAIN, ("money:F01", "money:F02"))
    assert low.words.zh == "2008年人员经费4000元、服务经费1000元，占20%，低于目标25%，按当年总额还差250元。"
    assert "比2007年的25%" in back.words.zh
    assert "services.path" not in low.cure.zh  # it is the later budget that is to be mended
    assert found(at=on(path), money=(spent(1, 1000), spent(2, 3000, Nature.STAFF))) == []
    # Without the staff money of a year no share is told.
    assert [y.year for y in shares(on(path).plan.services, later[:1])] == [2007]


# ── wages ──


def test_the_same_person_month_by_month():
    (one,) = found(payments=[paid(m, "900", "P10") for m in (1, 2, 3)])
    assert (one.code, one.level) == ("W13", Level.EXPLAIN)
    assert one.rows == ("paid:2007-1-P10", "paid:2007-2-P10", "paid:2007-3-P10", "people:P10")
    assert one.words.zh == (
        "2007-01至2007-03经农工商公司按月付给同样的1人（P10），共3人月、2700元，像是工资，疑似变相用工。"
    )
    assert one.cites == ()
    later = [paid(m, "900", "P10", year=2021) for m in (1, 2, 3)]
    assert [f.cites for f in found(payments=later)] == [("GM-10",)]


def test_through_one_payee_after_the_other():
    """Two months through the company, the third through an agency: three months on end all the same."""
    own = (paid(1, "900", "P10"), paid(2, "900", "P10"), paid(3, "880", "P10", payee="某派遣公司"))
    (one,) = found(payments=own)
    assert "经农工商公司、某派遣公司按月付给同样的1人（P10），共3人月、2680元" in one.words.zh


def test_whole_yuan_a_head_of_those_who_work_there():
    away = settled(P07=OutcomeKind.DIVERT_COMPANY, P08=OutcomeKind.DIVERT_COMPANY)
    people = [p for p in same() if p.person not in {"P07", "P08"}]
    there = [works(p, LaterKind.COMPANY, employer=COMPANY, paid_by=PaidBy.SERVICES) for p in ("P07", "P08")]

    def codes(*sums: str) -> list[str]:
        own = tuple(paid(m, amount) for m, amount in enumerate(sums, start=1))
        return [f.code for f in rebound(away, Later(people=(*people, *there), payments=own))]

    assert codes("1800", "1800", "1800") == ["W13"]  # 900 each
    assert codes("1801", "1801", "1801") == []  # 900.50 each
    assert codes("1800", "1800", "1700") == []
    assert codes("1800", "1800") == []


@pytest.mark.parametrize(
    ("sums", "runs"),
    [
        ({1: "100", 2: "100", 3: "100"}, [(1, 3)]),
        ({1: "100", 2: "90", 3: "95"}, [(1, 3)]),  # a tenth apart
        ({1: "100", 2: "89", 3: "95"}, []),  # more than a tenth; 89 and 95 are two months
        ({1: "500", 2: "100", 3: "100", 4: "100"}, [(2, 4)]),
        ({1: "100", 2: "100", 4: "100", 5: "100"}, []),  # a month between
        ({1: "100", 2: "100", 3: "100", 4: "50", 5: "50", 6: "50"}, [(1, 3), (4, 6)]),
    ],
)
def test_runs_of_months(sums, runs):
    found = wage_runs({month: D(amount) for month, amount in sums.items()})
    assert [(run[0], run[-1]) for run in found] == runs


# ── who is who ──


def test_a_namesake_of_somebody_who_left():
    one, two = found(works(None, LaterKind.TEMPORARY, alike=("P10", "P03")))
    assert [one.code, two.code] == ["W09", "W14"]
    assert two.rows == ("later:new", "people:P10")
    assert two.words.zh == ("后来花名册上有人与P10（临时人员清退）同名，没有编号或出生日期，可能是同一人。")


def test_law_is_cited_where_it_holds():
    plan = bend(build.plan(), cutoff=date(2008, 1, 1), basis=(Document(title="批复"),))
    (one,) = found(works(None, LaterKind.INSTITUTION, body="B02"), at=bend(settled(), plan=plan))
    assert one.cites == ("BZ-06",)


# ── all together ──

TAMPERINGS: dict[str, tuple[list[str], dict[str, list[object]]]] = {
    "a cleared person at the company": (
        ["W01"],
        {"people": [works("P10", LaterKind.COMPANY, employer=COMPANY)]},
    ),
    "a retired person on the payroll": (["W03"], {"people": [works("P09", LaterKind.TEMPORARY)]}),
    "a new hand": (["W09"], {"people": [works(None, LaterKind.SELF_HIRED, body="B02")]}),
    "one more institution": (["W04"], {"people": [works(None, LaterKind.INSTITUTION, row="later:more")]}),
    "headcount told": (["W05"], {"bodies": [told("B02", INST, headcount=4)]}),
    "a plate": (["W08"], {"bodies": [told("N01", headcount=1, staff=0)]}),
    "a station again": (["W07"], {"bodies": [told("农业站", INST, headcount=0, staff=0)]}),
    "less money": (["W10", "W10"], {"money": [spent(1, 900)]}),
    "another purpose": (["W11"], {"money": [spent(2, 1000, year=2009, purpose="办公")]}),
    "wages": (["W13"], {"payments": [paid(m, "800", "P03") for m in (4, 5, 6)]}),
}


@given(st.sets(st.sampled_from(sorted(TAMPERINGS))))
def test_law_each_tampering_is_found_whatever_else_was_done(chosen):
    """None hides another, and none is found that was not done."""
    tables: dict[str, list[object]] = {"people": [*same()], "bodies": [], "money": [], "payments": []}
    for name in chosen:
        for table, rows in TAMPERINGS[name][1].items():
            tables[table] += rows
    later = Later(**{table: tuple(rows) for table, rows in tables.items()})  # type: ignore[arg-type]  # rows by table
    codes = sorted(f.code for f in rebound(settled(), later))
    assert codes == sorted(code for name in chosen for code in TAMPERINGS[name][0])
