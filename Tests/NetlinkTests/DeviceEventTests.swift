import Glibc
import KernelTestSupport
import Testing

@testable import Netlink

/// What udev says of devices.
struct DeviceEventTests {
  /// A message as systemd's udevd sends it: a header of 40 bytes, then the properties.
  private static func message(_ properties: String...) -> [UInt8] {
    Array("libudev\0".utf8) + [0xFE, 0xED, 0xCA, 0xFE, 40, 0, 0, 0, 40, 0, 0, 0] + [UInt8](repeating: 1, count: 20)
      + properties.flatMap { Array($0.utf8) + [0] }
  }

  @Test func `only an addition that udev has dealt with counts`() {
    let added = Self.message("UDEV_DATABASE_VERSION=1", "ACTION=add", "DEVNAME=/dev/tap7", "SUBSYSTEM=macvtap")
    #expect(DeviceEvents.addition(added[...]) == "tap7")
    #expect(DeviceEvents.addition(Self.message("ACTION=remove", "DEVNAME=/dev/tap7")[...]) == nil)
    #expect(DeviceEvents.addition(Self.message("ACTION=add", "SUBSYSTEM=net")[...]) == nil)
    // The kernel's own, before udev has done anything.
    #expect(DeviceEvents.addition(Array("add@/devices/virtual/net/m\0ACTION=add\0DEVNAME=tap7\0".utf8)[...]) == nil)
    #expect(DeviceEvents.addition([]) == nil)
  }
}
