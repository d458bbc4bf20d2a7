"""A regulation and its articles as the register holds them: from when until when, for whom, and how sure we are."""

from datetime import date
from enum import StrEnum
from typing import Annotated

import msgspec

from dinggang.basis import Value, Words


class Applies(StrEnum):
    """Whom an article binds or entitles."""

    CIVIL = "civil"
    INSTITUTION = "institution"
    CADRES = "cadres"
    WORKERS = "workers"
    CONTRACT = "contract"
    LEADERS = "leaders"
    STATE_ENTERPRISES = "state_enterprises"
    ORGANS = "organs"
    ALL = "all"


APPLIES_WORDS: dict[Applies, Words] = {
    Applies.CIVIL: Words(zh="公务员", en="civil servants"),
    Applies.INSTITUTION: Words(zh="事业单位人员", en="institution staff"),
    Applies.CADRES: Words(zh="干部", en="cadres"),
    Applies.WORKERS: Words(zh="工人", en="workers"),
    Applies.CONTRACT: Words(zh="订立劳动合同的人员", en="staff under labour contracts"),
    Applies.LEADERS: Words(zh="领导干部", en="leading cadres"),
    Applies.STATE_ENTERPRISES: Words(zh="国有企业职工", en="staff of state enterprises"),
    Applies.ORGANS: Words(zh="机关、单位", en="organs and institutions"),
    Applies.ALL: Words(zh="所有人", en="all"),
}


class Certainty(StrEnum):
    """How much of the article's own words was read."""

    FULL = "full"
    PAGE = "page"
    PART = "part"
    SECOND_HAND = "second_hand"
    UNCONFIRMED = "unconfirmed"


CERTAINTY_WORDS: dict[Certainty, Words] = {
    Certainty.FULL: Words(zh="已见全文", en="full text seen"),
    Certainty.PAGE: Words(zh="在网页上见到条文", en="the article seen on a public page"),
    Certainty.PART: Words(zh="只见到部分条文", en="an excerpt seen"),
    Certainty.SECOND_HAND: Words(zh="转述，条次可能有误", en="second-hand; the number may be off"),
    Certainty.UNCONFIRMED: Words(zh="未核实，使用前须查原文", en="not confirmed; check the text before use"),
}


class Matter(StrEnum):
    """What an article is about."""

    RETIREMENT_AGE = "retirement_age"
    RETIREMENT_SERVICE = "retirement_service"
    EARLY = "early"
    SICK = "sick"
    FLEXIBLE_EARLY = "flexible_early"
    FLEXIBLE_LATE = "flexible_late"
    CONTRIBUTION = "contribution"
    INTERNAL = "internal"
    SEVERANCE = "severance"
    NOTICE_OF_END = "notice_of_end"
    PROTECTED = "protected"
    ENDING = "ending"
    YEARS = "years"
    HEADCOUNT = "headcount"
    DECIDING = "deciding"
    AVOIDANCE = "avoidance"
    SANCTIONS = "sanctions"
    SERVICES = "services"
    DAYS = "days"
    APPEAL = "appeal"
    HEARING = "hearing"
    TERM = "term"


MATTER_WORDS: dict[Matter, Words] = {
    Matter.RETIREMENT_AGE: Words(zh="法定退休年龄", en="statutory retirement age"),
    Matter.RETIREMENT_SERVICE: Words(zh="退休须满的工作年限", en="years of service for retirement"),
    Matter.EARLY: Words(zh="提前退休", en="early retirement"),
    Matter.SICK: Words(zh="因病退休", en="sick retirement"),
    Matter.FLEXIBLE_EARLY: Words(zh="弹性提前退休", en="flexible early retirement"),
    Matter.FLEXIBLE_LATE: Words(zh="弹性延迟退休", en="flexible later retirement"),
    Matter.CONTRIBUTION: Words(zh="最低缴费年限", en="minimum contribution years"),
    Matter.INTERNAL: Words(zh="内部退养", en="internal retirement"),
    Matter.SEVERANCE: Words(zh="经济补偿", en="severance"),
    Matter.NOTICE_OF_END: Words(zh="解除前的通知", en="notice before an end of contract"),
    Matter.PROTECTED: Words(zh="不得解除", en="who may not be dismissed"),
    Matter.ENDING: Words(zh="合同的解除和终止", en="how a contract ends"),
    Matter.YEARS: Words(zh="工作年限", en="years of service"),
    Matter.HEADCOUNT: Words(zh="机构和编制", en="bodies and headcount"),
    Matter.DECIDING: Words(zh="讨论决定任免", en="deciding on leading posts"),
    Matter.AVOIDANCE: Words(zh="回避", en="avoidance"),
    Matter.SANCTIONS: Words(zh="处分", en="sanctions"),
    Matter.SERVICES: Words(zh="购买服务", en="buying services"),
    Matter.DAYS: Words(zh="期间的计算", en="counting of days"),
    Matter.APPEAL: Words(zh="复核和申诉", en="reconsideration and appeal"),
    Matter.HEARING: Words(zh="听取工作人员意见", en="hearing the staff"),
    Matter.TERM: Words(zh="聘用合同的期限", en="how long a contract runs"),
}


class Regulation(Value, frozen=True, kw_only=True):
    """A law, regulation or official document: its full title and number. `prefix` begins its articles' ids."""

    prefix: str
    title: str
    number: str


class Article(Value, frozen=True, kw_only=True):
    """What one article says, in one sentence, and the numbers that rules take from it.

    `since` and `until` are the first and the last day on which it is applied; None is open or, for `since`, not known.
    """

    id: Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{2,4}[0-9]{0,2}-[A-Z0-9]{1,5}$")]
    number: str
    says: Words
    since: date | None
    until: date | None = None
    applies: tuple[Applies, ...]
    certainty: Certainty
    matter: Matter
    values: dict[str, int] = {}

    @property
    def prefix(self) -> str:
        return self.id.split("-")[0]

    def holds(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def concerns(self, who: frozenset[Applies]) -> bool:
        return Applies.ALL in self.applies or bool(who & set(self.applies))
