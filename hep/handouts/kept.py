"""What comes again from handout to handout is laid out and drawn once: exercise cards, pain guide, danger signs.

A kept piece leaves a place of its size in the page, so that WeasyPrint breaks the pages as ever; when the PDF is
written, the piece's own text, drawings and tags take that place (`joinery`). The first print and every later one go the
same way and give the same bytes.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256

from hep.handouts.joinery import place
from hep.handouts.pieces import Piece

# The first class of a section that is kept where it stands in the page and not beside or within something. The
# patient's name is in none of them.
CARDS = frozenset({"exercise", "watch", "walk"})
KEPT = CARDS | {"glance", "pain", "safety", "tell", "why-this", "rule-to-change", "about", "log"}
MOST = 400  # pieces at hand: the cards of fifty plans, in some 20 MB

# Pieces are laid out as wide as the paper, each alone on a page. Border and ground are painted where it is printed.
SHEET = """
@page { size: %s 9999mm; @bottom-left { content: none } @bottom-right { content: none } }
section { break-before: page !important; margin: 0 !important; border-color: transparent !important;
  background: none !important }
"""

_ELEMENT = re.compile(r'<(/?)(section|div|main|article|table)\b(?: class="([^" ]*))?[^>]*>')
_ADDRESS = re.compile(r'"([a-z-]+:[^" ]*)"')
_HEAD = re.compile(r"<html[^>]*>")

LayOut = Callable[[str], Sequence[Piece | None]]


class Kept:
    """The pieces at hand, the latest used last; None stands for one that cannot be kept.

    `sections` are the first classes of what is kept; with none of them every page is laid out in one go.
    """

    def __init__(self, sections: frozenset[str] = KEPT, most: int = MOST) -> None:
        self.sections, self.most = sections, most
        self.pieces: OrderedDict[str, Piece | None] = OrderedDict()

    def divided(
        self, html: str, look: str, drawings: Mapping[str, str], lay_out: LayOut
    ) -> tuple[str, dict[str, Piece]]:
        """The page with places where its pieces were, and these pieces by name.

        `look` stands for the style sheets, `drawings` says which drawing is at an address; `lay_out` is handed a page
        of the sections that are new and answers with their pieces.
        """
        head = _HEAD.search(html)
        opening = head[0] if head else "<html>"
        sections = list(self._sections(html))
        names = [_name(html[start:end], look + opening, drawings) for start, end in sections]
        texts = dict(zip(names, (html[start:end] for start, end in sections), strict=True))
        if new := {name: text for name, text in texts.items() if name not in self.pieces}:
            page = f"{opening}<head><title>Pieces</title></head><body>{''.join(new.values())}</body></html>"
            self.pieces.update(zip(new, lay_out(page), strict=True))
        divided, here, used = [], 0, {}
        for name, (start, end) in zip(names, sections, strict=True):
            self.pieces.move_to_end(name)
            if piece := self.pieces[name]:
                inside = html.index(">", start) + 1
                divided += [html[here:inside], place(name, piece)]
                here, used[name] = end - len("</section>"), piece
        while len(self.pieces) > self.most:
            self.pieces.popitem(last=False)
        return "".join([*divided, html[here:]]), used

    def _sections(self, html: str) -> Iterator[tuple[int, int]]:
        """Where the sections begin and end that may be kept."""
        depth, start = 0, -1
        for found in _ELEMENT.finditer(html):
            if not found[1]:
                if not depth and found[2] == "section" and found[3] in self.sections:
                    start = found.start()
                depth += 1
                continue
            depth -= 1
            if not depth and start >= 0:
                yield start, found.end()
                start = -1


def _name(section: str, look: str, drawings: Mapping[str, str]) -> str:
    """The same name for the same text with the same drawings, and for nothing else."""
    seen = [drawings.get(address, "") for address in _ADDRESS.findall(section)]
    return f"kept:{sha256(chr(0).join([look, section, *seen]).encode()).hexdigest()}"
