import Glibc
import NetworkModel

extension SimulatedState {
  /// sriov_numvfs_store() in drivers/pci/iov.c.
  mutating func setVirtualFunctionCount(of index: Int32, to count: Int64) throws(Objection) {
    let nic = try link(index)
    guard let maximum = nic.maximumVirtualFunctions else { throw Objection(ENOENT) }
    let present = nic.settings.number(.virtualFunctions) ?? 0
    guard count != present else { return }
    guard count <= maximum else { throw Objection(ERANGE) }
    guard count == 0 || present == 0 else { throw Objection(EBUSY) }
    let functions = (0..<Int(count)).map { ($0, Self.newFunction) }
    update(index) {
      $0.settings[.virtualFunctions] = .integer(count)
      $0.virtualFunctions = Dictionary(uniqueKeysWithValues: functions)
    }
  }

  /// do_setvfinfo() in net/core/rtnetlink.c: what a struct does not hold becomes 0.
  mutating func setVirtualFunction(_ number: Int, of index: Int32, _ settings: Settings) throws(Objection) {
    guard try link(index).virtualFunctions[number] != nil else { throw Objection(EINVAL) }
    guard settings == settings.completed(from: settings) else { throw Objection(EINVAL, "a struct has holes") }
    update(index) { $0.virtualFunctions[number]?.merge(settings) }
  }

  private static var newFunction: Settings {
    var settings = Settings()
    for option in OptionTable.virtualFunction.rows { settings[option] = option.standard }
    settings[.virtualFunctionMAC] = .mac(MACAddress(bits: 0))
    // As Intel's drivers have it.
    if let check = OptionTable.virtualFunction["spoof_check"] { settings[check] = .boolean(true) }
    return settings
  }
}
