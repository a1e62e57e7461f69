"""A dose in the words of a patient: big numbers with small units, no sums, no signs."""

from collections.abc import Iterator, Mapping
from typing import Any

from hep.core.dose import Dose
from hep.handouts.value import Amount, Count, Dosage

SHORT_REST_S = 30  # a rest up to this needs no word
MOST_AMOUNTS = 3  # fields of the dose frame before "times a day"
COUNTED_ONCE = ("minutes", "metres")  # `Exercise.counts` that name no repetition


def worded(dose: Dose, counts: str, each_leg: bool, words: Mapping[str, Any]) -> Dosage:
    """The dose of an exercise; `counts` is what a repetition is, `each_leg` whether both legs take it in turn."""
    return _Wording(dose, counts, each_leg, words).dosage()


class _Wording:
    def __init__(self, dose: Dose, counts: str, each_leg: bool, words: Mapping[str, Any]):
        self.dose, self.each_leg, self.words = dose, each_leg, words
        self.counts = "reps" if counts in COUNTED_ONCE else counts
        # "3 rounds of 1 time" is said as "3 times".
        self.single = dose.reps == 1 and dose.sets > 1 and not dose.reps_goal
        self.rounds, self.times = (1, dose.sets) if self.single else (dose.sets, dose.reps)

    def dosage(self) -> Dosage:
        dose = self.dose
        main = list(self._main())
        side = list(self._beside())
        room = MOST_AMOUNTS - len(main) - (self.single and self.each_leg)  # "3 times each leg" is wider than "3 rounds"
        often = [self._amount(dose.per_day, "a_day"), self._days()]
        return Dosage(
            amounts=(*main, *(amount for amount, _ in side[:room]), *often),
            more=(*self._goals(), *(sentence for _, sentence in side[room:]), *self._manner()),
            how_much=self._how_much(),
            how_often=self._how_often(),
            count=self._count(),
        )

    def _count(self) -> Count:
        dose = self.dose
        return Count(
            rounds=self.rounds,
            times=self.times,
            hold=dose.hold_s,
            minutes=dose.minutes,
            metres=dose.distance_m,
            steps=dose.steps,
            cadence=dose.cadence or 0,
            goal=dose.reps_goal or 0,
            minutes_goal=dose.minutes_goal or 0,
            hold_goal=dose.hold_goal_s or 0,
            rest=dose.rest_s if dose.rest_s > SHORT_REST_S and dose.sets > 1 else 0,
            weight=f"{dose.load_kg:g}" if dose.load_kg else "",
            a_day=dose.per_day,
            days=dose.days_per_week,
        )

    # -- the frame

    def _main(self) -> Iterator[Amount]:
        """Rounds and what a round is."""
        if self.rounds > 1 or (self.times and not self.single):
            yield self._amount(self.rounds, "rounds")
        yield self._one_round()

    def _one_round(self) -> Amount:
        dose = self.dose
        if dose.reps:
            amount = self._amount(self.times, self.counts)
            return Amount(amount.number, f"{amount.unit} {self.words['each_leg']}") if self.each_leg else amount
        if dose.minutes:
            return self._amount(dose.minutes, "minutes")
        return self._amount(dose.distance_m, "metres") if dose.distance_m else self._amount(dose.steps, "steps")

    def _beside(self) -> Iterator[tuple[Amount, str]]:
        """What else has a number, most needed first: as a field of the frame, and as a sentence for want of room."""
        dose, more = self.dose, self.words["more"]
        if dose.hold_s:
            hold = self._length(dose.hold_s, "hold")
            yield hold, _sentence(hold)
        if dose.reps and dose.minutes:
            minutes = self._amount(dose.minutes, "minutes")
            yield minutes, more["minutes"].format(amount=_said(minutes))
        if dose.distance_m and (dose.reps or dose.minutes):
            distance = self._amount(dose.distance_m, "metres")
            yield distance, more["distance"].format(amount=_said(distance))
        if dose.steps and (dose.reps or dose.minutes or dose.distance_m):
            steps = self._amount(dose.steps, "steps")
            yield steps, more["distance"].format(amount=_said(steps))
        if dose.cadence:
            cadence = self._amount(dose.cadence, "cadence")
            yield cadence, more["cadence"].format(amount=_said(cadence))
        if dose.rest_s > SHORT_REST_S and dose.sets > 1:
            sentence = more["rest_times" if self.single else "rest"]
            yield self._length(dose.rest_s, "rest"), sentence.format(amount=_said(self._length(dose.rest_s, "seconds")))

    def _days(self) -> Amount:
        if self.dose.days_per_week == 7:
            return Amount(self.words["every"], self.words["every_day"])
        return self._amount(self.dose.days_per_week, "days")

    # -- the sentences below it

    def _goals(self) -> Iterator[str]:
        dose, more = self.dose, self.words["more"]
        if dose.reps_goal:
            yield more["goal"].format(amount=_said(self._amount(dose.reps_goal, self.counts)))
        if dose.minutes_goal:
            yield more["goal"].format(amount=_said(self._amount(dose.minutes_goal, "minutes")))
        if dose.hold_goal_s:
            yield more["hold_goal"].format(amount=_said(self._length(dose.hold_goal_s, "seconds")))

    def _manner(self) -> Iterator[str]:
        dose, more = self.dose, self.words["more"]
        if self.each_leg and not dose.reps:
            yield more["each_leg"]
        if dose.reps and self.counts == "lifts-both-legs":
            yield more["lifts"]
        if dose.load_kg:
            yield more["weight"].format(kg=f"{dose.load_kg:g}")
        if dose.tempo:
            seconds = [int(part) for part in dose.tempo.split("-")]
            parts = [
                part.format(amount=_said(self._amount(n, "seconds")))
                for part, n in zip(more["tempo_parts"], seconds, strict=True)
                if n
            ]
            if parts:
                yield more["tempo"].format(parts=", ".join(parts))

    # -- the table

    def _how_much(self) -> str:
        dose, patterns = self.dose, self.words["how_much"]
        amount = self._one_round()
        said = _said(amount)
        if self.rounds > 1:
            # "3 rounds of 10": what is counted goes without saying unless it is not simply a time.
            if dose.reps and self.counts in ("reps", "holds"):
                said = f"{amount.number} {self.words['each_leg']}" if self.each_leg else amount.number
            return str(patterns["rounds"].format(rounds=_said(self._amount(self.rounds, "rounds")), amount=said))
        if dose.minutes and dose.distance_m and not dose.reps:
            said += f", {_said(self._amount(dose.distance_m, 'metres'))}"
        if dose.hold_s:
            said = patterns["hold"].format(amount=said, hold=_said(self._length(dose.hold_s, "seconds")))
        return said

    def _how_often(self) -> str:
        dose = self.dose
        days = _said(self._days())
        return days if dose.per_day == 1 else f"{days}, {_said(self._amount(dose.per_day, 'reps'))}"

    # -- numbers and units

    def _amount(self, number: int, unit: str) -> Amount:
        one, many = self.words["units"][unit]
        return Amount(str(number), one if number == 1 else many)

    def _length(self, seconds: int, unit: str) -> Amount:
        """Seconds, or minutes where they come out even and a clock says them better."""
        if seconds < 120 or seconds % 60:
            return self._amount(seconds, unit)
        return self._amount(seconds // 60, "minutes" if unit == "seconds" else f"{unit}_minutes")


def _said(amount: Amount) -> str:
    return f"{amount.number} {amount.unit}"


def _sentence(amount: Amount) -> str:
    return f"{_said(amount)}."
