"""The faces documents are set in: the office's own where it has them, declared stand-ins otherwise."""

import os
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dinggang.basis import Problem, Refusal, Where, Words
from dinggang.documents.official.characters import characters_of

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont


class Role(StrEnum):
    """What a face is for. The value is the office's own name for it, which docx files carry."""

    BODY = "仿宋_GB2312"
    KAI = "楷体_GB2312"
    HEI = "黑体"
    TITLE = "方正小标宋简体"
    SONG = "宋体"


class Face(NamedTuple):
    """One face: the family by which it is asked for, and the characters it has.

    `rest` is a second file of the same design with characters that the first lacks; `characters` counts both.
    """

    family: str
    path: Path
    characters: frozenset[int]
    rest: tuple[str, Path] | None = None

    def has(self, text: str) -> bool:
        return all(ord(char) in self.characters or char in "\n\t " for char in text)

    @property
    def families(self) -> tuple[str, ...]:
        """What the typesetter asks for, one after the other."""
        return (self.family,) if self.rest is None else (self.family, self.rest[0])

    @property
    def paths(self) -> tuple[Path, ...]:
        return (self.path,) if self.rest is None else (self.path, self.rest[1])


class Faces(NamedTuple):
    """The faces of every role, the first the one meant, the others for characters that it lacks.

    `stand_ins` says in words which role is set in a stand-in, and in which. `thicken` says that titles are set in a
    regular face, drawn thicker.
    """

    chains: Mapping[Role, tuple[Face, ...]]
    stand_ins: tuple[str, ...]
    thicken: bool

    def files(self) -> tuple[Path, ...]:
        return tuple(
            sorted({path for chain in self.chains.values() for face in chain for path in face.paths})
        )


# Families by which each role's own faces go, then open faces drawn after the same model.
_OWN = {
    Role.BODY: ("仿宋_GB2312", "FangSong_GB2312", "FangSong", "仿宋"),
    Role.KAI: ("楷体_GB2312", "KaiTi_GB2312", "KaiTi", "楷体"),
    Role.HEI: ("SimHei", "黑体"),
    Role.TITLE: ("FZXiaoBiaoSong-B05S", "方正小标宋简体", "FZXiaoBiaoSong-B05", "方正小标宋_GBK"),
    Role.SONG: ("SimSun", "宋体"),
}
_OPEN = {
    Role.BODY: ("FandolFang R", "FandolFang", "Zhuque Fangsong"),
    Role.KAI: ("FandolKai", "LXGW WenKai", "AR PL KaitiM GB", "AR PL UKai CN"),
    Role.HEI: (),
    Role.TITLE: ("FandolSong", "Noto Serif CJK SC"),
    Role.SONG: (),
}
_SERIF = ("Noto Serif SC", "Noto Serif CJK SC")
_SANS = ("Noto Sans SC", "Noto Sans CJK SC")
_RARE = ("Noto Serif CJK SC", "Noto Sans CJK SC", "BabelStone Han", "HanaMinA", "HanaMinB")

_REST = "Dinggang Serif Rare"
"""The face that goes out with the program: Chinese characters of the design of Noto Serif that _CUT lacks. OFL-1.1."""
_CUT = "Noto Serif SC"
_SHIPPED = Path(__file__).with_name("rare")

_WANTED = frozenset(
    {_REST, *_SERIF, *_SANS, *_RARE, *(name for those in (*_OWN.values(), *_OPEN.values()) for name in those)}
)

_KNOWN_FILES = (
    *("simfang.ttf", "simkai.ttf", "simhei.ttf", "simsun.ttc", "FZXBSJW.TTF"),
    *("FandolFang-Regular.otf", "FandolKai-Regular.otf", "FandolSong-Bold.otf"),
    *("NotoSerifSC-Regular.otf", "NotoSansSC-Regular.otf"),
    *("NotoSerifCJK-Regular.ttc", "NotoSansCJK-Regular.ttc", "NotoSerifCJK-Bold.ttc"),
    *("LXGWWenKai-Regular.ttf", "gkai00mp.ttf", "ukai.ttc"),
    *("BabelStoneHan.ttf", "HanaMinA.ttf", "HanaMinB.ttf"),
    "DinggangSerifRare-Regular.otf",
)
_FOLDERS = (
    "/usr/share/fonts/opentype/noto",
    "/usr/share/fonts/opentype/fandol",
    "/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol",
    "/usr/share/fonts/truetype/lxgw-wenkai",
    "/usr/share/fonts/truetype/arphic-gkai00mp",
    "/usr/share/fonts/truetype/arphic",
    "/usr/share/fonts/truetype/babelstone",
    "/usr/share/fonts/truetype/hanazono",
)
SITE = "fonts"
"""The folder beside which the office works that holds its own licensed faces; looked at first."""
SITE_VARIABLE = "DINGGANG_FONTS"
_SUFFIXES = frozenset({".ttf", ".otf", ".ttc"})
_MOST = 60


