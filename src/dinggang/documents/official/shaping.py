"""A document made ready to be set: each name whole in one face, every character known to have a glyph."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from unicodedata import category

from dinggang.basis import Fault, Problem, Refusal, Where, Words
from dinggang.documents.official.complete import check_complete
from dinggang.documents.official.ending import ending
from dinggang.documents.official.faces import Faces, Role
from dinggang.documents.official.fitting import PAGES, Fit, Page, fit, halves, title_lines
from dinggang.documents.official.values import (
    INSIDE,
    Attachment,
    Block,
    Document,
    Fields,
    Heading,
    Layout,
    Paragraph,
    Parties,
    Picture,
    Signature,
    Signing,
    Table,
    texts,
)

Stretch = dict[str, str | list[str]]
"""What stands in a face of its own: {"f": its families, "n": text}."""
Runs = str | list[str | Stretch]
"""Text, or text with stretches."""

_KEPT = 20_000
"""So many texts are kept of each role."""
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""They choose a form of the character before them and are not seen."""
_PLAIN = frozenset(map(ord, "\n \u3000"))
TITLE_SIZE = {Layout.LETTER: 44, Layout.FORM: 36, Layout.WIDE: 36, Layout.WALL: 96}
"""Half-points. 2号 on letters; smaller on forms and ledgers, that the table begins high enough."""


_LARGEST_MARK = 42
"""Points: GB/T 9704 knows no size; a mark of 15 mm is the largest in use."""


