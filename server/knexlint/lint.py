"""The one door: a migration in, findings out. Pure: no I/O, no clock, no exception for bad input."""

from __future__ import annotations
