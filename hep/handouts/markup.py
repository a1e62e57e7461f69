"""How WeasyPrint is handed a page: read, and with no more style to work out than it has.

Two of its ways cost a quarter of a handout: its sheet for all of HTML gives each element six parts for notes and list
marks and each page sixteen boxes in its margin, and each element asks for each of 150 properties that nobody set.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any
from xml.etree import ElementTree

from cssselect2 import ElementWrapper
from weasyprint import CSS, HTML, css
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES

from hep.handouts.layouts import FOLDER

# Properties whose first value is their last, and those that go from parent to child as they are; WeasyPrint works out
# the others from those around them.
_WORKED_OUT = INITIAL_NOT_COMPUTED | {"position", "float", "display", "page"}
_SIMPLE = {key for key in INITIAL_VALUES if key not in _WORKED_OUT and key[:16] != "text_decoration_"}
_PLAIN = {key: INITIAL_VALUES[key] for key in _SIMPLE - INHERITED}
_PASSED_ON = INHERITED - {key for key in INHERITED if key[:16] == "text_decoration_"}


class Style(css.ComputedStyle):  # type: ignore[misc]
    """An element's style that begins with what nobody set, and asks its parent first for the rest."""

    def __init__(self, parent: Any, cascaded: Mapping[str, Any], *rest: Any):
        super().__init__(parent, cascaded, *rest)
        self.update(_PLAIN)
        for key in cascaded.keys() & _PLAIN.keys():
            del self[key]

    def __missing__(self, key: str) -> Any:
        if key in _PASSED_ON and key not in self.cascaded and self.parent_style is not None:
            value = self[key] = self.parent_style[key]
            return value
        return super().__missing__(key)


css.ComputedStyle = Style


class Markup(HTML):  # type: ignore[misc]
    """A page as WeasyPrint has it after reading; ours are well formed, and Expat reads them ten times as fast."""

    def __init__(self, html: str, fetcher: Any):
        try:
            root = ElementTree.fromstring(html)
        except ElementTree.ParseError:
            super().__init__(string=html, url_fetcher=fetcher)
            return
        self.base_url, self.url_fetcher, self.media_type = None, fetcher, "print"
        self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
        return [_elements()]


@cache
def _elements() -> Any:
    return CSS(string=(FOLDER / "shared/elements.css").read_text("utf-8"))
