"""Headcount arithmetic of a text: X1–X3 under both readings of the reserve, R08, R10, O08."""

import re
from collections.abc import Iterator

from dinggang.basis import Finding, Level, Value, Words
from dinggang.reading.facts import Facts
from dinggang.reading.found import Span, found
from dinggang.reading.numbers import WHOLE
from dinggang.reading.quotas import Quota
from dinggang.reading.text import Text

KIND_WORDS = {
    "administrative": Words(zh="行政", en="administrative"),
    "institution": Words(zh="事业", en="institution"),
    "service": Words(zh="工勤", en="service staff"),
}


MOST = 100
"""So many figures of one sort are looked at; no real text has more."""


class Account(Value, frozen=True, kw_only=True):
    """What a text says of one kind: approved, reserve, leaders, posts competed for, and what is filled otherwise."""

    kind: str
    approved: Quota
    posts: Quota
    reserve: Quota | None
    leaders: Quota | None
    appointed: int
    vacant: int
    released: int
    concurrent: int

    @property
    def modes(self) -> tuple[str, ...]:
        """The readings of the reserve that the words allow."""
        if self.reserve is None or not self.reserve.count:
            return ("inside",)
        return (self.reserve.mode,) if self.reserve.mode else ("inside", "on_top")

    def room(self, mode: str) -> int:
        """Places for posts besides the leaders', under a reading of the reserve."""
        kept = self.reserve.count if self.reserve is not None and mode == "inside" else 0
        return self.approved.count - kept + self.released - self.led

    @property
    def led(self) -> int:
        """Leader posts; posts that are set up, however filled, may hold them."""
        if self.leaders is None or (
            self.posts.what == "set" and self.posts.count > self.approved.count - self.leaders.count
        ):
            return 0
        return self.leaders.count

    @property
    def asked(self) -> int:
        return self.posts.count - self.concurrent + self.appointed

    def over(self, mode: str) -> int:
        return self.asked - self.room(mode)

    def open(self, mode: str) -> int:
        """Places of which nothing is said."""
        return max(-self.over(mode) - self.vacant, 0)

    @property
    def spans(self) -> list[Span]:
        parts = (self.posts, self.approved, self.reserve, self.leaders)
        return [(q.start, q.end) for q in parts if q is not None]


def accounts(facts: Facts) -> tuple[Account, ...]:
    """One account for each kind of which headcount and posts are both stated."""
    return tuple(a for kind in KIND_WORDS if (a := _account(facts, kind)) is not None)


def _account(facts: Facts, kind: str) -> Account | None:
    approved = _first(facts, "headcount", kind)
    posts = _first(facts, "posts", kind) or _first(facts, "set", kind)
    if approved is None or posts is None:
        return None
    reserve = _first(facts, "reserve", kind)
    return Account(
        kind=kind,
        approved=approved,
        posts=posts,
        reserve=reserve,
        leaders=_first(facts, "leaders", kind),
        appointed=_sum(facts, "appointed", kind),
        vacant=_sum(facts, "vacant", kind),
        released=min(_sum(facts, "released", kind), reserve.count if reserve else 0),
        concurrent=_sum(facts, "concurrent", kind),
    )


def _first(facts: Facts, what: str, kind: str) -> Quota | None:
    return next(iter(facts.of(what, kind)), None)


def _sum(facts: Facts, what: str, kind: str) -> int:
    """Places of a sort, each figure once however often it is told. Without a kind it is said of the kind told last."""
    values = {(q.count, q.kind or _kind_before(facts, q)) for q in facts.of(what, body=None)[:MOST]}
    return sum(count for count, of in values if of == kind)


def _kind_before(facts: Facts, quota: Quota) -> str:
    """The kind of the posts told last before; appointments without any are to offices of the administration."""
    before = [
        q for q in facts.quotas if q.what in {"posts", "headcount"} and q.kind and q.start < quota.start
    ]
    if quota.what == "appointed":
        kinds = {q.kind for q in facts.quotas if q.what == "posts" and q.kind}
        return "administrative" if "administrative" in kinds or not before else before[-1].kind
    return before[-1].kind if before else ""


def check_headcount(text: Text, facts: Facts) -> Iterator[Finding]:
    """X1, X2, X3, R08 (leaders or reserve beyond headcount), R10 (plates), O08 (mode of the reserve)."""
    books = accounts(facts)
    for book in books:
        yield from _over(text, book)
        yield from _left(text, book)
    yield from _totals(text, books)
    if not books:
        yield from _all_together(text, facts)
    yield from _beyond(text, facts)
    yield from _plates(text)
    yield from _mode(text, facts)


def mode_words(mode: str) -> Words:
    return (
        Words(zh="预留含在内", en="reserve inside")
        if mode == "inside"
        else Words(zh="预留另加", en="reserve on top")
    )


