"""The clinic's logo: any picture comes out as a small plain one, anything else is refused."""

from io import BytesIO

import pytest
from PIL import ExifTags, Image, PngImagePlugin

from hep.core.problem import Refused
from hep.handouts import render
from hep.handouts.logo import SIZE, read
from tests.handouts.conftest import HandoutOf


def file_of(picture: Image.Image, kind: str = "PNG", **more: object) -> bytes:
    file = BytesIO()
    picture.save(file, kind, **more)
    return file.getvalue()


SPECKLED = file_of(Image.effect_noise((90, 90), 80))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_is_drawn_anew(kind: str) -> None:
    with Image.open(BytesIO(read(file_of(Image.new("RGB", (300, 100), "#0b3d6b"), kind)))) as kept:
        assert (kept.format, kept.mode, kept.size) == ("PNG", "RGB", (300, 100))


def test_nothing_of_the_file_is_kept_but_the_picture() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "<script>")
    dressed = file_of(Image.new("RGB", (20, 20), "red"), pnginfo=notes) + b"<script>"
    kept = read(dressed)
    assert b"script" not in kept
    assert kept == read(file_of(Image.new("RGB", (20, 20), "red")))


def test_a_large_picture_becomes_small() -> None:
    with Image.open(BytesIO(read(file_of(Image.new("RGB", (3000, 500)))))) as kept:
        assert kept.size == (SIZE[0], SIZE[0] * 500 // 3000)


def test_a_photograph_taken_upright_stands_upright() -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6  # to be turned right by a quarter
    lying = Image.new("RGB", (900, 300), "white")
    lying.paste("red", (0, 0, 450, 300))
    with Image.open(BytesIO(read(file_of(lying, "JPEG", exif=exif)))) as kept:
        assert kept.size == (80, 240)
        assert [kept.getpixel((40, y))[1] < 99 for y in (20, 220)] == [True, False], "red is above"


def test_what_is_clear_is_white() -> None:
    with Image.open(BytesIO(read(file_of(Image.new("RGBA", (9, 9), (0, 0, 0, 0)))))) as kept:
        assert kept.getpixel((4, 4)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (b"", "This is not a picture."),
        (b"%PDF-1.7", "This is not a picture."),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "This is not a picture."),
        (file_of(Image.new("RGB", (90, 90)))[:12] + b"nonsense" * 9, "This is not a picture."),
        (SPECKLED[: len(SPECKLED) // 2], "This is not a picture."),
        (file_of(Image.new("1", (6000, 6000))), "too many pixels"),
        (file_of(Image.new("1", (1, 10_001))), "too many pixels"),
        (file_of(Image.new("1", (20_000, 10_000))), "too many pixels"),
        (b"x" * 5_000_001, "over 5 MB"),
    ],
    ids=[
        "nothing",
        "a PDF",
        "an SVG",
        "the head of a picture",
        "half a picture",
        "many pixels",
        "a long line",
        "very many pixels",
        "many bytes",
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(file: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence) as refused:
        read(file)
    assert refused.value.problems[0].field == "logo"


def test_a_logo_is_printed_with_the_clinics_name_as_its_text(handout_of: HandoutOf) -> None:
    logo = read(file_of(Image.new("RGB", (300, 100), "#0b3d6b")))
    with_logo, without = (render(handout_of("bridge", logo=one), "one-page") for one in (logo, b""))
    assert b"/Subtype /Image" in with_logo
    assert b"/Subtype /Image" not in without
