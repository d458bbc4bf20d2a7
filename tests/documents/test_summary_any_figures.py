"""The summary of cases nobody wrote by hand: a small town with any figures, and a county."""

import re
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import build
from build import ADMIN, INST, bend
from dinggang.balance import Outcome, OutcomeKind
from dinggang.case import Folder
from dinggang.documents import Told, summary, summary_text
from dinggang.documents.summary import _rows
from dinggang.plan import Before
from dinggang.reading import check_up, text_of
from documents.test_summary import TOWN, bare, made_of, small


def test_a_county_s_summary_holds_too(monkeypatch):
    """Twelve townships of 2026, at a twentieth of their size."""
    monkeypatch.syspath_prepend(str(TOWN.parents[1] / "scripts"))
    from make_county_2026 import county  # noqa: PLC0415 - found only on the path set here

    case, names = county(Fraction(1, 20))
    folder = Folder(case=case, names=names, places={}, digests={})
    made = made_of(folder)
    assert made.title == "岚泽县机构改革工作总结"
    assert [(f.code, f.words.zh) for f in check_up(text_of(summary_text(made))).findings] == []
    assert len({s.text for s in made.sentences}) == len(made.sentences)
    assert bare(made, folder) == []


@pytest.mark.parametrize(
    ("references", "shown"),
    [
        (("people:P098", "people:P099", "people:P100", "people:P102"), "people:P098–P100、P102"),
        (("plan:headcount.administrative",), "plan:headcount.administrative"),
        (("speech",), "speech"),
        (("acts:A09", "posts:O32", "posts:O37"), "acts:A09；posts:O32、O37"),
        (tuple(f"people:P{n}" for n in range(1, 21, 2)), "people:P1、P3、P5、P7、P9、P11、P13、P15等10行"),
    ],
)
def test_rows_are_shown_in_runs(references, shown):
    assert _rows(references) == shown


@cache
def drawn_from() -> Told:
    return small()


class Bent:
    """A town that shows itself by its summary: the whole value would fill pages."""

    def __init__(self, told_: Told) -> None:
        self.told = told_

    def __repr__(self) -> str:
        return summary_text(summary(self.told))


@st.composite
def bent_towns(draw: st.DrawFn) -> Bent:
    """The small town with any ledger, any figures from before, closed or not, anything of it missing."""
    told_ = drawn_from()
    people = [p.id for p in told_.case.people]
    posts = [p.id for p in told_.case.posts]
    ledger = tuple(
        Outcome(
            person=person,
            kind=draw(st.sampled_from(list(OutcomeKind))),
            post=draw(st.sampled_from([*posts, None])),
            occupies=draw(st.sampled_from([ADMIN, INST, None])),
        )
        for person in people
    )
    few = st.one_of(st.none(), st.integers(0, 60))
    plan = told_.case.plan
    headcount = {
        kind: bend(quota, before=draw(few), proposed=draw(few)) for kind, quota in plan.headcount.items()
    }
    # The small town is called 测试镇, and a 测试 is an exam to whoever reads.
    plan = bend(
        plan,
        organ="青禾镇",
        before=Before(bodies=draw(few), staff=draw(few)),
        headcount=headcount,
    )
    keeps = st.booleans()
    return Bent(
        bend(
            told_,
            case=bend(told_.case, plan=plan),
            outcomes=ledger,
            closed=draw(keeps),
            clearances=told_.clearances if draw(keeps) else (),
            exits=told_.exits if draw(keeps) else (),
            applicants=told_.applicants if draw(keeps) else None,
            marks=told_.marks if draw(keeps) else None,
            placement=told_.placement if draw(keeps) else None,
            ranking=told_.ranking if draw(keeps) else None,
            statements=told_.statements if draw(keeps) else (),
        )
    )


@given(bent_towns())
@settings(max_examples=40)
def test_whatever_the_figures_all_printed_are_in_the_ledger_and_agree(bent):
    """No number without its query, no sentence twice, and no two figures that contradict each other."""
    made = summary(bent.told)
    assert bare(made, build.folder(bent.told.case)) == []
    assert len({s.text for s in made.sentences}) == len(made.sentences)
    assert [s for s in made.sentences if re.search(r"[，、：；]。|，，|、、|（）|None|^[，、]", s.text)] == []
    found = check_up(text_of(summary_text(made))).findings
    assert [(f.code, f.words.zh) for f in found if f.code[0] in "RT"] == []