def _over(text: Text, book: Account) -> Iterator[Finding]:
    over = {mode: book.over(mode) for mode in book.modes}
    if all(n <= 0 for n in over.values()):
        return
    kind = KIND_WORDS[book.kind]
    spends = len(over) > 1 and book.reserve is not None and over["on_top"] == book.reserve.count
    zh = "；".join(
        f"{mode_words(m).zh}：可用{book.room(m)}个，" + (f"超出{n}个" if n > 0 else "不超出")
        for m, n in over.items()
    )
    en = "; ".join(
        f"{mode_words(m).en}: {book.room(m)} may be filled, " + (f"{n} too many" if n > 0 else "enough")
        for m, n in over.items()
    )
    yield found(
        text,
        "X1",
        Level.STOPS if all(n > 0 for n in over.values()) else Level.EXPLAIN,
        Words(
            zh=f"{kind.zh}岗位拿出{book.posts.count}个，{kind.zh}编制{book.approved.count}名"
            + (f"、预留{book.reserve.count}名" if book.reserve else "")
            + (f"、领导职数{book.led}名" if book.leaders else "")
            + f"。{zh}{'，正好把预留用完' if spends else ''}。",
            en=f"{book.posts.count} {kind.en} posts against a headcount of {book.approved.count}"
            + (f", reserve {book.reserve.count}" if book.reserve else "")
            + (f", leader posts {book.led}" if book.leaders else "")
            + f". {en}{', which spends the reserve exactly' if spends else ''}.",
        ),
        Words(
            zh="请更正数字，或写明动用预留的决定，或写明其中几个是不占编制的兼岗。",
            en="Correct a number, state the decision that releases the reserve, or say which posts are concurrent.",
        ),
        book.spans,
    )


def _left(text: Text, book: Account) -> Iterator[Finding]:
    left = {mode: book.open(mode) for mode in book.modes}
    if min(left.values()) <= 0:
        return
    kind = KIND_WORDS[book.kind]
    zh = "；".join(f"{mode_words(m).zh}：可用{book.room(m)}个，还有{n}个没有说明" for m, n in left.items())
    en = "; ".join(f"{mode_words(m).en}: {book.room(m)} places, {n} left open" for m, n in left.items())
    yield found(
        text,
        "X2",
        Level.EXPLAIN,
        Words(
            zh=f"{kind.zh}编制{book.approved.count}名，除领导职数外只拿出{book.posts.count}个竞争，其余没有说明怎样填补。{zh}。",
            en=f"{kind.en.capitalize()} headcount {book.approved.count}; besides the leaders, {book.posts.count} posts "
            f"are competed for and nothing is said of the rest. {en}.",
        ),
        Words(
            zh="请写明其余名额是组织任命、空缺还是预留。",
            en="State whether the rest are appointed to, kept vacant or reserved.",
        ),
        book.spans,
    )


def _totals(text: Text, books: tuple[Account, ...]) -> Iterator[Finding]:
    if len(books) < 2:
        return
    used = sum(b.asked + b.led for b in books)
    parts: list[Words] = []
    breach = []
    for mode in ("inside", "on_top"):
        if not any(mode in b.modes for b in books):
            continue
        modes = [mode if mode in b.modes else b.modes[0] for b in books]
        room = sum(b.room(m) + b.led for b, m in zip(books, modes, strict=True))
        over = [KIND_WORDS[b.kind] for b, m in zip(books, modes, strict=True) if b.over(m) > 0]
        breach.append(used > room or bool(over))
        parts.append(_verdict(mode, used, room, over))
    if any(breach):
        yield found(
            text,
            "X3",
            Level.STOPS if all(breach) else Level.EXPLAIN,
            Words(
                zh=f"合计使用{used}个（岗位加领导职数）。{'；'.join(p.zh for p in parts)}。",
                en=f"{used} places are used in total (posts and leaders). {'; '.join(p.en for p in parts)}.",
            ),
            Words(zh="请分类别核对，不得相抵。", en="Check kind by kind; kinds are never netted."),
            [span for b in books for span in b.spans],
        )


def _verdict(mode: str, used: int, room: int, over: list[Words]) -> Words:
    if used > room:
        verdict = Words(zh=f"超出{used - room}个", en=f"{used - room} too many")
    elif over:
        verdict = Words(
            zh=f"虽余{room - used}个，但{'、'.join(w.zh for w in over)}仍超出，总数掩盖了超编",
            en=f"{room - used} left, yet {', '.join(w.en for w in over)} is over: the total hides it",
        )
    else:
        verdict = Words(zh=f"余{room - used}个", en=f"{room - used} left")
    return Words(
        zh=f"{mode_words(mode).zh}：可用{room}个，{verdict.zh}",
        en=f"{mode_words(mode).en}: {room} may be filled, {verdict.en}",
    )


