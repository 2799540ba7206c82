.onLoad <- function(libname, pkgname) {
  path <- Sys.getenv("ENTENTE_LIBRARY", system.file("lib", "libentente.so", package = pkgname, lib.loc = libname))
  # Without it the package loads, and its functions say what is missing.
  if (nzchar(path) && file.exists(path)) .Call(entente_r_load, normalizePath(path))
}

entente_version <- function() .Call(entente_r_version)

world <- function(name = "world-2023") {
  structure(list(pointer = .Call(entente_r_world, enc2utf8(as.character(name)))), class = "entente_world")
}

world_from_zip <- function(bytes, name = "world") {
  stopifnot(is.raw(bytes))
  structure(list(pointer = .Call(entente_r_world_from_zip, bytes, enc2utf8(as.character(name)))), class = "entente_world")
}

world_info <- function(world) {
  stopifnot(inherits(world, "entente_world"))
  from_json(.Call(entente_r_describe, unclass(world)$pointer, TRUE))
}

answer <- function(world, question, cases = NULL, horizon = NULL, set = NULL, vary = NULL, closure = NULL, model = NULL,
                   tolerance = NULL, threads = NULL) {
  stopifnot(inherits(world, "entente_world"))
  asked <- if (is.character(question)) list(scenario = question) else question
  options <- list(
    cases = cases, horizon = horizon, set = settings(set), vary = settings(vary), closure = closure, model = model,
    tolerance = tolerance, threads = threads
  )
  options <- options[!vapply(options, is.null, NA)]
  pointer <- .Call(entente_r_answer, unclass(world)$pointer, to_json(asked), if (length(options)) to_json(options))
  structure(list(pointer = pointer), class = "entente_answer")
}

tables <- function(answer) names(answer)

cases <- function(answer) answer[["cases"]]

`[[.entente_answer` <- function(x, i, all = FALSE) .Call(entente_r_table, unclass(x)$pointer, enc2utf8(i), isTRUE(all))

`$.entente_answer` <- function(x, name) x[[name]]

names.entente_answer <- function(x) unlist(from_json(.Call(entente_r_describe, unclass(x)$pointer, FALSE))$tables)

print.entente_world <- function(x, ...) {
  info <- world_info(x)
  cat(sprintf("<%s: %d countries, %d sectors, %s>\n", info$title, length(info$countries), length(info$sectors), info$unit))
  invisible(x)
}

print.entente_answer <- function(x, ...) {
  info <- from_json(.Call(entente_r_describe, unclass(x)$pointer, FALSE))
  cat(sprintf("<%s: tables %s>\n", info$title, paste(unlist(info$tables), collapse = ", ")))
  for (warning in unlist(info$warnings)) cat("note: ", warning, "\n", sep = "")
  invisible(x)
}

# "energy=0.05" as it is; list(energy = 0.05), c(energy = 0.05) or list(energy = c(0.01, 0.1)) as such texts.
settings <- function(given) {
  if (is.null(given) || is.null(names(given))) return(given)
  vapply(seq_along(given), function(at) paste0(names(given)[at], "=", paste(number_text(given[[at]]), collapse = ",")), "")
}

# The shortest text that reads back to the same bits.
number_text <- function(value) {
  if (is.character(value)) return(value)
  vapply(as.numeric(value), function(one) {
    for (digits in 15:17) {
      text <- formatC(one, digits = digits, format = "g", width = 1)
      if (identical(as.numeric(text), one)) break
    }
    text
  }, "")
}
