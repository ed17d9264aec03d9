"""The lines of a plain or gzip file, for the commands that read one."""

import zlib
from collections.abc import Iterator
from pathlib import Path

from tqdm import tqdm

CHUNK = 64 * 1024  # bytes read at a time
MAX_LINE = 16 * 1024 * 1024  # bytes kept of a line; no record is as long
GZIP = 31  # zlib's wbits for a gzip header


class LineFile:
    """Iterates over the lines, as bytes; a bar on stderr follows the bytes read from the disk.

    A file that breaks off ends the iteration after all that could be read; ``error`` then says
    why. Opening raises OSError.
    """

    def __init__(self, path: Path, *, show_progress: bool):
        self.raw = path.open("rb")
        size = path.stat().st_size
        self.bar = tqdm(total=size, unit="B", unit_scale=True, disable=not show_progress)
        self.error: Exception | None = None

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.bar.close()
        self.raw.close()

    def __iter__(self) -> Iterator[bytes]:
        is_gzip = self.raw.peek(2)[:2] == b"\x1f\x8b"
        try:
            for line in _lines(self._inflated() if is_gzip else iter(self._read, b"")):
                yield line
                self.bar.update(self.raw.tell() - self.bar.n)
        except (OSError, EOFError, zlib.error) as error:
            self.error = error

    def _read(self):
        return self.raw.read(CHUNK)

    def _inflated(self):
        """What the gzip file holds; unlike gzip.open, all there is before any complaint."""
        inflater = None
        while data := self._read():
            while data:
                inflater = inflater or zlib.decompressobj(wbits=GZIP)
                yield inflater.decompress(data)
                data = inflater.unused_data  # of a second file appended to the first
                if inflater.eof:
                    inflater = None
        if inflater:
            raise EOFError("压缩文件不完整")


def _lines(chunks):
    """Split chunks at newlines; what follows the last one is a line too, even if cut off."""
    rest = b""
    try:
        for chunk in chunks:
            *lines, rest = (rest + chunk).split(b"\n")
            yield from (line[:MAX_LINE] for line in lines)
            rest = rest[:MAX_LINE]
    finally:
        if rest:
            yield rest
