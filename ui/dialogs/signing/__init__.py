"""The parts of the signing dialog: what is signed, who signs, and how."""
