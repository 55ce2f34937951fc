"""The help of the program: its pages, finding in them, and how they are shown."""
