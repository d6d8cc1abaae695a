"""Dates in Russian: the month after its day in the genitive, and no “г.” whose point would end a sentence twice."""

DATE_FORMAT = "j E Y"
DATETIME_FORMAT = "j E Y, H:i"
TIME_FORMAT = "H:i"
MONTH_DAY_FORMAT = "j E"
