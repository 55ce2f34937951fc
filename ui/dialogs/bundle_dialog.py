"""A dialog that works on bundles: says each step with its bytes, and what is left when it was stopped."""

from app.errors import AppError
from app.progress import Step
from ui.dialogs.working import WorkingDialog
from ui.messages import message_for
from ui.words.exchange import STEP_WORDS


def sentence_of(error: AppError) -> str:
    """What happened, what is safe, what to do, in one paragraph."""
    words = message_for(error)
    return words.happened + words.safe + words.next_step


class BundleDialog(WorkingDialog):
    """`reached` is the last step that the work told of."""

    reached = ""

    def _step_words(self, step: Step) -> str:
        self.reached = step.doing
        if step.doing.endswith(".ndjson"):
            return self.tr("正在核对每一条的签名")
        return STEP_WORDS.get(step.doing, "")
