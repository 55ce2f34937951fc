"""What a report has to explain in words: missing evidence, a difference from the self-check, much left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.reports.content import NarrativeParagraph


@dataclass(frozen=True, slots=True)
class Explained:
    """Sentences that inspectors wrote because something asked for them; an empty one is not printed.

    `bare` are the codes without evidence; `no_evidence` is the reason for all of them, `no_evidence_of` those of
    single codes. `again` is why the unit was visited a second time, `typed_later` how a paper form was typed,
    `corrected` why a signed report was corrected.
    """

    typed_later: str = ""
    again: str = ""
    corrected: str = ""
    bare: Sequence[str] = ()
    no_evidence: str = ""
    no_evidence_of: Mapping[str, str] = field(default_factory=dict)
    self_difference: str = ""
    not_applicable: str = ""


def explanations(said: Explained) -> tuple[NarrativeParagraph, ...]:
    """A paragraph for each thing that was explained; headings are numbered by the caller."""
    told = (
        ("补录", _sentence(said.typed_later)),
        ("再次检查的原因", _sentence(said.again)),
        ("更正说明", _sentence(f"本报告更正并代替以前签署的报告，原因：{said.corrected}" if said.corrected else "")),
        ("未取证及原因", _without_evidence(said)),
        ("与自评相差的说明", _sentence(said.self_difference)),
        ("不适用较多的依据", _sentence(said.not_applicable)),
    )
    return tuple(NarrativeParagraph(heading, text) for heading, text in told if text)


def _without_evidence(said: Explained) -> str:
    if not said.bare:
        return ""
    alone = {code: said.no_evidence_of[code].strip() for code in said.bare if said.no_evidence_of.get(code, "").strip()}
    together = [code for code in said.bare if code not in alone]
    sentences = []
    if together:
        reason = said.no_evidence.strip()
        sentences.append(_sentence(f"{'、'.join(together)}没有留存佐证材料" + (f"：{reason}" if reason else "")))
    sentences += [_sentence(f"{code}没有留存佐证材料：{reason}") for code, reason in alone.items()]
    return "".join(sentences)


def _sentence(text: str) -> str:
    said = text.strip()
    return said if not said or said.endswith(("。", "！", "？", "…")) else f"{said}。"
