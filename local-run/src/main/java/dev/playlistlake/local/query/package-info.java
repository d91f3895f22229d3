/// Asking the lake in SQL: forms of answers, words for errors, and the prompt.
@NullMarked
package dev.playlistlake.local.query;

import org.jspecify.annotations.NullMarked;
