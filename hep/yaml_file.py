"""Reads a YAML file into frozen dataclasses, and finds everything that is wrong with it, each finding with its line."""

import json
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import GenericAlias
from typing import Any, ClassVar, TypeVar, cast

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
            text = path.read_text("utf-8")
            _refuse_traps(text)
            loader = _Loader(text)
            self.root = loader.get_single_node()
            self.values = loader.construct_document(self.root) if self.root else None
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

    def _line(self, where: Where) -> int:
        """The line of the deepest part of `where` that the file has."""
        node, line = self.root, 1
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


class _Loader(yaml.CSafeLoader):
    """Plain YAML only: each key once. A date stays as it is written, so that a wrong one has its line."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {  # type: ignore[misc]
        letter: [(tag, form) for tag, form in resolvers if not tag.endswith(":timestamp")]
        for letter, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_object(self, node: Any, deep: bool = False) -> Any:
        try:
            value = super().construct_object(node, deep)
        except ValueError:  # a number of thousands of digits
            value = LARGEST_NUMBER + 1
        if isinstance(value, int) and abs(value) > LARGEST_NUMBER:
            raise _error("this number is too large", node.start_mark)
        return value

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _error("a key is a plain word", key.start_mark)
            if key.value in seen:
                raise _error(f"“{key.value}” stands here twice", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def _refuse_traps(text: str) -> None:
    """Raises on anchors, of which a few lines could unfold to gigabytes, on tags, and on parts nested without end."""
    depth = 0
    for event in yaml.parse(text, yaml.CSafeLoader):
        if getattr(event, "anchor", None):
            raise _error("anchors are not used here", event.start_mark)
        if getattr(event, "tag", None):
            raise _error("tags are not used here", event.start_mark)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise _error("parts are nested too deep", event.start_mark)


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
