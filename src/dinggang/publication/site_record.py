"""The public record as the site shows it: acts with their places, the checkpoint, the plan, and what corrects what."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone

import msgspec

from dinggang.basis import Id, Value, Words
from dinggang.case import Act, ActKind, standing
from dinggang.plan import Plan, Post
from dinggang.procedure import ACT_WORDS, STEPS
from dinggang.publication.bundle import Bundle, unpack
from dinggang.publication.entries import Entry
from dinggang.publication.keeping import POLICY, act_in, kept_of
from dinggang.publication.replay import Kept, decoded
from dinggang.publication.site_html import Frame
from dinggang.record import InMemory, Kind, Policy, Seen, Unsound, parse_policy, read_entries
from dinggang.selection import Round

NAMES_FILE = "data-names.js"


class Holding(Value, frozen=True, kw_only=True):
    """A row of a published list of placements."""

    person: Id
    post: Id
    placed_in: Round


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """One act at its place in the record. `replaced_by`: the place of the act that corrects it."""

    index: int
    kept: Kept
    corrects: int | None = None
    replaced_by: int | None = None

    @property
    def act(self) -> Act:
        return self.kept.act

    @property
    def entry(self) -> Entry:
        return self.kept.entry

    @property
    def title(self) -> Words:
        return ACT_WORDS[self.act.kind]


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A public bundle, read. `names` of people who stand on notices; empty when they are left out."""

    raw: bytes
    bundle: Bundle
    policy: Policy
    seen: Seen
    shown: tuple[Shown, ...]
    names: Mapping[Id, str]

    @property
    def size(self) -> int:
        return self.seen.checkpoint.size

    @property
    def root(self) -> str:
        """The root in hexadecimal; notices print its first eight digits."""
        return self.seen.checkpoint.root.hex()

    @property
    def fingerprint(self) -> str:
        """What the policy is compared by: the first 16 digits of its SHA-256."""
        return hashlib.sha256(self.bundle.files[POLICY]).hexdigest()[:16]

    def plan_at(self, index: int) -> Plan | None:
        """The newest plan up to this place."""
        found = [s.kept.files["plan"] for s in self.shown if s.index <= index and "plan" in s.kept.files]
        return decoded(found[-1], Plan) if found else None

    def posts_at(self, index: int) -> tuple[Post, ...]:
        """The newest list of posts up to this place."""
        found = [s.kept.files["posts"] for s in self.shown if s.index <= index and "posts" in s.kept.files]
        return decoded(found[-1], tuple[Post, ...]) if found else ()

    @property
    def title(self) -> Words:
        plan = self.plan_at(self.size)
        name = plan.title if plan else self.seen.checkpoint.origin
        return Words(zh=f"{name} · 公开记录", en=f"{name} · public record")

    @property
    def frame(self) -> Frame:
        """What every page of the site has."""
        return Frame(place=self.title, scripts=(*((NAMES_FILE,) if self.names else ()), "site.js"))


def read(raw: bytes, names: Mapping[Id, str]) -> Record:
    """The record in a public bundle. Raises Unsound for one that does not hold, naming the act where it can."""
    bundle, wrong = unpack(raw)
    if wrong:
        raise wrong[0]
    if POLICY not in bundle.files:
        raise Unsound(Kind.MISSING, where=POLICY)
    policy = parse_policy(bundle.files[POLICY])
    log = bundle.log()
    seen = policy.look(log.get("checkpoint", b""))
    kept = [
        (index, kept_of(entry, bundle.file, {}))
        for index, each in enumerate(read_entries(InMemory(log), seen.checkpoint.size))
        if (entry := act_in(each)) is not None
    ]
    return Record(
        raw=raw, bundle=bundle, policy=policy, seen=seen, shown=_with_corrections(kept), names=dict(names)
    )


def _with_corrections(kept: Sequence[tuple[int, Kept]]) -> tuple[Shown, ...]:
    places: dict[Id, int] = {}
    corrected: dict[int, int] = {}
    found = []
    in_force = {a.id for a in standing([k.act for _, k in kept])}
    for index, each in kept:
        act = each.act
        was = places.get(act.corrects) if act.corrects is not None else None
        if was is not None and act.corrects not in in_force:
            corrected[was] = index
        places[act.id] = index
        found.append((index, each, was))
    return tuple(
        Shown(index=index, kept=each, corrects=was, replaced_by=corrected.get(index))
        for index, each, was in found
    )


def after() -> dict[ActKind, list[ActKind]]:
    """For each kind of act, those that must be on record before it, as `ordering` asks."""
    found: dict[ActKind, list[ActKind]] = {}
    for kind in ActKind:
        step = next((s for s in STEPS if kind in s.acts), None)
        needs = () if step is None else step.needs
        found[kind] = [k for s in STEPS if s.id in needs for k in s.acts]
    return found


def moment(seconds: int) -> str:
    """A witness's time as anyone in China reads it."""
    return f"{datetime.fromtimestamp(seconds, _CHINA):%Y-%m-%d %H:%M}（UTC+8）"


_CHINA = timezone(timedelta(hours=8))
