"""Which documents bear a red mark, a number and an imprint, and what a run refuses for a missing value."""

import msgspec
import pytest

import build
from dinggang.basis import Refusal
from dinggang.case import Act, ActKind
from dinggang.documents.official.faces import find_faces
from dinggang.documents.official.pdf import set_pdf
from dinggang.documents.official.values import Signature, texts
from dinggang.procedure import run
from dinggang.procedure.printing import issues


def made(slug: str, kind: ActKind | None = None, **changes):
    """The first document of a kind, its act changed."""

    def changed(act: Act) -> Act:
        return msgspec.structs.replace(act, **changes) if act.kind is kind else act

    case = build.case()
    folder = build.folder(build.bend(case, acts=tuple(changed(a) for a in case.acts)))
    (issue,) = issues(folder, run(folder), frozenset({slug}))
    return issue.documents[0]


@pytest.mark.parametrize("slug", ["founding", "appointment"])
def test_what_goes_out_under_a_red_mark_has_number_and_imprint_of_its_act(slug) -> None:
    document = made(slug)
    assert document.mark == "镇党委文件"
    assert document.number == "某委〔2006〕1号"
    assert document.printed == document.signature == Signature(organ="镇党委", day=document.day)


def test_a_request_bears_the_number_under_which_the_organ_sent_it() -> None:
    request = made("request")
    assert (request.mark, request.number, request.upward) == ("镇党委文件", "某委〔2006〕1号", True)
    assert request.printed == request.signature
    # It does not cite itself.
    assert not any("某委〔2006〕1号" in text for place, text in texts(request) if place.startswith("正文"))


@pytest.mark.parametrize("changes", [{"number": "镇会纪〔2006〕14号"}, {"by": "镇党政联席会议"}])
def test_a_number_of_minutes_is_not_that_of_the_request(changes) -> None:
    request = made("request", ActKind.PLAN_ADOPTED, **changes)
    assert (request.mark, request.number, request.upward, request.printed) == ("", "", False, None)
    cited = changes.get("number", "某委〔2006〕1号")
    assert any(f"（{cited}）" in text for _, text in texts(request))


def test_an_act_without_number_refuses_its_red_head_document() -> None:
    document = made("founding", ActKind.GROUP_ESTABLISHED, number="")
    with pytest.raises(Refusal) as caught:
        set_pdf([document], find_faces(), {})
    assert [p.where.sheet for p in caught.value.problems] == ["发文字号"]
