# Tables of Chile's ENUSC 2023 as offices with other conventions would have published them, by R's survey: the
# share of households victim of violent crime by region and by sex of the respondent.
#   Rscript verify.R ENUSC_FOLDER OUTPUT_FOLDER      writes one CSV for each convention
suppressMessages({
  library(haven)
  library(survey)
})
arguments <- commandArgs(trailingOnly = TRUE)
data <- as.data.frame(read_sav(file.path(arguments[1], "enusc_2023.sav")))
data$victim <- as.numeric(data$VH_DV == 1)

design_of <- function(rows, weight) {
  svydesign(ids = ~Conglomerado, strata = ~VarStrat, weights = as.formula(paste0("~", weight)), data = rows, nest = TRUE)
}

# Logit interval of a proportion, with the quantile of the given degrees of freedom.
figures <- function(design, df) {
  mean <- svymean(~victim, design)
  p <- as.numeric(coef(mean))
  se <- as.numeric(SE(mean))
  half <- qt(0.975, df) * se / (p * (1 - p))
  c(estimate = p, se = se, ci_low = plogis(qlogis(p) - half), ci_high = plogis(qlogis(p) + half),
    n = nrow(design$variables))
}

table_of <- function(by, weight = "Fact_Hog_Reg", df = c("domain", "inf", "design"), subset_first = FALSE) {
  df <- match.arg(df)
  whole <- design_of(data, weight)
  codes <- sort(unique(as.numeric(data[[by]])))
  rows <- lapply(codes, function(code) {
    cut <- data[as.numeric(data[[by]]) == code, ]
    options(survey.lonely.psu = if (subset_first) "certainty" else "fail")
    design <- if (subset_first) design_of(cut, weight) else subset(whole, as.numeric(data[[by]]) == code)
    c(code = code, figures(design, switch(df, domain = degf(design), inf = Inf, design = degf(whole))))
  })
  do.call(rbind, rows)
}

write_table <- function(name, table) {
  write.csv(format(as.data.frame(table), digits = 15, trim = TRUE, scientific = FALSE),
            file.path(arguments[2], paste0(name, ".csv")), row.names = FALSE, quote = FALSE)
}

write_table("region_official", table_of("enc_region"))
write_table("region_normal", table_of("enc_region", df = "inf"))
write_table("region_design_df", table_of("enc_region", df = "design"))
write_table("region_person_weights", table_of("enc_region", weight = "Fact_Pers_Reg"))
write_table("sex_official", table_of("rph_sexo"))
write_table("sex_subset", table_of("rph_sexo", subset_first = TRUE))
