"""Somebody who moves: authored postures -> solved skeletons, and every moment in between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from .angles import expanded, on_both_sides
from .build import build
from .contacts import Contacts, Pin
from .people import HELPER
from .script import Motion, Script
from .skeleton import Skeleton
from .solver import solve
from .vectors import Vector, Y, along, lerp, smoothstep, sub

WAIST_HEIGHT: Vector = (0.0, 60.0, 0.0)  # where the pelvis is before anything is solved
SOLE_FREE = ("leg3", "ankle_dorsiflexion", "ankle_inversion")  # what turns so that a sole stays
FEW = 14  # iterations from a moment that is nearly right
SOLE = {"heel": 0.0, "ball": 0.0, "toe": 0.6}  # cm of a joint above the sole
SUNK = 0.3  # cm below the ground that nobody sees
KEPT = 8  # casts at hand, half a megabyte each, for the other pose, side or style


class Actor:
    """One person in one motion; a helper knows the patient."""

    def __init__(self, motion: Motion, person: str, patient: Actor | None = None) -> None:
        self.motion, self.person, self.patient = motion, person, patient
        self._build = build(person)
        self._ends: dict[int, tuple[Skeleton, Contacts]] = {}
        self._moments: dict[float, Skeleton] = {}

    def _end(self, moment: int) -> tuple[Skeleton, Contacts]:
        """The solved start (0) or finish (1) and its contacts."""
        if moment not in self._ends:
            posture = self.motion.finish if moment else self.motion.start
            contacts = posture.contacts
            if self.patient:
                contacts = contacts.placed(self.patient.at(moment))
            skeleton = solve(posture.angles, self.motion.base, contacts, self._build, posture.hands, WAIST_HEIGHT)
            self._ends[moment] = skeleton, contacts
        return self._ends[moment]

    def misses(self, moment: float) -> dict[str, float]:
        skeleton, contacts = self._end(1 if moment > 0 else 0)
        return contacts.misses(skeleton)

    def at(self, moment: float) -> Skeleton:
        """The skeleton at a moment; contacts that both postures share are held on the way."""
        if moment <= 0 or moment >= 1:
            return self._end(1 if moment >= 1 else 0)[0]
        if moment not in self._moments:
            self._moments[moment] = self._between(moment)
        return self._moments[moment]

    def way(self, joint: str, moments: Sequence[float]) -> list[Vector]:
        """Where a joint passes: as solved half-way, and near that before and after. Enough for an arrow."""
        bulge = sub(self.at(0.5).joint(joint), self._passing(0.5).joint(joint))
        return [along(self._passing(t).joint(joint), bulge, _hump(smoothstep(t))) for t in moments]

    def _passing(self, moment: float) -> Skeleton:
        """The body on the way, without regard to contacts."""
        start, finish = self._end(0)[0], self._end(1)[0]
        t = smoothstep(moment)
        angles = {name: a + (finish.angles[name] - a) * t for name, a in start.angles.items()}
        for name, extra in on_both_sides(self.motion.via).items():
            angles[name] += _hump(t) * extra
        root = lerp(start.root, finish.root, t)
        return Skeleton(angles, self.motion.base, self._build, finish.hands, root, finish)

    def _between(self, moment: float) -> Skeleton:
        rough, t = self._passing(moment), smoothstep(moment)
        before, after = self._end(0)[1], self._end(1)[1]
        lifted = {side: _hump(t) * height for side, height in self.motion.swing.items()}
        shared, soles = before.shared(after, t, lifted), self._soles(t, lifted)
        contacts = _together(shared, soles)
        skeleton = solve(rough.angles, rough.base, contacts, self._build, rough.hands, rough.root, FEW)
        for _ in range(2):  # what lifts a heel may press down the toes
            if sunk := self._sunk(skeleton):
                contacts = _together(contacts, _held(sunk))
                skeleton = solve(skeleton.angles, rough.base, contacts, self._build, rough.hands, skeleton.root, FEW)
        return skeleton

    def _sunk(self, skeleton: Skeleton) -> list[Pin]:
        """What of the feet came below the ground on which they stand or step, pinned to it."""
        (start, before), (finish, after) = self._end(0), self._end(1)
        pins = []
        for side in sorted({joint[-1] for joint in before.soles | after.soles}):
            ground = min(end.joint(f"{name}_{side}")[1] - up for end in (start, finish) for name, up in SOLE.items())
            for name, above in SOLE.items():
                joint = f"{name}_{side}"
                if skeleton.joint(joint)[1] < ground + above - SUNK:
                    pins.append(Pin(("ground", joint), joint, (None, ground + above, None)))
        return pins

    def _soles(self, t: float, lifted: Mapping[str, float]) -> Contacts:
        """Heels and balls of feet that stand in both postures: what does not step stays, toes and all."""
        (start, before), (finish, after) = self._end(0), self._end(1)
        pins = []
        for joint in sorted(before.soles & after.soles):
            place = lerp(start.joint(joint), finish.joint(joint), t)
            pins.append(Pin(("sole", joint), joint, along(place, Y, lifted.get(joint[-1], 0.0))))
        return _held(pins)


def _held(pins: Sequence[Pin]) -> Contacts:
    """Points of the feet as contacts; what turns a foot is free."""
    return Contacts(tuple(pins), tuple(expanded(f"{group}_{pin.joint[-1]}" for pin in pins for group in SOLE_FREE)))


def _together(one: Contacts, other: Contacts) -> Contacts:
    return Contacts(one.given + other.given, tuple(sorted({*one.free, *other.free})))


def _hump(t: float) -> float:
    """0 at both ends, 1 half-way."""
    return 4 * t * (1 - t)


@lru_cache(maxsize=KEPT)
def cast(script: Script, person: str) -> tuple[Actor, ...]:
    """The patient and, where the exercise needs one, the helper."""
    patient = Actor(script.patient, person)
    if script.helper is None:
        return (patient,)
    return patient, Actor(script.helper, HELPER, patient)
