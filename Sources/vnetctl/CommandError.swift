import Netlink
import Reconciliation
import TopologyFormat

/// Why a command ends without success.
enum CommandError: Error {
  /// The document is wrong.
  case document(DocumentError)
  /// A file of the document cannot be read.
  case file(FileError)
  /// Somebody else could have written the document.
  case insecure(DocumentTrust.Violation)
  /// A folder holds no documents.
  case emptyFolder(String, endings: [String])
  /// The kernel does not answer as it should, outside a reconciliation.
  case kernel(KernelError)
  /// The place of the record is not to be found, or the record not to be read.
  case state(StateError)
  /// What waited to be confirmed could not be undone wholly.
  case notRestored(Restoration)
  /// The host is not as the topology of that name declares it.
  case reconciliation(ReconciliationError, topology: String)
}
