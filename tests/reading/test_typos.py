"""Likely typos: planted ones are found, sound texts stay silent, and any text at all is read without raising."""

import random
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dinggang.basis import Level
from dinggang.reading.doubts import doubts
from dinggang.reading.lattice import lattice
from dinggang.reading.lexicon import HAN, data, lexicon, listed_phrases, set_phrases
from dinggang.reading.marks import _confusions
from dinggang.reading.text import text_of
from dinggang.reading.typos import check_typos

TEXTS = Path(__file__).parent / "texts"
SOUND = sorted(TEXTS.glob("sound-*.txt"))
WHOLE = sorted((TEXTS.parent / "sound").glob("*.txt"))
FRAME = "今年以来，我镇按照县委的要求，积极稳妥地推进各项工作，{}。广大干部群众对此表示拥护。"


def typos(raw):
    """What is found: code, the printed words, the first of what may be meant."""
    return [
        (f.code, f.quotes[0], re.findall("“(.*?)”", f.words.zh)[1])
        for f in check_typos(text_of(raw))
        if f.code != "T09"
    ]


@pytest.mark.parametrize("path", [*SOUND, *WHOLE], ids=lambda p: p.stem)
def test_a_sound_text_has_no_typos(path):
    assert typos(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("printed", "code", "quote", "meant"),
    [
        ("全镇干部 职工参加了动员大 会", "T01", "动员大 会", "动员大会"),
        ("8月 16日召开了党委会", "T01", "8月 16日", "8月16日"),
        ("对落聘人员的安5置做了研究", "T02", "安5置", "安置"),
        ("镇里成立了改革导小组", "T03", "改革导小组", "改革领导小组"),
        ("推行岗位责制", "T03", "岗位责制", "岗位责任制"),
        ("制定了实施实施方案", "T04", "实施实施方案", "实施方案"),
        ("工作作作风明显转变", "T04", "工作作", "工作"),
        ("对全体职工作详细解释", "T04", "全体职工作", "全体职工"),
        ("做到了公开、公平、公且的原则", "T05", "公开、公平、公且", "公开、公平、公正"),
        ("增强了广大干部的责呈感", "T05", "责呈感", "责任感"),
        ("各站所推行双向选泽", "T06", "双向选泽", "双向选择"),
        ("切实加强组织领寻", "T06", "加强组织领寻", "加强组织领导"),
        ("会议对改革进行了布署", "T06", "布署", "部署"),
        ("转变政府只能", "T06", "转变政府只能", "转变政府职能"),
        ("对方案进行了详细地解释", "T07", "详细地解释", "详细的解释"),
        ("有力的推动了工作", "T07", "有力的推动", "有力地推动"),
        ("各项工作安排的非常扎实", "T07", "排的非常", "排得非常"),
        ("完成了清理工作，，取得实效", "T08", "作，，", "作，"),
        ("取得了名显的成效，思想认致", "T06", "名显", "明显"),
        ("各村要认真彻贯落实", "T10", "彻贯落实", "贯彻落实"),
    ],
)
def test_each_kind_of_typo_is_found_where_it_stands(printed, code, quote, meant):
    assert (code, quote, meant) in typos(FRAME.format(printed))


@pytest.mark.parametrize(
    "sound",
    [
        "《关于印发〈机构改格方案〉的通知》已经下发",
        "某某某任组长，王建国、李秀英任副组长",
        "柳林镇、石桥乡、大王庄村和鑫源建筑公司先行试点",
        "共设3个办公室、2个中心、1个所，核定编制30名，其中A类岗位5个",
        "2006年9月11日至12月29日，分5个阶段进行",
        "部分分流人员要求为了了解政策而来，天天有人上门，大家研究研究再定",
        "本局局长、我站站长和各村村民代表参加，主要要解决三个问题",
        "开动员会，增活力，定岗位，核定数不得突破",
        "以经济建设为中心，在职则有责，设置后要运行",
        "改革要坚持因事设岗、因岗定人、因材施教",
    ],
)
def test_names_numbers_titles_and_short_forms_are_left_in_peace(sound):
    assert typos(FRAME.format(sound)) == []


def test_half_width_punctuation_is_one_notice_however_often():
    found = list(
        check_typos(text_of("改革以来,机关作风明显转变,工作效率不断提高,群众比较满意;大家拥护改革."))
    )

    assert [(f.code, f.quotes) for f in found] == [("T09", ("来,",))]


def test_a_finding_is_a_notice_with_words_cure_and_place():
    (finding,) = check_typos(text_of("镇里成立了领导小祖，负责组织实施。", "汇报.txt"))

    assert finding.level is Level.NOTICE
    assert finding.words.zh == "“领导小祖”疑为“领导小组”（似有别字）。"
    assert (
        finding.words.en
        == "“领导小祖”: perhaps “领导小组” (a character or word taken for one that sounds or looks alike)."
    )
    assert (finding.where[0].file, finding.where[0].start, finding.where[0].end) == ("汇报.txt", 5, 9)


def test_a_form_that_a_text_prints_twice_is_its_own_way_of_saying_it():
    assert typos("各站所推行双向选泽。")
    assert typos("各站所推行双向选泽，双向选泽由人事部门指导。") == []


def test_what_a_text_repeats_is_held_against_its_one_exception():
    usual = "镇里成立了蚕茧收购协会。蚕茧收购协会有会员三百人。蚕茧收购协会每年开会两次。"

    assert typos(usual) == []
    assert ("T06", "蚕茧收够协会", "蚕茧收购协会") in typos(usual + "章程由蚕茧收够协会制定。")


