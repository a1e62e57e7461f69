"""Signs with which a patient is referred before any plan (`precautions.md`, red flags)."""

from collections.abc import Iterable
from dataclasses import dataclass

from hep.core.library import Status
from hep.core.precautions import RedFlag


@dataclass(frozen=True, slots=True)
class RedSign:
    """What is seen, what it may be, and how soon it is looked at."""

    id: str
    sees: str
    may_be: str
    when: str
    status: Status

    @property
    def flag(self) -> RedFlag:
        sentence = f"{self.sees}. It may be {self.may_be}: refer {self.when}, before any plan ({self.status})"
        return RedFlag(self.id, sentence)


NOW, TODAY, SOON = "at once, as an emergency", "the same day", "soon"
RED_SIGNS = {
    one.id: one
    for one in (
        RedSign("chest", "Chest pain, or sudden shortness of breath", "the heart, or a clot in the lung", NOW,
                "verified"),
        RedSign("clot", "One calf or thigh newly swollen, warm, red or tender", "a blood clot", TODAY, "verified"),
        RedSign("infection", "A hot, red, very painful joint, or fever or chills with it", "an infection", TODAY,
                "verified"),
        RedSign("fracture", "Cannot take 4 steps after a fall or a blow", "a fracture", TODAY, "recalled"),
        RedSign("joint-out", "The leg is suddenly shorter or turned, with severe pain of the hip or groin",
                "a fracture, or a replaced hip that is out", TODAY, "recalled"),
        RedSign("locked", "The knee is locked, or the straight leg cannot be lifted after a pop",
                "a torn meniscus or tendon", TODAY, "recalled"),
        RedSign("stress-fracture", "Groin or thigh pain on every step, in a runner, with thin bones or bone medicine",
                "a stress fracture", TODAY, "recalled"),
        RedSign("growth-plate", "A child or teenager limps, with pain of the knee, thigh or groin",
                "a slipped growth plate", TODAY, "recalled"),
        RedSign("nerves", "The foot drops or drags, numbness or weakness spreads, or the saddle is numb",
                "pressure on nerves", TODAY, "recalled"),
        RedSign("arteries", "The foot is cold or without a pulse, or the calf hurts on walking until standing still",
                "narrow arteries", TODAY, "recalled"),
        RedSign("bone-death", "Groin pain after long use of steroids, or with much alcohol",
                "bone death in the head of the femur", SOON, "recalled"),
        RedSign("cancer", "New bone pain with weight loss, night sweats or a cancer before", "cancer", SOON,
                "recalled"),
    )
}  # fmt: skip


def flags_of(signs: Iterable[str]) -> tuple[RedFlag, ...]:
    """Why nothing may be drafted, in the order of the list."""
    ticked = set(signs)
    return tuple(one.flag for one in RED_SIGNS.values() if one.id in ticked)
