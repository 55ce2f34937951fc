"""Window parts: fields."""
