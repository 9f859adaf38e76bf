internal import Glibc
internal import NetworkModel
internal import Netlink

/// The virtual functions of NICs.
extension LinuxKernel {
  /// Adds to the links that are asked for what virtual functions they have, and finds out whether their number can be
  /// chosen. Where no link has a name that is asked for, it may be that of one which is told by a match, or has another name
  /// for now: then all that have hardware under them are asked.
  func lookAtVirtualFunctions(
    of links: inout [ObservedLink], _ features: inout [KernelFeature: Bool], asked: Set<KernelFeature>
  ) throws(KernelError) {
    var names: Set<LinkName> = []
    for case .virtualFunctions(let name) in asked { names.insert(name) }
    guard !names.isEmpty else { return }
    let asksAll = !names.isSubset(of: Set(links.map(\.name)))
    for place in links.indices where names.contains(links[place].name) || (asksAll && links[place].device != nil) {
      try client.lookAtVirtualFunctions(of: &links[place])
      let device = links[place].device.flatMap(PhysicalFunction.init)
      features[.virtualFunctions(links[place].name)] = device != nil
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
