package dev.playlistlake.transform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playlistlake.model.Column;
import dev.playlistlake.model.GlueFormat;
import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.SafeText;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Registers the days of snapshots as partitions of the six tables in the Glue catalog, so that
/// Athena finds their files. [TransformHandler] and the commands use it. It remembers the days that
/// it registered. Threads may share it.
///
/// It throws no exception. A partition that already exists counts as registered. The table
/// `playlists` is the last: it receives a day only if the other five tables have it, because a row
/// of `playlists` shows that the snapshot is complete.
public final class PartitionRegistry {
  /// The IAM action that the requests need.
  public static final String ACTION = "glue:BatchCreatePartition";

  /// https://docs.aws.amazon.com/glue/latest/webapi/API_BatchCreatePartition.html
  private static final String OPERATION = "AWSGlue.BatchCreatePartition";

  /// The most partitions in one request.
  private static final int BATCH = 100;

  private static final int ATTEMPTS = 3;

  /// No request starts later than this after the first one of the same days.
  private static final Duration LONGEST_CALL = Duration.ofSeconds(10);

  /// The longest wait before the first retry. The next one may be four times as long.
  private static final Duration FIRST_WAIT = Duration.ofMillis(200);

  private static final int LONGEST_REASON = 300;
  private static final int OK = 200;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  private static final String EXISTS = "AlreadyExistsException";

  /// The errors after which a retry may succeed:
  /// https://docs.aws.amazon.com/glue/latest/webapi/CommonErrors.html
  private static final Set<String> TEMPORARY_ERRORS =
      Set.of(
          "ConcurrentModificationException",
          "InternalFailure",
          "InternalServiceException",
          "OperationTimeoutException",
          "RequestLimitExceeded",
          "ServiceUnavailable",
          "Throttling",
          "ThrottlingException",
          "TooManyRequestsException");

  private static final PartitionError INCOMPLETE =
      new PartitionError(PartitionError.Kind.FINAL, "another table has no partition of this day");

  private static final PartitionError NOT_ATTEMPTED =
      new PartitionError(
          PartitionError.Kind.FINAL, "not attempted, because the time for it is used up");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final AwsApi aws;
  private final String database;
  private final String bucket;
  private final Sleep sleep;
  private final LongSupplier nanoTime;
  private final Set<LocalDate> registered = ConcurrentHashMap.newKeySet();

  /// Waits before a retry. Tests replace it.
  @FunctionalInterface
  interface Sleep {
    void sleep(Duration time) throws InterruptedException;
  }

  /// The result of one call.
  ///
  /// @param partitions the number of partitions that exist now, one for each table and day
  /// @param failures at most one for each table and reason
  public record Registration(int partitions, List<Failure> failures) {
    /// The result if there was nothing to register.
    public static final Registration NONE = new Registration(0, List.of());

    public Registration {
      failures = List.copyOf(failures);
    }

    /// The number of partitions that could not be registered.
    public int failed() {
      return failures.stream().mapToInt(failure -> failure.days().size()).sum();
    }
  }

  /// Partitions of one table that could not be registered.
  ///
  /// @param table such as `table songs of database playlist_lake_prod`
  /// @param reason without a final period, safe to print
  public record Failure(String table, List<LocalDate> days, String reason) {
    public Failure {
      days = List.copyOf(days);
    }

    /// The failure as a sentence without a final period.
    public String message() {
      return "%s: %s %s cannot be registered: %s"
          .formatted(
              table,
              days.size() == 1 ? "partition" : "partitions",
              days.stream()
                  .map(day -> RawKey.PARTITION + "=" + day)
                  .collect(Collectors.joining(", ")),
              reason);
    }
  }

  /// Creates a registry that has registered nothing yet.
  ///
  /// @param aws the caller closes it
  /// @param database the Glue database of the tables
  /// @param bucket the processed bucket
  public PartitionRegistry(AwsApi aws, String database, String bucket) {
    this(aws, database, bucket, Thread::sleep, System::nanoTime);
  }

  PartitionRegistry(
      AwsApi aws, String database, String bucket, Sleep sleep, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.aws = aws;
    this.database = database;
    this.bucket = bucket;
    this.sleep = sleep;
  }

