# Figures for tests/reference/derive.py: functions of estimates by R survey.
# Rscript tests/reference/derive.R   (from the repository's root; writes tests/reference/derive/)
# Every estimate is a function of totals of variables that are 0 outside their cell, so that svycontrast (or
# withReplicates) has all covariances between domains and indicators.
suppressMessages(library(survey))
out <- "tests/reference/derive"
dir.create(out, showWarnings = FALSE, recursive = TRUE)
from <- c(commandArgs(TRUE), "tests/reference")[1]  # where api/ is
read <- function(name) read.csv(file.path(from, name))
rows <- list()

# Terms: y, x and 1 in the cells of stype, of all schools, and of those of one size of target.
terms <- function(d) {
  d$y <- d$api00; d$z <- d$api99; d$p <- as.numeric(d$sch_wide == 1); d$e <- ifelse(is.na(d$enroll), 0, d$enroll); d$one <- 1
  d$ke <- as.numeric(!is.na(d$enroll))
  for (v in c("y", "z", "p", "e", "one", "ke")) {
    for (k in 1:3) {
      d[[paste0(v, k)]] <- d[[v]] * (d$stype_code == k)
      for (w in 0:1) d[[paste0(v, k, "w", w)]] <- d[[v]] * (d$stype_code == k & d$sch_wide == w)
    }
    for (w in 0:1) d[[paste0(v, "w", w)]] <- d[[v]] * (d$sch_wide == w)
  }
  d
}
names_of <- unlist(lapply(c("y", "z", "p", "e", "one", "ke"), function(v) c(v, paste0(v, 1:3), paste0(v, "w", 0:1), as.vector(outer(1:3, 0:1, function(k, w) paste0(v, k, "w", w))))))
formula <- reformulate(names_of)

# What sondeo is asked, the same as an expression of totals, and the rows whose PSUs make the df.
functions <- list(
  list("m[stype_code=1] - m[stype_code=2]", quote(y1 / one1 - y2 / one2), quote(stype_code != 3)),
  list("m[stype_code=3] / m[stype_code=1]", quote((y3 / one3) / (y1 / one1)), quote(stype_code != 2)),
  list("log(m[stype_code=1]) - log(m)", quote(log(y1 / one1) - log(y / one)), quote(stype_code > 0)),
  list("100 * (m[stype_code=2] - m99[stype_code=2]) / m99 ^ 2", quote(100 * (y2 / one2 - z2 / one2) / (z / one)^2), quote(stype_code > 0)),
  list("sqrt(w[stype_code=1] * (1 - w[stype_code=2]))", quote(sqrt(p1 / one1 * (1 - p2 / one2))), quote(stype_code != 3)),
  list("exp(-w) + t[stype_code=1] / 1e6", quote(exp(-p / one) + e1 / 1e6), quote(stype_code > 0)),
  list("-(t[stype_code=2] - 2 * t[stype_code=1]) / t", quote(-(e2 - 2 * e1) / e), quote(stype_code > 0)),
  list("e[stype_code=3] - e[stype_code=1] / 2 - e[stype_code=2] / 2", quote(e3 / ke3 - e1 / ke1 / 2 - e2 / ke2 / 2), quote(stype_code > 0)))
by_size <- list(
  list("m[stype_code=1] - m[stype_code=2]", quote(y1wW / one1wW - y2wW / one2wW), quote(stype_code != 3)),
  list("m - m[stype_code=2]", quote(ywW / onewW - y2wW / one2wW), quote(stype_code > 0)),
  list("m / m[sch_wide=1]", quote((ywW / onewW) / (yw1 / onew1)), quote(stype_code > 0)))

