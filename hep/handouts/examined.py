"""From a handout to what the examiner looks at: the texts and parts that a layout really prints.

What a layout prints is not declared anywhere: a handout of marks is put through its template, and the marks that come
out are what it prints. So a new layout is examined like the others without a word about it here.
"""

import re
import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, is_dataclass, replace
from datetime import date
from functools import cache
from html import unescape
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from hep.core.checks import Checks
from hep.core.examiner import Examined, examine
from hep.core.examiner.sheet import Sheet, SheetCard
from hep.core.home import Home
from hep.core.library import Library
from hep.core.plan import Plan
from hep.core.precautions import Override, PatientPrecaution
from hep.handouts.layouts import FOLDER, words
from hep.handouts.options import Options
from hep.handouts.render import laid_out
from hep.handouts.value import Alarm, Exercise, Handout

POSES = ("start", "finish")
BLANK = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"/>'
HEADING = re.compile(r"<h[1-6]\b.*?</h[1-6]>", re.DOTALL)
TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
COLUMN = re.compile(r'<th scope="col"[^>]*>(.*?)</th>', re.DOTALL)
FOOTER = re.compile(r'data-footer="([^"]*)"')
TAG = re.compile(r"<[^>]*>")
MARK = re.compile(r"q\d+q")  # short, as a layout may refuse what does not fit
HEAD = {  # of a sheet -> the fields of a handout that say it
    "author": {"therapist name"},
    "date": {"date"},
    "credential": {"therapist credential"},
    "patient": {"patient name"},
    "phone": {"clinic phone", "today title"},
    "emergency": {"urgent title"},
    "goal": {"goal"},
}
TYPE = re.compile(r"\bhtml\s*{[^}]*\bfont-size:\s*([\d.]+)pt")


@dataclass(frozen=True, slots=True)
class Prints:
    """What a layout prints; fields of a handout are named by their path (`exercises steps`).

    `words` stand there to be read, `drawn` are told by a picture; the rest are parts with words of their own.
    """

    type_pt: float
    words: frozenset[str]
    drawn: frozenset[str]
    poses: frozenset[str]
    side: bool
    captions: bool
    legend: bool
    headings: bool
    numbered: bool
    log: bool
    log_intro: bool
    tables: tuple[tuple[str, ...], ...]


def examined(
    handout: Handout,
    plan: Plan,
    phases: Sequence[str],
    library: Library,
    *,
    precautions: Sequence[PatientPrecaution] = (),
    overrides: Sequence[Override] = (),
    home: Home | None = None,
    first: bool = False,
    checks: Checks | None = None,
) -> Examined:
    """The examination of a handout that was composed from these phases of a plan, in the layout of its options."""
    keys = [one.key for key in phases for one in plan.phase(key).prescriptions]
    born = handout.patient.born
    return examine(
        plan,
        phases,
        sheet(handout, keys),
        library,
        precautions=precautions,
        overrides=overrides,
        home=home,
        age=handout.issued.year - born if born else None,
        first=first,
        checks=checks,
    )


def sheet(handout: Handout, keys: Sequence[str]) -> Sheet:
    """A handout as the examiner sees it; `keys` are those of its prescriptions, in their order."""
    options = handout.options
    prints = prints_of(Options(layout=options.layout, education=options.education), handout.language)

    def said(path: str, value: str) -> str:
        return value if path in prints.words else ""

    def each(path: str, values: Sequence[str]) -> tuple[str, ...]:
        return tuple(values) if path in prints.words else ()

    def alarm(name: str, box: Alarm) -> tuple[str, ...]:
        return each(f"{name} signs", box.signs) or each(f"{name} short", (box.short,))

    about, clinic = handout.about, handout.clinic
    return Sheet(
        layout=options.layout,
        type_pt=prints.type_pt,
        title=said("title", handout.title),
        purpose=said("purpose", handout.purpose),
        goal=said("goal", handout.goal),
        patient=said("patient name", handout.patient.name),
        author=said("therapist name", handout.therapist.name),
        credential=said("therapist credential", handout.therapist.credential),
        phone=clinic.phone if HEAD["phone"] & prints.words else "",
        emergency=said("urgent title", clinic.emergency),
        issued=handout.issued,
        date=said("date", handout.date),
        review=said("review", handout.review),
        cards=tuple(_card(card, key, prints) for card, key in zip(handout.exercises, keys, strict=True)),
        precautions=each("precautions", handout.precautions),
        education=each("ways text", [way.text for way in handout.ways]),
        pain=each("bands word", [band.text for band in handout.bands]),
        urgent=alarm("urgent", handout.urgent),
        today=alarm("today", handout.today),
        tell=alarm("tell", handout.tell),
        move_up=said("move_up", handout.move_up),
        move_down=said("move_down", handout.move_down),
        need=said("about need", about.need),
        how=said("about how", about.how),
        made=said("about made", about.made),
        part=said("about part", about.part),
        changed=each("about changed", about.changed),
        poses=prints.poses,
        captions=prints.captions,
        legend=prints.legend,
        headings=prints.headings,
        # A sheet without reasons is so short that there is nothing to sum up.
        summary="exercises dose how_much" in prints.words or "exercises why" not in prints.words,
        steps="exercises steps" in prints.words,
        numbered=prints.numbered,
        tables=prints.tables,
        log=prints.log and bool(handout.weeks),
        log_intro=prints.log_intro,
        leaves_out=frozenset(field for field, paths in HEAD.items() if not paths & prints.words),
    )


