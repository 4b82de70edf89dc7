"""One page from the net, within limits: checked addresses, five redirects, 20 MB, 30 seconds in all."""

from __future__ import annotations

import contextlib
import http.client
import io
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin

import demarche
from demarche.errors import InputError, NotFetched, RefusedAddress, TooLarge
from demarche.read.inflate import Inflating, take
from demarche.read.kinds import LARGEST_RAW
from demarche.read.web.targets import Resolver, Target, numbers_of, target_of

#: How programs that keep logs of visitors see this one, and what robots.txt can name.
AGENT = "demarche"
# A page of a news site takes 0.1 to 3 s; what takes 30 is down or made to keep readers waiting.
SECONDS = 30.0
# One of several numeric addresses of a host may be dead; the others get their turn.
_CONNECTING = 8.0
# http -> https -> www -> consent page -> the page itself: more is a loop.
REDIRECTS = 5
#: Status, headers and content.
Reply = tuple[int, dict[str, str], bytes]
_MOVED = {301, 302, 303, 307, 308}
_FOR_GOOD = {301, 308}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: the last address, its status, its headers by name in small letters, and its bytes.

    ``moved`` is the address that the first one has moved to for good, where the server says so.
    """

    address: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    data: bytes = b""
    moved: str | None = None

    @property
    def kind(self) -> str:
        """The kind of content that the server names, such as ``text/html``."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """The encoding that the server names, or nothing."""
        return self.headers.get("content-type", "").lower().partition("charset=")[2].split(";")[0].strip(" \"'")


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches one address at a time; holds no connection and keeps no cookies.

    ``local`` also allows servers that are not on the open net; ``before`` is called with each target, redirects
    included, before it is asked, and may refuse it (the time that it takes does not count).
    """

    local: bool = False
    seconds: float = SECONDS
    most: int = LARGEST_RAW
    resolver: Resolver | None = None
    before: Callable[[Target], None] | None = None

    def get(self, address: str, headers: Mapping[str, str] | None = None) -> Answer:
        """What the server of ``address`` answers, whatever its status, after at most five redirects.

        Raises:
            RefusedAddress: where the address, or one that it redirects to, must not be fetched.
            NotFetched: where nobody answers, or not in time, or the answer is no sound HTTP.
            TooLarge: where the answer is over ``most`` bytes, or grows over 100 times when it is unpacked.
        """
        target, left, moved, for_good = target_of(address), self.seconds, None, True
        for _ in range(REDIRECTS + 1):
            if self.before:
                self.before(target)
            since = time.monotonic()
            status, told, data = self._hop(target, headers or {}, left)
            left -= time.monotonic() - since
            if status not in _MOVED or "location" not in told:
                return Answer(target.address, status, told, data, moved)
            target = target_of(_joined(target.address, told["location"].strip()))
            for_good = for_good and status in _FOR_GOOD
            moved = target.address if for_good else moved
        raise NotFetched(f"{address} was redirected over {REDIRECTS} times, to {target.address[:120]} at last.")

    def _hop(self, target: Target, headers: Mapping[str, str], left: float) -> Reply:
        """Status, headers and content of one answer; a redirect's content is not waited for."""
        if left <= 0:
            raise self._late(target)
        since = time.monotonic()
        numbers = numbers_of(target, left, local=self.local, resolver=self.resolver)
        late = threading.Event()
        try:
            with _connected(target, numbers, since + left) as line, _cut_off(line, since + left, late):
                reply = self._asked(target, line, headers)
        except InputError:
            raise
        except (OSError, http.client.HTTPException, ValueError) as fault:
            if late.is_set() or time.monotonic() - since >= left:
                raise self._late(target) from fault
            said = str(fault).splitlines()[0][:200] if str(fault) else type(fault).__name__
            raise NotFetched(f"{target.address} could not be fetched ({said}).") from fault
        if late.is_set():  # a line that is cut looks like an answer that is at its end
            raise self._late(target)
        return reply

    def _asked(self, target: Target, line: socket.socket, headers: Mapping[str, str]) -> Reply:
        if isinstance(line, ssl.SSLSocket):
            line.do_handshake()
        asked = http.client.HTTPConnection(target.host, target.port)
        asked.sock = line
        own = {"User-Agent": f"{AGENT}/{demarche.__version__}", "Accept-Encoding": "gzip", "Connection": "close"}
        # http.client names the port for https too; servers want it left out where it is the usual one.
        own["Host"] = target.origin.partition("://")[2]
        asked.putrequest("GET", target.path, skip_host=True, skip_accept_encoding=True)
        for name, value in (own | dict(headers)).items():
            asked.putheader(name, value)
        asked.endheaders()
        answer = asked.getresponse()
        told = {name.lower(): value for name, value in answer.getheaders()}
        if answer.status in _MOVED and "location" in told:
            return answer.status, told, b""
        return answer.status, told, self._unpacked(self._content(answer, target), told, target)

    def _content(self, answer: http.client.HTTPResponse, target: Target) -> bytes:
        pieces, size = [], 0
        while piece := answer.read1(65_536):
            pieces.append(piece)
            size += len(piece)
            if size > self.most:
                raise TooLarge(f"{target.address} has over {self.most:,} bytes, too much for one page. It is left.")
        if answer.length:
            raise http.client.IncompleteRead(b"", answer.length)
        return b"".join(pieces)

    def _unpacked(self, data: bytes, told: Mapping[str, str], target: Target) -> bytes:
        packed = told.get("content-encoding", "").strip().lower()
        if packed in {"", "identity"} or not data:
            return data
        if packed not in {"gzip", "x-gzip"}:
            raise NotFetched(f"{target.address} came packed as {packed[:40]!r}, which was not asked for.")
        with io.BufferedReader(Inflating(io.BytesIO(data), "gz", target.address)) as stream:
            return take(stream, self.most, target.address)

    def _late(self, target: Target) -> NotFetched:
        return NotFetched(f"{target.address} was not there after {self.seconds:g} seconds.")