def mark_points(mark: str, page: Page) -> int:
    """The size of the issuing authority's mark, in points, so that it stands on one line."""
    return min(_LARGEST_MARK, page.text_width * 95 // 1000 // max(halves(mark), 1))


def running_head(document: Document, names: Mapping[str, str]) -> str:
    """Whose sheet it is, for the pages after its first: the title, and id and name of whom it is about. Forms alone have it:
    a loose second page of one must find back to its first.
    """
    if document.layout is not Layout.FORM:
        return ""
    whose = (document.title, document.about, names.get(document.about, ""))
    return "　".join(part for part in whose if part)


def fitted_tables(blocks: Iterable[Block], layout: Layout) -> Iterator[Fit]:
    """How each table with rows is set, in reading order: all in one size of type. Raises Refusal for those too wide."""
    return iter(fit([b for b in blocks if isinstance(b, Table) and b.rows], layout))


class Shaper:
    """Turns text into runs for given faces and names. One for a whole batch: much of what it has looked up it keeps."""

    def __init__(self, faces: Faces, names: Mapping[str, str]) -> None:
        self.faces = faces
        self._names = dict(names)
        self._rare = {role: self._rare_names(role) for role in Role}
        self._known = self._glyphs()
        self._torn = self._torn_names()
        self._seen: dict[Role, dict[str, Runs]] = {role: {} for role in Role}

    def _rare_names(self, role: Role) -> tuple[tuple[str, list[str]], ...]:
        """Names that the role's own face cannot set whole, the longest first, each with the face that can."""
        main, *others = self.faces.chains[role]
        found = []
        for name in set(self._names.values()):
            if not main.has(name):
                whole = next((face for face in others if face.has(name)), None)
                if whole is not None:
                    found.append((name, list(whole.families)))
        return tuple(sorted(found, key=lambda pair: (-len(pair[0]), pair[0])))

    def runs(self, text: str, role: Role = Role.BODY) -> Runs:
        """The text, names that need it in a face of their own."""
        seen = self._seen[role]
        if text not in seen:
            if len(seen) == _KEPT:
                seen.clear()
            seen[text] = self._runs(text, role)
        return seen[text]

    def _runs(self, text: str, role: Role) -> Runs:
        if self.faces.chains[role][0].has(text):
            return text
        parts: list[str | Stretch] = [text]
        for name, face in self._rare[role]:
            parts = [
                piece
                for part in parts
                for piece in (_cut(part, name, face) if isinstance(part, str) else [part])
            ]
        return parts if len(parts) > 1 or not isinstance(parts[0], str) else parts[0]

    def check(self, document: Document) -> list[Problem]:
        """Every character without a glyph, with the person or the place."""
        problems = []
        told: set[tuple[str, str]] = set()
        for place, text in (*texts(document), ("页眉", running_head(document, self._names))):
            lacking = {char for char in text if ord(char) not in self._known}
            for char in sorted(lacking):
                owner = next(
                    ((i, n) for i, n in sorted(self._names.items()) if char in n and n in text), None
                )
                key = (char, owner[0] if owner else place)
                if key not in told:
                    told.add(key)
                    problems.append(_no_glyph(document, place, char, owner))
        problems.extend(self._named_torn(document, told))
        return problems

    def _glyphs(self) -> frozenset[int]:
        """Characters that every role can set, by whichever of its faces."""
        sets = [frozenset().union(*(f.characters for f in chain)) for chain in self.faces.chains.values()]
        return frozenset.intersection(*sets) | _PLAIN

    def _torn_names(self) -> dict[str, str]:
        """Names whose characters may all be there, but in no one face."""
        body = self.faces.chains[Role.BODY]
        return {i: n for i, n in sorted(self._names.items()) if not any(face.has(n) for face in body)}

    def _named_torn(self, document: Document, told: set[tuple[str, str]]) -> Iterable[Problem]:
        torn = {i: n for i, n in self._torn.items() if not any((char, i) in told for char in n)}
        everything = [text for _, text in texts(document)] if torn else []
        for person, name in torn.items():
            if any(name in text for text in everything):
                char = next(c for c in name if not self.faces.chains[Role.BODY][0].has(c))
                yield _no_glyph(document, "姓名", char, (person, name))

    # -- the parts of a document ------------------------------------------------------------------

    def document(self, one: Document) -> dict[str, Any]:
        """The document as data for the typesetter. Raises Refusal for a value or a glyph that is missing, and for
        a table that is too wide.
        """
        problems = [*check_complete(one), *self.check(one)]
        if problems:
            raise Refusal(problems)
        page = PAGES[one.layout]
        size = TITLE_SIZE[one.layout]
        most = page.text_width // (size * 10)
        end = ending(one.blocks, one.layout, signed=bool(one.listed) or one.signature is not None)
        return {
            "layout": one.layout.value,
            "running": self.runs(running_head(one, self._names), Role.KAI),
            "end": None if end is None else {"first": end.first, "rows": end.rows},
            "title": [self.runs(line, Role.TITLE) for line in title_lines(one.title, most)]
            if one.title
            else [],
            "titlesize": size,
            "mark": self.runs(one.mark, Role.TITLE),
            "marksize": mark_points(one.mark, page),
            "number": self.runs(one.number),
            "upward": one.upward,
            "addressee": self.runs(one.addressee),
            "blocks": self._blocks(one.blocks, one.layout),
            "signature": self._signature(one.signature),
            "note": self.runs(one.note),
            "listed": [self.runs(a.title) for a in one.listed],
            "attachments": [self._attachment(label, a, one.layout) for label, a in one.ordered],
            "warning": self.runs(INSIDE, Role.HEI),
            "copies": self.runs(one.copies_to),
            "printed": self._signature(one.printed),
        }

    def _attachment(self, label: str, attached: Attachment, layout: Layout) -> dict[str, Any]:
        most = PAGES[layout].text_width // (44 * 10)
        return {
            "label": label,
            "inside": attached.inside,
            "title": [self.runs(line, Role.TITLE) for line in title_lines(attached.title, most)],
            "blocks": self._blocks(attached.blocks, layout),
        }

    def _signature(self, signed: Signature | None) -> dict[str, Any] | None:
        if signed is None:
            return None
        day = f"{signed.day.year}年{signed.day.month}月{signed.day.day}日"
        return {"organ": self.runs(signed.organ), "day": day}

    def _blocks(self, blocks: Sequence[Block], layout: Layout) -> list[dict[str, Any]]:
        fitted = fitted_tables(blocks, layout)
        return [self._block(block, fitted) for block in blocks]

    def _block(self, block: Block, fitted: Iterator[Fit]) -> dict[str, Any]:  # noqa: PLR0911 - one kind of block each
        match block:
            case Heading(level=level, text=text):
                role = {1: Role.HEI, 2: Role.KAI}.get(level, Role.BODY)
                return {"t": "heading", "level": level, "x": self.runs(text, role)}
            case Paragraph():
                return {
                    "t": "paragraph",
                    "x": self.runs(block.text),
                    "lead": self.runs(block.lead, Role.HEI),
                    "indent": block.indent,
                    "hang": block.hang,
                    "align": block.align.value,
                }
            case Table():
                return self._table(block, fitted)
            case Fields():
                return {
                    "t": "fields",
                    "across": block.across,
                    "pairs": [
                        {"l": self.runs(k, Role.HEI), "v": self.runs(v), "wide": k in block.wide}
                        for k, v in block.pairs
                    ],
                }
            case Signing():
                return {"t": "signing", "labels": [self.runs(label) for label in block.labels]}
            case Parties():
                return {
                    "t": "parties",
                    "first": [self.runs(line) for line in block.first],
                    "second": [self.runs(line) for line in block.second],
                }
            case Picture():
                return {
                    "t": "picture",
                    "svg": block.svg,
                    "width": block.width,
                    "height": block.height,
                    "caption": self.runs(block.caption),
                    "words": block.words,
                }
        raise Fault(f"no such block: {block!r}")

    def _table(self, table: Table, fitted: Iterator[Fit]) -> dict[str, Any]:
        if not table.rows:
            sentence = {"t": "paragraph", "x": self.runs(table.empty), "lead": "", "indent": True}
            return {**sentence, "hang": False, "align": "left"}
        fit_ = next(fitted)
        return {
            "t": "table",
            "widths": list(fit_.widths),
            "size": fit_.size,
            "breaks": fit_.breaks,
            "whole": fit_.whole,
            "caption": self.runs(table.caption, Role.HEI),
            "head": [self.runs(column.title, Role.HEI) for column in table.columns],
            "align": [column.align.value for column in table.columns],
            "rows": [[self.runs(cell) for cell in row] for row in table.rows],
            "notes": [self.runs(note) for note in table.notes],
            "total": table.total,
            "tall": table.tall,
        }


def _cut(text: str, name: str, face: list[str]) -> list[str | Stretch]:
    pieces: list[str | Stretch] = []
    for index, piece in enumerate(text.split(name)):
        if index:
            pieces.append({"f": face, "n": name})
        if piece:
            pieces.append(piece)
    return pieces


def _no_glyph(document: Document, place: str, char: str, owner: tuple[str, str] | None) -> Problem:
    code = f"U+{ord(char):04X}"
    whose = f"{owner[0]}的姓名“{owner[1]}”中的" if owner else f"{place}的"
    whose_en = f"in the name of {owner[0]} " if owner else f"at {place} "
    where = Where(file=document.title or document.kind, sheet=place)
    if category(char) == "Cf" or _SELECTORS.match(char):
        return Problem(
            where=where,
            words=Words(
                zh=f"{whose.removesuffix('的')}有一个看不见的字符（{code}），多半是粘贴时带进来的；这份文件不印。",
                en=f"There is an invisible character {code} {whose_en}that was likely pasted along; the document is not set.",
            ),
            cure=Words(
                zh="请把这一格清空，用键盘重新输入，再印。",
                en="Empty the cell, type it again and set the document again.",
            ),
        )
    return Problem(
        where=where,
        words=Words(
            zh=f"{whose}“{char}”字（{code}）在可用的字体中没有（姓名须整个用一种字体）；这份文件不印。",
            en=f"No face at hand has {code} {whose_en}(a name stands whole in one face); the document is not set.",
        ),
        cure=Words(
            zh="请核对是不是错字；如无误，安装收字更全的字体（apt install fonts-babelstone-han，或把字体文件放进fonts文件夹）后再印。",
            en="Check the spelling; if it is right, install a fuller face (fonts-babelstone-han, or a file in the folder fonts).",
        ),
    )


def families(faces: Faces) -> dict[str, list[str]]:
    """Role → the families of its faces, as the typesetter asks for them."""
    return {
        role.name.lower(): [family for face in chain for family in face.families]
        for role, chain in faces.chains.items()
    }
