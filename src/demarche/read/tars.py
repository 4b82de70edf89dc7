"""Files in a tar archive, read as they come by: nothing is written, and no link is followed."""

from __future__ import annotations

import io
import itertools
import tarfile
from collections.abc import Iterator
from typing import IO, Any, cast

from demarche.errors import InputError, NotText, TooLarge, brief
from demarche.read.kinds import kind_of

# As in zip archives: an archive of news has some ten thousand files.
_MOST_FILES = 100_000
_LARGEST_HEADER = 1_000_000


def files_in(
    stream: IO[bytes], name: str, suffixes: frozenset[str]
) -> Iterator[tuple[str, io.BufferedReader | InputError]]:
    """Each file of one of the kinds, with its name in the archive, as a stream or as its trouble.

    Folders, links, devices and what is of no kind that can be read are passed over.

    Raises:
        NotText, TooLarge: where the archive itself is damaged or a bomb.
    """
    tape = _Forward(stream, name)
    try:
        with tarfile.TarFile(fileobj=cast(Any, tape)) as archive:
            for number in itertools.count():
                member = archive.next()
                if member is None:
                    break
                if number >= _MOST_FILES:
                    raise TooLarge(f"{name} has over {_MOST_FILES:,} files. Split it.")
                if member.isreg() and kind_of(member.name).suffix in suffixes:
                    yield member.name, _opened(archive, member, name)
        if tape.block.strip(b"\x00"):  # tarfile takes a damaged header for the end
            raise NotText(f"{name} is damaged: what should be the head of a file is none. Get the file anew.")
    except (tarfile.TarError, OSError, EOFError, ValueError, OverflowError, RecursionError) as fault:
        raise NotText(f"{name} is damaged, cut short or no tar archive ({brief(fault)}). Get the file anew.") from fault


def _opened(archive: tarfile.TarFile, member: tarfile.TarInfo, name: str) -> io.BufferedReader | InputError:
    where = f"{member.name[:100]!r} in {name}"
    if member.sparse is not None:
        return TooLarge(f"{where} is a file with holes, which grows when it is unpacked. It is left.")
    if kind_of(member.name).suffix in {".zip", ".tar"}:
        return NotText(f"{where} is an archive in an archive. Unpack it first.")
    opened = archive.extractfile(member)
    assert opened is not None  # it is a file
    return io.BufferedReader(_Member(opened, where))


class _Member(io.RawIOBase):
    """A file of an archive, whose end may be missing."""

    def __init__(self, stream: IO[bytes], name: str) -> None:
        super().__init__()
        self._stream, self._name = stream, name

    def readable(self) -> bool:
        """Always: it is there to be read."""
        return True

    def readinto(self, target: Any) -> int:
        """Fill ``target`` with the next bytes; 0 at the end."""
        try:
            data = self._stream.read(min(len(target), 65_536))
        except (tarfile.TarError, OSError, EOFError) as fault:
            raise NotText(f"{self._name} is damaged or cut short ({brief(fault)}). Get the file anew.") from fault
        target[: len(data)] = data
        return len(data)


class _Forward:
    """A stream that can't go back, as tarfile needs it: it only ever steps forward, or back by one byte.

    No header may be over 1 MB: tarfile reads headers whole into memory, and searches them; names are far shorter.
    """

    def __init__(self, stream: IO[bytes], name: str) -> None:
        self._stream, self._name = stream, name
        self._at = 0
        self._last = b""
        self._back = False
        self.block = b""  # the last one read, to tell the end from damage

    def tell(self) -> int:
        """The place in the stream."""
        return self._at

    def read(self, size: int = -1) -> bytes:
        """``size`` bytes, fewer at the end."""
        if size < 0 or size > _LARGEST_HEADER:
            raise TooLarge(f"{self._name} holds a header of {size:,} bytes, as bombs do. It is left.")
        data = b""
        if self._back and size:
            data, self._back = self._last, False
        data += self._stream.read(size - len(data))
        self._at += len(data)
        self._last = data[-1:] or self._last
        self.block = data if size == tarfile.BLOCKSIZE else self.block
        return data

    def seek(self, place: int, whence: int = 0) -> int:
        """Step forward to ``place``, or back by one byte."""
        if whence or (place < self._at and (place != self._at - 1 or not self._last)):
            raise OSError("the archive is not in order")
        if place == self._at - 1:
            self._at, self._back = place, True
        while self._at < place and self.read(min(place - self._at, 65_536)):
            pass
        return self._at

    def close(self) -> None:
        """Leave the stream to whom it belongs."""
