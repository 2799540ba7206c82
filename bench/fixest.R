# Sets R's fixest beside: dotnet run -c Release --project bench/Entente.Bench -- estimation write FOLDER, then Rscript bench/fixest.R FOLDER.
library(fixest)
cat(R.version.string, ", fixest ", as.character(packageVersion("fixest")), "\n", sep = "")
folder <- commandArgs(trailingOnly = TRUE)[1]
for (name in c("gravity", "random", "chain")) {
  data <- read.csv(file.path(folder, paste0(name, ".csv")))
  effects <- paste(grep("^d[0-9]", names(data), value = TRUE), collapse = " + ")
  regressors <- paste(grep("^x[0-9]", names(data), value = TRUE), collapse = " + ")
  formula <- as.formula(paste("y ~", regressors, "|", effects))
  for (threads in c(1, 2)) {
    time <- system.time(fit <- fepois(formula, data, nthreads = threads, notes = FALSE))
    cat(name, threads, "threads:", time[["elapsed"]], "s, b", format(coef(fit)[1], digits = 10), "\n")
  }
}
