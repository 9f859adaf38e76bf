"""What a contender has to be able to do."""


class Contender:
    """A way to make a host as the workload is."""

    name = ''
    # Whether another process does the work, whose memory, time and system calls nobody counts here.
    works_elsewhere = False
    # The exit status that is right, where it is not 0.
    statuses = {}

    def unavailable(self):
        """Why it cannot run here; None when it can."""
        return None

    def version(self):
        """A command that starts it and has it do nothing."""
        raise NotImplementedError

    def phases(self, workload):
        """The phases that it has."""
        raise NotImplementedError

    def prepare(self):
        """Does what is needed once in a repetition, on a host that has nothing."""

    def stage(self, phase, workload):
        """Does what has not to be measured before a phase, such as writing files."""

    def command(self, phase, workload):
        """The command that does what the phase is about."""
        raise NotImplementedError

    def restore(self, workload):
        """The command that removes the TAP that was added; None when `tear down` does so."""
        return None
