"""The protocols: ready plans of the library and of the clinic, to look into, and to begin a patient's plan from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField

from hep.core.burden import Burden, burden
from hep.core.library import Library, Protocol
from hep.core.precautions import ruled_out
from hep.core.start_plan import from_protocol
from hep.records import patients, plans, protocols
from hep.records.model import PlanRow, ProtocolRow
from hep.web import access, database
from hep.web.forms import HepForm, lines, one_line, text
from hep.web.library import codes_of, working_plan

pages = Blueprint("protocols", __name__)

PICTURED = 3  # exercises whose pictures stand for a protocol
SHOWN = ("built-in", "ours", "archived")


class ProtocolForm(HepForm):
    name = text("Name", "Give the protocol a name, for example: Knee replacement, weeks 0 to 12.")
    who = lines("Whom is it for?", 300)
    revision = HiddenField()


@dataclass(frozen=True, slots=True)
class Inside:
    """A protocol with what each of its phases asks, and the exercises of each that some precautions rule out.

    `row` is there where it is the clinic's own.
    """

    protocol: Protocol
    burdens: Sequence[Burden]
    out: Sequence[Sequence[str]]
    row: ProtocolRow | None = None

    @property
    def ruled_out(self) -> list[str]:
        """Each exercise once that may not be done."""
        return list(dict.fromkeys(one for phase in self.out for one in phase))

    @property
    def exercises(self) -> list[str]:
        """Each exercise once, in the order of the phases."""
        return list(dict.fromkeys(row.exercise for phase in self.protocol.phases for row in phase.prescriptions))

    @property
    def pictured(self) -> list[str]:
        """The first exercise of each phase: how the protocol rises."""
        firsts = [phase.prescriptions[0].exercise for phase in self.protocol.phases if phase.prescriptions]
        return list(dict.fromkeys([*firsts, *self.exercises]))[:PICTURED]


def inside(protocol: Protocol, codes: Sequence[str], library: Library, row: ProtocolRow | None = None) -> Inside:
    plan = from_protocol(protocol, "right", library)
    return Inside(
        protocol,
        [burden(phase, library) for phase in plan.phases],
        [
            [row.exercise for row in phase.prescriptions if ruled_out(library.exercises[row.exercise], codes, library)]
            for phase in protocol.phases
        ],
        row,
    )


def _own(row: ProtocolRow, plan: PlanRow | None = None) -> Inside:
    library = database.library()
    return inside(protocols.as_protocol(row, library), codes_of(plan), library, row)


# -- all of them


@pages.get("/protocols")
def index() -> ResponseReturnValue:
    """All, or those that hold every word: in the name, the purpose, a phase, an exercise, a mechanism."""
    library, words, plan = database.library(), one_line(request.args.get("q", ""))[:100], working_plan()
    session, clinic = database.session(), access.me().clinic_id
    every = {
        "built-in": [inside(one, codes_of(plan), library) for one in library.protocols.values()],
        "ours": [_own(row, plan) for row in protocols.find(session, clinic)],
        "archived": [_own(row, plan) for row in protocols.find(session, clinic, archived=True)],
    }
    found = {show: [one for one in listed if _holds(one.protocol, words, library)] for show, listed in every.items()}
    asked = request.args.get("show")
    show = asked if asked in SHOWN else "ours" if words and found["ours"] and not found["built-in"] else "built-in"
    return render_template(
        "protocols/index.html", found=found[show], all_found=found, show=show, words=words, plan=plan
    )


def _holds(protocol: Protocol, words: str, library: Library) -> bool:
    exercises = [library.exercises[row.exercise] for phase in protocol.phases for row in phase.prescriptions]
    text = patients.folded(
        " ".join(
            [
                f"{protocol.name} {protocol.code} {protocol.purpose}",
                *(phase.name for phase in protocol.phases),
                *(library.mechanisms[one].name for one in protocol.mechanisms),
                *(f"{exercise.name} {exercise.known_as}" for exercise in exercises),
            ]
        )
    )
    return all(word in text for word in patients.folded(words).split())


# -- one of the library


@pages.get("/protocols/<protocol>")
def show(protocol: str) -> ResponseReturnValue:
    library, plan = database.library(), working_plan()
    one = library.protocols.get(protocol) or abort(404)
    return render_template("protocols/show.html", inside=inside(one, codes_of(plan), library), plan=plan)


@pages.get("/protocols/<protocol>/begin")
def begin(protocol: str) -> ResponseReturnValue:
    """For whom? The answer leads to the form of a new plan, with the protocol chosen."""
    return _for_whom(database.library().protocols.get(protocol) or abort(404))


def _for_whom(protocol: Protocol, row: ProtocolRow | None = None) -> ResponseReturnValue:
    words = one_line(request.args.get("q", ""))[:100]
    found = patients.find(database.session(), access.me().clinic_id, words, page=request.args.get("page", 1, int))
    return render_template("protocols/begin.html", protocol=protocol, own=row, found=found, words=words)


@pages.post("/protocols/<protocol>/copy")
def copy(protocol: str) -> ResponseReturnValue:
    """One of the library as one of the clinic's own."""
    library = database.library()
    one = library.protocols.get(protocol) or abort(404)
    plan = from_protocol(one, "right", library)
    row = protocols.add(database.session(), access.me(), one.name[:60], one.purpose[:300], plan, database.now())
    return _kept(row, f"{row.name} is copied. Change its name or whom it is for.", "protocols.edit")


