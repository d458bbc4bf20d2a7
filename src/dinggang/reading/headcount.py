"""Headcount arithmetic of a text: X1–X3 under both readings of the reserve, and figures that contradict each other."""

import re
from collections import defaultdict
from collections.abc import Iterator

from dinggang.basis import Finding, Level, Value, Words
from dinggang.reading.facts import Facts, Quota, counted_units
from dinggang.reading.found import found
from dinggang.reading.numbers import NUMBER, whole
from dinggang.reading.text import Text

KIND_WORDS = {
    "administrative": Words(zh="行政", en="administrative"),
    "institution": Words(zh="事业", en="institution"),
    "service": Words(zh="工勤", en="service staff"),
}


class Account(Value, frozen=True, kw_only=True):
    """What a text says of one kind: approved, reserve, leaders, posts competed for, appointed, held concurrently."""

    kind: str
    approved: Quota
    posts: Quota
    reserve: Quota | None
    leaders: Quota | None
    appointed: int
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
        return (
            self.approved.count
            - kept
            + self.released
            - (self.leaders.count if self.leaders is not None else 0)
        )

    @property
    def asked(self) -> int:
        return self.posts.count - self.concurrent + self.appointed

    def over(self, mode: str) -> int:
        return self.asked - self.room(mode)


def accounts(text: Text, facts: Facts) -> tuple[Account, ...]:
    """One account for each kind of which headcount and posts are both stated."""
    first: dict[tuple[str, str], Quota] = {}
    for quota in facts.quotas:
        first.setdefault((quota.what, quota.kind), quota)
    kinds = [k for k in KIND_WORDS if ("headcount", k) in first and ("posts", k) in first]
    return tuple(
        Account(
            kind=kind,
            approved=first["headcount", kind],
            posts=first["posts", kind],
            reserve=first.get(("reserve", kind)),
            leaders=first.get(("leaders", kind)),
            appointed=sum(q.count for q in facts.of("appointed") if q.kind == kind),
            released=_stated(
                text.plain,
                kind,
                rf"动用[^，。；]{{0,4}}(?:预留)?[^，。；]{{0,8}}?(?P<n>{NUMBER})(?:个|名)",
                kinds,
            ),
            concurrent=_stated(
                text.plain,
                kind,
                rf"(?P<n>{NUMBER})个[^，。；]{{0,10}}(?:为|属|是|由[^，。；]{{0,8}})兼(?:岗|任|职)",
                kinds,
            ),
        )
        for kind in kinds
    )


def _stated(plain: str, kind: str, pattern: str, kinds: list[str]) -> int:
    """A count stated in a sentence that names this kind (or names none, when there is only one)."""
    count = 0
    for match in re.finditer(pattern, plain):
        sentence = plain[
            max(plain.rfind("。", 0, match.start()), plain.rfind("；", 0, match.start())) + 1 : match.end()
            + 12
        ]
        named = [k for k in KIND_WORDS if KIND_WORDS[k].zh in sentence]
        if (kind in named and len(named) == 1) or (not named and len(kinds) == 1):
            count += whole(match["n"]) or 0
    return count


def check_headcount(text: Text, facts: Facts) -> Iterator[Finding]:
    """X1, X2, X3, R02 (parts and total), R07 (stated twice), R08 (leaders beyond headcount)."""
    books = accounts(text, facts)
    for book in books:
        yield from _over(text, book)
        yield from _left(text, book)
    yield from _totals(text, books)
    yield from _twice(text, facts)
    yield from _leaders(text, facts)
    yield from _parts(text)


def _mode_words(mode: str) -> Words:
    return (
        Words(zh="预留含在内", en="reserve inside")
        if mode == "inside"
        else Words(zh="预留另加", en="reserve on top")
    )


def _places(book: Account) -> list[tuple[int, int]]:
    spans = [
        (q.start, q.end) for q in (book.posts, book.approved, book.reserve, book.leaders) if q is not None
    ]
    return sorted(spans)


