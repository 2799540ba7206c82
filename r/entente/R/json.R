# Lists with names are objects; lists without, and vectors of another length than one, are arrays; I(x) is an array whatever its length.
to_json <- function(value) {
  if (is.null(value)) return("null")
  if (is.list(value) && !is.null(names(value))) {
    fields <- vapply(names(value), function(name) paste0(json_text(name), ":", to_json(value[[name]])), "")
    return(paste0("{", paste(fields, collapse = ","), "}"))
  }
  if (is.list(value)) return(paste0("[", paste(vapply(value, to_json, ""), collapse = ","), "]"))
  if (anyNA(value)) stop("NA in a question; expected values")
  cells <- if (is.logical(value)) ifelse(value, "true", "false")
    else if (is.numeric(value)) number_text(value)
    else vapply(as.character(value), json_text, "", USE.NAMES = FALSE)
  if (length(cells) == 1 && !inherits(value, "AsIs")) cells else paste0("[", paste(cells, collapse = ","), "]")
}

json_text <- function(text) {
  text <- enc2utf8(text)
  text <- gsub("\\", "\\\\", text, fixed = TRUE)
  text <- gsub("\"", "\\\"", text, fixed = TRUE)
  for (code in 1:31) text <- gsub(intToUtf8(code), sprintf("\\u%04x", code), text, fixed = TRUE)
  paste0("\"", text, "\"")
}

# What the library writes: objects as named lists, arrays as lists.
from_json <- function(json) {
  characters <- strsplit(json, "", fixed = TRUE)[[1]]
  at <- 1L
  value <- function() {
    switch(characters[at], "{" = object(), "[" = array(), "\"" = text(), literal())
  }
  object <- function() {
    fields <- list()
    at <<- at + 1L
    while (characters[at] != "}") {
      name <- text()
      at <<- at + 1L
      fields[[name]] <- value()
      if (characters[at] == ",") at <<- at + 1L
    }
    at <<- at + 1L
    fields
  }
  array <- function() {
    items <- list()
    at <<- at + 1L
    while (characters[at] != "]") {
      items[[length(items) + 1L]] <- value()
      if (characters[at] == ",") at <<- at + 1L
    }
    at <<- at + 1L
    items
  }
  text <- function() {
    start <- at <<- at + 1L
    while (characters[at] != "\"") at <<- at + (if (characters[at] == "\\") 2L else 1L)
    raw <- characters[seq_len(at - start) + start - 1L]
    at <<- at + 1L
    unescaped(paste(raw, collapse = ""))
  }
  literal <- function() {
    start <- at
    while (at <= length(characters) && !characters[at] %in% c(",", "}", "]")) at <<- at + 1L
    word <- paste(characters[start:(at - 1L)], collapse = "")
    switch(word, "true" = TRUE, "false" = FALSE, "null" = NULL, as.numeric(word))
  }
  value()
}

unescaped <- function(text) {
  if (!grepl("\\", text, fixed = TRUE)) return(text)
  # Characters beyond the first plane come as pairs of surrogates, which are one number of UTF-16.
  units <- regmatches(text, gregexpr("\\\\u[0-9A-Fa-f]{4}|\\\\.|[^\\\\]+", text))[[1]]
  made <- character(0)
  high <- NULL
  for (unit in units) {
    code <- if (startsWith(unit, "\\u")) strtoi(substring(unit, 3), 16L)
    if (is.null(code)) {
      plain <- c(n = "\n", t = "\t", r = "\r", b = "\b", f = "\f")
      made <- c(made, if (!startsWith(unit, "\\")) unit
        else if (substring(unit, 2) %in% names(plain)) plain[[substring(unit, 2)]]
        else substring(unit, 2))
    } else if (code >= 0xD800 && code < 0xDC00) high <- code
    else if (code >= 0xDC00 && code < 0xE000) made <- c(made, intToUtf8(0x10000 + (high - 0xD800) * 0x400 + code - 0xDC00))
    else made <- c(made, intToUtf8(code))
  }
  paste(made, collapse = "")
}
