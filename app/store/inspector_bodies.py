"""Who inspected and who typed it afterwards, as they stand in the body of an inspection and in its row."""

from typing import Any

from app.domain.inspection import Inspector, TypedLater
from app.store.body_fields import Body, day, text


def inspector_body(inspector: Inspector) -> dict[str, Any]:
    """An inspector within an inspection."""
    return {
        "person_id": inspector.person_id,
        "name": inspector.name,
        "post": inspector.post,
        "office": inspector.office,
    }


def inspector_of(body: Body) -> Inspector:
    """There and back; BodyUnreadable."""
    return Inspector(text(body, "person_id"), text(body, "name"), text(body, "post", ""), text(body, "office", ""))


def typed_later_body(typed: TypedLater) -> dict[str, Any]:
    """When and by whom a paper form was typed."""
    return {"on": typed.on.isoformat(), "by": typed.by}


def typed_later_of(body: Body) -> TypedLater:
    """There and back; BodyUnreadable."""
    return TypedLater(day(body, "on"), text(body, "by", ""))
