"""Packed files as streams that refuse to grow past what news can grow."""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from pathlib import Path
from typing import IO, Any

from demarche.errors import MissingInput, NotText, TooLarge, brief
from demarche.read.kinds import HIGHEST_RATIO, RATIO_COUNTS_FROM

# Raw bytes read at a time; deflate grows them to 64 MB at the very most, and no more than what is asked is inflated.
_CHUNK = 65_536
_MARKS = ((b"\x1f\x8b", "gz"), (b"BZh", "bz2"), (b"\xfd7zXZ\x00", "xz"))


def open_file(path: Path) -> io.BufferedReader:
    """A file as a stream of bytes, unpacked where its first bytes say that it is packed.

    Raises:
        MissingInput: where there is no such file, or it may not be read.
    """
    try:
        raw = path.open("rb")
    except FileNotFoundError:
        raise MissingInput(f"there is no file {path}. Check the name and the folder you are in.") from None
    except (OSError, ValueError) as fault:  # ValueError: a NUL in the name
        raise MissingInput(f"{path} can't be read: {getattr(fault, 'strerror', None) or fault}.") from fault
    return unpacked(raw, str(path))


def unpacked(raw: io.BufferedReader, name: str) -> io.BufferedReader:
    """A stream itself, or what is in it where its first bytes say that it is packed."""
    head = raw.peek(8)
    method = next((method for mark, method in _MARKS if head.startswith(mark)), None)
    return raw if method is None else io.BufferedReader(Inflating(raw, method, name), _CHUNK)


class Inflating(io.RawIOBase):
    """A packed stream, unpacked as it is read; members that stand behind each other are one stream.

    Raises while reading:
        TooLarge: where it grows over ``HIGHEST_RATIO`` times, once it is over ``RATIO_COUNTS_FROM`` bytes.
        NotText: where it is damaged or cut short.
    """

    def __init__(self, raw: IO[bytes], method: str, name: str) -> None:
        super().__init__()
        self._raw, self._method, self._name = raw, method, name
        self._taken = self._given = 0
        self._left = b""
        self._tool: Any = None

    def readable(self) -> bool:
        """Always: it is there to be read."""
        return True

    def readinto(self, target: Any) -> int:
        """Fill ``target`` with the next bytes; 0 at the end."""
        while True:
            try:
                data = self._some(len(target))
            except (zlib.error, OSError, lzma.LZMAError, EOFError) as fault:
                raise NotText(f"{self._name} is damaged or cut short ({brief(fault)}). Get the file anew.") from fault
            if data is None:
                return 0
            if data:
                target[: len(data)] = data
                self._count(len(data))
                return len(data)

    def close(self) -> None:
        """Close the file under it too."""
        self._raw.close()
        super().close()

    def _count(self, more: int) -> None:
        self._given += more
        if self._given > max(RATIO_COUNTS_FROM, HIGHEST_RATIO * self._taken):
            raise TooLarge(
                f"{self._name} grows over {HIGHEST_RATIO} times when it is unpacked, which no news does. It is left."
            )

    def _some(self, most: int) -> bytes | None:
        """Up to ``most`` bytes, maybe none yet; None at the end."""
        waiting = self._tool is not None and self._method != "gz" and not self._tool.needs_input
        if not self._left and not waiting:
            self._left = self._raw.read(_CHUNK)
            self._taken += len(self._left)
            if not self._left:
                return self._last(most)
        if self._tool is None:
            if not self._left.strip(b"\x00"):  # padding behind the last member
                self._left = b""
                return b""
            self._tool = self._new()
        data = bytes(self._tool.decompress(self._left, most))
        self._left = self._tool.unconsumed_tail if self._method == "gz" else b""
        if self._tool.eof:
            self._left, self._tool = self._tool.unused_data, None
        return data

    def _last(self, most: int) -> bytes | None:
        """What the decompressor still holds when the file is at its end."""
        if self._tool is None:
            return None
        data = bytes(self._tool.decompress(b"", most)) if self._method == "gz" else b""
        if not data and not self._tool.eof:
            raise EOFError("its end is missing")
        self._tool = None if self._tool.eof else self._tool
        return data

    def _new(self) -> Any:
        if self._method == "gz":
            return zlib.decompressobj(16 + zlib.MAX_WBITS)
        # 64 MB: what xz -9 needs to unpack.
        return bz2.BZ2Decompressor() if self._method == "bz2" else lzma.LZMADecompressor(memlimit=80_000_000)


def take(stream: IO[bytes], most: int, name: str) -> bytes:
    """All that is left of a stream.

    Raises:
        TooLarge: where that is over ``most`` bytes.
    """
    data = stream.read(most + 1)
    if len(data) > most:
        raise TooLarge(f"{name} has over {most:,} bytes, too much for one report. Split it into reports.")
    return data
