"""One thing that a plan breaks."""

from dinggang.basis import Value, Words


class Breach(Value, frozen=True, kw_only=True):
    """One thing a plan breaks: a dotted path in plan.toml (`rules.composite.weights`) or a post (`posts:O17`)."""

    path: str
    words: Words
    cure: Words


def breach(path: str, words: tuple[str, str], cure: tuple[str, str]) -> Breach:
    """A breach from its words and cure, each Chinese first."""
    return Breach(path=path, words=Words(zh=words[0], en=words[1]), cure=Words(zh=cure[0], en=cure[1]))
