// The least that any program has to do for the benchmark `throughput`, in the cheapest order that is known: the limit
// that the others are compared with. It plans nothing, keeps no record and rolls nothing back.
//
//   limit [--vlans] COMMAND [COUNT]
//
//   create    COUNT TAPs, on bridges of 500
//   check     looks whether all is so: one dump
//   change    check, and one TAP that is not promiscuous becomes it
//   changed   check after that
//   add       one more TAP, on the first bridge
//   added     looks whether it is there
//   remove    removes it
//   undo      create and destroy: what a program has to do at least that fails at the end and rolls back
//   destroy   removes everything, in one request
//   sweep     removes all links but lo, whosoever they are
//   await, await-changed, await-added, await-nothing
//             waits until all is so
//   settle    has the kernel do now what it would do about the links' states within a second
//   nothing   opens the socket
//
// With --vlans the bridges filter VLANs and each TAP has an access VLAN.
//
//   cc -O2 -o limit limit.c -lmnl

#include <errno.h>
#include <fcntl.h>
#include <libmnl/libmnl.h>
#include <linux/if.h>
#include <linux/if_bridge.h>
#include <linux/if_link.h>
#include <linux/if_tun.h>
#include <linux/rtnetlink.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum {
  PORTS = 500,    // on a bridge
  MTU = 1450,
  VLANS = 100,    // as many access VLANs, in turns
  FIRST_VLAN = 10,
  GROUP = 0x76,   // what is removed together
  POLL = 20000,   // microseconds
  BATCH = 32,     // links: their answers fit into the least receive buffer there is
};

static struct mnl_socket *netlink;
static bool vlans;
static int count;
static unsigned sequence;
static char requests[BATCH * 512];
static size_t length;
static struct nlmsghdr *last;
static char answers[1 << 16];

static void fail(const char *what)
{
  fprintf(stderr, "limit: %s: %s\n", what, strerror(errno));
  exit(1);
}

// Whether the TAP of that number is promiscuous, and which VLAN it is in.
static bool promiscuous(int tap) { return tap % 2; }
static int vlan(int tap) { return FIRST_VLAN + tap % VLANS; }
static int changed_tap(void) { return count / 4 * 2; }
static int bridges(void) { return count > PORTS ? (count + PORTS - 1) / PORTS : 1; }

static struct nlmsghdr *request(int type, int flags, int family)
{
  last = mnl_nlmsg_put_header(requests + length);
  last->nlmsg_type = type;
  last->nlmsg_flags = NLM_F_REQUEST | flags;
  last->nlmsg_seq = ++sequence;
  struct ifinfomsg *link = mnl_nlmsg_put_extra_header(last, sizeof *link);
  link->ifi_family = family;
  return last;
}

static void end_request(void) { length += MNL_ALIGN(last->nlmsg_len); }

// Sends what has been gathered and takes answers up to that of the last request, which has to have one.
static void converse(mnl_cb_t each, void *data)
{
  if (!last)
    return;
  if (mnl_socket_sendto(netlink, requests, length) < 0)
    fail("sendto");
  unsigned awaited = last->nlmsg_seq;
  bool dump = (last->nlmsg_flags & NLM_F_DUMP) == NLM_F_DUMP;
  length = 0;
  last = NULL;
  for (;;) {
    ssize_t size = mnl_socket_recvfrom(netlink, answers, sizeof answers);
    if (size < 0)
      fail("recvfrom");
    int left = size;
    for (const struct nlmsghdr *one = (void *)answers; mnl_nlmsg_ok(one, left); one = mnl_nlmsg_next(one, &left)) {
      if (one->nlmsg_flags & NLM_F_DUMP_INTR) {
        errno = EINTR;
        fail("dump");
      }
      if (one->nlmsg_type == NLMSG_ERROR) {
        const struct nlmsgerr *error = mnl_nlmsg_get_payload(one);
        if (error->error) {
          errno = -error->error;
          fail("request");
        }
      } else if (one->nlmsg_type != NLMSG_DONE && each) {
        each(one, data);
      }
      if (one->nlmsg_seq == awaited && (!dump || one->nlmsg_type == NLMSG_DONE))
        return;
    }
  }
}

