"""The words and set phrases that misprints are measured against, their weights, sounds and near neighbours."""

import importlib.util
import math
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

HAN = r"[\u4e00-\u9fff]"
_NAMES = frozenset({"nr", "ns", "nt", "nrt", "nrfg", "nz", "m", "eng"})
_PHRASE_COUNT = 600
"""A set phrase weighs as much as a word met this often in the sixty million words of jieba's list."""
_FOUR = 30
_FEWEST = {2: 200, 3: 50}
"""Counts from which a word of two, three, or (`_FOUR`) more characters is usual enough to be what was meant."""
_RARE = 18
_WORD = 50
_USUAL = 5000
_SAME_SOUNDS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ing", "in"), ("eng", "en"))


class Lexicon(NamedTuple):
    """`logs`: log-probabilities of words; `near`: what is left of a target when one character is dropped → targets.

    `edges`: how targets of four and more characters begin and end, two characters each.
    """

    logs: dict[str, float]
    phrases: frozenset[str]
    targets: frozenset[str]
    near: dict[str, list[str]]
    edges: frozenset[str]
    readings: dict[str, frozenset[str]]
    shapes: dict[str, str]
    register: frozenset[str]
    names: frozenset[str]
    fixed: frozenset[str]
    idioms: frozenset[str]
    by_sound: dict[str, list[str]]
    spoken: dict[int, str]
    phrase: float
    rare: float
    usual: float
    unseen: float
    longest: int

    def sound_alike(self, one: str, other: str) -> bool:
        return bool(self.readings.get(one, frozenset()) & self.readings.get(other, frozenset()))

    def look_alike(self, one: str, other: str) -> bool:
        return other in self.shapes.get(one, "")


def data(name: str) -> list[str]:
    """The lines of a word list of this package, without notes and empty lines."""
    text = (files("dinggang") / "reading" / "words" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def set_phrases() -> frozenset[str]:
    whole = {phrase for line in data("phrases.txt") for phrase in line.split()}
    for line in data("collocations.txt"):
        head, _, followers = line.partition(":")
        whole.update(head + follower for follower in followers.split())
    return frozenset(phrase for phrase in whole if len(phrase) >= 2 and re.fullmatch(HAN + "+", phrase))


def listed_phrases() -> list[tuple[str, ...]]:
    """Set phrases that are lists, in their parts: 精简、统一、效能."""
    words = {word for line in data("phrases.txt") for word in line.split() if "、" in word}
    return [tuple(word.split("、")) for word in sorted(words)]


def _counts() -> dict[str, tuple[int, str]]:
    """Word → count and kind, out of the word list that comes with jieba.

    The file is read as it is: importing jieba would log, and write a cache outside this program's folders.
    """
    spec = importlib.util.find_spec("jieba")
    if spec is None or spec.origin is None:  # pragma: no cover - jieba is a dependency
        raise ModuleNotFoundError("jieba")
    counts = {}
    for line in (Path(spec.origin).parent / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, kind = line.split(" ")
        counts[word] = (int(count), kind)
    return counts


def _readings() -> dict[str, frozenset[str]]:
    """Character → its sounds, without tones; sounds that dialects do not tell apart are one."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in data("sounds.txt"):
        sound, characters = line.split()
        for long, short in _SAME_SOUNDS:
            sound = sound.replace(long, short) if long[0] in "zcs" else re.sub(long + "$", short, sound)
        for character in characters:
            found[character].add(sound)
    return {character: frozenset(sounds) for character, sounds in found.items()}


def _shapes() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in data("shapes.txt"):
        for group in line.split():
            for character in group:
                found[character] = found.get(character, "") + group
    return found


def _is_target(word: str, count: int, kind: str) -> bool:
    size = len(word)
    if (
        size == 1
        or kind in _NAMES
        or (count < _FEWEST.get(size, _FOUR) and (size < 4 or kind not in {"i", "l"}))
    ):
        return False
    return re.fullmatch(HAN + "+", word) is not None


def _is_fixed(word: str, phrases: frozenset[str], counts: dict[str, tuple[int, str]]) -> bool:
    """Whether only these characters will do: idioms and set phrases, but no patterns (因事设岗, 因岗定人)."""
    if word not in phrases or word in counts:
        return counts[word][1] == "i" or word in phrases
    return len(word) > 4 or all(counts.get(half, (0, ""))[0] >= _WORD for half in (word[:2], word[2:]))


def _register(phrases: frozenset[str], counts: dict[str, tuple[int, str]]) -> frozenset[str]:
    """The words of two characters that official writing uses: those inside set phrases."""
    pairs = {phrase[at : at + 2] for phrase in phrases for at in range(len(phrase) - 1)}
    return frozenset(pair for pair in pairs if pair in phrases or counts.get(pair, (0, ""))[0] >= _WORD)


def _neighbours(targets: set[str]) -> dict[str, list[str]]:
    near: dict[str, list[str]] = defaultdict(list)
    for word in sorted(targets):
        for at in range(len(word)):
            near[without(word, at)].append(word)
    return dict(near)


def edges(words: Iterable[str]) -> frozenset[str]:
    """«^ab» and «cd$»: one slip in a longer word leaves one of its edges as it is."""
    return frozenset(edge for w in words if len(w) >= 4 for edge in ("^" + w[:2], w[-2:] + "$"))


def without(word: str, at: int) -> str:
    """The word with one character dropped; in words of two the place is marked, since what is left says too little."""
    return word[:at] + ("_" if len(word) == 2 else "") + word[at + 1 :]


@cache
def lexicon() -> Lexicon:
    """Read once; the word list is five megabytes."""
    counts = _counts()
    total = sum(count for count, _ in counts.values())
    phrases = set_phrases()
    log_of = {count: math.log(max(count, 1) / total) for count in {count for count, _ in counts.values()}}
    logs = {word: log_of[count] for word, (count, _) in counts.items()}
    least = math.log(_PHRASE_COUNT / total)
    for phrase in phrases:
        logs[phrase] = max(logs.get(phrase, least), least)
    targets = {word for word, (count, kind) in counts.items() if _is_target(word, count, kind)} | phrases
    readings = _readings()
    spoken = {ord(character): min(sounds) + " " for character, sounds in readings.items()}
    fixed = frozenset(w for w in targets if len(w) >= 4 and _is_fixed(w, phrases, counts))
    by_sound: dict[str, list[str]] = defaultdict(list)
    for word in sorted(targets):
        if word in fixed:
            by_sound[word.translate(spoken)].append(word)
    return Lexicon(
        logs=logs,
        phrases=phrases,
        targets=frozenset(targets),
        near=_neighbours(targets),
        edges=edges(targets),
        readings=readings,
        shapes=_shapes(),
        register=_register(phrases, counts),
        names=frozenset(word for word, (_, kind) in counts.items() if kind in _NAMES and len(word) > 1),
        fixed=fixed,
        idioms=frozenset(w for w in targets if len(w) == 4 and counts.get(w, (0, ""))[1] == "i"),
        by_sound=dict(by_sound),
        spoken=spoken,
        phrase=least,
        rare=math.log(_RARE / total),
        usual=math.log(_USUAL / total),
        unseen=math.log(0.1 / total),
        longest=12,
    )