  /// Registers the days that this object has not registered yet. Sends one request for each table
  /// and 100 days, and retries it twice after errors that may be temporary. If no response arrives,
  /// the remaining tables and days are not attempted, so that the caller waits a few seconds at
  /// most.
  public Registration register(Collection<LocalDate> days) {
    List<LocalDate> missing =
        days.stream().distinct().filter(day -> !registered.contains(day)).sorted().toList();
    Call call = new Call();
    for (int from = 0; from < missing.size(); from += BATCH) {
      call.register(missing.subList(from, Math.min(from + BATCH, missing.size())));
    }
    return new Registration(call.partitions, call.failures);
  }

  /// The error of a partition.
  private record PartitionError(Kind kind, String reason) {
    enum Kind {
      FINAL,
      TEMPORARY,
      /// Temporary too, but each attempt takes seconds.
      NO_RESPONSE
    }

    PartitionError {
      reason = SafeText.sanitize(reason, LONGEST_REASON).replaceFirst("\\.\\s*$", "");
    }

    /// An error that Glue named.
    static PartitionError of(String code, String message) {
      boolean isTemporary = TEMPORARY_ERRORS.contains(code);
      String name = code.isEmpty() ? "an error without a code" : code;
      String text = message.isEmpty() ? name : name + ": " + message;
      return new PartitionError(
          isTemporary ? Kind.TEMPORARY : Kind.FINAL,
          code.startsWith("AccessDenied")
              ? "AWS denied access, " + ACTION + " is needed (" + text + ")"
              : text);
    }
  }

  /// One call of [#register(Collection)]. One thread uses it.
  private final class Call {
    private final List<Failure> failures = new ArrayList<>();
    private long start;
    private int partitions;
    private boolean hasNoResponse;

    /// Registers at most as many days as fit into a request.
    void register(List<LocalDate> days) {
      start = nanoTime.getAsLong();
      Set<LocalDate> complete = new TreeSet<>(days);
      for (Table<?> table : Tables.ALL) {
        boolean isLast = table.equals(Tables.PLAYLISTS);
        Map<LocalDate, PartitionError> errors =
            attempt(table, isLast ? List.copyOf(complete) : days);
        if (isLast) {
          days.stream()
              .filter(day -> !complete.contains(day))
              .forEach(day -> errors.put(day, INCOMPLETE));
        }
        partitions += days.size() - errors.size();
        complete.removeAll(errors.keySet());
        report(table, errors);
      }
      registered.addAll(complete);
    }

    private void report(Table<?> table, Map<LocalDate, PartitionError> errors) {
      Map<String, List<LocalDate>> byReason = new LinkedHashMap<>();
      errors.forEach(
          (day, error) ->
              byReason.computeIfAbsent(error.reason(), _ -> new ArrayList<>()).add(day));
      String name = "table %s of database %s".formatted(table.name(), database);
      byReason.forEach((reason, days) -> failures.add(new Failure(name, days, reason)));
    }

    /// Sends the request and its retries.
    ///
    /// @return an error for each day that has no partition, in the order of the days
    private SortedMap<LocalDate, PartitionError> attempt(Table<?> table, List<LocalDate> days) {
      SortedMap<LocalDate, PartitionError> errors = new TreeMap<>();
      if (hasNoResponse || isOver()) {
        days.forEach(day -> errors.put(day, NOT_ATTEMPTED));
        return errors;
      }
      List<LocalDate> next = days;
      for (int attempt = 1; !next.isEmpty() && mayStart(attempt); attempt++) {
        errors.keySet().removeAll(next);
        errors.putAll(request(table, next));
        next = next.stream().filter(day -> isTemporary(errors.get(day))).toList();
      }
      hasNoResponse =
          errors.values().stream()
              .anyMatch(error -> error.kind() == PartitionError.Kind.NO_RESPONSE);
      return errors;
    }

    private boolean isOver() {
      return nanoTime.getAsLong() - start > LONGEST_CALL.toNanos();
    }

    private boolean mayStart(int attempt) {
      if (attempt > 1) {
        long longest = FIRST_WAIT.toMillis() << (2 * (attempt - 2));
        long wait = ThreadLocalRandom.current().nextLong(longest / 2, longest + 1);
        try {
          sleep.sleep(Duration.ofMillis(wait));
        } catch (InterruptedException stop) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
      return attempt <= ATTEMPTS && !isOver();
    }
  }

  private static boolean isTemporary(@Nullable PartitionError error) {
    return error != null && error.kind() != PartitionError.Kind.FINAL;
  }

