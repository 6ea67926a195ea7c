package io.github.fallline.optim;

/** Plain gradient descent: w &lt;- w - rate g. */
public record PlainUpdate() implements UpdateRule {
  @Override
  public String label() {
    return "plain";
  }

  @Override
  public boolean isPlain() {
    return true;
  }

  @Override
  public State init(int size) {
    return new State() {
      @Override
      public void step(double[] weights, double[] gradient, double rate) {
        for (int j = 0; j < weights.length; j++) {
          weights[j] -= rate * gradient[j];
        }
      }
    };
  }
}
