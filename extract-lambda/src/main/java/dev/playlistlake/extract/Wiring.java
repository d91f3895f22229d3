package dev.playlistlake.extract;

import dev.playlistlake.extract.credentials.Authorization;
import dev.playlistlake.extract.credentials.CredentialStore;
import dev.playlistlake.extract.spotify.Platform;
import dev.playlistlake.extract.spotify.SpotifyHttp;

/// The objects that all runs of an [Extraction] and their threads share. All are thread-safe,
/// except the credential store: [#authorization] uses it in one thread at a time.
record Wiring(
    ExtractSettings settings,
    CredentialStore credentials,
    RawBucket bucket,
    Platform platform,
    SpotifyHttp http,
    Authorization authorization) {

  static Wiring of(
      ExtractSettings settings, CredentialStore credentials, RawBucket bucket, Platform platform) {
    return new Wiring(
        settings,
        credentials,
        bucket,
        platform,
        new SpotifyHttp(settings.endpoints(), settings.timeouts(), platform.clock()),
        new Authorization(credentials, settings.endpoints()));
  }
}
