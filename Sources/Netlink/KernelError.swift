/// What the kernel answered when it did not do what it was asked.
public struct KernelError: Error, Sendable, Equatable {
  /// What was asked: `create vlan br0.10`, `list links`.
  public var request: String
  /// The errno, positive.
  public var code: Int32
  /// The kernel's own words (`NLMSGERR_ATTR_MSG`), when it gave any.
  public var words: String?
  /// The name of the attribute that the kernel objects to (`NLMSGERR_ATTR_OFFS`), when it pointed at one that is known.
  public var attribute: String?

  /// An error of the kernel.
  public init(request: String, code: Int32, words: String? = nil, attribute: String? = nil) {
    self.request = request
    self.code = code
    self.words = words
    self.attribute = attribute
  }
}
