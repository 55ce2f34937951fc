"""What must fit together inside one rule of a scheme file; also fills in what follows from the rest."""

from collections.abc import Mapping
from typing import Any

from app.scoring.banding import cover_bands
from app.scoring.shapes import Reader, brief, good, is_good


def _need_one(reader: Reader, path: str, values: dict[str, Any], *names: str) -> None:
    """Exactly one of the parameters `names` must be there."""
    given = [name for name in names if values[name] is not None]
    if len(given) != 1:
        wanted = "、".join(names)
        code = "missing" if not given else "contradiction"
        reader.error(f"{path}.{given[-1] if given else names[0]}", code, f"{wanted}要有而且只能有一个", keys=wanted)


def unique(reader: Reader, path: str, values: object, attribute: str) -> None:
    """Note every name that stands twice among the members of a read list."""
    seen = set()
    for index, value in good(values):
        name = getattr(value, attribute)
        if name in seen:
            reader.error(f"{path}[{index}].{attribute}", "duplicate", f"“{brief(name)}”用了两次", name=brief(name))
        seen.add(name)


def complete_flag(reader: Reader, path: str, values: dict[str, Any]) -> None:
    """Points where marks move; none where the item becomes 0 or full."""
    moves = values["effect"] in ("deduct", "award")
    if moves and values["points"] is None:
        reader.error(f"{path}.points", "missing", "缺少“points”", key="points")
    elif not moves and is_good(values["effect"]) and is_good(values["points"]) and values["points"] is not None:
        reader.warning(f"{path}.points", "unused", "不得分、得满分的规则用不到分值")


def complete_count(reader: Reader, path: str, values: dict[str, Any]) -> None:
    """need or free, and from only where marks are awarded."""
    if values["need"] is not None and values["free"] is not None:
        reader.error(f"{path}.free", "contradiction", "need和free只能有一个", keys="need、free")
    if values["from"] is not None and values["effect"] == "deduct":
        reader.error(f"{path}.from", "contradiction", "from（从几分起往下减）只用于得分的规则", keys="from、effect")


def complete_checklist(reader: Reader, path: str, values: dict[str, Any]) -> None:
    """The size from the elements, one way of counting, its effect, a table without holes."""
    elements, size, table = values["elements"], values["size"], values["table"]
    unique(reader, f"{path}.elements", elements, "id")
    if is_good(elements, size):
        if not elements and size is None:
            reader.error(f"{path}.elements", "missing", "elements、size要有一个", keys="elements、size")
        elif elements and size is not None and size != len(elements):
            reader.error(f"{path}.size", "contradiction", f"size写的是{size}，elements有{len(elements)}个")
        values["size"] = len(elements) or size or 0
        _check_table(reader, f"{path}.table", table, values["size"])
    _need_one(reader, path, values, "per_missing", "table", "all")
    natural = "award" if values["per_missing"] is None else "deduct"
    if values["effect"] is None:
        values["effect"] = natural
    elif is_good(values["effect"]) and values["effect"] != natural:
        reader.error(f"{path}.effect", "contradiction", "per_missing是扣分的，table和all是得分的", keys="effect")
    if isinstance(table, Mapping):
        values["table"] = {int(key): points for key, points in table.items() if key.isdecimal()}


def _check_table(reader: Reader, path: str, table: object, size: int) -> None:
    if not isinstance(table, Mapping):
        return
    wanted = {str(number) for number in range(size + 1)}
    for key in sorted(wanted - set(table), key=int):
        reader.error(f"{path}.{key}", "missing", f"符合{key}项时得几分没有写", key=key)
    for key in table:
        if key not in wanted:
            reader.error(f"{path}.{brief(key)}", "unknown_key", f"“{brief(key)}”不在0至{size}之间", key=brief(key))


def complete_choice(reader: Reader, path: str, values: dict[str, Any]) -> None:
    """Labels that differ."""
    unique(reader, f"{path}.options", values["options"], "label")
    _no_negative(reader, f"{path}.options", values["options"], values["effect"])


def complete_levels(reader: Reader, path: str, values: dict[str, Any]) -> None:
    """Labels that differ, sizes without a sign."""
    unique(reader, f"{path}.levels", values["levels"], "label")
    _no_negative(reader, f"{path}.levels", values["levels"], "deduct")


def _no_negative(reader: Reader, path: str, options: object, effect: object) -> None:
    for index, option in good(options):
        if option.points < 0 and effect == "deduct":
            reader.error(f"{path}[{index}].points", "out_of_range", "分值写大小，扣还是得由effect说明，不用负数")


def complete_bands(reader: Reader, path: str, values: dict[str, Any]) -> None:
    unit = values["unit"] if isinstance(values["unit"], str) else ""
    values["bands"] = cover_bands(reader, f"{path}.bands", values["bands"], unit)
    for index, band in good(values["bands"]):
        here = f"{path}.bands[{index}]"
        if band.points is None and band.range is None:
            reader.error(f"{here}.points", "missing", "这一档没有分值（points或range）", key="points")
        elif band.points is not None and band.range is not None:
            reader.error(f"{here}.range", "contradiction", "points和range只能有一个", keys="points、range")
        elif values["effect"] == "deduct" and (band.points if band.range is None else band.range[0]) < 0:
            reader.error(f"{here}.points", "out_of_range", "分值写大小，扣还是得由effect说明，不用负数")


def complete_threshold(reader: Reader, path: str, values: dict[str, Any]) -> None:
    """One line, or one for each class."""
    _need_one(reader, path, values, "line", "line_by_class")


def complete_judge(reader: Reader, path: str, values: dict[str, Any]) -> None:
    """min not above max."""
    if is_good(values["min"], values["max"]) and values["max"] is not None and values["min"] > values["max"]:
        reader.error(f"{path}.max", "contradiction", "max小于min", keys="min、max")


def complete_ballot(reader: Reader, path: str, values: dict[str, Any]) -> None:
    """Valid options that have a weight; all options where none are named."""
    weights = values["weights"]
    if isinstance(weights, Mapping):
        if not weights:
            reader.error(f"{path}.weights", "empty", "没有选项")
        for index, option in good(values["valid"]):
            if option not in weights:
                reader.error(
                    f"{path}.valid[{index}]", "dangling", f"weights里没有“{brief(option)}”", name=brief(option)
                )
        values["valid"] = values["valid"] or tuple(weights)
    if values["bands"]:
        values["bands"] = cover_bands(reader, f"{path}.bands", values["bands"], "%")
        for index, band in good(values["bands"]):
            if band.range is not None:
                reader.error(f"{path}.bands[{index}].range", "unused", "测评按票算分，档内没有可选的分值")


def complete_peer(reader: Reader, path: str, values: dict[str, Any]) -> None:
    """What an average or a rank needs."""
    if values["basis"] == "average":
        for name in ("op", "points"):
            if values[name] is None:
                reader.error(f"{path}.{name}", "missing", f"缺少“{name}”", key=name)
    elif values["basis"] == "rank":
        if values["table"] == () and values["points"] is None:
            reader.error(f"{path}.table", "missing", "名次对应的分值（table）没有写", key="table")
        elif values["table"] == () and is_good(values["points"]):
            values["table"] = (values["points"],)