def _over(text: Text, book: Account) -> Iterator[Finding]:
    over = {mode: book.over(mode) for mode in book.modes}
    if all(n <= 0 for n in over.values()):
        return
    kind = KIND_WORDS[book.kind]
    zh = "；".join(
        f"{_mode_words(m).zh}：可用{book.room(m)}个，" + (f"超出{n}个" if n > 0 else "不超出")
        for m, n in over.items()
    )
    en = "; ".join(
        f"{_mode_words(m).en}: {book.room(m)} may be filled, " + (f"{n} too many" if n > 0 else "enough")
        for m, n in over.items()
    )
    yield found(
        text,
        "X1",
        Level.STOPS if all(n > 0 for n in over.values()) else Level.EXPLAIN,
        Words(
            zh=f"{kind.zh}岗位拿出{book.posts.count}个，{kind.zh}编制{book.approved.count}名"
            + (f"、预留{book.reserve.count}名" if book.reserve else "")
            + (f"、领导职数{book.leaders.count}名" if book.leaders else "")
            + f"。{zh}。",
            en=f"{book.posts.count} {kind.en} posts against a headcount of {book.approved.count}"
            + (f", reserve {book.reserve.count}" if book.reserve else "")
            + (f", leader posts {book.leaders.count}" if book.leaders else "")
            + f". {en}.",
        ),
        Words(
            zh="请更正数字，或写明动用预留的决定，或写明其中几个是不占编制的兼岗。",
            en="Correct a number, state the decision that releases the reserve, or say which posts are concurrent.",
        ),
        _places(book),
    )


def _left(text: Text, book: Account) -> Iterator[Finding]:
    left = {mode: -book.over(mode) for mode in book.modes}
    if all(n <= 0 for n in left.values()) or (min(left.values()) <= 0 and len(left) > 1):
        return
    kind = KIND_WORDS[book.kind]
    zh = "；".join(f"{_mode_words(m).zh}：可用{book.room(m)}个，还有{n}个未说明" for m, n in left.items())
    en = "; ".join(f"{_mode_words(m).en}: {book.room(m)} places, {n} left open" for m, n in left.items())
    yield found(
        text,
        "X2",
        Level.EXPLAIN,
        Words(
            zh=f"{kind.zh}编制除领导职数外没有全部拿出竞争（拿出{book.posts.count}个），其余没有说明如何填补。{zh}。",
            en=f"Not all {kind.en} places besides the leaders' are competed for ({book.posts.count} are). {en}.",
        ),
        Words(
            zh="请写明其余名额是组织任命、空缺还是预留。",
            en="State whether the rest are appointed to, kept vacant or reserved.",
        ),
        _places(book),
    )


def _totals(text: Text, books: tuple[Account, ...]) -> Iterator[Finding]:
    if len(books) < 2:
        return
    used = sum(b.asked + (b.leaders.count if b.leaders else 0) for b in books)
    parts: list[Words] = []
    breach = False
    for mode in ("inside", "on_top"):
        if not any(mode in b.modes for b in books):
            continue
        modes = [mode if mode in b.modes else b.modes[0] for b in books]
        room = sum(
            b.room(m) + (b.leaders.count if b.leaders else 0) for b, m in zip(books, modes, strict=True)
        )
        over = [KIND_WORDS[b.kind] for b, m in zip(books, modes, strict=True) if b.over(m) > 0]
        breach = breach or used > room or bool(over)
        if used > room:
            verdict = Words(zh=f"超出{used - room}个", en=f"{used - room} too many")
        elif over:
            verdict = Words(
                zh=f"虽余{room - used}个，但{'、'.join(w.zh for w in over)}仍超出，总数掩盖了超编",
                en=f"{room - used} left, yet {', '.join(w.en for w in over)} is over: the total hides it",
            )
        else:
            verdict = Words(zh=f"余{room - used}个", en=f"{room - used} left")
        parts.append(
            Words(
                zh=f"{_mode_words(mode).zh}：可用{room}个，{verdict.zh}",
                en=f"{_mode_words(mode).en}: {room} may be filled, {verdict.en}",
            )
        )
    if breach:
        yield found(
            text,
            "X3",
            Level.STOPS,
            Words(
                zh=f"合计使用{used}个（岗位加领导职数）。{'；'.join(p.zh for p in parts)}。",
                en=f"{used} places are used in total (posts and leaders). {'; '.join(p.en for p in parts)}.",
            ),
            Words(zh="分类别核对，不得相抵。", en="Check kind by kind; kinds are never netted."),
            sorted(span for b in books for span in _places(b)),
        )


