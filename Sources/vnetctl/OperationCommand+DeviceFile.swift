import NetworkModel

/// The commands for a macvtap's device.
extension OperationCommand {
  /// Its owner may have taken the permissions of the group away meanwhile: root's word comes first.
  static func deviceLines(_ name: LinkName, _ settings: Settings) -> [String] {
    let path = "/dev/tap\"$(cat " + quoted("/sys/class/net/\(name)/ifindex") + ")\""
    var lines: [String] = []
    if case .account(let group)? = settings[.deviceGroup] {
      lines.append("chgrp \(group.number) \(path)")
      lines.append("chmod g\(group.number == 0 ? "-" : "+")rw \(path)")
    }
    if case .account(let owner)? = settings[.deviceOwner] { lines.append("chown \(owner.number) \(path)") }
    return lines
  }
}
