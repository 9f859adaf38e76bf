// The host's users and groups. In C since the entry that getpwnam_r fills points into a buffer of the caller's.
#ifndef ACCOUNTS_H
#define ACCOUNTS_H

#include <stdbool.h>
#include <stdint.h>

// The number of the user or group of that name, and whether there is one.
bool shim_user_number(const char *name, uint32_t *number);
bool shim_group_number(const char *name, uint32_t *number);

#endif
