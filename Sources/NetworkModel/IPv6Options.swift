internal import CLinuxShim

extension OptionTable {
  /// What IPv6 does on a link, of any kind.
  public static let ipv6 = OptionTable(
    ordinal: LinkKind.allCases.count + 1, title: "IPv6 of every link", place: .ipv6,
    [
      Option(
        "ipv6_addr_gen_mode", .words(["eui64": 0, "none": 1, "stable_secret": 2, "random": 3]),
        IFLA_INET6_ADDR_GEN_MODE, .u8, iproute2: "addrgenmode",
        """
        How the kernel makes the link's own link-local address. A TAP that vnetctl makes as a port of a bridge gets \
        "none" unless this is declared, since the bridge has the host's addresses and a port needs none.
        """),
      Option(
        "disable_ipv6", .boolean, DEVCONF_DISABLE_IPV6, .ipv6Configuration("disable_ipv6"), standard: .boolean(false),
        "Whether the link has no IPv6 at all: no address, no router advertisements, no packets."),
    ])
}

extension Option {
  /// `ipv6_addr_gen_mode`
  public static let ipv6AddressGeneration = OptionTable.ipv6.row("ipv6_addr_gen_mode")
  /// `disable_ipv6`
  public static let disableIPv6 = OptionTable.ipv6.row("disable_ipv6")
}
