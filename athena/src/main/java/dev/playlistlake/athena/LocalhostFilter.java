package dev.playlistlake.athena;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/// Rejects requests to a [LakeServer] under another name than `127.0.0.1` or `localhost`. The page
/// of a website whose name leads to 127.0.0.1 could otherwise read the lake through the user's
/// browser ([DNS rebinding](https://en.wikipedia.org/wiki/DNS_rebinding)). Threads share it.
final class LocalhostFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost");

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (NAMES.contains(request.getServerName().toLowerCase(Locale.ROOT))) {
      super.doFilter(request, response, chain);
    } else {
      response.sendError(HttpServletResponse.SC_FORBIDDEN, "Use the name 127.0.0.1 or localhost.");
    }
  }
}