def _twice(text: Text, facts: Facts) -> Iterator[Finding]:
    """R07: one quantity with two values."""
    stated: defaultdict[tuple[str, str], list[Quota]] = defaultdict(list)
    for quota in facts.quotas:
        if quota.what != "appointed":
            stated[quota.what, quota.kind].append(quota)
    names = {"headcount": "编制", "reserve": "预留", "leaders": "领导职数", "posts": "岗位"}
    for (what, kind), those in stated.items():
        values = sorted({q.count for q in those})
        if len(values) > 1:
            yield found(
                text,
                "R07",
                Level.STOPS,
                Words(
                    zh=f"{KIND_WORDS[kind].zh}{names[what]}前后不一：{'、'.join(map(str, values))}。",
                    en=f"{KIND_WORDS[kind].en} {what} is stated as {' and '.join(map(str, values))}.",
                ),
                Words(zh="请核对批复，统一为一个数。", en="Check the approval and use one figure."),
                [(q.start, q.end) for q in those],
            )


def _leaders(text: Text, facts: Facts) -> Iterator[Finding]:
    approved = {q.kind: q for q in facts.of("headcount")}
    for leaders in facts.of("leaders"):
        whole_figure = approved.get(leaders.kind)
        if whole_figure is not None and leaders.count > whole_figure.count:
            yield found(
                text,
                "R08",
                Level.STOPS,
                Words(
                    zh=f"领导职数{leaders.count}名，多于{KIND_WORDS[leaders.kind].zh}编制{whole_figure.count}名。",
                    en=f"{leaders.count} leader posts within a headcount of {whole_figure.count}.",
                ),
                Words(zh="请核对。", en="Check it."),
                [(whole_figure.start, whole_figure.end), (leaders.start, leaders.end)],
            )


_TOTAL = re.compile(
    rf"(?:共|总计|合计|总数|总额|核定|编制)(?:有|设|为|是|拿出)*[^，。；（）\d]{{0,8}}?(?P<n>{NUMBER})(?P<unit>名|个|人)[^，。；（）]{{0,8}}[，（：]?(?:其中|即|分别为|包括)：?(?P<parts>[^。；\n]+)"
)


def _parts(text: Text) -> Iterator[Finding]:
    """R02: a total beside its parts. Administrative and institution together make the whole; other parts may not exceed it."""
    plain = text.plain
    for match in _TOTAL.finditer(plain):
        total = whole(match["n"])
        unit = match["unit"]
        parts = [
            (m["label"], whole(m["n"]) or 0)
            for m in re.finditer(
                rf"(?P<label>[^，。；、（）\d]{{1,10}}?)(?P<n>{NUMBER}){unit}", match["parts"]
            )
        ]
        kinds = [
            (label, n) for label, n in parts if re.search(r"行政|事业|工勤", label) and "职数" not in label
        ]
        if total is None or len(kinds) < 2:
            continue
        amount = sum(n for _, n in kinds)
        if amount != total:
            yield found(
                text,
                "R02",
                Level.STOPS,
                Words(
                    zh=f"总数{total}{unit}，分项合计{amount}{unit}（{'、'.join(f'{label}{n}' for label, n in kinds)}）。",
                    en=f"The total is {total}, the parts add up to {amount}.",
                ),
                Words(zh="请更正总数或分项。", en="Correct the total or a part."),
                [match.span()],
            )
    yield from _bodies_total(text)


def _bodies_total(text: Text) -> Iterator[Finding]:
    """R02 for bodies: «设6个机构» beside «3个办公室、2个中心、1个所»."""
    total = re.search(rf"(?P<n>{NUMBER})个(?:内设机构|机构|部门)", text.plain)
    stated = whole(total["n"]) if total is not None else None
    for match, counts in counted_units(text.plain):
        before = text.plain[max(0, match.start() - 40) : match.start()]
        amount = sum(counts.values())
        if total is not None and stated is not None and stated != amount and total[0] in before:
            yield found(
                text,
                "R02",
                Level.STOPS,
                Words(
                    zh=f"写明{stated}个机构，分项合计{amount}个。",
                    en=f"{stated} bodies are stated, the parts add up to {amount}.",
                ),
                Words(zh="请更正总数或分项。", en="Correct the total or a part."),
                [total.span(), match.span()],
            )
