"""RFC 8785 by its own examples, without floating numbers."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dinggang.basis import Fault
from dinggang.record import Unsound, jcs

# RFC 8785 §3.2.2 and §3.2.3, the parts without floating numbers; weird.json that accompanies the RFC.
STRINGS = json.loads(r'"\u20ac$\u000F\u000aA' + "'" + r'\u0042\u0022\u005c\\\"\/"')
SORTED = json.loads(
    r"""{
  "\u20ac": "Euro Sign",
  "\r": "Carriage Return",
  "\ufb33": "Hebrew Letter Dalet With Dagesh",
  "1": "One",
  "\ud83d\ude00": "Emoji: Grinning Face",
  "\u0080": "Control",
  "\u00f6": "Latin Small Letter O With Diaeresis"
}"""
)
WEIRD = json.loads(
    r"""{
  "\u20ac": "Euro Sign",
  "\r": "Carriage Return",
  "\u000a": "Newline",
  "1": "One",
  "\u0080": "Control\u007f",
  "\ud83d\ude02": "Smiley",
  "\u00f6": "Latin Small Letter O With Diaeresis",
  "\ufb33": "Hebrew Letter Dalet With Dagesh",
  "</script>": "Browser Challenge"
}"""
)


def test_the_examples_of_the_rfc():
    assert jcs.dumps({"string": STRINGS, "literals": [None, True, False]}) == (
        '{"literals":[null,true,false],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'.encode()
    )
    assert list(json.loads(jcs.dumps(SORTED)).values()) == [
        "Carriage Return",
        "One",
        "Control",
        "Latin Small Letter O With Diaeresis",
        "Euro Sign",
        "Emoji: Grinning Face",
        "Hebrew Letter Dalet With Dagesh",
    ]
    assert (
        jcs.dumps(WEIRD)
        == (
            '{"\\n":"Newline","\\r":"Carriage Return","1":"One","</script>":"Browser Challenge","\u0080":"Control\u007f",'
            '"ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😂":"Smiley",'
            '"\ufb33":"Hebrew Letter Dalet With Dagesh"}'
        ).encode()
    )
    # arrays.json, french.json and structures.json
    assert jcs.dumps([56, {"d": True, "10": None, "1": []}]) == b'[56,{"1":[],"10":null,"d":true}]'
    french = {"peach": "x", "péché": "x", "pêche": "x", "sin": "x"}
    assert (
        jcs.dumps(dict(reversed(french.items())))
        == json.dumps(french, ensure_ascii=False, separators=(",", ":")).encode()
    )
    structures = {
        "1": {"f": {"f": "hi", "F": 5}, "\n": 56},
        "10": {},
        "": "empty",
        "a": {},
        "111": [],
        "A": {},
    }
    assert (
        jcs.dumps(structures)
        == b'{"":"empty","1":{"\\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[],"A":{},"a":{}}'
    )


@pytest.mark.parametrize(
    "value",
    [1.0, float("nan"), 2**53, -(2**53), {1: "a"}, b"a", {"a"}, "\ud800", {"\udfff": 1}, object(), [[1.5]]],
)
def test_what_has_no_canonical_form(value):
    assert jcs.dumps([2**53 - 1, -(2**53) + 1]) == b"[9007199254740991,-9007199254740991]"
    with pytest.raises(Fault):
        jcs.dumps(value)


@pytest.mark.parametrize(
    "raw",
    [
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"a": 1}',
        b'{"a":1}\n',
        b"1.0",
        b"1e2",
        b"-0",
        b"NaN",
        b"01",
        b"9007199254740992",
        rb'"\u0041"',
        rb'"\/"',
        b'"\xff"',
        b"\xef\xbb\xbf1",
        b"[" * 5000 + b"]" * 5000,
        b"",
    ],
)
def test_what_is_almost_canonical(raw):
    with pytest.raises(Unsound):
        jcs.loads(raw)


values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(values)
def test_what_goes_out_comes_back(value):
    raw = jcs.dumps(value)
    assert jcs.loads(raw) == value
    assert json.loads(raw) == value
