internal import Foundation
internal import KernelTestSupport
internal import Testing

/// Something of the machine that a test cannot do without. Each is looked for once.
enum Requirement: Equatable {
  /// Network namespaces.
  case namespaces
  /// 802.1Q VLAN devices.
  case vlan
  /// Links of all of these kinds, in the kernel's words.
  case kinds([String])
  /// Bridges that filter VLANs.
  case vlanFiltering
  /// Token buckets for what links send.
  case shaping
  /// Policers for what links receive.
  case policing
  /// A real root, who can take on other users' identities.
  case root
  /// A `/dev/net/tun` that every user can open, as udev's rules make it.
  case tunForAll
  /// A machine that is not emulated: an emulator within one takes minutes for what it does in seconds.
  case bareMachine
  /// ethtool(8).
  case ethtool
  /// A machine whose own network namespace is there for tests.
  case labMachine

  /// Whether this is a kernel of the lab, where everything has to be there: what is missing is a failure.
  static let isLab = ProcessInfo.processInfo.environment["VNETCTL_LAB"] != nil

  var isMet: Bool {
    switch self {
    case .namespaces: Namespace.isAvailable
    case .vlan: Self.hasVLAN
    case .kinds(let kinds): Self.kinds.isSuperset(of: kinds)
    case .vlanFiltering: Self.hasVLANFiltering
    case .shaping: Self.hasShaping
    case .policing: Self.hasPolicing
    case .root: Self.isRoot
    case .tunForAll: Self.isTUNForAll
    case .bareMachine: !Self.isLab
    case .labMachine: Self.isLab
    case .ethtool: Self.hasEthtool
    }
  }

  var reason: String {
    switch self {
    case .namespaces: Namespace.requirement
    case .vlan: "this kernel has no 802.1Q VLAN devices; the lab's kernels have"
    case .kinds(let kinds):
      "this kernel has no " + Set(kinds).subtracting(Self.kinds).sorted().joined(separator: ", ")
        + "; the lab's kernels have"
    case .vlanFiltering: "this kernel's bridges do not filter VLANs; those of the lab's kernels do"
    case .shaping: "this kernel has no token buckets (sch_tbf); the lab's kernels have"
    case .policing: "this kernel has no policers (act_police, cls_matchall); the lab's kernels have"
    case .root: "needs root outside of user namespaces"
    case .tunForAll: "only root can open /dev/net/tun here; in the lab everybody can"
    case .labMachine: "this machine's own network namespace is not for tests; that of the lab's machine is"
    case .ethtool: "ethtool is not installed"
    case .bareMachine: "it takes too long within the lab's QEMU; this machine's own kernel runs it"
    }
  }

  private static let hasVLAN = works(
    "ip link add name probe type bridge && ip link add link probe name probe.1 type vlan id 1")
  private static let kinds: Set<String> = {
    let attempts = [
      ("dummy", ""), ("ifb", ""), ("bond", ""), ("veth", ""), ("vxlan", "id 1 dstport 4789"),
      ("geneve", "id 1 remote 192.0.2.1"), ("gretap", ""), ("vrf", "table 9"), ("macvlan", ""), ("macvtap", ""),
      ("ipvlan", ""),
    ]
    let lines = attempts.map { kind, options in
      let lower = ["macvlan", "macvtap", "ipvlan"].contains(kind) ? "link lower" : ""
      return "ip link add \(lower) name probe type \(kind) \(options) && echo \(kind) && ip link delete probe"
    }
    let script = "ip link add lower type bridge; " + lines.joined(separator: "; ") + "; true"
    let output = try? Namespace().spawn("sh", ["-c", script]).text
    return Set((output ?? "").split(separator: "\n").map(String.init))
  }()
  /// A kernel without it takes the settings and keeps none.
  private static let hasVLANFiltering = works(
    "ip link add name probe type bridge vlan_default_pvid 2 && ip -d link show probe | grep -q 'vlan_default_pvid 2 '")

  private static let hasShaping = works("tc qdisc add dev lo root tbf rate 1mbit burst 10k latency 50ms")
  private static let hasPolicing = works(
    "tc qdisc add dev lo clsact && tc filter add dev lo ingress matchall action police rate 1mbit burst 10k")

  /// The map of a user namespace other than the machine's own is never the identity over all numbers.
  private static let isRoot =
    geteuid() == 0
    && ((try? String(contentsOfFile: "/proc/self/uid_map", encoding: .utf8)) ?? "")
      .split(whereSeparator: \.isWhitespace) == ["0", "0", "4294967295"]

  private static let hasEthtool = works("ethtool --version")

  private static let isTUNForAll: Bool = {
    let attributes = try? FileManager.default.attributesOfItem(atPath: "/dev/net/tun")
    return (attributes?[.posixPermissions] as? Int).map { $0 & 0o6 == 0o6 } ?? false
  }()

  private static func works(_ command: String) -> Bool {
    (try? Namespace().spawn("sh", ["-c", command]).status) == 0
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips a test where something is missing, and says so. In the lab nothing is skipped for what a kernel lacks.
  static func requires(_ requirements: Requirement...) -> ConditionTrait {
    let missing = requirements.filter { !$0.isMet && !(Requirement.isLab && $0 != .bareMachine) }
    return .enabled(if: missing.isEmpty, Comment(rawValue: missing.map(\.reason).joined(separator: "; ")))
  }
}
