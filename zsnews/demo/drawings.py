"""Flat illustrations that stand in for photographs in the demo: ten scenes in four lights.

A scene is laid out on a 1280 x 720 page, painted at twice that size and reduced; odd variants are
mirrored. Recurring objects are stamps: shapes listed in STAMPS, around the point they stand on.
"""

from collections import namedtuple
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from random import Random

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageOps

VARIANTS = 4
WIDTH, HEIGHT, OVERSAMPLING = 1280, 720, 2
RAMP = Image.linear_gradient("L").crop((0, 0, 1, 256))
SPOT = Image.radial_gradient("L").point([max(0, 255 - v * 255 // 181) for v in range(256)])

Palette = namedtuple(
    "Palette", "sky haze sun far wall shade roof ink accent second land near leaf glass lit skin"
)
LIGHTS = [
    Palette(*(ImageColor.getrgb(f"#{colour}") for colour in colours.split()))
    for colours in (  # morning teal, noon blue, evening amber, overcast grey-green
        "7fc3c4 f6ecd9 fff6dc a5cfca fbf6ea c9dcd5 3e8088 1d4a55 "
        "ec8a5b f3c071 cfdfb9 a5c7a4 3f8f7c 8cc7cb fff0c4 eebd9b",
        "579fdc e0f1fa ffffff a5cbe6 ffffff cfdfee 3b76b3 1c3c68 "
        "f4a83a e9694f cfe3b4 a3cb94 4a9b68 86bfe8 e6f5ff f0c3a3",
        "6a5687 fbbf85 ffe9b8 c1888a fae0c4 cf9c8c 8a4f62 3a2848 "
        "f0704c f6b455 d9a479 a9756a 6d5566 b98ca0 ffe08f eeb08c",
        "a5b5af e8ebe3 f5f6ef b7c6bd f0f1e9 c5d0c7 5f7f75 2f433d "
        "cf8a4b a9b56b c6d0b6 9fb29b 587d69 a3bab6 f3ecd2 dfb597",
    )
]

# kind, colour (with /opacity), numbers: box x y w h radius; oval x y rx ry; poly x y ...;
# line and limb (round ends) width x y ...; soft x y rx ry strength. "own" is the stamp's colour.
STAMPS = {
    "tree": """soft ink 6 0 46 9 110; line roof 6 0 0 0 -60; oval leaf 0 -84 40 46;
        oval sun/50 -11 -94 23 29""",
    "poplar": "soft ink 4 0 26 7 110; line roof 5 0 0 0 -40; oval leaf 0 -88 22 70; "
        "oval sun/45 -6 -98 11 46",
    "bush": "oval leaf 0 -12 34 20; oval leaf 28 -8 24 14; oval sun/40 -8 -16 18 10",
    "cloud": "box own -90 -18 180 26 13; box own -46 -42 100 44 22; box own -130 -4 110 18 9",
    "truck": """soft ink 0 0 180 14 150; box wall -160 -130 214 100 5; box shade -160 -56 214 26;
        box own -160 -92 214 14; poly own 60 -26 60 -108 104 -108 130 -68 138 -60 138 -26;
        poly ink 82 -100 100 -100 122 -66 82 -66; box ink -160 -34 298 12 3;
        oval ink -124 -19 19 19; oval ink -80 -19 19 19; oval ink 20 -19 19 19;
        oval ink 100 -19 19 19; oval shade -124 -19 8 8; oval shade -80 -19 8 8;
        oval shade 20 -19 8 8; oval shade 100 -19 8 8""",
    "car": """soft ink 0 0 62 10 150; box ink -42 -16 18 18 4; box ink 24 -16 18 18 4;
        poly own -34 -44 -24 -74 24 -74 34 -44; poly ink -27 -46 -19 -68 19 -68 27 -46;
        box own -46 -46 92 38 10; box lit -42 -36 16 9 4; box lit 26 -36 16 9 4;
        box ink/120 -18 -24 36 9 3""",
    "excavator": """soft ink -20 0 150 16 150; box ink -70 -36 160 36 18; oval shade -50 -18 9 9;
        oval shade -10 -18 9 9; oval shade 30 -18 9 9; oval shade 70 -18 9 9;
        box roof -24 -46 70 14; limb accent 20 -20 -80 -96 -196 -178 -150;
        limb second 15 -178 -150 -196 -56; line ink 6 -70 -120 -120 -184;
        poly ink -214 -66 -178 -66 -172 -30 -192 -6 -226 -10 -208 -34;
        box accent -20 -100 126 58 10; poly accent -30 -46 -30 -140 20 -150 34 -100 34 -46;
        poly glass -20 -76 -20 -130 12 -138 22 -100 22 -76; box ink/60 48 -86 46 8;
        box ink/60 48 -70 46 8""",
    "crane": """line own 13 -70 0 -70 -330; line own 13 70 0 70 -330; line own 9 -70 -130 70 -130;
        line own 6 -70 -130 70 -320; box own -84 -10 168 12 4; box own -400 -338 590 18 4;
        line own 9 -70 -330 -34 -456 70 -330; line own 4 -34 -454 -392 -334;
        line own 4 -34 -454 -210 -334; line own 4 -34 -454 184 -334; box wall 84 -380 96 44 4;
        box ink -252 -322 40 20 4; line ink 3 -244 -302 -262 -212; line ink 3 -220 -302 -202 -212""",
    "person": """soft ink 2 0 22 5 130; line ink 9 -6 -34 -7 0; line ink 9 6 -34 7 0;
        box own -15 -78 30 48 11; oval ink 0 -92 11 12; oval skin 0 -89 9 10""",
    "bust": """box own -60 -104 120 190 46; poly wall -17 -104 17 -104 0 -46;
        poly accent -5 -94 5 -94 8 -62 0 -48 -8 -62; box skin -13 -124 26 32 10;
        oval ink 0 -152 33 38; oval skin 0 -141 27 32; box ink -27 -178 54 20 10""",
    "robot": """soft ink 0 0 120 16 150; box ink -70 -22 140 24 6; poly roof -44 -22 44 -22 30 -66 -30 -66;
        limb accent 46 0 -78 -56 -226; limb accent 36 -56 -226 104 -304; limb second 26 104 -304 172 -204;
        oval ink 0 -78 30 30; oval wall 0 -78 13 13; oval ink -56 -226 26 26; oval wall -56 -226 11 11;
        oval ink 104 -304 20 20; oval wall 104 -304 8 8; line ink 10 172 -204 172 -166;
        line ink 9 142 -122 142 -162 202 -162 202 -122""",
    "machine": """soft ink 110 0 140 14 150; box wall 0 -176 220 176 8; box shade 0 -40 220 40 6;
        box roof 18 -150 112 92 6; box glass 26 -142 96 76 4; poly sun/80 40 -142 70 -142 44 -66 26 -66;
        box ink 148 -150 54 70 5; box glass 155 -143 40 26 2; oval accent 163 -98 6 6;
        oval lit 184 -98 6 6; box accent 0 -52 220 8; line ink 5 196 -176 196 -206;
        box own 190 -222 12 18 3""",
    "microscope": """soft ink 10 0 110 10 130; box ink -80 -20 170 20 9; limb roof 26 62 -24 84 -90 70 -160 26 -206;
        box ink -58 -82 126 13 5; box glass -24 -88 48 6; poly wall -34 -218 2 -238 36 -172 0 -152;
        poly ink -58 -264 -30 -280 4 -238 -34 -216; poly ink 8 -156 30 -168 40 -136 24 -128;
        oval accent 74 -110 17 17; oval wall 74 -110 7 7""",
    "flask": """soft ink 0 0 76 8 110; poly wall/120 -17 -150 17 -150 17 -100 66 0 -66 0;
        poly own/225 -40 -50 40 -50 64 -3 -64 -3; oval own 0 -50 40 6; box wall -24 -158 48 11 5;
        line sun/170 5 -9 -140 -9 -98 -34 -48""",
    "globe": """soft ink 0 0 60 8 110; box wall/120 -14 -170 28 80; oval wall/130 0 -58 58 58;
        poly own/225 -56 -50 56 -50 44 -20 20 -4 -20 -4 -44 -20; oval own 0 -50 56 7;
        box wall -21 -178 42 11 5; oval sun/150 -24 -78 10 16""",
    "chair": """soft ink 0 4 60 10 110; line ink 7 -34 0 -30 -60; line ink 7 34 0 30 -60;
        box own -46 -78 92 26 10; box own -42 -176 84 104 18; box sun/40 -32 -166 64 70 12""",
    "lamp": "line ink 6 0 0 0 -220; line ink 5 0 -218 56 -230; box lit 34 -232 40 9 4",
    "tripod": "line ink 5 0 -70 -30 0; line ink 5 0 -70 4 0; line ink 5 0 -70 32 0; "
        "box accent -17 -98 34 28 5; oval ink 20 -84 8 8",
}  # fmt: skip


def _mix(first, second, share):
    return tuple(round(a + (b - a) * share) for a, b in zip(first, second, strict=True))


def _rect(x, y, w, h):
    return (x, y), (x + w, y), (x + w, y + h), (x, y + h)


def _part(quad, u, v, w=0, h=0):
    """The piece of a wall seen in perspective at (u, v), both from 0 to 1, of size w by h."""

    def corner(u, v):
        top, low = _mix_points(quad[0], quad[1], u), _mix_points(quad[3], quad[2], u)
        return _mix_points(top, low, v)

    return corner(u, v), corner(u + w, v), corner(u + w, v + h), corner(u, v + h)


def _mix_points(first, second, share):
    return tuple(a + (b - a) * share for a, b in zip(first, second, strict=True))


def _plain(horizon, u, depth, height=0):
    """A point above flat ground as it appears; depth 0 is the lower edge of the picture."""
    return 640 + u / (1 + depth), horizon + (HEIGHT - horizon - height) / (1 + depth)


@lru_cache(maxsize=1)
def _grain():
    noise = bytes(value % 5 for value in Random(1).randbytes(WIDTH * HEIGHT))  # noqa: S311
    return Image.merge("RGB", [Image.frombytes("L", (WIDTH, HEIGHT), noise)] * 3)


class _Canvas:
    def __init__(self, scene, variant):
        self.variant, self.tone = variant, LIGHTS[variant]
        self.rng = Random(f"{scene}{variant}")  # noqa: S311 - the same picture each time
        self.image = Image.new("RGB", (WIDTH * OVERSAMPLING, HEIGHT * OVERSAMPLING))
        self.solid, self.glaze = ImageDraw.Draw(self.image), ImageDraw.Draw(self.image, "RGBA")
        self.view = 0, 0, OVERSAMPLING, OVERSAMPLING  # origin, scale across, scale down

    @contextmanager
    def at(self, x, y, zoom=1, side=1):
        saved, (origin,) = self.view, self.pixels([(x, y)])
        self.view = *origin, saved[2] * zoom * side, saved[3] * zoom
        yield
        self.view = saved

    def pixels(self, points):
        left, top, across, down = self.view
        return [(left + x * across, top + y * down) for x, y in points]

    def pen(self, fill):
        return self.glaze if len(fill) == 4 else self.solid

    def frame(self, x, y, w, h):
        (x0, y0), (x1, y1) = self.pixels([(x, y), (x + w, y + h)])
        return min(x0, x1), y0, max(x0, x1), y1

    def poly(self, points, fill):
        self.pen(fill).polygon(self.pixels(points), fill)

    def box(self, x, y, w, h, fill, radius=0):
        self.pen(fill).rounded_rectangle(self.frame(x, y, w, h), radius * self.view[3], fill)

    def oval(self, x, y, rx, ry, fill):
        self.pen(fill).ellipse(self.frame(x - rx, y - ry, 2 * rx, 2 * ry), fill)

    def line(self, points, fill, width):
        thick = max(1, round(width * self.view[3]))
        self.pen(fill).line(self.pixels(points), fill, thick, joint="curve")

    def fade(self, points, top, low):
        """Fill a polygon with a vertical gradient."""
        pixels = self.pixels(points)
        across, down = zip(*pixels, strict=True)
        left, upper = round(min(across)), round(min(down))
        size = max(1, round(max(across)) - left), max(1, round(max(down)) - upper)
        column = Image.new("RGB", (1, size[1]), top)
        column.paste(low, (0, 0), RAMP.resize(column.size))
        mask = Image.new("1", size)
        ImageDraw.Draw(mask).polygon([(x - left, y - upper) for x, y in pixels], 1)
        self.image.paste(column.resize(size, Image.Resampling.NEAREST), (left, upper), mask)

    def soft(self, x, y, rx, ry, colour, strength):
        """A blurred oval: a shadow on the ground, or a glow."""
        left, top, right, low = map(round, self.frame(x - rx, y - ry, 2 * rx, 2 * ry))
        mask = SPOT.resize((max(1, right - left), max(1, low - top)))
        self.image.paste(colour, (left, top), mask.point([v * strength // 255 for v in range(256)]))

    def stamp(self, name, x, y, zoom=1, own=None, side=1):
        with self.at(x, y, zoom, side):
            for shape in STAMPS[name].split(";"):
                kind, colour, *words = shape.split()
                colour, _, opacity = colour.partition("/")
                fill = own if colour == "own" else getattr(self.tone, colour)
                fill = (*fill, int(opacity)) if opacity else fill
                self.shape(kind, fill, [float(word) for word in words])

    def shape(self, kind, fill, numbers):
        if kind in ("box", "oval"):
            getattr(self, kind)(*numbers[:4], fill, *numbers[4:])
        elif kind == "soft":
            self.soft(*numbers[:4], fill, int(numbers[4]))
        elif kind == "poly":
            self.poly(list(zip(numbers[::2], numbers[1::2], strict=True)), fill)
        else:
            width, points = numbers[0], list(zip(numbers[1::2], numbers[2::2], strict=True))
            self.line(points, fill, width)
            for x, y in points if kind == "limb" else ():
                self.oval(x, y, width / 2, width / 2, fill)

    def jpeg(self):
        small = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        stream = BytesIO()
        small = ImageOps.mirror(small) if self.variant % 2 else small
        ImageChops.add(small, _grain(), offset=-2).save(stream, "JPEG", quality=86)
        return stream.getvalue()


def _outdoors(c, horizon):
    """Sky, sun, clouds, hills, a far town, and open ground from the horizon down."""
    t, rng = c.tone, c.rng
    c.fade(_rect(0, 0, WIDTH, horizon), t.sky, t.haze)
    if c.variant != 3:
        x, y = rng.uniform(300, 980), horizon * (0.55, 0.28, 0.8)[c.variant]
        c.soft(x, y, 210, 210, t.sun, 200)
        c.oval(x, y, 40, 40, t.sun)
    for _ in range(4 + c.variant // 3 * 3):
        own, y = _mix(t.haze, t.sun, 0.5), rng.uniform(0.12, 0.55) * horizon
        c.stamp("cloud", rng.uniform(40, 1240), y, rng.uniform(0.5, 1.1), own)
    for _ in range(4):
        own = _mix(t.far, t.haze, rng.uniform(0.35, 0.6))
        c.oval(rng.uniform(0, 1280), horizon + 30, rng.uniform(240, 420), rng.uniform(70, 130), own)
    for x in range(-10, WIDTH, 46):
        w, h = rng.uniform(26, 58), rng.uniform(8, 66) ** 1.06
        c.box(x, horizon - h, w, h + 2, _mix(t.far, t.haze, rng.uniform(0, 0.3)))
    c.fade(_rect(0, horizon, WIDTH, HEIGHT - horizon), t.land, t.near)


def _panes(c, wall, columns, rows, fill, gap=0.35):
    lit = (0.12, 0.05, 0.45, 0.2)[c.variant]
    for column in range(columns):
        for row in range(rows):
            u, v = (column + gap / 2) / columns, (row + gap / 2) / rows
            pane = _part(wall, u, v, (1 - gap) / columns, (1 - gap) / rows)
            c.poly(pane, _mix(fill, c.tone.lit, 0.8) if c.rng.random() < lit else fill)


def _building(c, left, corner, right, top, base, slope, front, side):
    """Two walls that meet at a corner and recede; returns them to be decorated."""
    low = base - slope * 0.45
    walls = (
        ((left, top + slope), (corner, top), (corner, base), (left, low)),
        ((corner, top), (right, top + slope), (right, low), (corner, base)),
    )
    c.soft((left + right) / 2, low + 8, (right - left) * 0.66, 34, c.tone.ink, 130)
    c.fade(walls[0], front, _mix(front, side, 0.35))
    c.fade(walls[1], side, _mix(side, c.tone.ink, 0.12))
    return walls


def _trees(c, y, xs, zoom=1.0):
    for x in xs:
        kind = c.rng.choice(("tree", "tree", "poplar"))
        c.stamp(kind, x + c.rng.uniform(-14, 14), y, zoom * c.rng.uniform(0.75, 1.15))


def _road(c, y, depth):
    t = c.tone
    asphalt = _mix(t.roof, t.shade, 0.45)
    c.box(0, y - 8, WIDTH, depth + 16, _mix(t.wall, t.land, 0.4))
    c.fade(_rect(0, y, WIDTH, depth), asphalt, _mix(asphalt, t.ink, 0.2))
    for x in range(0, WIDTH, 90):
        c.box(x, y + depth / 2 - 2, 48, 4, (*t.wall, 190))


def _sawtooth(c, x, base, w, h, teeth, distance):
    t = c.tone
    wall, roof = _mix(t.wall, t.far, distance), _mix(t.roof, t.far, distance)
    glass, shade = _mix(t.glass, t.far, distance), _mix(t.shade, t.far, distance)
    tooth, top = w / teeth, base - h
    c.soft(x + w / 2, base + 4, w * 0.62, 26, t.ink, 120)
    for left in (x + tooth * n for n in range(teeth)):
        c.poly([(left, top + 1), (left, top - tooth * 0.5), (left + tooth, top + 1)], shade)
        c.poly([(left + 12, top - 8), (left + 12, top - tooth * 0.36), (left + tooth * 0.62, top - 8)], glass)
        c.line([(left, top + 2), (left, top - tooth * 0.5), (left + tooth + 6, top + 2)], roof, 8)
    c.fade(_rect(x, top, w, h), wall, shade)
    c.box(x, top, w, 9, roof)
    c.box(x, base - h * 0.14, w, h * 0.14, _mix(roof, wall, 0.35))
    _panes(c, _rect(x + 12, top + h * 0.22, w - 24, h * 0.34), teeth * 4, 1, glass)


def _works(c):
    t, rng, odd = c.tone, c.rng, c.variant % 2
    _outdoors(c, 480)
    _sawtooth(c, 560 + rng.randint(-40, 40), 500, 520, 100, 6, 0.5)
    _trees(c, 512, range(140, 1200, 70), 0.6)
    for n, x in enumerate((830, 930) if c.variant < 2 else (880,)):
        top = rng.randint(90, 130) + n * 50
        c.fade([(x - 20, top), (x + 20, top), (x + 32, 540), (x - 32, 540)], t.wall, t.shade)
        for y in (top + 8, top + 56):
            c.box(x - 22, y, 44, 22, t.accent)
        for puff in range(6):
            c.oval(x + 20 + puff * 26, top - 16 - puff * 9, 16 + puff * 6, 12 + puff * 4, (*t.sun, 130 - puff * 18))
    _sawtooth(c, 150, 560, 600, 150, (4, 5, 3, 4)[c.variant], 0)
    c.box(380, 470, 96, 90, t.roof, 4)
    for y in range(482, 556, 14):
        c.box(384, y, 88, 3, (*t.wall, 70))
    office = _building(c, 960 - 40 * odd, 1080, 1160, 400 - 50 * odd, 566, 22, t.wall, t.shade)
    for wall, columns in zip(office, (4, 2), strict=True):
        _panes(c, wall, columns, 4 + odd, t.glass, 0.45)
    _trees(c, 578, (110, 180, 780, 850, 905, 1175), 1.05)
    _road(c, 606, 62)
    c.stamp("truck", rng.randint(330, 800), 656, 0.62, t.accent)
    for x in range(60, 1280, 150):
        c.stamp("bush", x + rng.randint(-30, 30), 712, 1.2)


def _hall(c):
    t, rng, docks = c.tone, c.rng, (5, 6, 4, 5)[c.variant]
    _outdoors(c, 450)
    _trees(c, 480, range(60, 1280, 64), 0.8)
    yard = _mix(t.shade, t.land, 0.35)
    c.fade(_rect(0, 500, WIDTH, 220), _mix(yard, t.wall, 0.3), _mix(yard, t.roof, 0.3))
    corner = rng.randint(830, 900)
    front, side = _building(c, 120, corner, 1150, 200, 580, 66, t.wall, t.shade)
    for n in range(1, 40):
        c.line(_part(front, n / 40, 0, 0, 1)[::3], (*t.ink, 16), 2)
    c.poly(_part(front, 0, 0, 1, 0.07), t.roof)
    c.poly(_part(side, 0, 0, 1, 0.07), _mix(t.roof, t.ink, 0.4))
    for wall, colour in ((front, t.accent), (side, _mix(t.accent, t.ink, 0.2))):
        c.poly(_part(wall, 0, 0.13, 1, 0.05), colour)
    _panes(c, _part(front, 0.04, 0.26, 0.92, 0.12), 14, 1, t.glass, 0.16)
    _panes(c, _part(side, 0.12, 0.3, 0.76, 0.62), 4, 4, t.glass, 0.16)
    for n in range(docks):
        u = 0.05 + n * 0.92 / docks
        width = 0.7 / docks
        c.poly(_part(front, u - 0.012, 0.56, width + 0.024, 0.44), t.roof)
        c.poly(_part(front, u, 0.61, width, 0.39), _mix(t.shade, t.wall, 0.3))
        for seam in range(1, 6):
            c.line(_part(front, u, 0.61 + seam * 0.065, width)[:2], (*t.ink, 50), 2)
        c.poly(_part(front, u - 0.02, 0.53, width + 0.04, 0.05), t.accent)
    for x in range(140, corner, 130):
        c.poly([(x, 610), (x + 8, 610), (x - 60, 720), (x - 72, 720)], (*t.wall, 150))
    c.stamp("truck", rng.randint(330, 520), 668, 1.25, t.second)
    c.stamp("truck", rng.randint(840, 980), 622, 0.8, t.accent, -1)
    _trees(c, 560, (1090, 1140, 1200), 0.9)


def _land(c):
    t, rng, horizon = c.tone, c.rng, 240
    _outdoors(c, horizon)
    c.fade(_rect(0, horizon, WIDTH, 480), _mix(t.land, t.wall, 0.4), _mix(t.land, t.wall, 0.3))
    rows, chosen = (0, 0.42, 1.05, 2.2, 5, 14), rng.choice((-1, 0))
    for near, far in zip(rows[-2::-1], rows[:0:-1], strict=True):
        for column in range(-9, 9):
            left, right = column * 560 + 20 + 280 * (near > 1), (column + 1) * 560 - 20 + 280 * (near > 1)
            wide = near == 0.42 and column == chosen
            plot = [_plain(horizon, left, far - 0.03 * far), _plain(horizon, right, far - 0.03 * far)]
            plot += [_plain(horizon, right, near + 0.02), _plain(horizon, left, near + 0.02)]
            crop = _mix(rng.choice((t.near, t.leaf, t.second, t.land)), t.land, rng.uniform(0.2, 0.6))
            c.poly(plot, _mix(t.skin, t.land, 0.3) if wide else crop)
            for n in range(0 if wide or rng.random() < 0.4 else 12):
                c.line(_part(plot, n / 12, 0, 0, 1)[::3], (*t.ink, 26), 3 / (1 + near))
    _trees(c, horizon + 24, range(30, 1280, 58), 0.3)


def _canopy(c, y, xs):
    pass
SCENES=("厂区","厂房","土地")
P={"厂区":_works,"厂房":_hall,"土地":_land}
def draw(scene,variant):
    c=_Canvas(scene,variant%4); P[scene](c); return c.jpeg()
