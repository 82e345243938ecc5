# The designs of the surveys as survey 4.1-1 has them, with what 4.5 mended of `adjust`.

read_survey <- function(o) {
  file <- file.path(folder, paste0(o$design, ".csv"))
  d <- read.csv(file, colClasses = c(b = "character"), na.strings = "")
  list(data = d, design = make_design(d, o))
}

make_stages <- function(d, o) {
  d$stratum <- if (o$strata == "") 1 else do.call(interaction, c(unname(as.list(d[strsplit(o$strata, " ")[[1]]])), drop = TRUE))
  sizes <- as.integer(o$sizes)
  stages <- as.integer(o$stages)
  d$inf <- Inf
  given <- c(paste0("size", seq_len(stages))[seq_len(sizes)], rep("inf", stages - sizes))
  d[paste0("N", seq_len(stages))] <- d[given]
  svydesign(ids = reformulate(c("psu", "ssu", "tsu")[seq_len(stages)]),
            strata = if (o$strata2 == "") ~stratum else ~stratum + group,
            fpc = if (sizes == 0) NULL else reformulate(paste0("N", seq_len(stages))), weights = ~w, data = d, nest = TRUE)
}

make_design <- function(d, o) {
  if (as.integer(o$stages) > 1) return(make_stages(d, o))
  d$stratum <- if (o$strata == "") 1 else do.call(interaction, c(unname(as.list(d[strsplit(o$strata, " ")[[1]]])), drop = TRUE))
  svydesign(ids = if (o$psu == "") ~1 else ~psu, strata = if (o$strata == "") NULL else ~stratum,
            fpc = if (o$fpc == "") NULL else ~fpc, weights = ~w, data = d, nest = o$strata != "")
}

# Under `adjust` survey 4.1-1 leaves a lonely unit about 0; from 4.5 on, and in sondeo, it is about the mean over all units
# of its stage that are in hand. What else a stage adds is 4.1-1's own.
stage_of_4.1 <- survey:::onestage
stratum_of_4.1 <- survey:::onestrat
mean_of_units <- NULL
stage_about_mean <- function(x, strata, clusters, nPSU, fpc, lonely.psu = getOption("survey.lonely.psu"), stage = 0, cal) {
  if (NROW(x) > 0) mean_of_units <<- colSums(x) / sum(nPSU[!duplicated(strata)])
  stage_of_4.1(x, strata, clusters, nPSU, fpc, lonely.psu, stage, cal)
}
stratum_about_mean <- function(x, cluster, nPSU, fpc, lonely.psu, stratum = NULL, stage = 1, cal = cal) {
  seen <- length(unique(cluster))
  lonely <- nPSU == 1 || (seen == 1 && getOption("survey.adjust.domain.lonely"))
  if (lonely.psu != "adjust" || !lonely) return(stratum_of_4.1(x, cluster, nPSU, fpc, lonely.psu, stratum, stage, cal))
  f <- if (is.null(fpc)) 0 else nPSU / fpc[1]
  if (1 - f < 1e-7) return(matrix(0, ncol(x), ncol(x)))
  totals <- rbind(rowsum(x, cluster), matrix(0, nPSU - seen, ncol(x)))
  crossprod(sweep(totals, 2, mean_of_units)) * (1 - f) * (if (nPSU > 1) nPSU / (nPSU - 1) else 1)
}
assignInNamespace("onestage", stage_about_mean, "survey")
assignInNamespace("onestrat", stratum_about_mean, "survey")