def _joined(base: str, place: str) -> str:
    try:
        return urljoin(base, place)
    except ValueError as fault:
        raise RefusedAddress(f"{base} redirects to {place[:120]!r}, which is no address ({fault}).") from fault


@contextlib.contextmanager
def _connected(target: Target, numbers: list[str], until: float) -> Iterator[socket.socket]:
    """A connection to the first of the checked numbers that answers; with TLS, not yet shaken hands."""
    fault: OSError = OSError("no address")
    for number in numbers:
        wait = min(_CONNECTING, until - time.monotonic())
        if wait <= 0:
            raise TimeoutError("timed out")
        try:
            plain = socket.create_connection((number, target.port), timeout=wait)
            break
        except OSError as trouble:
            fault = trouble
    else:
        raise fault
    plain.settimeout(max(until - time.monotonic(), 0.01))
    with plain:
        if target.scheme == "http":
            yield plain
            return
        safe = ssl.create_default_context()
        with safe.wrap_socket(plain, server_hostname=target.host, do_handshake_on_connect=False) as line:
            yield line


@contextlib.contextmanager
def _cut_off(line: socket.socket, until: float, late: threading.Event) -> Iterator[None]:
    """Cut the line when the time is up: a server that sends a byte now and then never meets a socket's time limit."""

    def cut() -> None:
        late.set()
        with contextlib.suppress(OSError):
            socket.socket.shutdown(line, socket.SHUT_RDWR)

    timer = threading.Timer(max(until - time.monotonic(), 0.01), cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def refuse_status(answer: Answer) -> None:
    """Nothing where the server gave what was asked.

    Raises:
        NotFetched: with the status, and how long the server asks to wait.
    """
    if answer.status == 200:
        return
    said = http.client.responses.get(answer.status, "no status that is known")
    raise NotFetched(
        f"{answer.address} was answered with {answer.status} ({said}).", status=answer.status, wait=wait_asked(answer)
    )


def wait_asked(answer: Answer) -> float | None:
    """Seconds that ``Retry-After`` asks to wait, told as a number or as a moment."""
    from email.utils import parsedate_to_datetime

    told = answer.headers.get("retry-after", "").strip()
    if told.isdecimal():
        return float(told[:9])
    try:
        return max(parsedate_to_datetime(told).timestamp() - time.time(), 0.0)
    except (ValueError, TypeError, OverflowError):
        return None
