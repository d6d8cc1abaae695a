"""Cells in the words of people: what a careful reader would understand is understood, the rest is named."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tenfold.engine.hours import Stretch, format_stretches, merge
from tenfold.people.attributes import kind_of, read_age
from tenfold.people.availability import read_hours
from tenfold.people.lexicon import country_code
from tenfold.people.spoken import read_languages
from tenfold.people.zones import read_zone
from tests.people.sheets import ON


def every(days: str, hours: str) -> str:
    return "; ".join(f"{day} {hours}" for day in days.split())


WEEKS = {
    "Mon 20:00-21:30 | Fri 20:00-21:30": "Mon 20:00-21:30; Fri 20:00-21:30",
    "Wed, Fri 21:00–00:00": "Wed 21:00-24:00; Fri 21:00-24:00",
    "weekdays 19:00-21:00": every("Mon Tue Wed Thu Fri", "19:00-21:00"),
    "Tuesday 19:30 - 22:30; Wednesday 19:30 - 22:30": every("Tue Wed", "19:30-22:30"),
    "mon 19-22 / thu 19-22": every("Mon Thu", "19:00-22:00"),
    "Sun-Thu 06:30-08:00": every("Mon Tue Wed Thu Sun", "06:30-08:00"),
    "Tue 22:30-00:30": "Tue 22:30-00:30",
    "Fri-Sun 20:00-22:00": every("Fri Sat Sun", "20:00-22:00"),
    "7-9pm Mon, Wed": every("Mon Wed", "19:00-21:00"),
    "7-9pm on Tuesdays and Thursdays": every("Tue Thu", "19:00-21:00"),
    "19:00-21:00 Mon; Wed 20:00-22:00": "Mon 19:00-21:00; Wed 20:00-22:00",
    "Mon 7:30 PM – 9 PM": "Mon 19:30-21:00",
    "Mon 8-10 p.m.": "Mon 20:00-22:00",
    "Mon 11-1pm": "Mon 11:00-13:00",
    "Mon 10pm-1am": "Mon 22:00-01:00",
    "Tue 8pm-midnight": "Tue 20:00-24:00",
    "every day 8pm to 10pm": every("Mon Tue Wed Thu Fri Sat Sun", "20:00-22:00"),
    "weekends 10-12": every("Sat Sun", "10:00-12:00"),
    "Sunday-Thursday between 20:00 and 22:00": every("Mon Tue Wed Thu Sun", "20:00-22:00"),
    "Mon-Fri 19-21 except Wed": every("Mon Tue Thu Fri", "19:00-21:00"),
    "Fri 22:00 - Sat 02:00": "Fri 22:00-02:00",
    "Mon 20:00-24:00": "Mon 20:00-24:00",
    "Mon all day": "Mon 00:00-24:00",
    "Mon: 19:00-21:00, 22:00-23:00": "Mon 19:00-21:00; Mon 22:00-23:00",
    "Mon&Wed 19:30-21": every("Mon Wed", "19:30-21:00"),
    "Mo,Mi 19,30-21,00": every("Mon Wed", "19:30-21:00"),
    "Mon 1930-2100": "Mon 19:30-21:00",
    "Ｍｏｎ　１９：００－２１：００": "Mon 19:00-21:00",
    "\u200fMon\u00a019:00\u201321:00\u200e": "Mon 19:00-21:00",
    "Моn 19:00-21:00": "Mon 19:00-21:00",  # the first two letters are Cyrillic
    "ימים א'-ה' 20:00-22:00": every("Mon Tue Wed Thu Sun", "20:00-22:00"),
    "יום שני 19:00-21:00, יום רביעי 20:00-22:00": "Mon 19:00-21:00; Wed 20:00-22:00",
    "ב' ו-ד' 20:00-22:00": every("Mon Wed", "20:00-22:00"),
    "שני וחמישי 20:00-22:00": every("Mon Thu", "20:00-22:00"),
    "ימי ב 7-9 בערב": "Mon 19:00-21:00",
    'מוצ"ש 21:00-23:00': "Sat 21:00-23:00",
    "пн, ср 19:00-21:00": every("Mon Wed", "19:00-21:00"),
    "по вторникам и четвергам с 19 до 21": every("Tue Thu", "19:00-21:00"),
    "по будням 19.30–21.00": every("Mon Tue Wed Thu Fri", "19:30-21:00"),
    "пн-пт с 7 до 9 вечера": every("Mon Tue Wed Thu Fri", "19:00-21:00"),
    "Mo, Mi 19-21 Uhr": every("Mon Wed", "19:00-21:00"),
    "Di + Do 19:30 bis 21 Uhr": every("Tue Thu", "19:30-21:00"),
    "lundi au jeudi 19h30-21h": every("Mon Tue Wed Thu", "19:30-21:00"),
    "mar. et jeu. de 19h à 21h30": every("Tue Thu", "19:00-21:30"),
    "lunes y miércoles de 19:00 a 21:00": every("Mon Wed", "19:00-21:00"),
    "SALI 20:00-22:00": "Tue 20:00-22:00",  # a Turkish dotless i
    "Thrusday 19-21": "Thu 19:00-21:00",
    "Tue 19:3O-21:00": "Tue 19:30-21:00",  # the letter O
    "M-F 6pm-8pm": every("Mon Tue Wed Thu Fri", "18:00-20:00"),
    "any evening 19-22 except Friday": every("Mon Tue Wed Thu Sat Sun", "19:00-22:00"),
    "24/7": every("Mon Tue Wed Thu Fri Sat Sun", "00:00-24:00"),
    "с понедельника по пятницу с 19:00 до 21:00": every("Mon Tue Wed Thu Fri", "19:00-21:00"),
    "ראשון-חמישי 20:00-22:00": every("Mon Tue Wed Thu Sun", "20:00-22:00"),
    "le mardi soir de 20h à 22h": "Tue 20:00-22:00",
    "Mon 19-21\nTue 20-22": "Mon 19:00-21:00; Tue 20:00-22:00",
}


@pytest.mark.parametrize(("written", "meant"), WEEKS.items())
def test_hours_are_understood(written: str, meant: str) -> None:
    reading = read_hours(written)
    assert not reading.troubles
    assert format_stretches(reading.value or ()) == meant


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("", "No hours"),
        ("evenings", "which hours"),
        ("Mon", "which hours"),
        ("19:00-21:00", "which days"),
        ("Mon 25:00-26:00", "25:00"),
        ("Tue 19:60-21:00", "19:60"),
        ("Tue 21:00-19:00", "22 hours"),
        ("Mon 19:00-19:00", "ends when it begins"),
        ("Mon 20:00", "one time"),
        ("Mon 9-5", "20 hours"),
        ("12/03/2025", "date"),
        ("Mon 20:00-21:30 EST", "EST"),
        ("Mon 19:00 - 21:00 - 22:00", "one time"),
        ("Mon 19.5-21", "one time"),
        ("Mon, sometimes 19-21", "sometimes"),
    ],
)
def test_hours_that_nobody_could_know_are_named(written: str, word: str) -> None:
    reading = read_hours(written)
    assert reading.value is None
    assert word in str(reading.troubles[0].problem)
    assert str(reading.troubles[0].remedy)


def test_the_sound_part_of_an_hours_cell_still_counts() -> None:
    reading = read_hours("Mon 19:00-21:00 | Tue 25:00-26:00")
    assert format_stretches(reading.value or ()) == "Mon 19:00-21:00"
    assert len(reading.troubles) == 1


def test_weekdays_are_those_of_the_country() -> None:
    israel, germany = (read_hours("weekdays 19-21", country=country) for country in ("IL", "DE"))
    assert format_stretches(israel.value or ()) == every("Mon Tue Wed Thu Sun", "19:00-21:00")
    assert israel.notes
    assert format_stretches(germany.value or ()) == every("Mon Tue Wed Thu Fri", "19:00-21:00")
    assert not germany.notes


def test_a_short_name_of_a_day_is_read_in_the_language_of_the_person() -> None:
    assert format_stretches(read_hours("do 19-21", spoken=("de",)).value or ()) == "Thu 19:00-21:00"
    assert format_stretches(read_hours("do 19-21", spoken=("es",)).value or ()) == "Sun 19:00-21:00"


def test_times_off_the_quarter_hour_are_drawn_in_and_noted() -> None:
    reading = read_hours("Mon 19:10-20:40")
    assert format_stretches(reading.value or ()) == "Mon 19:15-20:30"
    assert reading.notes


stretch = st.builds(lambda start, length: Stretch(start, start + length), st.integers(0, 671), st.integers(1, 40))


@given(st.lists(stretch, max_size=8))
def test_whatever_is_written_in_the_canonical_form_is_read_back(stretches: list[Stretch]) -> None:
    assume(all(stretch.minutes <= 10 * 60 for stretch in merge(stretches)))
    text = format_stretches(stretches)
    assert (read_hours(text).value or ()) == merge(stretches)


@pytest.mark.parametrize(
    ("written", "codes"),
    {
        "he;en": ("he", "en"),
        "עברית, English": ("he", "en"),
        "Русский": ("ru",),
        "Español / Français & Deutsch": ("es", "fr", "de"),
        "English (fluent), русский - родной": ("en", "ru"),
        "he en ru": ("he", "en", "ru"),
        "אנגלית ורוסית": ("en", "ru"),
        "английский и иврит": ("en", "he"),
        "heb, eng": ("he", "en"),
        "pt-BR": ("pt",),
        "еn": ("en",),  # a Cyrillic е
        "TÜRKÇE": ("tr",),
        "Native English, B1 German": ("en", "de"),
        "en, EN, English": ("en",),
    }.items(),
)
def test_languages_are_understood(written: str, codes: tuple[str, ...]) -> None:
    reading = read_languages(written)
    assert reading.value == codes
    assert not reading.troubles


def test_an_unknown_language_is_named_and_the_others_count() -> None:
    reading = read_languages("Klingonese, en")
    assert reading.value == ("en",)
    assert "Klingonese" in str(reading.troubles[0].problem)


def test_a_slip_of_the_pen_is_understood_and_noted() -> None:
    assert read_languages("Englsh").value == ("en",)
    assert read_languages("Englsh").notes


@pytest.mark.parametrize(
    ("written", "country", "zone"),
    [
        ("Asia/Jerusalem", "", "Asia/Jerusalem"),
        ("jerusalem", "", "Asia/Jerusalem"),
        ("ירושלים", "", "Asia/Jerusalem"),
        ("Tel-Aviv", "", "Asia/Jerusalem"),
        ("Israel", "", "Asia/Jerusalem"),
        ("GB", "", "Europe/London"),
        ("EST5EDT", "", "America/New_York"),
        ("US/Eastern", "", "America/New_York"),
        ("EST", "US", "America/New_York"),
        ("New York", "", "America/New_York"),
        ("Buenos Aires", "", "America/Argentina/Buenos_Aires"),
        ("MSK", "", "Europe/Moscow"),
        ("Москва", "", "Europe/Moscow"),
        ("CET", "DE", "Europe/Berlin"),
        ("IST", "IL", "Asia/Jerusalem"),
        ("IST", "IN", "Asia/Kolkata"),
        ("Asia/Calcutta", "", "Asia/Kolkata"),
        ("Berlin, Germany", "", "Europe/Berlin"),
        ("Israel Standard Time", "", "Asia/Jerusalem"),
        ("İstanbul", "", "Europe/Istanbul"),
        ("EUROPE/ISTANBUL", "", "Europe/Istanbul"),
        ("Еurope/Berlin", "", "Europe/Berlin"),  # a Cyrillic Е
        ("Europe/Pariss", "FR", "Europe/Paris"),
        ("UTC+2", "IL", "Asia/Jerusalem"),
        ("", "DE", "Europe/Berlin"),
    ],
)
def test_zones_are_understood(written: str, country: str, zone: str) -> None:
    reading = read_zone(written, country=country, on=ON)
    assert reading.value == zone
    assert not reading.troubles


@pytest.mark.parametrize(
    ("written", "country", "word"),
    [
        ("Jerusalm", "GB", "Asia/Jerusalem"),
        ("Jerusalm", "", "Asia/Jerusalem"),
        ("", "US", "America/New_York"),
        ("", "", "IANA"),
        ("IST", "", "Asia/Kolkata"),
        ("Russia", "", "Europe/Moscow"),
        ("-05:00", "US", "America/New_York"),
        ("Mars", "", "IANA"),
    ],
)
def test_zones_that_nobody_could_know_are_named_with_what_may_be_meant(written: str, country: str, word: str) -> None:
    reading = read_zone(written, country=country, on=ON)
    assert reading.value is None
    assert word in str(reading.troubles[0].remedy)


def test_a_guessed_zone_and_one_outside_the_country_are_noted() -> None:
    assert read_zone("", country="DE", on=ON).notes
    assert read_zone("Europe/Kyiv", country="RU", on=ON).notes


def test_countries_have_many_names() -> None:
    names = ("USA", "UK", "Россия", "Deutschland", "Brasil", "ישראל", 'ארה"ב', "IL", "isr")
    assert [country_code(name) for name in names] == ["US", "GB", "RU", "DE", "BR", "IL", "US", "IL", "IL"]


@pytest.mark.parametrize(
    ("written", "age"),
    [("47", "47"), ("47.0", "47"), ("47 years", "47"), ("1978", "47"), ("30-39", "34"), ("ca. 50", "50")],
)
def test_ages_are_understood(written: str, age: str) -> None:
    assert read_age(written, on=ON).value == age


@pytest.mark.parametrize("written", ["-5", "forty", "400", "0", "4/7"])
def test_what_is_no_age_is_named(written: str) -> None:
    reading = read_age(written, on=ON)
    assert reading.value is None
    assert reading.troubles


def test_free_text_is_told_from_kinds_and_numbers() -> None:
    assert kind_of(["3", "4,5", "12", "7"]) == "numeric"
    assert kind_of(["city", "village"] * 5) == "nominal"
    assert kind_of(["likes to sing in the morning", "comes when the children sleep"]) == "text"
