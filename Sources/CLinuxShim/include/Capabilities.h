// The capabilities of the calling thread. capget(2) and capset(2) have no function in the C library.
#ifndef CAPABILITIES_H
#define CAPABILITIES_H

#include <linux/capability.h>
#include <stdint.h>

// Takes from the effective, permitted and inheritable set all capabilities but those in `kept`, a bit each: 1 << CAP_….
// The ambient set follows, since it is never larger than the others. Returns 0, or a positive errno.
int shim_keep_capabilities(uint64_t kept);

#endif
