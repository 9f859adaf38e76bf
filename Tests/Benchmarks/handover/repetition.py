"""One repetition: a contender attaches the NIC and releases it, once, in namespaces of its own."""

import json
import subprocess
import sys
import time

from handover.addresses import MAC, NIC
from handover.contenders import contenders
from handover.host import configuration, settle, whole_move
from rig import namespaces
from rig.failure import Failure

LIMIT = 150


def run(name):
    """Runs one and returns what it measured."""
    return namespaces.run(__name__, name, limit=LIMIT)


class Part:
    """A process that works along: echo or neighbour."""

    def __init__(self, module, *prefix):
        self.process = subprocess.Popen(
            [*prefix, sys.executable, '-B', '-m', module], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        if self.process.stdout.readline() != 'ready\n':
            raise Failure(f'{module} did not start')

    def ask(self, word):
        """Says a word to it and returns its answer."""
        self.process.stdin.write(word + '\n')
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline() or '{"failure": "it ended"}')
        if 'failure' in answer:
            raise Failure(f'neighbour: {answer["failure"]}')
        return answer


def move(contender, which, neighbour):
    """Has the contender do one move, and measures."""
    contender.stage(which)
    neighbour.ask('measure')
    began = time.monotonic()
    done = subprocess.run(
        contender.command(which), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False)
    took = time.monotonic() - began
    measured = neighbour.ask('settle')
    output = (done.stderr.strip() or done.stdout.strip())[-2000:]
    if done.returncode != 0:
        raise Failure(f'{which}: exit status {done.returncode}: {output}')
    missing = whole_move(which)
    if missing:
        raise Failure(f'{which}: {missing}: {output}')
    return {'took_ms': round(took * 1000, 1), **measured}


def repeat(contender):
    """The repetition itself, inside the namespaces."""
    namespaces.private_files()
    neighbour = Part('handover.neighbour', 'unshare', '--net')
    commands = f'''\
link set lo up
link add {NIC} address {MAC} type veth peer name {NIC} netns {neighbour.process.pid}
link set {NIC} up
'''
    subprocess.run(['ip', '-batch', '-'], input=commands, text=True, check=True)
    neighbour.ask('configure')
    contender.prepare()
    settle()
    before = configuration()
    Part('handover.echo')
    neighbour.ask('start')
    neighbour.ask('measure')
    result = {'at_rest': neighbour.ask('settle')}
    if any(flood['unanswered'] for flood in result['at_rest']['udp'].values()):
        raise Failure('datagrams got lost though nothing was moved')
    for which in ('attach', 'release'):
        result[which] = move(contender, which, neighbour)
    after = configuration()
    result['restored'] = after == before
    if after != before:
        result['before'], result['after'] = before, after
    return result


def main():
    contender = next(each for each in contenders if each.name == sys.argv[1])
    namespaces.report(lambda: repeat(contender))


if __name__ == '__main__':
    main()
