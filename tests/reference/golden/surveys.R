# R's own data sets as one-stage surveys, kept as files and told to both programs. Sourced by the topics.
api_file <- function(name) read.csv(file.path(reference_folder, "api", paste0(name, ".csv")), na.strings = "")
known <- function(name, file, flags, data, ...) known_survey(name, file, flags, svydesign(..., data = data))

one_stage_surveys <- function() {
  data(nhanes, hospital, crowd, fpc, package = "survey", envir = environment())
  clus1 <- api_file("apiclus1"); strat <- api_file("apistrat"); clus2 <- api_file("apiclus2")
  nhanes$agecat <- as.integer(nhanes$agecat)
  nhanes$WTMEC2YR <- round(nhanes$WTMEC2YR, 2)
  nhanes <- keep_data(nhanes, "nhanes.csv")
  hospital <- keep_data(hospital[, c("hospno", "oblevel", "weighta", "tothosp", "births")], "hospital.csv")
  crowd <- keep_data(transform(crowd, crowded = as.integer(person > rooms)), "crowd.csv")
  fpc <- keep_data(fpc, "fpc.csv")
  list(
    clus1 = known("apiclus1", "api/apiclus1.csv", "--weight pw --psu dnum", clus1, ids = ~dnum, weights = ~pw),
    clus1f = known("apiclus1 fpc", "api/apiclus1.csv", "--weight pw --psu dnum --fpc fpc", clus1, ids = ~dnum, weights = ~pw, fpc = ~fpc),
    strat = known("apistrat", "api/apistrat.csv", "--weight pw --strata stype_code", strat, ids = ~1, strata = ~stype_code, weights = ~pw),
    stratf = known("apistrat fpc", "api/apistrat.csv", "--weight pw --strata stype_code --fpc fpc", strat,
                   ids = ~1, strata = ~stype_code, weights = ~pw, fpc = ~fpc),
    clus2 = known("apiclus2 with replacement", "api/apiclus2.csv", "--weight pw --psu dnum", clus2, ids = ~dnum, weights = ~pw),
    nhanes = known("nhanes", "golden/data/nhanes.csv", "--weight WTMEC2YR --strata SDMVSTRA --psu SDMVPSU", nhanes,
                   ids = ~SDMVPSU, strata = ~SDMVSTRA, weights = ~WTMEC2YR, nest = TRUE),
    hospital = known("hospital", "golden/data/hospital.csv", "--weight weighta --strata oblevel --fpc tothosp", hospital,
                     ids = ~1, strata = ~oblevel, weights = ~weighta, fpc = ~tothosp),
    crowd = known("crowd", "golden/data/crowd.csv", "--weight weight --strata stratum --psu cluster --allow-normalised", crowd,
                  ids = ~cluster, strata = ~stratum, weights = ~weight),
    fpc = known("fpc sizes", "golden/data/fpc.csv", "--weight weight --strata stratid --fpc Nh", fpc,
                ids = ~psuid, strata = ~stratid, weights = ~weight, fpc = ~Nh, nest = TRUE),
    fpc0 = known("fpc without", "golden/data/fpc.csv", "--weight weight --strata stratid --psu psuid", fpc,
                 ids = ~psuid, strata = ~stratid, weights = ~weight, nest = TRUE))
}

# What is estimated of each: a mean, a total, a ratio and a proportion where the data have them, and the breakdown.
measures_of <- function(name) {
  api <- list(asked("mean", "api00", "api00"), asked("total", "enroll", "enroll"), asked("ratio", "r", "api_stu", "enroll"),
              asked("proportion", "wide", "sch_wide == 1"))
  switch(sub("(clus1|strat|clus2)f?$", "api", sub("fpc0", "fpc", name)), api = api,
         nhanes = list(asked("mean", "hyp", "HI_CHOL"), asked("total", "cases", "HI_CHOL"), asked("ratio", "r", "HI_CHOL", "RIAGENDR"),
                       asked("proportion", "high", "HI_CHOL == 1")),
         hospital = list(asked("mean", "births", "births"), asked("total", "births_total", "births"), asked("ratio", "r", "births", "hospno"),
                         asked("proportion", "large", "births > 1000")),
         crowd = list(asked("mean", "rooms", "rooms"), asked("total", "persons", "person"), asked("ratio", "r", "rooms", "person"),
                      asked("proportion", "crowded", "crowded == 1")),
         fpc = list(asked("mean", "x", "x"), asked("total", "x_total", "x"), asked("ratio", "r", "x", "nh"),
                    asked("proportion", "large", "x > 5")))
}
by_of <- function(name) switch(name, nhanes = c("race", "agecat", "RIAGENDR"), hospital = "oblevel", crowd = NULL, fpc = , fpc0 = NULL, "stype_code")
