#define _GNU_SOURCE
#include "CLinuxShim.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/ethtool.h>
#include <linux/sockios.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/utsname.h>

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

int shim_driver_name(int socket, const char *link, char *name, size_t size) {
  struct ethtool_drvinfo info = {.cmd = ETHTOOL_GDRVINFO};
  struct ifreq request = {.ifr_data = (void *)&info};
  strncpy(request.ifr_name, link, IFNAMSIZ - 1);
  if (ioctl(socket, SIOCETHTOOL, &request) != 0) return errno;
  snprintf(name, size, "%.*s", (int)sizeof info.driver, info.driver);
  return 0;
}

bool shim_kernel_is_at_least(int version, int subversion) {
  struct utsname names;
  int found = 0, foundBelow = 0;
  if (uname(&names) != 0 || sscanf(names.release, "%d.%d", &found, &foundBelow) != 2) return false;
  return found > version || (found == version && foundBelow >= subversion);
}

void shim_ignore_broken_pipe(void) { signal(SIGPIPE, SIG_IGN); }