def _kept(row: ProtocolRow, said: str, then: str = "protocols.own") -> ResponseReturnValue:
    database.commit()
    flash(said)
    return redirect(url_for(then, protocol_id=row.id))


# -- one of the clinic's own


@pages.get("/protocols/ours/<int:protocol_id>")
def own(protocol_id: int) -> ResponseReturnValue:
    row, plan = access.protocol_of(protocol_id), working_plan()
    return render_template("protocols/show.html", inside=_own(row, plan), plan=plan)


@pages.get("/protocols/ours/<int:protocol_id>/begin")
def begin_own(protocol_id: int) -> ResponseReturnValue:
    row = access.protocol_of(protocol_id)
    return _for_whom(protocols.as_protocol(row, database.library()), row)


@pages.get("/protocols/ours/<int:protocol_id>/edit")
def edit(protocol_id: int) -> ResponseReturnValue:
    row = access.protocol_of(protocol_id)
    return _form(ProtocolForm(obj=row), row=row)


@pages.post("/protocols/ours/<int:protocol_id>/edit")
def do_edit(protocol_id: int) -> ResponseReturnValue:
    row, form = access.protocol_of(protocol_id), ProtocolForm()
    if not form.validate():
        return _form(form, 422, row=row)
    if form.revision.data != str(row.revision):
        form.revision.data, form.revision.raw_data = str(row.revision), None
        return _form(form, 409, row=row, changed=True)
    name, who = form.name.data or "", form.who.data or ""
    protocols.change(database.session(), access.me(), row, name, who, database.now())
    return _kept(row, f"{row.name} is saved.")


@pages.post("/protocols/ours/<int:protocol_id>/copy")
def copy_own(protocol_id: int) -> ResponseReturnValue:
    copied = protocols.copy(database.session(), access.me(), access.protocol_of(protocol_id), database.now())
    return _kept(copied, f"{copied.name} is made. Change its name or whom it is for.", "protocols.edit")


@pages.post("/protocols/ours/<int:protocol_id>/archive")
def archive(protocol_id: int) -> ResponseReturnValue:
    row = access.protocol_of(protocol_id)
    protocols.archive(database.session(), access.me(), row, database.now())
    return _kept(row, f"{row.name} is archived. Plans that began from it stay.")


@pages.post("/protocols/ours/<int:protocol_id>/restore")
def restore(protocol_id: int) -> ResponseReturnValue:
    row = access.protocol_of(protocol_id)
    protocols.restore(database.session(), access.me(), row, database.now())
    return _kept(row, f"{row.name} is back.")


# -- a plan saved as one


@pages.get("/plans/<int:plan_id>/protocol")
def save(plan_id: int) -> ResponseReturnValue:
    row = access.plan_of(plan_id)
    return _form(ProtocolForm(data={"name": row.title}), plan_row=row)


@pages.post("/plans/<int:plan_id>/protocol")
def do_save(plan_id: int) -> ResponseReturnValue:
    """The plan without its patient, for the whole clinic."""
    row, form = access.plan_of(plan_id), ProtocolForm()
    plan = plans.load(row)
    if not any(phase.prescriptions for phase in plan.phases):
        form.form_errors.append("The plan is empty. Add an exercise first.")
        return _form(form, 422, plan_row=row)
    if not form.validate():
        return _form(form, 422, plan_row=row)
    name, who = form.name.data or "", form.who.data or ""
    kept = protocols.add(database.session(), access.me(), name, who, plan, database.now())
    return _kept(kept, f"{kept.name} is a protocol of the clinic now.")


def _form(form: ProtocolForm, code: int = 200, **more: Any) -> ResponseReturnValue:
    return render_template("protocols/form.html", form=form, **{"row": None, "plan_row": None, **more}), code
