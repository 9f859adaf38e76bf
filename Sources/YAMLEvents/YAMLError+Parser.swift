internal import CYAML

extension YAMLError {
  /// The error that a parser has stopped at.
  init(_ parser: yaml_parser_t) {
    // SAFETY: libyaml's words are constants of its own, or nil.
    problem = unsafe parser.problem.map { unsafe String(cString: $0) } ?? "there is not enough memory"
    context = unsafe parser.context.map { unsafe String(cString: $0) }
    contextMark = unsafe YAMLMark(parser.context_mark)
    switch unsafe parser.error {
    case YAML_SCANNER_ERROR, YAML_PARSER_ERROR: place = unsafe .mark(YAMLMark(parser.problem_mark))
    case YAML_READER_ERROR:
      place = unsafe .character(UInt32(bitPattern: parser.problem_value), offset: Int(parser.problem_offset))
    default: place = .none
    }
  }
}
