package dev.playlistlake.local.report.covers;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.event.IIOReadUpdateListener;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Creates a small JPEG from the bytes of an image, which may contain anything. Only pixels are
/// kept: the new file has no metadata, comments or color profile. The whole picture is shrunk; it
/// is not cropped or changed otherwise. Threads may share it.
final class Thumbnail {
  /// The longer side in pixels.
  static final int SIDE = 64;

  /// The most pixels on a side. Spotify's images have 640.
  static final int MOST_PIXELS = 2_000;

  /// A progressive JPEG of cameras and editors has about ten scans. Each one costs as much time as
  /// the whole picture.
  private static final int MOST_SCANS = 50;

  private static final float QUALITY = 0.8f;

  static {
    // Otherwise macOS shows the program in its dock.
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
  }

  private Thumbnail() {}

  /// Returns a JPEG of at most [#SIDE] pixels.
  ///
  /// @throws CoverException when the bytes are not a JPEG or PNG image, or the image is too large
  static byte[] of(byte[] image) throws CoverException {
    try {
      return encoded(shrunk(decoded(image)));
    } catch (IOException | RuntimeException damaged) {
      // The decoders throw many kinds of runtime exceptions for damaged images.
      throw new CoverException(CoverFailure.NO_IMAGE);
    }
  }

  /// Returns whether the bytes are an image that this class created.
  static boolean isThumbnail(byte[] bytes) {
    try {
      BufferedImage image = decoded(bytes);
      return format(bytes).equals("jpeg") && image.getWidth() <= SIDE && image.getHeight() <= SIDE;
    } catch (IOException | RuntimeException | CoverException damaged) {
      return false;
    }
  }

  /// Returns the format by the first bytes. The content type that a server sends does not matter.
  private static String format(byte[] image) throws CoverException {
    if (startsWith(image, 0xFF, 0xD8, 0xFF)) {
      return "jpeg";
    }
    if (startsWith(image, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n')) {
      return "png";
    }
    throw new CoverException(CoverFailure.NO_IMAGE);
  }

  private static boolean startsWith(byte[] image, int... start) {
    for (int i = 0; i < start.length; i++) {
      if (i >= image.length || (image[i] & 0xFF) != start[i]) {
        return false;
      }
    }
    return true;
  }

  private static BufferedImage decoded(byte[] image) throws IOException, CoverException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format(image));
    ImageReader reader = readers.next();
    try (ImageInputStream input =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(image))) {
      reader.setInput(input, true, true);
      // The header is read first: a small file can contain many pixels.
      if (reader.getWidth(0) > MOST_PIXELS || reader.getHeight(0) > MOST_PIXELS) {
        throw new CoverException(CoverFailure.PIXELS);
      }
      ScanLimit scans = new ScanLimit();
      reader.addIIOReadUpdateListener(scans);
      BufferedImage decoded = reader.read(0);
      if (scans.exceeded) {
        throw new CoverException(CoverFailure.NO_IMAGE);
      }
      return decoded;
    } finally {
      reader.dispose();
    }
  }

  private static BufferedImage shrunk(BufferedImage decoded) {
    BufferedImage image = inSrgb(decoded);
    double scale = Math.min(1, (double) SIDE / Math.max(image.getWidth(), image.getHeight()));
    int width = (int) Math.max(1, Math.round(image.getWidth() * scale));
    int height = (int) Math.max(1, Math.round(image.getHeight() * scale));
    // A bilinear step reads only the nearest pixels, so it must not shrink by more than a half.
    while (image.getWidth() >= 2 * width && image.getHeight() >= 2 * height) {
      image = drawn(image, image.getWidth() / 2, image.getHeight() / 2);
    }
    return drawn(image, width, height);
  }

  /// Draws transparent pixels on white.
  private static BufferedImage drawn(BufferedImage image, int width, int height) {
    BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = drawn.createGraphics();
    try {
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      graphics.drawImage(image, 0, 0, width, height, Color.WHITE, null);
    } finally {
      graphics.dispose();
    }
    return drawn;
  }

  /// Converts the colors of an image with a color profile.
  private static BufferedImage inSrgb(BufferedImage image) {
    ColorSpace colors = image.getColorModel().getColorSpace();
    if (colors.isCS_sRGB() || colors.getType() != ColorSpace.TYPE_RGB) {
      return image;
    }
    BufferedImage converted =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_ARGB);
    return new ColorConvertOp(null).filter(image, converted);
  }

  private static byte[] encoded(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam settings = writer.getDefaultWriteParam();
      settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      settings.setCompressionQuality(QUALITY);
      writer.setOutput(output);
      writer.write(null, new IIOImage(image, null, null), settings);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /// Stops the decoder after too many scans of a progressive image.
  private static final class ScanLimit implements IIOReadUpdateListener {
    private boolean exceeded;

    @Override
    public void passStarted(
        ImageReader source,
        BufferedImage image,
        int pass,
        int minPass,
        int maxPass,
        int minX,
        int minY,
        int periodX,
        int periodY,
        int[] bands) {
      if (pass > MOST_SCANS) {
        exceeded = true;
        source.abort();
      }
    }

    @Override
    public void imageUpdate(
        ImageReader source,
        BufferedImage image,
        int minX,
        int minY,
        int width,
        int height,
        int periodX,
        int periodY,
        int[] bands) {}

    @Override
    public void passComplete(ImageReader source, BufferedImage image) {}

    @Override
    public void thumbnailPassStarted(
        ImageReader source,
        BufferedImage thumbnail,
        int pass,
        int minPass,
        int maxPass,
        int minX,
        int minY,
        int periodX,
        int periodY,
        int[] bands) {}

    @Override
    public void thumbnailUpdate(
        ImageReader source,
        BufferedImage thumbnail,
        int minX,
        int minY,
        int width,
        int height,
        int periodX,
        int periodY,
        int[] bands) {}

    @Override
    public void thumbnailPassComplete(ImageReader source, BufferedImage thumbnail) {}
  }
}
