"""Many handouts at once: today's patients, or a class; one after the other, and what is finished is kept."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms.validators import ValidationError

from hep import issuing, many
from hep.core.plan import Plan
from hep.core.sides import PlanSide
from hep.core.start_plan import from_protocol
from hep.handouts import CannotPrint
from hep.records import handouts, patients
from hep.records.model import HandoutRow, PlanRow
from hep.web import access, database, errors
from hep.web.drafting import protocol_named, protocols_to_begin_with
from hep.web.forms import SIDES, HepForm, Several, WholeNumber, choice, radio

pages = Blueprint("print_many", __name__)

LISTED = 200  # patients that a class can be chosen from


@dataclass(frozen=True, slots=True)
class Made:
    """One handout of many: its number, or why there is none and where that is mended."""

    name: str
    number: int = 0
    problem: str = ""
    mend: str = ""


class ClassForm(HepForm):
    protocol = choice("Protocol")
    patient = Several("Patients")
    copies = WholeNumber("Copies without a name")
    side = radio("Side of the copies", SIDES, default="both")

    @classmethod
    def ready(cls) -> "ClassForm":
        form, me = cls(), access.me()
        form.protocol.choices = protocols_to_begin_with()
        listed = patients.names(database.session(), me.clinic_id, LISTED)
        form.patient.choices = {str(id): name for id, name in listed}
        return form

    def validate_copies(self, field: WholeNumber) -> None:
        chosen = len(self.patient.data or ()) + (field.data or 0)
        if not field.errors and not 1 <= chosen <= many.MOST:
            raise ValidationError(f"Choose 1 to {many.MOST}: patients, copies without a name, or both.")


def _today() -> list[PlanRow]:
    return many.todays_plans(database.session(), access.me().clinic_id, database.now())


@pages.get("/print")
def choose() -> ResponseReturnValue:
    return _page(ClassForm.ready())


def _page(form: ClassForm, code: int = 200) -> tuple[str, int]:
    session, me, now = database.session(), access.me(), database.now()
    today = [many.next_of(session, me, row, database.library(), now) for row in _today()]
    return render_template("print/choose.html", today=today, form=form, most=many.MOST), code


@pages.post("/print/today")
def do_today() -> ResponseReturnValue:
    """Prints the chosen plans of today: a new version of what changed, the same paper of what did not."""
    chosen = set(request.form.getlist("plan"))
    rows = [row for row in _today() if str(row.id) in chosen]
    if not rows:
        flash("Choose at least one patient, then print.")
        return redirect(url_for("print_many.choose"))
    ids = [(row.id, row.patient.name) for row in rows]
    return _told([_made(name, _of_plan(id), url_for("printing.preview", plan_id=id)) for id, name in ids])


def _of_plan(plan_id: int) -> Callable[[], HandoutRow]:
    def print_it() -> HandoutRow:
        row = access.plan_of(plan_id)
        return many.issue_or_reprint(database.session(), access.me(), row, database.gallery(), database.now())

    return print_it


@pages.post("/print/class")
def do_class() -> ResponseReturnValue:
    """One protocol for several patients, or in copies without a name."""
    form = ClassForm.ready()
    if not form.validate():
        return _page(form, 422)
    return _told(list(_class(form)))


def _class(form: ClassForm) -> Iterator[Made]:
    library, side = database.library(), form.side.data
    protocol = protocol_named(form.protocol.data) or abort(404)

    def plan_for(side: PlanSide) -> Plan:
        return from_protocol(protocol, side, library)

    for id in form.patient.data or ():
        begin = url_for("plans.new", patient_id=int(id), protocol=protocol.id)
        yield _made(dict(form.patient.choices)[id], _for_patient(int(id), plan_for), begin)  # type: ignore[arg-type]
    # A script asks for the copies one by one.
    first = min(max(request.form.get("first", 1, int), 1), many.MOST)
    for n in range(first, first + (form.copies.data or 0)):
        yield _made(many.copy_name(n), _copy(n, side, plan_for), url_for("protocols.index"))


def _for_patient(patient_id: int, plan_for: many.PlanFor) -> Callable[[], HandoutRow]:
    def print_it() -> HandoutRow:
        patient, session = access.patient_of(patient_id), database.session()
        return many.of_class(session, access.me(), patient, plan_for, database.gallery(), database.now())

    return print_it


def _copy(n: int, side: PlanSide, plan_for: many.PlanFor) -> Callable[[], HandoutRow]:
    def print_it() -> HandoutRow:
        session, me = database.session(), access.me()
        return many.copy_of_class(session, me, n, side, plan_for, database.gallery(), database.now())

    return print_it


def _made(name: str, print_it: Callable[[], HandoutRow], mend: str) -> Made:
    """One handout, kept at once: what fails after it takes nothing back."""
    try:
        number = print_it().number
    except (issuing.Blocked, CannotPrint) as error:
        if isinstance(error, CannotPrint):
            errors.note(error)
        database.session().rollback()
        return Made(name, problem=str(error), mend=mend)
    database.commit()
    return Made(name, number)


def _told(made: list[Made]) -> ResponseReturnValue:
    """To a script as data; else a page with what is ready, and with what could not be made."""
    if request.accept_mimetypes.best == "application/json":
        return {"made": [asdict(one) for one in made]}
    numbers = [one.number for one in made if one.number]
    if len(numbers) == len(made):
        return redirect(url_for("print_many.ready", numbers=_listed(numbers)))
    return _ready(numbers, [one for one in made if one.problem]), 200 if numbers else 422


def _listed(numbers: list[int]) -> str:
    return " ".join(str(number) for number in sorted(numbers))


def _asked() -> list[int]:
    said = request.args.get("numbers", "").split()
    return [int(one) for one in said if one.isascii() and one.isdigit() and len(one) < 10][:100]


def _ready(numbers: list[int], problems: list[Made]) -> str:
    found = handouts.of_numbers(database.session(), access.me().clinic_id, numbers)
    return render_template("print/ready.html", found=found, numbers=_listed(list(found)), problems=problems)


@pages.get("/print/ready")
def ready() -> ResponseReturnValue:
    """What was printed together, to take along."""
    return _ready(_asked(), [])


@pages.get("/print/handouts.pdf")
def one_pdf() -> ResponseReturnValue:
    return _taken(many.as_one_pdf, "pdf")


@pages.get("/print/handouts.zip")
def archive() -> ResponseReturnValue:
    return _taken(many.as_zip, "zip")


def _taken(pack: Callable[[Session, Mapping[int, HandoutRow]], bytes], kind: str) -> ResponseReturnValue:
    found = handouts.of_numbers(database.session(), access.me().clinic_id, _asked())
    if not found:
        return redirect(url_for("print_many.choose"))
    response = Response(pack(database.session(), found), mimetype=f"application/{kind}")
    how = "inline" if kind == "pdf" else "attachment"
    response.headers["Content-Disposition"] = f'{how}; filename="handouts.{kind}"'
    return response
