"""Why a signed PDF is not to be believed; one sentence for each complaint of the verifier."""

from app.identity.pdf_verdict import Complaint

COMPLAINT_WORDS: dict[Complaint, str] = {
    Complaint.TOO_LARGE: "文件太大，不是本程序出具的报告。",
    Complaint.NOT_A_PDF: "文件不是PDF，或者开头被改动过。",
    Complaint.ENCRYPTED: "文件加了密，不是本程序出具的报告。",
    Complaint.NO_SIGNATURE: "文件中没有数字签名。",
    Complaint.BYTES_AFTER_END: "最后一个签名之后又添加了内容，添加的部分没有人签名。",
    Complaint.CUT_OFF: "文件不完整，末尾缺了一部分。",
    Complaint.CONTENT_CHANGED: "签名之后文件内容被改动过。",
    Complaint.SIGNATURE_BROKEN: "签名本身被改动过，或者不是本程序的签名。",
    Complaint.NOT_READABLE: "文件结构异常，无法核对。",
    Complaint.UNSIGNED_REVISION: "两次签名之间有改动，改动没有人签名。",
    Complaint.CHANGED_BETWEEN: "后一次签名时，除签名外还改动了别的内容。",
    Complaint.NOT_CERTIFIED: "第一个签名没有锁定报告内容，不是本程序的签名方式。",
}
