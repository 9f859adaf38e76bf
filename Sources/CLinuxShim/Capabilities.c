#define _GNU_SOURCE
#include "Capabilities.h"

#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

int shim_keep_capabilities(uint64_t kept) {
  struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
  struct __user_cap_data_struct sets[_LINUX_CAPABILITY_U32S_3];
  if (syscall(SYS_capget, &header, sets) != 0) return errno;
  uint32_t dropped = 0;
  for (int word = 0; word < _LINUX_CAPABILITY_U32S_3; word++) {
    uint32_t mask = (uint32_t)(kept >> (32 * word));
    dropped |= (sets[word].effective | sets[word].permitted | sets[word].inheritable) & ~mask;
    sets[word].effective &= mask;
    sets[word].permitted &= mask;
    sets[word].inheritable &= mask;
  }
  if (dropped == 0) return 0;
  return syscall(SYS_capset, &header, sets) == 0 ? 0 : errno;
}
