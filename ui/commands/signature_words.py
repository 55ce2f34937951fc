"""A verdict on a signed PDF in plain lines for a terminal."""

from collections.abc import Iterator

from app.identity.pdf_verdict import PdfVerdict, SignatureVerdict
from ui.messages import COMPLAINT_WORDS
from ui.pages.days import full_moment_words


def signature_line(signature: SignatureVerdict) -> str:
    """Who, of which office, when, and who vouches for them."""
    place = "，".join(part for part in (signature.office, signature.post) if part)
    name = (signature.signer or "没有写姓名") + (f"（{place}）" if place else "")
    when = f"{full_moment_words(signature.signed_at)}签名" if signature.signed_at else "没有写签名时间"
    facts = [when, "证书由机关签发" if signature.issued_by_office else "证书未经机关签发"]
    if not signature.intact:
        facts.append("所签内容被改动过")
    if signature.is_demo:
        facts.append("演练，不作正式依据")
    if signature.reason:
        facts.append(signature.reason)
    return f"{name}：{'；'.join(facts)}；证书尾号{signature.serial[-8:].upper()}。"


def outcome_line(verdict: PdfVerdict) -> str:
    """The conclusion in one sentence."""
    if not verdict.signatures and not verdict.complaints:
        return "不能证明是真的：文件中没有数字签名。"
    if not verdict.is_genuine:
        return "不可信：这份文件不是签名人签下的原样，请不要使用，向出具单位另要一份。"
    if all(signature.issued_by_office for signature in verdict.signatures):
        return f"是原件：{len(verdict.signatures)}个数字签名都有效，签名以后一个字节都没有改动，证书由机关签发。"
    return (
        f"没有改动：{len(verdict.signatures)}个数字签名都有效，签名以后一个字节都没有改动。"
        "但有证书未经机关签发（或者不认得签发机关），请另行核实签名人。"
    )


def complaint_lines(verdict: PdfVerdict) -> Iterator[str]:
    """Every reason not to believe it."""
    for complaint in verdict.complaints:
        yield f"  - {COMPLAINT_WORDS[complaint]}"


def note_lines(verdict: PdfVerdict) -> Iterator[str]:
    """What else a reader should know of a genuine one."""
    if verdict.waiting:
        yield f"还有{len(verdict.waiting)}处签名栏空着，可能签在纸上。"
    yield "时间是签名那台电脑的时钟，没有时间服务器作证。"
