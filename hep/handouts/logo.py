"""The clinic's logo: the picture of a file, drawn anew as a small plain PNG; nothing of the file itself is kept."""

import warnings
from io import BytesIO

from PIL import ExifTags, Image, ImageFile, ImageOps

from hep.core.problem import Problem, Refused

LARGEST_FILE = 5_000_000  # bytes
MOST_PIXELS = 25_000_000  # refused before they are unpacked: a small file may hold a huge picture
LONGEST_SIDE = 10_000  # pixels
SIZE = (720, 240)  # pixels that are kept: 300 in an inch on 61 x 20 mm
FORMATS = ("PNG", "JPEG", "GIF", "WEBP")


def read(file: bytes) -> bytes:
    """The logo as it is kept and printed: a PNG without transparency or notes. Raises `Refused` for what is none."""
    if len(file) > LARGEST_FILE:
        raise _refused("This picture is over 5 MB. Choose a smaller one.")
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint lets half a file pass, for all of the program
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(file), formats=FORMATS) as picture:
                if picture.width * picture.height > MOST_PIXELS or max(picture.size) > LONGEST_SIDE:
                    raise Image.DecompressionBombError
                drawn = _on_white(_small(picture))
    except Image.DecompressionBombError:
        raise _refused("This picture has too many pixels. Choose a smaller one.") from None
    except Exception:  # Pillow's readers raise whatever a broken file makes them stumble over
        raise _refused("This is not a picture. Choose a PNG, JPEG, GIF or WebP file.") from None
    kept = BytesIO()
    drawn.save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _small(picture: Image.Image) -> Image.Image:
    """The first frame, upright, no larger than it is kept; made small first, which takes the least room."""
    wanted = "RGBA" if picture.has_transparency_data else "RGB"
    colours = picture if picture.mode == wanted else picture.convert(wanted)
    lies = picture.getexif().get(ExifTags.Base.Orientation, 1) > 4
    colours.thumbnail(SIZE[::-1] if lies else SIZE)
    return ImageOps.exif_transpose(colours)


def _on_white(picture: Image.Image) -> Image.Image:
    """The picture on white paper: print archives want no transparency."""
    colours = picture.convert("RGBA")
    paper = Image.new("RGBA", colours.size, "white")
    return Image.alpha_composite(paper, colours).convert("RGB")


def _refused(sentence: str) -> Refused:
    return Refused([Problem("logo", sentence)])
