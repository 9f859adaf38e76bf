// The kernel's UAPI headers in the one order in which they compile, and the few things Swift cannot import.
#ifndef CLINUXSHIM_H
#define CLINUXSHIM_H

// <linux/if_bridge.h> uses struct in6_addr without including its definition, so <netinet/in.h> comes first.
#include <netinet/in.h>

#include <stdbool.h>
#include <stddef.h>

#include <linux/ethtool_netlink.h>
#include <linux/genetlink.h>
#include <linux/if.h>
#include <linux/if_arp.h>
#include <linux/if_bridge.h>
#include <linux/if_ether.h>
#include <linux/if_link.h>
#include <linux/if_tun.h>
#include <linux/if_tunnel.h>
#include <linux/if_vlan.h>
#include <linux/ipv6.h>
#include <linux/neighbour.h>
#include <linux/net_namespace.h>
#include <linux/netlink.h>
#include <linux/pkt_cls.h>
#include <linux/pkt_sched.h>
#include <linux/rtnetlink.h>
#include <linux/veth.h>

#include "Accounts.h"
#include "Capabilities.h"
#include "ErrorNumber.h"
#include "Guardian.h"
#include "ReadAhead.h"
#include "Signals.h"

// Attributes that are younger than the headers of Debian 12 (Linux 6.1). Their numbers are kernel ABI:
// include/uapi/linux/ethtool_netlink.h, if_link.h and if_bridge.h of Linux 6.18.
enum {
  SHIM_ETHTOOL_A_COALESCE_TX_AGGR_MAX_BYTES = 26,   // Linux 6.3
  SHIM_ETHTOOL_A_COALESCE_TX_AGGR_MAX_FRAMES = 27,  // Linux 6.3
  SHIM_ETHTOOL_A_COALESCE_TX_AGGR_TIME_USECS = 28,  // Linux 6.3
  SHIM_IFLA_BR_FDB_MAX_LEARNED = 49,          // Linux 6.7
  SHIM_IFLA_BRPORT_MAB = 40,                  // Linux 6.2
  SHIM_IFLA_BRPORT_MCAST_MAX_GROUPS = 42,     // Linux 6.3
  SHIM_IFLA_BRPORT_NEIGH_VLAN_SUPPRESS = 43,  // Linux 6.4
  SHIM_IFLA_BRPORT_BACKUP_NHID = 44,          // Linux 6.6
  SHIM_BRIDGE_VLANDB_ENTRY_MCAST_MAX_GROUPS = 8,  // Linux 6.3
  SHIM_BRIDGE_VLANDB_ENTRY_NEIGH_SUPPRESS = 9,    // Linux 6.4
  SHIM_BR_BOOLOPT_MDB_OFFLOAD_FAIL_NOTIFICATION = 3,  // Linux 6.16
  SHIM_BR_BOOLOPT_FDB_LOCAL_VLAN_0 = 4,               // Linux 6.18
};

// ioctl numbers of <linux/if_tun.h>, which are _IOW() macros that Swift cannot import.
extern const unsigned long SHIM_TUNSETOWNER;
extern const unsigned long SHIM_TUNSETGROUP;
extern const unsigned long SHIM_TUNSETPERSIST;

// TUNSETIFF with its struct ifreq, which <linux/if.h> and the C library's <net/if.h> define differently enough for Swift
// to take neither. The name is cut at IFNAMSIZ - 1 bytes. Returns 0, or a positive errno.
int shim_attach_tap(int descriptor, const char *_Nonnull name, int flags);

// TUNSETIFINDEX, which takes the address of a number. Returns 0, or a positive errno.
int shim_choose_tap_index(int descriptor, int index);

// SO_NETNS_COOKIE is younger (Linux 5.14) than some C libraries' headers; its number is kernel ABI on amd64 and arm64.
enum { SHIM_SO_NETNS_COOKIE = 71 };

// Namespaces: setns(2) and unshare(2) need _GNU_SOURCE, without which Swift's Glibc module is built. Both act on the
// calling thread alone. They return 0, or a positive errno.
int shim_enter_network_namespace(int descriptor);
int shim_unshare_network_namespace(void);

// O_PATH and AT_EMPTY_PATH need _GNU_SOURCE. The first opens a file without a word to its driver; with the second, what is
// done is done to the open file itself.
extern const int SHIM_O_PATH;
extern const int SHIM_AT_EMPTY_PATH;

// The driver of a link of the network namespace that a socket of any family is of (ETHTOOL_GDRVINFO), as a text that a NUL
// ends. Returns 0, or a positive errno.
int shim_driver_name(int socket, const char *_Nonnull link, char *_Nonnull name, size_t size);

// Whether the kernel is of that version or a younger one.
bool shim_kernel_is_at_least(int version, int subversion);

// SIG_IGN is a cast, which Swift cannot import.
void shim_ignore_broken_pipe(void);

#endif
