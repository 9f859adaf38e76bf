internal import Glibc
internal import NetworkModel
internal import Netlink

/// The virtual functions of NICs.
extension LinuxKernel {
  /// Adds to the links that are asked for what virtual functions they have, and finds out whether their number can be
  /// chosen.
  func lookAtVirtualFunctions(
    of links: inout [ObservedLink], _ features: inout [KernelFeature: Bool], asked: Set<KernelFeature>
  ) throws(KernelError) {
    for feature in asked {
      guard case .virtualFunctions(let name) = feature, let place = links.firstIndex(where: { $0.name == name }) else {
        continue
      }
      try client.lookAtVirtualFunctions(of: &links[place])
      let device = links[place].device.flatMap(PhysicalFunction.init)
      features[feature] = device != nil
      links[place].maximumVirtualFunctions = device?.maximum
      // Without hardware behind it the kernel says nothing, and then there are none.
      if links[place].settings[.virtualFunctions] == nil { links[place].settings[.virtualFunctions] = .integer(0) }
    }
  }

  func setVirtualFunctionCount(_ name: LinkName, _ count: Int64) throws(KernelError) {
    guard let device = known(name)?.parent.flatMap(PhysicalFunction.init) else {
      throw KernelError(
        request: "", code: EOPNOTSUPP, words: "it has no device whose number of virtual functions can be chosen")
    }
    do throws(FileError) {
      try device.setCount(count)
    } catch {
      throw KernelError(request: "\(error.action) \(error.path)", code: error.number.code, words: error.reason)
    }
  }
}
