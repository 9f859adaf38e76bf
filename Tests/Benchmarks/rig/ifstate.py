"""ifstate of PyPI."""

import json
import os

from rig.folder import INSTALLED, missing

DOCUMENT = '/run/ifstate.yml'


def unavailable():
    """Why it cannot run; None when it can."""
    return missing('ifstate')


def write(document):
    """Writes the document that it applies. JSON is YAML."""
    with open(DOCUMENT, 'w', encoding='utf-8') as file:
        json.dump(document, file)


def command(*arguments):
    """The command that does something with that document, such as `apply`."""
    return [os.path.join(INSTALLED, 'ifstate/bin/ifstatecli'), '--config', DOCUMENT, *arguments]