def _all_together(text: Text, facts: Facts) -> Iterator[Finding]:
    """X3 when posts or headcount are told only for all kinds together: beyond every reading of the figures."""
    posts = [q for q in facts.of("posts") if not q.kind] or list(facts.of("posts"))[:2]
    heads = [q for q in facts.of("headcount") if not q.kind][:1] or [
        q for kind in KIND_WORDS if (q := _first(facts, "headcount", kind)) is not None
    ]
    if not posts or not heads or (len(heads) == 1 and heads[0].kind):
        return
    used = posts[0].count if not posts[0].kind else sum(q.count for q in posts)
    leaders = [q for kind in KIND_WORDS if (q := _first(facts, "leaders", kind)) is not None]
    released = sum(q.count for q in facts.of("released")) + sum(q.count for q in facts.of("concurrent"))
    room = sum(q.count for q in heads) - sum(q.count for q in leaders) + released
    if used > room:
        yield found(
            text,
            "X3",
            Level.STOPS,
            Words(
                zh=f"岗位{used}个，编制合计{sum(q.count for q in heads)}名，减去领导职数只有{room}个，超出{used - room}个。",
                en=f"{used} posts; headcount less leader posts is {room}: {used - room} too many.",
            ),
            Words(
                zh="请更正数字，并按行政、事业分别写明。",
                en="Correct a number, and state each kind on its own.",
            ),
            [(q.start, q.end) for q in (*posts, *heads, *leaders)],
        )


def _beyond(text: Text, facts: Facts) -> Iterator[Finding]:
    """R08: a part of the headcount greater than the whole."""
    names = {"leaders": Words(zh="领导职数", en="leader posts"), "reserve": Words(zh="预留", en="reserve")}
    seen = set()
    whole = {kind: _first(facts, "headcount", kind) for kind in KIND_WORDS}
    for part in (*facts.of("leaders"), *facts.of("reserve")):
        approved = whole.get(part.kind)
        if approved is None or part.count <= approved.count or (part.what, part.kind, part.count) in seen:
            continue
        seen.add((part.what, part.kind, part.count))
        kind = KIND_WORDS[part.kind]
        yield found(
            text,
            "R08",
            Level.STOPS,
            Words(
                zh=f"{names[part.what].zh}{part.count}名，多于{kind.zh}编制{approved.count}名。",
                en=f"{names[part.what].en} {part.count} within a headcount of {approved.count}.",
            ),
            Words(zh="请核对批复，更正其中一个数字。", en="Check the approval and correct one of them."),
            [(approved.start, approved.end), (part.start, part.end)],
        )


_PLATE = re.compile(
    rf"加挂[^，。；（）\n]{{2,30}}?(?:牌子|牌)[）]?[，：]?(?:该?牌子?)?(?:并|单独|另|专门){{0,2}}(?:核定|配备|核|定|设)?(?:给|为|有)?(?:行政|事业)?(?P<what>编制|领导职数|领导|人员编制|主任|职数)?(?P<n>{WHOLE})(?:名|个|职)(?P<what2>行政编制|事业编制|编制|领导职数)?"
)


_ITS_OWN = re.compile(r"牌子?(?:编制|核定|核|配备|有|设|占|领导)|另|单独|专门|增加|该牌|增核")


def _plates(text: Text) -> Iterator[Finding]:
    """R10: «加挂…牌子，核定编制2名»: a plate is a name and carries nothing."""
    for match in _PLATE.finditer(text.plain):
        if (match["what"] or match["what2"]) and _ITS_OWN.search(match[0]):
            own = re.match(r"加挂[^，。；（）\n]{2,30}?牌子?）", match[0])
            if own:
                # Behind the bracket the sentence speaks of the body again.
                continue
            yield found(
                text,
                "R10",
                Level.STOPS,
                Words(
                    zh="牌子不是机构，不占编制，也没有领导职数，这里却给它核了编制或职数。",
                    en="A name plate is no body and carries neither headcount nor leader posts; here it does.",
                ),
                Words(
                    zh="请把编制和职数写在所属机构名下；确需单设机构的，改写为机构。",
                    en="Put them under the body; if it is to be a body, call it one.",
                ),
                [match.span()],
            )


def _mode(text: Text, facts: Facts) -> Iterator[Finding]:
    open_ones = [q for q in facts.of("reserve") if not q.mode and q.count]
    if open_ones:
        yield found(
            text,
            "O08",
            Level.EXPLAIN if facts.is_plan else Level.NOTICE,
            Words(
                zh="没有写明预留编制含在核定数之内，还是另外增加。",
                en="Whether the reserve lies inside the approved figure or on top of it is not said.",
            ),
            Words(
                zh="请写“含预留几名”或“另预留几名”。",
                en="Write “of which … reserved” or “and … more reserved”.",
            ),
            [(q.start, q.end) for q in open_ones],
        )
