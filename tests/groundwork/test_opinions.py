"""U01–U03: opinions on the draft plan. Adopted on 20 September 2006, approved on the 25th."""

from datetime import date

import pytest

from dinggang.basis import Finding, Level, Words
from dinggang.groundwork import Channel, Disposition, Opinion, check_opinions

ADOPTED, APPROVED = date(2006, 9, 20), date(2006, 9, 25)


def opinion(number: int, day: date, disposition: Disposition | None = None, reply: str = "") -> Opinion:
    return Opinion(
        id=f"Y{number:02}",
        day=day,
        channel=Channel.FORUM,
        source="座谈会",
        text="意见",
        disposition=disposition,
        reply=reply,
    )


def codes(*opinions: Opinion, adopted: date | None = ADOPTED, approved: date | None = APPROVED) -> list[str]:
    return [f.code for f in check_opinions(opinions, adopted, approved)]


@pytest.mark.parametrize(
    ("day", "disposition", "found"),
    [
        (ADOPTED, None, ["U01"]),
        (ADOPTED, Disposition.TAKEN, []),
        (date(2006, 9, 21), None, []),  # not there yet when the plan was adopted
    ],
)
def test_undecided_when_the_plan_was_adopted(day, disposition, found):
    assert codes(opinion(1, day, disposition)) == found


def test_not_judged_before_the_plan_is_adopted_or_approved():
    assert codes(opinion(1, ADOPTED), adopted=None) == []
    assert codes(opinion(1, date(2006, 9, 26)), approved=None) == []
    assert codes() == []


def test_undecided_in_words():
    many = [opinion(n, ADOPTED) for n in range(11, 0, -1)]
    assert check_opinions(many, ADOPTED, APPROVED) == (
        Finding(
            code="U01",
            level=Level.EXPLAIN,
            words=Words(
                zh="11条意见在2006-09-20通过方案时没有采纳情况：Y01、Y02、Y03、Y04、Y05、Y06、Y07、Y08、Y09、Y10等。",
                en="11 opinions have no disposition, and the plan was adopted on 2006-09-20: "
                "Y01, Y02, Y03, Y04, Y05, Y06, Y07, Y08, Y09, Y10 and others.",
            ),
            cure=Words(
                zh="请在groundwork表“征求意见”填写采纳情况和处理说明；确实没有研究的，请说明。",
                en="Fill in what became of them in the sheet 征求意见 of groundwork, or explain why they were not considered.",
            ),
            rows=tuple(f"opinions:Y{n:02}" for n in range(1, 12)),
        ),
    )


@pytest.mark.parametrize(
    ("disposition", "reply", "found"),
    [
        (Disposition.NOT_TAKEN, "", ["U02"]),
        (Disposition.PARTLY, " ", ["U02"]),
        (Disposition.NOT_TAKEN, "与上级规定不符。", []),
        (Disposition.PARTLY, "改了第七条。", []),
        (Disposition.TAKEN, "", []),
        (Disposition.EXPLAINED, "", []),
    ],
)
def test_a_reply_to_what_was_not_taken(disposition, reply, found):
    assert codes(opinion(1, ADOPTED, disposition, reply)) == found


def test_unanswered_in_words():
    (found,) = check_opinions([opinion(2, ADOPTED, Disposition.PARTLY)], ADOPTED, APPROVED)
    assert (found.level, found.rows) == (Level.EXPLAIN, ("opinions:Y02",))
    assert found.words == Words(
        zh="1条意见没有采纳或只采纳一部分，却没有处理说明：Y02。",
        en="1 opinions were not taken, or in part, without a reply: Y02.",
    )


@pytest.mark.parametrize(("day", "found"), [(APPROVED, []), (date(2006, 9, 26), ["U03"])])
def test_after_the_approval(day, found):
    assert codes(opinion(1, day, Disposition.TAKEN)) == found


def test_too_late_in_words():
    (found,) = check_opinions([opinion(1, date(2006, 10, 1))], ADOPTED, APPROVED)
    assert (found.level, found.rows) == (Level.NOTICE, ("opinions:Y01",))
    assert found.words == Words(
        zh="1条意见是2006-09-25批复方案之后提出的，方案已不能据以修改：Y01。",
        en="1 opinions came in after the plan was approved on 2006-09-25 and can no longer be weighed: Y01.",
    )
