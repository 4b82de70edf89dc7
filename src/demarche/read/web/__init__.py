"""Addresses: what may be fetched, one page politely, feeds and lists of addresses, and feeds followed over time."""

from __future__ import annotations
