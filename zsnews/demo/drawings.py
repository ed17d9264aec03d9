"""Flat illustrations that stand in for photographs in the demo: ten scenes in four lights.

The art is in scenes.txt, which explains its language; here are its reader and the canvas.
"""

import re
from copy import copy
from io import BytesIO
from pathlib import Path
from random import Random
from typing import NamedTuple

from PIL import Image, ImageColor, ImageDraw, ImageOps

SCENES = ("厂区", "厂房", "土地", "签约", "车间", "园区", "港口", "实验室", "道路", "会议")
VARIANTS = 4  # as many as scenes.txt has lights

_SIZE = (1280, 720)
_OVERSAMPLING = 2  # drawn larger by this factor and then reduced, for smooth edges
_RAMP = Image.linear_gradient("L").crop((0, 0, 1, 256))  # one column, black to white
_SPOT = Image.radial_gradient("L").point(lambda v: max(0, 255 - v * 255 // 181))  # 181: its rim
_COLOUR = re.compile(r"(\w+)(?:\+(\w+)(\.\d+))?(?:/(\d+))?")  # NAME+OTHER.SHARE/OPACITY
_PIECE = (2, 3, 4, 8)  # how many numbers a piece takes, and each of the drawings
_DRAWINGS = {"box": (4, 5), "oval": (4,), "soft": (4, 5), "fade": (4, 8)}
_DRAWINGS |= {"line": range(5, 99, 2), "polygon": range(6, 99, 2), "blob": range(6, 99, 2)}


class _Shape(NamedTuple):
    """A line of scenes.txt. A number in it is a tuple: one number, or two to choose between."""

    repeats: list[tuple]  # the number of times, and the step to the right and down
    kinds: list[str]  # to choose from
    colours: list[list[tuple]]  # one list to choose from, for a fade two, of groups of _COLOUR
    numbers: list[tuple]


class _SceneFile:
    """What scenes.txt says: .lights, a list of dictionaries, and .pieces, lists of shapes."""

    def __init__(self, path):
        self.lights, self.pieces = [], {}
        self.block, self.columns = None, []
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            try:
                if text := line.partition("#")[0].rstrip():
                    self._read_line(text)
            except (KeyError, ValueError) as error:
                raise ValueError(f"{path.name}, line {number}: {error}") from error

    def _read_line(self, text):
        words = text.split()
        if not text[0].isspace():
            self.block = text.removesuffix(":")
            if self.block == text or self.block in self.pieces:
                raise ValueError(f"{text!r} is not a new name with a colon")
            self.pieces[self.block] = []
        elif self.block != "lights":
            self.pieces[self.block].append(self.read_shape(words))
        elif not self.columns:
            self.columns = words
        else:
            _name, lit_panes, *colours = zip(self.columns, words, strict=True)
            light = {column: ImageColor.getrgb(f"#{colour}") for column, colour in colours}
            self.lights.append(light | {"lit-panes": float(lit_panes[1])})

    def read_shape(self, words):
        """Return the shape these words describe: [COUNT*STEP ...] KIND COLOUR NUMBERS."""
        repeats = [re.split("[*,]", word) for word in words if "*" in word]
        kinds, colours, *numbers = words[len(repeats) :]
        shape = _Shape(
            [(self._number(count), float(across), float(down)) for count, across, down in repeats],
            kinds.split("|"),
            [[self._colour(word) for word in side.split("|")] for side in colours.split(">")],
            [self._number(word) for point in numbers for word in point.split(",")],
        )
        for kind in shape.kinds:
            counts = _PIECE if kind in self.pieces else _DRAWINGS.get(kind, ())
            sides = 2 if kind == "fade" else 1
            if len(shape.numbers) not in counts or len(shape.colours) != sides:
                raise ValueError(f"{kind!r} is unknown, or takes more or fewer numbers or colours")
        return shape

    def _colour(self, word):
        match = _COLOUR.fullmatch(word)
        if not match or not {match[1], match[2]} <= {"own", "pane", None, *self.columns[2:]}:
            raise ValueError(f"{word!r} is not a colour")
        return match.groups()

    def _number(self, word):
        low, _, high = word.partition("~")
        return (float(low), float(high)) if high else (float(low),)


_FILE = _SceneFile(Path(__file__).with_name("scenes.txt"))


def _corners(x, y, width, height):
    return x, y, x + width, y, x + width, y + height, x, y + height


def _mix(first, second, share):
    """Return the point, or the colour, that lies this share of the way from first to second."""
    return tuple(a + (b - a) * share for a, b in zip(first, second, strict=True))


def _perspective(corners):
    """Return the function that maps a square of 100 x 100 onto four corners, seen in perspective.

    The corners run clockwise from the top left. This is the projective mapping of a square to a
    quadrilateral from Paul Heckbert, "Fundamentals of Texture Mapping and Image Warping", 1989,
    section 2.2.3, in his letters: a to f place the square, g and h make its far side smaller.
    """
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = corners
    dx1, dx2, sum_x = x1 - x2, x3 - x2, x0 - x1 + x2 - x3
    dy1, dy2, sum_y = y1 - y2, y3 - y2, y0 - y1 + y2 - y3
    determinant = dx1 * dy2 - dy1 * dx2
    g = (sum_x * dy2 - sum_y * dx2) / determinant
    h = (dx1 * sum_y - dy1 * sum_x) / determinant
    a, b, c = x1 - x0 + g * x1, x3 - x0 + h * x3, x0 * 100
    d, e, f = y1 - y0 + g * y1, y3 - y0 + h * y3, y0 * 100

    def project(x, y):
        depth = 100 + g * x + h * y
        return (c + a * x + b * y) / depth, (f + d * x + e * y) / depth

    return project


class _Canvas:
    """One picture and, in the copies that `moved` and `onto` make, other ways to look at it.

    Every drawing takes its colour first, three numbers from 0 to 255 and perhaps an opacity. Then
    come lengths and positions on the page of 1280 x 720, as this view has moved and zoomed it.
    """

    def __init__(self, scene, variant):
        self.random = Random(f"{scene}{variant}")  # noqa: S311 - the same picture each time
        self.light = _FILE.lights[variant]
        self.own = None  # the colour given to the piece that is being drawn
        self.zoom = _OVERSAMPLING  # pixels for a length of one
        self.project = lambda x, y: (x * _OVERSAMPLING, y * _OVERSAMPLING)  # a point to pixels
        self.image = Image.new("RGB", [side * _OVERSAMPLING for side in _SIZE])

    def moved(self, x, y, zoom=1, side=1):
        """Return a view with its origin at x, y, zoomed, and mirrored if side is -1."""
        view, project = copy(self), self.project
        view.project = lambda px, py: project(x + px * zoom * side, y + py * zoom)
        view.zoom = self.zoom * zoom
        return view

    def onto(self, *corners):
        """Return a view in which a square of 100 x 100 fills the four corners, eight numbers."""
        view = copy(self)
        view.project = _perspective(self.points(corners))
        return view

    def add(self, shape):
        """Draw a shape, be it a drawing or a piece, as often as it says."""
        if shape.repeats:
            (count, across, down), *others = shape.repeats
            for n in range(round(self.number(count))):
                self.moved(n * across, n * down).add(shape._replace(repeats=others))
        elif (kind := self.random.choice(shape.kinds)) in _DRAWINGS:
            colours = [self.colour(choices) for choices in shape.colours]
            getattr(self, kind)(*colours, *map(self.number, shape.numbers))
        else:
            place = list(map(self.number, shape.numbers))
            view = self.onto(*place) if len(place) == 8 else self.moved(*place)
            view.own = self.colour(shape.colours[0])
            for part in _FILE.pieces[kind]:
                view.add(part)

    def number(self, bounds):
        """Return a number as scenes.txt gives it, one between the bounds if there are two."""
        return self.random.uniform(*bounds) if len(bounds) == 2 else bounds[0]

    def colour(self, choices):
        """Return one of these colours as this light shows it."""
        name, other, share, opacity = self.random.choice(choices)
        if name == "pane":
            name = "lit" if self.random.random() < self.light["lit-panes"] else "glass"
        colour = self.own if name == "own" else self.light[name]
        if other:
            colour = _mix(colour, self.light[other], float(share))
        return (*map(round, colour), *([int(opacity)] if opacity else []))

    def pen(self, colour):
        """Return a pen for a colour: one that blends it into the picture if it has an opacity."""
        return ImageDraw.Draw(self.image, "RGBA" if len(colour) == 4 else "RGB")

    def points(self, numbers):
        """Return the pixels of points, given as x, y, x, y and so on."""
        return [self.project(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]

    def edges(self, *numbers):
        """Return the left, top, right and bottom pixels of an upright box with these edges."""
        (x0, y0), (x1, y1) = self.points(numbers)
        return min(x0, x1), y0, max(x0, x1), y1  # in a mirrored view x1 is on the left

    def polygon(self, colour, *numbers):
        """Fill the area between corners: x, y, x, y and so on."""
        self.pen(colour).polygon(self.points(numbers), colour)

    def blob(self, colour, *numbers):
        """Fill a polygon whose corners are cut off four times over, which rounds it (Chaikin)."""
        points = self.points(numbers)
        for _ in range(4):
            sides = zip(points, points[1:] + points[:1], strict=True)
            points = [_mix(*side, share) for side in sides for share in (0.25, 0.75)]
        self.pen(colour).polygon(points, colour)

    def box(self, colour, x, y, width, height, radius=0):
        """Fill a rectangle with its top left corner at x, y; the radius rounds its corners."""
        if radius:
            edges = self.edges(x, y, x + width, y + height)
            self.pen(colour).rounded_rectangle(edges, radius * self.zoom, colour)
        else:
            self.polygon(colour, *_corners(x, y, width, height))

    def oval(self, colour, x, y, radius_x, radius_y):
        """Fill an ellipse around x, y."""
        edges = self.edges(x - radius_x, y - radius_y, x + radius_x, y + radius_y)
        self.pen(colour).ellipse(edges, colour)

    def line(self, colour, width, *numbers):
        """Draw a line through points; its width stays the same in perspective."""
        pixels = max(1, round(width * self.zoom))
        self.pen(colour).line(self.points(numbers), colour, pixels, joint="curve")

    def fade(self, top, bottom, *numbers):
        """Fill a box (x, y, width, height) or four corners, one colour turning into another."""
        points = self.points(_corners(*numbers) if len(numbers) == 4 else numbers)
        across, down = zip(*points, strict=True)
        left, upper = round(min(across)), round(min(down))
        size = round(max(across)) - left, round(max(down)) - upper
        column = Image.new("RGB", (1, size[1]), top)
        column.paste(bottom, (0, 0), _RAMP.resize(column.size))
        mask = Image.new("1", size)
        ImageDraw.Draw(mask).polygon([(x - left, y - upper) for x, y in points], 1)
        self.image.paste(column.resize(size, Image.Resampling.NEAREST), (left, upper), mask)

    def soft(self, colour, x, y, radius_x, radius_y, opacity=130):
        """Fill an ellipse around x, y from an opacity (0 to 255) at its centre to 0 at its edge."""
        edges = self.edges(x - radius_x, y - radius_y, x + radius_x, y + radius_y)
        left, top, right, bottom = map(round, edges)
        mask = _SPOT.resize((right - left, bottom - top), Image.Resampling.BILINEAR)
        self.image.paste(colour, (left, top), mask.point(lambda level: level * opacity / 255))


def draw(scene: str, variant: int) -> bytes:
    """Return a JPEG, 1280 x 720, of the scene; the variant (any int) sets its light and layout."""
    if scene not in SCENES:
        raise KeyError(scene)
    canvas = _Canvas(scene, variant % VARIANTS)
    canvas.add(_FILE.read_shape([scene, "sky", "0,0"]))
    picture = canvas.image.reduce(_OVERSAMPLING)
    stream = BytesIO()
    (ImageOps.mirror(picture) if variant % 2 else picture).save(stream, "JPEG", quality=86)
    return stream.getvalue()
