"""The file of a PDF: numbered objects into bytes, compact and always the same, and back.

pydyf's own writer compresses everything twice, the second time for the file's identifier; that is a tenth of a handout.
"""

import re
import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise, starmap
from struct import Struct
from typing import Any

import pydyf

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"  # four letters beyond ASCII, as PDF/A asks
LEVEL = 5  # 6 takes half as long again for 2 % less
_PLACE = Struct(">BII")


def body(one: Any) -> bytes:
    """An object of pydyf as it stands in a file."""
    if not (isinstance(one, pydyf.Stream) and one.compress):
        return bytes(one.data)
    content = b"\n".join(as_bytes(part) for part in one.stream)
    if one.extra.keys() & {"Length1", "N"}:
        return _shared(content, tuple(one.extra.items()))
    return stream(one.extra, content)


@lru_cache(64)
def _shared(content: bytes, entries: tuple[tuple[str, Any], ...]) -> bytes:
    """A font or a description of colours, as many files have it."""
    return stream(dict(entries), content)


def as_bytes(part: Any) -> bytes:
    """A piece of a stream of pydyf's."""
    if isinstance(part, bytes):
        return part
    return part.encode("ascii") if isinstance(part, str) else bytes(part.data)


def stream(entries: Any, content: bytes) -> bytes:
    """A stream, compressed."""
    packed = zlib.compress(content, LEVEL)
    head = pydyf.Dictionary({**entries, "Filter": "/FlateDecode", "Length": len(packed)})
    return b"\n".join((head.data, b"stream", packed, b"endstream"))


def saved(bodies: Sequence[bytes], root: int, info: int) -> bytes:
    """The file of these objects; the first is number 1. Streams stand for themselves, all else in one object stream."""
    out = bytearray(HEADER)
    places = [(0, 0, 65535)]
    loose: list[tuple[int, bytes]] = []
    pack = len(bodies) + 1
    for number, one in enumerate(bodies, 1):
        if one.endswith(b"endstream"):
            places.append((1, len(out), 0))
            out += b"%d 0 obj\n%b\nendobj\n" % (number, one)
        else:
            places.append((2, pack, len(loose)))
            loose.append((number, one))
    places.append((1, len(out), 0))
    out += b"%d 0 obj\n%b\nendobj\n" % (pack, _packed(loose))
    identifier = sha256(out).hexdigest()[:32].encode()
    start = len(out)
    places.append((1, start, 0))
    table = b"".join(starmap(_PLACE.pack, places))
    entries = {
        "Type": "/XRef",
        "Size": len(places),
        "W": pydyf.Array((1, 4, 4)),
        "Root": b"%d 0 R" % root,
        "Info": b"%d 0 R" % info,
        "ID": b"[<%b> <%b>]" % (identifier, identifier),
    }
    out += b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (pack + 1, stream(entries, table), start)
    return bytes(out)


def _packed(loose: Iterable[tuple[int, bytes]]) -> bytes:
    index, at, texts = [], 0, []
    for number, text in loose:
        index.append(b"%d %d" % (number, at))
        texts.append(text)
        at += len(text) + 1
    head = b" ".join(index) + b"\n"
    return stream({"Type": "/ObjStm", "N": len(texts), "First": len(head)}, head + b"\n".join(texts))


class NotOurs(ValueError):
    """A file that was written in another way."""


_STREAM = re.compile(rb"(<<.*?>>)\nstream\n", re.DOTALL)


def opened(file: bytes) -> tuple[list[bytes], int, int]:
    """The objects of a file that was saved here, the first is number 1, and the numbers of its catalog and facts."""
    try:
        start = int(file[file.rindex(b"startxref") :].split()[1])
        head, table = _content(file, file.index(b"\n", start) + 1)
        widths = [int(one) for one in _entry(head, rb"/W \[([\d ]+)\]").split()]
        places = [_place(table[at : at + sum(widths)], widths) for at in range(0, len(table), sum(widths))]
        bodies = [_body(file, place, places) for place in places[1:]]
        # The last two are the pack of loose objects and the table itself.
        return bodies[:-2], int(_entry(head, rb"/Root (\d+) 0 R")), int(_entry(head, rb"/Info (\d+) 0 R"))
    except (ValueError, IndexError, KeyError, zlib.error) as error:
        raise NotOurs("This PDF was not written by hep.") from error


def _entry(head: bytes, pattern: bytes) -> bytes:
    found = re.search(pattern, head)
    if not found:
        raise KeyError(pattern)
    return found[1]


def _content(file: bytes, at: int) -> tuple[bytes, bytes]:
    """The entries of a stream and what it holds."""
    found = _STREAM.match(file, at)
    if not found:
        raise ValueError("There is no stream here.")
    length = int(_entry(found[1], rb"/Length (\d+)"))
    return found[1], zlib.decompress(file[found.end() : found.end() + length])


def _place(row: bytes, widths: Sequence[int]) -> tuple[int, int, int]:
    kind, here = row[: widths[0]], row[widths[0] : widths[0] + widths[1]]
    return int.from_bytes(kind, "big"), int.from_bytes(here, "big"), int.from_bytes(row[sum(widths[:2]) :], "big")


def _body(file: bytes, place: tuple[int, int, int], places: Sequence[tuple[int, int, int]]) -> bytes:
    kind, at, within = place
    if kind == 2:
        return _unpacked(file, places[at][1])[within]
    at = file.index(b"\n", at) + 1
    found = _STREAM.match(file, at)
    if not found:
        return file[at : file.index(b"\nendobj", at)]
    end = found.end() + int(_entry(found[1], rb"/Length (\d+)"))
    return file[at:end] + b"\nendstream"


@lru_cache(1)
def _unpacked(file: bytes, at: int) -> list[bytes]:
    head, content = _content(file, file.index(b"\n", at) + 1)
    first = int(_entry(head, rb"/First (\d+)"))
    starts = [first + int(one) for one in content[:first].split()[1::2]]
    return [content[begin:end].rstrip(b"\n") for begin, end in pairwise([*starts, len(content)])]
