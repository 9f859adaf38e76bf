// A process that outlives the one that starts it. In C since it takes arrays of pointers, and SIG_IGN is a cast.
#ifndef GUARDIAN_H
#define GUARDIAN_H

#include <stddef.h>

// Starts this very program anew with two arguments, in a session of its own, with no other open file than what it says
// by its standard output and standard error. Waits for the end of the first line of that, or for its end, and leaves in
// `said` as much as fits, ended by a NUL. Returns 0, or a positive errno.
int shim_start_guardian(
    const char *_Nonnull command, const char *_Nonnull argument, char *_Nonnull said, size_t size);

// Says `line` to the process that started this one, and nothing more from then on. Signals of terminals that go away are
// no longer minded.
void shim_part_from_starter(const char *_Nonnull line);

#endif
