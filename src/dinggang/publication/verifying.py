"""Checks a bundle: formats, signatures and witnesses, the tree from its entries, every digest, the order of acts, and the
whole case decided again.

Verify or refuse: a failure ends what rests on it, and names the act. What cannot be checked from a bundle is said so.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone

from dinggang.basis import DinggangError, Value
from dinggang.case import ActKind, draws
from dinggang.plan import Plan, Post, RankingGroup
from dinggang.procedure import Board, contents, run
from dinggang.publication.boards import board_again, placement_again
from dinggang.publication.bundle import AUDITOR, LOG, Bundle, unpack
from dinggang.publication.certificates import lists_of, placed_otherwise, proven
from dinggang.publication.comparing import BESIDE, differences
from dinggang.publication.continuing import continued
from dinggang.publication.drawing import dated_by, draws_again
from dinggang.publication.entries import TableRef, digests_of
from dinggang.publication.keeping import FILES, OPENINGS, POLICY, act_in, kept_of, policy_in
from dinggang.publication.naming import act_words, entries_as_they_are, entry_words, named
from dinggang.publication.ordering import order_of_acts
from dinggang.publication.receipts import check_receipt
from dinggang.publication.replay import Kept, decoded, folder_of, recorded
from dinggang.publication.report import Exit, Line, Report, State, failed, fails, holds, unchecked
from dinggang.publication.table_words import table_words
from dinggang.record import (
    Failure,
    InMemory,
    Kind,
    Policy,
    Seen,
    Unsound,
    check_fresh,
    check_log,
    parse_policy,
    read_entries,
    tiles,
)
from dinggang.record.tiles import CHECKPOINT

HOSTILE = (
    DinggangError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What working on values may raise that no honest record holds."""


class Demands(Value, frozen=True, kw_only=True):
    """What whoever checks brings along.

    `policy`: the one they trust; without it the bundle's own is used, and the report says so. `now` and `oldest` (POSIX
    seconds): witnesses must have signed within the last `oldest` seconds. `since`: an older bundle that this one must
    continue. `receipt`: one person's, whose rows must be those that counted.
    """

    policy: bytes | None = None
    now: int | None = None
    oldest: int | None = None
    since: bytes | None = None
    receipt: bytes | None = None


def verify(raw: bytes, demands: Demands = Demands()) -> Report:  # noqa: B008 - a frozen value
    """Everything that can be checked about a bundle, in order, as far as it holds."""
    try:
        bundle, wrong = unpack(raw)
    except Unsound as unsound:
        return Report(lines=(_no_bundle(unsound),))
    if wrong:
        return Report(lines=tuple(failed(u, where=named(u.where, bundle)) for u in wrong))
    lines = [
        holds(
            f"文件齐全，共{len(bundle.files)}个，与清单一致。",
            f"All {len(bundle.files)} files are as listed.",
        )
    ]
    return Report(lines=(*lines, *check(bundle, demands)))


def check(bundle: Bundle, demands: Demands) -> tuple[Line, ...]:
    """What stands on a bundle whose files are as its manifest says."""
    return tuple(_Check(bundle, demands).lines())


def _no_bundle(unsound: Unsound) -> Line:
    line = failed(unsound)
    return fails(line.words.zh, line.words.en, line.where, Exit.NO_BUNDLE)


