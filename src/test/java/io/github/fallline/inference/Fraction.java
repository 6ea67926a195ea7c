package io.github.fallline.inference;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** An exact rational number. */
record Fraction(BigInteger numerator, BigInteger denominator) {
  static Fraction of(long number) {
    return new Fraction(BigInteger.valueOf(number), BigInteger.ONE);
  }

  private static Fraction reduced(BigInteger numerator, BigInteger denominator) {
    BigInteger divisor = numerator.gcd(denominator);
    if (denominator.signum() < 0) {
      divisor = divisor.negate();
    }
    return new Fraction(numerator.divide(divisor), denominator.divide(divisor));
  }

  Fraction plus(Fraction other) {
    return reduced(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  Fraction minus(Fraction other) {
    return plus(other.times(of(-1)));
  }

  Fraction times(Fraction other) {
    return reduced(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
  }

  Fraction divided(Fraction other) {
    return reduced(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
  }

  double doubleValue() {
    return new BigDecimal(numerator)
        .divide(new BigDecimal(denominator), new MathContext(40))
        .doubleValue();
  }

  static Fraction[] product(Fraction[][] matrix, Fraction[] vector) {
    Fraction[] product = new Fraction[vector.length];
    for (int i = 0; i < product.length; i++) {
      product[i] = of(0);
      for (int j = 0; j < vector.length; j++) {
        product[i] = product[i].plus(matrix[i][j].times(vector[j]));
      }
    }
    return product;
  }

  /** The inverse of a positive definite matrix, by Gauss and Jordan. */
  static Fraction[][] inverse(Fraction[][] matrix) {
    int size = matrix.length;
    Fraction[][] both = new Fraction[size][2 * size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        both[i][j] = matrix[i][j];
        both[i][size + j] = of(i == j ? 1 : 0);
      }
    }
    for (int p = 0; p < size; p++) {
      Fraction pivot = both[p][p];
      for (int j = 0; j < 2 * size; j++) {
        both[p][j] = both[p][j].divided(pivot);
      }
      for (int i = 0; i < size; i++) {
        Fraction factor = both[i][p];
        for (int j = 0; i != p && j < 2 * size; j++) {
          both[i][j] = both[i][j].minus(factor.times(both[p][j]));
        }
      }
    }
    Fraction[][] inverse = new Fraction[size][size];
    for (int i = 0; i < size; i++) {
      System.arraycopy(both[i], size, inverse[i], 0, size);
    }
    return inverse;
  }
}
