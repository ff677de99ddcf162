"""`python -m kzby` is `kzby`."""

from kzby.cli.app import main

if __name__ == "__main__":
    main()
