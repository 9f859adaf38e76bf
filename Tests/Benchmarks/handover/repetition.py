"""One repetition: a contender attaches the NIC and releases it, once, in namespaces of its own.

It runs as a program, the first process of its own process namespace: when it ends, or is ended, the kernel ends all
that it started, and with the last of them the links, addresses and files are gone.
"""

import json
import os
import subprocess
import sys
import time
import traceback

from handover.addresses import MAC, NIC
from handover.contenders import contenders
from handover.contenders.vnetctl import program
from handover.failure import Failure
from handover.host import configuration, settle, whole_move

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LIMIT = 150


def run(name):
    """Runs one and returns what it measured."""
    options = ['--mount', '--net', '--pid', '--fork', '--kill-child', '--mount-proc']
    if os.geteuid() != 0:
        options += ['--user', '--map-root-user']
    # Nothing outlives a benchmark that is interrupted.
    command = ['setpriv', '--pdeathsig', 'KILL', 'unshare', *options, sys.executable, '-B', '-m', __name__, name]
    try:
        done = subprocess.run(
            command, cwd=HERE, env=os.environ | {'VNETCTL': program()}, stdin=subprocess.DEVNULL, capture_output=True,
            text=True, timeout=LIMIT, check=False)
    except subprocess.TimeoutExpired:
        return {'failure': f'not done after {LIMIT} s'}
    try:
        result = json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        result = {'failure': f'exit status {done.returncode}'}
    if 'failure' in result and done.stderr:
        result['failure'] += '\n' + done.stderr.strip()
    return result


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


def private_files():
    """Nothing that a contender writes, or finds, is the machine's own."""
    for folder, kind, options in [
            ('/sys', 'sysfs', 'rw'), ('/run', 'tmpfs', 'mode=755'), ('/var/tmp', 'tmpfs', 'mode=1777')]:
        subprocess.run(['mount', '-t', kind, '-o', options, kind, folder], check=True)
    os.makedirs('/run/etc/upper')
    os.makedirs('/run/etc/work')
    subprocess.run(
        ['mount', '-t', 'overlay', '-o', 'lowerdir=/etc,upperdir=/run/etc/upper,workdir=/run/etc/work', 'overlay',
         '/etc'], check=True)


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
    private_files()
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
    try:
        result = repeat(contender)
    except Failure as failure:
        result = {'failure': str(failure)}
    except subprocess.SubprocessError:
        result = {'failure': traceback.format_exc(limit=-1)}
    print(json.dumps(result))


if __name__ == '__main__':
    main()
