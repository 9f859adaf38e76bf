"""vnetctl, the program at $VNETCTL."""

import os


def program():
    """Its absolute path."""
    return os.path.abspath(os.environ.get('VNETCTL') or '.build/release/vnetctl')


def unavailable():
    """Why it cannot run; None when it can."""
    return None if os.access(program(), os.X_OK) else f'{program()}: not there; run `make`, or set $VNETCTL'
