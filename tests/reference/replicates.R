# Data and figures for tests/reference/replicates.py: replicate variances by R survey.
# Rscript tests/reference/replicates.R   (from the repository's root; writes tests/reference/replicates/)
suppressMessages(library(survey))
data(api)
out <- "tests/reference/replicates"
dir.create(out, showWarnings = FALSE)
exact <- function(d) { for (k in names(d)) if (is.double(d[[k]])) d[[k]] <- ifelse(is.na(d[[k]]), "", sprintf("%.17g", d[[k]])); d }
write <- function(d, name) write.csv(exact(d), file.path(out, name), row.names = FALSE, na = "", quote = FALSE)
plain <- function(d) {
  d <- data.frame(stype = as.integer(d$stype), dnum = d$dnum, snum = d$snum, pw = d$pw, fpc = d$fpc, wide = as.integer(d$sch.wide == "Yes"),
                  api00 = d$api00, enroll = d$enroll, apistu = d$api.stu)
  d
}
rows <- list()
# args: what sondeo is asked, without the measures
add <- function(case, file, args, d) {
  one <- function(measure, cell, est, se, df) rows[[length(rows) + 1]] <<- data.frame(case, file, args, measure, cell, estimate = est, se = se, df = df)
  df <- degf(d)
  m <- svymean(~api00, d); one("mean", "", coef(m)[[1]], SE(m)[[1]], df)
  p <- svymean(~wide, d); one("proportion", "", coef(p)[[1]], SE(p)[[1]], df)
  t <- svytotal(~enroll, d, na.rm = TRUE); one("total", "", coef(t)[[1]], SE(t)[[1]], df)
  r <- svyratio(~apistu, ~enroll, d, na.rm = TRUE); one("ratio", "", coef(r)[[1]], SE(r)[[1]], df)
  for (k in 1:3) {
    s <- subset(d, stype == k)
    if (nrow(s) == 0) next
    if (!anyNA(m <- tryCatch(svymean(~api00, s), warning = function(w) NA))) one("mean", as.character(k), coef(m)[[1]], SE(m)[[1]], degf(s))
    t <- svytotal(~enroll, s, na.rm = TRUE); one("total", as.character(k), coef(t)[[1]], SE(t)[[1]], NA)
  }
}
weights_of <- function(d, prefix) { w <- as.data.frame(unclass(as.matrix(weights(d, "analysis")))); names(w) <- paste0(prefix, seq_along(w)); w }

clus1 <- plain(apiclus1)
dclus1 <- svydesign(id = ~dnum, weights = ~pw, data = clus1)
dclus1f <- svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc, data = clus1)
jk1 <- as.svrepdesign(dclus1, type = "JK1", mse = TRUE, compress = FALSE)
set.seed(20240101)
boot <- as.svrepdesign(dclus1, type = "subbootstrap", replicates = 120, compress = FALSE)
write(cbind(clus1, weights_of(jk1, "jk"), weights_of(boot, "bs")), "clus1.csv")
jk <- weights_of(jk1, "jk"); bs <- weights_of(boot, "bs"); n <- ncol(jk)
W <- function(w, ...) svrepdesign(variables = clus1, weights = clus1$pw, repweights = as.matrix(w), ...)
add("made jk1", "clus1.csv", "--psu dnum --variance jk1", jk1)
add("made jk1 fpc", "clus1.csv", "--psu dnum --fpc fpc --variance jk1", as.svrepdesign(dclus1f, type = "JK1", mse = TRUE))
add("given jk1 mse", "clus1.csv", "--replicate-weights jk* --replicates jk1 --mse", W(jk, type = "JK1", scale = (n - 1) / n, mse = TRUE))
add("given jk1 no-mse", "clus1.csv", "--replicate-weights jk* --replicates jk1 --no-mse", W(jk, type = "JK1", scale = (n - 1) / n, mse = FALSE))
add("given bootstrap", "clus1.csv", "--replicate-weights bs* --replicates bootstrap", W(bs, type = "bootstrap", scale = 1 / 119, rscales = rep(1, 120), mse = FALSE))
add("given bootstrap mse", "clus1.csv", "--replicate-weights bs* --replicates bootstrap --mse", W(bs, type = "bootstrap", scale = 1 / 119, rscales = rep(1, 120), mse = TRUE))
add("given acs", "clus1.csv", "--replicate-weights bs* --replicates acs", W(bs, type = "other", scale = 4 / 120, rscales = rep(1, 120), mse = TRUE))
add("given sdr", "clus1.csv", "--replicate-weights bs* --replicates sdr", W(bs, type = "other", scale = 4 / 120, rscales = rep(1, 120), mse = TRUE))
add("given jk2", "clus1.csv", "--replicate-weights jk* --replicates jk2", W(jk, type = "other", scale = 1, rscales = rep(1, n), mse = TRUE))
add("given other", "clus1.csv", "--replicate-weights jk* --replicates other --scale 0.7", W(jk, type = "other", scale = 0.7, rscales = rep(1, n), mse = TRUE))
rscales <- seq(0.5, 1.2, length.out = n)
writeLines(sprintf("%.17g", rscales), file.path(out, "rscales.txt"))
add("given jkn", "clus1.csv", "--replicate-weights jk* --replicates jkn --rscales rscales.txt", W(jk, type = "JKn", scale = 1, rscales = rscales, mse = TRUE))

