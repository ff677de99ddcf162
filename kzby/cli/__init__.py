"""The command line: options spelled once, commands that ask, shape and emit, one error boundary."""
