package dev.playlistlake.extract;

import java.io.IOException;
import java.net.URI;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.ParseException;
import se.michaelthelin.spotify.exceptions.SpotifyWebApiException;
import se.michaelthelin.spotify.requests.data.AbstractDataRequest;

/// The page behind a `next`, asked for by exactly that URL: the library's own request for pages
/// calls an endpoint that new apps may not use.
final class PageRequest extends AbstractDataRequest<String> {
  private final URI url;

  private PageRequest(Builder builder) {
    super(builder);
    this.url = builder.url;
  }

  @Override
  public String execute() throws IOException, SpotifyWebApiException, ParseException {
    return getJson();
  }

  /// The library would take the URL apart and put it together in its own way.
  @Override
  public String getJson() throws IOException, SpotifyWebApiException, ParseException {
    return getHttpManager().get(url, getHeaders().toArray(Header[]::new));
  }

  @Override
  public URI getUri() {
    return url;
  }

  static final class Builder extends AbstractDataRequest.Builder<String, Builder> {
    private final URI url;

    Builder(String accessToken, URI url) {
      super(accessToken);
      this.url = url;
      setPath(url.getRawPath());
    }

    @Override
    public PageRequest build() {
      return new PageRequest(this);
    }

    @Override
    protected Builder self() {
      return this;
    }
  }
}
