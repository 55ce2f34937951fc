"""The words about what happens to a bundle: each step of making and opening it, and the way to take a stick out."""

import sys

STEP_WORDS = {
    "write": "正在加密、写数据包",
    "read back": "正在读回核对",
    "opened again": "正在打开核对",
    "copy": "正在拷到U盘",
    "compare": "正在从U盘读回核对",
    "decrypt": "正在从U盘读、解密",
    "blobs": "正在收进照片和报告",
}
"""By the name of a step."""


def eject_words(platform: str = sys.platform) -> str:
    """How to take a stick out on this system."""
    if platform == "win32":
        return "拔U盘以前，请在屏幕右下角点“安全删除硬件”，看到可以拔了再拔。"
    return "拔U盘以前，请在文件管理器里点U盘旁边的“弹出”，灯不闪了再拔。"
