package dev.playlistlake.extract;

/// What Spotify answered in the end, after passing failures were waited out.
sealed interface Answer permits ObjectText, Refusal {}
