/// How the program ends. The numbers above 63 are those of sysexits.h.
enum ExitStatus: Int32 {
  /// It is done, or there was nothing to do.
  case success = 0
  /// `diff` found differences.
  case different = 1
  /// It was refused, or failed and was rolled back: the host is as it was.
  case failed = 2
  /// It failed, and not all is as it was.
  case incomplete = 3
  /// The command line makes no sense. (ArgumentParser ends with the same number.)
  case usage = 64
  /// The document is wrong.
  case document = 65
  /// The kernel lacks a feature.
  case missingFeature = 69
  /// Another run holds the lock, or an apply waits to be confirmed.
  case busy = 75
  /// The user may not do it.
  case notPermitted = 77
}
