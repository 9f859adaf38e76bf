#define _GNU_SOURCE
#include "CLinuxShim.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

const unsigned long SHIM_TUNSETOWNER = TUNSETOWNER;
const unsigned long SHIM_TUNSETGROUP = TUNSETGROUP;
const unsigned long SHIM_TUNSETPERSIST = TUNSETPERSIST;

const int SHIM_O_PATH = O_PATH;
const int SHIM_AT_EMPTY_PATH = AT_EMPTY_PATH;

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

int shim_choose_tap_index(int descriptor, int index) {
  unsigned int number = index;
  return ioctl(descriptor, TUNSETIFINDEX, &number) == 0 ? 0 : errno;
}

void shim_ignore_broken_pipe(void) { signal(SIGPIPE, SIG_IGN); }
