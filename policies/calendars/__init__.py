"""Calendars: which days and hours count in one place, as data files, and the arithmetic on opening hours."""

from policies.calendars.working_time import WorkingTime

__all__ = ["WorkingTime"]
