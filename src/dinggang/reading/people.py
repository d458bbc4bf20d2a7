"""Numbers of people a text states for one thing: staff before the reform, applicants, cleared, retired."""

import re

from dinggang.basis import Value, Words
from dinggang.reading.quantities import BEFORE, Quantity, quantities
from dinggang.reading.text import Text


class Headed(Value, frozen=True, kw_only=True):
    """A number of people under a heading, with the place of its words."""

    key: str
    count: int
    start: int
    end: int


_TEMP = r"(?:临时|编外|临聘)(?:工作|聘用)?人员"
_OWN = r"自用人员"
HEADINGS: tuple[tuple[str, Words, re.Pattern[str]], ...] = (
    (
        "temp",
        Words(zh="清退临时人员", en="temporary staff cleared"),
        re.compile(
            rf"(?:清退|辞退|清理)(?:了)?(?:全部|所有)?{_TEMP}(?:共|计)?$|{_TEMP}(?:全部)?(?:清退|共|计)$"
        ),
    ),
    (
        "own",
        Words(zh="清退自用人员", en="self-hired staff cleared"),
        re.compile(rf"(?:清退|辞退)(?:了)?(?:全部|所有)?{_OWN}(?:共|计)?$|{_OWN}(?:全部)?(?:清退|共|计)$"),
    ),
    (
        "apply",
        Words(zh="报名竞岗", en="applicants"),
        re.compile(
            r"(?:报名|参加竞岗|参加竞争|参与竞争|参加竞争上岗)(?:的|者)?(?:人员|干部)?(?:共|有|为|达)*$"
        ),
    ),
    ("early", Words(zh="提前退休", en="early retirement"), re.compile(r"提前退休(?:的|人员)?(?:共|有|为)?$")),
    ("sick", Words(zh="病退", en="sick retirement"), re.compile(r"病退(?:的|人员)?(?:共|有|为)?$")),
    (
        "inner",
        Words(zh="内退", en="internal retirement"),
        re.compile(r"(?:内退|内部退养|离岗退养)(?:的|人员)?(?:共|有|为)?$"),
    ),
    (
        "before",
        Words(zh="改革前人数", en="staff before the reform"),
        re.compile(
            rf"{BEFORE}[^，。；编机站]{{0,6}}(?:(?:在编|工作|在册)(?:人员|干部)|人员|干部职工|干部)(?:共|有|为|总数)*$"
        ),
    ),
    ("judges", Words(zh="评委", en="judges"), re.compile(r"评委(?:会)?(?:成员)?(?:由|共|有|为)?$")),
)
_NOUNS = {
    "temp": re.compile(_TEMP),
    "own": re.compile(_OWN),
    "apply": re.compile(r"(?:干部(?:职工)?|人员|同志)?(?:报名|参加竞争上岗|参加竞岗|参与竞争)"),
    "judges": re.compile(r"评委(?!评|打)"),
}
_PARTIAL = re.compile(r"第[一二三四\d]批|首批|先期|已|其中|另外?|再|又|还有|剩余|其余|每|各|至少")


def people(text: Text) -> tuple[Headed, ...]:
    """Every such number, in the order of its place. Parts of one (第一批, 其中) are left out."""
    found: list[Headed] = []
    for quantity in quantities(text):
        part = text.plain[quantity.sentence[0] : quantity.start].rsplit("；", 1)[-1]
        if "其中" in part[-60:]:
            continue
        if quantity.unit not in {"名", "人", "个", "位"} or quantity.about or _PARTIAL.search(quantity.near):
            continue
        key = next((key for key, _, pattern in HEADINGS if _is(key, pattern, quantity)), None)
        if key is not None:
            found.append(
                Headed(
                    key=key,
                    count=quantity.count,
                    start=quantity.start - len(quantity.near),
                    end=quantity.end,
                )
            )
    return tuple(found)


def _is(key: str, pattern: re.Pattern[str], quantity: Quantity) -> bool:
    return pattern.search(quantity.near) is not None or (
        key in _NOUNS and _NOUNS[key].match(quantity.noun) is not None
    )


def heading(key: str) -> Words:
    return next(words for name, words, _ in HEADINGS if name == key)
