# Times cp2015 (R and C++) on its own data, the paper's NAFTA tariffs without aggregate deficits, which is the question of kite.R and of
# `bench -- quick`, and prints the welfare that it finds.
#
#   Rscript bench/peers/cp2015.R [TOLERANCE] [RUNS] [THREADS]
#
# Needs the package cp2015 (remotes::install_github("paulofelipe/cp2015"), after xtensor-stack/Xtensor.R). Its iteration updates all
# wages from the last region's: put the largest region last, or it crawls.
arguments = commandArgs(trailingOnly = TRUE)
tolerance = if (length(arguments) > 0) as.numeric(arguments[1]) else 1e-10
runs = if (length(arguments) > 1) as.integer(arguments[2]) else 3L
threads = if (length(arguments) > 2) as.integer(arguments[3]) else 1L
library(cp2015)
data("cp2015_nafta")
whole = numeric()
for (run in seq_len(runs)) {
  started = proc.time()[["elapsed"]]
  result = run_cp2015(cp2015_nafta, zero_aggregate_deficit = TRUE, tol = tolerance, verbose = FALSE, nthreads = threads)
  whole = c(whole, proc.time()[["elapsed"]] - started)
}
# Of a run, the two solves: without and with the new tariffs.
question = cp2015_nafta
question$deficit$D_bln = 0
question$deficit$D_cfl = 0
question = cp2015:::prepare_cp2015(question)
solve = numeric()
for (run in seq_len(runs)) {
  started = proc.time()[["elapsed"]]
  cp2015::solve_model(data = question, ufactor = 0.5, maxiter = 10000, tol = tolerance, triter = 100, trace = FALSE, nthreads = threads)
  solve = c(solve, proc.time()[["elapsed"]] - started)
}
cat(sprintf("cp2015 %s, tolerance %g, %d threads, %d runs: one solve least %.2f s, median %.2f s; a whole call least %.2f s\n",
            packageVersion("cp2015"), tolerance, threads, runs, min(solve), median(solve), min(whole)))
welfare = result$welfare
print(as.data.frame(welfare[welfare$region %in% c("Canada", "Mexico", "USA"), c("region", "tot", "vot", "realwage")]), row.names = FALSE)
