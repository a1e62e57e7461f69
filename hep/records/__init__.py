"""What the clinic keeps, one noun a file. Functions take the session first; the caller commits, once and last."""
