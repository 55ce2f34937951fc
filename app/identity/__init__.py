"""Keys, slots, certificates and signatures."""
