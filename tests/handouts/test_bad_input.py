"""Whatever is typed into a field that reaches paper is printed as it stands, cleaned, or refused with a sentence."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

import html5lib
import pytest

from hep.core.plan import LONGEST
from hep.core.precautions import PatientPrecaution
from hep.core.problem import Refused
from hep.handouts import CannotPrint, Clinic, Handout, Options, Patient, Therapist, layouts, render
from hep.handouts.fonts import printable
from hep.handouts.render import laid_out
from tests.handouts import paper as look
from tests.handouts.conftest import EVERY, HandoutOf, PlanOf

HOSTILE = {
    "html": "<b>bold</b><script>alert(1)</script>",
    "closing": "</p></body></html><h1>new",
    "css": "}</style><style>*{display:none}",
    "svg": '<svg onload="x"><image href="file:///etc/passwd"/></svg>',
    "javascript": '" onclick="javascript:x" src="javascript:alert(1)',
    "file": "<img src=file:///etc/passwd> file:///etc/passwd",
    "link": '<a href="http://evil.example/">here</a>',
    "template": "{{ 7 * 7 }}{% raw %}",
    "entity": "&lt;i&gt; &#x41; ]]>",
    "css address": "url(http://evil.example/a.png) \\",
}
# Unseen signs, and what is printed where they stood.
UNSEEN = {
    "control": ("a\x00b\x07c\x1bd", "abcd"),
    "turned round": ("safe\u202eexe.pdf\u202c", "safeexe.pdf"),
    "marks of direction": ("a\u200fb\u2066c\u2069", "abc"),
    "no width": ("a\u200bb\ufeffc\u00adc", "abcc"),
}
MakeHandout = Callable[[dict[str, str]], Handout]
WORDY = ("standard", "large-print")
# Fields and how many letters the forms let in; what is printed of changes and numbers, the program writes.
FIELDS = {"clinic name": 80, "clinic address": 160, "clinic phone": 40, "clinic hours": 80, "clinic emergency": 20,
          "patient name": 60, "therapist name": 60, "therapist credential": 40, "goal": LONGEST["goal"],
          "note": LONGEST["note"], "changed": 60, "number": 20, "phase name": 60}  # fmt: skip


@pytest.fixture(scope="module")
def with_texts(plan_of: PlanOf, handout_of: HandoutOf) -> MakeHandout:
    """A handout whose fields hold these texts; the others are empty or usual."""

    def make(texts: dict[str, str]) -> Handout:
        plan = plan_of("bridge", "cane-walking").add_phase(texts.get("phase name", "Second"))
        plan = plan.add("phase-2", "squat", "both", plan.prescription("bridge").dose, "muscle-instability")
        plan = replace(plan.change("bridge", note=texts.get("note", "")), goal=texts.get("goal", ""))
        said = {field: texts.get(f"clinic {field}", "") for field in ("name", "address", "phone", "hours", "emergency")}
        return handout_of(
            plan=plan,
            clinic=Clinic(**said),
            patient=Patient(texts.get("patient name", "P")),
            therapist=Therapist(texts.get("therapist name", "T"), texts.get("therapist credential", "")),
            number=texts.get("number", "Draft"),
            changed=[texts["changed"]] if "changed" in texts else [],
            precautions=[PatientPrecaution("HTN-UNCONTROLLED")],
            options=Options(phases=("phase-1", "phase-2"), education=True),
        )

    return make


def page_of(handout: Handout, layout: str) -> Element:
    return html5lib.parse(laid_out(handout, layout, "A4").html, namespaceHTMLElements=False)


def skeleton(page: Element) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Elements and names of their attributes: what a text must not change."""
    for element in page.iter():
        yield str(element.tag), tuple(sorted(element.attrib))


@pytest.mark.parametrize("layout", layouts())
def test_no_text_becomes_a_part_of_the_page(with_texts: MakeHandout, layout: str) -> None:
    for text in HOSTILE.values():
        page = page_of(with_texts(dict.fromkeys(FIELDS, text)), layout)
        harmless = re.sub(r"[^\w\s]", "x", text)  # as long: one page has other parts where there is more room
        assert list(skeleton(page)) == list(skeleton(page_of(with_texts(dict.fromkeys(FIELDS, harmless)), layout)))
        assert text in "".join(page.itertext())


@pytest.mark.parametrize("layout", layouts())
def test_hostile_texts_are_printed_as_they_stand(with_texts: MakeHandout, layout: str) -> None:
    texts = dict(zip(FIELDS, [*HOSTILE.values(), *HOSTILE.values()], strict=False))
    handout = with_texts(texts)
    said = look.words(render(handout, layout)).casefold()
    shown = ["patient name", "therapist name", "note", *(["goal", "changed"] if layout in WORDY else [])]
    for field in shown:
        assert look.flat(texts[field]).casefold() in said  # a change begins with a large letter


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize(("text", "printed"), UNSEEN.values(), ids=UNSEEN)
def test_what_cannot_be_seen_is_taken_out(with_texts: MakeHandout, field: str, text: str, printed: str) -> None:
    assert printable(text) == printed
    html = laid_out(with_texts({field: text}), "standard", "A4").html
    assert not any(sign in html for sign in text if sign not in printed)


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("text", ["שלום", "مرحبا", "漢字", "Ж", "😀", "\ue000"], ids=ascii)
def test_letters_that_no_font_has_are_refused_with_a_sentence(with_texts: MakeHandout, field: str, text: str) -> None:
    with pytest.raises(CannotPrint, match=r"cannot be printed with “.*”\. Write it in Latin letters\."):
        with_texts({field: text})


@pytest.mark.parametrize("field", FIELDS)
def test_ten_thousand_letters_are_refused_with_a_sentence(with_texts: MakeHandout, field: str) -> None:
    with pytest.raises((CannotPrint, Refused), match=r"too long to print|[Aa]t most"):
        with_texts({field: "x" * 10_000})


def longest(**most: int) -> dict[str, str]:
    """Each field as long as it may be, without a blank, in wide letters; of these, a note were higher than a page."""
    return {field: ("x" if field == "note" else "W") * many for field, many in (FIELDS | most).items()}


@pytest.mark.parametrize(("layout", "paper"), EVERY)
def test_the_longest_texts_without_a_blank_stay_on_the_page(with_texts: MakeHandout, layout: str, paper: str) -> None:
    if layout == "one-page":
        assert look.faults(with_texts(longest(note=60)), layout, paper, most_pages=1) == []
        with pytest.raises(CannotPrint, match=r"too much for one side\. Take an exercise out, shorten the notes"):
            laid_out(with_texts(longest()), layout, paper)
    else:
        assert look.faults(with_texts(longest()), layout, paper) == []
