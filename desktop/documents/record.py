"""Dresses rendered minutes for signing: the record attached, PDF/A-3u, named fields to sign.

Done once, before the first signature; afterwards a file only grows by incremental updates.
Same input, same bytes.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from db.records import Role
from desktop.documents.layout import PRODUCER, Properties
from desktop.documents.signatures import SignatureSpot
from desktop.documents.srgb import NAME, srgb_profile

if TYPE_CHECKING:
    from pikepdf import Pdf, Stream

ATTACHMENT: Final = "thamdinh.json"
"""The record's name inside the PDF, in /AF and in the list of embedded files."""

_DESCRIPTION: Final = "Kết quả đã chốt, thang điểm và các phiếu chấm đã ký"
_PRINT_LOCKED: Final = 4 | 128  # ISO 32000-1, 12.5.3: printed, not to be moved
_SIGNATURES: Final = 3  # 12.7.2: fields to sign exist, append only


@dataclass(frozen=True, slots=True)
class SignField:
    """A place to sign by the name of its field."""

    name: str
    spot: SignatureSpot


def sign_fields(spots: Sequence[SignatureSpot]) -> tuple[SignField, ...]:
    """Names for places to sign, in signing order: ThuKy, ThanhVien1 …, ChuTri."""
    names = {Role.SECRETARY: "ThuKy", Role.CHAIR: "ChuTri"}
    fields, members = [], 0
    for spot in spots:
        if spot.role in names:
            name = names[spot.role]
        else:
            members += 1
            name = f"ThanhVien{members}"
        fields.append(SignField(name, spot))
    return tuple(fields)


def dress(
    data: bytes,
    record: bytes,
    spots: Sequence[SignatureSpot],
    properties: Properties,
    time: int,
) -> bytes:
    """The PDF that is signed. ``record`` is what db.record gives, ``time`` that of the freeze
    in milliseconds since 1970."""
    import pikepdf

    moment = datetime.fromtimestamp(time / 1000, UTC).replace(microsecond=0)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        _describe(pdf, properties, moment)
        _intend(pdf)
        _attach(pdf, record, moment)
        _add_fields(pdf, sign_fields(spots))
        for page in pdf.pages:
            if "/Trans" in page:  # reportlab's empty transitions of slides
                del page["/Trans"]
        pdf.remove_unreferenced_resources()
        target = io.BytesIO()
        pdf.save(
            target,
            min_version="1.7",
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return target.getvalue()


def _pdf_date(moment: datetime) -> str:
    return f"D:{moment:%Y%m%d%H%M%S}+00'00'"


def _describe(pdf: Pdf, properties: Properties, moment: datetime) -> None:
    """Info and XMP that say the same (ISO 19005-3, 6.6.2.3)."""
    import pikepdf

    told = {
        "/Title": properties.title,
        "/Author": properties.author,
        "/Subject": properties.subject,
        "/Creator": PRODUCER,
        "/Producer": PRODUCER,
        "/CreationDate": _pdf_date(moment),
        "/ModDate": _pdf_date(moment),
    }
    info = pikepdf.Dictionary({name: pikepdf.String(text) for name, text in told.items() if text})
    pdf.trailer.Info = pdf.make_indirect(info)
    metadata = pikepdf.Stream(pdf, _xmp(properties, moment))
    metadata.Type, metadata.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    pdf.Root.Metadata = pdf.make_indirect(metadata)


def _xmp(properties: Properties, moment: datetime) -> bytes:
    def words(name: str, text: str) -> str:
        lines = f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>'
        return f"<dc:{name}>{lines}</dc:{name}>" if text else ""

    day = f"{moment:%Y-%m-%dT%H:%M:%S}+00:00"
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>U</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
{words("title", properties.title)}
<dc:creator><rdf:Seq><rdf:li>{escape(properties.author)}</rdf:li></rdf:Seq></dc:creator>
{words("description", properties.subject)}
<pdf:Producer>{PRODUCER}</pdf:Producer>
<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>
<xmp:CreateDate>{day}</xmp:CreateDate>
<xmp:ModifyDate>{day}</xmp:ModifyDate>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>""".encode()


def _intend(pdf: Pdf) -> None:
    import pikepdf

    profile = pikepdf.Stream(pdf, srgb_profile())
    profile.N = 3
    intent = pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFA1,
        OutputConditionIdentifier=pikepdf.String(NAME),
        Info=pikepdf.String(NAME),
        DestOutputProfile=pdf.make_indirect(profile),
    )
    pdf.Root.OutputIntents = pikepdf.Array([pdf.make_indirect(intent)])


def _attach(pdf: Pdf, record: bytes, moment: datetime) -> None:
    import pikepdf

    stream = pikepdf.Stream(pdf, record)
    stream.Type = pikepdf.Name.EmbeddedFile
    stream.Subtype = pikepdf.Name("/application/json")
    stream.Params = pikepdf.Dictionary(
        Size=len(record),
        ModDate=pikepdf.String(_pdf_date(moment)),
        # What the format asks for (ISO 32000-1, table 46); signatures prove the content.
        CheckSum=pikepdf.String(hashlib.md5(record, usedforsecurity=False).digest()),
    )
    embedded = pdf.make_indirect(stream)
    name = pikepdf.String(ATTACHMENT)
    file = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Filespec,
            F=name,
            UF=name,
            Desc=pikepdf.String(_DESCRIPTION),
            AFRelationship=pikepdf.Name.Data,
            EF=pikepdf.Dictionary(F=embedded, UF=embedded),
        )
    )
    names = pikepdf.Dictionary(Names=pikepdf.Array([name, file]))
    pdf.Root.Names = pikepdf.Dictionary(EmbeddedFiles=pdf.make_indirect(names))
    pdf.Root.AF = pikepdf.Array([file])


def _add_fields(pdf: Pdf, fields: Sequence[SignField]) -> None:
    """Empty fields where the signature blocks are, listed in signing order."""
    import pikepdf

    made = []
    for field in fields:
        page = pdf.pages[field.spot.page - 1]
        widget = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Widget,
                FT=pikepdf.Name.Sig,
                T=pikepdf.String(field.name),
                TU=pikepdf.String(f"{field.spot.title}: {field.spot.name}"),
                F=_PRINT_LOCKED,
                Rect=pikepdf.Array([round(edge, 3) for edge in field.spot.rect]),
                P=page.obj,
                AP=pikepdf.Dictionary(N=pdf.make_indirect(_nothing(pdf, field.spot))),
            )
        )
        if "/Annots" not in page:
            page.Annots = pdf.make_indirect(pikepdf.Array())
        page.Annots.append(widget)
        made.append(widget)
    pdf.Root.AcroForm = pdf.make_indirect(
        pikepdf.Dictionary(Fields=pikepdf.Array(made), SigFlags=_SIGNATURES)
    )


def _nothing(pdf: Pdf, spot: SignatureSpot) -> Stream:
    """An appearance that shows nothing: PDF/A asks for one, and a signature replaces it."""
    import pikepdf

    x0, y0, x1, y1 = spot.rect
    stream = pikepdf.Stream(pdf, b" ")  # readers stumble over a compressed nothing
    stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    stream.BBox = pikepdf.Array([0, 0, round(x1 - x0, 3), round(y1 - y0, 3)])
    return stream