cell_of <- function(expr, w) parse(text = gsub("wW", paste0("w", w), deparse1(expr)))[[1]]
figures <- function(d, expr) {
  if (inherits(d, "svyrep.design")) {
    r <- withReplicates(d, function(w, data) { t <- as.list(colSums(data[names_of] * w)); eval(expr, t) })
    return(c(coef(r)[[1]], SE(r)[[1]]))
  }
  r <- svycontrast(svytotal(formula, d), expr)
  c(coef(r)[[1]], SE(r)[[1]])
}
put <- function(case, file, args, text, cell, f, df) rows[[length(rows) + 1]] <<- data.frame(case, file, args, expression = text, cell, estimate = f[1], se = f[2], df)
df_of <- function(d, inside) if (inherits(d, "svyrep.design")) NA else degf(subset(d, inside))
add <- function(case, file, args, d) {
  for (f in functions) {
    inside <- eval(f[[3]], d$variables)
    if (grepl("\\bt\\b|e\\[", f[[1]])) inside <- inside & !is.na(d$variables$enroll)
    if (grepl("exp", f[[1]])) inside <- rep(TRUE, length(inside))
    put(case, file, args, f[[1]], "", figures(d, f[[2]]), df_of(d, inside))
  }
  for (f in by_size) for (w in 0:1) {
    inside <- if (grepl("sch_wide", f[[1]])) d$variables$sch_wide %in% c(w, 1) else d$variables$sch_wide == w & eval(f[[3]], d$variables)
    if (grepl("sch_wide", f[[1]]) && w == 1) next  # 1 whatever the sample
    # The strata with cases are those of the rows in hand: `average` counts them.
    hand <- if (inherits(d, "svyrep.design")) d else subset(d, inside)
    put(case, file, args, f[[1]], as.character(w), figures(hand, cell_of(f[[2]], w)), df_of(d, inside))
  }
}

clus1 <- terms(read("api/apiclus1.csv")); strat <- terms(read("api/apistrat.csv")); clus2 <- terms(read("api/apiclus2.csv"))
dclus1 <- svydesign(id = ~dnum, weights = ~pw, data = clus1)
dstrat <- svydesign(id = ~1, strata = ~stype_code, weights = ~pw, data = strat)
add("clus1", "api/apiclus1.csv", "--psu dnum", dclus1)
add("clus1 fpc", "api/apiclus1.csv", "--psu dnum --fpc fpc", svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc, data = clus1))
add("clus2", "api/apiclus2.csv", "--psu dnum", svydesign(id = ~dnum, weights = ~pw, data = clus2))
add("strat", "api/apistrat.csv", "--strata stype_code", dstrat)
add("strat fpc", "api/apistrat.csv", "--strata stype_code --fpc fpc", svydesign(id = ~1, strata = ~stype_code, weights = ~pw, fpc = ~fpc, data = strat))
add("rows", "api/apistrat.csv", "", svydesign(id = ~1, weights = ~pw, data = strat))
add("jk1", "api/apiclus1.csv", "--psu dnum --variance jk1", as.svrepdesign(dclus1, type = "JK1", mse = TRUE, compress = FALSE))
add("jkn", "api/apistrat.csv", "--strata stype_code --variance jkn", as.svrepdesign(dstrat, type = "JKn", mse = TRUE, compress = FALSE))

# `adjust` centres on the mean of all PSU totals only from survey 4.5 on: `remove` and `average` are the same in both.
lonely <- clus1
for (rule in c("remove", "average")) {
  options(survey.lonely.psu = rule)
  d <- svydesign(id = ~1, strata = ~dnum, weights = ~pw, data = lonely)
  add(paste("lonely", rule), "api/apiclus1.csv", paste("--strata dnum --lonely-psu", rule), d)
}
result <- do.call(rbind, rows)
exact <- function(x) ifelse(is.na(x), "", sprintf("%.17g", x))
for (k in c("estimate", "se")) result[[k]] <- exact(result[[k]])
write.csv(result, file.path(out, "functions.csv"), row.names = FALSE, na = "", quote = TRUE)

