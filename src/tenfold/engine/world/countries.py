"""Where people live: numbers by country, ages by region, zones by country, weekends.

All figures are rounded; they make a believable world, not a statistical one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_MILLIONS = {
    "levant": "IL 9.5",
    "north_america": "US 347 CA 40.1 AU 27.0 NZ 5.3",
    "west_europe": (
        "DE 84.1 GB 69.6 FR 66.7 IT 59.1 ES 47.9 NL 18.3 BE 11.8 SE 10.7 PT 10.4 GR 9.9 AT 9.1 CH 9.0 DK 6.0 FI 5.6 "
        "NO 5.6 IE 5.3 CY 1.4 LU 0.7 MT 0.5 IS 0.4"
    ),
    "east_europe": (
        "PL 38.1 RO 18.9 CZ 10.6 HU 9.6 BG 6.7 RS 6.7 SK 5.5 HR 3.8 BA 3.1 AL 2.8 LT 2.8 SI 2.1 LV 1.9 MK 1.8 EE 1.3 "
        "ME 0.6"
    ),
    "eurasia": "RU 144 UA 39.0 UZ 37.1 KZ 20.8 TJ 10.8 AZ 10.4 BY 9.0 TM 7.6 KG 7.3 GE 3.8 AM 3.0 MD 3.0",
    "latin_america": (
        "BR 213 MX 132 CO 53.4 AR 45.9 PE 34.6 VE 28.5 CL 19.9 GT 18.7 EC 18.3 BO 12.6 HT 11.9 DO 11.5 HN 11.0 CU 10.9 "
        "PY 7.0 NI 7.0 SV 6.4 CR 5.2 PA 4.6 UY 3.4 PR 3.2 JM 2.8 TT 1.5 GY 0.8 SR 0.6 BZ 0.4 BS 0.4 BB 0.3"
    ),
    "middle_east": (
        "EG 118 IR 92.4 TR 87.7 SD 51.7 DZ 47.4 IQ 47.0 YE 41.8 MA 38.4 SA 34.6 SY 25.6 TN 12.3 JO 11.5 AE 11.3 LY 7.5 "
        "LB 5.8 PS 5.6 OM 5.5 KW 5.0 QA 3.1 BH 1.6"
    ),
    "africa": (
        "NG 238 ET 136 CD 113 TZ 70.5 ZA 64.7 KE 57.5 UG 51.4 AO 39.0 MZ 35.6 GH 35.1 CI 32.7 MG 32.7 CM 29.9 NE 27.9 "
        "ML 25.2 BF 24.1 MW 22.2 ZM 21.9 TD 21.0 SO 19.7 SN 18.9 ZW 17.0 GN 15.1 BJ 14.8 RW 14.6 BI 14.4 SS 12.2 "
        "TG 9.7 SL 8.8 CG 6.5 LR 5.7 CF 5.5 MR 5.3 ER 3.6 NA 3.1 GM 2.8 GA 2.6 BW 2.6 LS 2.4 GW 2.2 GQ 1.9 MU 1.3 "
        "SZ 1.3 DJ 1.2 KM 0.9 CV 0.5"
    ),
    "south_asia": "IN 1464 PK 255 BD 176 AF 43.8 NP 29.6 LK 23.2 BT 0.8 MV 0.5",
    "southeast_asia": (
        "ID 286 PH 117 VN 102 TH 71.6 MM 54.9 MY 36.0 KH 17.8 PG 10.8 LA 7.9 SG 5.9 TL 1.4 FJ 0.9 SB 0.8 BN 0.5"
    ),
    "east_asia": "CN 1416 JP 123 KR 51.7 KP 26.6 TW 23.1 HK 7.4 MN 3.5 MO 0.7",
}
"""Millions of people in mid-2025 by region and country. Source: United Nations, World Population Prospects 2024, medium
variant, rounded. Babel ships the languages of CLDR's territories but not their populations, hence this table."""

