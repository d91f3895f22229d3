package dev.playlistlake.athena;

import static io.airlift.security.cert.CertificateBuilder.certificateBuilder;

import io.airlift.security.pem.PemWriter;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import javax.security.auth.x500.X500Principal;

/// A new self-signed certificate for `127.0.0.1` and `localhost`, and its key. [LakeServer] creates
/// one at each start, so that no key is kept.
///
/// @param certificate in PEM, for clients
/// @param key in PEM
record TlsCertificate(String certificate, String key) {
  private static final X500Principal NAME =
      new X500Principal("CN=localhost, O=Playlist Lake on this machine");
  // The start may be a moment before the clock of a virtual machine is set.
  private static final Duration BEFORE = Duration.ofDays(1);
  private static final Duration VALID = Duration.ofDays(365);

  static TlsCertificate create(Instant now) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair keys = generator.generateKeyPair();
      X509Certificate certificate =
          certificateBuilder()
              .setKeyPair(keys)
              .setSerialNumber(new SecureRandom().nextLong(Long.MAX_VALUE))
              .setIssuer(NAME)
              .setSubject(NAME)
              .setNotBefore(now.minus(BEFORE))
              .setNotAfter(now.plus(VALID))
              .addSanDnsName("localhost")
              .addSanIpAddress(InetAddress.ofLiteral("127.0.0.1"))
              .buildSelfSigned();
      return new TlsCertificate(
          PemWriter.writeCertificate(certificate), PemWriter.writePrivateKey(keys.getPrivate()));
    } catch (GeneralSecurityException failed) {
      throw new IllegalStateException("the certificate cannot be created", failed);
    }
  }

  /// Leaves out the key.
  @Override
  public String toString() {
    return "TlsCertificate";
  }
}
