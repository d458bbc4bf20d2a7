"""The facts a plan or summary states. Every fact with its place."""

import re

from dinggang.basis import Value
from dinggang.reading.bodies import Body, Listed, Run, bodies, lists, runs
from dinggang.reading.dates import Dated, dates
from dinggang.reading.events import Event, events
from dinggang.reading.people import Headed, people
from dinggang.reading.quotas import Quota, quotas
from dinggang.reading.services import Amount, ServiceLine, amounts, services
from dinggang.reading.stages import Stages, stages
from dinggang.reading.text import Text


class Group(Value, frozen=True, kw_only=True):
    """A group or office named in the text (领导小组, 考核组 …), with its place."""

    name: str
    start: int
    end: int


class Facts(Value, frozen=True, kw_only=True):
    """Everything found. `is_plan` tells a plan (what is to be done) from a summary (what was done)."""

    title: str
    is_plan: bool
    dates: tuple[Dated, ...]
    quotas: tuple[Quota, ...]
    bodies: tuple[Body, ...]
    lists: tuple[Listed, ...]
    runs: tuple[Run, ...]
    stages: tuple[Stages, ...]
    events: tuple[Event, ...]
    people: tuple[Headed, ...]
    groups: tuple[Group, ...]
    services: tuple[ServiceLine, ...]
    amounts: tuple[Amount, ...]

    def of(self, what: str, kind: str | None = None, body: str | None = "") -> tuple[Quota, ...]:
        """The quotas of a sort; those of single bodies only when `body` is None."""
        return tuple(
            q
            for q in self.quotas
            if q.what == what and (kind is None or q.kind == kind) and (body is None or q.body == body)
        )


def facts(text: Text) -> Facts:
    """The facts of a text, each in the order of its place."""
    dated = dates(text.plain)
    listed = stages(text, dated)
    named = lists(text)
    title = _title(text)
    return Facts(
        title=title,
        is_plan=_is_plan(text, title),
        dates=dated,
        quotas=quotas(text),
        bodies=bodies(text, named),
        lists=named,
        runs=runs(text),
        stages=listed,
        events=events(
            text,
            [d for d in dated if d.sure],
            [(s.items[0].start, s.end) for s in listed if s.items[0].period is None],
        ),
        people=people(text),
        groups=_groups(text),
        services=services(text),
        amounts=amounts(text),
    )


def _title(text: Text) -> str:
    """The first line when it reads as a title: short, and no sentence."""
    first = text.plain.lstrip("\n").split("\n", 1)[0]
    return first if 4 <= len(first) <= 60 and not re.search(r"[。；！？]", first) else ""


_PLAN = re.compile(r"(?:方案|办法|实施意见|计划)》?(?:（[^）]*）)?(?:的通知)?$")


def _is_plan(text: Text, title: str) -> bool:
    if title and re.search(r"总结|汇报|报告|小结|情况", title):
        return False
    if title and _PLAN.search(title):
        return True
    ahead = len(re.findall(r"本方案|应当|拟于|计划于|不得|予以", text.plain[:100_000]))
    behind = len(re.findall(r"完成了|召开了|成立了|进行了|取得了|我们", text.plain[:100_000]))
    return ahead > 2 * behind


_GROUP = re.compile(
    r"(?<![\u4e00-\u9fff])?(?P<name>(?:[\u4e00-\u9fff]{0,10}?(?:改革|清退|考核|考试|监督|测评|选举|竞岗|督查|宣传|清算)(?:工作)?)?(?:领导小组(?:办公室)?|监督小组|考核组|考察组|督查组|工作组|评委会|评审组|监督组))"
)


def _groups(text: Text) -> tuple[Group, ...]:
    """Named groups, each once, at their first mention."""
    seen: dict[str, Group] = {}
    for match in _GROUP.finditer(text.plain):
        name = re.split(r"成立了?|组建了?|[在和由经的及镇乡任并为]", match["name"])[-1] or match["name"]
        start = match.end() - len(name)
        seen.setdefault(name, Group(name=name, start=start, end=match.end()))
    return tuple(seen.values())
