"""The errands of a user, one module each; the only floor that joins the ones below."""
