"""A body in front of the camera: a skeleton's tubes as contours, its head, its highlighted muscles."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from .body import tubes
from .camera import Camera
from .contour import Contour
from .hair import Hair
from .highlights import Highlight, MuscleName, highlights
from .outline import Shape
from .skeleton import Skeleton
from .surface import Surface
from .vectors import dot, sub

FAR_DEPTH = 9  # cm between the hips along the view from which a side counts as far


class Figure:
    """One body of the scene; `owner` tells its parts from those of others."""

    def __init__(
        self,
        skeleton: Skeleton,
        camera: Camera,
        owner: int = 0,
        far: str | None = None,
        muscles: Sequence[MuscleName] = (),
    ) -> None:
        self.skeleton, self.camera, self.owner = skeleton, camera, owner
        self.build, self.person, self.angles = skeleton.build, skeleton.build.person, skeleton.angles
        self.joints, self.frames = skeleton.joints(), skeleton.frames
        depth = dot(sub(self.joints["hip_r"], self.joints["hip_l"]), camera.view)
        nearest = "l" if depth > FAR_DEPTH else "r" if depth < -FAR_DEPTH else ""
        self.far = nearest if far is None else far
        flesh = tubes(skeleton)
        self.contours = [
            Contour(tube, camera, skeleton.root, owner, far=tube.side == self.far and bool(tube.side))
            for tube in flesh
            if tube.kind != "hair"
        ]
        self._hair = next(tube for tube in flesh if tube.kind == "hair")
        self.part = {contour.name: contour for contour in self.contours}
        self.highlights: list[Highlight] = highlights(self.part, muscles, self.angles)

    @cached_property
    def hair(self) -> Hair:
        surface = Surface(self._hair, self.camera, self.skeleton.root)
        return Hair(surface, self.build, self.frames["head"], self.joints["chin"])

    @property
    def parts(self) -> list[Shape]:
        """What takes part in the painter's order."""
        return [contour for contour in self.contours if contour.kind != "nose"]
