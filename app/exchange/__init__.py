"""Records in files that travel: data in, bytes out; knows neither the store nor the window."""
