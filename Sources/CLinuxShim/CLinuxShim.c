#define _GNU_SOURCE
#include "CLinuxShim.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

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

const unsigned long SHIM_TUNSETOWNER = TUNSETOWNER;
const unsigned long SHIM_TUNSETGROUP = TUNSETGROUP;
const unsigned long SHIM_TUNSETPERSIST = TUNSETPERSIST;

#ifdef SO_NETNS_COOKIE
_Static_assert(SO_NETNS_COOKIE == SHIM_SO_NETNS_COOKIE, "SO_NETNS_COOKIE has another number on this architecture");
#endif

int shim_enter_network_namespace(int descriptor) { return setns(descriptor, CLONE_NEWNET) == 0 ? 0 : errno; }

int shim_unshare_network_namespace(void) { return unshare(CLONE_NEWNET) == 0 ? 0 : errno; }

int shim_attach_tap(int descriptor, const char *name, int flags) {
  struct ifreq request = {.ifr_flags = (short)flags};
  strncpy(request.ifr_name, name, IFNAMSIZ - 1);
  return ioctl(descriptor, TUNSETIFF, &request) == 0 ? 0 : errno;
}
