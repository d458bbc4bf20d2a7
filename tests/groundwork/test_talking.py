"""U12–U14: talks. No finding sets a person beside a worry, and no number under five is said."""

from datetime import date

import pytest

import build
from build import bend
from dinggang.basis import Finding, Level, Words
from dinggang.groundwork import (
    CONCERN_WORDS,
    Concern,
    Talk,
    TalkForm,
    check_talked,
    check_talks,
    check_worries,
    held,
)
from dinggang.sheets.labels import LABELS

DAY, LATER = date(2006, 11, 4), date(2006, 11, 8)


def talk(
    person: str, by: str = "P01", concern: Concern | None = None, day: date = DAY, *, settled: bool = False
) -> Talk:
    return Talk(person=person, day=day, by=by, form=TalkForm.ALONE, concern=concern, settled=settled)


def people(**relatives: tuple[str, ...]) -> dict[str, build.Person]:
    return {p.id: bend(p, relatives=relatives.get(p.id, ())) for p in build.people()}


@pytest.mark.parametrize(
    ("known", "rows"),
    [
        (people(P03=("P05",), P05=("P03",)), ("talks:P03/2006-11-04",)),
        (people(P03=("P05",)), ("talks:P03/2006-11-04",)),
        (people(P05=("P03",)), ("talks:P03/2006-11-04",)),
        (people(P03=("P04",)), ()),
        (people(), ()),
        ({}, ()),
    ],
)
def test_a_talk_held_by_a_relative(known, rows):
    found = check_talks([talk("P03", "P05")], known)
    assert [(f.code, f.level, f.rows) for f in found] == ([("U12", Level.EXPLAIN, rows)] if rows else [])


def test_talks_in_words():
    rows = [
        talk("P03", "P05", Concern.POST),
        talk("P03", "P05", Concern.PAY),  # the same talk
        talk("P04", "P04"),
    ]
    found = check_talks(rows, people(P03=("P05",)))
    assert [(f.level, f.words, f.rows) for f in found] == [
        (
            Level.EXPLAIN,
            Words(
                zh="1次谈话由亲属进行，没有回避：P03（谈话人P05，2006-11-04）。",
                en="1 talks were held by a relative: P03 (by P05, 2006-11-04).",
            ),
            ("talks:P03/2006-11-04",),
        ),
        (
            Level.NOTICE,
            Words(zh="1次谈话的谈话人是本人：P04。", en="1 talks are with oneself: P04."),
            ("talks:P04/2006-11-04",),
        ),
    ]


def test_one_who_is_named_as_a_relative_of_themselves_only_talks_with_themselves():
    found = check_talks([talk("P03", "P03")], people(P03=("P03",)))
    assert [(f.code, f.level) for f in found] == [("U12", Level.NOTICE)]


def test_rows_of_one_talk_are_one_talk():
    assert held([talk("P03", concern=c) for c in Concern]) == 1
    assert held([talk("P03"), talk("P04"), talk("P03", day=LATER), talk("P03", by="P02")]) == 4
    assert held([]) == 0


def test_people_who_leave_early_without_a_talk():
    assert check_talked([talk("P03"), talk("P06", "P06")], ["P09", "P03", "P06"]) == (
        Finding(
            code="U13",
            level=Level.NOTICE,
            words=Words(
                zh="2名提前离岗或分流的人员没有谈话记录：P06、P09。",
                en="2 people leave early or move out, and no talk with them is on record: P06, P09.",
            ),
            cure=Words(
                zh="请在办理前谈一次；谈过的，在talks表补登。",
                en="Talk with them before it is done; if somebody did, add the row to talks.",
            ),
            rows=("people:P06", "people:P09"),
        ),
    )


@pytest.mark.parametrize(("talks", "leaving"), [([], ["P09"]), ([talk("P09")], ["P09"]), ([talk("P03")], [])])
def test_nobody_is_left_without_a_talk(talks, leaving):
    assert check_talked(talks, leaving) == ()


def worries(count: int, concern: Concern, first: int = 1, *, gone: int = 0) -> list[Talk]:
    return [talk(f"P{n:02}", concern=concern, settled=n < first + gone) for n in range(first, first + count)]


def others(count: int) -> list[Talk]:
    """People who named no worry."""
    return [talk(f"Q{n:02}") for n in range(count)]


