"""Bodies of many townships, gathered by what they are called besides the township's name."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

_TOWN = re.compile(r"^.{1,8}?(?:街道|镇|乡)(?=.{3})")


def gathered(names: Iterable[str], most: int) -> Mapping[str, str]:
    """Name → what it is drawn as. Up to `most` names are drawn as they are; of more, 岚墩乡财政所 and its like in other
    townships become 财政所（12个）.
    """
    names = list(dict.fromkeys(names))
    if len(names) <= most:
        return {}
    stems = {name: _TOWN.sub("", name) for name in names}
    counts = Counter(stems.values())
    return {name: f"{stem}（{counts[stem]}个）" for name, stem in stems.items() if counts[stem] > 1}
