"""Which addresses may be fetched: those of public servers, and of nothing else.

A feed, a page or a list of addresses comes from outside and can name any address: this machine's own services, a
router, a cloud's metadata. So a name is resolved once, every address it stands for must be public, and the connection
goes to the address that was checked and to no other (a name can stand for something else a moment later).
"""

from __future__ import annotations

import ipaddress
import re
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from demarche.errors import NotFetched, RefusedAddress

#: A name and a port to numeric addresses.
Resolver = Callable[[str, int], list[str]]
Number = ipaddress.IPv4Address | ipaddress.IPv6Address

# Browsers take some 2,000 characters for sure; news addresses with all their tracking stay below.
LONGEST = 4096
_PORTS = {"http": 80, "https": 443}
_NAME = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*")
_NUMERIC = re.compile(r"(\d+|0x[0-9a-f]*)")
# What IANA gives out to servers is 2000::/3. In it: IETF's own (with Teredo), examples and 6to4, which hides an IPv4.
_PUBLIC_6 = ipaddress.ip_network("2000::/3")
_SPECIAL_6 = [ipaddress.ip_network(one) for one in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")]
# A network without IPv4 reaches IPv4 servers through these (RFC 6052): the last 32 bits are the server's.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Relays of 6to4, given up (RFC 7526); Python counts them as public.
_SPECIAL_4 = ipaddress.ip_network("192.88.99.0/24")


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart: what to connect to and what to ask for."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """Scheme, host and port, as robots.txt counts sites."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{name}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")

    @property
    def address(self) -> str:
        """The whole address, without what only a browser needs (the fragment)."""
        return self.origin + self.path


def is_address(text: str) -> bool:
    """Whether ``text`` is meant as an address of the web, and not as the name of a file."""
    return text[:8].lower().startswith(("http://", "https://"))


def target_of(address: str) -> Target:
    """An address taken apart; names outside ASCII as the net writes them.

    Raises:
        RefusedAddress: where it is no address of a web server, or is written to be read in two ways.
    """
    shown = address[:120]
    if len(address) > LONGEST:
        raise RefusedAddress(f"{shown}… has over {LONGEST:,} characters, which no address of a page has. It is left.")
    if any(ord(letter) <= 32 or ord(letter) == 127 or letter == "\\" for letter in address):
        raise RefusedAddress(f"{shown!r} holds spaces, control characters or backslashes. It is left.")
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as fault:
        raise RefusedAddress(f"{shown} is no address ({fault}). It is left.") from fault
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        raise RefusedAddress(f"{shown} is no address of a web server: only http and https are fetched.")
    if parts.username is not None or parts.password is not None or port == 0:
        raise RefusedAddress(f"{shown} holds a name and password, or no port. Such addresses are not fetched.")
    host = _host(parts.hostname or "", shown)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = "?" + quote(parts.query, safe="/?%:@!$&'()*+,;=~-._[]") if parts.query else ""
    return Target(scheme, host, port or _PORTS[scheme], path + query)


def _host(told: str, shown: str) -> str:
    """A host's name as it is looked up. Numbers in odd forms (``127.1``, ``0x7f.1``, ``2130706433``) are refused."""
    if ":" in told:
        try:
            return str(ipaddress.IPv6Address(told.replace("%", " ")))  # with no zone: those are of this machine
        except ValueError as fault:
            raise RefusedAddress(f"{shown} has no host ({fault}). It is left.") from fault
    try:
        host = told.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError as fault:
        raise RefusedAddress(f"{shown} has no host that can be looked up ({fault}). It is left.") from fault
    if len(host) > 253 or not _NAME.fullmatch(host):
        raise RefusedAddress(f"{shown} has no host that can be looked up. It is left.")
    if _NUMERIC.fullmatch(host.rpartition(".")[2]):
        try:
            return str(ipaddress.IPv4Address(host))
        except ValueError as fault:
            raise RefusedAddress(f"{shown} writes a number as its host in an odd form. It is left.") from fault
    return host


def is_public(number: str) -> bool:
    """Whether a numeric address is that of a server on the open net, also where one hides in another."""
    try:
        found: Number = ipaddress.ip_address(number)
    except ValueError:  # with a zone, "fe80::1%eth0"
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
        return found in _PUBLIC_6 and not any(found in one for one in _SPECIAL_6)
    return found.is_global and not found.is_multicast and found not in _SPECIAL_4


def numbers_of(target: Target, seconds: float, *, local: bool = False, resolver: Resolver | None = None) -> list[str]:
    """The numeric addresses of a target, all of them checked.

    Args:
        seconds: how long looking the name up may take.
        local: allow what is not public too.

    Raises:
        RefusedAddress: where one of them is not public.
        NotFetched: where the name stands for nothing, or nobody answers.
    """
    found = _looked_up(target, seconds, resolver or system_resolver)
    inside = [number for number in found if not is_public(number)]
    if inside and not local:
        raise RefusedAddress(
            f"{target.address} leads to {inside[0]}, which is no public address. Only servers on the open net are "
            "fetched from; --allow-local allows others, for a network of your own."
        )
    return found


def system_resolver(host: str, port: int) -> list[str]:
    """What this machine's own resolver says, each number once."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def _looked_up(target: Target, seconds: float, resolver: Resolver) -> list[str]:
    """The resolver's answer, waited for no longer than ``seconds``: nothing ends a look-up that hangs."""
    answer: list[str] = []
    trouble: list[Exception] = []

    def ask() -> None:
        try:
            answer.extend(resolver(target.host, target.port))
        except (OSError, UnicodeError) as fault:
            trouble.append(fault)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(max(seconds, 0.0))
    if not answer:
        said = trouble[0] if trouble else "nobody answered"
        raise NotFetched(f"{target.address}: the name {target.host} was not found ({said}). Check the address.")
    return answer
