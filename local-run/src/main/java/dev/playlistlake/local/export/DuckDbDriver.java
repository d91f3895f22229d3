package dev.playlistlake.local.export;

import dev.playlistlake.model.Checksums;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Properties;

/// DuckDB's JDBC driver, which contains the database. It is large, so the script `playlist-lake`
/// downloads it when `export` needs it, and names the file in a system property. No other command
/// loads it.
final class DuckDbDriver {
  /// The driver's version. The script has the same.
  static final String VERSION = "1.4.4.0";

  /// The property in which the script names the file.
  static final String PROPERTY = "playlist-lake.duckdb";

  private static final String SHA_256 =
      "43f0cc93c892699162d46e8a45e2cbb92d92f74b933832f84c78ed551a2608df";

  private final Driver driver;

  private DuckDbDriver(Driver driver) {
    this.driver = driver;
  }

  /// Loads the driver that the script downloaded.
  ///
  /// @throws IOException if the script named no file, or it is not the expected one
  static DuckDbDriver load() throws IOException {
    String file = System.getProperty(PROPERTY, "");
    if (file.isEmpty()) {
      throw new IOException(
          "DuckDB's driver is missing in this Java process. Start the command with"
              + " ./playlist-lake, which downloads it.");
    }
    return load(Path.of(file));
  }

  /// Loads the driver from a file.
  ///
  /// @throws IOException if it is not the expected file
  static DuckDbDriver load(Path jar) throws IOException {
    String found = sha256(jar);
    if (!found.equals(SHA_256)) {
      throw new IOException(
          "%s: SHA-256 is %s, expected %s of DuckDB's driver %s. Delete the file and start the command again."
              .formatted(jar, found, SHA_256, VERSION));
    }
    try {
      // The driver is used until the process ends.
      @SuppressWarnings("resource")
      URLClassLoader loader =
          new URLClassLoader(new URL[] {jar.toUri().toURL()}, DuckDbDriver.class.getClassLoader());
      return new DuckDbDriver(
          (Driver)
              loader.loadClass("org.duckdb.DuckDBDriver").getDeclaredConstructor().newInstance());
    } catch (ReflectiveOperationException | MalformedURLException failed) {
      throw new IOException(jar + ": cannot be loaded: " + failed, failed);
    }
  }

  /// Opens a database file, or creates it. Nothing is downloaded.
  Connection open(Path database) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("autoload_known_extensions", "false");
    return Objects.requireNonNull(driver.connect("jdbc:duckdb:" + database, properties));
  }

  private static String sha256(Path jar) throws IOException {
    try (InputStream file = Files.newInputStream(jar)) {
      return HexFormat.of().formatHex(Checksums.sha256(file));
    }
  }
}
