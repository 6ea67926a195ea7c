# Figures of R for the tests of inference: Rscript oracle.R DATA_DIRECTORY > oracle.json
# Made with R 4.2.2, base packages only; DATA_DIRECTORY holds diabetes.tsv, auto-mpg.csv and winequality-white.csv.
data <- commandArgs(TRUE)[1]
num <- function(x) ifelse(is.na(x), '"NaN"', ifelse(is.infinite(x), '"Infinity"', sprintf("%.17g", x)))
vec <- function(x) paste0("[", paste(num(as.vector(x)), collapse = ", "), "]")
field <- function(name, x) sprintf('  "%s": %s', name, vec(x))

# Sandwiches by way of X = QR, since X'X loses digits: R^-1 (sum of score score' on the rows of Q) R^-T.
sandwich <- function(X, bread, scores) { # bread: weights of the rows; scores(Q): a matrix whose crossproduct is the meat
  d <- qr(X, tol = 1e-14); Q <- qr.Q(d); T <- backsolve(qr.R(d), diag(ncol(X)))
  A <- solve(crossprod(Q * bread, Q)); V <- T %*% A %*% crossprod(scores(Q)) %*% A %*% t(T)
  V[order(d$pivot), order(d$pivot)]
}
hc <- function(X, e, type) {
  n <- nrow(X); p <- ncol(X); h <- hat(qr(X, tol = 1e-14), FALSE)
  w <- switch(type, HC0 = e^2, HC1 = e^2 * n / (n - p), HC2 = e^2 / (1 - h), HC3 = e^2 / (1 - h)^2)
  sandwich(X, 1, function(Q) Q * sqrt(w))
}
cr <- function(X, e, g, type) {
  n <- nrow(X); p <- ncol(X); G <- length(unique(g))
  f <- if (type == "CR1") G / (G - 1) * (n - 1) / (n - p) else 1
  sandwich(X, 1, function(Q) sqrt(f) * rowsum(Q * e, g))
}
bp <- function(X, e) { # lmtest::bptest, studentized
  w <- e^2 - mean(e^2); a <- lm.fit(X, w); length(e) * sum(a$fitted.values^2) / sum(w^2)
}
jb <- function(e) { # tseries::jarque.bera.test
  n <- length(e); d <- e - mean(e); m2 <- mean(d^2)
  n / 6 * (mean(d^3)^2 / m2^3 + (mean(d^4) / m2^2 - 3)^2 / 4)
}
scaled <- function(X, intercept) {
  if (intercept) X <- scale(X, scale = FALSE)
  sweep(X, 2, sqrt(colSums(X^2)), "/")
}
figures <- function(name, frame, target, clusters, intercept = TRUE, times = NULL) {
  if (!is.null(times)) { frame <- frame[rep(seq_len(nrow(frame)), times), ]; clusters <- rep(clusters, times) }
  formula <- reformulate(if (intercept) "." else c(".", "0"), target)
  m <- lm(formula, frame, y = TRUE, x = TRUE); s <- summary(m); X <- m$x; e <- resid(m); b <- coef(m)
  F <- scaled(as.matrix(frame[setdiff(names(frame), target)]), intercept)
  sd <- sapply(frame, sd); sdx <- sd[setdiff(names(frame), target)]
  slopes <- if (intercept) b[-1] else b
  cooks <- cooks.distance(m); top <- order(-cooks, seq_along(cooks))[1:20]
  a <- anova(m)
  out <- c(
    field("coefficients", b), field("standardErrors", s$coefficients[, 2]), field("tValues", s$coefficients[, 3]),
    field("pValues", s$coefficients[, 4]), field("sigma", s$sigma), field("df", s$df[2]), field("rss", sum(e^2)),
    field("r2", s$r.squared), field("adjustedR2", s$adj.r.squared), field("f", s$fstatistic[1]),
    field("fP", pf(s$fstatistic[1], s$fstatistic[2], s$fstatistic[3], lower.tail = FALSE)),
    field("logLik", logLik(m)), field("aic", AIC(m)), field("bic", BIC(m)),
    field("ci90", t(confint(m, level = 0.9))), field("covariance", vcov(m)),
    field("vif", diag(chol2inv(qr.R(qr(F))))), field("kappa", {d <- svd(F)$d; max(d) / min(d)}),
    field("standardized", slopes * sdx / sd[target]), field("anovaSS", a[["Sum Sq"]]),
    field("anovaF", a[["F value"]]), field("anovaP", a[["Pr(>F)"]]),
    field("quartiles", quantile(e)), field("mae", mean(abs(e))), field("dw", sum(diff(e)^2) / sum(e^2)),
    field("bp", bp(X, e)), field("bpP", pchisq(bp(X, e), ncol(X) - 1, lower.tail = FALSE)),
    field("jb", jb(e)), field("jbP", pchisq(jb(e), 2, lower.tail = FALSE)),
    field("confidence", t(predict(m, frame[1:3, ], interval = "confidence", level = 0.95))),
    field("prediction", t(predict(m, frame[1:3, ], interval = "prediction", level = 0.95))),
    field("topRows", top - 1), field("topCook", cooks[top]), field("topHat", hatvalues(m)[top]),
    field("topStudentized", rstandard(m)[top]),
    field("qqSample", sort(rstandard(m))[1:3]), field("qqNormal", qnorm(ppoints(length(e)))[1:3]))
  for (t in c("HC0", "HC1", "HC2", "HC3")) out <- c(out, field(t, hc(X, e, t)))
  for (t in c("CR0", "CR1")) out <- c(out, field(t, cr(X, e, clusters, t)))
  wald <- function(V) { k <- if (intercept) -1 else seq_along(b); drop(b[k] %*% solve(V[k, k], b[k], tol = 0)) / length(b[k]) }
  out <- c(out, field("waldHC3", wald(hc(X, e, "HC3"))),
    field("hc3P", 2 * pt(-abs(b / sqrt(diag(hc(X, e, "HC3")))), m$df.residual)),
    field("clusterDf", length(unique(clusters)) - 1))
  sprintf('"%s": {\n%s\n}', name, paste(out, collapse = ",\n"))
}
losses <- function(name, frame, target, counts) {
  x <- setdiff(names(frame), target)
  X <- cbind(1, as.matrix(frame[x])); y <- frame[[target]]; n <- nrow(X); p <- ncol(X)
  b <- signif(coef(lm(reformulate(x, target), frame)), 6) # any coefficients will do: the formula is evaluated there
  e <- drop(y - X %*% b)
  delta <- signif(1.2 * median(abs(e)), 2)
  huber <- sandwich(X, abs(e) <= delta, function(Q) Q * pmin(abs(e), delta))
  out <- c(field("coefficients", b), field("delta", delta), field("huber", huber))
  for (q in c(0.25, 0.5, 0.9)) { # quantreg::summary.rq(se = "ker"), bandwidth.rq(hs = TRUE)
    z <- qnorm(q)
    h <- n^(-1/3) * qnorm(0.975)^(2/3) * ((1.5 * dnorm(z)^2) / (2 * z^2 + 1))^(1/3)
    while (q - h < 0 || q + h > 1) h <- h / 2
    h <- (qnorm(q + h) - qnorm(q - h)) * min(sqrt(var(e)), (quantile(e, 0.75) - quantile(e, 0.25)) / 1.34)
    out <- c(out, field(sprintf("quantile%g", q), sandwich(X, dnorm(e / h) / h, function(Q) Q * sqrt(q * (1 - q)))))
  }
  g <- glm(reformulate(x, counts$name), cbind(frame, counts$y), family = poisson, epsilon = 1e-15)
  s <- summary(g); mu <- fitted(g)
  out <- c(out, field("poisson", coef(g)), field("poissonErrors", s$coefficients[, 2]),
    field("poissonP", s$coefficients[, 4]), field("poissonCovariance", vcov(g)),
    field("poissonSandwich", sandwich(X, mu, function(Q) Q * (counts$y[[1]] - mu))))
  sprintf('"%s losses": {\n%s\n}', name, paste(out, collapse = ",\n"))
}
diabetes <- read.delim(file.path(data, "diabetes.tsv"))
mpg <- read.csv(file.path(data, "auto-mpg.csv"), na.strings = "?"); mpg <- mpg[!is.na(mpg$horsepower), ]
year <- mpg$model_year; mpg <- mpg[c("mpg", "displacement", "horsepower", "weight", "acceleration")]
wine <- read.csv(file.path(data, "winequality-white.csv"), sep = ";")
times <- (seq_len(nrow(mpg)) - 1) %% 4
cat("{\n", paste(c(
  figures("diabetes", diabetes, "y", diabetes$age), figures("mpg", mpg, "mpg", year),
  figures("wine", wine, "quality", wine$alcohol), figures("mpg no intercept", mpg, "mpg", year, FALSE),
  figures("mpg repeated", mpg, "mpg", year, TRUE, times),
  losses("diabetes", diabetes, "y", list(name = "count", y = data.frame(count = diabetes$y))),
  losses("wine", wine, "quality", list(name = "count", y = data.frame(count = wine$quality)))), collapse = ",\n"), "\n}\n", sep = "")
