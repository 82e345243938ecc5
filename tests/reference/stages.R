# Data and figures for tests/reference/stages.py: designs of one to three stages by R survey.
# Rscript tests/reference/stages.R   (from the repository's root; writes tests/reference/stages/)
suppressMessages(library(survey))
options(warn = -1)
data(api)
data(mu284)
out <- "tests/reference/stages"
dir.create(out, showWarnings = FALSE, recursive = TRUE)
exact <- function(d) { for (k in names(d)) if (is.double(d[[k]])) d[[k]] <- ifelse(is.na(d[[k]]), ifelse(is.nan(d[[k]]), "none", ""), sprintf("%.17g", d[[k]])); d }
write <- function(d, name, quote = FALSE) write.csv(exact(d), file.path(out, name), row.names = FALSE, na = "", quote = quote)
rows <- list()

# The variance over the stages written out from survey-statistics 2 and 3: survey 4.1-1 centres `adjust` at 0, and
# sondeo at the mean over the units (survey 4.5). It is compared with survey under every other rule, below.
stage_variance <- function(z, ids, strata, n, N, lonely, domain_lonely) {
  t <- tapply(z, as.character(ids[[1]]), sum)
  first <- match(names(t), as.character(ids[[1]]))
  h <- as.character(strata[[1]])[first]
  size <- n[first, 1]
  f <- if (is.null(N)) 0 * size else size / N[first, 1]
  g <- sum(t) / sum(size[!duplicated(h)])
  v <- 0
  lone <- 0
  for (s in unique(h)) {
    i <- h == s
    m <- size[i][1]
    if (1 - f[i][1] < 1e-7) next
    alone <- m == 1 || (domain_lonely && sum(i) == 1 && lonely %in% c("adjust", "average"))
    lone <- lone + alone
    if (alone && lonely != "adjust") next
    centre <- if (alone) g else sum(t[i]) / m
    v <- v + (1 - f[i][1]) * (if (m > 1) m / (m - 1) else 1) * (sum((t[i] - centre)^2) + (m - sum(i)) * centre^2)
  }
  if (lonely == "average") v <- v * length(unique(h)) / (length(unique(h)) - lone)
  if (ncol(ids) == 1 || is.null(N)) return(v)
  for (unit in names(t)) {
    i <- as.character(ids[[1]]) == unit
    share <- f[match(unit, names(t))]
    if (share > 0) v <- v + share * stage_variance(z[i], ids[i, -1, drop = FALSE], strata[i, -1, drop = FALSE],
                                                   n[i, -1, drop = FALSE], N[i, -1, drop = FALSE], lonely, domain_lonely)
  }
  v
}
frame <- function(m) as.data.frame(m, stringsAsFactors = FALSE)

# One estimate of the rows `inside`: by survey, and with the SE written out where survey has another rule.
estimate <- function(d, measure, y, x, inside, lonely, domain_lonely, ultimate) {
  w <- weights(d)
  inside <- inside & !is.na(y) & !is.na(x)
  if (lonely %in% c("adjust", "average")) inside <- inside & w > 0  # strata without weight have no cases
  if (!any(inside & w > 0)) return(NULL)
  s <- d[inside, ]
  y <- y[inside]; x <- x[inside]; w <- w[inside]
  r <- switch(measure, total = svytotal(cbind(y), s), ratio = svyratio(cbind(y), cbind(x), s), svymean(cbind(y), s))
  e <- coef(r)[[1]]
  z <- switch(measure, total = w * y, ratio = w * (y - e * x) / sum(w * x), w * (y - e) / sum(w))
  stages <- if (ultimate) 1 else ncol(s$cluster)
  take <- function(m) m[, seq_len(stages), drop = FALSE]
  N <- s$fpc$popsize
  ours <- sqrt(stage_variance(z, frame(take(s$cluster)), frame(take(s$strata)), take(s$fpc$sampsize),
                              if (is.null(N)) NULL else take(N), lonely, domain_lonely))
  theirs <- SE(r)[[1]]
  if (lonely != "adjust" && !isTRUE(abs(ours - theirs) <= 1e-11 * theirs + 1e-13 * abs(e)) && !(is.nan(ours) && is.nan(theirs))) stop(paste(measure, lonely, domain_lonely, sum(inside), ours, theirs))
  if (isTRUE(theirs < 1e-13 * abs(e))) ours <- theirs <- 0  # nothing varies: what is left is rounding
  used <- s[w > 0, ]
  df <- degf(used)
  data.frame(estimate = e, se = if (lonely == "adjust") ours else theirs, df = if (df < 1) NA else df)
}

