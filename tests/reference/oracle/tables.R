# Tables of means, totals, ratios, proportions, shares, several answers, distribution functions and crosses of two
# variables, with the cells that sondeo gives them.

# Each indicator: how it is measured, of what, over what.
indicators <- list(
  mean_y = list(measure = "mean", y = quote(y)),
  total_y = list(measure = "total", y = quote(y)),
  count = list(measure = "total", y = quote(as.numeric(e == 1)), events = TRUE),
  ratio = list(measure = "ratio", y = quote(y), x = quote(x)),
  event_ratio = list(measure = "ratio", y = quote(as.numeric(e == 1)), x = quote(x)),
  event = list(measure = "proportion", y = quote(as.numeric(e == 1)), events = TRUE),
  c = list(measure = "proportion", y = quote(c), events = TRUE, categories = TRUE))
yes <- function(answer) ifelse(is.na(answer), 0, answer)
answers <- list(
  share = list(measure = "proportion", y = quote(c), events = TRUE, categories = TRUE),
  picked = list(measure = "proportion", events = TRUE, items = c("e", "x", "c")),
  below = list(measure = "proportion", y = quote(t), events = TRUE, points = TRUE))
responses <- list(
  amount = list(measure = "ratio", y = quote(c), x = quote(x), categories = TRUE, share = TRUE),
  picked = list(measure = "ratio", events = TRUE, items = c("e", "x", "c"), of_responses = TRUE, share = TRUE))
calls <- list(
  main = list(indicators = indicators, by = list(character(), "a", "b", c("a", "b"))),
  where = list(indicators = indicators, by = list(character(), "a")),
  answers = list(indicators = answers, by = list(character(), "b")),
  responses = list(indicators = responses, by = list(character(), "b")))
figures <- c("estimate", "se", "deff", "df", "n", "n_missing", "n_psu", "n_strata", "weight_sum", "scale")
keys <- c("a", "b", "v")

# All cells of one indicator (or category of it): total first.
cells_of <- function(indicator, y, x, domain, breakdowns, survey, o) {
  cells <- list()
  d <- survey$data
  for (by in breakdowns) {
    keys <- if (length(by) == 0) data.frame(all = 1) else unique(na.omit(d[by]))
    for (k in seq_len(nrow(keys))) {
      codes <- vapply(by, function(name) as.character(keys[k, name]), "")
      inside <- domain
      for (name in by) inside <- inside & !is.na(d[[name]]) & as.character(d[[name]]) == codes[[name]]
      cells[[length(cells) + 1]] <- c(cell_of(indicator, y, x, inside, survey, o, length(by) == 0), list(by = by, codes = codes))
    }
  }
  cells
}

# A Wald limit below zero of what cannot be negative: the whole indicator has logarithmic intervals.
turned_to_log <- function(cells, intervals, o) {
  for (i in seq_along(cells)) {
    if (intervals[[i]][[1]] != "wald") next
    ends <- intervals[[i]][[2]]
    if (!anyNA(ends) && cells[[i]]$estimate > 0) ends <- log_interval(cells[[i]], qt(1 - (1 - o$level) / 2, cells[[i]]$df))
    intervals[[i]] <- list("log", ends)
  }
  intervals
}

