"""Reports: content, layout, bytes."""
