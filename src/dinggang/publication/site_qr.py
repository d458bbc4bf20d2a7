"""The QR code of a notice: its inclusion proof in the fragment of an address, which no server ever sees."""

import base64
import zlib
from io import BytesIO

import segno
from segno.encoder import DataOverflowError

from dinggang.publication.site_html import Html
from dinggang.publication.site_record import Record
from dinggang.record import InMemory, inclusion_proof, make_proof, tile_reader

BORDER = 4
MODULE_MM = 0.4
PAGE = "v.html"


def proof_of(record: Record, index: int) -> bytes:
    """The proof file of an entry, with the newest checkpoint."""
    log = record.bundle.log()
    path = inclusion_proof(index, record.size, tile_reader(InMemory(log), record.size))
    return make_proof(index, path, log["checkpoint"]).encoded


def packed(proof: bytes) -> str:
    """A proof as the text after the `#` of an address: zlib, then base64url without padding."""
    return base64.urlsafe_b64encode(zlib.compress(proof, 9)).decode().rstrip("=")


def code(proof: bytes, url: str) -> tuple[Html, float] | None:
    """The code as SVG with its side in millimetres; None when the proof is too long for one.

    With the address of the site it is `<address>/v.html#…`; without, the proof file itself, to be pasted or kept.
    """
    content: str | bytes = f"{url.rstrip('/')}/{PAGE}#{packed(proof)}" if url else proof
    try:
        made = segno.make_qr(
            content, error="m", boost_error=False, mode="byte", encoding=None if url else "utf-8"
        )
    except DataOverflowError:
        return None
    side = made.symbol_size(border=BORDER)[0] * MODULE_MM
    out = BytesIO()
    made.save(
        out,
        kind="svg",
        border=BORDER,
        light="#fff",
        xmldecl=False,
        svgns=True,
        omitsize=True,
        nl=False,
        svgclass="qr",
    )
    return Html(out.getvalue().decode()), side
