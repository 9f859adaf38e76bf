internal import NetworkModel

/// A link that a route goes over, and where the document says so.
struct RouteDevice {
  let name: LinkName
  let isIPv6: Bool
  let place: DocumentPlace
}
