internal import Glibc
internal import NetworkModel
internal import Netlink

/// The character devices of macvtaps.
extension LinuxKernel {
  /// How long udev may take for one event. It has a device file for itself until then.
  private static let patience: Int32 = 10_000

  /// Whether device files are those of this network namespace: the machine's own, which the kernel numbers first. In others
  /// macvtaps have their files in the same folder, under names that clash, and udev hears nothing of them.
  func findDeviceFiles() -> Bool { (try? namespaceCookie()) == 1 && DeviceFile.areThere }

  /// Adds to macvtaps whose their devices are.
  func lookAtDeviceFiles(of links: inout [ObservedLink]) {
    for place in links.indices where links[place].kind.traits.deviceFile != nil && hasDeviceFiles {
      // One that is not there, or is another link's, is nobody's here: what is declared of it then fails, and says why.
      guard let file = try? DeviceFile.open(of: links[place].name, links[place].index) else { continue }
      links[place].settings.merge(file.settings)
    }
  }

  /// Begins to listen to udev, before a link is made with a device that udev will give to root, or to whom its rules say.
  func expectDeviceFile() {
    guard hasDeviceFiles, deviceEvents == nil, DeviceEvents.areSent else { return }
    deviceEvents = try? DeviceEvents()
  }

  func setDeviceFile(_ name: LinkName, _ link: Int32, _ settings: Settings) throws(KernelError) {
    if madeHere.contains(link), deviceEvents?.wait(for: DeviceFile.name(link), milliseconds: Self.patience) == false {
      throw KernelError(
        request: "", code: ETIMEDOUT, words: "udev has not dealt with /dev/\(DeviceFile.name(link)) in ten seconds")
    }
    madeHere.remove(link)
    do throws(FileError) {
      try DeviceFile.open(of: name, link).set(settings)
    } catch {
      throw KernelError(request: "\(error.action) \(error.path)", code: error.number.code, words: error.reason)
    }
  }
}
