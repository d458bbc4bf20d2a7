"""The small face for rare characters that goes out with the program, out of Noto Serif CJK SC.

    python scripts/make_rare_face.py [/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc]

The packaged Noto Serif SC has 30,928 characters; names have others, 𠮷 for one. This takes the Chinese characters that
Noto Serif CJK SC (Debian: fonts-noto-cjk) has besides. Both are cut from one design, so a name set in the two stands in one
face. The same source gives the same bytes. Licence: OFL-1.1, beside it.
"""

import sys
import unicodedata
from pathlib import Path

import pylopdf_fonts_zh_cn as packaged
from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

SOURCE = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
FAMILY = "Dinggang Serif Rare"
GOAL = (
    Path(__file__).resolve().parents[1] / "src/dinggang/documents/official/rare/DinggangSerifRare-Regular.otf"
)


def chinese(code: int) -> bool:
    return unicodedata.name(chr(code), "").startswith("CJK ")


def simplified(path: Path) -> TTFont:
    """The face of the mainland out of the collection of four."""
    for font in TTCollection(path).fonts:
        if font["name"].getDebugName(1) == "Noto Serif CJK SC":
            return font
    raise SystemExit(f"{path}: no Noto Serif CJK SC")


def main() -> None:
    font = simplified(Path(sys.argv[1]) if sys.argv[1:] else SOURCE)
    had = set(TTFont(packaged.serif_path(), lazy=True).getBestCmap())
    wanted = sorted(code for code in font.getBestCmap() if code not in had and chinese(code))
    options = subset.Options(
        layout_features=[], name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14], notdef_outline=True, hinting=False
    )
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    renamed(font)
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.save(GOAL)
    print(f"{len(wanted)} characters, {GOAL.stat().st_size} bytes")


def renamed(font: TTFont) -> None:
    """A changed face goes by a name of its own."""
    plain = FAMILY.replace(" ", "") + "-Regular"
    for number, text in {1: FAMILY, 2: "Regular", 3: plain, 4: FAMILY, 6: plain}.items():
        font["name"].removeNames(nameID=number)
        font["name"].setName(text, number, 3, 1, 0x409)
    cff = font["CFF "].cff
    cff.fontNames[0] = plain
    top = cff.topDictIndex[0]
    top.FamilyName, top.FullName = FAMILY, FAMILY


if __name__ == "__main__":
    main()