# args: what sondeo is asked, without the measures
add <- function(case, file, args, d, lonely = "fail", domain_lonely = FALSE, ultimate = FALSE) {
  options(survey.lonely.psu = lonely, survey.adjust.domain.lonely = domain_lonely, survey.ultimate.cluster = ultimate)
  v <- d$variables
  for (measure in c("mean", "total", "ratio", "proportion")) for (cell in c("", sort(unique(v$a[!is.na(v$a)])))) {
    inside <- if (cell == "") rep(TRUE, nrow(v)) else !is.na(v$a) & v$a == cell
    y <- if (measure == "proportion") as.numeric(v$e == 1) else v$y
    x <- if (measure == "ratio") v$x else rep(1, nrow(v))
    figures <- estimate(d, measure, y, x, inside, lonely, domain_lonely, ultimate)
    if (is.null(figures)) next
    if (measure == "proportion" && figures$estimate %in% 0:1) next
    rows[[length(rows) + 1]] <<- cbind(data.frame(case, file, args, measure, cell), figures)
  }
  options(survey.lonely.psu = "fail", survey.adjust.domain.lonely = FALSE, survey.ultimate.cluster = FALSE)
}

# schools in districts, both with known sizes
clus2 <- with(apiclus2, data.frame(dnum, snum, pw, fpc1, fpc2, w = pw, a = as.integer(stype), y = enroll, x = api.stu, e = as.integer(sch.wide == "Yes")))
write(clus2, "clus2.csv")
add("apiclus2", "clus2.csv", "--psu dnum,snum --fpc fpc1,fpc2 --lonely-psu remove",
    svydesign(id = ~dnum + snum, fpc = ~fpc1 + fpc2, weights = ~pw, data = clus2), "remove")
add("apiclus2 with replacement", "clus2.csv", "--psu dnum,snum", svydesign(id = ~dnum, weights = ~pw, data = clus2))
add("apiclus2 ultimate clusters", "clus2.csv", "--psu dnum,snum --fpc fpc1,fpc2 --ultimate-cluster",
    svydesign(id = ~dnum + snum, fpc = ~fpc1 + fpc2, weights = ~pw, data = clus2), ultimate = TRUE)
mu <- data.frame(mu284[c("id1", "n1", "id2", "n2")], w = 1, a = 1 + mu284$id1 %% 2, y = mu284$y1, x = mu284$y1 + 1, e = as.integer(mu284$y1 > 40))
mu$w <- with(mu, n1 / length(unique(id1)) * n2 / ave(id2, id1, FUN = length))
write(mu, "mu284.csv")
add("mu284", "mu284.csv", "--psu id1,id2 --fpc n1,n2", svydesign(id = ~id1 + id2, fpc = ~n1 + n2, data = mu))

