"""Namespaces that are thrown away: nothing of what a repetition makes outlives it, however it ends."""

import json
import os
import subprocess
import sys
import traceback

from rig.failure import Failure
from rig.vnetctl import program

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def run(module, *arguments, limit):
    """Runs a module as a program that is the first process of its own process namespace, and has its own network,
    mounts and, without privilege, users. When it ends, or is ended after `limit` seconds, the kernel ends all that it
    started, and with the last of them the links, addresses and files are gone. Returns what it reports."""
    options = ['--mount', '--net', '--pid', '--fork', '--kill-child', '--mount-proc']
    if os.geteuid() != 0:
        options += ['--user', '--map-root-user']
    # Nothing outlives a benchmark that is interrupted.
    command = ['setpriv', '--pdeathsig', 'KILL', 'unshare', *options, sys.executable, '-B', '-m', module, *arguments]
    try:
        done = subprocess.run(
            command, cwd=HERE, env=os.environ | {'VNETCTL': program()}, stdin=subprocess.DEVNULL, capture_output=True,
            text=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        return {'failure': f'not done after {limit} s'}
    try:
        result = json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        result = {'failure': f'exit status {done.returncode}'}
    if 'failure' in result and done.stderr:
        result['failure'] += '\n' + done.stderr.strip()
    return result


def report(measure):
    """Inside the namespaces: prints what the function returns, or why it does not."""
    try:
        result = measure()
    except Failure as failure:
        result = {'failure': str(failure)}
    except subprocess.SubprocessError:
        result = {'failure': traceback.format_exc(limit=-1)}
    print(json.dumps(result))


def private_files():
    """Inside the namespaces: nothing that a contender writes, or finds, is the machine's own."""
    for folder, kind, options in [
            ('/sys', 'sysfs', 'rw'), ('/run', 'tmpfs', 'mode=755'), ('/var/tmp', 'tmpfs', 'mode=1777')]:
        subprocess.run(['mount', '-t', kind, '-o', options, kind, folder], check=True)
    os.makedirs('/run/etc/upper')
    os.makedirs('/run/etc/work')
    subprocess.run(
        ['mount', '-t', 'overlay', '-o', 'lowerdir=/etc,upperdir=/run/etc/upper,workdir=/run/etc/work', 'overlay',
         '/etc'], check=True)
    # vnetctl keeps the documents of root below /var/lib otherwise.
    os.environ['VNETCTL_STATE_DIR'] = '/run/vnetctl'
