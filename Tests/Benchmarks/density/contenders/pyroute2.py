"""pyroute2 of PyPI: small programs that use its two interfaces, IPRoute and NDB."""

import os

from density.contenders.contender import Contender
from density.phases import ADD, CHANGE, CREATE, DESTROY
from density.workload import EXTRA
from rig.folder import INSTALLED, missing

PYTHON = os.path.join(INSTALLED, 'pyroute2/bin/python')


class Pyroute2(Contender):
    """One of the programs in density/programs."""

    def __init__(self, name, program):
        self.name = name
        self.module = f'density.programs.{program}'

    def unavailable(self):
        return missing('pyroute2')

    def version(self):
        return [PYTHON, '-c', 'import pyroute2']

    def phases(self, workload):
        return (CREATE, CHANGE, ADD, DESTROY)

    def command(self, phase, workload):
        return [PYTHON, '-B', '-m', self.module, phase, str(workload.count), 'vlans' if workload.vlans else '']

    def restore(self, workload):
        return ['ip', 'link', 'del', EXTRA]
