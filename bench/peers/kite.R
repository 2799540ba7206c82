# Times KITE (R) on a world of Entente's and a table of new tariffs, and says how far its answer is from a published one.
#
#   Rscript bench/peers/kite.R KITE WORLD TARIFFS EXPECTED [TOLERANCE] [RUNS]
#
# KITE: a checkout of its sources. WORLD: a folder with trade.csv, inputs.csv, production.csv, sectors.csv and final.csv.
# TARIFFS: exporter, importer, sector, tariff. EXPECTED: country, real_wage_pct. Needs the packages data.table and cli.
arguments = commandArgs(trailingOnly = TRUE)
if (length(arguments) < 4) stop("usage: Rscript kite.R KITE WORLD TARIFFS EXPECTED [TOLERANCE] [RUNS]")
suppressMessages({
  library(data.table)
  library(cli)
})
# In a place of its own: KITE has methods for tables of data that would change what everything else makes of them.
kite = new.env()
for (file in list.files(file.path(arguments[1], "R"), full.names = TRUE)) sys.source(file, envir = kite)
table = function(name) fread(file.path(arguments[2], name))
tolerance = if (length(arguments) > 4) as.numeric(arguments[5]) else 1e-10
runs = if (length(arguments) > 5) as.integer(arguments[6]) else 3L

trade = table("trade.csv")
countries = sort(unique(trade$importer))
sectors = sort(table("sectors.csv")$sector)
# Every pair and product has a cell, as KITE casts tables to arrays.
cells = CJ(origin = countries, destination = countries, sector = sectors)
cells = merge(cells, trade[, .(origin = exporter, destination = importer, sector, value, tariff)],
              by = c("origin", "destination", "sector"), all.x = TRUE)
cells[is.na(value), value := 0]
cells[is.na(tariff), tariff := 0]
cells[, spent := value * (1 + tariff)]
spending = cells[, .(spent = sum(spent)), by = .(destination, sector)]
cells = merge(cells, spending, by = c("destination", "sector"), suffixes = c("", "_all"))
# A product that a country does not buy has a share of its own in nothing.
cells[, share := fifelse(spent_all > 0, spent / spent_all, as.numeric(origin == destination))]
changed = merge(cells, fread(arguments[3])[, .(origin = exporter, destination = importer, sector, new = tariff)],
                by = c("origin", "destination", "sector"), all.x = TRUE)
changed[is.na(new), new := tariff]

output = cells[, .(output = sum(value)), by = .(country = origin, sector)]
production = merge(table("production.csv"), output, by = c("country", "sector"))
value_added = production[, .(value = sum(value_added_share * output)), by = country]
deficit = merge(cells[origin != destination, .(imports = sum(value)), by = .(country = destination)],
                cells[origin != destination, .(exports = sum(value)), by = .(country = origin)], by = "country")
inputs = table("inputs.csv")
of = function(d, columns) {
  d = d[, ..columns]
  setnames(d, columns[length(columns)], "value")
  d
}
conditions = list(
  trade_share = of(cells, c("origin", "destination", "sector", "share")),
  tariff = cells[, .(origin, destination, sector, value = 1 + tariff)],
  factor_share = table("production.csv")[, .(sector, country, value = value_added_share)],
  intermediate_share = merge(CJ(input = sectors, output = sectors, country = countries),
                             inputs[, .(input, output = user, country, value = share)],
                             by = c("input", "output", "country"), all.x = TRUE)[is.na(value), value := 0][],
  consumption_share = merge(CJ(sector = sectors, country = countries), table("final.csv")[, .(sector, country, value = share)],
                            by = c("sector", "country"), all.x = TRUE)[is.na(value), value := 0][],
  # KITE's elasticity is one over theta.
  trade_elasticity = table("sectors.csv")[, .(sector, value = 1 / theta)],
  value_added = value_added,
  trade_balance = deficit[, .(country, value = exports - imports)]
)
# KITE takes the order of names from where they come first, and casts sorted tables.
conditions = lapply(conditions, function(d) setorderv(copy(d), head(names(d), -1)))
scenario = list(tariff_new = changed[, .(origin, destination, sector, value = 1 + new)])

seconds = numeric()
for (run in seq_len(runs)) {
  started = proc.time()[["elapsed"]]
  # An input that is changed in place would make the second run another question.
  result = suppressMessages(kite$update_equilibrium(
    kite$caliendo_parro_2015, lapply(conditions, copy), lapply(scenario, copy),
    list(verbose = 0L, tolerance = tolerance, max_iterations = 100000L)))
  seconds = c(seconds, proc.time()[["elapsed"]] - started)
}

price = merge(result$output$price_change, conditions$consumption_share, by = c("sector", "country"), suffixes = c("", "_share"))
index = price[, .(index = exp(sum(value_share * log(value)))), by = country]
wage = result$output$wage_change
setnames(wage, c("country", "value"))
answer = merge(merge(wage, index, by = "country"), fread(arguments[4]), by = "country")
cat(sprintf("KITE %s, tolerance %g, %d runs: least %.2f s, median %.2f s; real wages at most %.1e points from the published ones\n",
            read.dcf(file.path(arguments[1], "DESCRIPTION"))[, "Version"], tolerance, runs, min(seconds), median(seconds),
            answer[, max(abs(100 * (value / index - 1) - real_wage_pct))]))
