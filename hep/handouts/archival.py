"""What WeasyPrint 70 leaves to do on a written PDF so that it is PDF/UA-1 and PDF/A-2a at once.

It hands the objects over by its `finisher`; they are pydyf's dictionaries and streams.
"""

from collections.abc import Iterator
from typing import Any

import pydyf

from hep.handouts import pdf_file

PX_TO_PT = 0.75

# PDF/A allows a property that it does not know, such as PDF/UA's number, if the file describes it.
_PDF_UA = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>
</rdf:Description><rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description></rdf:RDF>"""


class Sealed(pydyf.Object):  # type: ignore[misc]
    """An object that is already serialised, so that many PDFs share its bytes."""

    def __init__(self, data: bytes):
        super().__init__()
        self._data = data
        self.extra: dict[str, Any] = {}

    @property
    def data(self) -> bytes:
        return self._data


def mend(written: Any) -> None:
    """Names PDF/UA in the metadata; gives table heads a scope and figures a box in points."""
    _name_pdf_ua(written)
    say_what_heads(written)
    pages = {page.reference: page for page in pages_of(written)}
    for element in elements(written):
        if element["S"] == "/Figure":
            top = pages[element["Pg"]]["MediaBox"][3]
            left, upper, right, lower = (PX_TO_PT * edge for edge in element["A"]["BBox"])
            element["A"]["BBox"] = pydyf.Array([left, top - lower, right, top - upper])


def say_what_heads(written: Any) -> None:
    """Heads of tables get a scope: those of the first row head columns, the others rows."""
    for element in elements(written):
        if element["S"] == "/TH":
            row = int(element["ID"].string.split("-")[1]) if "ID" in element else 0
            element["A"]["Scope"] = "/Row" if row else "/Column"


def saved(written: Any) -> bytes:
    """The file; nothing is left for pydyf to write, which would pack it twice."""
    written.add_object(written.info)
    objects, written.objects = written.objects, written.objects[:1]
    bodies = [pdf_file.body(one) for one in objects[1:]]
    return pdf_file.saved(bodies, written.catalog.number, written.info.number)


def pages_of(written: Any) -> Iterator[Any]:
    return (written.objects[number] for number in written.pages["Kids"][::3])


def elements(written: Any) -> Iterator[Any]:
    """The structure elements, in the order in which they were written."""
    return (one for one in written.objects if isinstance(one, dict) and one.get("Type") == "/StructElem")


def _name_pdf_ua(written: Any) -> None:
    metadata = written.objects[int(written.catalog["Metadata"].split()[0])]
    metadata.stream = [text.replace(b"</rdf:RDF>", _PDF_UA) for text in metadata.stream]
