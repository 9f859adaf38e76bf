"""Who is measured with what, and how often. Contenders take turns, so that what else happens meets all alike."""

import sys

from density import repetition
from density.phases import CREATE, EMPTY_HOST, PHASES
from density.workload import Workload
from density.results import Results

# A contender that is done with a size in less than that many seconds is measured with it so many times as often: the
# smaller the numbers are, the more they vary.
QUICK = 1
OFTEN = 3
# Seconds that a contender may spend on a size before it has no more turns with it. It has one in any case.
BUDGET = 25


class Turns:
    """All measurements of one kind of workload."""

    def __init__(self, contenders, sizes, vlans, repetitions, patience):
        self.contenders = contenders
        self.sizes = sizes
        self.vlans = vlans
        self.repetitions = repetitions
        self.patience = patience
        self.results = Results(vlans)

    def phases(self, contender, size, before):
        """The phases that are not expected to take longer than one has patience for: as many times longer than with the
        size before as this size is larger."""
        workload = Workload(size, self.vlans)
        chosen = contender.phases(workload)
        if size == 0:
            return [phase for phase in EMPTY_HOST if phase in chosen]
        phases = []
        for phase in chosen:
            if before:
                took = self.results.expected(contender.name, before, phase)
                if took is None or took * size / before > self.patience:
                    continue
            phases.append(phase)
        return phases if CREATE in phases else []

    def measure_size(self, size, before):
        """All turns with one size."""
        plans = {each: self.phases(each, size, before) for each in self.contenders}
        for contender, phases in plans.items():
            left_out = [phase for phase in PHASES if phase in contender.phases(Workload(size)) and phase not in phases]
            if size:
                self.results.note_left_out(contender.name, size, left_out)
        spent = dict.fromkeys(plans, 0)
        for number in range(self.repetitions * OFTEN):
            for contender, phases in plans.items():
                wanted = self.repetitions
                if number and spent[contender] / number < QUICK:
                    wanted *= OFTEN
                if not phases or number >= wanted or (number and spent[contender] > BUDGET):
                    continue
                print(f'{size} links, turn {number + 1}: {contender.name}', file=sys.stderr, flush=True)
                measured, seconds = repetition.run(contender.name, Workload(size, self.vlans), phases)
                spent[contender] += seconds
                self.results.add(contender.name, size, measured)

    def measure(self):
        """All of it; returns the results."""
        before = None
        for size in self.sizes:
            self.measure_size(size, before)
            before = size or None
        return self.results
