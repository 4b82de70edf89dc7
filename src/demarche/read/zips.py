"""Files in a zip archive, read in place: nothing is written, so no name in it can lead out of a folder."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Any

from demarche.errors import InputError, NotText, TooLarge, brief
from demarche.read.kinds import HIGHEST_RATIO, RATIO_COUNTS_FROM, kind_of

# An archive of news has some ten thousand files; the directory of a million takes 500 MB of memory.
_MOST_FILES = 100_000


def files_in(
    stream: IO[bytes], name: str, suffixes: frozenset[str]
) -> Iterator[tuple[str, io.BufferedReader | InputError]]:
    """Each file of one of the kinds, with its name in the archive, as a stream or as its trouble.

    Folders, links and what is of no kind that can be read are passed over.

    Raises:
        NotText, TooLarge: where the archive itself is damaged or a bomb.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            inside = archive.infolist()
            _check(archive, inside, name)
            for info in inside:
                nameless = not info.filename  # which Python's own is_dir stumbles over
                if (
                    nameless
                    or info.is_dir()
                    or info.external_attr >> 28 == 0xA
                    or kind_of(info.filename).suffix not in suffixes
                ):
                    continue
                yield info.filename, _opened(archive, info, name)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError) as fault:
        raise NotText(f"{name} is damaged or no zip archive ({brief(fault)}). Get the file anew.") from fault


def _check(archive: zipfile.ZipFile, inside: list[zipfile.ZipInfo], name: str) -> None:
    if len(inside) > _MOST_FILES:
        raise TooLarge(f"{name} has {len(inside):,} files; one archive can have {_MOST_FILES:,}. Split it.")
    after = -1
    for info in sorted(inside, key=lambda info: info.header_offset):
        if info.header_offset < after:
            raise TooLarge(f"{name} holds files that lie over each other, as bombs do. It is left.")
        after = info.header_offset + info.compress_size


def _opened(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> io.BufferedReader | InputError:
    where = f"{info.filename[:100]!r} in {name}"
    if info.flag_bits & 0x1:
        return NotText(f"{where} is locked with a password. Unpack it first.")
    if info.filename.lower().endswith(".zip"):
        return NotText(f"{where} is an archive in an archive. Unpack it first.")
    try:
        return io.BufferedReader(_Counted(archive.open(info), info.compress_size, where))
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as fault:
        return NotText(f"{where} is damaged ({brief(fault)}). Get the file anew.")


class _Counted(io.RawIOBase):
    """A file of an archive that refuses to grow past what news can grow."""

    def __init__(self, stream: IO[bytes], packed: int, name: str) -> None:
        super().__init__()
        self._stream, self._name, self._given = stream, name, 0
        self._most = max(RATIO_COUNTS_FROM, HIGHEST_RATIO * packed)

    def readable(self) -> bool:
        """Always: it is there to be read."""
        return True

    def readinto(self, target: Any) -> int:
        """Fill ``target`` with the next bytes; 0 at the end."""
        try:
            data = self._stream.read(min(len(target), 65_536))
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError) as fault:
            raise NotText(f"{self._name} is damaged or cut short ({brief(fault)}). Get the file anew.") from fault
        self._given += len(data)
        if self._given > self._most:
            raise TooLarge(f"{self._name} grows over {HIGHEST_RATIO} times when it is unpacked. It is left.")
        target[: len(data)] = data
        return len(data)
