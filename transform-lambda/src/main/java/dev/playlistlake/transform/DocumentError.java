package dev.playlistlake.transform;

/// Why a document may be refused. Members come in any order, so an error in a part is kept until
/// the end of the document shows whether that part counts.
///
/// @param path the JSON path
record DocumentError(String path, String found, String expected) {

  /// The refusal of the document.
  ///
  /// @param name the object or file
  TransformException in(String name) {
    return TransformException.refused(name, path, found, expected);
  }
}
