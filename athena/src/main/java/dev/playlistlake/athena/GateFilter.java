package dev.playlistlake.athena;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// Rejects the requests of clients to a [LakeServer] until its tables exist and its access is
/// read-only. The engine's requests to itself pass, because they have a header that Trino checks.
/// Threads share it.
final class GateFilter extends HttpFilter {
  /// The header with the signature of a request of the engine to itself.
  private static final String INTERNAL = "X-Trino-Internal-Bearer";

  private static final long serialVersionUID = 1L;

  private final transient ReadOnlyAccess.Gate gate;

  GateFilter(ReadOnlyAccess.Gate gate) {
    this.gate = gate;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (gate.isOpen() || request.getHeader(INTERNAL) != null) {
      super.doFilter(request, response, chain);
    } else {
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "The server is starting.");
    }
  }
}
