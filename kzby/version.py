"""The version of kzby, stated here alone: the build reads it from this file, and the compiled dataset carries it."""

VERSION = "0.1.0"
