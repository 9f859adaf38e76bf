internal import KernelTestSupport
internal import Testing

/// Whose the devices of macvtaps are.
@Suite struct MACVTAPDeviceTests {
  @Test(.requires(.namespaces, .kinds(["macvtap"])))
  func `in another network namespace nobody else gets them`() throws {
    let host = try Host.withNIC()
    let output = try host.tryApply(#""t": {"kind": "macvtap", "link": "nic", "owner": 65534}"#)
    #expect(output.status == 2 && output.errors.contains("the machine's own network namespace"), "\(output.errors)")
    try host.apply(#""t": {"kind": "macvtap", "link": "nic"}"#)
    #expect(try host.links()["t"].kind == "macvtap" && host.isInSync())
  }

  /// In the machine's own namespace, which the lab's machine has for nothing else. A rollback is forced by a bridge that
  /// shall have a name which an alternative name of another link has.
  private static let script = """
    exec 2>&1
    ip link add down0 type dummy && ip link set down0 up
    ip link add taken type dummy && ip link property add dev taken altname nope
    write() { echo "{\\"links\\": {\\"down0\\": {\\"kind\\": \\"nic\\"}, $1}}" > "$VNETCTL_STATE_DIR.json"; }
    node() { stat -c '%u %g %a %F' "/dev/tap$(cat /sys/class/net/t/ifindex)"; }
    vnetctl() { "$PROGRAM" "$@" > "$VNETCTL_STATE_DIR.log" 2>&1; echo "$1 $?"; }
    open() { setpriv --reuid $1 --regid $2 --clear-groups sh -c "exec 3<> /dev/tap$(cat /sys/class/net/t/ifindex)" \
      2> /dev/null && echo "$1 opens" || echo "$1 does not"; }
    tap='"t": {"kind": "macvtap", "link": "down0", "mode": "bridge"'
    write "$tap, \\"owner\\": 65534}"; vnetctl apply "$VNETCTL_STATE_DIR.json" --yes; node
    vnetctl diff "$VNETCTL_STATE_DIR.json"; open 65534 65534; open 1234 1235
    write "$tap, \\"owner\\": 0, \\"group\\": 1235}"; vnetctl diff "$VNETCTL_STATE_DIR.json"
    grep -o 'owner.*' "$VNETCTL_STATE_DIR.log"
    vnetctl apply "$VNETCTL_STATE_DIR.json" --yes; node; open 65534 65534; open 1234 1235
    write "$tap, \\"owner\\": 65534, \\"group\\": 0}, \\"nope\\": {\\"kind\\": \\"bridge\\"}"
    vnetctl apply "$VNETCTL_STATE_DIR.json" --yes; node
    write "\\"t\\": {\\"kind\\": \\"macvtap\\", \\"link\\": \\"down0\\", \\"mode\\": \\"passthru\\", \\"group\\": 1236}"
    vnetctl apply "$VNETCTL_STATE_DIR.json" --yes; node
    vnetctl destroy default --yes; ls /dev/tap* 2> /dev/null
    ip link add name t link down0 type macvtap mode bridge; chown 7 "/dev/tap$(cat /sys/class/net/t/ifindex)"
    write "$tap, \\"owner\\": 65534, \\"group\\": 9}"; vnetctl apply "$VNETCTL_STATE_DIR.json" --yes; node
    vnetctl destroy default --yes; node
    ip link delete down0; ip link delete taken
    """

  @Test(.requires(.labMachine)) func `users open those that are given to them`() throws {
    let host = try Host()
    let output = try host.namespace.spawn(
      "nsenter", ["--net=/proc/1/ns/net", "sh", "-c", Self.script],
      variables: ["VNETCTL_STATE_DIR": host.folder + "/state", "PROGRAM": Host.program, "HOME": host.folder])
    let device = "character special file"
    #expect(
      output.text.split(separator: "\n").map(String.init) == [
        "apply 0", "65534 0 600 \(device)", "diff 0", "65534 opens", "1234 does not",
        "diff 1", "owner 65534 → 0; group 0 → 1235",
        "apply 0", "0 1235 660 \(device)", "65534 does not", "1234 opens",
        "apply 2", "0 1235 660 \(device)", "apply 0", "0 1236 660 \(device)", "destroy 0",
        "apply 0", "65534 9 660 \(device)", "destroy 0", "7 0 600 \(device)",
      ], "\(output.text) \(output.errors)")
  }
}
