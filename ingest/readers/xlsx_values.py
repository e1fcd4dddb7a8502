"""Values of spreadsheet cells as a person sees them: number formats, percentages, dates as dd/mm/yyyy."""

from __future__ import annotations

import datetime
import operator
import re
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_GENERAL_DIGITS = 10
"""Excel shows ten significant digits or so where no format is set, which hides the noise of binary fractions."""
_NOT_SHOWN = re.compile(r'"([^"]{0,250})"|\\(.)|_.|\*.|\[\$([^\]-]{0,100})[^\]]{0,100}\]|\[[^\]]{0,100}\]')
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d{1,15}(?:\.\d{1,15})?)\]")
_HOLDS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt, "<=": operator.le, "=": operator.eq, "<>": operator.ne, ">=": operator.ge, ">": operator.gt,
}  # fmt: skip
_NUMBER_PART = re.compile(r"[#0?][#0?,. ]*")


def shown(value: object, *, number_format: str = "General", vietnamese: bool = True) -> str:
    """The text that a spreadsheet program shows for `value`, whose format code is `number_format`; "" for an empty cell.

    Numbers are written with a decimal comma where `vietnamese` is true, as in the text around them: the format code does not say, the
    program takes it from the computer's region, and "8,300" in a Vietnamese plan would be read as a little more than eight.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float | Decimal):
        return _number(value, number_format=number_format, vietnamese=vietnamese)
    if isinstance(value, datetime.datetime | datetime.date | datetime.time | datetime.timedelta):
        return _moment(value, number_format=number_format)
    return _words(str(value), number_format=number_format)


def _words(text: str, *, number_format: str) -> str:
    """A text as the fourth part of a format shows it: ";;;" hides it, as it does numbers."""
    sections = number_format.split(";")
    if len(sections) < 4 or "@" in sections[3] or "general" in sections[3].lower():
        return text
    return "".join(_literals(sections[3]))


def _moment(value: datetime.datetime | datetime.date | datetime.time | datetime.timedelta, *, number_format: str) -> str:
    if isinstance(value, datetime.timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    code = _NOT_SHOWN.sub("", number_format.split(";")[0]).lower()
    if "y" in code and "d" not in code and "h" not in code:
        return f"{value:%m/%Y}" if "m" in code else f"{value.year:04d}"
    text = f"{value.day:02d}/{value.month:02d}/{value.year:04d}"
    has_time = isinstance(value, datetime.datetime) and value.time() != datetime.time()
    return f"{text} {value:%H:%M}" if has_time and ("h" in code or "y" not in code) else text


def _number(value: float | Decimal, *, number_format: str, vietnamese: bool) -> str:
    try:
        exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    except InvalidOperation:
        return str(value)
    if not exact.is_finite():
        return str(value)
    sections = number_format.split(";")
    section = _section(sections, number=exact)
    if not section and len(sections) > 1:  # "0;;" shows neither what is below zero nor zero
        return ""
    signed = exact < 0 and section is sections[0]
    plain = _NOT_SHOWN.sub(lambda match: "\0" * len(match.group(1) or match.group(2) or match.group(3) or ""), section)
    digits = _NUMBER_PART.search(plain)
    if digits is None or re.search(r"e[+-]|/", plain, re.IGNORECASE):
        bare = section.strip().lower()
        if bare not in ("general", "standard", "@", "") and digits is None:
            return "".join(_literals(section))  # a format of words alone: "Không"
        return _local(_general(exact), vietnamese=vietnamese)
    text = _laid_out(abs(exact), part=digits.group().strip(), percent="%" in plain)
    before, after = _around(section)
    return f"{'-' if signed else ''}{before}{_local(text, vietnamese=vietnamese)}{after}".strip()


def _section(sections: Sequence[str], *, number: Decimal) -> str:
    """The part of a format that holds for a number: by its sign, or by the conditions that the first parts state ("[=0]")."""
    if any(map(_CONDITION.search, sections[:2])):
        for section in sections[:2]:
            stated = _CONDITION.search(section)
            if stated is None or _HOLDS[stated.group(1)](number, Decimal(stated.group(2))):
                return section
        return sections[2] if len(sections) > 2 else "General"
    at = 1 if number < 0 and len(sections) > 1 else 2 if not number and len(sections) > 2 else 0
    return sections[at]


def _general(number: Decimal) -> str:
    """A number without a format: whole numbers whole, ten significant digits, no exponent."""
    if number == number.to_integral_value():
        return f"{number:.0f}"
    text = format(Decimal(f"{number:.{_GENERAL_DIGITS}g}"), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _laid_out(number: Decimal, *, part: str, percent: bool) -> str:
    """`number` by the digits of a format code: "#,##0.00", "0%", "00"."""
    whole, _, fraction = part.partition(".")
    thousands = "," in whole.rstrip(",")
    number = number * (100 if percent else 1) / Decimal(1000) ** (len(whole) - len(whole.rstrip(",")))
    decimals = sum(char in "0#?" for char in fraction)
    rounded = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP) if number < Decimal(10) ** 15 else number
    text = f"{rounded:{',' if thousands else ''}.{decimals}f}"
    front, point, rest = text.partition(".")
    while rest and fraction[len(rest) - 1] in "#?" and rest.endswith("0"):
        rest = rest[:-1]
    front = front.rjust(sum(char == "0" for char in whole), "0")
    return front + (point + rest if rest else "")


def _around(section: str) -> tuple[str, str]:
    """What a format code writes before and behind the digits: currency, unit, percent sign."""
    before: list[str] = []
    after: list[str] = []
    digits_seen = False
    for match in re.finditer(_NOT_SHOWN.pattern + r"|([#0?][#0?,.]*)|([^#0?])", section):
        quoted, escaped, currency, digits, other = match.groups()
        if digits:
            digits_seen = True
        text = quoted or escaped or currency or (other if other and other in "%()+-/: $€₫đ" else "")
        (after if digits_seen else before).append(text)
    return "".join(before), "".join(after)


def _literals(section: str) -> list[str]:
    return [match.group(1) or match.group(2) or match.group(3) or "" for match in _NOT_SHOWN.finditer(section)]


def _local(text: str, *, vietnamese: bool) -> str:
    return text.translate({ord(","): ".", ord("."): ","}) if vietnamese else text