# Comparisons of the categories of stype: every pair, with p values adjusted as a family by p.adjust.
pairs <- list(); add_pair <- function(...) pairs[[length(pairs) + 1]] <<- data.frame(...)
compare <- function(case, file, args, d) {
  for (form in c("difference", "ratio")) for (m in c("mean", "proportion")) {
    y <- if (m == "mean") "y" else "p"
    p <- c(); got <- list()
    for (b in 1:2) for (a in (b + 1):3) {
      A <- paste0("(", y, a, "/one", a, ")"); B <- paste0("(", y, b, "/one", b, ")")
      f <- figures(d, parse(text = paste(A, if (form == "ratio") "/" else "-", B))[[1]])
      df <- degf(subset(d, d$variables$stype_code %in% c(a, b)))
      t <- (f[1] - (form == "ratio")) / f[2]
      p <- c(p, 2 * pt(-abs(t), df))
      got[[length(got) + 1]] <- list(paste0(a, if (form == "ratio") "/" else "-", b), f, df, t)
    }
    adjusted <- lapply(c(bonferroni = "bonferroni", holm = "holm", bh = "BH"), function(method) p.adjust(p, method))
    for (i in seq_along(got)) add_pair(case, file, args, form, measure = m, pair = got[[i]][[1]], estimate = got[[i]][[2]][1], se = got[[i]][[2]][2],
      df = got[[i]][[3]], t = got[[i]][[4]], p = p[i], bonferroni = adjusted$bonferroni[i], holm = adjusted$holm[i], bh = adjusted$bh[i])
  }
}
compare("clus1 fpc", "api/apiclus1.csv", "--psu dnum --fpc fpc", svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc, data = clus1))
compare("clus2", "api/apiclus2.csv", "--psu dnum", svydesign(id = ~dnum, weights = ~pw, data = clus2))
compare("strat fpc", "api/apistrat.csv", "--strata stype_code --fpc fpc", svydesign(id = ~1, strata = ~stype_code, weights = ~pw, fpc = ~fpc, data = strat))
pairs <- do.call(rbind, pairs)
for (k in 7:ncol(pairs)) pairs[[k]] <- exact(pairs[[k]])
write.csv(pairs, file.path(out, "pairs.csv"), row.names = FALSE, na = "", quote = TRUE)

# Direct standardisation: the example of ?svystandardize (adults, four races, two sexes) and others.
data(nhanes)
nhanes$age <- as.integer(nhanes$agecat)
plain <- data.frame(psu = nhanes$SDMVPSU, stratum = nhanes$SDMVSTRA, w = nhanes$WTMEC2YR, chol = nhanes$HI_CHOL, race = nhanes$race, sex = nhanes$RIAGENDR, age = nhanes$age)
for (k in names(plain)) plain[[k]] <- ifelse(is.na(plain[[k]]), "", format(plain[[k]], digits = 15, trim = TRUE))
write.csv(plain, file.path(out, "nhanes.csv"), row.names = FALSE, quote = FALSE)
popage <- c(55901, 77670, 72816, 45364)
write.csv(data.frame(age = 2:4, total = popage[2:4]), file.path(out, "adults.csv"), row.names = FALSE)
write.csv(data.frame(age = 1:4, total = popage), file.path(out, "ages.csv"), row.names = FALSE)
grid <- expand.grid(age = 1:4, sex = 1:2); grid$total <- round(popage[grid$age] * c(0.49, 0.51)[grid$sex])
write.csv(grid, file.path(out, "ages_sexes.csv"), row.names = FALSE)
nh <- svydesign(id = ~SDMVPSU, strata = ~SDMVSTRA, weights = ~WTMEC2YR, nest = TRUE, data = nhanes)
standard <- list(); add_standard <- function(case, args, race, sex, estimate, se) standard[[length(standard) + 1]] <<- data.frame(case, args, race, sex, estimate, se)
by_cell <- function(case, args, b, keys) for (i in seq_len(nrow(b))) {
  cell <- c(race = "", sex = ""); for (k in keys) cell[k] <- as.character(b[[c(race = "race", sex = "RIAGENDR")[[k]]]][i])
  add_standard(case, args, race = cell[["race"]], sex = cell[["sex"]], estimate = coef(b)[[i]], se = SE(b)[[i]])
}
one <- function(case, args, m) add_standard(case, args, race = "", sex = "", estimate = coef(m)[[1]], se = SE(m)[[1]])
adults <- function(d) subset(d, agecat != "(0,19]")
std <- function(d, over) svystandardize(d, by = ~agecat, over = over, population = popage, excluding.missing = ~HI_CHOL)
by_cell("adults by race and sex", "--where age!=1 --standardise age --standard-population adults.csv --by race,sex",
        svyby(~HI_CHOL, ~race + RIAGENDR, svymean, design = adults(std(nh, ~race + RIAGENDR))), c("race", "sex"))