static struct ifinfomsg *body(void) { return mnl_nlmsg_get_payload(last); }

static void put_name(const char *kind, int number)
{
  char name[IFNAMSIZ];
  snprintf(name, sizeof name, "%s%d", kind, number);
  mnl_attr_put_strz(last, IFLA_IFNAME, name);
}

// The bridges, first of all; the number of the first.
static int create_bridges(void)
{
  for (int bridge = 0; bridge < bridges(); bridge++) {
    request(RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL | NLM_F_ACK, AF_UNSPEC);
    body()->ifi_flags = body()->ifi_change = IFF_UP;
    unsigned char address[] = {2, 0, 0, 0, 1, bridge};
    put_name("br", bridge);
    mnl_attr_put(last, IFLA_ADDRESS, sizeof address, address);
    mnl_attr_put_u32(last, IFLA_MTU, MTU);
    struct nlattr *info = mnl_attr_nest_start(last, IFLA_LINKINFO);
    mnl_attr_put_strz(last, IFLA_INFO_KIND, "bridge");
    if (vlans) {
      struct nlattr *data = mnl_attr_nest_start(last, IFLA_INFO_DATA);
      mnl_attr_put_u8(last, IFLA_BR_VLAN_FILTERING, 1);
      // Or each port would have VLAN 1 to lose.
      mnl_attr_put_u16(last, IFLA_BR_VLAN_DEFAULT_PVID, 0);
      mnl_attr_nest_end(last, data);
    }
    mnl_attr_nest_end(last, info);
    end_request();
    converse(NULL, NULL);
  }
  struct ifreq named = {.ifr_name = "br0"};
  int descriptor = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0 || ioctl(descriptor, SIOCGIFINDEX, &named) < 0)
    fail("br0");
  close(descriptor);
  return named.ifr_ifindex;
}

static void create_tap(const char *kind, int number)
{
  struct ifreq tap = {.ifr_flags = IFF_TAP | IFF_NO_PI | IFF_TUN_EXCL};
  snprintf(tap.ifr_name, sizeof tap.ifr_name, "%s%d", kind, number);
  int descriptor = open("/dev/net/tun", O_RDWR | O_CLOEXEC);
  if (descriptor < 0)
    fail("/dev/net/tun");
  if (ioctl(descriptor, TUNSETIFF, &tap) < 0 || ioctl(descriptor, TUNSETPERSIST, 1) < 0)
    fail(tap.ifr_name);
  close(descriptor);
}

