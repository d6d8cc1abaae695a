"""Weekly hours across time zones: what people have free, what a group has in common, and what a year does to it.

Grain: quarter hours; 672 of them make a week that begins on Monday at 00:00. A person's hours are stretches on their
own clock; :func:`utc_week` brings them to UTC for a date, daylight saving respected; :func:`common_stretches` finds
when a group can meet; :func:`weeks_survived` counts for how many of the coming weeks that stays true.

>>> from datetime import date
>>> import numpy as np
>>> on = date(2025, 7, 1)
>>> jerusalem = utc_week(local_week(parse_stretches("Thu 20:00-22:00")), "Asia/Jerusalem", on)
>>> new_york = utc_week(local_week(parse_stretches("Thu 13:30-16:00")), "America/New_York", on)
>>> common = common_stretches(np.stack([jerusalem, new_york]), 60)
>>> format_stretches(back_to_local(common, "Asia/Jerusalem", on))
'Thu 20:30-22:00'
"""

from .common import best_anchor, common_stretches, free_weeks, startable, weeks_survived
from .stretches import (
    DAY,
    QUARTER,
    SLOTS,
    WEEKDAYS,
    HoursError,
    Stretch,
    Week,
    clock_text,
    format_stretches,
    local_week,
    merge,
    parse_stretches,
    stretches_of,
)
from .weeks import WORDS, back_to_local, pack, shifted, unpack, utc_week, utc_weeks
from .zones import offset, offsets, to_local, zone_info, zone_names

__all__ = [
    "DAY",
    "QUARTER",
    "SLOTS",
    "WEEKDAYS",
    "WORDS",
    "HoursError",
    "Stretch",
    "Week",
    "back_to_local",
    "best_anchor",
    "clock_text",
    "common_stretches",
    "format_stretches",
    "free_weeks",
    "local_week",
    "merge",
    "offset",
    "offsets",
    "pack",
    "parse_stretches",
    "shifted",
    "startable",
    "stretches_of",
    "to_local",
    "unpack",
    "utc_week",
    "utc_weeks",
    "weeks_survived",
    "zone_info",
    "zone_names",
]
