"""What was measured, and what comes of it."""

import statistics

from density.contenders.limit import Limit


class Results:
    """The measurements of one kind of workload: for each contender and size a list with one entry a turn, which has
    what the stopwatch showed by phase."""

    def __init__(self, vlans):
        self.vlans = vlans
        self.turns = {}
        self.left_out = {}
        self.sizes = []

    def add(self, name, size, measured):
        """Takes the measurements of a turn."""
        if size not in self.sizes:
            self.sizes.append(size)
        self.turns.setdefault(name, {}).setdefault(size, []).append(measured)

    def note_left_out(self, name, size, phases):
        """Notes phases that would have taken too long."""
        if phases:
            self.left_out.setdefault(name, {})[size] = phases

    @property
    def names(self):
        """The contenders, in their order."""
        return list(self.turns)

    def failures(self):
        """What went wrong: contender, size and words."""
        for name, sizes in self.turns.items():
            for size, turns in sizes.items():
                reasons = {turn['failure'] for turn in turns if 'failure' in turn}
                reasons |= {part['failure'] for turn in turns for part in turn.values() if 'failure' in part}
                for reason in sorted(reasons):
                    yield name, size, reason

    def values(self, name, size, phase, key='wall_us'):
        """One number of every turn, by the number of the turn."""
        turns = self.turns.get(name, {}).get(size, [])
        return {
            number: turn[phase][key] for number, turn in enumerate(turns) if key in turn.get(phase, {})}

    def median(self, name, size, phase, key='wall_us'):
        """The median; None where there is nothing."""
        values = self.values(name, size, phase, key)
        return statistics.median(values.values()) if values else None

    def milliseconds(self, name, size, phase):
        """The median time."""
        median = self.median(name, size, phase)
        return None if median is None else median / 1000

    def ratio(self, name, size, phase, other=Limit.name):
        """The median of what each turn took compared with the other's turn right before or after it."""
        mine, theirs = self.values(name, size, phase), self.values(other, size, phase)
        ratios = [value / theirs[number] for number, value in mine.items() if number in theirs]
        return statistics.median(ratios) if ratios else None

    def expected(self, name, size, phase):
        """The seconds that a phase takes; None if it was not done."""
        values = self.values(name, size, phase)
        return statistics.median(values.values()) / 1e6 if values else None

    def document(self):
        """All of it, for programs."""
        return {'access_vlans': self.vlans, 'turns': self.turns, 'left_out': self.left_out}
