# Data and figures for tests/unit/estimation: R survey's own api data, estimated by R survey.
# Rscript tests/reference/api_core.R   (from the repository's root; writes tests/reference/api/)
suppressMessages(library(survey))
data(api)
out <- "tests/reference/api"
dir.create(out, showWarnings = FALSE)
options(digits = 17)
exact <- function(d) { for (k in names(d)) if (is.double(d[[k]])) d[[k]] <- ifelse(is.na(d[[k]]), "", sprintf("%.17g", d[[k]])); d }
save_data <- function(d, name) {
  d$stype_code <- as.integer(d$stype)            # 1 E, 2 H, 3 M
  d$sch_wide <- as.integer(d$sch.wide == "Yes")
  keep <- intersect(c("dnum", "snum", "pw", "fpc", "fpc1", "stype_code", "sch_wide", "api00", "api99", "enroll", "ell", "meals", "api.stu"), names(d))
  d <- d[, keep]
  names(d) <- gsub(".", "_", names(d), fixed = TRUE)
  write.csv(exact(d), file.path(out, paste0(name, ".csv")), row.names = FALSE, na = "", quote = FALSE)
}
save_data(apiclus1, "apiclus1"); save_data(apistrat, "apistrat"); save_data(apiclus2, "apiclus2")

rows <- list()
add <- function(case, estimate, se, deff = NA, low = NA, high = NA) rows[[length(rows) + 1]] <<- data.frame(case, estimate, se, deff, low, high)
one <- function(case, s, deff = NULL) add(case, unname(coef(s))[1], unname(SE(s))[1], if (is.null(deff)) NA else unname(deff)[1])

clus1 <- svydesign(id = ~dnum, weights = ~pw, data = apiclus1)
clus1f <- svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc, data = apiclus1)
strat <- svydesign(id = ~1, strata = ~stype, weights = ~pw, data = apistrat)
stratf <- svydesign(id = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = apistrat)
for (d in list(list("clus1", clus1), list("clus1.fpc", clus1f), list("strat", strat), list("strat.fpc", stratf))) {
  m <- svymean(~api00, d[[2]], deff = "replace"); one(paste0(d[[1]], ".mean.api00"), m, deff(m))
  t <- svytotal(~enroll, d[[2]], na.rm = TRUE, deff = "replace"); one(paste0(d[[1]], ".total.enroll"), t, deff(t))
  r <- svyratio(~api.stu, ~enroll, d[[2]], na.rm = TRUE); add(paste0(d[[1]], ".ratio"), coef(r)[[1]], SE(r)[[1]])
  p <- svymean(~I(sch.wide == "Yes"), d[[2]], deff = "replace")
  add(paste0(d[[1]], ".proportion"), coef(p)[[2]], SE(p)[[2]], deff(p)[[2]])
  ci <- svyciprop(~I(sch.wide == "Yes"), d[[2]], method = "xlogit")
  add(paste0(d[[1]], ".logit"), as.numeric(ci), sqrt(as.numeric(attr(ci, "var"))), NA, attr(ci, "ci")[[1]], attr(ci, "ci")[[2]])
}
# domains with covariances
b <- svyby(~api00, ~stype, clus1f, svymean, covmat = TRUE)
v <- vcov(b)
for (k in 1:3) add(paste0("clus1.fpc.by.", k), coef(b)[[k]], sqrt(v[k, k]))
add("clus1.fpc.cov.1.2", v[1, 2], NA); add("clus1.fpc.cov.1.3", v[1, 3], NA); add("clus1.fpc.cov.2.3", v[2, 3], NA)
bt <- svyby(~enroll, ~stype, strat, svytotal, na.rm = TRUE)
for (k in 1:3) add(paste0("strat.total.by.", k), coef(bt)[[k]], SE(bt)[[k]])
# lonely PSUs
for (how in c("remove", "certainty", "adjust", "average")) {
  options(survey.lonely.psu = how)
  d <- svydesign(id = ~1, strata = ~dnum, weights = ~pw, data = apiclus1)
  one(paste0("lonely.", how, ".mean.api00"), svymean(~api00, d))
}
write.csv(exact(do.call(rbind, rows)), file.path(out, "expected.csv"), row.names = FALSE, na = "", quote = FALSE)
cat("R", as.character(getRversion()), "survey", as.character(packageVersion("survey")), "\n")
