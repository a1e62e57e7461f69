"""Home exercise programs for physical therapy, keyed to why the knee and the hip hurt."""

__version__ = "0.1.0"
