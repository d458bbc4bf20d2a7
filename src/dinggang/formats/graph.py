"""A graph of statements, and its two spellings: Turtle and JSON-LD. No blank nodes, everything sorted: the same graph
gives the same bytes.
"""

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from dinggang.basis import Fault, Value, Words


class Iri(Value, frozen=True, order=True):
    """A name of a thing, in full."""

    iri: str


class Said(Value, frozen=True, order=True):
    """Text in one language."""

    text: str
    language: str = "zh"


Thing = Iri | Said | str | bool | int | date

Rank = tuple[str, str, str]

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
TYPE = Iri(iri=f"{RDF}type")
XSD = "http://www.w3.org/2001/XMLSchema#"
_LOCAL = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:[:-][A-Za-z0-9_]+)*")
"""Local names that both spellings take as they are; a subset of what each would allow."""
_ESCAPED = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


class Graph:
    """Statements, each once, with the prefixes they are written with."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = dict(sorted({**prefixes, "rdf": RDF, "xsd": XSD}.items()))
        self._about: defaultdict[Iri, defaultdict[Iri, dict[Rank, Thing]]] = defaultdict(
            lambda: defaultdict(dict)
        )

    def add(self, about: Iri, name: Iri, *things: Thing | None) -> None:
        """States each of the things of `about`; None and the empty text state nothing."""
        for thing in things:
            if thing is not None and thing != "" and thing != Said(text=""):
                self._about[about][name][_rank(thing)] = thing

    def say(self, about: Iri, name: Iri, words: Words) -> None:
        """States the words in both languages."""
        self.add(about, name, Said(text=words.zh), Said(text=words.en, language="en"))

    def turtle(self) -> bytes:
        lines = [f"@prefix {prefix}: <{iri}> ." for prefix, iri in self._prefixes.items()]
        for about in sorted(self._about):
            lines += ["", self._short(about)]
            named = self._names(about)
            for number, (name, things) in enumerate(named, start=1):
                verb = "a" if name == TYPE else self._short(name)
                end = " ." if number == len(named) else " ;"
                lines.append(f"    {verb} {', '.join(self._spelt(t) for t in things)}{end}")
        return ("\n".join(lines) + "\n").encode()

    def jsonld(self) -> bytes:
        nodes = []
        for about in sorted(self._about):
            node: dict[str, object] = {"@id": self._short(about)}
            for name, things in self._names(about):
                if name == TYPE:
                    node["@type"] = [self._short(t) for t in things if isinstance(t, Iri)]
                else:
                    node[self._short(name)] = [self._valued(t) for t in things]
            nodes.append(node)
        whole = {"@context": self._prefixes, "@graph": nodes}
        return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()

    def _names(self, about: Iri) -> list[tuple[Iri, list[Thing]]]:
        """What is said of a thing: its type first, then by name; the things of each in order."""
        found = self._about[about].items()
        ordered = sorted(found, key=lambda item: (item[0] != TYPE, item[0]))
        return [(name, [things[rank] for rank in sorted(things)]) for name, things in ordered]

    def _short(self, name: Iri) -> str:
        """The name behind its prefix. Raises Fault for a name that no prefix fits: we make no such names."""
        for prefix, iri in self._prefixes.items():
            local = name.iri.removeprefix(iri)
            if local != name.iri and _LOCAL.fullmatch(local):
                return f"{prefix}:{local}"
        raise Fault(f"no prefix for {name.iri}")

    def _spelt(self, thing: Thing) -> str:
        match thing:
            case Iri():
                return self._short(thing)
            case Said():
                return f"{_quoted(thing.text)}@{thing.language}"
            case str():
                return _quoted(thing)
            case bool():
                return str(thing).lower()
            case int():
                return str(thing)
        return f'"{thing.isoformat()}"^^xsd:date'

    def _valued(self, thing: Thing) -> object:
        match thing:
            case Iri():
                return {"@id": self._short(thing)}
            case Said():
                return {"@value": thing.text, "@language": thing.language}
            case date():
                return {"@value": thing.isoformat(), "@type": "xsd:date"}
        return thing


def _rank(thing: Thing) -> Rank:
    """Where a thing stands among others; different for different things, also for 1 and true."""
    match thing:
        case Iri():
            return "iri", thing.iri, ""
        case Said():
            return "said", thing.language, thing.text
        case bool() | str() | date():
            return type(thing).__name__, str(thing), ""
    return "int", f"{thing:020d}", ""


def _quoted(text: str) -> str:
    return f'"{text.translate(_ESCAPED)}"'
