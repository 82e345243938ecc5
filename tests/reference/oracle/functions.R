# Functions of estimates, comparisons of domains and direct standardisation. R derives and linearises (svycontrast of
# svytotal); y goes in about its mean and in its spread, so that sums of squares do not cancel.

# The totals of a cell: y, rows with y, events, rows with an answer to e.
cell_totals <- function(d, centre, spread, inside) {
  z <- ifelse(is.na(d$y), 0, (d$y - centre) / spread)
  data.frame(Y = z * inside, B = as.numeric(inside & !is.na(d$y)), E = yes(d$e) * inside, K = as.numeric(inside & !is.na(d$e)))
}

# svycontrast of an expression of cells' totals: the totals of cell i are Yi, Bi, Ei, Ki. Rows in hand are those of a
# cell that have the answer it takes.
contrast_of <- function(survey, cells, expression, answered) {
  d <- survey$data
  values <- d$y[d$w != 0 & !is.na(d$y)]
  centre <- if (length(values) > 0) mean(values) else 0
  spread <- if (length(values) > 1 && sd(values) > 0) sd(values) else 1
  bases <- Map(function(cell, answer) d$w != 0 & cell & answer, cells, answered)
  # A cell of zeros has a total of 0, which going in about the mean would leave to rounding.
  if (any(vapply(bases, function(base) all(d$y[base] %in% 0), TRUE))) centre <- 0
  totals <- do.call(cbind, lapply(seq_along(cells), function(i)
    setNames(cell_totals(d, centre, spread, cells[[i]]), paste0(c("Y", "B", "E", "K"), i))))
  for (base in bases) if (!any(base)) return(NULL)
  hand <- Reduce(`|`, bases)
  s <- survey$design[hand, ]
  s$variables <- cbind(s$variables, totals[hand, ])
  used <- intersect(all.vars(expression), names(totals))
  found <- svycontrast(svytotal(reformulate(used), s), do.call(substitute, list(expression, list(A = centre, S = spread))))
  list(estimate = coef(found)[[1]], se = SE(found)[[1]], s = s, spread = if (any(grepl("Y", used))) spread else 1)
}

# What is asked of a pair of cells (or of one) in totals, and which answer it takes of each.
functions_asked <- list(
  gap = list(quote((A + S * Y2 / B2) - (A + S * Y1 / B1)), c("y", "y")),
  odds = list(quote(log(E1 / K1) - log(1 - E1 / K1)), "e"),
  mixed = list(quote((A * B1 + S * Y1) * sqrt(E2 / K2)), c("y", "e")),
  relative = list(quote(100 * (E2 / K2 - E1 / K1) / (E1 / K1)), c("e", "e")))

function_lines <- function(o, key, found, df, scale) {
  if (is.null(found)) return(lines_of(o, "functions", "derive", "estimates", key, list(estimate = NA, se = NA)))
  if (!is.finite(found$estimate)) return(lines_of(o, "functions", "derive", "estimates", key, list(estimate = NA)))
  if (is.nan(found$se) || isTRUE(found$se <= 1e-7 * found$spread)) return(NULL)  # rounding, or the root of one below 0
  t <- qt(1 - (1 - o$level) / 2, df)
  ends <- if (isTRUE(df > 0)) found$estimate + c(-1, 1) * t * found$se else c(NA, NA)
  lines_of(o, "functions", "derive", "estimates", key,
           list(estimate = found$estimate, se = found$se, df = df, ci_low = ends[1], ci_high = ends[2]), scale)
}

derived_of <- function(survey, o, place, inside) {
  d <- survey$data
  group <- function(code) inside & d$s == code
  lines <- NULL
  for (name in names(functions_asked)) {
    asked <- functions_asked[[name]]
    cells <- list(group("f"), group("m"))[seq_along(asked[[2]])]
    found <- contrast_of(survey, cells, asked[[1]], lapply(asked[[2]], function(of) !is.na(d[[of]])))
    df <- if (is.null(found)) NA else degrees(o, found$s, survey$design)
    scale <- if (name == "gap") mean(abs(d$y[inside]), na.rm = TRUE) else if (is.null(found)) NA else abs(found$estimate)
    lines <- c(lines, function_lines(o, paste0(name, "||", place), found, df, scale))
  }
  lines
}

