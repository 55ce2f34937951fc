"""The parts every page is built from; each reads the tokens of the current look."""
