package io.github.fallline.examples;

import io.github.fallline.autodiff.Formula;
import io.github.fallline.autodiff.FormulaFunction;
import io.github.fallline.function.Minimization;
import io.github.fallline.function.Minimizer;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

public class DescendFunction {
  public static void main(String[] args) {
    SDVariable x = SameDiff.create().var("x", Nd4j.zeros(DataType.DOUBLE, 1));
    Formula parabola = new Formula(x.mul(x).sub(x.mul(4)).add(5).sum());
    Minimizer minimizer = Minimizer.at(0.1).withSteps(50);
    Minimization run = minimizer.minimize(new FormulaFunction(parabola), 7); // from x = 7
    System.out.println(run.point()[0] + ", " + run.verdict());
  }
}