class _Check:
    """One check: each step adds its lines and says whether the next may rest on it."""

    def __init__(self, bundle: Bundle, demands: Demands) -> None:
        self.bundle = bundle
        self.demands = demands
        self.found: list[Line] = []
        self.origin = ""

    def lines(self) -> list[Line]:
        policy = self._policy()
        seen = policy and self._log(policy)
        if policy and not seen:
            self._since(policy, entries_as_they_are(self.bundle), vouched=False)
        if policy and seen:
            entries = list(read_entries(InMemory(self.bundle.log()), seen.checkpoint.size))
            kept = self._acts(entries)
            self._since(policy, entries, vouched=True)
            if kept is not None:
                self._order(kept)
                self.found.extend(draws_again(kept, entries, dated_by(policy, seen, self.demands.since)))
                self._boards(kept)
                self._again(kept)
                self._receipt(kept)
        return self.found

    def _policy(self) -> Policy | None:
        own = self.bundle.files.get(POLICY, b"")
        raw = self.demands.policy if self.demands.policy is not None else own
        try:
            policy = parse_policy(raw)
        except Unsound as unsound:
            self.found.append(failed(unsound, where=POLICY))
            return None
        if self.demands.policy is None:
            mark = hashlib.sha256(own).hexdigest()[:16]
            self.found.append(
                unchecked(
                    f"见证规则取自本包，请与公告上的核对（指纹 {mark}），或用 --policy 给出自己信任的一份。",
                    f"The policy is the bundle's own; compare its fingerprint {mark} with the posted one, or give "
                    "yours with --policy.",
                )
            )
        elif not self._own_policy():
            self.found.append(
                unchecked(
                    "包中的见证规则与您给的不同，已按您给的核验；请查明记录何时改过规则。",
                    "The bundle's policy is not yours; yours was used. Ask when and why the record's was changed.",
                )
            )
        return policy

    def _own_policy(self) -> bool:
        return self.demands.policy in {None, self.bundle.files.get(POLICY)}

    def _log(self, policy: Policy) -> Seen | None:
        log = self.bundle.log()
        checked = check_log(InMemory(log), policy, exact=self._own_policy())
        if checked.failures or checked.seen is None:
            self.found.extend(self._failure(f) for f in checked.failures)
            return None
        seen = checked.seen
        extra = log.keys() - {CHECKPOINT, *(tile.path for tile in tiles(seen.checkpoint.size))}
        if extra:
            self.found.extend(failed(Unsound(Kind.EXTRA), where=f"{LOG}{path}") for path in sorted(extra))
            return None
        self.origin = seen.checkpoint.origin
        if self.demands.now is not None and self.demands.oldest is not None:
            try:
                check_fresh(policy, seen, now=self.demands.now, oldest=self.demands.oldest)
            except Unsound as unsound:
                self.found.append(failed(unsound, where="checkpoint"))
                return None
        size, count = seen.checkpoint.size, len(seen.cosignatures)
        self.found.append(
            holds(
                f"签名有效：{seen.checkpoint.origin}，{size}条，由条目重算的根一致。",
                f"The signature holds: {seen.checkpoint.origin}, {size} entries; the root worked out from them agrees.",
            )
        )
        if policy.witnesses:
            when = _when(seen.since)
            self.found.append(
                holds(f"见证有效：{count}名，{when}起。", f"Witnessed by {count}, since {when}.")
            )
        else:
            self.found.append(
                unchecked(
                    "尚未见证：规则没有要求见证人，无法排除签发者另存一份不同的记录。",
                    "Not witnessed: the policy asks for none; a second record by the same signer cannot be ruled out.",
                )
            )
        return seen

    def _failure(self, failure: Failure) -> Line:
        unsound = Unsound(failure.kind, failure.detail, where=failure.where)
        return failed(unsound, where=named(f"{LOG}{failure.where}", self.bundle))

    def _acts(self, entries: Sequence[bytes]) -> list[Kept] | None:
        """The acts with all they name, each digest, root and opening checked; None when one does not hold."""
        kept: list[Kept] = []
        policy = b""
        wrong: list[Line] = []
        used: set[str] = set()
        tables: set[str] = set()
        for index, raw in enumerate(entries):
            try:
                policy = policy_in(raw) or policy
                entry = act_in(raw)
                if entry is None:
                    continue
                used |= digests_of(entry)
                tables |= {t.sha256 for t in entry.tables}
                kept.append(kept_of(entry, self.bundle.file, self.bundle.openings(entry)))
            except Unsound as unsound:
                wrong.append(failed(unsound, where=f"{entry_words(index, raw)} {unsound.where}".strip()))
        wrong.extend(self._idle(used, tables))
        if policy != self.bundle.files.get(POLICY):
            wrong.append(
                fails(
                    "包中的见证规则与记录中最新的不符。",
                    "The policy is not the newest one in the record.",
                    POLICY,
                )
            )
        if wrong:
            self.found.extend(wrong)
            return None
        files, sealed = sum(len(k.files) for k in kept), sum(len(k.entry.tables) for k in kept)
        self.found.append(
            holds(
                f"正式行为{len(kept)}件，公开文件{files}个、封存表{sealed}张，摘要和承诺根一致。",
                f"{len(kept)} acts; the digests of {files} files and the roots of {sealed} sealed tables agree.",
            )
        )
        return kept

    def _idle(self, used: set[str], tables: set[str]) -> list[Line]:
        known = {f"{FILES}/{each}" for each in used} | {POLICY}
        if self.bundle.variant == AUDITOR:
            known |= {f"{OPENINGS}/{each}" for each in tables}
        idle = [path for path in self.bundle.files if not path.startswith(LOG) and path not in known]
        return [
            fails("多出文件，没有任何行为提到它。", "A file that no act names.", path)
            for path in sorted(idle)
        ]

    def _since(self, policy: Policy, entries: Sequence[bytes], *, vouched: bool) -> None:
        if self.demands.since is not None:
            self.found.extend(continued(self.demands.since, policy, entries, vouched=vouched))

    def _order(self, kept: Sequence[Kept]) -> None:
        wrong = order_of_acts(kept)
        self.found.extend(wrong)
        if not wrong:
            self.found.append(
                holds(
                    "行为次序符合程序；规则在任何成绩封存之前已入记录，之后未变。",
                    "The acts are in order; the rules were on record before any mark and did not change after.",
                )
            )

    def _boards(self, kept: Sequence[Kept]) -> None:
        """What the published files alone allow: every board and the first round of placement."""
        plan, posts, board = None, [], None
        try:
            lists = lists_of(kept)
            for number, each in enumerate(kept):
                if "plan" in each.files:
                    plan = decoded(each.files["plan"], Plan)
                if "posts" in each.files:
                    posts = list(decoded(each.files["posts"], tuple[Post, ...]))
                raw = each.files.get("scoreboard") or each.files.get("ranking")
                if raw is not None and plan is not None:
                    board = decoded(raw, Board)
                    drawn = draws([k.act for k in kept[: number + 1]])
                    wrong = board_again(plan, board, drawn, lists)
                    if wrong and not lists and plan.rules.composite.group is RankingGroup.POST:
                        self.found.append(_no_lists(each))  # whose draw it was depends on who meets whom
                    else:
                        self._board(each, board, wrong)
                if "certificate" in each.files and plan is not None and board is not None:
                    proof = each.files["certificate"]
                    right = placement_again(plan, posts, board, proof)
                    before = [k.act for k in kept[:number] if k.act.kind is ActKind.PLACEMENT_REFUSED]
                    gave_up = {person for act in before for person in act.people}
                    other = placed_otherwise(proof, each.files["placements"], gave_up)
                    self._placement(each, proven(proof) if right is None else right, other)
        except HOSTILE:
            self.found.append(
                fails(
                    "公开文件的内容不合格式。", "A published file is not of its form.", act_words(each.entry)
                )
            )

    def _board(self, kept: Kept, board: Board, wrong: Sequence[str]) -> None:
        ranked = len(board.ranking.ranked)
        if wrong:
            people = "、".join(wrong[:10])
            self.found.append(
                fails(
                    f"由公布的成绩按方案重算，{people}的综合成绩或名次不符。",
                    f"Worked out again by the plan, score or rank of {', '.join(wrong[:10])} differs.",
                    act_words(kept.entry),
                )
            )
        else:
            self.found.append(
                holds(
                    f"{act_words(kept.entry)}：由公布的各项成绩重算，{ranked}人的综合成绩和名次一致。",
                    f"{kept.act.id}: scores and ranks of {ranked} people, worked out from the published marks, agree.",
                )
            )

    def _placement(self, kept: Kept, right: bool | None, other: Sequence[str]) -> None:  # noqa: FBT001 - the outcome of one check
        where = act_words(kept.entry)
        if other:
            self.found.append(
                fails(
                    f"公布的定岗与证书不符（{'、'.join(other[:10])}）。",
                    f"The published placement is not the certified one: {', '.join(other[:10])}.",
                    where,
                )
            )
        if right is None:
            self.found.append(
                unchecked(
                    f"{where}：总体最优的证明请用 verifier/check_fit.py 或 check_placement.py 核对。",
                    f"{kept.act.id}: check the proof of the best fit with verifier/check_fit.py or check_placement.py.",
                )
            )
        elif not right:
            self.found.append(
                fails("由排名和志愿重算，定岗不符。", "Placement worked out again differs.", where)
            )
        elif not other:
            self.found.append(
                holds(
                    f"{where}：由排名和志愿重算，定岗一致。",
                    f"{kept.act.id}: placement from ranks and lists agrees.",
                )
            )

    def _again(self, kept: Sequence[Kept]) -> None:
        """The whole case from its sealed rows, when all of them are open."""
        closed = [ref for k in kept for ref in _closed(k)]
        if closed:
            rows = sum(ref.rows for ref in closed)
            names = sorted({ref.name for ref in closed})
            self.found.append(
                unchecked(
                    f"没有全部封存材料（{len(closed)}张表，{rows}行：{'、'.join(map(table_words, names))}），"
                    "未能由原始材料重办资格、评分、分流和平衡表。",
                    f"Not all sealed rows are open ({len(closed)} tables, {rows} rows: {', '.join(names)}): eligibility, "
                    "marking, exits and the balance sheet could not be decided again from them.",
                )
            )
            return
        try:
            folder = folder_of(kept)
        except Unsound as unsound:
            self.found.append(failed(unsound))
            return
        if folder is None:
            return
        try:
            done = run(folder)
            now = contents(folder, done, recorded(kept))
            wrong = differences(kept, now)
        except HOSTILE:
            # Whoever writes a record may seal what the procedure never saw; that is for the report to say.
            self.found.append(
                fails("封存的材料办不下去。", "What was sealed cannot be taken through the procedure.")
            )
            return
        known = {c.act.id for c in now}
        for each in kept:
            if each.act.id not in known:
                self.found.append(
                    fails(
                        "重办时这一步的关口没有通过。",
                        "Decided again, the gate of this step does not open.",
                        act_words(each.entry),
                    )
                )
        acts = {k.act.id: k for k in kept}
        self.found.extend(
            fails(
                f"重办的结果与公布的{table_words(d.name)}不符"
                + (f"（{'、'.join(d.owners)}）" if d.owners else "")
                + "。",
                f"Decided again, {d.name} differs {' '.join(d.owners)}".rstrip() + ".",
                act_words(acts[d.act].entry),
            )
            for d in wrong
        )
        if not any(line.state is State.FAILS for line in self.found):
            self.found.append(
                holds(
                    f"由封存的原始材料重办全过程，{len(kept)}件行为的结果逐字节一致"
                    + ("，平衡表全部成立，改革办结。" if done.closed else "。"),
                    f"The whole case was decided again from its sealed rows; the results of {len(kept)} acts agree byte "
                    "for byte" + ("; the case is closed and every law holds." if done.closed else "."),
                )
            )

    def _receipt(self, kept: Sequence[Kept]) -> None:
        if self.demands.receipt is not None:
            self.found.extend(check_receipt(self.demands.receipt, self.origin, kept, self.bundle.file))


def _when(time: int | None) -> str:
    """POSIX seconds as a date and time in China, where the acts were taken."""
    if time is None:
        return "－"
    return f"{datetime.fromtimestamp(time, _CHINA):%Y-%m-%d %H:%M}（UTC+8）"


_CHINA = timezone(timedelta(hours=8))


def _no_lists(kept: Kept) -> Line:
    return unchecked(
        f"{act_words(kept.entry)}：志愿表尚未公开，同分的人是否须抽签现在无法核对。",
        f"{kept.act.id}: lists of posts are not open yet; whether equals needed a draw cannot be told.",
    )


def _closed(kept: Kept) -> list[TableRef]:
    """The tables of an act that are not wholly open."""
    return [
        ref
        for ref in kept.entry.tables
        if ref.name not in BESIDE and ref.rows and len(kept.rows.get(ref.name, ())) != ref.rows
    ]
