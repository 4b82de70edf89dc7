"""Every error a user of demarche can meet.

    DemarcheError
    ├── InputError               what was given can't be read
    │   ├── MissingInput         there is no such file or folder
    │   ├── EmptyInput           it holds no text
    │   ├── NotText              it is binary, or of a kind that no reader knows
    │   ├── TooLarge             it is over the limit of a document
    │   ├── TooSlow              it took too long to take apart, and was left
    │   ├── RefusedAddress       an address must not be fetched: no public server, or robots.txt says no
    │   ├── NotFetched           an address could not be fetched
    │   ├── BadRecord            a record's JSON is not as the codebook has it
    │   └── UnknownLanguage      its language has no pack
    ├── ArchiveError             an archive can't be read or written
    │   ├── NoArchive            the folder holds none
    │   ├── ArchiveExists        the folder is in use already
    │   ├── NoSuchVersion        the archive never had that version
    │   ├── NoSuchItem           it holds no report or item of that id
    │   ├── CorrectedMeanwhile   somebody else corrected the item after you looked
    │   ├── TooNew               a newer demarche made it
    │   ├── StorageFull          the disk is full
    │   └── NotWritable          the archive lies where nothing may be written
    ├── EngineError              worker processes or a cluster can't do the work
    │   ├── NoWorkers            workers can't be started
    │   └── NoProgress           nothing was done for too long
    ├── QueryError               a question to an archive can't be answered as it was put
    ├── SettingError             an option, a pipeline, a pack or a table is not as it should be
    └── BrokenRecord             a rule of demarche's own was broken: please report it

Each message says what was asked, what was found and what can be done. On the command line each ends with status 2.
"""

from __future__ import annotations


class DemarcheError(Exception):
    """Root of all errors that demarche raises on purpose."""


class InputError(DemarcheError):
    """What was given can't be read."""


class MissingInput(InputError):
    """There is no such file or folder."""


class EmptyInput(InputError):
    """The input holds no text."""


class NotText(InputError):
    """The input is binary, or of a kind that no reader knows."""


class TooLarge(InputError):
    """The input is over the limit of one document."""


class TooSlow(InputError):
    """The input took too long to take apart, and was left."""


class RefusedAddress(InputError):
    """An address must not be fetched: it is that of no public server, or the site's robots.txt says no."""


class NotFetched(InputError):
    """An address could not be fetched; ``status`` is what its server answered, where it did."""

    def __init__(self, message: str, *, status: int | None = None, wait: float | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.wait = wait  # seconds that the server asks to wait before the next try


class BadRecord(InputError):
    """A record's JSON is not as the codebook has it, or its words do not stand in its text."""


class UnknownLanguage(InputError):
    """The language of the text has no pack."""


class ArchiveError(DemarcheError):
    """An archive can't be read or written."""


class NoArchive(ArchiveError):
    """The folder holds no archive."""


class ArchiveExists(ArchiveError):
    """The folder is an archive already, or holds something else."""


class NoSuchVersion(ArchiveError):
    """The archive never had that version."""


class NoSuchItem(ArchiveError):
    """The archive holds no report or item of that id."""


class CorrectedMeanwhile(ArchiveError):
    """Somebody else corrected the same item after you looked at it."""


class TooNew(ArchiveError):
    """A newer demarche made the archive."""


class NotWritable(ArchiveError):
    """The archive lies on a disk, or in a folder, where nothing may be written; it can be read."""


class StorageFull(ArchiveError):
    """The disk is full; what was in the archive is sound."""


class ArchiveDamaged(UserWarning):
    """Files of an archive are gone or cut short; the others are read. A warning, not an error."""


class EngineError(DemarcheError):
    """Worker processes or a cluster can't do the work that they were given."""


class NoWorkers(EngineError):
    """Workers can't be started."""


class NoProgress(EngineError):
    """Nothing was done for too long, so the job was ended rather than left hanging."""


class QueryError(DemarcheError):
    """A question to an archive can't be answered as it was put: an unknown column, SQL that writes, too long a wait."""


class SettingError(DemarcheError):
    """An option, a pipeline, a pack or a table is not as it should be."""


class BrokenRecord(DemarcheError):
    """A rule of demarche's own was broken; never the user's fault."""


def brief(fault: BaseException, most: int = 200) -> str:
    """What another library says of a fault, in so many characters at most: some repeat a whole broken file in it."""
    said = str(fault)
    return said if len(said) <= most else f"{said[: most - 1]}…"