# Every pair of the codes of g in the cells `insides` (by their place), with p values adjusted in the family of the pairs
# of all these cells.
compared_of <- function(survey, o, insides) {
  d <- survey$data
  codes <- sort(unique(d$g[d$w != 0]))
  pairs <- if (length(codes) > 1) combn(codes, 2, simplify = FALSE)
  sign <- if (o$compare_as == "ratio") "/" else "-"
  unlist(lapply(c("mean_y", "event"), function(indicator) {
    one <- if (indicator == "mean_y") c("(A + S * Y1 / B1)", "(A + S * Y2 / B2)") else c("(E1 / K1)", "(E2 / K2)")
    expression <- parse(text = paste(one[2], sign, one[1]))[[1]]
    answered <- !is.na(if (indicator == "mean_y") d$y else d$e)
    found <- do.call(c, lapply(names(insides), function(place) lapply(pairs, function(pair) {
      inside <- insides[[place]]
      scale <- if (indicator == "mean_y" && sign == "-") mean(abs(d$y[inside]), na.rm = TRUE) else 1
      cells <- lapply(pair, function(code) inside & d$g == code)
      c(compared_pair(survey, o, cells, expression, list(answered, answered)),
        list(place = paste0(place, pair[2], sign, pair[1]), scale = scale))
    })))
    p <- vapply(found, `[[`, 0, "p")
    method <- c(none = NA, bonferroni = "bonferroni", holm = "holm", bh = "BH")[[o$adjust]]
    adjusted <- if (is.na(method)) rep(NA, length(p)) else p.adjust(p, method)
    # Where rounding decides whether a pair is tested at all, its family is not compared.
    rounding <- any(vapply(found, function(one) is.nan(one$se) || isTRUE(one$se <= one$tiny), TRUE))
    unlist(Map(function(one, q) comparison_lines(o, indicator, one, q, !rounding), found, adjusted))
  }))
}

compared_pair <- function(survey, o, cells, expression, answered) {
  found <- contrast_of(survey, cells, expression, answered)
  if (is.null(found)) return(list(estimate = NA, se = NA, p = NA_real_))
  df <- degrees(o, found$s, survey$design)
  t <- (found$estimate - (o$compare_as == "ratio")) / found$se
  if (!is.finite(found$estimate)) return(list(estimate = NA, se = NA, p = NA_real_))
  # What is only rounding is no test, neither here nor there.
  tiny <- 1e-7 * found$spread / (if (o$compare_as == "ratio" && found$spread != 1) abs(mean(survey$data$y, na.rm = TRUE)) else 1)
  p <- if (isTRUE(df > 0 && found$se > tiny)) 2 * pt(-abs(t), df) else NA_real_
  list(estimate = found$estimate, se = found$se, df = df, t = t, tiny = tiny, p = p)
}

comparison_lines <- function(o, indicator, found, adjusted, family) {
  kind <- if (o$compare_as == "ratio") "ratio" else "difference"
  of_table <- function(table, key, values, scale = found$scale) lines_of(o, "functions", "compare", table, key, values, scale)
  row <- paste0(indicator, "||", found$place)
  if (is.nan(found$se)) return(NULL)  # the root of a rounding below 0
  if (is.na(found$se)) return(of_table("estimates", row, found[c("estimate", "se")]))
  if (!is.finite(found$estimate) || found$se <= found$tiny) return(NULL)
  c(of_table("estimates", row, found[c("estimate", "se", "df")]),
    if (!is.na(found$p)) of_table("tests", paste0(kind, "|", indicator, " / g|", found$place),
                                  c(list(value = found$t, df1 = found$df, p = found$p), if (family) list(p_adjusted = adjusted)), abs(found$estimate) / found$se))
}

# Shares of the standard (o$standard) of the groups s, in all and by g.
standardised_of <- function(survey, o, place, inside) {
  d <- survey$data
  shares <- as.numeric(strsplit(o$standard, " ")[[1]])
  shares <- shares / sum(shares)
  lines <- character()
  for (indicator in c("mean_y", "event")) {
    answered <- !is.na(if (indicator == "mean_y") d$y else d$e)
    cells <- lapply(c("f", "m"), function(code) inside & d$s == code)
    terms <- if (indicator == "mean_y") c("(A + S * Y1 / B1)", "(A + S * Y2 / B2)") else c("E1 / K1", "E2 / K2")
    expression <- parse(text = sprintf("%.17g * %s + %.17g * %s", shares[1], terms[1], shares[2], terms[2]))[[1]]
    found <- contrast_of(survey, cells, expression, list(answered, answered))
    if (is.null(found)) return(NULL)
    df <- degrees(o, found$s, survey$design)
    scale <- if (indicator == "event") 1 else abs(mean(d$y[inside & d$w != 0], na.rm = TRUE))
    if (!is.nan(found$se) && !isTRUE(found$se <= 1e-7 * found$spread))
      lines <- c(lines, lines_of(o, "functions", "standardise", "estimates", paste0(indicator, "||", place),
                                 list(estimate = found$estimate, se = found$se, df = df), scale))
  }
  lines
}

families$functions <- function(survey, o) {
  d <- survey$data
  insides <- lapply(c("||" = "", "|north|" = "north", "|south|" = "south"), function(code)
    d$w != 0 & (code == "" | (!is.na(d$b) & d$b == code)))
  insides <- Filter(any, insides)
  standard <- Map(function(place, inside) standardised_of(survey, o, place, inside), names(insides), insides)
  lacking <- any(vapply(standard, is.null, TRUE))
  c(unlist(Map(function(place, inside) derived_of(survey, o, place, inside), names(insides), insides)),
    compared_of(survey, o, insides[1]), compared_of(survey, o, insides[-1]),
    if (lacking) refusal(o, "functions", "standardise", "E5") else unlist(standard))
}
