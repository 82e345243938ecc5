# Real surveys of ../shared/data with other variables than those published: persons of ENUSC 2023, households of the NCVS 2021,
# men of the DHS model data. Their files are not kept here: the test is skipped where they are absent.
source("tests/reference/golden/golden.R")
suppressMessages(library(haven))
folder <- "../../../shared/data"
numbers <- function(d) as.data.frame(lapply(d, function(v) { v <- zap_labels(zap_missing(v)); attributes(v) <- NULL; v }))
path <- function(name) file.path(reference_folder, folder, name)

d <- numbers(read_sav(path("enusc-2023/enusc_2023.sav")))
options(survey.lonely.psu = "certainty")
persons <- known_survey("ENUSC persons", file.path(folder, "enusc-2023/enusc_2023.sav"), "--weight Fact_Pers_Reg --strata VarStrat --psu Conglomerado --lonely-psu certainty",
                        svydesign(ids = ~Conglomerado, strata = ~VarStrat, weights = ~Fact_Pers_Reg, data = d))
expect_estimates(persons, list(asked("proportion", "violent", "VP_DV == 1"), asked("total", "violent_total", "VP_DV"), asked("mean", "age", "rph_edad"),
                               asked("ratio", "r", "VP_DV", "VP_DC")), by = c("rph_sexo", "enc_region"))
expect_estimates(persons, list(asked("proportion", "violent", "VP_DV == 1")), by = "rph_edad", interval = "beta", where = list("rph_sexo == 2", "rph_sexo == 2"))
options(survey.lonely.psu = "fail")

d <- numbers(read_dta(path("dhs-model/ZZMR61FL.DTA"))[, c("mv005", "mv012", "mv021", "mv023", "mv024", "mv025", "mv133", "mv190", "mv201", "mv202", "mv731")])
d$w <- d$mv005 / 1e6
men <- known_survey("DHS men", file.path(folder, "dhs-model/ZZMR61FL.DTA"), "--weight mv005/1e6 --strata mv023 --psu mv021 --allow-normalised",
                    svydesign(ids = ~mv021, strata = ~mv023, weights = ~w, data = d, nest = TRUE))
expect_estimates(men, list(asked("mean", "schooling", "mv133"), asked("ratio", "living", "mv202", "mv201"), asked("proportion", "works", "mv731 == 2"),
                           asked("total", "children", "mv201")), by = c("mv190", "mv024"))
expect_estimates(men, list(asked("mean", "schooling", "mv133"), asked("proportion", "works", "mv731 == 2")), by = "mv025", interval = "wald",
                 where = list("mv012 between 20 and 34 and mv201 > 0", "mv012 >= 20 & mv012 <= 34 & mv201 > 0"))

d <- numbers(read_sav(path("ncvs-2021/household.zsav"))[, c("WGTHHCY", "V2117", "V2118", "V2015", "V2122", "V2127B", "SC214A")])
homes <- known_survey("NCVS households", file.path(folder, "ncvs-2021/household.zsav"), "--weight WGTHHCY --strata V2117 --psu V2118",
                      svydesign(ids = ~V2118, strata = ~V2117, weights = ~WGTHHCY, data = d, nest = TRUE))
expect_estimates(homes, list(asked("proportion", "owned", "V2015 == 1"), asked("mean", "income", "SC214A"), asked("ratio", "r", "SC214A", "V2122")), by = "V2127B")
write_golden("real_surveys")