one("all ages", "--standardise age --standard-population ages.csv", svymean(~HI_CHOL, std(update(nh, all = 1), ~all), na.rm = TRUE))
by_cell("all ages by sex", "--standardise age --standard-population ages.csv --by sex", svyby(~HI_CHOL, ~RIAGENDR, svymean, design = std(nh, ~RIAGENDR), na.rm = TRUE), "sex")
cross <- svystandardize(nh, by = ~agecat + RIAGENDR, over = ~race, population = grid$total, excluding.missing = ~HI_CHOL)
by_cell("age and sex by race", "--standardise age,sex --standard-population ages_sexes.csv --by race", svyby(~HI_CHOL, ~race, svymean, design = cross, na.rm = TRUE), "race")
# Under replicates of the standardised design the groups' shares are fixed in each replicate.
rep <- as.svrepdesign(svydesign(id = ~SDMVPSU, strata = ~SDMVSTRA, weights = ~WTMEC2YR, nest = TRUE, data = nhanes), type = "JKn", mse = TRUE, compress = FALSE)
g <- withReplicates(rep, function(w, data) { ok <- !is.na(data$HI_CHOL); a <- data$age[ok]; m <- tapply(w[ok] * data$HI_CHOL[ok], a, sum) / tapply(w[ok], a, sum); sum(popage / sum(popage) * m) })
add_standard("all ages, jkn", "--standardise age --standard-population ages.csv --variance jkn", race = "", sex = "", estimate = coef(g)[[1]], se = SE(g)[[1]])
standard <- do.call(rbind, standard)
for (k in c("estimate", "se")) standard[[k]] <- exact(standard[[k]])
write.csv(standard, file.path(out, "standardised.csv"), row.names = FALSE, na = "", quote = TRUE)

# Distribution functions and multiple answers.
parts <- list(); add_part <- function(case, file, args, what, category, stype, estimate, se) parts[[length(parts) + 1]] <<- data.frame(case, file, args, what, category, stype, estimate, se)
shares <- function(case, file, args, d) {
  dn <- update(d, a = as.numeric(api00 > 600), b = as.numeric(meals > 50), c = as.numeric(ell > 20))
  dn <- update(dn, k = a + b + c, big = as.numeric(enroll <= 400), mid = as.numeric(enroll <= 800.5))
  for (s in c("", "1", "2", "3")) {
    e <- if (s == "") dn else subset(dn, stype_code == as.integer(s))
    for (i in c("a", "b", "c")) {
      m <- svymean(reformulate(i), e); add_part(case, file, args, what = "cases", category = i, stype = s, estimate = coef(m)[[1]], se = SE(m)[[1]])
      r <- svyratio(reformulate(i), ~k, e); add_part(case, file, args, what = "responses", category = i, stype = s, estimate = coef(r)[[1]], se = SE(r)[[1]])
    }
    for (i in c("big", "mid")) { m <- svymean(reformulate(i), e, na.rm = TRUE); add_part(case, file, args, what = "cdf", category = c(big = "<=400", mid = "<=800.5")[[i]], stype = s, estimate = coef(m)[[1]], se = SE(m)[[1]]) }
  }
}
shares("clus1 fpc", "api/apiclus1.csv", "--psu dnum --fpc fpc", svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc, data = clus1))
shares("clus2", "api/apiclus2.csv", "--psu dnum", svydesign(id = ~dnum, weights = ~pw, data = clus2))
shares("strat fpc", "api/apistrat.csv", "--strata stype_code --fpc fpc", svydesign(id = ~1, strata = ~stype_code, weights = ~pw, fpc = ~fpc, data = strat))
parts <- do.call(rbind, parts)
for (k in c("estimate", "se")) parts[[k]] <- exact(parts[[k]])
write.csv(parts, file.path(out, "shares.csv"), row.names = FALSE, na = "", quote = TRUE)

