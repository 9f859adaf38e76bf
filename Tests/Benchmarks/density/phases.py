"""What is measured one after the other, on a host that has nothing at first."""

CREATE = 'create'
REAPPLY = 're-apply'
DIFF = 'diff'
EXPORT = 'export'
CHANGE = 'change one'
ADD = 'add one'
DESTROY = 'tear down'
ROLLBACK = 'roll back'
PHASES = (CREATE, REAPPLY, DIFF, EXPORT, CHANGE, ADD, DESTROY, ROLLBACK)
# On a host without TAPs there is but one thing to measure.
EMPTY_HOST = (CREATE, ADD)
