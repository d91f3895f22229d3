package dev.playlistlake.local;

import picocli.CommandLine.IVersionProvider;

/// What `--version` prints: the jar's own version.
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"playlist-lake " + ofProgram() + ", Java " + Runtime.version()};
  }

  static String ofProgram() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "(unpackaged)" : version;
  }
}