// Asking for the link, by name alone, has the kernel note first that it has no carrier. Otherwise the bridge would
// have the port forward, and block it within the second, which costs more than all the rest.
static void ask_for(const char *kind, int number)
{
  request(RTM_GETLINK, 0, AF_UNSPEC);
  put_name(kind, number);
  mnl_attr_put_u32(last, IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
  end_request();
}

static void attach(const char *kind, int number, int bridge, bool promiscuous, bool acknowledge)
{
  request(RTM_SETLINK, acknowledge ? NLM_F_ACK : 0, AF_UNSPEC);
  body()->ifi_flags = body()->ifi_change = IFF_UP | (promiscuous ? IFF_PROMISC : 0);
  put_name(kind, number);
  mnl_attr_put_u32(last, IFLA_MTU, MTU);
  mnl_attr_put_u32(last, IFLA_MASTER, bridge);
  end_request();
}

static void take_index(const struct nlmsghdr *answer, int *indexes)
{
  const struct ifinfomsg *link = mnl_nlmsg_get_payload(answer);
  struct nlattr *attribute;
  mnl_attr_for_each(attribute, answer, sizeof *link)
    if (mnl_attr_get_type(attribute) == IFLA_IFNAME)
      indexes[atoi(mnl_attr_get_str(attribute) + 2)] = link->ifi_index;
}

static int on_index(const struct nlmsghdr *answer, void *indexes)
{
  take_index(answer, indexes);
  return MNL_CB_OK;
}

static void set_vlan(int index, int number, bool acknowledge)
{
  request(RTM_SETLINK, acknowledge ? NLM_F_ACK : 0, AF_BRIDGE);
  body()->ifi_index = index;
  struct bridge_vlan_info info = {BRIDGE_VLAN_INFO_PVID | BRIDGE_VLAN_INFO_UNTAGGED, vlan(number)};
  struct nlattr *specification = mnl_attr_nest_start(last, IFLA_AF_SPEC);
  mnl_attr_put(last, IFLA_BRIDGE_VLAN_INFO, sizeof info, &info);
  mnl_attr_nest_end(last, specification);
  end_request();
}

static void create(void)
{
  int first = create_bridges();
  for (int tap = 0; tap < count; tap++)
    create_tap("vm", tap);
  int *indexes = calloc(count + 1, sizeof *indexes);
  for (int start = 0; start < count; start += BATCH) {
    int end = start + BATCH < count ? start + BATCH : count;
    for (int tap = start; tap < end; tap++) {
      ask_for("vm", tap);
      attach("vm", tap, first + tap / PORTS, promiscuous(tap), tap == end - 1);
    }
    converse(vlans ? on_index : NULL, indexes);
    if (!vlans)
      continue;
    for (int tap = start; tap < end; tap++)
      set_vlan(indexes[tap], tap, tap == end - 1);
    converse(NULL, NULL);
  }
  free(indexes);
}

struct view {
  int seen, right, bridges;
  bool changed;
};

static int look(const struct nlmsghdr *answer, void *data)
{
  struct view *view = data;
  const struct ifinfomsg *link = mnl_nlmsg_get_payload(answer);
  const char *name = "";
  unsigned mtu = 0;
  bool attached = false;
  struct nlattr *attribute;
  mnl_attr_for_each(attribute, answer, sizeof *link) {
    switch (mnl_attr_get_type(attribute)) {
    case IFLA_IFNAME: name = mnl_attr_get_str(attribute); break;
    case IFLA_MTU: mtu = mnl_attr_get_u32(attribute); break;
    case IFLA_MASTER: attached = true; break;
    }
  }
  bool right = mtu == MTU && link->ifi_flags & IFF_UP;
  if (!strncmp(name, "br", 2)) {
    view->bridges += right;
  } else if (!strncmp(name, "vm", 2)) {
    int tap = atoi(name + 2);
    view->seen++;
    bool wanted = promiscuous(tap) || (view->changed && tap == changed_tap());
    view->right += right && attached && !!(link->ifi_flags & IFF_PROMISC) == wanted;
  }
  return MNL_CB_OK;
}

static int look_at_vlans(const struct nlmsghdr *answer, void *data)
{
  const struct ifinfomsg *link = mnl_nlmsg_get_payload(answer);
  struct nlattr *attribute, *inner;
  int tap = -1, found = 0, number = 0;
  mnl_attr_for_each(attribute, answer, sizeof *link) {
    if (mnl_attr_get_type(attribute) == IFLA_IFNAME && !strncmp(mnl_attr_get_str(attribute), "vm", 2))
      tap = atoi(mnl_attr_get_str(attribute) + 2);
    if (mnl_attr_get_type(attribute) == IFLA_AF_SPEC)
      mnl_attr_for_each_nested(inner, attribute)
        if (mnl_attr_get_type(inner) == IFLA_BRIDGE_VLAN_INFO) {
          const struct bridge_vlan_info *info = mnl_attr_get_payload(inner);
          number = info->flags == (BRIDGE_VLAN_INFO_PVID | BRIDGE_VLAN_INFO_UNTAGGED) ? info->vid : 0;
          found++;
        }
  }
  if (tap >= 0 && found == 1 && number == vlan(tap))
    ((struct view *)data)->right++;
  return MNL_CB_OK;
}

static void dump(int family, int mask, mnl_cb_t each, void *data)
{
  request(RTM_GETLINK, NLM_F_DUMP, family);
  mnl_attr_put_u32(last, IFLA_EXT_MASK, mask);
  end_request();
  converse(each, data);
}

static bool is_right(bool changed, bool aloud)
{
  struct view view = {.changed = changed};
  dump(AF_UNSPEC, RTEXT_FILTER_SKIP_STATS, look, &view);
  bool right = view.seen == count && view.right == count && view.bridges == bridges();
  if (!right && aloud)
    fprintf(stderr, "limit: of %d TAPs %d are there and %d are right, and %d bridges of %d\n", count, view.seen,
            view.right, view.bridges, bridges());
  if (!right || !vlans)
    return right;
  view.right = 0;
  dump(AF_BRIDGE, RTEXT_FILTER_BRVLAN_COMPRESSED, look_at_vlans, &view);
  if (view.right != count && aloud)
    fprintf(stderr, "limit: of %d TAPs %d have their VLAN\n", count, view.right);
  return view.right == count;
}

static void check(bool changed)
{
  if (!is_right(changed, true))
    exit(1);
}

// For programs that have others do their work: they end before it is done.
static void await(bool changed)
{
  while (!is_right(changed, false))
    usleep(POLL);
}

static void change(void)
{
  check(false);
  request(RTM_SETLINK, NLM_F_ACK, AF_UNSPEC);
  body()->ifi_flags = body()->ifi_change = IFF_PROMISC;
  put_name("vm", changed_tap());
  end_request();
  converse(NULL, NULL);
}

static void add(void)
{
  int bridge[1 << 4] = {0}, extra[1 << 4] = {0};
  ask_for("br", 0);
  converse(on_index, bridge);
  create_tap("xm", 0);
  ask_for("xm", 0);
  attach("xm", 0, bridge[0], false, true);
  converse(on_index, extra);
  if (vlans) {
    set_vlan(extra[0], 0, true);
    converse(NULL, NULL);
  }
}

static int look_at_added(const struct nlmsghdr *answer, void *data)
{
  const struct ifinfomsg *link = mnl_nlmsg_get_payload(answer);
  const char *name = "";
  int found = !!(link->ifi_flags & IFF_UP);
  struct nlattr *attribute;
  mnl_attr_for_each(attribute, answer, sizeof *link) {
    switch (mnl_attr_get_type(attribute)) {
    case IFLA_IFNAME: name = mnl_attr_get_str(attribute); break;
    case IFLA_MTU: found += mnl_attr_get_u32(attribute) == MTU; break;
    case IFLA_MASTER: found++; break;
    }
  }
  if (!strcmp(name, "xm0"))
    *(bool *)data = found == 3;
  return MNL_CB_OK;
}

static bool is_added(void)
{
  bool right = false;
  dump(AF_UNSPEC, RTEXT_FILTER_SKIP_STATS, look_at_added, &right);
  return right;
}

static void added(void)
{
  if (!is_added()) {
    fprintf(stderr, "limit: xm0 is not there, or not as it should be\n");
    exit(1);
  }
}

static void await_added(void)
{
  while (!is_added())
    usleep(POLL);
}

static void put_into_group(const char *kind, int number, bool acknowledge)
{
  request(RTM_SETLINK, acknowledge ? NLM_F_ACK : 0, AF_UNSPEC);
  put_name(kind, number);
  mnl_attr_put_u32(last, IFLA_GROUP, GROUP);
  end_request();
}

static void remove_group(void)
{
  request(RTM_DELLINK, NLM_F_ACK, AF_UNSPEC);
  mnl_attr_put_u32(last, IFLA_GROUP, GROUP);
  end_request();
  converse(NULL, NULL);
}

// One link after the other would cost a grace period each, a tenth of a second for the first few and 17 ms on.
static void destroy(void)
{
  for (int start = 0; start < count; start += BATCH) {
    int end = start + BATCH < count ? start + BATCH : count;
    for (int tap = start; tap < end; tap++)
      put_into_group("vm", tap, tap == end - 1);
    converse(NULL, NULL);
  }
  for (int bridge = 0; bridge < bridges(); bridge++) {
    put_into_group("br", bridge, true);
    converse(NULL, NULL);
  }
  remove_group();
}

static void remove_added(void)
{
  put_into_group("xm", 0, true);
  converse(NULL, NULL);
  remove_group();
}

struct indexes {
  int count;
  int all[1 << 16];
};

static int gather(const struct nlmsghdr *answer, void *data)
{
  struct indexes *found = data;
  const struct ifinfomsg *link = mnl_nlmsg_get_payload(answer);
  if (!(link->ifi_flags & IFF_LOOPBACK) && found->count < 1 << 16)
    found->all[found->count++] = link->ifi_index;
  return MNL_CB_OK;
}

static void sweep(void)
{
  static struct indexes found;
  dump(AF_UNSPEC, RTEXT_FILTER_SKIP_STATS, gather, &found);
  for (int each = 0; each < found.count; each++) {
    request(RTM_SETLINK, NLM_F_ACK, AF_UNSPEC);
    body()->ifi_index = found.all[each];
    mnl_attr_put_u32(last, IFLA_GROUP, GROUP);
    end_request();
    converse(NULL, NULL);
  }
  if (found.count)
    remove_group();
}

static void await_nothing(void)
{
  static struct indexes found;
  for (;;) {
    found.count = 0;
    dump(AF_UNSPEC, RTEXT_FILTER_SKIP_STATS, gather, &found);
    if (!found.count)
      return;
    usleep(POLL);
  }
}

static void settle(void)
{
  static struct indexes found;
  dump(AF_UNSPEC, RTEXT_FILTER_SKIP_STATS, gather, &found);
  for (int each = 0; each < found.count; each++) {
    request(RTM_GETLINK, 0, AF_UNSPEC);
    body()->ifi_index = found.all[each];
    mnl_attr_put_u32(last, IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
    end_request();
    converse(NULL, NULL);
  }
}

int main(int argc, char **argv)
{
  if (argc > 1 && !strcmp(argv[1], "--vlans")) {
    vlans = true;
    argc--, argv++;
  }
  if (argc < 2 || argc > 3) {
    fprintf(stderr, "usage: limit [--vlans] COMMAND [COUNT]\n");
    return 64;
  }
  const char *command = argv[1];
  count = argc > 2 ? atoi(argv[2]) : 0;
  netlink = mnl_socket_open2(NETLINK_ROUTE, SOCK_CLOEXEC);
  if (!netlink || mnl_socket_bind(netlink, 0, MNL_SOCKET_AUTOPID) < 0)
    fail("netlink");
  // A refusal need not bring the whole request back.
  int one = 1;
  mnl_socket_setsockopt(netlink, NETLINK_CAP_ACK, &one, sizeof one);
  if (!strcmp(command, "create")) {
    create();
  } else if (!strcmp(command, "check") || !strcmp(command, "changed")) {
    check(!strcmp(command, "changed"));
  } else if (!strcmp(command, "change")) {
    change();
  } else if (!strcmp(command, "add")) {
    add();
  } else if (!strcmp(command, "added")) {
    added();
  } else if (!strcmp(command, "remove")) {
    remove_added();
  } else if (!strcmp(command, "undo")) {
    create();
    destroy();
  } else if (!strcmp(command, "destroy")) {
    destroy();
  } else if (!strcmp(command, "sweep")) {
    sweep();
  } else if (!strcmp(command, "await") || !strcmp(command, "await-changed")) {
    await(!strcmp(command, "await-changed"));
  } else if (!strcmp(command, "await-added")) {
    await_added();
  } else if (!strcmp(command, "await-nothing")) {
    await_nothing();
  } else if (!strcmp(command, "settle")) {
    settle();
  } else if (strcmp(command, "nothing")) {
    fprintf(stderr, "limit: no command %s\n", command);
    return 64;
  }
  return 0;
}