strat <- plain(apistrat)
dstrat <- svydesign(id = ~1, strata = ~stype, weights = ~pw, data = strat)
dstratf <- svydesign(id = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = strat)
write(strat, "strat.csv")
add("made jkn", "strat.csv", "--strata stype --variance jkn", as.svrepdesign(dstrat, type = "JKn", mse = TRUE))
add("made jkn fpc", "strat.csv", "--strata stype --fpc fpc --variance jkn", as.svrepdesign(dstratf, type = "JKn", mse = TRUE))

# two PSUs in each of 11 strata, made of the schools of apistrat
set.seed(7)
pairs <- plain(apistrat[sample(nrow(apistrat), 176), ])
pairs$h <- rep(1:11, each = 16); pairs$u <- rep(rep(1:2, each = 8), 11)
dpairs <- svydesign(id = ~u, strata = ~h, weights = ~pw, data = pairs, nest = TRUE)
brr <- as.svrepdesign(dpairs, type = "BRR", mse = TRUE, compress = FALSE)
fay <- as.svrepdesign(dpairs, type = "Fay", fay.rho = 0.3, mse = TRUE, compress = FALSE)
bw <- weights_of(brr, "br"); fw <- weights_of(fay, "fy")
jkn <- as.svrepdesign(dpairs, type = "JKn", mse = TRUE, compress = FALSE)
# the paired jackknife, made by hand: of each pair the first left out, the second doubled
jw <- as.data.frame(sapply(1:11, function(r) pairs$pw * ifelse(pairs$h == r, 2 * (pairs$u == 2), 1))); names(jw) <- paste0("jj", 1:11)
write(cbind(pairs, bw, fw, jw), "pairs.csv")
P <- function(w, ...) svrepdesign(variables = pairs, weights = pairs$pw, repweights = as.matrix(w), ...)
add("given brr", "pairs.csv", "--replicate-weights br* --replicates brr", P(bw, type = "BRR", mse = TRUE))
add("given brr no-mse", "pairs.csv", "--replicate-weights br* --replicates brr --no-mse", P(bw, type = "BRR", mse = FALSE))
add("given fay", "pairs.csv", "--replicate-weights fy* --replicates fay:0.3", P(fw, type = "Fay", rho = 0.3, mse = TRUE))
add("given jk2 of pairs", "pairs.csv", "--replicate-weights jj* --replicates jk2", P(jw, type = "other", scale = 1, rscales = rep(1, 11), mse = TRUE))
add("made jkn of pairs", "pairs.csv", "--strata h --psu u --variance jkn", jkn)
# made methods whose variance of a total is a quadratic form of the PSU totals, to be met exactly
form <- function(case, file, args, d, psu, value) for (k in 0:3) {
  y <- ifelse(is.na(d$enroll) | (k > 0 & d$stype != k), 0, d$pw * d$enroll)
  rows[[length(rows) + 1]] <<- data.frame(case, file, args, measure = "total", cell = if (k) as.character(k) else "",
                                          estimate = sum(y), se = sqrt(value(tapply(y, psu, sum))), df = NA)
}
sd2 <- function(t) (sum(diff(t)^2) + (t[length(t)] - t[1])^2) / 2
by_stratum <- function(stratum, f, v) function(t) sum(sapply(unique(stratum), function(h) (1 - f[stratum == h][1]) * v(t[stratum == h])))
unit <- pairs$h * 10 + pairs$u; stratum_of_unit <- tapply(pairs$h, unit, unique)
form("made jk2 of pairs", "pairs.csv", "--strata h --psu u --variance jk2", pairs, unit,
     by_stratum(stratum_of_unit, rep(0, 22), function(t) (t[1] - t[2])^2))
form("made sdr of pairs", "pairs.csv", "--strata h --psu u --variance sdr", pairs, unit, by_stratum(stratum_of_unit, rep(0, 22), sd2))
form("made sdr of clusters", "clus1.csv", "--psu dnum --variance sdr", clus1, factor(clus1$dnum, levels = unique(clus1$dnum)), sd2)
form("made sdr with fpc", "strat.csv", "--strata stype --fpc fpc --variance sdr", strat, seq_len(nrow(strat)),
     by_stratum(strat$stype, ave(strat$pw, strat$stype, FUN = length) / strat$fpc, sd2))
o <- order(strat$snum); sorted <- strat[o, ]
form("made sdr sorted", "strat.csv", "--strata stype --psu-order snum --variance sdr:256", sorted, seq_len(nrow(strat)),
     by_stratum(sorted$stype, rep(0, nrow(strat)), sd2))
# lonely PSUs: one of the pairs' PSUs left out
one <- pairs[!(pairs$h == 4 & pairs$u == 2), ]
write(one, "lonely.csv")
for (how in c("remove", "average", "adjust")) {
  options(survey.lonely.psu = how)
  d <- svydesign(id = ~u, strata = ~h, weights = ~pw, data = one, nest = TRUE)
  add(paste("made jkn lonely", how), "lonely.csv", paste("--strata h --psu u --variance jkn --lonely-psu", how), as.svrepdesign(d, type = "JKn", mse = TRUE))
}
result <- do.call(rbind, rows)
# df of replicates that sondeo makes follow the domain rule, as linearised ones: R's rank is kept for given ones
result$df[grepl("^made", result$case)] <- NA
write(result, "expected.csv")
cat("R", as.character(getRversion()), "survey", as.character(packageVersion("survey")), nrow(result), "figures\n")
