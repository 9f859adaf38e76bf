/// Why something is left out that several programs have, and who does it instead.
enum Reason {
  static let unknown = "vnetctl has nothing for this"
  static let noDHCP =
    "vnetctl is no DHCP client, and leaves the addresses of one alone; have one run on the link, such as dhclient"
  static let noNameResolution =
    "vnetctl sets up no name resolution; write it into /etc/resolv.conf, or have systemd-resolved do it"
  static let noRules = "vnetctl has no routing rules; \"ip rule\" makes them"
  static let noOpenVSwitch = "vnetctl has no Open vSwitch; ovs-vsctl sets that up"
  static let noAuthentication = "vnetctl authenticates no ports; wpa_supplicant does"
  static let noMultipathTCP = "vnetctl has no multipath TCP; \"ip mptcp\" sets it up"
  static let noIPv4LinkLocal = "vnetctl makes no link-local addresses of IPv4; avahi-autoipd does"
  static let acceptRA =
    "the kernel follows router advertisements as its sysctl net.ipv6.conf.LINK.accept_ra says"
  static let noRename =
    "vnetctl renames only NICs that are found by an address, a path or a driver; a .link file for udev has to give it this "
    + "name"
  static let noQueueSettings = "a limit has a rate and a burst alone; \"tc qdisc\" says more"
  static let noForwarding = "vnetctl does not turn the host into a router; sysctl does"
  static let noCongestionWindow = "vnetctl sets no congestion window; \"ip route\" does"
  static let noSpeed = "vnetctl sets neither speed nor duplex; ethtool -s does"
  static let noWakeOnLAN = "vnetctl does not set wake-on-LAN; ethtool -s does"
}
