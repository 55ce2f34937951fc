"""Window parts: pages."""
