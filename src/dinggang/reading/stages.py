"""Stages of a reform as a text lists them: in one sentence, or numbered 第一阶段, 第二阶段 …"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from dinggang.basis import Value
from dinggang.reading.bodies import split_list
from dinggang.reading.dates import Dated
from dinggang.reading.numbers import WHOLE, whole
from dinggang.reading.text import Text, clause


class Stage(Value, frozen=True, kw_only=True):
    """One stage: its name, its place, and its own period when the text gives one beside it."""

    name: str
    start: int
    end: int
    period: Dated | None = None


class Stages(Value, frozen=True, kw_only=True):
    """Stages in the order listed, with the count stated (None when it is not). `open` says that 等 ends the list."""

    count: int | None
    items: tuple[Stage, ...]
    start: int
    end: int
    open: bool = False


_WORD = r"(?:工作|主要|大)?(?:阶段|步骤|环节|步(?!行|入|伐|走访))"
_COUNTED = re.compile(
    rf"(?:共|总共|一共|共计)?(?:经过|分为|分成|分|历经|经历|划分为|按|按照|分作)?(?:了)?(?P<n>{WHOLE})个?{_WORD}"
)
_BEHIND = re.compile(
    r"(?:进行|实施|推进|组织实施|开展|走|来抓)?(?:：|，?(?:分别|依次|即|具体)(?:是|为)?：?|（|是：?|为：?)(?P<items>[^。；\n]{4,300})"
)
_VERB = re.compile(r"经过|历经|经历|通过|分为|划分为|分成")
_WEAK_VERB = re.compile(r"按照|分|按")
_END = re.compile(r"(?P<open>等)?，?(?:共|总共|一共)?(?:经过|历经|分为|分|划分为)?(?:了)?$")
_NUMBERED = re.compile(
    r"第(?P<n>[一二三四五六七八九十]|\d{1,2})(?:个)?(?:阶段|步)(?!的?(?:工作)?(?:结束|完成|任务))"
)
MOST = 300
"""So many counts of stages are looked at; no real text has more."""
_SPAN_OF_DATES = re.compile(r"（[^（）]{0,60}）")


def stages(text: Text, dated: Sequence[Dated]) -> tuple[Stages, ...]:
    """Every list of stages in the text."""
    found = [*_listed(text), *_numbered(text, dated)]
    return tuple(sorted(found, key=lambda s: s.start))


def _listed(text: Text) -> Iterator[Stages]:
    """«经过A、B、C共经过N个阶段», «分A、B、C三个阶段», «分N个阶段：A、B、C»."""
    matches = (m for start, end in text.sentences for m in _COUNTED.finditer(text.plain, start, end))
    for match in islice(matches, MOST):
        start, end = text.sentence_at(match.start())
        count = whole(match["n"])
        if (
            count is None
            or not 2 <= count <= 12
            or text.plain[match.start("n") - 1 : match.start("n")] == "第"
        ):
            continue
        behind = _BEHIND.match(text.plain, match.end(), end)
        before = _before(text.plain, max(start, match.start() - 320), match.start("n"))
        if behind:
            names = (
                behind["items"].split("）")[0]
                if text.plain[behind.start("items") - 1] == "（"
                else behind["items"]
            )
            at, last = match.start(), behind.start("items") + len(names)
            opened = "等" in names[-6:]
            first = behind.start("items")
        elif before is not None:
            at, first, names, opened = before
            last = match.end()
        else:
            continue
        items = _items(names, first)
        if len(items) >= 2:
            yield Stages(count=count, items=items, start=at, end=last, open=opened)


def _before(plain: str, start: int, end: int) -> tuple[int, int, str, bool] | None:
    """The list before its number: where it and its first item start, its words, and whether 等 ends it.

    «经过A、B、C共经过N个阶段» has the verb twice; the one before the items counts.
    """
    tail = _END.search(plain, start, end)
    stop = tail.start() if tail else end
    for verb in (_VERB, _WEAK_VERB):
        for match in reversed(list(verb.finditer(plain, start, stop))):
            names = plain[match.end() : stop].removeprefix("了")
            if "、" in names and len(names) >= 4 and not re.search(r"[。；：\n]", names):
                return match.start(), stop - len(names), names, bool(tail and tail["open"])
    return None


def _items(names: str, first: int) -> tuple[Stage, ...]:
    """The items with their places; a sentence part that is no name of a stage ends the list."""
    clean = _SPAN_OF_DATES.sub(lambda m: "（" + "　" * (len(m[0]) - 2) + "）", names)
    found: list[Stage] = []
    place = 0
    for item in split_list(clean.rstrip("等")):
        at = clean.find(item, place)
        place = at + len(item)
        name = re.sub(
            r"（　*）", "", re.sub(r"^(?:一是|二是|三是|四是|五是|六是|①|②|③|④|⑤|⑥)", "", item)
        ).strip("：等")
        if re.match(r"第[一二三四五六七八九十]", name):
            return ()  # numbered stages are read as such
        if not 2 <= len(name) <= 22 or re.search(r"我镇|改革办|时间|每个", name):
            break
        found.append(Stage(name=name, start=first + at, end=first + at + len(item)))
    return tuple(found)


def _numbered(text: Text, dated: Sequence[Dated]) -> Iterator[Stages]:
    """第一阶段…第二阶段…: the first run of numbers that starts with one."""
    marks = [(m, whole(m["n"]) or 0) for m in _NUMBERED.finditer(text.plain)]
    run: list[tuple[re.Match[str], int]] = []
    for mark, number in marks:
        if number == 1 and len(run) < 2:
            run = [(mark, number)]
        elif run and number == run[-1][1] + 1:
            run.append((mark, number))
    if len(run) < 2:
        return
    items: list[Stage] = []
    for index, (mark, _) in enumerate(run):
        limit = run[index + 1][0].start() if index + 1 < len(run) else len(text.plain)
        end = min(limit, mark.end() + 90)
        words = re.split(r"[。；\n]", text.plain[mark.end() : end], maxsplit=1)[0]
        name = re.search(
            r"[\u4e00-\u9fff、]{2,16}",
            re.sub(r"^[为是：，（]+", "", _SPAN_OF_DATES.sub("", _without_dates(words, mark.end(), dated))),
        )
        period = next((d for d in dated if mark.end() <= d.start < mark.end() + len(words)), None)
        items.append(
            Stage(
                name=name[0] if name else f"第{index + 1}阶段",
                start=mark.start(),
                end=mark.end() + len(words),
                period=period,
            )
        )
    count = None
    for match in _COUNTED.finditer(text.plain, max(0, run[0][0].start() - 200), run[0][0].start()):
        count = whole(match["n"]) if text.plain[match.start("n") - 1 : match.start("n")] != "第" else count
    yield Stages(
        count=count, items=tuple(items), start=run[0][0].start(), end=clause(text.plain, items[-1].end - 1)[1]
    )


def _without_dates(words: str, start: int, dated: Sequence[Dated]) -> str:
    out = words
    for one in dated:
        if start <= one.start and one.end <= start + len(words):
            out = out[: one.start - start] + "　" * (one.end - one.start) + out[one.end - start :]
    return out.replace("　", "").replace("（）", "")
