package dev.playlistlake.athena;

import static io.trino.spi.security.AccessDeniedException.denyCreateViewWithSelect;
import static io.trino.spi.security.AccessDeniedException.denyExecuteQuery;
import static io.trino.spi.security.AccessDeniedException.denyImpersonateUser;
import static io.trino.spi.security.AccessDeniedException.denyKillQuery;
import static io.trino.spi.security.AccessDeniedException.denySelectColumns;
import static io.trino.spi.security.AccessDeniedException.denySetSystemSessionProperty;
import static io.trino.spi.security.AccessDeniedException.denySetUser;
import static io.trino.spi.security.AccessDeniedException.denyShowColumns;
import static io.trino.spi.security.AccessDeniedException.denyViewQuery;

import io.trino.plugin.base.security.AllowAllSystemAccessControl;
import io.trino.plugin.base.security.ForwardingSystemAccessControl;
import io.trino.spi.QueryId;
import io.trino.spi.connector.CatalogSchemaName;
import io.trino.spi.connector.CatalogSchemaRoutineName;
import io.trino.spi.connector.CatalogSchemaTableName;
import io.trino.spi.connector.SchemaTableName;
import io.trino.spi.function.SchemaFunctionName;
import io.trino.spi.security.Identity;
import io.trino.spi.security.SystemAccessControl;
import io.trino.spi.security.SystemSecurityContext;
import java.security.Principal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Lets the clients of a [LakeServer] read and nothing else. The engine's interface denies
/// everything that this class does not allow, so a new kind of statement is denied too. Threads
/// share it.
final class ReadOnlyAccess implements SystemAccessControl {
  /// Limits of the user's own statements. Other properties, such as those for memory, could harm.
  private static final Set<String> PROPERTIES =
      Set.of("query_max_run_time", "query_max_execution_time", "query_max_planning_time");

  /// The catalogs that clients can see. A hidden one has the history tables, which are also in
  /// Athena's catalog.
  private static final Set<String> SHOWN = Set.of(LocalAthena.CATALOG, "system");

  private static final Set<String> READABLE =
      Set.of(LocalAthena.CATALOG, LocalAthena.ICEBERG, "system");

  private static final Set<String> RUNTIME = Set.of("nodes", "queries");

  /// Returns the access of an engine that lets its owner do everything and rejects statements of
  /// others, until it is opened. Then everyone can only read, also its owner.
  ///
  /// @param owner the user who creates the tables and views; it must be a secret
  static SystemAccessControl openedBy(Gate gate, String owner) {
    SystemAccessControl readOnly = new ReadOnlyAccess();
    SystemAccessControl setup = new Setup(owner);
    return ForwardingSystemAccessControl.of(() -> gate.isOpen() ? readOnly : setup);
  }

  /// Whether clients are accepted. Threads share it.
  static final class Gate {
    private volatile boolean isOpen;

    void open() {
      isOpen = true;
    }

    boolean isOpen() {
      return isOpen;
    }
  }

  /// The access while the tables are created.
  private static final class Setup extends AllowAllSystemAccessControl {
    private final String owner;

    private Setup(String owner) {
      this.owner = owner;
    }

    @Override
    public void checkCanExecuteQuery(Identity identity, QueryId id) {
      if (!identity.getUser().equals(owner)) {
        denyExecuteQuery();
      }
    }

    @Override
    public void checkCanReadSystemInformation(Identity identity) {
      denyExecuteQuery();
    }

    @Override
    public void checkCanWriteSystemInformation(Identity identity) {
      denyExecuteQuery();
    }

    @Override
    public void checkCanImpersonateUser(Identity identity, String user) {
      denyImpersonateUser(identity.getUser(), user);
    }

    // Trino asks for the statements of other users only. They contain the owner's name.
    @Override
    public void checkCanViewQueryOwnedBy(Identity identity, Identity queryOwner) {
      denyViewQuery();
    }

    @Override
    public Collection<Identity> filterViewQueryOwnedBy(
        Identity identity, Collection<Identity> owners) {
      return List.of();
    }

    @Override
    public void checkCanKillQueryOwnedBy(Identity identity, Identity queryOwner) {
      denyKillQuery();
    }
  }

  @Override
  public void checkCanExecuteQuery(Identity identity, QueryId id) {}