def _card(card: Exercise, key: str, prints: Prints) -> SheetCard:
    def said(name: str, *texts: str) -> tuple[str, ...]:
        return tuple(texts) if f"exercises {name}" in prints.words else ("",) * len(texts)

    told = prints.words | prints.drawn
    dose = card.dose if {"exercises dose amounts number", "exercises dose how_much"} & told else None
    often = {"exercises dose amounts number", "exercises dose how_often"} & told
    return SheetCard(
        key=key,
        name=card.name,
        side=prints.side,
        each_leg=card.each_leg,
        why=said("why", card.why)[0],
        start=said("start", card.start)[0],
        steps=card.steps if "exercises steps" in prints.words else (),
        amounts=tuple((amount.number, amount.unit) for amount in dose.amounts) if dose else (),
        often=card.dose.how_often if often else "",
        more=card.dose.more if "exercises dose more" in prints.words else (),
        feel=said("feel", card.feel)[0],
        faults=tuple(text for one in card.faults for text in said("faults do", one.do, one.instead)),
        easier=said("easier then", card.easier.when, card.easier.then),
        harder=said("harder then", card.harder.when, card.harder.then),
        note=said("note", card.note)[0],
    )


# -- what a layout prints


@cache
def prints_of(options: Options, language: str) -> Prints:
    """Found out once for each layout, with and without its page of education; it takes about 0.2 s."""
    marks: dict[str, str] = {}
    html, fixed = _html(options, language, marks), words(language)
    body = html[html.index("<body") :]
    text, headings = _text(body), " ".join(HEADING.findall(body))
    paths = {mark: path for path, mark in marks.items()}
    read, there = ({paths[mark] for mark in MARK.findall(part)} for part in (text, body))
    return Prints(
        type_pt=type_pt(options.layout),
        words=frozenset(read),
        drawn=frozenset(there - read | _counted(options, language, html)),
        poses=frozenset(pose for pose in POSES if re.search(rf'src="figure:\d+-{pose}"', body)),
        side=_html(options, language, {}, gait=None, side="both") != _html(options, language, {}, gait=None),
        captions=all(_captioned(pose, fixed[pose], body) for pose in POSES),
        legend=fixed["legend"] in text,
        headings=all(marks[one] in headings for one in ("exercises name", "urgent title", "today title")),
        numbered=any(marks["exercises steps"] in part for part in body.split("<ol")[1:]),
        log=_html(replace(options, log_weeks=0), language, {}, weeks=()) != html,
        log_intro=any(fixed[line] in text for line in ("log_intro", "mark_intro")),
        tables=tuple(tuple(_text(column).strip() for column in COLUMN.findall(table)) for table in TABLE.findall(body)),
    )


def type_pt(layout: str) -> float:
    """The size of running text in points: what the style sheets say of the whole page, the layout's own last."""
    sheets = (FOLDER / "shared/base.css", FOLDER / layout / "page.css")
    return float([size for file in sheets for size in TYPE.findall(file.read_text("utf-8"))][-1])


def _text(html: str) -> str:
    """What is read on paper: the text, and the foot of the page, which is written from an attribute."""
    return unescape(" ".join([*FOOTER.findall(html), TAG.sub(" ", html)]))


def _captioned(pose: str, word: str, body: str) -> bool:
    """Whether the word stands beside the picture, with nothing but tags between them."""
    image, gap = rf'<img src="figure:\d+-{pose}"[^>]*>', r"(?:<[^>]*>|\s|:)*"
    return re.search(rf"{re.escape(word)}{gap}{image}|{image}{gap}{re.escape(word)}", body) is not None


def _counted(options: Options, language: str, html: str) -> set[str]:
    """What is told by numbers that are drawn: a page that changes with them tells them."""
    found = set()
    if _html(options, language, {}, times=4) != html:
        found.add("exercises dose how_much")
    if _html(options, language, {}, days=4) != html:
        found.add("exercises dose how_often")
    return found


def _html(options: Options, language: str, marks: dict[str, str], **values: Any) -> str:
    known = {"options": options, "language": language, "each_leg": False, **values}
    return laid_out(_marked(Handout, known, marks), options.layout, options.paper, lambda *_: BLANK).html


def _marked(kind: Any, known: Mapping[str, Any], marks: dict[str, str], path: str = "") -> Any:
    """A value of a type with a mark as every text; `marks` learns which path each stands for."""
    origin, inside = get_origin(kind), get_args(kind)
    if is_dataclass(kind) and isinstance(kind, type):
        return kind(
            **{
                name: known[name] if name in known else _marked(hint, known, marks, f"{path} {name}".strip())
                for name, hint in get_type_hints(kind).items()
            }
        )
    if origin is tuple:
        return (_marked(inside[0], known, marks, path),) * (3 if path.endswith("amounts") else 1)
    if origin in (Union, types.UnionType):
        return _marked(inside[0], known, marks, path)
    if origin is Literal:
        return inside[0]
    if kind is str:
        return marks.setdefault(path, f"q{len(marks)}q")
    plain = {int: 1, bool: True, date: date(2026, 1, 5), bytes: b""}
    return plain[kind]
