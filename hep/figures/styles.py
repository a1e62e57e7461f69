"""Styles: colours by name, line weights on paper, how much detail."""

from collections.abc import Mapping
from dataclasses import dataclass

# On screen: names are CSS custom properties (--fig-skin ...) with these as fallback.
LIGHT = {
    "paper": "#fff", "line": "#1c1c1c", "line-far": "#6f7478",
    "skin": "#fff", "skin-far": "#e4e5e6", "shirt": "#e4eaef", "shirt-far": "#d3dae0", "shorts": "#a3b1bd",
    "shorts-far": "#93a0ab", "scrubs": "#bcd0cc", "scrubs-far": "#adc1bd", "trousers": "#7b8f8c",
    "trousers-far": "#6e817e", "shoe": "#d5dade", "shoe-far": "#bcc2c7", "sole": "#fbfbfb", "tread": "#8b9297",
    "dark": "#55504c", "mid": "#8a837d", "grey": "#cfd1d3",
    "strand-dark": "#8d8680", "strand-mid": "#5d5751", "strand-grey": "#96999c",
    "muscle": "#e2574c", "fibre": "#8f1d14", "muscle-edge": "#8f1d14",
    "prop-top": "#fff", "prop-side": "#edebe7", "prop-end": "#dedbd5", "prop-line": "#5a5a5a",
    "mat-top": "#eef2f3", "mat-side": "#c3ccd0", "metal": "#dfe3e6", "rubber": "#3f7f95", "rubber-line": "#1d4552",
    "strap": "#4a5157", "glass": "#eef4f7", "shadow": "#d9d9d9", "guide": "#1769aa", "ghost": "#8a9299",
    "arrow": "#2a2a2a", "footprint": "#dbe6ef",
}  # fmt: skip
DARK = LIGHT | {
    "paper": "#15191d", "line": "#eceff1", "line-far": "#98a1a8",
    "skin": "#333b43", "skin-far": "#252b31", "shirt": "#485664", "shirt-far": "#39444f", "shorts": "#6d8092",
    "shorts-far": "#5a6a79", "scrubs": "#4c6d66", "scrubs-far": "#3e5a54", "trousers": "#35504a",
    "trousers-far": "#2b423d", "shoe": "#7b868f", "shoe-far": "#616b73", "sole": "#aab3ba", "tread": "#454d54",
    "dark": "#0c0e10", "mid": "#5d554e", "grey": "#9aa2a8",
    "strand-dark": "#5d656c", "strand-mid": "#8f867d", "strand-grey": "#5c646b",
    "muscle": "#f0695d", "fibre": "#5c120c", "muscle-edge": "#ffb4ab",
    "prop-top": "#2b3036", "prop-side": "#22272c", "prop-end": "#1c2024", "prop-line": "#9aa3aa",
    "mat-top": "#242b30", "mat-side": "#39434a", "metal": "#8d979f", "rubber": "#56a3bd", "rubber-line": "#bfe6f2",
    "strap": "#aeb8bf", "glass": "#1d262c", "shadow": "#0d1013", "guide": "#74b9f2", "ghost": "#7f8990",
    "arrow": "#f2f4f5", "footprint": "#24374a",
}  # fmt: skip
# On paper, safe for copiers: the muscle is dark with white fibres, clothing light.
PAPER = LIGHT | {
    "shoe": "#d9d9d9", "shoe-far": "#c0c0c0", "tread": "#8f8f8f", "skin-far": "#e5e5e5", "line-far": "#6f6f6f",
    "strap": "#4d4d4d", "metal": "#e2e2e2", "glass": "#f3f3f3", "mid": "#858585", "grey": "#d2d2d2",
    "strand-dark": "#888", "strand-mid": "#595959", "strand-grey": "#989898", "prop-side": "#ececec",
    "prop-end": "#dcdcdc", "shirt": "#efefef", "shirt-far": "#e4e4e4", "shorts": "#cfcfcf", "shorts-far": "#c3c3c3",
    "scrubs": "#d2d2d2", "scrubs-far": "#c9c9c9", "trousers": "#9c9c9c", "trousers-far": "#929292", "muscle": "#474747",
    "fibre": "#fff", "muscle-edge": "#111", "rubber": "#8a8a8a", "rubber-line": "#222", "guide": "#111",
    "mat-top": "#f2f2f2", "mat-side": "#c9c9c9", "dark": "#555", "ghost": "#777", "footprint": "#e2e2e2",
}  # fmt: skip
BOLD_PAPER = PAPER | {
    "line": "#000", "line-far": "#4a4a4a", "prop-line": "#333", "muscle": "#333", "arrow": "#000", "guide": "#000",
}  # fmt: skip


@dataclass(frozen=True)
class Style:
    """A palette, the width of an outline on paper, and whether fine lines are drawn."""

    colours: Mapping[str, str]
    outline_mm: float
    dark: Mapping[str, str] | None = None
    detailed: bool = True

    def paint(self, name: str) -> str:
        """The value of a colour attribute."""
        return f"var(--fig-{name},{self.colours[name]})" if self.dark else self.colours[name]


STYLES = {
    "print": Style(PAPER, 0.30),
    "print-large": Style(BOLD_PAPER, 0.50),
    "screen": Style(LIGHT, 0.30, DARK),
    "thumbnail": Style(LIGHT, 0.42, DARK, detailed=False),
}
# Line widths in cm of the figure, at weight 1.
OUTLINE, INNER, FINE = 1.05, 0.8, 0.5
