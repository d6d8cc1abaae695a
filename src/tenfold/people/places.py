"""Which zone a city, a country or an abbreviation stands for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib import resources

from babel import Locale
from babel.core import get_global

from tenfold.engine.hours import zone_info, zone_names

from .lexicon import READING_LOCALES
from .text import fold, lookup

_CITIES = {
    "Asia/Jerusalem": "tel aviv, tel aviv-yafo, jaffa, haifa, beer sheva, beersheba, netanya, ashdod, eilat, "
    "bnei brak, petah tikva, rishon lezion, ramat gan, herzliya, raanana, modiin, tzfat, safed, tiberias, "
    "nazareth, yerushalayim, תל אביב, תל-אביב, חיפה, באר שבע, נתניה, אשדוד, אילת, בני ברק, פתח תקווה, ראשון "
    "לציון, רמת גן, הרצליה, צפת, טבריה, тель-авив, хайфа, беэр-шева, нетания, ашдод, ришон-ле-цион",
    "America/New_York": "new york city, nyc, ny, brooklyn, manhattan, boston, washington, washington dc, miami, "
    "philadelphia, atlanta, baltimore, pittsburgh, orlando, cleveland, new jersey, нью йорк",
    "America/Chicago": "houston, dallas, austin, san antonio, minneapolis, st. louis, new orleans, milwaukee, "
    "kansas city",
    "America/Los_Angeles": "la, san francisco, sf, san diego, seattle, portland, las vegas, oakland, "
    "sacramento, san jose",
    "America/Denver": "salt lake city, colorado springs, albuquerque",
    "America/Toronto": "montreal, ottawa, quebec",
    "America/Edmonton": "calgary",
    "America/Sao_Paulo": "rio de janeiro, rio, brasilia, belo horizonte, curitiba, porto alegre, salvador",
    "America/Mexico_City": "guadalajara, ciudad de mexico, cdmx",
    "America/Argentina/Buenos_Aires": "rosario, la plata, caba",
    "America/Bogota": "medellin, cali",
    "Europe/London": "manchester, birmingham, leeds, liverpool, glasgow, edinburgh, bristol, cardiff, "
    "gateshead, oxford",
    "Europe/Paris": "lyon, marseille, toulouse, nice, strasbourg, bordeaux, lille, nantes, montpellier",
    "Europe/Berlin": "munich, munchen, hamburg, frankfurt, koln, cologne, stuttgart, dusseldorf, leipzig, dresden, "
    "мюнхен, гамбург, франкфурт",
    "Europe/Madrid": "barcelona, valencia, sevilla, seville, malaga, bilbao",
    "Europe/Rome": "milan, milano, naples, napoli, turin, torino, florence, firenze, venice, bologna",
    "Europe/Amsterdam": "rotterdam, the hague, den haag, utrecht",
    "Europe/Brussels": "antwerp, antwerpen, ghent",
    "Europe/Zurich": "geneva, geneve, basel, bern, zuerich",
    "Europe/Warsaw": "krakow, cracow, gdansk, wroclaw, lodz",
    "Europe/Kyiv": "kiev, lviv, odessa, odesa, kharkiv, kharkov, dnipro, киев, одесса, харьков, львов, днепр",
    "Europe/Moscow": "saint petersburg, st. petersburg, st petersburg, petersburg, spb, санкт-петербург, питер, спб, "
    "мск, kazan, казань, sochi, сочи, rostov, ростов-на-дону, nizhny novgorod, нижний новгород",
    "Asia/Yekaterinburg": "ekaterinburg, chelyabinsk, perm, ufa, челябинск, пермь, уфа",
    "Asia/Kolkata": "mumbai, bombay, delhi, new delhi, bangalore, bengaluru, chennai, hyderabad, pune, kolkata, cochin",
    "Africa/Johannesburg": "cape town, durban, pretoria",
    "Australia/Sydney": "canberra, newcastle",
    "Asia/Shanghai": "beijing, peking, shenzhen, guangzhou",
    "Asia/Tokyo": "osaka, kyoto",
    "Asia/Dubai": "abu dhabi",
    "Asia/Almaty": "astana, nur-sultan, астана",
}

ABBREVIATIONS: Mapping[str, tuple[str, ...]] = lookup(
    {
        ("Europe/Moscow",): "msk",
        ("America/New_York",): "est, edt, et, eastern, us eastern, eastern time",
        ("America/Chicago",): "ct, cdt, central time, us central",
        ("America/Chicago", "Asia/Shanghai"): "cst",
        ("America/Denver",): "mst, mdt, mt, mountain time, us mountain",
        ("America/Los_Angeles",): "pst, pdt, pt, pacific, pacific time, us pacific",
        ("Europe/Paris", "Europe/Berlin", "Europe/Madrid", "Europe/Rome"): "cet, cest, mez, mesz",
        ("Europe/Kyiv", "Europe/Bucharest", "Europe/Athens", "Europe/Helsinki"): "eet, eest",
        ("Europe/Lisbon",): "wet",
        ("Asia/Jerusalem", "Asia/Kolkata", "Europe/Dublin"): "ist",
        ("Asia/Jerusalem",): "idt",
        ("Europe/London", "Asia/Dhaka"): "bst",
        ("Australia/Sydney", "Australia/Melbourne"): "aest, aedt",
        ("Australia/Adelaide",): "acst",
        ("Australia/Perth",): "awst",
        ("Pacific/Auckland",): "nzst",
        ("Asia/Tokyo",): "jst",
        ("Asia/Seoul",): "kst",
        ("Africa/Johannesburg",): "sast",
        ("Asia/Singapore",): "sgt",
        ("America/Argentina/Buenos_Aires",): "art",
        ("America/Sao_Paulo",): "brt",
        ("America/Santiago",): "clt",
        ("America/Bogota",): "cot",
        ("Europe/Istanbul",): "trt",
        ("Asia/Hong_Kong",): "hkt",
        ("Asia/Dubai",): "gst",
    }
)
"""What people write for a zone, with all the zones it may stand for; the country decides."""


@cache
def names_of_zones() -> Mapping[str, str]:
    """IANA names in lower case, with spaces for underscores."""
    return {name.casefold().replace("_", " "): name for name in sorted(zone_names())}


@cache
def cities() -> Mapping[str, str]:
    """Folded names of cities, as in IANA names and by hand, with their zone."""
    ours = lookup(_CITIES)
    areas = [name for name in sorted(zone_names()) if name.count("/") and not name.startswith(("Etc/", "US/"))]
    iana = {fold(name.rpartition("/")[2].replace("_", " ")): canonical(name) for name in areas}
    return {**iana, **ours}


@cache
def cities_elsewhere() -> Mapping[str, str]:
    """The cities of zones as they are called in many languages."""
    table: dict[str, str] = {}
    for locale in READING_LOCALES:
        for zone, names in Locale(locale).time_zones.items():
            if "city" in names and zone in zone_names():
                table.setdefault(fold(names["city"]), canonical(zone))
    return table


def canonical(zone: str) -> str:
    """The present name of a zone: ``US/Eastern`` is ``America/New_York``."""
    return str(get_global("zone_aliases").get(zone, zone))


@cache
def former_names(zone: str) -> tuple[str, ...]:
    """All names of a zone, the present one first.

    >>> "Asia/Calcutta" in former_names("Asia/Kolkata")
    True
    """
    now = canonical(zone)
    return (now, *sorted(old for old, new in get_global("zone_aliases").items() if new == now))


@cache
def _zone_table() -> Mapping[str, list[str]]:
    table: dict[str, list[str]] = {}
    text = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            country, _, zone = line.split("\t")[:3]
            table.setdefault(country, []).append(zone)
    return table


def zones_of(country: str) -> list[str]:
    """The zones of a country (ISO code), the main one first as a rule."""
    return [zone for zone in _zone_table().get(country, []) if zone in zone_names()]


def countries_of(zone: str) -> set[str]:
    """The countries in which a zone is used; none for ``Etc/UTC`` and its like."""
    return {country for country, zones in _zone_table().items() if canonical(zone) in map(canonical, zones)}


@cache
def clock(zone: str, year: int) -> tuple[timedelta | None, ...]:
    """How far the zone stands from UTC in each week of a year: equal for zones whose clocks agree."""
    start = datetime(year, 1, 1, 12, tzinfo=UTC)
    moments = (start + timedelta(weeks=week) for week in range(53))
    return tuple(moment.astimezone(zone_info(zone)).utcoffset() for moment in moments)


def only_zone(country: str, year: int) -> str | None:
    """The zone of a country all of whose clocks agree, else None.

    >>> only_zone("IL", 2025), only_zone("DE", 2025), only_zone("US", 2025)
    ('Asia/Jerusalem', 'Europe/Berlin', None)
    """
    zones = zones_of(country)
    return zones[0] if zones and len({clock(zone, year) for zone in zones}) == 1 else None