# The rows of one indicator: of each category its name, y, x and codes of its key that are no domain.
rows_of <- function(name, indicator, categories, domain, call, survey, o, breakdowns = calls[[call]]$by) {
  cells <- list()
  intervals <- list()
  for (one in categories) {
    of_one <- cells_of(indicator, one$y, one$x, domain, breakdowns, survey, o)
    intervals <- c(intervals, lapply(seq_along(of_one), function(i) interval_of(of_one[[i]], indicator, o, borrowed_deff(of_one, i))))
    cells <- c(cells, lapply(of_one, function(cell) c(cell, list(category = one$name, fixed = one$fixed))))
  }
  below <- any(vapply(intervals, function(i) isTRUE(i[[2]][1] < 0), TRUE))
  negative <- any(unlist(lapply(categories, `[[`, "y"))[domain] < 0, na.rm = TRUE)
  if (indicator$measure != "proportion" && o$other == "wald" && below && !negative)
    intervals <- turned_to_log(cells, intervals, o)
  do.call(rbind, Map(function(cell, interval) {
    codes <- c(cell$codes, cell$fixed)
    code <- function(by) if (by %in% names(codes)) codes[[by]] else ""
    figure <- function(key) if (is.null(cell[[key]])) NA else cell[[key]]
    c(design = o$design, call = call, indicator = name, category = cell$category, vapply(keys, code, ""),
      vapply(figures, function(key) exact(figure(key)), ""),
      interval = interval[[1]], ci_low = exact(interval[[2]][1]), ci_high = exact(interval[[2]][2]))
  }, cells, intervals))
}

# Categories of an indicator: of each its name, y and x.
categories_of <- function(indicator, d, o) {
  if (!is.null(indicator$items)) {
    items <- list(e = as.numeric(d$e == 1), x = as.numeric(d$x > 4), c = as.numeric(d$c == 1))
    case <- !Reduce(`&`, lapply(items, is.na))
    items <- lapply(items, function(item) ifelse(case, yes(item), NA))
    of <- if (is.null(indicator$of_responses)) NULL else Reduce(`+`, items)
    return(Map(function(name, item) list(name = name, y = item, x = of), names(items), items))
  }
  y <- eval(indicator$y, d)
  x <- if (is.null(indicator$x)) NULL else eval(indicator$x, d)
  if (!is.null(indicator$points))
    return(lapply(strsplit(o$points, " ")[[1]], function(p) list(name = paste0("<=", p), y = as.numeric(y <= as.numeric(p)))))
  if (is.null(indicator$categories)) return(list(list(name = "", y = y, x = x)))
  of_category <- function(code) as.numeric(y == code) * (if (is.null(x)) 1 else x)
  lapply(sort(unique(y[d$w != 0])), function(code) list(name = as.character(code), y = of_category(code), x = x))
}

domain_of <- function(d, o, call) {
  if (call != "where") return(rep(TRUE, nrow(d)))
  inside <- eval(parse(text = o$where_r), d)
  inside & !is.na(inside)
}

estimate_call <- function(survey, o, call) {
  d <- survey$data
  domain <- domain_of(d, o, call)
  asked <- calls[[call]]$indicators
  do.call(rbind, Map(function(name, indicator)
    rows_of(name, indicator, categories_of(indicator, d, o), domain, call, survey, o), names(asked), asked))
}

# v by b, in shares of rows, columns or the whole: of the rows with a code of both.
estimate_cross <- function(survey, o) {
  d <- survey$data
  both <- !is.na(d$v) & !is.na(d$b)
  survey$data[!(both & d$w != 0), c("v", "b")] <- NA  # other codes have no row
  codes <- function(name) sort(unique(d[[name]][both & d$w != 0]))
  share <- function(y, ...) list(name = "", y = as.numeric(y), fixed = c(...))
  parts <- switch(o$percent, row = lapply(codes("b"), function(j) share(d$b == j, b = j)),
                  column = lapply(codes("v"), function(i) share(d$v == i, v = as.character(i))),
                  total = do.call(c, lapply(codes("v"), function(i) lapply(codes("b"), function(j)
                    share(d$v == i & d$b == j, v = as.character(i), b = j)))))
  by <- switch(o$percent, row = list(character(), "v"), column = list(character(), "b"), total = list(character()))
  rows_of("v x b", list(measure = "proportion", events = TRUE), parts, both, "cross", survey, o, by)
}

tables_of <- function(survey, o) {
  do.call(rbind, c(lapply(names(calls), function(call) estimate_call(survey, o, call)), list(estimate_cross(survey, o))))
}

table_header <- c("design", "call", "indicator", "category", keys, figures, "interval", "ci_low", "ci_high")
