"""A plan to begin with: empty, or from a protocol."""

from hep.core.dose_advice import usual_dose
from hep.core.library import Library, Protocol
from hep.core.plan import Phase, Plan
from hep.core.sides import OTHER, PlanSide


def from_protocol(protocol: Protocol, side: PlanSide, library: Library) -> Plan:
    """The protocol as a plan for a side: a draft that the therapist edits."""
    plan = Plan(
        title=protocol.name,
        side=side,
        mechanisms=protocol.mechanisms,
        phases=tuple(
            Phase(f"phase-{number}", phase.name, phase.weeks, phase.criteria)
            for number, phase in enumerate(protocol.phases, 1)
        ),
    )
    for number, phase in enumerate(protocol.phases, 1):
        for row in phase.prescriptions:
            exercise = library.exercises[row.exercise]
            mechanism = exercise.answers(protocol.mechanisms)
            plan = plan.add(f"phase-{number}", exercise.id, exercise.usual_side(side), row.dose, mechanism, row.note)
    return plan


def prescribed(exercise_id: str, plan: Plan, phase: str, library: Library) -> Plan:
    """The plan with an exercise added at the usual dose for its irritability, for the side that is treated."""
    exercise = library.exercises[exercise_id]
    answered = {p.mechanism for p in plan.prescriptions()}
    wanted = [m for m in plan.mechanisms if m not in answered] + list(plan.mechanisms)
    dose = usual_dose(exercise, plan.irritability)
    return plan.add(phase, exercise_id, exercise.usual_side(plan.side), dose, exercise.answers(wanted))


def for_side(plan: Plan, side: PlanSide, library: Library) -> Plan:
    """The plan for another side: what is done on one leg changes to the other, or takes the side that is usual."""
    if side == plan.side:
        return plan
    mirrors = plan.side in OTHER and side in OTHER
    for one in plan.prescriptions():
        exercise = library.exercises.get(one.exercise)
        if mirrors:
            plan = plan.change(one.key, side=OTHER.get(one.side, one.side))
        elif exercise and exercise.one_sided:
            plan = plan.change(one.key, side=exercise.usual_side(side))
    return plan.described(side=side)
