"""One editor for each kind of rule."""