  @Override
  @SuppressWarnings("deprecation") // Trino still calls it for each request.
  public void checkCanSetUser(Optional<Principal> principal, String user) {
    if (principal.isPresent() && !principal.get().getName().equals(user)) {
      denySetUser(principal, user);
    }
  }

  @Override
  public void checkCanViewQueryOwnedBy(Identity identity, Identity owner) {
    if (!identity.getUser().equals(owner.getUser())) {
      denyViewQuery();
    }
  }

  @Override
  public Collection<Identity> filterViewQueryOwnedBy(
      Identity identity, Collection<Identity> owners) {
    return owners.stream().filter(owner -> owner.getUser().equals(identity.getUser())).toList();
  }

  @Override
  public void checkCanSetSystemSessionProperty(Identity identity, QueryId id, String property) {
    if (!PROPERTIES.contains(property)) {
      denySetSystemSessionProperty(property);
    }
  }

  @Override
  public boolean canAccessCatalog(SystemSecurityContext context, String catalog) {
    return READABLE.contains(catalog);
  }

  @Override
  public Set<String> filterCatalogs(SystemSecurityContext context, Set<String> catalogs) {
    return catalogs.stream().filter(SHOWN::contains).collect(Collectors.toSet());
  }

  @Override
  public void checkCanShowSchemas(SystemSecurityContext context, String catalog) {}

  @Override
  public Set<String> filterSchemas(
      SystemSecurityContext context, String catalog, Set<String> schemas) {
    return schemas;
  }

  @Override
  public void checkCanShowTables(SystemSecurityContext context, CatalogSchemaName schema) {}

  @Override
  public Set<SchemaTableName> filterTables(
      SystemSecurityContext context, String catalog, Set<SchemaTableName> tables) {
    return tables.stream()
        .filter(table -> canRead(new CatalogSchemaTableName(catalog, table)))
        .collect(Collectors.toSet());
  }

  @Override
  public void checkCanShowCreateTable(
      SystemSecurityContext context, CatalogSchemaTableName table) {}

  @Override
  public void checkCanShowColumns(SystemSecurityContext context, CatalogSchemaTableName table) {
    if (!canRead(table)) {
      denyShowColumns(table.toString());
    }
  }

  @Override
  public Map<SchemaTableName, Set<String>> filterColumns(
      SystemSecurityContext context, String catalog, Map<SchemaTableName, Set<String>> columns) {
    return columns.entrySet().stream()
        .filter(table -> canRead(new CatalogSchemaTableName(catalog, table.getKey())))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Override
  public void checkCanSelectFromColumns(
      SystemSecurityContext context,
      CatalogSchemaTableName table,
      Optional<String> branch,
      Set<String> columns) {
    if (!canRead(table)) {
      denySelectColumns(table.toString(), columns);
    }
  }

  /// The engine checks this when a view is read, because a view reads for its creator. Creating a
  /// view is denied.
  @Override
  public void checkCanCreateViewWithSelectFromColumns(
      SystemSecurityContext context,
      CatalogSchemaTableName table,
      Optional<String> branch,
      Set<String> columns) {
    if (!canRead(table)) {
      denyCreateViewWithSelect(table.toString(), context.getIdentity());
    }
  }

  @Override
  public boolean canExecuteFunction(
      SystemSecurityContext context, CatalogSchemaRoutineName function) {
    return isBuiltIn(function);
  }

  @Override
  public boolean canCreateViewWithExecuteFunction(
      SystemSecurityContext context, CatalogSchemaRoutineName function) {
    return isBuiltIn(function);
  }

  @Override
  public void checkCanShowFunctions(SystemSecurityContext context, CatalogSchemaName schema) {}

  @Override
  public Set<SchemaFunctionName> filterFunctions(
      SystemSecurityContext context, String catalog, Set<SchemaFunctionName> functions) {
    return functions;
  }

  private static boolean isBuiltIn(CatalogSchemaRoutineName function) {
    return function.getCatalogName().equals("system") && function.getSchemaName().equals("builtin");
  }

  // The schema runtime describes the server and the statements of all users. Two of its tables are
  // harmless: that of statements has only the user's own, and that of nodes has Trino's version,
  // which some clients read.
  private static boolean canRead(CatalogSchemaTableName table) {
    SchemaTableName name = table.getSchemaTableName();
    return READABLE.contains(table.getCatalogName())
        && (!table.getCatalogName().equals("system")
            || !name.getSchemaName().equals("runtime")
            || RUNTIME.contains(name.getTableName()));
  }
}
