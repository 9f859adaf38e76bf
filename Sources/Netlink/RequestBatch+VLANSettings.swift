internal import CLinuxShim
public import NetworkModel

extension RequestBatch {
  /// Changes settings of VLANs at a bridge port or at a bridge itself, and of a bridge's VLANs as wholes, in a message for
  /// each run of VLANs and place, and says how many these are. All VLANs have to be there.
  ///
  /// The kernel goes through the VLANs of a run, and through the settings of each, one by one; what came before a failure
  /// stays (`br_vlan_process_options`, `br_vlan_rtm_process_global_options`).
  public mutating func changeVLANs(_ settings: VLANSettings, of link: Int32) throws(KernelError) -> Int {
    let header = VLANEntryMessage.header(of: link)
    let global = settings.at(.globalVLAN).runs
    for run in global {
      try append(RTM_NEWVLAN, NLM_F_ACK, header) { (buffer) throws(KernelError) in
        try VLANEntryMessage.put(global: run, into: &buffer)
      }
    }
    let entries = settings.at(.vlanEntry).runs
    for run in entries {
      try append(RTM_NEWVLAN, NLM_F_ACK, header) { (buffer) throws(KernelError) in
        try VLANEntryMessage.put(entry: run, into: &buffer)
      }
    }
    return global.count + entries.count
  }
}
