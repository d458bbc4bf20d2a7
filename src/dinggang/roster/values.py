"""The facts about a person that rules read. No name, no citizen number."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from dinggang.basis import Id, Value, Within
from dinggang.plan import Education, HeadcountKind, SanctionKind, Stratum


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"


class StaffKind(StrEnum):
    """人员类别: in headcount (administrative, institution), or without (temporary 临时, self-hired 自用)."""

    ADMINISTRATIVE = "administrative"
    INSTITUTION = "institution"
    TEMPORARY = "temporary"
    SELF_HIRED = "self_hired"

    @property
    def headcount(self) -> HeadcountKind | None:
        """The headcount kind, or None for staff without headcount."""
        return HeadcountKind(self.value) if self in REGULAR else None


class Identity(StrEnum):
    """身份: which of the two retirement rules of 1978 a person stands under, as the personnel file has it."""

    CADRE = "cadre"
    WORKER = "worker"


REGULAR = frozenset({StaffKind.ADMINISTRATIVE, StaffKind.INSTITUTION})


class Grade(StrEnum):
    """年度考核 grades. 合格 and 基本合格 of institutions stand beside 称职 and 基本称职 of civil servants."""

    EXCELLENT = "excellent"
    COMPETENT = "competent"
    BASIC = "basic"
    INCOMPETENT = "incompetent"
    NONE = "none"


class Appraisal(Value, frozen=True, kw_only=True):
    year: int
    grade: Grade


class Sanction(Value, frozen=True, kw_only=True):
    """A sanction in force from `start` to `end`, both days included, as its decision states them."""

    kind: SanctionKind
    start: date
    end: date


class Certificate(Value, frozen=True, kw_only=True):
    """A certificate (执业、职业资格): its name, the day of issue, and the last day it holds, None for good."""

    name: str
    issued: date
    expires: date | None = None


class Person(Value, frozen=True, kw_only=True):
    """One person of the roster, as frozen.

    `work_start` begins recognised service (工龄), `hired` the employment here of staff without headcount.
    `monthly_wage` is the mean of the last twelve months' due wages, in yuan. `former_body` is where the person
    worked before the reform; `outside` says that it is an institution outside the organ. `stratum_since` is the day since
    when the person has been in the present stratum (现任职务层次), `identity_since` since when cadre or worker: of the time
    before, nothing is known.
    """

    id: Id
    sex: Sex
    birth: date
    kind: StaffKind
    stratum: Stratum
    education: Education
    work_start: date
    former_body: str = ""
    former_post: str = ""
    party_member: bool = False
    majors: tuple[str, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    stratum_since: date | None = None
    identity: Identity | None = None
    identity_since: date | None = None
    outside: bool = False
    hired: date | None = None
    monthly_wage: Annotated[Decimal, Within(0)] | None = None
    appraisals: tuple[Appraisal, ...] = ()
    sanctions: tuple[Sanction, ...] = ()
    relatives: tuple[Id, ...] = ()
    confirmed: bool = False
