package dev.playlistlake.extract.spotify;

import dev.playlistlake.extract.spotify.SpotifyResponse.Document;
import dev.playlistlake.extract.spotify.SpotifyResponse.ErrorResponse;
import dev.playlistlake.model.PlaylistId;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.ParseException;
import se.michaelthelin.spotify.SpotifyApi;
import se.michaelthelin.spotify.exceptions.SpotifyWebApiException;
import se.michaelthelin.spotify.requests.data.AbstractDataRequest;

/// Sends requests to Spotify's Web API. Each playlist of a run has its own client, which counts its
/// requests. All clients of a run share the access token. One thread sends requests with a client;
/// other threads may read the count.
public final class SpotifyClient {
  private final RetryingSender sender;
  private final Endpoints endpoints;
  private final AccessToken accessToken;

  public SpotifyClient(RetryingSender sender, Endpoints endpoints, AccessToken accessToken) {
    this.sender = sender;
    this.endpoints = endpoints;
    this.accessToken = accessToken;
  }

  public Endpoints endpoints() {
    return endpoints;
  }

  /// Returns the number of requests that this client has sent, including retries.
  public int requests() {
    return sender.requests();
  }

  /// Requests a playlist with its first page.
  ///
  /// @param list the list of this playlist
  public SpotifyResponse playlist(PlaylistId playlist, SpotifyList list) {
    return send(
        list.where(),
        token ->
            new SpotifyApi.Builder()
                    .setHttpManager(sender.http())
                    .setAccessToken(token)
                    .build()
                    .getPlaylist(playlist.value())
                    .additionalTypes("track,episode")
                    .build()
                ::getJson);
  }

  /// Requests a URL of the API.
  SpotifyResponse get(URI url) {
    return send(
        SpotifyList.where(url),
        token -> new GetRequest.Builder(token, url).setHttpManager(sender.http()).build()::getJson);
  }

  /// Sends a request. If the access token is rejected, sends the request once more with a new one.
  private SpotifyResponse send(String where, Function<String, RetryingSender.Request> request) {
    String token = accessToken.get();
    SpotifyResponse response = sender.send(where, request.apply(token));
    if (response instanceof ErrorResponse error) {
      Optional<String> newer = accessToken.renew(token, error);
      if (newer.isPresent()) {
        response = sender.send(where, request.apply(newer.get()));
      }
    }
    if (response instanceof Document) {
      accessToken.markAccepted();
    }
    return response;
  }

  /// A request for an exact URL, such as the `next` of a page. The library's own request for pages
  /// uses an endpoint that is closed to new apps.
  private static final class GetRequest extends AbstractDataRequest<String> {
    private final URI url;

    private GetRequest(Builder builder) {
      super(builder);
      this.url = builder.url;
    }

    @Override
    public String execute() throws IOException, SpotifyWebApiException, ParseException {
      return getJson();
    }

    /// Sends the URL unchanged. The library would parse and rebuild it.
    @Override
    public String getJson() throws IOException, SpotifyWebApiException, ParseException {
      return getHttpManager().get(url, getHeaders().toArray(Header[]::new));
    }

    @Override
    public URI getUri() {
      return url;
    }

    private static final class Builder extends AbstractDataRequest.Builder<String, Builder> {
      private final URI url;

      private Builder(String accessToken, URI url) {
        super(accessToken);
        this.url = url;
        setPath(url.getRawPath());
      }

      @Override
      public GetRequest build() {
        return new GetRequest(this);
      }

      @Override
      protected Builder self() {
        return this;
      }
    }
  }
}
