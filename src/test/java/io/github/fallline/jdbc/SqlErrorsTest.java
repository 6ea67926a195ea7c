package io.github.fallline.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlErrorsTest {
  @ParameterizedTest
  @CsvSource({
    "jdbc:sqlite:shop.db, jdbc:sqlite:shop.db",
    "jdbc:postgresql://host/db?user=u&password=p, jdbc:postgresql://host/db",
    "jdbc:postgresql://u:p@host:5432/db, jdbc:postgresql://host:5432/db",
    "jdbc:h2:mem:a;USER=sa;PASSWORD=p, jdbc:h2:mem:a",
    "jdbc:oracle:thin:scott/tiger@//host:1521/x, jdbc:oracle:thin:///host:1521/x",
    "jdbc:oracle:thin:scott/tiger@host:1521:x, jdbc:oracle:thin:host:1521:x",
    "jdbc:sqlserver://host;databaseName=d;password=p, jdbc:sqlserver://host"
  })
  void nameOfADatabaseHasNoSecrets(String url, String expected) {
    assertEquals(expected.replace(":///", ":////").replace(":////", "://"), name(url));
  }

  private static String name(String url) {
    return SqlErrors.withoutSecrets(url).replace(":///", "://");
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://u:geheim@host/db, jdbc:postgresql://...@host/db",
    "jdbc:x://h/d?user=u&password=geheim&a=b, jdbc:x://h/d?user=u&password=...&a=b",
    "jdbc:h2:mem:a;PASSWORD=geheim;A=B, jdbc:h2:mem:a;PASSWORD=...;A=B",
    "--jdbc=jdbc:h2:mem:a;PWD=geheim, --jdbc=jdbc:h2:mem:a;PWD=...",
    "jdbc:oracle:thin:scott/geheim@host:x, jdbc:oracle:thin://...@host:x",
    "password=1, password=1"
  })
  void wordOfACommandLineHasNoPassword(String word, String expected) {
    assertEquals(expected, SqlErrors.withoutPassword(word));
  }

  @Test
  void textIsOneLineWithoutSecrets() {
    String url = "jdbc:x://u:geheim@h/d?password=geheim";
    SQLException error =
        new SQLException("cannot reach\n  " + url + "\nwith password='geheim' as u");
    String text = SqlErrors.text(error, url);

    assertEquals("cannot reach jdbc:x://h/d with password=... as u", text);
    assertFalse(SqlErrors.cause(error, url).getMessage().contains("geheim"));
    assertEquals("SQLException", SqlErrors.text(new SQLException()));
  }
}
