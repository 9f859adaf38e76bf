"""The limit: the least that has to be done, by the program `limit`."""

from density.contenders.contender import Contender
from density.phases import ADD, CHANGE, CREATE, DESTROY, DIFF, EXPORT, REAPPLY, ROLLBACK
from rig import compiled

COMMANDS = {
    CREATE: 'create', REAPPLY: 'check', DIFF: 'check', EXPORT: 'check', CHANGE: 'change', ADD: 'add',
    DESTROY: 'destroy', ROLLBACK: 'undo',
}


def command(word, workload):
    """One command of it."""
    options = ['--vlans'] if workload.vlans else []
    return [compiled.path('limit'), *options, word, str(workload.count)]


class Limit(Contender):
    """A C program on libmnl."""

    name = 'limit'

    def version(self):
        return [compiled.path('limit'), 'nothing']

    def phases(self, workload):
        return tuple(COMMANDS)

    def command(self, phase, workload):
        return command(COMMANDS[phase], workload)

    def restore(self, workload):
        return command('remove', workload)
