package io.github.fallline.examples;

import io.github.fallline.autodiff.Derivatives;
import io.github.fallline.autodiff.Formula;
import java.util.Arrays;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

public class Gradients {
  public static void main(String[] args) {
    SDVariable x = SameDiff.create().placeHolder("x", DataType.DOUBLE, -1, 2);
    Formula square = new Formula(x.mul(x).sub(x.mul(2)).add(1)); // one result per element
    try (INDArray point = Nd4j.createFromArray(new double[][] {{0, 0}, {1, 2}});
        INDArray upstream = Nd4j.ones(DataType.DOUBLE, 2, 2);
        Derivatives at = square.differentiate(Map.of("x", point), upstream)) {
      System.out.println(Arrays.deepToString(at.gradient("x").toDoubleMatrix()));
    }
  }
}
