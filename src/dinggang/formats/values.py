"""What of a case goes out into open formats: steps that were passed, ids for people, no names."""

import hashlib
import unicodedata
from collections.abc import Mapping
from datetime import date

from dinggang.basis import Id, Value, Words, digest
from dinggang.case import Act, Effects
from dinggang.plan import Plan, Post
from dinggang.services import LineStatement, Purchases


class Deed(Value, frozen=True, kw_only=True):
    """An official act that was taken, what its kind is called, and the digest of what it decides.

    The digest is empty where what was decided is not public: it could be guessed from its digest.
    """

    act: Act
    words: Words
    digest: str = ""


class Holding(Value, frozen=True, kw_only=True):
    """A person on a post. `beside` says that it is held beside another, without headcount (兼岗)."""

    person: Id
    post: Id
    beside: bool = False


class OpenCase(Value, frozen=True, kw_only=True):
    """What may go out. What has not been decided yet is empty; `approved` says that the plan has been approved.

    `key` tells this case from all others in URNs, ocids and UIDs. `former` are the names of the bodies people worked in
    before the reform. `effects` are those of the deeds.
    """

    key: str
    plan: Plan
    approved: bool
    deeds: tuple[Deed, ...]
    effects: Effects
    posts: tuple[Post, ...] = ()
    former: tuple[str, ...] = ()
    holdings: tuple[Holding, ...] = ()
    purchases: Purchases = Purchases()
    statements: tuple[LineStatement, ...] = ()

    @property
    def last_day(self) -> date:
        """The day of the last deed; the plan's cut-off day where there is none."""
        return max((d.act.day for d in self.deeds), default=self.plan.cutoff)


def derived_key(plan: Plan) -> str:
    """A key out of organ and title, twelve hexadecimal digits: it stays while these two stay."""
    return digest((plan.organ, plan.title))[:12]


def label_key(label: str) -> str:
    """A stable key of something the case knows by its name only (a former body, a supplier, an organ that acted)."""
    return hashlib.sha256(unicodedata.normalize("NFC", label).encode()).hexdigest()[:12]


def unnamed(text: str, names: Mapping[str, str]) -> str:
    """The text with every name of the roster replaced by the person's id, the longest names first."""
    for person, name in sorted(names.items(), key=lambda item: (-len(item[1]), item[0])):
        if name:
            text = text.replace(name, person)
    return text
