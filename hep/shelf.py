"""What is dear to make and the same for everybody is made once, then kept by its name for every process."""

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Shelf:
    """Files in a folder; without one everything is made anew. A name stands for one content, so nothing grows old."""

    folder: Path | None = None

    def kept(self, name: str, make: Callable[[], bytes]) -> bytes:
        """What lies under a name, made where nothing lies there yet."""
        try:
            if self.folder:
                return (self.folder / name).read_bytes()
        except FileNotFoundError:
            pass
        made = make()
        self._put(name, made)
        return made

    def _put(self, name: str, content: bytes) -> None:
        """Writes beside and renames, so that another process never reads half a file."""
        if self.folder:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)  # a newer version may have cleared it away
            descriptor, part = tempfile.mkstemp(dir=self.folder, suffix=".part")
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
            Path(part).replace(self.folder / name)


NO_SHELF = Shelf()
