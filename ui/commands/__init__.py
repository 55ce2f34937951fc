"""Sub-commands of main.py that answer in sentences: report, verify, self-check. No Qt before it is asked for."""
