package dev.playlistlake.local.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playlistlake.model.GlueFormat;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A Glue database with the six tables and their partitions. [AwsStub] answers requests with it.
public final class GlueCatalog {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE = 2;

  /// The settings of the CSV reader before version 2 of the data contract.
  public static final String OLD_ESCAPE = "\\";

  /// The tables by name.
  public final Map<String, ObjectNode> tables = new LinkedHashMap<>();

  /// The partitions by table and date.
  public final Map<String, Map<String, ObjectNode>> partitions = new LinkedHashMap<>();

  /// The names of the operations that changed the catalog.
  public final List<String> changes = new ArrayList<>();

  /// Table and date of each partition that was created.
  public final List<String> created = new ArrayList<>();

  /// The date whose partition cannot be created or changed, with the error code; empty for none.
  public String failing = "";

  public String errorCode = "InternalServiceException";

  GlueCatalog() {
    for (Table<?> table : Tables.ALL) {
      ObjectNode node = JSON.createObjectNode().put("Name", table.name());
      node.set("StorageDescriptor", descriptor(table, "", "\t", table.header().length));
      tables.put(table.name(), node);
      partitions.put(table.name(), new LinkedHashMap<>());
    }
  }

  /// Adds a partition to each table.
  ///
  /// @param fewer how many of the table's last columns it lacks
  public void add(String date, String escape, int fewer) {
    for (Table<?> table : Tables.ALL) {
      ObjectNode partition = JSON.createObjectNode();
      partition.putArray("Values").add(date);
      partition.putObject("Parameters").put("objectCount", "1");
      partition.set(
          "StorageDescriptor",
          descriptor(table, "snapshot_date=" + date + "/", escape, table.header().length - fewer));
      partitions(table.name()).put(date, partition);
    }
  }

  /// The partitions of a table by date.
  Map<String, ObjectNode> partitions(String table) {
    return Objects.requireNonNull(partitions.get(table));
  }

  /// A table of the catalog.
  ObjectNode table(String name) {
    return Objects.requireNonNull(tables.get(name));
  }

  private static ObjectNode descriptor(Table<?> table, String folder, String escape, int columns) {
    ObjectNode descriptor = JSON.createObjectNode();
    descriptor.put("Location", "s3://processed/" + table.name() + "/" + folder);
    descriptor.put("InputFormat", GlueFormat.INPUT_FORMAT);
    descriptor.put("OutputFormat", GlueFormat.OUTPUT_FORMAT);
    ArrayNode list = descriptor.putArray("Columns");
    for (String column : List.of(table.header()).subList(0, columns)) {
      list.addObject().put("Name", column).put("Type", "string");
    }
    ObjectNode reader = descriptor.putObject("SerdeInfo");
    reader.put("SerializationLibrary", GlueFormat.SERDE);
    ObjectNode parameters = reader.putObject("Parameters");
    GlueFormat.serdeParameters().forEach(parameters::put);
    parameters.put(GlueFormat.ESCAPE_PARAMETER, escape);
    return descriptor;
  }

  /// Returns the response to a request; an error has the member `__type`.
  String respond(String operation, JsonNode request) {
    if (!request.path("DatabaseName").asText().equals("lake")) {
      return "{\"__type\":\"EntityNotFoundException\",\"Message\":\"Database not found.\"}";
    }
    return switch (operation) {
      case "GetTable" ->
          JSON.createObjectNode()
              .set("Table", tables.get(request.path("Name").asText()))
              .toString();
      case "GetPartitions" -> page(request).toString();
      case "BatchUpdatePartition" -> update(request).toString();
      case "BatchCreatePartition" -> create(request).toString();
      default -> throw new IllegalStateException(operation);
    };
  }

  private ObjectNode page(JsonNode request) {
    List<ObjectNode> all = List.copyOf(partitions(request.path("TableName").asText()).values());
    int from = request.path("NextToken").asInt(0);
    int to = Math.min(from + PAGE, all.size());
    ObjectNode response = JSON.createObjectNode();
    response.putArray("Partitions").addAll(all.subList(from, to));
    if (to < all.size()) {
      response.put("NextToken", String.valueOf(to));
    }
    return response;
  }

  private ObjectNode create(JsonNode request) {
    String table = request.path("TableName").asText();
    ObjectNode response = JSON.createObjectNode();
    ArrayNode errors = response.putArray("Errors");
    for (JsonNode entry : request.path("PartitionInputList")) {
      String date = entry.path("Values").path(0).asText();
      boolean exists = partitions(table).containsKey(date);
      if (exists || date.equals(failing)) {
        ObjectNode error = errors.addObject();
        error.putArray("PartitionValues").add(date);
        error
            .putObject("ErrorDetail")
            .put("ErrorCode", exists ? "AlreadyExistsException" : errorCode)
            .put("ErrorMessage", "simulated");
      } else {
        partitions(table).put(date, (ObjectNode) entry);
        created.add(table + " " + date);
      }
    }
    return response;
  }

  private ObjectNode update(JsonNode request) {
    String table = request.path("TableName").asText();
    ObjectNode response = JSON.createObjectNode();
    ArrayNode errors = response.putArray("Errors");
    for (JsonNode entry : request.path("Entries")) {
      String date = entry.path("PartitionValueList").path(0).asText();
      if (date.equals(failing)) {
        ObjectNode error = errors.addObject();
        error.putArray("PartitionValueList").add(date);
        error.putObject("ErrorDetail").put("ErrorCode", errorCode).put("ErrorMessage", "simulated");
      } else {
        partitions(table).put(date, (ObjectNode) entry.path("PartitionInput"));
        changes.add(table + " " + date);
      }
    }
    return response;
  }
}
