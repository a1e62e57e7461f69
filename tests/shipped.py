"""The library that hep comes with, read once: to read and check it takes a quarter of a second."""

from hep import paths
from hep.content import read_library

LIBRARY = read_library(paths.LIBRARY)