def find_faces(site: Path | None = None) -> Faces:
    """The faces for every role: from `site` (else the folder named by DINGGANG_FONTS, else ./fonts), from the
    computer, from the packages.

    Raises Refusal when no face at all holds Chinese: it says what to install.
    """
    folder = site or Path(os.environ.get(SITE_VARIABLE) or SITE)
    if site is not None and not site.is_dir():
        raise Refusal([_no_folder(site)])
    return assemble([*_site_files(folder), *_known_files()])


def assemble(files: Iterable[Path]) -> Faces:
    """The faces for every role out of these files, the first of a family standing for it."""
    families: dict[str, Face] = {}
    for path in files:
        for family, face in _faces_of(path, path.stat().st_size).items():
            # The title may have a bold face of a family whose regular face is wanted elsewhere.
            key = f"{family} Bold" if "Bold" in path.stem and "Noto" in path.stem else family
            families.setdefault(key, face)
    found = _first(families, _SERIF)
    if found is None:
        raise Refusal([_nothing_to_set_in()])
    rest = families.get(_REST)
    serif = _whole(found, rest) if rest is not None else found
    sans = _first(families, _SANS) or serif
    rare = [families[name] for name in (*_RARE, _REST) if name in families]
    chains: dict[Role, tuple[Face, ...]] = {}
    told = []
    for role in Role:
        own = _first(families, _OWN[role])
        opened = _first(families, [f"{n} Bold" if n.startswith("Noto") else n for n in _OPEN[role]])
        last = sans if role is Role.HEI else serif
        chain = (own or opened or last, last, serif, *rare)
        chains[role] = tuple(dict.fromkeys(chain))
        if own is None:
            told.append(f"{role.value}以{chains[role][0].family}代")
    thicken = chains[Role.TITLE][0] is serif
    return Faces(chains, tuple(told), thicken)


def _whole(serif: Face, rest: Face) -> Face:
    """A face cut down to what is common, with the rest of its design: a name set in the two stands in one face."""
    if serif.family != _CUT:
        return serif
    return serif._replace(characters=serif.characters | rest.characters, rest=(rest.family, rest.path))


def _first(families: Mapping[str, Face], names: Sequence[str]) -> Face | None:
    return next((families[name] for name in names if name in families), None)


def _site_files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        found = sorted(path for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES)
        yield from found[:_MOST]


def _known_files() -> Iterator[Path]:
    for folder in (*_windows(), *_packaged(), _SHIPPED, *(Path(name) for name in _FOLDERS)):
        for name in _KNOWN_FILES:
            path = folder / name
            if path.is_file():
                yield path


def _windows() -> tuple[Path, ...]:
    windows = os.environ.get("WINDIR")
    return (Path(windows) / "Fonts",) if windows else ()


def _packaged() -> Iterator[Path]:
    try:
        import pylopdf_fonts_zh_cn as packaged  # noqa: PLC0415 - only who sets documents needs its 20 MB
    except ImportError:
        return
    yield packaged.serif_path().parent


@lru_cache(maxsize=128)
def _faces_of(path: Path, _size: int) -> Mapping[str, Face]:
    """The faces of a file by each of their family names. A file that is no font has none."""
    from fontTools.ttLib import TTCollection, TTFont, TTLibError  # noqa: PLC0415 - see above

    found: dict[str, Face] = {}
    try:
        with path.open("rb") as stream:
            several = path.suffix.lower() == ".ttc"
            fonts = list(TTCollection(stream, lazy=True).fonts) if several else [TTFont(stream, lazy=True)]
            for font in fonts:
                found.update(_named(font, path))
    except (TTLibError, OSError, KeyError, AssertionError, struct.error):
        found.clear()
    return found


def _named(font: "TTFont", path: Path) -> Iterator[tuple[str, Face]]:
    names = [str(record) for record in font["name"].names if record.nameID in {1, 16}]
    if not _WANTED & set(names):
        return  # a collection holds the faces of four countries; reading their tables takes seconds
    english = next((str(r) for r in font["name"].names if r.nameID in {1, 16} and r.langID == 0x409), None)
    family = english or names[0]
    face = Face(family, path, characters_of(font.getTableData("cmap")))
    for name in {*names, family}:
        yield name, face


def _no_folder(site: Path) -> Problem:
    return Problem(
        where=Where(file=str(site)),
        words=Words(zh="没有这个字体文件夹。", en="There is no such folder of fonts."),
        cure=Words(
            zh="请核对--fonts后面的路径；不写--fonts就用随程序安装的字体。",
            en="Check the path after --fonts; without it the packaged faces are used.",
        ),
    )


def _nothing_to_set_in() -> Problem:
    return Problem(
        where=Where(file="字体 fonts"),
        words=Words(
            zh="没有找到可用的中文字体，不能排公文。", en="No Chinese face was found to set documents in."
        ),
        cure=Words(
            zh="请安装：pip install pylopdf-fonts-zh-cn，或 apt install fonts-noto-cjk；有正版仿宋、小标宋的放进 fonts 文件夹。",
            en="Install pylopdf-fonts-zh-cn with pip, or fonts-noto-cjk with apt; put licensed faces into the folder fonts.",
        ),
    )
