"""The encrypted database on this machine and everything that reads or writes it."""
