"""The words about evidence that is added."""

from app import errors
from ui.words.message import Message, Words

_OTHERS_ARE_SAFE = "其他材料不受影响，原来的文件没有改动。"

WORDS: Words = {
    errors.EvidenceKindUnknown: lambda _: Message(
        "这种文件不能作佐证材料",
        "它的内容不是照片（JPEG、PNG、HEIC）、PDF或者办公文档，只改后缀名也不行。",
        _OTHERS_ARE_SAFE,
        "请把材料拍成照片，或者另存为PDF，再加一次。",
    ),
    errors.EvidenceEmpty: lambda _: Message(
        "文件是空的",
        "这个文件里没有内容，可能没有从手机上拷贝完。",
        _OTHERS_ARE_SAFE,
        "请重新拷贝一次，再加上来。",
    ),
    errors.EvidenceIsFolder: lambda _: Message(
        "这是一个文件夹",
        "佐证材料要一个一个的文件，整个文件夹加不进来。",
        _OTHERS_ARE_SAFE,
        "请打开这个文件夹，选里面的照片或者文件，可以一次选好多个。",
    ),
    errors.EvidenceIsShortcut: lambda _: Message(
        "这是快捷方式，不是文件",
        "它只是指到另一个地方的一个图标，里面没有照片或者文件的内容。",
        _OTHERS_ARE_SAFE,
        "请找到原来的文件，把那个文件加上来。",
    ),
    errors.EvidenceLocked: lambda _: Message(
        "PDF设了打开口令",
        "这份PDF要输口令才能打开，别人核对的时候看不到内容。",
        _OTHERS_ARE_SAFE,
        "请用口令打开它，另存成不带口令的PDF，再加一次。",
    ),
    errors.EvidenceTooLarge: lambda error: Message(
        "文件太大",
        f"单个材料最大{error.limit // 1_048_576} MB，这个文件超过了。",
        _OTHERS_ARE_SAFE,
        "请压缩或者拆成几个文件，再加一次。",
    ),
    errors.EvidenceLost: lambda error: Message(
        "文件没有读完",
        f"“{error.name}”读到一半读不下去了（{error.reason}），可能被移走了，或者手机、U盘拔掉了。",
        "没有读完的没有加上，其他材料不受影响。",
        "请插好手机或者U盘，把这个文件再加一次。",
    ),
    errors.PictureUnreadable: lambda _: Message(
        "照片打不开",
        "这张照片不完整或者已经损坏，程序打不开它。",
        _OTHERS_ARE_SAFE,
        "请在手机上打开看看，重新拷贝一次再加；打不开的，请重拍。",
    ),
    errors.PictureTooLarge: lambda error: Message(
        "照片像素太多",
        (f"这张照片有{error.pixels // 10_000}万像素，" if error.pixels else "这张照片")
        + f"超过了能打开的{error.limit // 10_000}万像素。",
        _OTHERS_ARE_SAFE,
        "请在手机上把照片缩小，或者换普通模式重拍，再加一次。",
    ),
}
