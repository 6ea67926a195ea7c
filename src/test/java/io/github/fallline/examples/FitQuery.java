package io.github.fallline.examples;

import io.github.fallline.data.Dataset;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.jdbc.ResultSetRows;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

public class FitQuery {
  public static void main(String[] args) throws SQLException {
    String sql = "SELECT X AS A, 2 * X + 1 AS Y FROM SYSTEM_RANGE(1, 10)";
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql);
        Dataset data = ResultSetRows.read(rows, "numbers", Schema.target("Y"))) {
      System.out.println(new Trainer(TrainingConfig.of(new FullBatch())).fit(data).model());
    }
  }
}