  /// Sends one request.
  ///
  /// @return an error for each day that has no partition
  private Map<LocalDate, PartitionError> request(Table<?> table, List<LocalDate> days) {
    try {
      AwsApi.Response response =
          aws.post(
              "glue",
              "application/x-amz-json-1.1",
              Map.of("X-Amz-Target", OPERATION),
              body(table, days).toString());
      return response.status() == OK
          ? errors(json(response.body()), days)
          : failed(response, table, days);
    } catch (IOException failed) {
      return all(
          days,
          new PartitionError(PartitionError.Kind.NO_RESPONSE, String.valueOf(failed.getMessage())));
    } catch (RuntimeException bug) {
      // The tables are written, and their snapshot must not fail.
      return all(days, new PartitionError(PartitionError.Kind.FINAL, bug.toString()));
    }
  }

  private static Map<LocalDate, PartitionError> all(List<LocalDate> days, PartitionError error) {
    return days.stream().collect(Collectors.toMap(day -> day, _ -> error));
  }

  /// The parsed text, or a missing node if it is not JSON.
  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException notJson) {
      return MissingNode.getInstance();
    }
  }

  /// Reads the response of a successful request, which has an error for each day that failed.
  private static Map<LocalDate, PartitionError> errors(JsonNode response, List<LocalDate> days) {
    JsonNode list = response.path("Errors");
    if (!response.isObject() || !(list.isArray() || list.isNull() || list.isMissingNode())) {
      return all(
          days,
          new PartitionError(
              PartitionError.Kind.FINAL, "the response with status 200 is not one of Glue"));
    }
    Map<LocalDate, PartitionError> errors = new TreeMap<>();
    for (JsonNode entry : list) {
      String code = entry.at("/ErrorDetail/ErrorCode").asText();
      if (!code.equals(EXISTS)) {
        PartitionError error =
            PartitionError.of(code, entry.at("/ErrorDetail/ErrorMessage").asText());
        String value = entry.at("/PartitionValues/0").asText();
        List<LocalDate> named = days.stream().filter(day -> day.toString().equals(value)).toList();
        errors.putAll(all(named.isEmpty() ? days : named, error));
      }
    }
    return errors;
  }

  private Map<LocalDate, PartitionError> failed(
      AwsApi.Response response, Table<?> table, List<LocalDate> days) {
    JsonNode error = json(response.body());
    String code = error.path("__type").asText().replaceFirst("^.*#", "").replaceFirst(":.*$", "");
    if (code.equals(EXISTS)) {
      // The response doesn't name the day that exists.
      Map<LocalDate, PartitionError> errors = new TreeMap<>();
      if (days.size() > 1) {
        days.forEach(day -> errors.putAll(request(table, List.of(day))));
      }
      return errors;
    }
    if (response.status() >= SERVER_ERROR || response.status() == TOO_MANY_REQUESTS) {
      return all(
          days,
          new PartitionError(
              PartitionError.Kind.TEMPORARY, "status " + response.status() + " " + code));
    }
    String message = error.path("message").asText(error.path("Message").asText());
    return all(
        days, PartitionError.of(code.isEmpty() ? "status " + response.status() : code, message));
  }

  private ObjectNode body(Table<?> table, List<LocalDate> days) {
    ObjectNode body =
        JSON.createObjectNode().put("DatabaseName", database).put("TableName", table.name());
    ArrayNode list = body.putArray("PartitionInputList");
    for (LocalDate day : days) {
      ObjectNode partition = list.addObject();
      partition.putArray("Values").add(day.toString());
      put(partition, GlueFormat.parameters());
      ObjectNode storage = partition.putObject("StorageDescriptor");
      ArrayNode columns = storage.putArray("Columns");
      for (Column<?> column : table.columns()) {
        columns.addObject().put("Name", column.name()).put("Type", GlueFormat.COLUMN_TYPE);
      }
      storage
          .put("Location", "s3://" + bucket + "/" + table.partition(day))
          .put("InputFormat", GlueFormat.INPUT_FORMAT)
          .put("OutputFormat", GlueFormat.OUTPUT_FORMAT);
      ObjectNode serde = storage.putObject("SerdeInfo");
      serde.put("SerializationLibrary", GlueFormat.SERDE);
      put(serde, GlueFormat.serdeParameters());
    }
    return body;
  }

  private static void put(ObjectNode owner, Map<String, String> parameters) {
    ObjectNode node = owner.putObject("Parameters");
    parameters.forEach(node::put);
  }
}
