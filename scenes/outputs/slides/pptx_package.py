"""What a PowerPoint file says of itself: its size, its sections, and who made it of what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from uuid import NAMESPACE_OID, uuid5

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as Deck
from pptx.util import Emu

WIDTH = Emu(12_192_000)
"""Width of a slide of 16 to 9, as PowerPoint's own template has it, in English metric units."""

MAKER = "The Chain Rule, unfolded"
LANGUAGE = "en-US"
_UNUSED = (RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.PRINTER_SETTINGS)
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
"""What tells a list of sections among extensions ([MS-PPTX] 2.6.5)."""

_OFFICE = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_APP = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"


def empty_deck() -> Deck:
    """Return a deck of 16 to 9 without slides, with the layouts of python-pptx's template made as wide."""
    deck = Presentation()
    height = Emu(round(WIDTH * 9 / 16))
    assert deck.slide_width is not None and deck.slide_height is not None
    across, up = WIDTH / deck.slide_width, height / deck.slide_height
    deck.slide_width, deck.slide_height = WIDTH, height
    size = deck.element.find(qn("p:sldSz"))
    del size.attrib["type"]
    for sheet in (deck.slide_master, *deck.slide_layouts):
        for place in _places(sheet.element):
            for name, factor in (("x", across), ("cx", across), ("y", up), ("cy", up)):
                if name in place.attrib:
                    place.set(name, str(round(int(place.get(name, "0")) * factor)))
    for owner in (deck.part.package, deck.part):
        for key, relation in [*owner._rels.items()]:
            if relation.reltype in _UNUSED:
                owner._rels.pop(key)
    return deck


def sections(deck: Deck, chapters: Sequence[tuple[str, Sequence[int]]]) -> None:
    """Put a deck's slides, by their ids, into sections with a name each."""
    found = parse_xml(
        f'<p:ext {nsdecls("p")} uri="{_SECTIONS}"><p14:sectionLst xmlns:p14="{_OFFICE}"/></p:ext>'
    )
    for name, slides in chapters:
        key = "{" + str(uuid5(NAMESPACE_OID, f"{name} {slides[0]}")).upper() + "}"
        section = etree.SubElement(found[0], f"{{{_OFFICE}}}section", {"name": name, "id": key})
        listed = etree.SubElement(section, f"{{{_OFFICE}}}sldIdLst")
        for slide in slides:
            etree.SubElement(listed, f"{{{_OFFICE}}}sldId", {"id": str(slide)})
    presentation = deck.element
    extensions = presentation.find(qn("p:extLst"))
    if extensions is None:
        extensions = etree.SubElement(presentation, qn("p:extLst"))
    extensions.append(found)


def describe(deck: Deck, title: str) -> None:
    """Say what the deck is, who made it, when and with what."""
    about, now = deck.core_properties, datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    about.title, about.subject, about.keywords = title, "Derivatives and backpropagation", "backpropagation"
    about.author, about.last_modified_by, about.comments = MAKER, MAKER, ""
    about.language, about.revision = LANGUAGE, 1
    about.created, about.modified = now, now
    count = str(len(deck.slides))
    told = {
        "Application": MAKER,
        "PresentationFormat": "Widescreen",
        "Slides": count,
        "Notes": count,
        "HiddenSlides": "0",
        "MMClips": count,
    }
    root = etree.Element(f"{{{_APP}}}Properties", nsmap={None: _APP})
    for name, value in told.items():
        etree.SubElement(root, f"{{{_APP}}}{name}").text = value
    parts = deck.part.package.iter_parts()
    (part,) = (one for one in parts if str(one.partname) == "/docProps/app.xml")
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _places(sheet: etree._Element) -> Iterator[etree._Element]:
    """Yield the positions and sizes of a layout's shapes."""
    for frame in sheet.iter(qn("a:xfrm")):
        yield from (place for place in frame if place.tag in (qn("a:off"), qn("a:ext")))
