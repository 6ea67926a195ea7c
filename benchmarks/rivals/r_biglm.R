# Linear regression in R in bounded memory: biglm updates a QR decomposition by chunks of rows.
# Usage: Rscript r_biglm.R FILE.csv

suppressPackageStartupMessages(library(biglm))
chunk_rows <- 50000
file <- file(commandArgs(TRUE)[1], "r")
names <- strsplit(readLines(file, 1), ",", fixed = TRUE)[[1]]
formula <- reformulate(setdiff(names, "y"), "y")

read_chunk <- function() {
  values <- scan(file, sep = ",", quiet = TRUE, nlines = chunk_rows)
  chunk <- as.data.frame(matrix(values, ncol = length(names), byrow = TRUE))
  setNames(chunk, names)
}

model <- biglm(formula, read_chunk())
while (nrow(chunk <- read_chunk()) > 0) model <- update(model, chunk)
solution <- coef(model)
version <- sprintf("R %s.%s, biglm %s", R.version$major, R.version$minor, packageVersion("biglm"))
cat(sprintf('{"coefficients": [%s], "intercept": %.17g, "version": "%s"}\n',
            paste(sprintf("%.17g", solution[-1]), collapse = ", "), solution[1], version))
