"""The field's rules as functions on frozen values: no clock, no files, no random, the standard library only."""
