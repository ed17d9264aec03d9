"""The one parser of telephone numbers: what people type in, one spelling out."""

import re
import unicodedata

import phonenumbers

# Separators that people put between digits: spaces, any dash, dots, slashes, brackets.
_SEPARATORS = re.compile(r"[\s\-‐-―−－—~～·.。/()（）]+")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")  # come with a paste
_PLAIN = re.compile(r"\+?\d+")
_EXTENSION = re.compile(r"(?:转|分机|ext\.?|x|#|,|，)+[:：]?(\d{1,6})$", re.I)
_THIRD_GROUP = re.compile(r"^(0\d{2,3}-\d{7,8})-(\d{1,6})$")  # 0760-88332211-801
_FOUR_THREE = re.compile(r"\d{3}\D+\d{4}\D+\d{3}")  # 400-0123-021
MAX_LENGTH = 50  # characters of any number as typed
_SERVICE = re.compile(r"[48]00\d{7}")
_MOBILE = re.compile(r"1[3-9]\d{9}")


def parse_phone(text: str) -> str | None:
    """Return the number in international form (E.164), with ``;ext=`` for an extension.

    None when it is no possible number. Accepts mobiles, landlines with their area code, 400 and
    800 numbers, +86 and 0086, Hong Kong, Macau, Taiwan and other countries with their +code, any
    separators, and full-width digits. Words around the number (微信13800138000) are refused.

    >>> parse_phone("０７６０－８８３３ ２２１１转801")
    '+8676088332211;ext=801'
    >>> parse_phone("400-0123-021")
    '+864000123021'
    """
    if not text or len(text) > MAX_LENGTH:
        return None
    typed = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).strip()
    compact = _SEPARATORS.sub("", _THIRD_GROUP.sub(r"\1转\2", typed))
    extension = ""
    if match := _EXTENSION.search(compact):
        compact, extension = compact[: match.start()], match[1]
    compact = re.sub(r"^00(?=[1-9])", "+", compact)
    if not _PLAIN.fullmatch(compact) or len(compact) > 20:
        return None
    try:
        number = phonenumbers.parse(compact, "CN")
    except phonenumbers.NumberParseException:
        return None
    national = str(number.national_number)
    # The library's list of number blocks lags behind the operators' newest: what has the form of
    # a Chinese mobile or service number is one, lest we turn a lead away.
    known_form = number.country_code == 86 and (
        _SERVICE.fullmatch(national) or _MOBILE.fullmatch(national)
    )
    if not known_form and not phonenumbers.is_valid_number(number):
        return None
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{e164};ext={extension}" if extension else e164


def display_phone(text: str) -> str:
    """One readable spelling: 138 0013 8000, 0760-88332211; others as typed.

    A 400 number keeps the groups that its owner gave it, 400-0123-021 or 400-820-8820.
    """
    e164, _, extension = (parse_phone(text) or "").partition(";ext=")
    if not e164.startswith("+86"):
        return text
    national = e164.removeprefix("+86")
    if _SERVICE.fullmatch(national):
        middle = 7 if _FOUR_THREE.search(text) else 6
        shown = f"{national[:3]}-{national[3:middle]}-{national[middle:]}"
    elif _MOBILE.fullmatch(national):
        shown = f"{national[:3]} {national[3:7]} {national[7:]}"
    else:
        area = 2 if national[0] in "12" else 3
        shown = f"0{national[:area]}-{national[area:]}"
    return f"{shown} 转 {extension}" if extension else shown


def phone_uri(text: str) -> str:
    """What a ``tel:`` link dials (RFC 3966); 400 and 800 numbers only work without +86."""
    e164, semicolon, extension = (parse_phone(text) or "").partition(";")
    national = e164.removeprefix("+86")
    number = national if _SERVICE.fullmatch(national) else e164
    return f"tel:{number}{semicolon}{extension}" if e164 else ""
