"""Reads a YAML file into frozen dataclasses, and finds everything that is wrong with it, each finding with its line."""

import json
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from types import GenericAlias
from typing import Any, TypeVar, cast

import yaml
from pydantic import ConfigDict, TypeAdapter, ValidationError

LARGEST = 8_000_000  # bytes; the shipped library is a tenth of it
DEEPEST = 60  # parts in parts; libyaml would run out of stack, and of the process, at some ten thousand
LARGEST_NUMBER = 10**12
Value = TypeVar("Value")
Where = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend in the file."""

    file: str
    line: int
    entry: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.entry + ': ' if self.entry else ''}{self.sentence}"


class Unreadable(Exception):
    """The file cannot be used; `findings` say all that is wrong, in the order of the lines."""

    def __init__(self, findings: list[Finding]):
        self.findings = sorted(findings, key=lambda finding: finding.line)
        super().__init__("\n".join(str(finding) for finding in self.findings))


class YamlFile:
    """The text of a file as plain values, and the line of each of them. Raises `Unreadable`."""

    def __init__(self, path: Path):
        self.name = path.name
        try:
            size = path.stat().st_size
            if size > LARGEST:
                raise self._unreadable(1, f"The file has {size} bytes; at most {LARGEST} are read.")
            self.text = text = path.read_text("utf-8")
            self.values = _values(text)
        except OSError as error:
            raise self._unreadable(1, f"The file cannot be read: {error.strerror}.") from None
        except UnicodeDecodeError:
            raise self._unreadable(1, "The file is not text in UTF-8; save it as UTF-8.") from None
        except yaml.MarkedYAMLError as error:
            mark = _mark(error)
            raise self._unreadable(mark.line + 1 if mark else 1, _yaml_sentence(error)) from None
        except yaml.reader.ReaderError as error:
            line = text.encode()[: error.position].count(b"\n") + 1
            raise self._unreadable(line, f"There is a character that is no text: {error.reason}.") from None

    def _unreadable(self, line: int, sentence: str) -> Unreadable:
        return Unreadable([Finding(self.name, line, "", sentence)])

    def read(self, form: type[Value], values: Any = None) -> Value:
        """The values as a dataclass; raises `Unreadable` with everything that does not fit its form."""
        if not isinstance(self.values, dict):
            raise self._unreadable(1, "The file is a mapping: names, a colon, and what belongs to them.")
        try:
            text = json.dumps([self.values if values is None else values])
            return cast(Value, _adapter(cast(Hashable, form)).validate_json(text)[0])
        except ValidationError as error:
            raise Unreadable([self.finding(where, sentence) for where, sentence in _sentences(error)]) from None

    def finding(self, where: Where, sentence: str) -> Finding:
        entry = "/".join(str(step) for step in where[:2])
        return Finding(self.name, self._line(where), entry, sentence)

    @cached_property
    def _root(self) -> Any:
        """The file once more, with the places: only what is wrong with a file needs them."""
        return yaml.compose(self.text, yaml.CSafeLoader)

    def _line(self, where: Where) -> int:
        """The line of the deepest part of `where` that the file has."""
        node, line = self._root, 1
        for step in where:
            if isinstance(node, yaml.MappingNode):
                found = [(key, value) for key, value in node.value if key.value == step]
                if not found:
                    break
                line, node = found[0][0].start_mark.line + 1, found[0][1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                line = node.start_mark.line + 1
            else:
                break
        return line


@cache
def _adapter(form: Hashable) -> TypeAdapter[Any]:
    # A tuple, because settings given here reach plain dataclasses only inside another type.
    return TypeAdapter(cast(type[Any], GenericAlias(tuple, (form,))), config=ConfigDict(extra="forbid", strict=True))


def _values(text: str) -> Any:
    """The plain values of a text, in one pass over its events: three times as fast as by nodes, and start is short.

    Raises on anchors, of which a few lines could unfold to gigabytes, on tags, on a key that stands twice, and on parts
    nested without end. A date stays as it is written, so that a wrong one has its line.
    """
    whole: list[Any] = []
    inside: list[Any] = [whole]  # the parts that are open; the last is the innermost
    keys: list[str | None] = [None]  # of each open part, the key that waits for its value
    for event in yaml.parse(text, yaml.CSafeLoader):
        kind = type(event)
        if kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            inside.pop()
            keys.pop()
            continue
        if kind is yaml.DocumentStartEvent and whole:
            raise _error("a second document begins here", event.start_mark)
        if not isinstance(event, yaml.NodeEvent):
            continue
        if event.anchor:
            raise _error("anchors are not used here", event.start_mark)
        if getattr(event, "tag", None):
            raise _error("tags are not used here", event.start_mark)
        part = inside[-1]
        if isinstance(part, dict) and keys[-1] is None:
            keys[-1] = _key(event, part)
            continue
        value = _scalar(event) if kind is yaml.ScalarEvent else {} if kind is yaml.MappingStartEvent else []
        if isinstance(part, dict):
            part[keys[-1]], keys[-1] = value, None
        else:
            part.append(value)
        if kind is not yaml.ScalarEvent:
            inside.append(value)
            keys.append(None)
            if len(inside) > DEEPEST + 1:
                raise _error("parts are nested too deep", event.start_mark)
    return whole[0] if whole else None


def _key(event: Any, part: Mapping[str, Any]) -> str:
    if not isinstance(event, yaml.ScalarEvent):
        raise _error("a key is a plain word", event.start_mark)
    if event.value in part:
        raise _error(f"“{event.value}” stands here twice", event.start_mark)
    return str(event.value)


def _scalar(event: Any) -> Any:
    if event.style or event.value[:1] not in RESOLVERS:
        return event.value
    try:
        value = _plain(event.value)
    except ValueError:  # a number of thousands of digits
        value = LARGEST_NUMBER + 1
    if isinstance(value, int) and abs(value) > LARGEST_NUMBER:
        raise _error("this number is too large", event.start_mark)
    return value


# The forms of numbers, true, false and null by their first letter.
KINDS = {f"tag:yaml.org,2002:{kind}": kind for kind in ("bool", "int", "float", "null")}
RESOLVERS = {
    letter: [(tag, form) for tag, form in forms if tag in KINDS]
    for letter, forms in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


@lru_cache(maxsize=4096)
def _plain(text: str) -> Any:
    """What an unquoted word means in YAML."""
    for tag, form in RESOLVERS[text[:1]]:
        if form.match(text):
            return yaml.constructor.SafeConstructor().construct_object(yaml.ScalarNode(tag, text))
    return text


def _error(problem: str, mark: Any) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=mark)


def _mark(error: yaml.MarkedYAMLError) -> yaml.Mark | None:
    """Where the error is; of what is never closed, where it begins."""
    if error.context_mark and "end of stream" in (error.problem or ""):
        return error.context_mark
    return error.problem_mark or error.context_mark


def _yaml_sentence(error: yaml.MarkedYAMLError) -> str:
    mark = _mark(error)
    what = (error.problem or "it cannot be read").replace("found character '\\t'", "found a tab")
    column = f", column {mark.column + 1}" if mark else ""
    return f"YAML{column}: {what}. Indent with spaces, and quote a text that holds “: ” or begins with a sign."


def _sentences(error: ValidationError) -> Iterator[tuple[Where, str]]:
    """What pydantic found, as a place in the file and a sentence."""
    for one in error.errors(include_url=False):
        where = tuple(step for step in one["loc"][1:] if step != "[key]")
        name = f"`{where[-1]}`" if where else "The file"
        given = one.get("input")
        shown = "" if isinstance(given, Mapping | list) else f", not {json.dumps(given, ensure_ascii=False)}"
        match one["type"]:
            case "missing":
                yield where, f"{name} is missing."
            case "unexpected_keyword_argument" | "extra_forbidden":
                yield where, f"{name} is not known here; check the spelling."
            case "literal_error":
                yield where, f"{name} is one of {one['ctx']['expected'].replace(' or ', ', ')}{shown}."
            case "value_error":
                yield where, str(one["ctx"]["error"])
            case "string_type":
                yield where, f"{name} is a text{shown}; quote it if it looks like a number, a date or yes/no."
            case "int_type" | "int_from_float":
                yield where, f"{name} is a whole number{shown}."
            case "float_type":
                yield where, f"{name} is a number{shown}."
            case "bool_type":
                yield where, f"{name} is true or false{shown}."
            case "date_type" | "date_parsing" | "date_from_datetime_parsing" | "date_from_datetime_inexact":
                yield where, f"{name} is a date as year-month-day, such as 2026-11-22{shown}."
            case "tuple_type" | "list_type":
                yield where, f"{name} is a list{shown}."
            case "dict_type" | "mapping_type" | "dataclass_type" | "dataclass_exact_type":
                yield where, f"{name} has parts of its own, each on a line below it{shown}."
            case _:
                yield where, f"{name}: {one['msg']}{shown}."
