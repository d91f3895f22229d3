package dev.playlistlake.simulator;

/// An episode of a podcast.
///
/// @param show the podcast's name
record Episode(String id, String name, String showId, String show, int durationMs) {

  static Episode of(Catalogue catalogue, int number) {
    Dice episode = catalogue.dice().of("episode").of(number);
    Dice show = catalogue.dice().of("show").of(number % 9);
    return new Episode(
        id(catalogue, number),
        "#" + number % 400 + ": " + Names.song(episode, number),
        show.id(),
        "The " + Names.artist(show, 0) + " Podcast",
        1_200_000 + episode.of("duration").below(6_000_000));
  }

  static String id(Catalogue catalogue, int number) {
    return catalogue.dice().of("episode").of(number).id();
  }
}
