internal import KernelTestSupport
internal import Testing

/// Everything works in namespaces that an ordinary user makes: `unshare -Urn`.
@Suite(.requires(.namespaces)) struct UnprivilegedTests {
  private static let canMakeUserNamespaces =
    (try? Namespace().spawn("unshare", ["-Urn", "true"]).status) == 0

  private static let script = """
    set -u
    export XDG_RUNTIME_DIR= VNETCTL_STATE_DIR="$3" HOME="$(mktemp -d)"
    status() { "$@"; echo "status $?"; }
    ip link add nic type veth peer name peer
    status "$1" diff "$2"
    status "$1" apply "$2"
    echo LIST
    ip -br link
    echo END
    status "$1" apply "$2"
    status "$1" show
    status "$1" destroy unprivileged --yes
    echo LIST
    ip -br link
    echo END
    rm -rf "$HOME"
    """

  @Test(.enabled(if: canMakeUserNamespaces || Requirement.isLab, "user namespaces are not allowed here"))
  func `root of a user namespace can do everything`() throws {
    // Its user 0 is the machine's: it must not write where the machine's own records are.
    let folder = try Host()
    try run([], tap: true, state: folder.folder + "/state")
  }

  @Test(
    .enabled(if: canMakeUserNamespaces || Requirement.isLab, "user namespaces are not allowed here"), .requires(.root))
  func `an ordinary user can do everything in a user namespace`() throws {
    // What only root can open stays closed there, and what only root can write is not where the record is.
    try run(
      ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"], tap: Requirement.tunForAll.isMet)
  }

  private func run(_ prefix: [String], tap: Bool, state: String = "") throws {
    let host = try Host()
    let document = try host.document(
      #""br": {"kind": "bridge"}, "nic": {"kind": "nic", "promiscuous": true, "bridge": "br"}"#
        + (tap ? #", "vm0": {"kind": "tap", "owner": 0, "bridge": "br"}"# : ""), name: "unprivileged")
    let arguments =
      prefix + ["unshare", "-Urn", "sh", "-c", Self.script, "sh", try host.publicProgram(), document, state]
    let output = try host.namespace.spawn("env", arguments)
    let text = output.text
    #expect(output.errors.isEmpty, "\(output.errors)")
    let statuses = text.split(separator: "\n").filter { $0.hasPrefix("status ") }.compactMap {
      $0.last.map(String.init)
    }
    #expect(statuses == ["1", "0", "0", "0", "0"], "\(text)")
    #expect(text.contains("+ bridge br") && text.contains("in sync"))
    let listings = text.split(separator: "LIST\n").dropFirst().compactMap { $0.split(separator: "END\n").first }
    try #require(listings.count == 2)
    #expect(listings[0].contains("br  ") && listings[0].contains("vm0  ") == tap, "\(text)")
    #expect(listings[1].contains("peer@nic") && !listings[1].contains("br  ") && !listings[1].contains("vm0  "))
  }
}
