"""How a handout is printed: in which layout, on which paper, with which parts."""

import json
from dataclasses import asdict, dataclass, fields
from typing import Literal, get_args

from hep.core.plan import MOST_PHASES
from hep.core.problem import Problem, Refused

Paper = Literal["A4", "Letter"]
LogWeeks = Literal[0, 2, 4]
PAPERS: tuple[Paper, ...] = get_args(Paper)
LOG_WEEKS: tuple[LogWeeks, ...] = get_args(LogWeeks)


@dataclass(frozen=True, slots=True)
class Options:
    """The therapist's choices for one handout. They are part of the `Handout`, so that a reprint makes the same again.

    `compose(plan, library, ..., options=Options(layout="large-print", paper="Letter", log_weeks=4))` words a handout,
    `render(handout)` prints it as its options say. `log_weeks` 0 leaves the log out; `education` adds what the patient
    may notice and what helps; `phases` are keys of the plan's phases in the order of printing, none of them: where the
    patient stands. A form hands in its values and shows the sentences of `Refused` beside its fields; `as_json` and
    `from_json` keep options in a column.
    """

    layout: str = "standard"
    paper: Paper = "A4"
    log_weeks: LogWeeks = 2
    education: bool = False
    phases: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        problems = []
        if self.paper not in PAPERS:
            problems.append(Problem("paper", f"Handouts are printed on {' or '.join(PAPERS)}, not on “{self.paper}”."))
        if self.log_weeks not in LOG_WEEKS:
            problems.append(Problem("log_weeks", "Choose a log of two weeks, of four weeks, or none."))
        if len(self.phases) != len(set(self.phases)) or len(self.phases) > MOST_PHASES:
            problems.append(Problem("phases", "Choose each phase once."))
        if problems:
            raise Refused(problems)

    def as_json(self) -> str:
        """The options as canonical JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "Options":
        """What `as_json` wrote; what is not said there is as usual. Raises ValueError for any other text."""
        try:
            said = json.loads(text)
            unknown = said.keys() - {field.name for field in fields(cls)}
        except (AttributeError, json.JSONDecodeError):
            raise ValueError("These are no options of a handout.") from None
        if unknown:
            raise ValueError(f"A handout has no option “{min(unknown)}”.")
        if "phases" in said:
            said["phases"] = tuple(said["phases"])
        return cls(**said)
