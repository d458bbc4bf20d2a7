"""Majors, certificates, years in the stratum, scope, and bars after a sanction. The cut-off is 31 October 2006."""

from datetime import date

import pytest

import build
from build import ADMIN
from dinggang.plan import EligibilityRule, SanctionKind, Scope
from dinggang.roster import Certificate, Sanction, StaffKind, may_compete, may_hold

CUTOFF = date(2006, 10, 31)
RULE = EligibilityRule()


def reasons(post_changes, **person_changes):
    post = build.post(1, ADMIN, **post_changes)
    person = build.person(3, StaffKind.ADMINISTRATIVE, **person_changes)
    return [r.zh for r in may_hold(RULE, post, person, CUTOFF)]


@pytest.mark.parametrize(
    ("majors", "expected"),
    [
        (("会计", "农学"), []),
        (("农学",), ["专业须为会计、财政之一，本人农学"]),
        ((), ["专业须为会计、财政之一，本人没有登记专业"]),
    ],
)
def test_one_of_the_majors(majors, expected):
    assert reasons({"majors": ("会计", "财政")}, majors=majors) == expected


def certificate(issued=date(2000, 1, 1), expires=None, name="会计证"):
    return Certificate(name=name, issued=issued, expires=expires)


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ((certificate(),), []),
        ((certificate(expires=CUTOFF),), []),
        ((certificate(issued=CUTOFF),), []),
        ((certificate(expires=date(2006, 10, 30)),), ["会计证在截止日2006-10-31没有生效或已过期"]),
        ((certificate(issued=date(2006, 11, 1)),), ["会计证在截止日2006-10-31没有生效或已过期"]),
        ((certificate(name="驾照"),), ["没有会计证"]),
        ((certificate(expires=date(2001, 1, 1)), certificate(issued=date(2005, 1, 1))), []),
    ],
)
def test_every_certificate_at_the_cutoff(held, expected):
    assert reasons({"certificates": ("会计证",)}, certificates=held) == expected


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        (date(2003, 10, 31), []),
        (date(2003, 11, 1), ["任现层次2年，不满3年"]),
        (None, ["没有登记现任层次的起始日"]),
    ],
)
def test_years_in_the_present_stratum(since, expected):
    assert reasons({"min_stratum_years": 3}, stratum_since=since) == expected


@pytest.mark.parametrize(
    ("scope", "outside", "expected"),
    [
        (Scope.ALL, True, []),
        (Scope.ORGAN, False, []),
        (Scope.ORGAN, True, ["限本机关人员，本人在机关以外的单位"]),
    ],
)
def test_scope(scope, outside, expected):
    assert reasons({"scope": scope}, outside=outside) == expected


def test_all_reasons_and_not_the_first():
    wanting = {
        "majors": ("会计",),
        "certificates": ("会计证", "驾照"),
        "min_stratum_years": 1,
        "party_member": True,
    }

    assert len(reasons(wanting)) == 5


@pytest.mark.parametrize(
    ("kind", "start", "end", "expected"),
    [
        # Ended before the cut-off, and 24 months from 31 October 2004 are over on it.
        (SanctionKind.DEMERIT, date(2004, 10, 31), date(2005, 10, 30), []),
        (
            SanctionKind.DEMERIT,
            date(2004, 11, 1),
            date(2005, 10, 31),
            ["2004-11-01受记过处分，方案规定24个月内不得竞岗，到2006-11-01为止"],
        ),
        # A warning bars for no time of its own.
        (SanctionKind.WARNING, date(2006, 1, 1), date(2006, 6, 30), []),
        (
            SanctionKind.WARNING,
            date(2006, 8, 1),
            date(2007, 1, 31),
            ["受警告处分，2007-01-31期满，截止日2006-10-31仍在处分期"],
        ),
        (SanctionKind.EXPULSION, date(1999, 1, 1), date(1999, 1, 1), ["1999-01-01受开除处分"]),
        (SanctionKind.DEMERIT, date(2006, 11, 1), date(2007, 10, 31), []),
    ],
)
def test_bars_after_a_sanction(kind, start, end, expected):
    rule = EligibilityRule(bar_after_sanction={SanctionKind.DEMERIT: 24})
    person = build.person(3, StaffKind.ADMINISTRATIVE, sanctions=(Sanction(kind=kind, start=start, end=end),))

    assert [r.zh for r in may_compete(rule, person, CUTOFF)] == expected
