"""The protocols: ready plans to look into, and to begin a patient's plan from."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from hep.core.burden import Burden, burden
from hep.core.library import Library, Protocol
from hep.core.precautions import ruled_out
from hep.core.start_plan import from_protocol
from hep.records import patients
from hep.web import access, database
from hep.web.forms import one_line
from hep.web.library import codes_of, working_plan

pages = Blueprint("protocols", __name__)

PICTURED = 3  # exercises whose pictures stand for a protocol


@dataclass(frozen=True, slots=True)
class Inside:
    """A protocol with what each of its phases asks, and the exercises of each that some precautions rule out."""

    protocol: Protocol
    burdens: Sequence[Burden]
    out: Sequence[Sequence[str]]

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
        firsts = list(dict.fromkeys(phase.prescriptions[0].exercise for phase in self.protocol.phases))
        return list(dict.fromkeys([*firsts, *self.exercises]))[:PICTURED]


def inside(protocol: Protocol, codes: Sequence[str], library: Library) -> Inside:
    plan = from_protocol(protocol, "right", library)
    return Inside(
        protocol,
        [burden(phase, library) for phase in plan.phases],
        [
            [row.exercise for row in phase.prescriptions if ruled_out(library.exercises[row.exercise], codes, library)]
            for phase in protocol.phases
        ],
    )


@pages.get("/protocols")
def index() -> ResponseReturnValue:
    """All, or those that hold every word: in the name, the purpose, a phase, an exercise, a mechanism."""
    library, words, plan = database.library(), one_line(request.args.get("q", ""))[:100], working_plan()
    found = [one for one in library.protocols.values() if _holds(one, words, library)]
    return render_template(
        "protocols/index.html", found=[inside(one, codes_of(plan), library) for one in found], words=words, plan=plan
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


@pages.get("/protocols/<protocol>")
def show(protocol: str) -> ResponseReturnValue:
    library, plan = database.library(), working_plan()
    one = library.protocols.get(protocol) or abort(404)
    return render_template("protocols/show.html", inside=inside(one, codes_of(plan), library), plan=plan)


@pages.get("/protocols/<protocol>/begin")
def begin(protocol: str) -> ResponseReturnValue:
    """For whom? The answer leads to the form of a new plan, with the protocol chosen."""
    one = database.library().protocols.get(protocol) or abort(404)
    words = one_line(request.args.get("q", ""))[:100]
    found = patients.find(database.session(), access.me().clinic_id, words, page=request.args.get("page", 1, int))
    return render_template("protocols/begin.html", protocol=one, found=found, words=words)
