"""Addresses: what may be fetched, one page politely, feeds and lists of addresses, and feeds followed over time."""

from __future__ import annotations

from demarche.read.web.fetch import Fetcher
from demarche.read.web.lists import addresses_in
from demarche.read.web.polite import Web
from demarche.read.web.reports import reports_at, reports_of_list
from demarche.read.web.targets import is_address

__all__ = ["Fetcher", "Web", "addresses_in", "is_address", "reports_at", "reports_of_list"]
