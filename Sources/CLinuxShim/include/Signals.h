// Signals that ask a run to end. In C since a handler must be a plain function, and what it writes volatile.
#ifndef SIGNALS_H
#define SIGNALS_H

// From now on SIGINT, SIGTERM and SIGHUP are only noted, and calls that they interrupt go on. One that is ignored stays so:
// nohup and shells mean it. They are unblocked in the calling thread. Forgets what was noted before.
void shim_arm_interruption(void);

// The first signal that was noted, or 0.
int shim_interruption(void);

// The signals do again what they did before.
void shim_disarm_interruption(void);

#endif
