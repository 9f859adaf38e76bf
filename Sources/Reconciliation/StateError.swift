/// Why the record of a network namespace cannot be used.
public enum StateError: Error, Sendable, Equatable {
  /// The system refuses a file.
  case file(FileError)
  /// The record is not what vnetctl writes. What it owns is then unknown, and nothing can be decided.
  case damaged(path: String, line: Int, reason: String)
  /// Another version of vnetctl wrote the record, in the format of that number.
  case foreignFormat(path: String, number: Int)
  /// Another run holds the lock: the process of that number, when it could be told.
  case busy(path: String, process: Int32?)
}

extension StateError: CustomStringConvertible {
  /// What is wrong, and what to do about it.
  public var description: String {
    switch self {
    case .file(let error): error.description
    case .damaged(let path, let line, let reason):
      """
      \(path):\(line): \(reason): the record of what vnetctl made is damaged. Remove the file to go on; what vnetctl \
      made before then counts as made by others
      """
    case .foreignFormat(let path, let number):
      """
      \(path):1: the record of what vnetctl made has the format \(number), and this vnetctl knows only the format \
      \(RecordWriter.format). Go on with the version that wrote it, or let that one destroy what it made first
      """
    case .busy(_, let process?):
      "another vnetctl, process \(process), is at work in this network namespace; try again once it is done"
    case .busy(let path, nil):
      "another vnetctl is at work in this network namespace (it holds \(path)); try again once it is done"
    }
  }
}