def test_an_unbroken_run_takes_linear_time():
    """40,000 characters without a mark, which had taken half a minute."""
    rng = random.Random(7)  # noqa: S311
    usual = re.sub(f"[^{HAN[1:]}", "", "".join(path.read_text("utf-8") for path in SOUND))
    starts = [rng.randrange(len(usual) - 20) for _ in range(4000)]
    text = text_of("".join(usual[at : at + 10] for at in starts))
    lexicon()
    start = time.process_time()
    assert len(text.plain) == 40_000
    assert list(check_typos(text))
    assert time.process_time() - start < 10


def annotated(path):
    """Lines with {printed|meant} → the line as printed, as meant, and the places of the slips."""
    for line in path.read_text("utf-8").splitlines():
        printed, places = "", []
        for part in re.split(r"(\{[^}]*\})", line):
            slip = part.startswith("{")
            wrong, right = part[1:-1].split("|") if slip else (part, part)
            if wrong != right:
                places.append((len(printed), len(printed) + len(wrong)))
            printed += wrong
        yield printed, re.sub(r"\{[^|]*\|([^}]*)\}", r"\1", line), places


def touching(places, findings):
    """How many of the places are touched by a finding, and how many findings touch none."""
    spans = [(f.where[0].start, f.where[0].end) for f in findings if f.code != "T09"]
    hit = sum(any(start < b and a < end for a, b in spans) for start, end in places)
    return hit, sum(not any(start < b and a < end for start, end in places) for a, b in spans)


@pytest.mark.parametrize(("name", "least"), [("slips", 0.8), ("slips-unseen", 0.6)])
def test_slips_as_people_make_them_are_mostly_found_and_nothing_else(name, least):
    lines = list(annotated(TEXTS / f"{name}.txt"))
    counts = [touching(places, check_typos(text_of(printed))) for printed, _, places in lines]

    assert [typos(meant) for _, meant, _ in lines] == [[]] * len(lines)
    assert sum(false for _, false in counts) == 0
    assert sum(hit for hit, _ in counts) >= least * sum(len(places) for *_, places in lines)


KINDS = ("sound", "sound", "sound", "shape", "shape", "other", "missing", "double", "blank", "digit", "swap")


def alike():
    words = lexicon()
    sounds = {}
    for character, readings in words.readings.items():
        if words.logs.get(character, -99.0) > -13:  # characters that people type
            for reading in readings:
                sounds.setdefault(reading, []).append(character)
    return sounds


def plant(raw, at, kind, rng, sounds):
    """One typo at raw[at], which stands inside a word but not at its start; None where the kind does not fit."""
    words, here = lexicon(), raw[at]
    replaced = {
        "sound": [c for s in sorted(words.readings.get(here, ())) for c in sounds.get(s, ()) if c != here],
        "shape": [c for c in words.shapes.get(here, "") if c != here],
        "other": sorted(words.shapes),
    }
    if kind in replaced:
        choice = rng.choice(replaced[kind] or [here])
        return None if choice == here else (raw[:at] + choice + raw[at + 1 :], (at, at + 1))
    return {
        "missing": lambda: (raw[:at] + raw[at + 1 :], (at - 1, at + 1)),
        "double": lambda: (raw[:at] + here + raw[at:], (at, at + 2)),
        "blank": lambda: (raw[:at] + " " + raw[at:], (at, at + 1)),
        "digit": lambda: (raw[:at] + rng.choice("23456789") + raw[at:], (at, at + 1)),
        "swap": lambda: (raw[: at - 1] + here + raw[at - 1] + raw[at + 1 :], (at - 1, at + 1)),
    }[kind]()


def test_half_of_typos_planted_at_random_inside_words_are_found_and_nothing_else():
    rng, sounds, planted, hit, false = random.Random(20061), alike(), 0, 0, 0  # noqa: S311
    for path in SOUND:
        raw = path.read_text("utf-8")
        inside = [
            m.start() + at
            for m in re.finditer(HAN + "+", raw)
            for start, end in lattice(m[0], lexicon()).cut
            for at in range(start + 1, end)
        ]
        for kind in KINDS * 3:
            made = plant(raw, rng.choice(inside), kind, rng, sounds)
            if made is not None:
                printed, place = made
                found, stray = touching([place], check_typos(text_of(printed)))
                planted, hit, false = planted + 1, hit + found, false + stray

    assert planted > 150
    assert hit >= planted / 2
    assert false == 0


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([*"机构改革的了领导小组 精简、统一，效能。\n\t　《》“”（）,;:3aX1月日年一二"]),
        max_size=60,
    ).map("".join)
    | st.text(max_size=80)
)
def test_any_text_is_read_and_quotes_are_its_own_words(raw):
    text = text_of(raw)

    for finding in check_typos(text):
        (where,), (quote,) = finding.where, finding.quotes
        assert quote == text.raw[where.start : where.end] != ""


def test_the_word_lists_hold_what_they_promise():
    right = {confusion.right for confusion in _confusions()}

    assert len(_confusions()) >= 300
    assert all(re.fullmatch(HAN + "+", word) for word in right)
    assert all(confusion.core != confusion.right for confusion in _confusions())
    assert len(set_phrases()) > 3000
    assert ("精简", "统一", "效能") in listed_phrases()
    assert all(len(line.split()) == 2 for line in data("sounds.txt"))


def test_a_lone_character_is_doubtful_unless_it_is_a_word_of_its_own():
    words = lexicon()

    assert doubts(lattice("我镇的改革", words), words).grades == (0, 0, 0, 0, 0)
    assert doubts(lattice("之坟", words), words).grades == (1, 2)


def test_reading_costs_other_commands_nothing_and_jieba_is_not_imported():
    code = "import sys, dinggang.reading.typos as t; print('jieba' in sys.modules, t.lexicon.cache_info().currsize)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["False", "0"]
