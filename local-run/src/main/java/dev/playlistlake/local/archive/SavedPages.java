package dev.playlistlake.local.archive;

import dev.playlistlake.local.cli.Counts;
import dev.playlistlake.model.PlaylistId;
import dev.playlistlake.model.RawKey;
import dev.playlistlake.transform.DocumentReader;
import dev.playlistlake.transform.DocumentReader.NamedSource;
import dev.playlistlake.transform.RawDocument;
import dev.playlistlake.transform.RawDocument.SavedPage;
import dev.playlistlake.transform.TransformException;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The pages that one command read and that may be parts of one playlist: each is a document, and
/// has the playlist's id in its address. Keeps only their places in the playlist, not their
/// entries. Used by one thread.
final class SavedPages {
  private final Map<RawKey, Group> groups = new LinkedHashMap<>();

  /// A page in a file.
  record Page(RawFile file, long offset, long entries) {
    long end() {
      return offset + entries;
    }
  }

  /// The pages of one playlist and date.
  ///
  /// @param invalid pages that cannot be read, whose errors are reported already
  record Group(PlaylistId playlist, LocalDate date, List<Page> pages, List<RawFile> invalid) {

    /// Returns the files in the order of their entries.
    List<RawFile> files() {
      return pages.stream().map(Page::file).toList();
    }

    private Group inOrder() {
      Comparator<Page> order = Comparator.comparingLong(Page::offset);
      return new Group(
          playlist,
          date,
          pages.stream().sorted(order.thenComparingLong(Page::end)).toList(),
          invalid);
    }

    /// Reads the pages into one playlist.
    ///
    /// @throws IllegalArgumentException when a page is missing, two pages overlap or one of several
    ///   pages is invalid, with two files
    /// @throws TransformException when the only page is invalid
    Reading read() throws IOException {
      requireComplete();
      return Reading.of(files(), document(), date);
    }

    private void requireComplete() {
      if (!invalid.isEmpty()) {
        throw new IllegalArgumentException(
            "%s: page of playlist %s of %s is not loaded, because %s, another page of it, has an error"
                .formatted(
                    pages.getFirst().file().path(), playlist, date, invalid.getFirst().path()));
      }
      for (int i = 1; i < pages.size(); i++) {
        Page before = pages.get(i - 1);
        Page page = pages.get(i);
        if (page.offset() != before.end()) {
          throw new IllegalArgumentException(
              "%s: page of playlist %s of %s begins after %s, but the page before it, %s, ends after %s: %s. Nothing of this playlist is loaded."
                  .formatted(
                      page.file().path(),
                      playlist,
                      date,
                      entries(page.offset()),
                      before.file().path(),
                      entries(before.end()),
                      page.offset() > before.end() ? "a page is missing" : "they overlap"));
        }
      }
    }

    private static String entries(long count) {
      return Counts.of(count, "entry", "entries");
    }

    private RawDocument document() throws IOException {
      if (pages.size() == 1) {
        return pages.getFirst().file().read();
      }
      List<NamedSource> sources = new ArrayList<>();
      for (RawFile file : files()) {
        sources.add(new NamedSource(file.path().toString(), file::open));
      }
      try {
        return DocumentReader.readPages(sources);
      } catch (TransformException invalid) {
        throw new IllegalArgumentException(
            "%s. Nothing of playlist %s of %s is loaded, not even its other pages such as %s."
                .formatted(invalid.getMessage(), playlist, date, otherThan(invalid)),
            invalid);
      }
    }

    // The message starts with the name of the invalid page.
    private String otherThan(TransformException invalid) {
      return files().stream()
          .map(file -> file.path().toString())
          .filter(path -> !String.valueOf(invalid.getMessage()).startsWith(path + ":"))
          .findFirst()
          .orElse(pages.getLast().file().path().toString());
    }
  }

  /// Keeps a document if it may be one of several pages of a playlist.
  ///
  /// @return whether it is kept
  boolean add(RawFile file, RawDocument document, LocalDate date) {
    Optional<SavedPage> page = document.page();
    if (page.isEmpty() || page.get().idOfHref().isEmpty() || file.rawObject().isPresent()) {
      return false;
    }
    group(page.get().idOfHref().get(), date)
        .pages()
        .add(new Page(file, page.get().offset(), page.get().entries()));
    return true;
  }

  /// Keeps the file of a page that cannot be read, so that no other page of its playlist is loaded.
  void addInvalid(RawFile file, PlaylistId playlist, LocalDate date) {
    if (file.rawObject().isEmpty()) {
      group(playlist, date).invalid().add(file);
    }
  }

  private Group group(PlaylistId playlist, LocalDate date) {
    return groups.computeIfAbsent(
        new RawKey(date, playlist),
        _ -> new Group(playlist, date, new ArrayList<>(), new ArrayList<>()));
  }

  /// Returns the pages of each playlist and date with a page that can be read, in the order of
  /// their entries.
  Collection<Group> groups() {
    return groups.values().stream()
        .filter(group -> !group.pages().isEmpty())
        .map(Group::inOrder)
        .toList();
  }
}
