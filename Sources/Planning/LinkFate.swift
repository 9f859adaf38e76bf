internal import NetworkModel

/// What becomes of one link: the declaration and the kernel's state side by side, and the differences between them.
///
/// The planner looks at it from many sides, and there may be ten thousand: it is shared, since a copy of all that it holds
/// costs more than what is done with it.
final class LinkFate {
  /// Its name. What does not change is looked at without a check whether somebody changes it at that moment.
  let name: LinkName
  /// What happens to the link; nil when it is as declared.
  var action: Change.Action?
  /// What it shall be. For a link that is removed, its name and kind are all that counts.
  var declared: DeclaredLink
  /// What it is; nil when there is none.
  let observed: ObservedLink?
  /// What to tell about the change besides its details.
  var notes: [String] = []
  /// Why the link has to be made anew.
  var replacementReason: String?
  /// What the document says of it that ethtool sets, in the names of the document.
  let declaredEthtool: Settings
  /// The settings to make that are not so yet: for a new link all that are declared.
  var settings = Settings()
  /// What to change about virtual functions, by their numbers.
  var virtualFunctions: [Int: Settings] = [:]
  /// Whether the link gets another master, or gets its first.
  var changesMaster: Bool = false
  /// The VLANs to add, and to remove, at the port or at the bridge itself.
  var addedVLANs = BridgeVLANs()
  var removedVLANs = BridgeVLANs()
  /// The VLANs that the port, or the bridge itself, has now; nil when they are not compared.
  var vlansBefore: BridgeVLANs?
  /// The VLANs to map to tunnels, and to map no more.
  var addedTunnels = VLANTunnels()
  var removedTunnels = VLANTunnels()
  /// The settings of VLANs to make that are not so yet.
  var vlanSettings = VLANSettings()
  /// What changes in the forwarding database at the port, or in that of a VXLAN; nil when nothing does.
  var forwardingChange: ForwardingChange?
  /// What changes in the multicast database at the port, or at the bridge itself; nil when nothing does.
  var multicastChange: MulticastChange?
  /// That in words: what is there, and what shall be.
  var multicastWords: (before: String, after: String)?
  /// What changes about its addresses; nil when nothing does.
  var addressChange: AddressChange?
  /// The addresses that it will have, where they change.
  var addressesAfter: [Address] = []
  /// Whether it leaves its bridge only once its addresses are back on it.
  var leavesLate = false
  /// Whether it gets a master that takes it only while it is down.
  var joinsWhileDown = false
  /// Whether it is down for a moment because it gets such a master or had one.
  var isTakenDown = false
  /// Whether it is there already and comes to a VRF or leaves one, so that the kernel takes its addresses of IPv6 and, if it
  /// is up, takes it down and up.
  var isCycled = false
  /// The name that it still has, if it gets another one.
  var formerName: LinkName?
  /// Its addresses with the labels that they shall have then, where the kernel gives them others.
  var labelledAddresses: [Address]?
  /// Whether it is up and has to go down for a moment to get that.
  var isDownToBeRenamed = false
  /// Whether it leaves its bridge before anything is made, for a new link that takes its frames.
  var leavesFirst = false
  /// Whether its addresses move to its bridge now.
  var isHandingOver = false
  /// What it has handed over to its bridge when all is done.
  var handOver: Ownership.HandOver?
  /// The addresses of its own that it gets back once those that are declared go.
  var foundAddresses: [Address]?
  /// Whether it was there before vnetctl, and gets back what was changed about it.
  let isRelease: Bool
  /// The index that it gets if it is made.
  var newIndex: Int32 = 0

  init(
    action: Change.Action? = nil, declared: DeclaredLink, observed: ObservedLink?, notes: [String] = [],
    isRelease: Bool = false
  ) {
    name = declared.name
    self.action = action
    self.declared = declared
    declaredEthtool = declared.settings.ofEthtool
    self.observed = observed
    self.notes = notes
    self.isRelease = isRelease
  }

  /// Whether the link will be a new one, made by this plan.
  var isMade: Bool { action == .create || action == .replace }

  /// Whether the link will be gone.
  var isRemoved: Bool { action == .remove }

  /// Whether anything about a link that stays has to be changed.
  var hasDifferences: Bool {
    !settings.isEmpty || changesMaster || formerName != nil || addressChange != nil || forwardingChange != nil
      || multicastChange != nil || !addedTunnels.isEmpty || !removedTunnels.isEmpty || !addedVLANs.isEmpty
      || !removedVLANs.isEmpty || !vlanSettings.isEmpty || !virtualFunctions.isEmpty
  }

  /// Whether the link will be up once the plan is done.
  var willBeUp: Bool {
    declared.settings.flag(.up) ?? (isMade ? true : observed?.settings.flag(.up) ?? false)
  }

  /// What the bridge shall keep of the port, before it is up.
  var portSettings: Settings {
    settings.at(.portData).filter { $0.option.timing != .running }
  }

  /// Whether a port that is in use becomes one at which only known stations are let in, and forgets those that it has
  /// learnt.
  var forgetsStations: Bool {
    guard !isMade, !changesMaster, settings[.locked] != nil || settings[.learning] != nil else { return false }
    let willBe = { (option: Option) in self.declared.settings.flag(option) ?? self.observed?.settings.flag(option) }
    return willBe(.locked) == true && willBe(.learning) == false
  }
}
