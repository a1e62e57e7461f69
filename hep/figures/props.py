"""All props by the name that a pose uses."""

from collections.abc import Callable

from . import equipment, furniture, ground
from .solids import Thing

PROPS: dict[str, Callable[..., list[Thing]]] = {
    "chair": furniture.chair,
    "step": furniture.block,
    "box": furniture.block,
    "wall": furniture.wall,
    "side-wall": furniture.side_wall,
    "doorway": furniture.doorway,
    "table": furniture.table,
    "counter": furniture.counter,
    "side-counter": furniture.side_counter,
    "bed": furniture.bed,
    "stairs": furniture.stairs,
    "rail": furniture.rail,
    "post": furniture.post,
    "treadmill": furniture.treadmill,
    "mirror": furniture.mirror,
    "mat": ground.mat,
    "pillow": ground.pillow,
    "foam": ground.foam,
    "cloth": ground.cloth,
    "tape": ground.tape,
    "footprints": ground.footprints,
    "cone": ground.cone,
    "roll": equipment.roll,
    "cane": equipment.cane,
    "dowel": equipment.dowel,
    "stick": equipment.stick,
    "dumbbell": equipment.dumbbell,
    "band": equipment.band,
    "strap-loop": equipment.strap_loop,
    "ankle-weight": equipment.ankle_weight,
    "strap": equipment.strap,
    "anchored-band": equipment.anchored_band,
    "metronome": equipment.metronome,
}
