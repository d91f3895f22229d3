package dev.playlistlake.local.operate;

/// What an operator's tool can't do; the message says what, where, and what helps.
public sealed class OperateException extends RuntimeException permits NoAccessException {
  private static final long serialVersionUID = 1L;

  public OperateException(String message) {
    super(message);
  }
}
