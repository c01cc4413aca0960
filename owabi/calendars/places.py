"""Which calendars there are, with their zones. Public holidays follow a place; the zone is that of its capital."""

from __future__ import annotations

from dataclasses import dataclass

COUNTRIES = {
    "AT": ("Austria", "Europe/Vienna"),
    "BE": ("Belgium", "Europe/Brussels"),
    "BG": ("Bulgaria", "Europe/Sofia"),
    "CH": ("Switzerland", "Europe/Zurich"),
    "CY": ("Cyprus", "Asia/Nicosia"),
    "CZ": ("Czechia", "Europe/Prague"),
    "DE": ("Germany", "Europe/Berlin"),
    "DK": ("Denmark", "Europe/Copenhagen"),
    "EE": ("Estonia", "Europe/Tallinn"),
    "ES": ("Spain", "Europe/Madrid"),
    "FI": ("Finland", "Europe/Helsinki"),
    "FR": ("France", "Europe/Paris"),
    "GR": ("Greece", "Europe/Athens"),
    "HR": ("Croatia", "Europe/Zagreb"),
    "HU": ("Hungary", "Europe/Budapest"),
    "IE": ("Ireland", "Europe/Dublin"),
    "IS": ("Iceland", "Atlantic/Reykjavik"),
    "IT": ("Italy", "Europe/Rome"),
    "JP": ("Japan", "Asia/Tokyo"),
    "LI": ("Liechtenstein", "Europe/Vaduz"),
    "LT": ("Lithuania", "Europe/Vilnius"),
    "LU": ("Luxembourg", "Europe/Luxembourg"),
    "LV": ("Latvia", "Europe/Riga"),
    "MT": ("Malta", "Europe/Malta"),
    "NL": ("Netherlands", "Europe/Amsterdam"),
    "NO": ("Norway", "Europe/Oslo"),
    "PL": ("Poland", "Europe/Warsaw"),
    "PT": ("Portugal", "Europe/Lisbon"),
    "RO": ("Romania", "Europe/Bucharest"),
    "SE": ("Sweden", "Europe/Stockholm"),
    "SI": ("Slovenia", "Europe/Ljubljana"),
    "SK": ("Slovakia", "Europe/Bratislava"),
}
PARTS = {
    "DE": ("Germany", "Europe/Berlin", "BB BE BW BY HB HE HH MV NI NW RP SH SL SN ST TH"),
    "AT": ("Austria", "Europe/Vienna", "1 2 3 4 5 6 7 8 9"),
    "ES": ("Spain", "Europe/Madrid", "AN AR AS CB CE CL CM CN CT EX GA IB MC MD ML NC PV RI VC"),
    "GB": ("United Kingdom", "Europe/London", "ENG WLS SCT NIR"),
    "AU": ("Australia", "Australia/Sydney", "NSW VIC QLD SA WA TAS NT ACT"),
}
OWN_ZONES = {
    "ES-CN": "Atlantic/Canary",
    "AU-VIC": "Australia/Melbourne",
    "AU-QLD": "Australia/Brisbane",
    "AU-SA": "Australia/Adelaide",
    "AU-WA": "Australia/Perth",
    "AU-TAS": "Australia/Hobart",
    "AU-NT": "Australia/Darwin",
}


@dataclass(frozen=True)
class Place:
    """One calendar that is written from the library."""

    id: str
    title: str
    zone: str
    country: str
    part: str | None = None
    observed: bool = True
    """Whether a holiday on a weekend is also kept on another day, as the place's law says."""
    offices: bool = False
    """Whether government offices' year-end closure is added (Japan)."""


def _places() -> list[Place]:
    found = [Place(code, f"{name}: public holidays", zone, code) for code, (name, zone) in COUNTRIES.items()]
    for country, (name, zone, parts) in PARTS.items():
        for part in parts.split():
            place = f"{country}-{part}"
            found.append(Place(place, f"{name}, {{part}}: public holidays", OWN_ZONES.get(place, zone), country, part))
    york = "America/New_York"
    return [
        *found,
        Place(
            "JP-GOV",
            "Japan: public holidays, and government offices closed 29 December to 3 January",
            "Asia/Tokyo",
            "JP",
            offices=True,
        ),
        Place("US-OBS", "United States: federal holidays, with the days on which they are observed", york, "US"),
        Place("US-STRICT", "United States: federal holidays on their statutory dates only", york, "US", observed=False),
    ]


PLACES = {place.id: place for place in sorted(_places(), key=lambda place: place.id)}
