package dev.playlistlake.local.login;

import dev.playlistlake.model.Checksums;
import java.util.Base64;

/// The page that the browser shows at the end of a login. It loads nothing, and its Content
/// Security Policy forbids loading anything.
///
/// @param good whether the login succeeded
/// @param text a sentence; escaped in the HTML
record LoginPage(boolean good, String title, String text) {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ink: #16211c; --soft: #55635c; --ground: #f4f6f5;
        --card: #ffffff; --line: #dde3e0; --good: #14713f; --bad: #b3261e; }
      @media (prefers-color-scheme: dark) { :root { --ink: #eef3f0; --soft: #a9b7b0;
        --ground: #0f1412; --card: #18201c; --line: #2c3833; --good: #5fd39a; --bad: #ff8a80; } }
      * { box-sizing: border-box; }
      body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem;
        background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
      main { width: 100%; max-width: 32rem; padding: 2.5rem; background: var(--card);
        border: 1px solid var(--line); border-radius: 1rem; }
      svg { display: block; width: 3rem; height: 3rem; margin-bottom: 1.25rem; fill: none;
        stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
      .good { color: var(--good); } .bad { color: var(--bad); }
      h1 { margin: 0 0 .75rem; font-size: 1.5rem; line-height: 1.25; }
      p { margin: 0 0 .75rem; overflow-wrap: anywhere; }
      p:last-child { margin: 0; color: var(--soft); }
      """;

  /// Allows only the page's own style.
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; style-src 'sha256-%s'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
          .formatted(sha256(STYLE));

  /// Returns the page of a login that succeeded.
  static LoginPage good(String text) {
    return new LoginPage(true, "Playlist Lake is logged in", text);
  }

  /// Returns the page of a login that failed.
  static LoginPage bad(String text) {
    return new LoginPage(false, "Playlist Lake is not logged in", text);
  }

  /// Returns the page as HTML.
  String html() {
    String mark = good ? "M8 12.5l3 3 5.5-6.5" : "M9 9l6 6M15 9l-6 6";
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <link rel="icon" href="data:,">
    <title>%1$s</title>
    <style>%2$s</style>
    </head>
    <body>
    <main>
    <svg class="%3$s" viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="10"/>\
    <path d="%4$s"/></svg>
    <h1>%1$s</h1>
    <p>%5$s</p>
    <p>You can close this window and go back to the terminal.</p>
    </main>
    </body>
    </html>
    """
        .formatted(escaped(title), STYLE, good ? "good" : "bad", mark, escaped(text));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String sha256(String text) {
    return Base64.getEncoder().encodeToString(Checksums.sha256(text));
  }
}
