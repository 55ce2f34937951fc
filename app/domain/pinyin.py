"""Pinyin initials of names, one letter for each character, and finding a name by them."""

SURNAMES = {"翟": "z", "单": "s", "曾": "z", "仇": "q", "查": "z", "解": "x", "区": "o", "盖": "g", "员": "y"}
"""Characters read otherwise where they are a surname; a place is named after a family as `翟家…`."""

_KEPT = "-"
_FAMILY = "家"


def initials_of(name: str) -> str:
    """Lower-case initials, exactly one character for each character of `name` (红 → h, A → a, 𠮷 → itself).

    Words decide how a character is read (重庆 cq); pypinyin is imported when first asked, it costs a seventh of
    a second.
    """
    from pypinyin import Style, pinyin

    found = pinyin(name, style=Style.FIRST_LETTER, errors=list)  # type: ignore[arg-type] # one entry per character
    letters = [(readings[0][:1].lower() or _KEPT)[0] for readings in found]
    for place, character in enumerate(name[:-1]):
        if name[place + 1] == _FAMILY and character in SURNAMES:
            letters[place] = SURNAMES[character]
    return "".join(letters)


def found_in(wanted: str, name: str, initials: str) -> tuple[int, int] | None:
    """Where `wanted` stands in `name`, by its characters or by initials: (start, length), None when nowhere.

    Blanks do not count, capitals are small letters. Initials of another length than the name are not looked at.
    """
    text = "".join(wanted.split()).lower()
    if not text:
        return None
    start = name.lower().find(text)
    if start < 0 and len(initials) == len(name):
        start = initials.find(text)
    return (start, len(text)) if start >= 0 else None
