/// Where a document's names of users and groups are looked up.
public protocol AccountLookup {
  /// The number of the user of that name; nil when there is none.
  func user(named name: String) -> UInt32?
  /// The number of the group of that name; nil when there is none.
  func group(named name: String) -> UInt32?
}
