"""Window parts: dialogs."""
