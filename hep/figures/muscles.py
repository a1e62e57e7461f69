"""Muscles as outline tables on the surface of the body.

A muscle is two edges from origin to insertion; a point is (part, t, angle): angle 0 anterior, 90 lateral, 180
posterior, -90 medial; t on the trunk is in cm above the hip line.
"""

SurfacePoint = tuple[str, float, float]
Edge = list[SurfacePoint]

MUSCLES: dict[str, tuple[Edge, Edge]] = {
    "quadriceps": (
        [("thigh", 0.03, 34), ("thigh", 0.12, 64), ("thigh", 0.32, 86), ("thigh", 0.55, 84), ("thigh", 0.76, 72),
         ("thigh", 0.9, 40), ("thigh", 0.98, 10)],
        [("thigh", 0.03, 12), ("thigh", 0.12, -12), ("thigh", 0.32, -44), ("thigh", 0.55, -66),
         ("thigh", 0.76, -70), ("thigh", 0.9, -40), ("thigh", 0.98, -10)],
    ),
    "hamstrings": (
        [("thigh", 0.1, 182), ("thigh", 0.22, 138), ("thigh", 0.42, 108), ("thigh", 0.62, 100),
         ("thigh", 0.82, 104), ("thigh", 0.99, 112)],
        [("thigh", 0.1, 190), ("thigh", 0.22, 222), ("thigh", 0.42, 248), ("thigh", 0.62, 256),
         ("thigh", 0.82, 254), ("thigh", 0.99, 248)],
    ),
    "gluteus-maximus": (
        [("torso", 11, 158), ("torso", 10, 132), ("torso", 6, 104), ("thigh", 0.06, 92), ("thigh", 0.18, 84),
         ("thigh", 0.31, 90)],
        [("torso", 9, 178), ("torso", 3, 179), ("torso", -3, 176), ("thigh", 0.1, 178), ("thigh", 0.2, 150),
         ("thigh", 0.32, 104)],
    ),
    "gluteus-maximus-flexed": (
        [("thigh", 0.34, 100), ("thigh", 0.24, 74), ("thigh", 0.1, 66), ("torso", 1, 92), ("torso", 7, 112)],
        [("thigh", 0.34, 116), ("thigh", 0.24, 150), ("thigh", 0.1, 168), ("torso", -5, 150), ("torso", 3, 165)],
    ),
    "gluteus-medius": (
        [("torso", 14, 58), ("torso", 12.5, 30), ("torso", 9, 20), ("torso", 5, 28), ("torso", 1, 48),
         ("thigh", 0.06, 62), ("thigh", 0.15, 82)],
        [("torso", 14.5, 84), ("torso", 13.5, 122), ("torso", 10, 138), ("torso", 5.5, 126), ("torso", 1, 112),
         ("thigh", 0.06, 108), ("thigh", 0.15, 96)],
    ),
    "hip-flexors": (
        [("torso", 14, 46), ("torso", 9, 62), ("torso", 4, 66), ("thigh", 0.08, 66), ("thigh", 0.22, 46),
         ("thigh", 0.38, 6)],
        [("torso", 14, 28), ("torso", 9, 8), ("torso", 4, 2), ("thigh", 0.08, -18), ("thigh", 0.22, -30),
         ("thigh", 0.38, -14)],
    ),
    "adductors": (
        [("thigh", 0.06, -40), ("thigh", 0.16, -36), ("thigh", 0.35, -50), ("thigh", 0.55, -66),
         ("thigh", 0.76, -82)],
        [("thigh", 0.06, -70), ("thigh", 0.16, -110), ("thigh", 0.35, -116), ("thigh", 0.55, -108),
         ("thigh", 0.76, -92)],
    ),
    "calf": (
        [("shank", 0.01, 150), ("shank", 0.08, 108), ("shank", 0.2, 80), ("shank", 0.36, 78), ("shank", 0.52, 98),
         ("shank", 0.68, 132), ("shank", 0.88, 168)],
        [("shank", 0.01, 210), ("shank", 0.08, 252), ("shank", 0.2, 280), ("shank", 0.36, 282),
         ("shank", 0.52, 262), ("shank", 0.68, 228), ("shank", 0.88, 192)],
    ),
    "tibialis-anterior": (
        [("shank", 0.08, 44), ("shank", 0.18, 68), ("shank", 0.34, 68), ("shank", 0.55, 48), ("shank", 0.84, 8)],
        [("shank", 0.08, 22), ("shank", 0.18, 6), ("shank", 0.34, 2), ("shank", 0.55, -2), ("shank", 0.84, -8)],
    ),
    "hip-flexors-flexed": (
        [("torso", 16, 52), ("torso", 12, 58), ("thigh", 0.22, 84), ("thigh", 0.32, 74), ("thigh", 0.44, 50),
         ("thigh", 0.52, 28)],
        [("torso", 16, 30), ("torso", 12, 28), ("thigh", 0.22, 4), ("thigh", 0.32, -6), ("thigh", 0.44, -4),
         ("thigh", 0.52, 6)],
    ),
    "tensor-fasciae-latae": (
        [("torso", 11, 28), ("torso", 6, 32), ("torso", 1, 38), ("thigh", 0.1, 34), ("thigh", 0.24, 44),
         ("thigh", 0.45, 60), ("thigh", 0.94, 72)],
        [("torso", 11, 66), ("torso", 6, 92), ("torso", 1, 104), ("thigh", 0.1, 106), ("thigh", 0.24, 104),
         ("thigh", 0.45, 100), ("thigh", 0.94, 98)],
    ),
    "soleus": (
        [("shank", 0.28, 110), ("shank", 0.36, 80), ("shank", 0.48, 80), ("shank", 0.62, 96), ("shank", 0.76, 130),
         ("shank", 0.92, 168)],
        [("shank", 0.28, 250), ("shank", 0.36, 280), ("shank", 0.48, 280), ("shank", 0.62, 264),
         ("shank", 0.76, 230), ("shank", 0.92, 192)],
    ),
    "obliques": (
        [("torso", 27, 66), ("torso", 24, 44), ("torso", 20, 34), ("torso", 16, 30), ("torso", 12, 30)],
        [("torso", 27, 100), ("torso", 24, 114), ("torso", 20, 116), ("torso", 16, 108), ("torso", 12, 92)],
    ),
    "abdominals": (
        [("torso", 31, 10), ("torso", 28, 40), ("torso", 22, 46), ("torso", 15, 40), ("torso", 9, 20),
         ("torso", 7, 6)],
        [("torso", 31, -10), ("torso", 28, -40), ("torso", 22, -46), ("torso", 15, -40), ("torso", 9, -20),
         ("torso", 7, -6)],
    ),
}  # fmt: skip

# What a bent hip does to a muscle: (table for it, least flexion, least flexion if the hip is also opened), in degrees.
FLEXED = {
    "gluteus-maximus": ("gluteus-maximus-flexed", 95.0, 50.0),
    "hip-flexors": ("hip-flexors-flexed", 60.0, 60.0),
}
