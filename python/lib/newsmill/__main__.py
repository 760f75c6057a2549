"""The program: ``newsmill …`` and ``python -m newsmill …``."""

import os
import signal
import sys

from . import _native


def main() -> None:
    """Does what the arguments say and exits with the program's code."""
    # Python would note Ctrl-C and wait for the command to return.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    code = _native.main(["newsmill", *sys.argv[1:]])
    # The command has flushed its own output.
    os._exit(code)


if __name__ == "__main__":
    main()
