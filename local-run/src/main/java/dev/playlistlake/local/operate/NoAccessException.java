package dev.playlistlake.local.operate;

/// What fails for every object alike, such as a bucket that isn't there or a permission that lacks.
public final class NoAccessException extends OperateException {
  private static final long serialVersionUID = 1L;

  NoAccessException(String message) {
    super(message);
  }
}
