"""What all forms share: cleaned text, plain sentences, and errors that come from the rules."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    DecimalField,
    Field,
    Form,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.form import BaseForm
from wtforms.validators import DataRequired, Length, Optional, StopValidation, ValidationError

from hep.core.problem import Problem
from hep.handouts import unprintable

Validator = Callable[[Form, Field], None]

MOST_READ = 20_000  # letters of a text that are read and shown again: far more than any field takes
MOST_MARKS = 30  # signs above and below one letter; to compose more of them takes ever longer


def clean(text: Any) -> Any:
    """Text without invisible characters and outer blanks, in composed letters; line ends are one sign."""
    if not isinstance(text, str):
        return text
    text = text[:MOST_READ].replace("\r\n", "\n").replace("\r", "\n")
    text = unicodedata.normalize("NFC", "".join(_with_few_marks(text)))
    return "".join(c for c in text if c == "\n" or unicodedata.category(c)[0] != "C").strip()


def _with_few_marks(text: str) -> Iterator[str]:
    """The letters of a text, each with no more marks than any language has."""
    marks = 0
    for sign in text:
        marks = marks + 1 if unicodedata.category(sign)[0] == "M" else 0
        if marks <= MOST_MARKS:
            yield sign


def one_line(text: Any) -> Any:
    return re.sub(r"\s+", " ", cleaned) if isinstance(cleaned := clean(text), str) else cleaned


def printable(form: Form, field: Field) -> None:
    """Refuses letters that the handout's font does not have, instead of printing boxes."""
    if signs := unprintable(field.data or ""):
        raise ValidationError(f"The handout cannot print {' '.join(signs[:5])} yet. Write this in Latin letters.")


class AtMost(Length):
    """Not more than so many letters; a text that is too long is looked at no further."""

    def __init__(self, most: int):
        super().__init__(max=most, message=f"At most {most} letters fit here.")

    def __call__(self, form: BaseForm, field: StringField) -> None:
        try:
            super().__call__(form, field)
        except ValidationError as error:
            raise StopValidation(str(error)) from None


def text(
    label: str, required: str = "", most: int = 60, least: int = 0, prints: bool = True, **more: Any
) -> StringField:
    """One line of text; `required` is the sentence that asks for it."""
    return StringField(label, _checks(required, most, least, prints), [one_line], **more)


def lines(label: str, most: int, prints: bool = True, **more: Any) -> TextAreaField:
    """Several lines of text."""
    return TextAreaField(label, _checks("", most, 0, prints), [clean], **more)


def _checks(required: str, most: int, least: int, prints: bool) -> list[Any]:
    first = DataRequired(required) if required else Optional()
    checks: list[Any] = [first, AtMost(most)]
    if least:
        checks.append(Length(min=least, message=f"At least {least} letters."))
    return [*checks, printable] if prints else checks


PICK = "Choose one of these."
SIDES = {"left": "Left", "right": "Right", "both": "Both"}


def choice(label: str, choices: Mapping[str, str] | None = None, **more: Any) -> SelectField:
    """One of several, in a list that opens; the keys of `choices` are sent."""
    return SelectField(label, choices=choices, invalid_choice_message=PICK, **more)  # type: ignore[arg-type, call-arg]


def radio(label: str, choices: Mapping[str, str], pick: str = PICK, **more: Any) -> RadioField:
    """One of a few, all in sight; `pick` is what is said where none is chosen."""
    return RadioField(label, choices=choices, invalid_choice_message=pick, **more)  # type: ignore[arg-type, call-arg]


def side_treated() -> RadioField:
    """Never chosen beforehand: one hurried press would treat the wrong leg."""
    return radio("Side that is treated", SIDES, "Choose the side that is treated.")


class Several(SelectMultipleField):
    """Any number of a few."""

    def pre_validate(self, form: BaseForm) -> None:
        if not {*(self.data or ())} <= {value for value, *_ in self.iter_choices()}:
            raise ValidationError("Choose some of these.")


class WholeNumber(IntegerField):
    """A whole number; says what to write when it is not one."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.raw_data = valuelist = [one_line(typed) for typed in valuelist]  # what is shown again
        if not valuelist or not valuelist[0]:
            self.data = None
            return
        typed = valuelist[0]
        if not re.fullmatch(r"\d{1,7}", typed, re.ASCII):
            self.data = None
            raise ValueError("Write a whole number with digits, for example 10.")
        self.data = int(typed)


class Weight(DecimalField):
    """Kilograms, with half ones."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.raw_data = valuelist = [one_line(typed) for typed in valuelist]  # what is shown again
        typed = valuelist[0].replace(",", ".") if valuelist else ""
        if typed and not re.fullmatch(r"\d{1,3}(\.\d)?", typed, re.ASCII):
            self.data = None
            raise ValueError("Write kilograms like 2 or 2.5.")
        self.data = float(typed) if typed else None  # type: ignore[assignment]


def in_sight(day: date) -> bool:
    """Whether a day is none that somebody mistyped."""
    return date(1900, 1, 1) <= day <= date(2200, 1, 1)


class Day(DateField):
    """A date as browsers send it, or as people type it."""

    def __init__(self, label: str, **more: Any):
        super().__init__(label, format=["%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%d %b %Y"], **more)

    def process_formdata(self, valuelist: list[str]) -> None:
        self.raw_data = valuelist = [one_line(typed) for typed in valuelist]  # what is shown again
        if not valuelist or not valuelist[0]:
            self.data = None
            return
        try:
            super().process_formdata(valuelist[:1])
        except ValueError:
            raise ValueError("Write the date like 2026-12-06.") from None
        if self.data and not in_sight(self.data):
            raise ValueError("Choose a date in this century.")


class HepForm(FlaskForm):  # type: ignore[misc]
    """A form whose errors can also come from the rules of the core."""

    def refuse(self, problems: Iterable[Problem]) -> None:
        """Puts the sentences of the rules beside their fields; what has no field stands above the form."""
        for problem in problems:
            if problem.field in self._fields:
                field = self._fields[problem.field]
                field.errors = [*field.errors, problem.sentence]
            else:
                self.form_errors.append(problem.sentence)

    @property
    def summary(self) -> list[tuple[str, str]]:
        """(id of the field, sentence) of everything that is wrong, in the order of the fields."""
        found = [(field.id, str(error)) for field in self._fields.values() for error in _flat(field.errors)]
        return [*(("", str(error)) for error in self.form_errors), *found]


def _flat(errors: Any) -> list[str]:
    if isinstance(errors, dict):
        return [sentence for nested in errors.values() for sentence in _flat(nested)]
    return [sentence for one in errors for sentence in ([one] if isinstance(one, str) else _flat(one))]
