# Rscript estimates.R FOLDER: estimates the surveys that FOLDER/designs.csv lists with R survey and writes
# FOLDER/expected.csv (tables) and FOLDER/figures.csv (every other family). What survey 4.1-1 does otherwise on purpose
# (README.md) is computed here by its formula.
suppressMessages(library(survey))
options(warn = -1)
folder <- commandArgs(TRUE)[1]
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
for (file in c("designs", "cells", "tables", "figures", "quantiles", "tests", "models", "functions", "calibrated", "replicates",
               "probabilities"))
  source(file.path(here, paste0(file, ".R")))

# A family's lines; one that R could not finish is a difference too.
family_of <- function(family, survey, o) {
  lines <- try(families[[family]](survey, o), silent = TRUE)
  if (!inherits(lines, "try-error")) return(lines)
  lines_of(o, family, "failed", "run", gsub("[\"\n,]", " ", lines[1]), list(failed = NA))
}

# What R says of one survey: rows of the tables and lines of the other figures; nothing but a refusal where it refuses
# the design (a lonely PSU under `fail`).
estimate_design <- function(o) {
  survey <- read_survey(o)
  options(survey.lonely.psu = o$lonely, survey.ultimate.cluster = o$ultimate == "yes",
          survey.adjust.domain.lonely = o$domain_lonely == "yes")
  refused <- inherits(try(svymean(~w, survey$design), silent = TRUE), "try-error")
  if (refused) return(list(tables = rbind(c(o$design, "refused", rep("", length(table_header) - 2))), figures = NULL))
  asked <- strsplit(o$families, " ")[[1]]
  list(tables = if ("tables" %in% asked) tables_of(survey, o),
       figures = unlist(lapply(intersect(asked, names(families)), function(family) family_of(family, survey, o))))
}

designs <- read.csv(file.path(folder, "designs.csv"), colClasses = "character")
designs$level <- as.numeric(designs$level)
parts <- parallel::mclapply(seq_len(nrow(designs)), function(i) estimate_design(as.list(designs[i, ])),
                            mc.cores = parallel::detectCores(), mc.preschedule = FALSE)
failed <- vapply(parts, inherits, TRUE, "try-error")
if (any(failed)) stop("design ", designs$design[failed][1], ": ", parts[failed][[1]])
rows <- do.call(rbind, c(list(matrix("", 0, length(table_header))), lapply(parts, `[[`, "tables")))
write.table(rows, file.path(folder, "expected.csv"), sep = ",", row.names = FALSE, col.names = table_header)
writeLines(c(figure_header, unlist(lapply(parts, `[[`, "figures"))), file.path(folder, "figures.csv"))
