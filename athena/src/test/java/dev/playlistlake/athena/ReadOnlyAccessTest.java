package dev.playlistlake.athena;

import static org.assertj.core.api.Assertions.assertThat;

import io.trino.spi.security.SystemAccessControl;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The access of other programs allows reading only. Trino denies what it doesn't name.
final class ReadOnlyAccessTest {
  @Test
  void namesOnlyChecksOfReading() {
    Set<String> allowed =
        Arrays.stream(ReadOnlyAccess.class.getDeclaredMethods())
            .map(Method::getName)
            .filter(name -> isOfTheInterface(name))
            .collect(Collectors.toSet());

    assertThat(allowed)
        .containsExactlyInAnyOrder(
            "checkCanExecuteQuery",
            "checkCanSetUser",
            "checkCanViewQueryOwnedBy",
            "filterViewQueryOwnedBy",
            "checkCanSetSystemSessionProperty",
            "canAccessCatalog",
            "filterCatalogs",
            "checkCanShowSchemas",
            "filterSchemas",
            "checkCanShowTables",
            "filterTables",
            "checkCanShowCreateTable",
            "checkCanShowColumns",
            "filterColumns",
            "checkCanSelectFromColumns",
            "checkCanCreateViewWithSelectFromColumns",
            "canExecuteFunction",
            "canCreateViewWithExecuteFunction",
            "checkCanShowFunctions",
            "filterFunctions");
  }

  private static boolean isOfTheInterface(String name) {
    return Arrays.stream(SystemAccessControl.class.getMethods())
        .anyMatch(method -> method.getName().equals(name));
  }
}
