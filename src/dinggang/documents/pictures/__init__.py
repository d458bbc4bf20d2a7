"""Pictures where people would rather look: SVG written once for pages and documents, each with the same told in words and numbers."""

from dinggang.documents.pictures.bodies import bodies_picture
from dinggang.documents.pictures.flow import flow_picture
from dinggang.documents.pictures.page import page
from dinggang.documents.pictures.scores import scores_picture
from dinggang.documents.pictures.spending import spending_picture
from dinggang.documents.pictures.staff import staff_picture
from dinggang.documents.pictures.timeline import timeline_picture
from dinggang.documents.pictures.values import Picture
from dinggang.documents.told import Told


def pictures(told: Told) -> tuple[Picture, ...]:
    """Every picture that the case has numbers for."""
    drawn = (
        bodies_picture(told),
        flow_picture(told),
        timeline_picture(told),
        staff_picture(told),
        scores_picture(told),
        spending_picture(told),
    )
    return tuple(p for p in drawn if p is not None)


def picture_files(told: Told) -> dict[str, bytes]:
    """File name → bytes: an SVG and a text for each picture, and a page with them all."""
    files: dict[str, bytes] = {}
    every = pictures(told)
    for number, one in enumerate(every, start=1):
        files[f"{number:02}-{one.name}.svg"] = one.svg.encode()
        files[f"{number:02}-{one.name}.txt"] = one.text.encode()
    files["index.html"] = page(f"{told.organ}机构改革图册", every).encode()
    return files


__all__ = ["Picture", "page", "picture_files", "pictures"]