def test_worries_in_words():
    (found,) = check_worries(
        [*worries(10, Concern.POST, gone=5), *worries(4, Concern.HARDSHIP), *others(5)],
    )
    assert found == Finding(
        code="U14",
        level=Level.NOTICE,
        words=Words(
            zh="谈话中提出的顾虑还有没解开的：岗位去留5人，实际困难少于5人。",
            en="Worries named in talks and not settled: post 5; hardship fewer than 5.",
        ),
        cure=Words(
            zh="请继续做工作；已经解开的，在talks表“是否解开”填“是”。",
            en="Go on talking; where one is settled, say so in the column 是否解开 of talks.",
        ),
        rows=("talks:",),
    )


def test_worries_of_few_are_named_together():
    rows = [*worries(17, Concern.POST, gone=5), *worries(1, Concern.OTHER), *others(5)]
    (found,) = check_worries([*rows, *worries(4, Concern.PAY), *worries(9, Concern.RETIREMENT, gone=9)])
    assert found.words == Words(
        zh="谈话中提出的顾虑还有没解开的：岗位去留12人，待遇、其他各少于5人。",
        en="Worries named in talks and not settled: post 12; pay, other fewer than 5 each.",
    )


@pytest.mark.parametrize(
    ("named", "gone", "more", "told"),
    [
        # The analysis tells that ten named it: with nine open, one would be known to be settled.
        (10, 1, 5, "岗位去留5人以上"),
        (10, 4, 5, "岗位去留5人以上"),
        (10, 5, 5, "岗位去留5人"),
        (10, 6, 5, "岗位去留少于5人"),
        # Four of fourteen did not name it; of ten everybody did.
        (10, 5, 4, "岗位去留5人以上"),
        (10, 5, 0, "岗位去留5人以上"),
        # Nine were talked to: five can be almost all of them.
        (5, 0, 4, "岗位去留（谈过话的不足10人，人数不列）"),
        (1, 0, 4, "岗位去留（谈过话的不足10人，人数不列）"),
    ],
)
def test_a_number_that_would_give_another_away_is_not_said(named, gone, more, told):
    (found,) = check_worries([*worries(named, Concern.POST, gone=gone), *others(more)])
    assert found.words.zh == f"谈话中提出的顾虑还有没解开的：{told}。"


def test_of_so_few_that_one_could_be_meant_nothing_is_said():
    assert check_worries([talk("P03", concern=Concern.PAY)]) == ()
    assert check_worries(worries(4, Concern.PAY)) == ()
    (found,) = check_worries([*worries(1, Concern.PAY), *worries(1, Concern.POST), *others(4)])
    assert found.words.en == (
        "Worries named in talks and not settled: post, pay (fewer than 10 were talked to: no numbers)."
    )


@pytest.mark.parametrize(
    ("rows", "open_"),
    [
        ([], False),
        ([talk("P03")], False),  # no worry was named
        ([talk("P03", concern=Concern.PAY)], True),
        ([talk("P03", concern=Concern.PAY, settled=True)], False),
        ([talk("P03", concern=Concern.PAY), talk("P03", "P02", Concern.PAY, LATER, settled=True)], False),
        ([talk("P03", concern=Concern.PAY, settled=True), talk("P03", "P02", Concern.PAY, LATER)], True),
        ([talk("P03", concern=Concern.PAY), talk("P03", "P02", Concern.PAY, settled=True)], False),
        ([talk("P03", concern=Concern.PAY), talk("P03", "P02", Concern.POST, LATER, settled=True)], True),
        ([talk("P03", concern=Concern.PAY), talk("P04", "P02", Concern.PAY, LATER, settled=True)], True),
        ([talk("P03", concern=Concern.PAY), talk("P03", settled=True, day=LATER)], True),
    ],
)
def test_a_worry_is_gone_when_the_last_talk_on_it_settled_it(rows, open_):
    assert [f.code for f in check_worries([*rows, *others(9)])] == ["U14"] * open_


def test_one_who_names_a_worry_twice_is_one():
    rows = worries(4, Concern.PAY)
    (found,) = check_worries([*rows, *(bend(t, day=LATER) for t in rows), *others(6)])
    assert "待遇少于5人" in found.words.zh


def test_worries_are_called_as_in_the_tables():
    assert {k: zh for k, (zh, _) in CONCERN_WORDS.items()} == {
        k: labels[0] for k, labels in LABELS[Concern].items()
    }
