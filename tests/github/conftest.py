"""What the tests of the stand-in stand on."""

from tests.github.fixtures import builder, described, hosted

__all__ = ["builder", "described", "hosted"]
