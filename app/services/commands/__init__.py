"""Sub-commands of main.py, one module per family; the only place besides main.py that prints."""
