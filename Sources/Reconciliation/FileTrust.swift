internal import Glibc

extension File.Status {
  /// What something must be to be trusted.
  enum Form: String {
    case folder
    case file
  }

  /// Makes sure that it is of that form, and that nobody but the caller and root can have made it or can change it.
  /// - Parameter path: What it is called, for the message.
  func demandTrust(_ path: String, as form: Form) throws(FileError) {
    guard form == .folder ? isDirectory : isRegular else {
      throw FileError(
        "use", path, code: form == .folder ? ENOTDIR : EPERM,
        reason: "it must be a \(form.rawValue), and not a link or anything else; remove it")
    }
    guard owner == geteuid() || owner == 0 else {
      throw FileError(
        "use", path, code: EPERM,
        reason: "it belongs to the user \(owner), who could tell vnetctl what it owns; remove it")
    }
    guard !isWritableForOthers else {
      throw FileError(
        "use", path, code: EPERM,
        reason:
          "others may write to it, who could tell vnetctl what it owns; remove it, or if you trust what is in it: chmod go-w"
      )
    }
  }
}
