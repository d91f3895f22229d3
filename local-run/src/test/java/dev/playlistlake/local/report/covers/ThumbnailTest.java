package dev.playlistlake.local.report.covers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which images become small covers, and what of them is kept.
@Timeout(30)
final class ThumbnailTest {
  @ParameterizedTest
  @CsvSource({
    "640, 640, 64, 64",
    "640, 320, 64, 32",
    "300, 1000, 19, 64",
    "2000, 10, 64, 1",
    "64, 64, 64, 64",
    "30, 20, 30, 20",
    "1, 1, 1, 1",
    "65, 64, 64, 63"
  })
  void shrinksTheWholePictureAndKeepsItsAspect(int width, int height, int newWidth, int newHeight)
      throws Exception {
    BufferedImage small = TestImages.read(Thumbnail.of(TestImages.jpeg(width, height)));

    assertThat(small.getWidth()).isEqualTo(newWidth);
    assertThat(small.getHeight()).isEqualTo(newHeight);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png"})
  void keepsTheColors(String format) throws Exception {
    BufferedImage picture = TestImages.picture(640, 640, BufferedImage.TYPE_INT_RGB);

    BufferedImage small = TestImages.read(Thumbnail.of(TestImages.file(picture, format)));

    assertSimilar(small.getRGB(10, 32), Color.RED);
    assertSimilar(small.getRGB(54, 32), Color.BLUE);
  }

  @Test
  void keepsTheBrightnessOfAGrayPicture() throws Exception {
    BufferedImage gray = new BufferedImage(200, 200, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 200 * 200; i++) {
      gray.getRaster().setSample(i % 200, i / 200, 0, 90);
    }

    BufferedImage small = TestImages.read(Thumbnail.of(TestImages.file(gray, "jpeg")));

    assertSimilar(small.getRGB(32, 32), new Color(90, 90, 90));
  }

  @Test
  void readsAProgressiveJpeg() throws Exception {
    BufferedImage small = TestImages.read(Thumbnail.of(TestImages.progressiveJpeg(640, 640)));

    assertSimilar(small.getRGB(10, 32), Color.RED);
  }

  @Test
  void showsTransparentPixelsWhite() throws Exception {
    BufferedImage clear = new BufferedImage(100, 100, BufferedImage.TYPE_INT_ARGB);

    BufferedImage small = TestImages.read(Thumbnail.of(TestImages.file(clear, "png")));

    assertSimilar(small.getRGB(32, 32), Color.WHITE);
  }

  @Test
  void convertsTheColorsOfAnEmbeddedProfileAndDropsIt() throws Exception {
    byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    ByteArrayOutputStream segment = new ByteArrayOutputStream();
    segment.writeBytes("ICC_PROFILE\0\1\1".getBytes(ISO_8859_1));
    segment.writeBytes(profile);
    BufferedImage gray = new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 200 * 200; i++) {
      gray.setRGB(i % 200, i / 200, 0x404040);
    }
    byte[] image =
        TestImages.withSegment(TestImages.file(gray, "jpeg"), 0xE2, segment.toByteArray());

    byte[] small = Thumbnail.of(image);

    assertThat(new String(small, ISO_8859_1)).doesNotContain("ICC_PROFILE");
    // The linear value 0x40 is 0x89 in sRGB.
    assertSimilar(TestImages.read(small).getRGB(32, 32), new Color(0x89, 0x89, 0x89));
  }

  @Test
  void dropsCommentsAndMetadata() throws Exception {
    byte[] jpeg = TestImages.jpeg(640, 640);
    byte[] secret = "Exif\0\0 secret <script>".getBytes(ISO_8859_1);
    byte[] image = TestImages.withSegment(TestImages.withSegment(jpeg, 0xFE, secret), 0xE1, secret);

    assertThat(new String(Thumbnail.of(image), ISO_8859_1)).doesNotContain("secret", "Exif");
  }

  @Test
  void ignoresBytesAfterTheImage() throws Exception {
    byte[] image = Arrays.copyOf(TestImages.jpeg(640, 640), 300_000);

    assertThat(Thumbnail.of(image)).hasSizeLessThan(10_000);
  }

  @Test
  void ofNoiseHasAFewKilobytes() throws Exception {
    BufferedImage noise = new BufferedImage(640, 640, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(1);
    for (int i = 0; i < 640 * 640; i++) {
      noise.setRGB(i % 640, i / 640, random.nextInt(1 << 24));
    }

    assertThat(Thumbnail.of(TestImages.file(noise, "png"))).hasSizeLessThan(8_000);
  }

  @Test
  void rejectsAnImageWithTooManyPixelsByItsHeader() throws IOException {
    assertFails(TestImages.pngOfDeclaredSize(50_000, 50_000), CoverFailure.PIXELS);
    assertFails(TestImages.pngOfDeclaredSize(1, 2_001), CoverFailure.PIXELS);
    assertFails(TestImages.jpeg(2_001, 1), CoverFailure.PIXELS);
  }

  @Test
  void rejectsAJpegWithThousandsOfScans() throws Exception {
    assertThat(Thumbnail.of(TestImages.jpegWithScans(20))).isNotEmpty();
    assertFails(TestImages.jpegWithScans(5_000), CoverFailure.NO_IMAGE);
  }

  @Test
  void rejectsAnimatedGifs() throws IOException {
    assertFails(TestImages.animatedGif(), CoverFailure.NO_IMAGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
        "<html>Not found</html>",
        "RIFF\u0010\0\0\0WEBPVP8 ",
        "{}"
      })
  void rejectsOtherFormats(String content) {
    assertFails(content.getBytes(UTF_8), CoverFailure.NO_IMAGE);
  }

  @Test
  void rejectsADamagedImage() throws IOException {
    byte[] jpeg = TestImages.jpeg(640, 640);

    assertFails(Arrays.copyOf(jpeg, 3), CoverFailure.NO_IMAGE);
    assertFails(Arrays.copyOf(jpeg, 100), CoverFailure.NO_IMAGE);
    assertFails(TestImages.pngOfDeclaredSize(64, 64), CoverFailure.NO_IMAGE);
    assertFails(TestImages.pngOfDeclaredSize(0, 64), CoverFailure.NO_IMAGE);
  }

  private static void assertFails(byte[] image, CoverFailure failure) {
    assertThatThrownBy(() -> Thumbnail.of(image))
        .isInstanceOfSatisfying(
            CoverException.class, failed -> assertThat(failed.failure()).isEqualTo(failure));
  }

  private static void assertSimilar(int pixel, Color expected) {
    Color found = new Color(pixel);
    assertThat(found.getRed()).isBetween(expected.getRed() - 8, expected.getRed() + 8);
    assertThat(found.getGreen()).isBetween(expected.getGreen() - 8, expected.getGreen() + 8);
    assertThat(found.getBlue()).isBetween(expected.getBlue() - 8, expected.getBlue() + 8);
  }
}
