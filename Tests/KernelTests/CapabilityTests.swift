internal import KernelTestSupport
internal import Testing

/// What the program may do while it works: change the network, and nothing else.
@Suite(.requires(.namespaces)) struct CapabilityTests {
  /// Starts the program while a lock keeps it waiting, and shows its capabilities once they are few, or do not become so.
  private static let script = """
    for lock in "$VNETCTL_STATE_DIR"/[0-9]*/lock; do exec 9<> "$lock"; done
    flock 9
    "$1" apply "$2" --netns "$3" --lock-timeout 60 9>&- &
    tries=0
    until grep -q '^CapPrm:.0000000000001000$' /proc/$!/status || [ $tries = 200 ]; do
      tries=$((tries + 1))
      sleep 0.05
    done
    grep '^Cap' /proc/$!/status
    kill $!
    """

  @Test func `only CAP_NET_ADMIN is left when the kernel is asked for changes`() throws {
    let host = try Host()
    try host.apply(#""br": {"kind": "bridge"}"#)
    let document = try host.document(#""br2": {"kind": "bridge"}"#)
    let output = try Host.elsewhere.get().spawn(
      "sh", ["-c", Self.script, "sh", Host.program, document, host.namespace.path],
      variables: ["VNETCTL_STATE_DIR": host.folder + "/state"])
    let lines = output.text.split(separator: "\n")
    for name in ["CapEff", "CapPrm"] { #expect(lines.contains("\(name):\t0000000000001000"), "\(output)") }
    for name in ["CapInh", "CapAmb"] { #expect(lines.contains("\(name):\t0000000000000000"), "\(output)") }
    #expect(try host.links().names == ["br"])
  }

  /// The state is kept in a folder of the user's, as without any of root's rights nothing else can be written.
  private static let ordinary = """
    set -u
    export HOME="$(mktemp -d)" XDG_RUNTIME_DIR= VNETCTL_STATE_DIR=
    status() { "$@"; echo "status $?"; }
    status "$1" diff "$2"
    status "$1" apply "$2" --confirm 60
    status "$1" confirm
    status "$1" apply "$2"
    status "$1" history ordinary
    ip -br link
    status "$1" destroy ordinary --yes
    status "$1" revert --name ordinary
    status "$1" destroy ordinary --yes --confirm 60
    status "$1" revert --name ordinary
    status "$1" destroy ordinary --yes
    ip -br link
    rm -rf "$HOME"
    """

  @Test(.requires(.root)) func `an ordinary user needs nothing but CAP_NET_ADMIN`() throws {
    let host = try Host.withNIC()
    let tap = Requirement.tunForAll.isMet
    let document = try host.document(
      #""br": {"kind": "bridge"}, "nic": {"kind": "nic", "promiscuous": true, "bridge": "br"}"#
        + (tap ? #", "vm0": {"kind": "tap", "owner": 0, "bridge": "br"}"# : ""), name: "ordinary")
    let output = try host.namespace.spawn(
      "setpriv",
      [
        "--reuid", "65534", "--regid", "65534", "--clear-groups", "--inh-caps", "+net_admin", "--ambient-caps",
        "+net_admin", "sh", "-c", Self.ordinary, "sh", try host.publicProgram(), document,
      ])
    let lines = output.text.split(separator: "\n")
    #expect(output.errors.isEmpty, "\(output.errors)")
    let statuses = lines.filter { $0.hasPrefix("status ") }.compactMap(\.last)
    #expect(statuses == ["1", "0", "0", "0", "0", "0", "0", "0", "0", "0"], "\(output.text)")
    #expect(lines.filter { $0.hasPrefix("br ") }.count == 1, "\(output.text)")
    #expect(lines.filter { $0.hasPrefix("vm0 ") }.count == (tap ? 1 : 0), "\(output.text)")
    #expect(try host.links().names == ["nic", "peer"])
  }
}
