"""常用语: the phrases this office wrote for an item before, offered while a reason is written, and kept in order."""

from dataclasses import dataclass

from app.domain.phrases import LONGEST, Phrase, key_of, phrases_of, ranked
from app.errors import PhraseRefused
from app.services.workspace import Workspace
from app.store import phrases as phrase_table

MOST = 60
"""So many are looked through while typing; the screen shows the first few that fit."""


@dataclass(frozen=True, slots=True)
class ItemPhrases:
    """All phrases of one item, hidden ones too."""

    code: str
    phrases: tuple[Phrase, ...]


def offered_phrases(workspace: Workspace, code: str, inspection_id: str) -> tuple[str, ...]:
    """What to offer for an item of this inspection: pinned, own, then the most used; its own reasons are no source."""
    found = _ranked(workspace, code, inspection_id)
    return tuple(phrase.text for phrase in found if phrase.state != "hidden")[:MOST]


def item_phrases(workspace: Workspace, code: str) -> ItemPhrases:
    """All that is known of an item's phrases, to be put in order."""
    return ItemPhrases(code, _ranked(workspace, code, ""))


def add_phrase(workspace: Workspace, code: str, text: str) -> ItemPhrases:
    """Keep a phrase that a person typed. Raises PhraseRefused: empty, too long, with ； or 。 in it."""
    wanted = _checked(text)
    for known in _ranked(workspace, code, ""):
        if key_of(known.text) == key_of(wanted):
            if known.state in ("own", "pinned"):
                return item_phrases(workspace, code)
            phrase_table.let_go(workspace.store, code, known.text)
    phrase_table.keep(workspace.store, code, wanted, "own", workspace.clock())
    return item_phrases(workspace, code)


def change_phrase(workspace: Workspace, code: str, old: str, new: str) -> ItemPhrases:
    """Offer `new` instead of `old` from now on; what reports say stays. Raises PhraseRefused."""
    wanted = _checked(new)
    before = next((phrase for phrase in _ranked(workspace, code, "") if phrase.text == old), None)
    state = before.state if before is not None and before.state == "pinned" else "own"
    with workspace.store.atomic():
        if key_of(wanted) != key_of(old):
            forget_or_hide(workspace, code, old)
        else:
            phrase_table.let_go(workspace.store, code, old)
        phrase_table.keep(workspace.store, code, wanted, state, workspace.clock())
    return item_phrases(workspace, code)


def pin_phrase(workspace: Workspace, code: str, text: str, *, is_pinned: bool) -> ItemPhrases:
    """Put a phrase in front of the others, or back among them."""
    phrase_table.keep(workspace.store, code, text, "pinned" if is_pinned else "own", workspace.clock())
    return item_phrases(workspace, code)


def forget_or_hide(workspace: Workspace, code: str, text: str) -> ItemPhrases:
    """Offer it no more: a learnt one is hidden, one that was only typed in is gone."""
    phrase_table.let_go(workspace.store, code, text)
    if any(key_of(phrase.text) == key_of(text) for phrase in _ranked(workspace, code, "")):
        phrase_table.keep(workspace.store, code, text, "hidden", workspace.clock())
    return item_phrases(workspace, code)


def show_phrase(workspace: Workspace, code: str, text: str) -> ItemPhrases:
    """Offer a hidden phrase again."""
    phrase_table.let_go(workspace.store, code, text)
    return item_phrases(workspace, code)


def _ranked(workspace: Workspace, code: str, inspection_id: str) -> tuple[Phrase, ...]:
    store = workspace.store
    found = (*phrase_table.uses(store, code), *phrase_table.draft_uses(store, code, inspection_id))
    return ranked(found, phrase_table.kept(store, code))


def _checked(text: str) -> str:
    parts = phrases_of(text)
    if len(parts) == 1:
        return parts[0]
    if parts:
        raise PhraseRefused("several")
    raise PhraseRefused("too_long" if len(text.strip()) > LONGEST else "too_short")
