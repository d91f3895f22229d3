package dev.playlistlake.local;

import picocli.CommandLine.IVersionProvider;

/// What `--version` prints: the jar's own version.
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    String java = Runtime.version().toString();
    return new String[] {
      "playlist-lake " + (version == null ? "(unpackaged)" : version) + ", Java " + java
    };
  }
}
