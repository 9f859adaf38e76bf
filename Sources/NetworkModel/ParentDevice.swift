/// The device that a link belongs to, as the kernel's model of devices has it: `0000:03:00.0` on the bus `pci`.
public struct ParentDevice: Sendable, Equatable {
  /// The bus.
  public var bus: String
  /// The name there.
  public var name: String

  /// A device by its names.
  public init(bus: String, name: String) {
    self.bus = bus
    self.name = name
  }
}