_DISPERSION_THOUSANDS = (
    "IL 6142 US 5742 FR 475 CA 385 GB 290 RU 186 AR 181 DE 118 AU 113 BR 95 ZA 70 UA 63 HU 48 MX 40 BE 30 NL 30 IT 28 "
    "CH 19 CL 18 UY 17 TR 17 SE 15 ES 12 BY 11 PA 10 AZ 9 AT 9 IR 9 RO 9 NZ 8 DK 6 IN 5 LV 5 MD 4 CZ 4 GR 4 UZ 4 KZ 3 "
    "GE 3 PL 3 CO 3 CR 3 PE 2 MA 2"
)
"""A scattered people of 14.25 million, in thousands by country. Source: S. DellaPergola, World Jewish Population 2014
(American Jewish Year Book), rounded; the first two filled up to the total."""

_ADULTS = {
    "levant": (16, 21, 19, 16, 12, 10, 6),
    "north_america": (12, 18, 17, 16, 16, 13, 8),
    "west_europe": (10, 15, 16, 17, 18, 13, 11),
    "east_europe": (9, 15, 19, 19, 16, 14, 8),
    "eurasia": (11, 18, 21, 17, 17, 11, 5),
    "latin_america": (16, 22, 20, 16, 13, 8, 5),
    "middle_east": (17, 26, 23, 16, 10, 6, 2),
    "africa": (24, 29, 20, 13, 8, 4, 2),
    "south_asia": (19, 25, 20, 15, 11, 7, 3),
    "southeast_asia": (16, 22, 20, 17, 13, 8, 4),
    "east_asia": (10, 17, 19, 18, 18, 12, 6),
}
"""Per cent of the adults in the age bands 18-24, 25-34, … 65-74, 75-90. Source: United Nations, World Population
Prospects 2024, by region, rounded."""

_AGE_BANDS = (18, 25, 35, 45, 55, 65, 75, 91)
YOUNGEST = _AGE_BANDS[0]

_ZONE_WEIGHTS = {
    "US": "America/New_York 47 America/Chicago 29 America/Denver 5 America/Phoenix 2 America/Los_Angeles 16 "
    "America/Anchorage 0.3 Pacific/Honolulu 0.5",
    "CA": "America/Toronto 62 America/Vancouver 14 America/Edmonton 12 America/Winnipeg 4 America/Regina 3 "
    "America/Halifax 4 America/St_Johns 1",
    "MX": "America/Mexico_City 76 America/Monterrey 9 America/Tijuana 4 America/Hermosillo 3 America/Chihuahua 3 "
    "America/Mazatlan 3 America/Cancun 2",
    "BR": "America/Sao_Paulo 62 America/Bahia 8 America/Fortaleza 10 America/Recife 6 America/Belem 5 America/Manaus 4 "
    "America/Cuiaba 2 America/Campo_Grande 2 America/Rio_Branco 1",
    "CL": "America/Santiago 98 America/Punta_Arenas 1",
    "EC": "America/Guayaquil 99 Pacific/Galapagos 0.2",
    "RU": "Europe/Moscow 63 Europe/Samara 4 Europe/Saratov 2 Europe/Volgograd 2 Europe/Kaliningrad 1 "
    "Asia/Yekaterinburg 14 Asia/Omsk 2 Asia/Novosibirsk 5 Asia/Krasnoyarsk 3 Asia/Irkutsk 2 Asia/Yakutsk 1 "
    "Asia/Vladivostok 2",
    "UA": "Europe/Kyiv 1",
    "KZ": "Asia/Almaty 83 Asia/Aqtobe 9 Asia/Aqtau 4 Asia/Oral 4",
    "UZ": "Asia/Tashkent 60 Asia/Samarkand 40",
    "MN": "Asia/Ulaanbaatar 91 Asia/Hovd 9",
    "CN": "Asia/Shanghai 99 Asia/Urumqi 1",
    "ID": "Asia/Jakarta 79 Asia/Pontianak 2 Asia/Makassar 16 Asia/Jayapura 3",
    "AU": "Australia/Sydney 33 Australia/Melbourne 26 Australia/Brisbane 20 Australia/Perth 11 Australia/Adelaide 7 "
    "Australia/Hobart 2 Australia/Darwin 1",
    "NZ": "Pacific/Auckland 1",
    "CD": "Africa/Kinshasa 62 Africa/Lubumbashi 38",
    "ES": "Europe/Madrid 95 Atlantic/Canary 5",
    "PT": "Europe/Lisbon 95 Atlantic/Madeira 2.5 Atlantic/Azores 2.5",
}
"""Shares of the zones of the countries that have several. Source: censuses of states and provinces, rounded. Any other
country takes the zone that tzdata lists first for it, its most populous as a rule."""