# Random designs. Sizes of the population come last, so that they are known to be large enough.
random_survey <- function(seed) {
  set.seed(seed)
  stages <- 2 + seed %% 2
  d <- NULL
  for (h in seq_len(sample(2:6, 1))) for (p in seq_len(sample(if (seed %% 3 == 0) 1:4 else 2:5, 1)))
    for (k in seq_len(sample(if (seed %% 4 < 2) 1:4 else 3:6, 1))) for (t in seq_len(if (stages == 3) sample(1:3, 1) else 1))
      for (i in seq_len(sample(1:2, 1)))
        d <- rbind(d, data.frame(st = h, psu = p, st2 = k %% 2, ssu = 10 + k, tsu = t, effect = h + 2 * p))
  m <- nrow(d)
  d$w <- ifelse(runif(m) < 0.05, 0, round(exp(rnorm(m, 3, 1)), 3))
  d$w[d$st == 1 & d$psu == 1 & seed %% 5 == 0] <- 0
  d$y <- ifelse(runif(m) < 0.07, NA, round(rnorm(m, 20 + d$effect, 6), 2))
  d$x <- round(runif(m, 1, 9), 2)
  d$e <- ifelse(runif(m) < 0.05, NA, rbinom(m, 1, 0.4))
  d$a <- ifelse(runif(m) < 0.05, NA, sample(c(1, 2, 10), m, TRUE, c(60, 37, 3)))
  d$effect <- NULL
  of <- function(id, within) ave(seq_len(m), within, FUN = function(i) length(unique(id[i])))
  more <- function(id) function(n) n + sapply(id, function(code) { set.seed(1000 * seed + code); sample(c(0, 1, 1, 5, 40), 1) })
  psu <- as.integer(interaction(d$st, d$psu)); st2 <- as.integer(interaction(psu, d$st2)); ssu <- as.integer(interaction(psu, d$ssu))
  two <- if (seed %% 4 %in% c(1, 2)) st2 else psu
  d$n1 <- more(d$st)(of(psu, d$st)); d$n2 <- more(100 + two)(of(ssu, two))
  d$n3 <- more(10000 + ssu)(of(as.integer(interaction(ssu, d$tsu)), ssu))
  d$f1 <- of(psu, d$st) / d$n1
  d$sure <- as.integer(d$psu == 2)
  d[sample(m), ]
}
rules <- c("remove", "certainty", "adjust", "average")
for (seed in 1:14) {
  d <- random_survey(seed)
  file <- sprintf("random%02d.csv", seed)
  write(d, file)
  three <- seed %% 2 == 1
  strata2 <- seed %% 4 %in% c(1, 2)
  sizes <- if (seed %% 7 == 0) "f1" else "n1"
  args <- paste("--strata st", if (strata2) "--strata st2", "--psu", if (three) "psu,ssu,tsu" else "psu,ssu",
                "--fpc", paste0(sizes, ",n2", if (three) ",n3"))
  ids <- if (three) ~psu + ssu + tsu else ~psu + ssu
  strata <- if (strata2) ~st + st2 else ~st
  # fractions in one stage, sizes in another: survey wants one scale
  fpc <- if (three) ~n1 + n2 + n3 else ~n1 + n2
  design <- svydesign(ids = ids, strata = strata, fpc = fpc, weights = ~w, data = d, nest = TRUE)
  for (lonely in rules[c(1 + seed %% 4, 1 + (seed + 2) %% 4)])
    for (domain_lonely in if (lonely %in% c("adjust", "average")) c(FALSE, TRUE) else seed %% 2 == 0)
      add(paste("random", seed, lonely), file, paste(args, "--lonely-psu", lonely, if (domain_lonely) "--domain-lonely"),
          design, lonely, domain_lonely)
  if (seed %% 3 == 1)
    add(paste("random", seed, "ultimate clusters"), file, paste(args, "--lonely-psu remove --ultimate-cluster"), design, "remove", ultimate = TRUE)
  if (seed %% 3 == 2) {  # the last stage drawn from infinitely many
    d$inf <- Inf
    some <- svydesign(ids = ids, strata = strata, fpc = if (three) ~n1 + n2 + inf else ~n1 + inf, weights = ~w, data = d, nest = TRUE)
    add(paste("random", seed, "last stage without fpc"), file, paste(sub(",n[23]$", "", args), "--lonely-psu certainty"), some, "certainty")
  }
  # PSUs in the sample for sure: strata of their own, taken whole, or their units as PSUs
  d$own <- ifelse(d$sure == 1, paste(d$st, d$psu), d$st)
  of_own <- ave(d$psu, d$own, FUN = function(p) length(unique(p)))
  d$rest <- ifelse(d$sure == 1, 1, d$n1 - 1 + (of_own >= d$n1))  # what is left of the stratum's population
  d$rest <- pmax(d$rest, of_own)
  write(d[c("st", "psu", "st2", "ssu", "tsu", "w", "y", "x", "e", "a", "n2", "n3", "sure", "rest")], sub("random", "certain", file))
  own <- svydesign(ids = ids, strata = if (strata2) ~own + st2 else ~own, fpc = if (three) ~rest + n2 + n3 else ~rest + n2, weights = ~w, data = d, nest = TRUE)
  add(paste("certain", seed), sub("random", "certain", file), paste(sub(sizes, "rest", args), "--certainty sure --lonely-psu remove"), own, "remove")
  d$split <- ifelse(d$sure == 1, d$ssu, d$psu)
  split <- svydesign(ids = ~split, strata = ~own, weights = ~w, data = d, nest = TRUE)
  add(paste("certain", seed, "units as PSUs"), sub("random", "certain", file),
      "--strata st --psu psu,ssu --certainty sure --ultimate-cluster --lonely-psu remove", split, "remove")
  d$row <- ifelse(d$sure == 1, seq_len(nrow(d)), d$psu)
  split <- svydesign(ids = ~row, strata = ~own, weights = ~w, data = d, nest = TRUE)
  add(paste("certain", seed, "rows as PSUs"), sub("random", "certain", file), "--strata st --psu psu --certainty sure --lonely-psu remove", split, "remove")
}
write(do.call(rbind, rows), "expected.csv", quote = 3)  # args hold commas
cat("R", as.character(getRversion()), "survey", as.character(packageVersion("survey")), length(rows), "figures\n")
