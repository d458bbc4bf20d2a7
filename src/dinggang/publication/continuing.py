"""Whether a record continues an older bundle of itself, entry by entry."""

from collections.abc import Sequence

from dinggang.publication.bundle import unpack
from dinggang.publication.naming import entry_words
from dinggang.publication.report import Exit, Line, failed, fails, holds
from dinggang.record import InMemory, Kind, Policy, Unsound, leaf_hash, read_entries, root_of


def continued(older: bytes, policy: Policy, entries: Sequence[bytes], *, vouched: bool) -> list[Line]:
    """What the older bundle says about these entries. `vouched`: their root is signed and witnessed."""
    try:
        before = _entries(older, policy)
    except Unsound as unsound:
        return [failed(unsound, where="--since")]
    pairs = zip(before, entries, strict=False)
    differing = next((index for index, (was, now) in enumerate(pairs) if was != now), None)
    if differing is not None:
        return [
            fails(
                "与旧包不同：记录被改写，不是旧记录的延续。旧包中是：",
                "Other than in the older bundle: the record was rewritten. There it reads:",
                entry_words(differing, before[differing]),
                Exit.NOT_CONTINUED,
            )
        ]
    if len(before) > len(entries):
        return [
            fails(
                f"旧包有{len(before)}条，新包只有{len(entries)}条：记录被退回。旧包中接着是：",
                f"The older bundle has {len(before)} entries, this one {len(entries)}: the record went back. There it "
                "goes on with:",
                entry_words(len(entries), before[len(entries)]),
                Exit.NOT_CONTINUED,
            )
        ]
    if not vouched:
        return []
    return [
        holds(
            f"旧包的{len(before)}条原样都在，新增{len(entries) - len(before)}条。",
            f"All {len(before)} entries of the older bundle stand as they were; {len(entries) - len(before)} were added.",
        )
    ]


def _entries(older: bytes, policy: Policy) -> list[bytes]:
    """The entries of the older bundle, which have the root that its log signed; witnesses are not asked for."""
    bundle, wrong = unpack(older)
    if wrong:
        raise wrong[0]
    log = bundle.log()
    seen = policy.look(log.get("checkpoint", b""))
    entries = list(read_entries(InMemory(log), seen.checkpoint.size))
    if root_of(map(leaf_hash, entries)) != seen.checkpoint.root:
        raise Unsound(Kind.CONTENT, "its entries have another root")
    return entries
