"""The words of errors and verdicts, in Simplified Chinese; no Qt here, the command line uses them too."""
