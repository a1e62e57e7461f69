"""What a clinic can set, all from the environment, with a default for each."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hep import paths
from hep.records.store import address_in


@dataclass(frozen=True, slots=True)
class Settings:
    """HEP_DATA, HEP_DATABASE, HEP_SECRET_KEY and HEP_HTTPS; see docs/settings.md."""

    home: Path
    database: str
    secret_key: str
    https: bool = False

    @property
    def setup_code_file(self) -> Path:
        """Holds the one-time set-up code until the first administrator is made."""
        return self.home / "setup-code"


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings; makes the data folder and the secret key on first use."""
    home = paths.home()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Settings(
        home=home,
        database=environment.get("HEP_DATABASE") or address_in(home),
        secret_key=environment.get("HEP_SECRET_KEY") or _kept(home / "secret-key", 32),
        https=environment.get("HEP_HTTPS", "").lower() in ("1", "yes", "true", "on"),
    )


def _kept(file: Path, size: int) -> str:
    """The secret in a file that only its owner can read; made once."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text("ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as opened:
        opened.write(secret := secrets.token_urlsafe(size))
    return secret


CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that look alike


def setup_code(settings: Settings) -> str:
    """The one-time code, made at the first call."""
    file = settings.setup_code_file
    if not file.exists():
        code = "".join(secrets.choice(CODE_LETTERS) for _ in range(8))
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as opened:
            opened.write(f"{code[:4]}-{code[4:]}")
    return file.read_text("ascii").strip()


def is_setup_code(settings: Settings, typed: str) -> bool:
    """Whether what was typed is the code; dashes, spaces and case do not matter."""
    if not settings.setup_code_file.exists():
        return False
    plain = [text.upper().replace("-", "").replace(" ", "") for text in (typed, setup_code(settings))]
    return secrets.compare_digest(plain[0].encode(), plain[1].encode())