FRIDAY_SATURDAY = frozenset(
    ("BD", "BH", "DZ", "EG", "IL", "IQ", "IR", "JO", "KW", "LY", "OM", "PS", "QA", "SA", "SD", "SY", "YE")
)
"""Countries whose weekend is Friday and Saturday (CLDR weekData; Iran, Friday alone there, counted among them)."""

LATE_EVENINGS = {
    "ES": 4,
    "AR": 4,
    "EG": 4,
    "GR": 4,
    "UY": 4,
    "BR": 2,
    "CL": 2,
    "IL": 2,
    "IT": 2,
    "MX": 2,
    "PT": 2,
    "TR": 2,
}
"""Quarter hours by which the evening begins later than elsewhere (assumption, after dinner times)."""


def region_of(country: str) -> str:
    """The region of a country: ages, milieus and habits are told by region.

    >>> region_of("GE")
    'eurasia'
    """
    return _regions()[country]


@cache
def _regions() -> dict[str, str]:
    return {country: region for region, text in _MILLIONS.items() for country in _weights(text)}


def world_people() -> dict[str, float]:
    """People by country, all over the world.

    >>> round(sum(world_people().values()) / 1e9, 1)
    8.2
    """
    return {country: 1e6 * value for text in _MILLIONS.values() for country, value in _weights(text).items()}


def dispersion_people() -> dict[str, float]:
    """People by country of a scattered people of 14.25 million.

    >>> sum(dispersion_people().values())
    14250000.0
    """
    return {country: 1e3 * value for country, value in _weights(_DISPERSION_THOUSANDS).items()}


def age_shares(country: str) -> list[float]:
    """Weights of the ages 18 to 90, year by year: even within a band, falling to nothing in the oldest.

    >>> [round(share, 1) for share in age_shares("NG")[:9]]
    [3.4, 3.4, 3.4, 3.4, 3.4, 3.4, 3.4, 2.9, 2.9]
    """
    shares: list[float] = []
    for begin, end, percent in zip(_AGE_BANDS, _AGE_BANDS[1:], _ADULTS[region_of(country)], strict=False):
        oldest = end == _AGE_BANDS[-1]
        slope = [float(end - age) if oldest else 1.0 for age in range(begin, end)]
        shares += [percent * weight / sum(slope) for weight in slope]
    return shares


def zone_shares(country: str) -> Mapping[str, float]:
    """Zones of a country and their weights.

    >>> zone_shares("NP")
    {'Asia/Kathmandu': 1.0}
    """
    listed = _ZONE_WEIGHTS.get(country)
    return _weights(listed) if listed else {_zones_of_countries()[country][0]: 1.0}


@cache
def _zones_of_countries() -> dict[str, list[str]]:
    """Zones by country, from ``zone.tab`` of the package tzdata (lines: country, coordinates, zone, comment)."""
    zones: dict[str, list[str]] = {}
    for line in files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            country, _, zone = line.split("\t")[:3]
            zones.setdefault(country, []).append(zone)
    return zones


def _weights(text: str) -> dict[str, float]:
    words = text.split()
    return {name: float(value) for name, value in zip(words[::2], words[1::2], strict=True)}
