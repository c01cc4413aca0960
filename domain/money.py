"""Amounts of money: exact decimals in a currency of ISO 4217, never floats."""

from __future__ import annotations

import re
from decimal import Decimal

from domain.errors import InvalidCommand

PLAIN = re.compile(r"[0-9]{1,40}(\.[0-9]{1,40})?")
"""Digits and at most one point: no signs, exponents, separators or other scripts' digits, which letters would show as they are."""
LARGEST = Decimal(10) ** 12
"""An amount this large is a slip of the keyboard, not a remedy."""

_NO_MINOR_UNIT = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE_DIGITS = "BHD IQD JOD KWD LYD OMR TND"
_TWO_DIGITS = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC "
    "CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD "
    "KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO "
    "NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL "
    "THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD YER ZAR ZMW ZWG"
)
MINOR_DIGITS: dict[str, int] = {
    **dict.fromkeys(_TWO_DIGITS.split(), 2),
    **dict.fromkeys(_NO_MINOR_UNIT.split(), 0),
    **dict.fromkeys(_THREE_DIGITS.split(), 3),
}
"""Digits after the decimal point by currency (ISO 4217)."""


def amount_of(text: str, currency: str) -> Decimal:
    """Return the amount in whole or minor units of its currency.

    Raises:
        InvalidCommand: not a plain decimal number, not above zero, larger than 10^12, more digits than the currency
            has, or an unknown currency.
    """
    if currency not in MINOR_DIGITS:
        raise InvalidCommand("currency: unknown; give the three letters of ISO 4217, for example JPY, GBP, EUR")
    if not PLAIN.fullmatch(text):
        raise InvalidCommand('amount: not a plain number above zero; write digits with a point, for example "84.20"')
    amount = Decimal(text)
    if amount == 0:
        raise InvalidCommand("amount: must be above zero; leave it out where no money moves")
    if amount >= LARGEST:
        raise InvalidCommand("amount: too large to be a remedy; check the number of digits")
    exponent = amount.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > MINOR_DIGITS[currency]:
        raise InvalidCommand(f"amount: {currency} has {MINOR_DIGITS[currency]} digits after the point")
    return amount
