# Run by R CMD check and tests/native/run; ENTENTE_LIBRARY names the library.
library(entente)

stopifnot(identical(entente:::from_json("{\"a\":[1,\"b\\\"\\u00e9\\ud83d\\ude00\\n\",null,true],\"c\":{}}")$a[[2]], "b\"\u00e9\U1F600\n"))
stopifnot(identical(entente:::to_json(list(a = 0.1, b = c("x", "y"), c = I("z"), d = list(list(e = TRUE)))),
  "{\"a\":0.1,\"b\":[\"x\",\"y\"],\"c\":[\"z\"],\"d\":[{\"e\":true}]}"))

counts <- function() {
  gc()
  gc()
  .Call(entente:::entente_r_open_count)
}

before <- counts()
w <- world("world-2014")
question <- list(title = "t", cases = list(list(name = "c", measures = list(list(kind = "tariff", by = "USA", on = "CHN", rate = 0.25)))))
a <- answer(w, question, set = c(energy = 0.05), horizon = "short")
stopifnot(identical(cases(a)$status, "converged"), nrow(a$countries) == length(world_info(w)$countries))
stopifnot(inherits(try(a$nothing, silent = TRUE), "try-error"), grepl("did you mean", try(answer(w, list(titel = "t")), silent = TRUE)))
# Tables outlive what they came from, and nothing is left of worlds and answers nobody holds.
frame <- a$sectors
rm(w, a)
stopifnot(identical(counts(), before), nrow(frame) > 0, is.numeric(frame$output_pct), is.character(frame$sector))

# Where a folder is given, tables are written for somebody who reads numbers to the last bit, which R itself does not.
out <- Sys.getenv("ENTENTE_OUT")
if (nzchar(out)) {
  a <- answer(world("world-2023"), "serbia-2023", cases = "joins")
  for (table in setdiff(tables(a), "cases")) {
    frame <- a[[table]]
    for (column in names(frame))
      if (is.numeric(frame[[column]])) frame[[column]] <- ifelse(is.na(frame[[column]]), NA, sprintf("%.17g", frame[[column]]))
    write.csv(frame, file.path(out, paste0(table, ".csv")), row.names = FALSE, na = "", quote = FALSE)
  }
}
cat("ok\n")
