package io.github.fallline.inference;

/**
 * A row that changes the coefficients much if it is left out.
 *
 * @param row its number in the order of the rows, from 0
 * @param fitted the prediction
 * @param residual target less prediction, e
 * @param leverage h
 * @param studentizedResidual e / (sigma sqrt(1 - h)), internally studentized
 * @param cooksDistance e^2 h / (p sigma^2 (1 - h)^2) (Cook 1977)
 */
public record InfluentialRow(
    long row,
    double fitted,
    double residual,
    double leverage,
    double studentizedResidual,
    double cooksDistance) {}
