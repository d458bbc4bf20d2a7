"""A case as a value: everything gathered, and the acts that people took."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

import msgspec

from dinggang.basis import Id, Value, Where
from dinggang.exits import ExitChoice
from dinggang.groundwork import Groundwork
from dinggang.marks import Sheets
from dinggang.plan import HeadcountKind, Plan, Post
from dinggang.roster import Person
from dinggang.selection import Choices
from dinggang.services import Purchases


class ActKind(StrEnum):
    """An official act (正式行为) that people took and the folder records."""

    GROUP_ESTABLISHED = "group_established"
    OFFICE_ESTABLISHED = "office_established"
    PLAN_ADOPTED = "plan_adopted"
    PLAN_APPROVED = "plan_approved"
    ROSTER_FROZEN = "roster_frozen"
    MOBILISATION_HELD = "mobilisation_held"
    CLEARANCE_CLOSED = "clearance_closed"
    POSTS_ANNOUNCED = "posts_announced"
    APPLICATIONS_CLOSED = "applications_closed"
    PAPER_SEALED = "paper_sealed"
    SHEETS_SEALED = "sheets_sealed"
    TALLY_PROVED = "tally_proved"
    SCOREBOARD_PUBLISHED = "scoreboard_published"
    OBJECTION_DECIDED = "objection_decided"
    QUESTION_VOIDED = "question_voided"
    DISQUALIFIED = "disqualified"
    DRAW_COMMITTED = "draw_committed"
    DRAW_HELD = "draw_held"
    RANKING_FINAL = "ranking_final"
    PLACEMENT_DECIDED = "placement_decided"
    PLACEMENT_REFUSED = "placement_refused"
    APPOINTMENTS_ANNOUNCED = "appointments_announced"
    APPOINTMENTS_MADE = "appointments_made"
    EXITS_GRANTED = "exits_granted"
    AGREEMENTS_SIGNED = "agreements_signed"
    DELIVERIES_ACCEPTED = "deliveries_accepted"
    PAYMENTS_MADE = "payments_made"
    SUMMARY_ADOPTED = "summary_adopted"
    CASE_CLOSED = "case_closed"
    # Acts that change what a check counts with, and name the findings they lift.
    RESERVE_RELEASED = "reserve_released"
    POST_CONCURRENT = "post_concurrent"
    POST_APPOINTED = "post_appointed"
    POST_SLOTTED = "post_slotted"
    POST_KEPT_VACANT = "post_kept_vacant"
    FINDING_EXPLAINED = "finding_explained"


class DrawPurpose(StrEnum):
    """What lots are drawn for: the order of people who are equal, of speaking, of choosing."""

    TIES = "ties"
    SPEAKING = "speaking"
    CHOOSING = "choosing"


class Act(Value, frozen=True, kw_only=True):
    """One act: when, by whom, under which document number, which findings it lifts and why.

    `posts` and `people` say what it is about. post_appointed and post_slotted: each post beside the person appointed or
    slotted into it, in order. post_concurrent: each post beside the post whose holder takes it on (`held_with`).
    reserve_released: `kind` and `count`. draw_held: `people` in the order the lots fell. question_voided: `questions`.
    disqualified and placement_refused: `people`. `corrects` names an earlier act of the same kind that this one takes the
    place of; the earlier one stays on record and counts for nothing from then on. `copies_to` are those who get a copy of the
    document that it issues (抄送).

    draw_committed (抽签公告): the frozen list `people`, its `purpose`, the `sources` in order, each exactly as
    `case.drawing` reads it, the `fallback` for sources without a value by the end of the day, and day (`due`) and `place`.
    A draw_held that `follows` it has the `values` of the sources in that order ("缺" where there is none, the fallback's
    last).
    """

    id: Id
    kind: ActKind
    day: date
    by: str
    number: str = ""
    lifts: tuple[str, ...] = ()
    posts: tuple[Id, ...] = ()
    held_with: tuple[Id, ...] = ()
    people: tuple[Id, ...] = ()
    questions: tuple[Id, ...] = ()
    headcount_kind: HeadcountKind | None = None
    count: int | None = None
    purpose: DrawPurpose | None = None
    sources: tuple[str, ...] = ()
    fallback: str = ""
    due: date | None = None
    place: str = ""
    follows: Id | None = None
    values: tuple[str, ...] = ()
    corrects: Id | None = None
    copies_to: str = ""
    reason: str = ""


class Case(Value, frozen=True, kw_only=True):
    """Everything a case folder holds, without names. `second_choices` are lists for openings left after placement."""

    plan: Plan
    posts: tuple[Post, ...] = ()
    people: tuple[Person, ...] = ()
    sheets: Sheets = Sheets()
    choices: tuple[Choices, ...] = ()
    second_choices: tuple[Choices, ...] = ()
    exits: tuple[ExitChoice, ...] = ()
    purchases: Purchases = Purchases()
    groundwork: Groundwork = Groundwork()
    acts: tuple[Act, ...] = ()


class Folder(msgspec.Struct, frozen=True, kw_only=True):
    """A case folder as read: the case, what stays out of the rules (names), and the place of every row.

    `places` maps a reference `table:id` (`posts:O17`, `people:P003`, `acts:A05`) to its file, sheet and row.
    `digests` maps each file read to the SHA-256 of its bytes; `missing` lists tables not handed in yet. `additions` are
    sentences that an editor adds to the summary.
    """

    case: Case
    names: Mapping[str, str]
    places: Mapping[str, Where]
    digests: Mapping[str, str]
    missing: tuple[str, ...] = ()
    additions: tuple[str, ...] = ()
