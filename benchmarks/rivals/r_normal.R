# Linear regression in R: data.table::fread, then the normal equations by crossprod and solve.
# Usage: Rscript r_normal.R FILE.csv

suppressPackageStartupMessages(library(data.table))
rows <- fread(commandArgs(TRUE)[1])
target <- rows$y
features <- cbind(1, as.matrix(rows[, !"y"]))
# Raw moments of features far from 0 have a small reciprocal condition number; digits are checked by run.py.
solution <- solve(crossprod(features), crossprod(features, target), tol = 1e-30)
version <- sprintf("R %s.%s, data.table %s", R.version$major, R.version$minor, packageVersion("data.table"))
cat(sprintf('{"coefficients": [%s], "intercept": %.17g, "version": "%s"}\n',
            paste(sprintf("%.17g", solution[-1]), collapse = ", "), solution[1], version))
