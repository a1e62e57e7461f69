"""A value of a pose together with the place where it stands, so that every mistake can be found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any, NoReturn

from .contacts import Target
from .vectors import Vector


class PoseError(ValueError):
    """A pose that cannot be drawn: `where` is its place in the entry, the sentence says what is wrong."""

    def __init__(self, where: str, sentence: str) -> None:
        super().__init__(f"{where}: {sentence}" if where else sentence)
        self.where, self.sentence = where, sentence


class Reader:
    """A value of the entry together with the place where it stands."""

    def __init__(self, where: str, value: Any) -> None:
        self.where, self.value = where, value

    def inner(self, key: str) -> Reader:
        """What stands under a key, None if nothing does."""
        return Reader(f"{self.where}.{key}".strip("."), self.mapping().get(key))

    def items(self) -> Iterable[tuple[str, Reader]]:
        return ((key, self.inner(key)) for key in self.mapping())

    def rows(self) -> list[Reader]:
        """The entries of a list, none if it is left out."""
        if self.value is None:
            return []
        if not isinstance(self.value, list | tuple):
            self.fail("This must be a list.")
        return [Reader(f"{self.where}.{i}", value) for i, value in enumerate(self.value)]

    def mapping(self) -> Mapping[str, Any]:
        if self.value is None:
            return {}
        if not isinstance(self.value, Mapping):
            self.fail("This must be a mapping.")
        return self.value

    def only(self, *known: str) -> None:
        for key in self.mapping():
            self.inner(str(key)).word(key, known, "setting")

    def word(self, value: Any, known: Iterable[str], noun: str) -> str:
        """One of the known words."""
        known = tuple(known)
        if value in known:
            return str(value)
        near = get_close_matches(str(value), known, 1, 0.6)
        hint = f"Did you mean {near[0]}?" if near else f"Known are {', '.join(known)}."
        self.fail(f"There is no {noun} '{value}'. {hint}")

    def number(self, low: float = -1000, high: float = 1000) -> float:
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            self.fail(f"This must be a number, not '{self.value}'.")
        if not low <= self.value <= high:
            self.fail(f"{self.value:g} is outside the range from {low:g} to {high:g}.")
        return float(self.value)

    def vector(self) -> Vector:
        x, y, z = self._three()
        return x.number(), y.number(), z.number()

    def target(self) -> Target:
        """Three numbers, of which null is free."""
        x, y, z = (None if part.value is None else part.number() for part in self._three())
        return x, y, z

    def pair(self, default: tuple[float, float]) -> tuple[float, float]:
        if self.value is None:
            return default
        rows = self.rows()
        if len(rows) != 2:
            self.fail("This must be two numbers.")
        return rows[0].number(), rows[1].number()

    def _three(self) -> list[Reader]:
        rows = self.rows()
        if len(rows) != 3:
            self.fail("This must be three numbers: x, y, z in cm.")
        return rows

    def fail(self, sentence: str) -> NoReturn:
        raise PoseError(self.where, sentence)