# Crosses: stype by target, in shares of rows, columns and the whole, rows without a code left out.
crosses <- list(); add_cross <- function(case, file, args, percent, stype, wide, estimate, se) crosses[[length(crosses) + 1]] <<- data.frame(case, file, args, percent, stype, wide, estimate, se)
cross_of <- function(case, file, args, d) {
  share <- function(percent, k, w, e, y) { m <- svymean(reformulate(y), e); add_cross(case, file, args, percent, k, w, coef(m)[[1]], SE(m)[[1]]) }
  for (w in 0:1) {
    dw <- update(d, t = as.numeric(sch_wide == w))
    for (k in c("", "1", "2", "3")) share("row", k, as.character(w), if (k == "") dw else subset(dw, stype_code == as.integer(k)), "t")
    for (k in 1:3) share("total", as.character(k), as.character(w), update(d, t = as.numeric(stype_code == k & sch_wide == w)), "t")
  }
  for (k in 1:3) {
    dk <- update(d, t = as.numeric(stype_code == k))
    for (w in c("", "0", "1")) share("column", as.character(k), w, if (w == "") dk else subset(dk, sch_wide == as.integer(w)), "t")
  }
}
# Covariances of means, proportions and totals in all and by stype: from totals of variables that are 0 outside.
covs <- list()
covariances <- function(case, file, args, d) {
  cells <- c("", 1:3); keys <- character(); f <- list()
  for (m in c("m", "w", "t")) for (k in cells) {
    keys <- c(keys, if (k == "") m else paste0(m, "[stype_code=", k, "]"))
    f <- c(f, list(parse(text = switch(m, m = paste0("y", k, "/one", k), w = paste0("p", k, "/one", k), t = paste0("e", k)))[[1]]))
  }
  V <- vcov(svycontrast(svytotal(formula, d), setNames(f, keys)))
  for (i in seq_along(keys)) for (j in seq_len(i)) covs[[length(covs) + 1]] <<- data.frame(case, file, args, row = keys[i], column = keys[j], covariance = V[i, j])
}
for (each in list(
  list("clus1 fpc", "api/apiclus1.csv", "--psu dnum --fpc fpc", svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc, data = clus1)),
  list("clus2", "api/apiclus2.csv", "--psu dnum", svydesign(id = ~dnum, weights = ~pw, data = clus2)),
  list("strat fpc", "api/apistrat.csv", "--strata stype_code --fpc fpc", svydesign(id = ~1, strata = ~stype_code, weights = ~pw, fpc = ~fpc, data = strat)))) {
  do.call(cross_of, each); do.call(covariances, each)
}
crosses <- do.call(rbind, crosses)
for (k in c("estimate", "se")) crosses[[k]] <- exact(crosses[[k]])
write.csv(crosses, file.path(out, "crosses.csv"), row.names = FALSE, na = "", quote = TRUE)
covs <- do.call(rbind, covs)
covs$covariance <- exact(covs$covariance)
write.csv(covs, file.path(out, "covariances.csv"), row.names = FALSE, na = "", quote = TRUE)
