public import ArgumentParser
public import NetworkModel

extension IPAddress: ExpressibleByArgument {
  /// Reads an address of IPv4 or IPv6.
  public init?(argument: String) { self.init(argument) }
}
