internal import Foundation
internal import KernelTestSupport
internal import Testing

/// Real guests on the plumbing.
@Suite(.requires(.namespaces, .bareMachine)) struct GuestTests {
  /// QEMU's own iPXE is the guest: without any disk it asks for a lease as soon as it starts.
  @Test(arguments: ["e1000", "virtio-net-pci"])
  func `a guest gets a lease over its TAP`(_ card: String) throws {
    for program in ["qemu-system-x86_64", "dnsmasq"] {
      try #require(
        ["/usr/bin/", "/usr/sbin/"].contains { FileManager.default.isExecutableFile(atPath: $0 + program) },
        "\(program) is missing: install qemu-system-x86, ipxe-qemu and dnsmasq-base")
    }
    let host = try Host()
    try host.apply(
      """
      "br0": {"kind": "bridge"}, "vm0": {"kind": "tap", "bridge": "br0", "description": "guest"},
      "vm1": {"kind": "tap", "bridge": "br0"}
      """)
    try host.ip(lines: "link set dev lo up\naddress add 10.9.0.1/24 dev br0")
    let script = """
      cd "$1"
      setpriv --pdeathsig KILL dnsmasq --no-daemon --conf-file=/dev/null --port=0 --interface=br0 --bind-dynamic \
        --except-interface=lo --dhcp-range=10.9.0.10,10.9.0.20,1h --dhcp-leasefile=leases --pid-file= --user=root \
        --log-facility=- 2>log &
      server=$!
      setpriv --pdeathsig KILL qemu-system-x86_64 -accel tcg -machine q35 -m 64 -nodefaults -display none \
        -no-user-config -serial null -monitor none -netdev tap,id=n0,ifname=vm0,script=no,downscript=no \
        -device "$2",netdev=n0,mac=52:54:00:00:00:01,bootindex=1 2>qemu &
      guest=$!
      # The time is a bound for failures alone.
      timeout 120 tail -n +1 -F log 2>tail | grep -m1 DHCPACK
      bridge fdb show br br0
      ip -d link show vm0
      "$3" diff "$4" --netns "$5"
      echo "diff: $?"
      kill $guest $server
      wait
      cat leases log qemu
      """
    // Nothing outlives a test that is interrupted.
    let output = try host.namespace.spawn(
      "setpriv",
      [
        "--pdeathsig", "KILL", "bash", "-c", script, "bash", host.folder, card, Host.program,
        host.folder + "/test.json", host.namespace.path,
      ],
      variables: ["VNETCTL_STATE_DIR": host.folder + "/state"])
    let text = output.text + output.errors
    #expect(text.contains("DHCPACK(br0) 10.9.0."), "\(text)")
    // The bridge has learned where the guest is, and the running guest is no drift.
    #expect(text.contains("52:54:00:00:00:01 dev vm0 master br0"), "\(text)")
    #expect(text.contains("LOWER_UP") && text.contains("diff: 0"), "\(text)")
  }
}
