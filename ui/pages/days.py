"""Days and moments in the words people use here: 2026年1月8日, 今天 10:32."""

from datetime import date, datetime

WEEKDAYS = "一二三四五六日"


def day_words(day: date) -> str:
    """2026年1月8日."""
    return f"{day.year}年{day.month}月{day.day}日"


def weekday_words(day: date) -> str:
    """星期四."""
    return f"星期{WEEKDAYS[day.weekday()]}"


def moment_words(at: datetime, today: date) -> str:
    """今天 10:32, 昨天 10:32, 1月5日 10:32, or with the year when it is another; `at` is aware."""
    local = at.astimezone()
    clock = f"{local:%H:%M}"
    distance = (today - local.date()).days
    if distance == 0:
        return f"今天 {clock}"
    if distance == 1:
        return f"昨天 {clock}"
    if local.year == today.year:
        return f"{local.month}月{local.day}日 {clock}"
    return f"{day_words(local.date())} {clock}"


def full_moment_words(at: datetime) -> str:
    """2026年1月8日 11:02, in the machine's time zone."""
    local = at.astimezone()
    return f"{day_words(local.date())} {local:%H:%M}"
