# Rscript oracle.R DATA > oracle.txt
# Best subsets by lm() of all of them, forward selection by lm() of each candidate, step(), and
# cross-validation by lm() of the other folds; fold k has the rows k, k + 5, k + 10, ... from 0.
# Columns are counted from 0.
dir <- commandArgs(TRUE)[1]
read <- function(file, ...) {
  data <- read.table(file.path(dir, file), header = TRUE, ...)
  setNames(data, c(paste0("x", seq_len(ncol(data) - 1) - 1), "y"))
}
longley <- read("longley-statsmodels.csv", sep = ",")
sets <- list(
  diabetes = read("diabetes.tsv", sep = "\t"),
  wine = read("winequality-white.csv", sep = ";"),
  longley = setNames(longley[, c(3:8, 2)], c(paste0("x", 0:5), "y")))
fit <- function(d, s) lm(y ~ ., d[, c(s, ncol(d)), drop = FALSE])
rss <- function(d, s) sum(fit(d, s)$residuals^2)
least <- function(d, subsets) subsets[[which.min(sapply(subsets, function(s) rss(d, s)))]]
best <- function(d) {
  p <- ncol(d) - 1
  c(list(integer(0)), lapply(1:p, function(k) least(d, combn(p, k, simplify = FALSE))))
}
forward <- function(d) {
  subsets <- list(integer(0))
  for (k in 1:(ncol(d) - 1)) {
    left <- setdiff(1:(ncol(d) - 1), subsets[[k]])
    subsets[[k + 1]] <- least(d, lapply(left, function(j) c(subsets[[k]], j)))
  }
  subsets
}
show <- function(name, how, d, s) {
  m <- fit(d, s)
  f <- summary(m)
  columns <- if (length(s)) paste(s - 1, collapse = ",") else "-"
  numbers <- c(sum(m$residuals^2), f$r.squared, f$adj.r.squared, AIC(m), BIC(m), coef(m)[1])
  cat(name, how, columns, sprintf("%.15g", numbers), "\n")
}
for (name in names(sets)) {
  d <- sets[[name]]
  for (s in best(d)) show(name, "best", d, s)
  for (s in forward(d)) show(name, "forward", d, s)
  m <- step(lm(y ~ 1, d), formula(lm(y ~ ., d)), direction = "forward", trace = 0)
  show(name, "step", d, match(names(coef(m))[-1], names(d)))
}
validate <- function(how, select, d, folds) {
  fold <- (seq_len(nrow(d)) - 1) %% folds
  errors <- sapply(0:(folds - 1), function(k) {
    train <- d[fold != k, ]
    test <- d[fold == k, ]
    sapply(select(train), function(s) mean((test$y - predict(fit(train, s), test))^2))
  })
  w <- as.vector(table(fold))
  m <- apply(errors, 1, weighted.mean, w = w)
  se <- sqrt(apply((errors - m)^2, 1, weighted.mean, w = w) / (folds - 1))
  cat(sprintf("diabetes validate-%s %d %.15g %.15g\n", how, seq_along(m) - 1, m, se), sep = "")
}
validate("best", best, sets$diabetes, 5)
validate("forward", forward, sets$diabetes, 5)
