package dev.playlistlake.local;

import java.util.Optional;

/// The person at the keyboard.
interface Terminal {
  /// Asks for a value and shows what is typed.
  ///
  /// @return empty when nobody is there to ask
  Optional<String> ask(String question);

  /// Asks for a value and shows nothing of what is typed.
  ///
  /// @return empty when nobody is there to ask, or it would be shown
  Optional<String> askSecret(String question);

  /// The next line, from a person or from another program.
  ///
  /// @return empty at the end of the input
  Optional<String> line();
}
