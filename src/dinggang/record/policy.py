"""Policies (C2SP tlog-policy): which logs and witnesses are trusted, and how many witnesses make a quorum."""

import re
from collections.abc import Mapping, Sequence

from dinggang.basis import Value
from dinggang.record.checkpoints import Checkpoint, open_checkpoint
from dinggang.record.cosignatures import SKEW_SECONDS, Cosignature, find_cosignature
from dinggang.record.errors import Kind, Unsound
from dinggang.record.notes import KeyType, Note, Verifier, parse_vkey
from dinggang.record.strict import decimal, within

MAX_POLICY = 1_000_000
MAX_LINES = 10_000
NONE = b"none"
_ALLOWED = re.compile(rb"[\x09\x0a\x20-\x7e\x80-\xff]*")
_BLANKS = re.compile(rb"[ \t]+")


class Group(Value, frozen=True, kw_only=True):
    """A named group: satisfied when at least `least` of its members are."""

    name: bytes
    least: int
    members: tuple[bytes, ...]


class Party(Value, frozen=True, kw_only=True):
    """A witness: its name in the policy, its key, and where it answers ("" if the policy does not say)."""

    name: bytes
    verifier: Verifier
    url: str = ""


class Seen(Value, frozen=True, kw_only=True):
    """A checkpoint that a policy accepts as the log's, with what its witnesses say.

    `witnessed` is whether they make the quorum; `since` the earliest time by which they did (POSIX seconds, None
    without a quorum or when the policy asks for no witness).
    """

    checkpoint: Checkpoint
    cosignatures: tuple[Cosignature, ...]
    witnessed: bool
    since: int | None
    unknown: int
    """How many signature lines are by keys that the policy does not know."""


class Policy(Value, frozen=True, kw_only=True):
    """What a verifier trusts. `quorum` names a witness or a group, or is `none`."""

    logs: tuple[Verifier, ...]
    witnesses: tuple[Party, ...]
    groups: tuple[Group, ...]
    quorum: bytes

    def satisfied(self, keys: frozenset[bytes]) -> bool:
        """Whether cosignatures by these keys (the raw 32 bytes) make the quorum."""
        if self.quorum == NONE:
            return True
        met = {each.name: each.verifier.key in keys for each in self.witnesses}
        for group in self.groups:
            met[group.name] = sum(met[member] for member in group.members) >= group.least
        return met[self.quorum]

    def look(self, raw: bytes) -> Seen:
        """The checkpoint in these bytes and what its witnesses say; a missing quorum is no error here.

        Raises Unsound: not the form, another origin, no signature of the log, a known key's line that fails.
        """
        checkpoint, note = open_checkpoint(raw, self.logs)
        return self._seen(checkpoint, note)

    def verify(
        self,
        raw: bytes,
        *,
        now: int | None = None,
        oldest: int | None = None,
        exact: bool = False,
        quorum: bool = True,
    ) -> Seen:
        """The checkpoint in these bytes, witnessed by a quorum. Raises Unsound as `look` does, and without a quorum.

        With `now` and `oldest` (seconds), the quorum must be reached by cosignatures not older than that, or an old
        checkpoint could hide new entries. With `exact`, every signature line must be by a key of this policy.
        Without `quorum`, a checkpoint that is not yet witnessed passes.
        """
        seen = self.look(raw)
        if exact and seen.unknown:
            raise Unsound(Kind.SIGNATURE, f"{seen.unknown} lines by keys that the policy does not name")
        if quorum and not seen.witnessed:
            raise Unsound(Kind.QUORUM, f"{len(seen.cosignatures)} known witnesses cosigned")
        if quorum and now is not None and oldest is not None:
            check_fresh(self, seen, now=now, oldest=oldest)
        return seen

    def _seen(self, checkpoint: Checkpoint, note: Note) -> Seen:
        found = [find_cosignature(note, each.verifier) for each in self.witnesses]
        cosignatures = tuple(each for each in found if each is not None)
        logs = [each for each in self.logs if each.name == checkpoint.origin and note.line_of(each)]
        times = sorted({each.time for each in cosignatures})
        since = next((time for time in times if self.satisfied(_by(cosignatures, latest=time))), None)
        return Seen(
            checkpoint=checkpoint,
            cosignatures=cosignatures,
            witnessed=self.satisfied(_by(cosignatures)),
            since=None if self.quorum == NONE else since,
            unknown=len(note.lines) - len(logs) - len(cosignatures),
        )


def check_fresh(policy: Policy, seen: Seen, *, now: int, oldest: int) -> None:
    """Return if cosignatures of the last `oldest` seconds before `now` make the quorum; raise Unsound.

    A cosignature more than SKEW_SECONDS after `now` does not count: it would stay fresh for ever.
    """
    if not policy.satisfied(_by(seen.cosignatures, earliest=now - oldest, latest=now + SKEW_SECONDS)):
        raise Unsound(Kind.STALE, f"no quorum within the last {oldest} seconds")


