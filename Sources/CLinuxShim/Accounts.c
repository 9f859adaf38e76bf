#include "Accounts.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdlib.h>

// getpwnam_r and getgrnam_r take a buffer of unknown size: twice as much each time until the entry fits, up to a size
// that no group reaches.
enum { FIRST_BUFFER = 4096, LAST_BUFFER = 16 << 20 };

bool shim_user_number(const char *name, uint32_t *number) {
  bool found = false;
  int error = ERANGE;
  for (size_t size = FIRST_BUFFER; error == ERANGE && size <= LAST_BUFFER; size *= 2) {
    struct passwd entry, *result = NULL;
    char *buffer = malloc(size);
    if (!buffer) return false;
    do error = getpwnam_r(name, &entry, buffer, size, &result);
    while (error == EINTR);
    found = error == 0 && result;
    if (found) *number = entry.pw_uid;
    free(buffer);
  }
  return found;
}

bool shim_group_number(const char *name, uint32_t *number) {
  bool found = false;
  int error = ERANGE;
  for (size_t size = FIRST_BUFFER; error == ERANGE && size <= LAST_BUFFER; size *= 2) {
    struct group entry, *result = NULL;
    char *buffer = malloc(size);
    if (!buffer) return false;
    do error = getgrnam_r(name, &entry, buffer, size, &result);
    while (error == EINTR);
    found = error == 0 && result;
    if (found) *number = entry.gr_gid;
    free(buffer);
  }
  return found;
}
