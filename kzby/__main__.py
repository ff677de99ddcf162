"""`python -m kzby` is `kzby`."""

from kzby.cli import main

if __name__ == "__main__":
    main()