def _by(
    cosignatures: Sequence[Cosignature], *, earliest: int | None = None, latest: int | None = None
) -> frozenset[bytes]:
    return frozenset(
        each.verifier.key
        for each in cosignatures
        if (earliest is None or each.time >= earliest) and (latest is None or each.time <= latest)
    )


def parse_policy(raw: bytes) -> Policy:
    """The policy in these bytes. Raises Unsound, naming the line."""
    within(raw, MAX_POLICY, "a policy")
    if not _ALLOWED.fullmatch(raw):
        raise Unsound(Kind.FORM, "an octet that a policy must not hold")
    reading = _Reading()
    lines = raw.split(b"\n")
    if len(lines) > MAX_LINES:
        raise Unsound(Kind.TOO_LONG, f"more than {MAX_LINES} lines")
    for number, line in enumerate(lines, 1):
        items = [item for item in _BLANKS.split(line) if item]
        if not items or items[0].startswith(b"#"):
            continue
        try:
            reading.take(items)
        except Unsound as unsound:
            raise unsound.at(f"line {number}") from None
    return reading.done()


class _Reading:
    """A policy as far as it has been read."""

    def __init__(self) -> None:
        self.logs: list[Verifier] = []
        self.witnesses: list[Party] = []
        self.groups: list[Group] = []
        self.names: set[bytes] = {NONE}
        self.quorum: bytes | None = None

    def take(self, items: list[bytes]) -> None:
        match items:
            case [b"log", vkey, *url] if len(url) <= 1:
                self._log(vkey)
            case [b"witness", name, vkey, *url] if len(url) <= 1:
                self._witness(name, vkey, b"".join(url))
            case [b"group", name, least, *members] if members:
                self._group(name, least, members)
            case [b"quorum", name]:
                self._quorum(name)
            case _:
                raise Unsound(Kind.FORM, "not a line of a policy")

    def done(self) -> Policy:
        if self.quorum is None:
            raise Unsound(Kind.FORM, "a policy has a quorum line")
        if not self.logs:
            raise Unsound(Kind.FORM, "a policy names a log")
        return Policy(
            logs=tuple(self.logs),
            witnesses=tuple(self.witnesses),
            groups=tuple(self.groups),
            quorum=self.quorum,
        )

    def _log(self, vkey: bytes) -> None:
        verifier = _vkey(vkey, KeyType.NOTE)
        if verifier.key in {each.key for each in self.logs}:
            raise Unsound(Kind.KEY, "two logs with one key")
        self.logs.append(verifier)

    def _witness(self, name: bytes, vkey: bytes, url: bytes) -> None:
        verifier = _vkey(vkey, KeyType.COSIGNATURE)
        if verifier.key in {each.verifier.key for each in self.witnesses}:
            raise Unsound(Kind.KEY, "two witnesses with one key")
        self._name(name)
        self.witnesses.append(Party(name=name, verifier=verifier, url=_text(url)))

    def _group(self, name: bytes, least: bytes, members: list[bytes]) -> None:
        if len(set(members)) != len(members):
            raise Unsound(Kind.FORM, "a member stands twice in a group")
        for member in members:
            self._known(member)
        count: Mapping[bytes, int] = {b"any": 1, b"all": len(members)}
        needed = count[least] if least in count else decimal(least)
        if not 1 <= needed <= len(members):
            raise Unsound(Kind.FORM, "a group asks for at least one and at most all of its members")
        self._name(name)
        self.groups.append(Group(name=name, least=needed, members=tuple(members)))

    def _quorum(self, name: bytes) -> None:
        if self.quorum is not None:
            raise Unsound(Kind.FORM, "a second quorum line")
        if name != NONE:
            self._known(name)
        self.quorum = name

    def _name(self, name: bytes) -> None:
        if name in self.names:
            raise Unsound(Kind.FORM, "a name that is taken")
        self.names.add(name)

    def _known(self, name: bytes) -> None:
        if name == NONE or name not in self.names:
            raise Unsound(Kind.FORM, "a name that no earlier line gives")


def _vkey(text: bytes, kind: KeyType) -> Verifier:
    return parse_vkey(_text(text), kind=kind)


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Unsound(Kind.FORM, "not UTF-8") from None


def write_policy(
    logs: Sequence[tuple[str, str]], witnesses: Sequence[tuple[str, str, str]], least: int
) -> bytes:
    """A policy text: logs (vkey, url), witnesses (name, vkey, url), and how many of them make the quorum.

    Without witnesses the quorum is `none`. Raises Unsound when the result is not a policy.
    """
    lines = [f"log {vkey} {url}".rstrip() for vkey, url in logs]
    lines += [f"witness {name} {vkey} {url}".rstrip() for name, vkey, url in witnesses]
    if witnesses:
        lines += [f"group quorum-of-witnesses {least} " + " ".join(name for name, _, _ in witnesses)]
    lines += ["quorum quorum-of-witnesses" if witnesses else "quorum none"]
    raw = ("\n".join(lines) + "\n").encode()
    parse_policy(raw)
    return raw
