"""Which characters a font has, read from its cmap table alone: naming 60,000 glyphs takes 100 MB and most of a second."""

import struct
from collections.abc import Iterator

_BY_PREFERENCE = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))
"""Platform and encoding of Unicode subtables, the fullest first (OpenType, cmap)."""


def characters_of(cmap: bytes) -> frozenset[int]:
    """The code points that the fullest Unicode subtable maps to a glyph; none where there is no such subtable.

    Raises struct.error for a table that is cut off.
    """
    (count,) = struct.unpack_from(">2xH", cmap)
    records = {
        (platform, encoding): offset
        for platform, encoding, offset in struct.iter_unpack(">HHL", cmap[4 : 4 + 8 * count])
    }
    for key in _BY_PREFERENCE:
        if key in records:
            table = cmap[records[key] :]
            (form,) = struct.unpack_from(">H", table)
            if form in _FORMS:
                return frozenset(_FORMS[form](table))
    return frozenset()


def _segments(table: bytes) -> Iterator[int]:
    """Format 4: segments of the basic plane, each with a difference or a list of glyphs."""
    (double,) = struct.unpack_from(">6xH", table)
    starts_at = (14, 16 + double, 16 + 2 * double, 16 + 3 * double)
    ends, starts, deltas, ranges = (
        struct.unpack_from(f">{double // 2}H", table, position) for position in starts_at
    )
    for number, (start, end, delta, offset) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
        for code in range(start, end + 1):
            if offset:
                at = starts_at[3] + 2 * number + offset + 2 * (code - start)
                (glyph,) = struct.unpack_from(">H", table, at) if at + 2 <= len(table) else (0,)
            else:
                glyph = code + delta
            if glyph & 0xFFFF:
                yield code


def _groups(table: bytes) -> Iterator[int]:
    """Format 12: groups of code points with glyphs in the same order."""
    (count,) = struct.unpack_from(">12xL", table)
    for start, end, glyph in struct.iter_unpack(">LLL", table[16 : 16 + 12 * count]):
        yield from range(start if glyph else start + 1, end + 1)


_FORMS = {4: _segments, 12: _groups}
