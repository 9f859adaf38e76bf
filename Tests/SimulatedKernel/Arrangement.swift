public import NetworkModel
internal import Planning

extension SimulatedKernel {
  /// Gives a link an address, as another program would: `192.0.2.7/24`.
  public func addAddress(_ name: String, _ written: String, _ change: (inout Address) -> Void = { _ in }) {
    var address = Address(written: written)
    change(&address)
    arrange(.addAddress(LinkName(kernelName: name), address))
  }

  /// Makes a route, as another program would.
  public func addRoute(
    _ destination: String, via gateway: String? = nil, over name: String? = nil,
    _ change: (inout Route) -> Void = { _ in }
  ) {
    let router = gateway.map { IPAddress(written: $0) }
    var prefix = IPPrefix(written: destination)
    if prefix.isDefault, router?.isIPv6 == true { prefix = .allIPv6 }
    let hop = Route.Hop(link: name.map { LinkName(kernelName: $0) }, gateway: router)
    var route = Route(prefix, hops: [hop], scope: router == nil && !prefix.isIPv6 ? .link : .global)
    change(&route)
    arrange(.addRoute(route))
  }
}
