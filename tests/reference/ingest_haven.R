# What R's haven reads of the real files in ../shared/data: the reference of tests/unit/ingest/real_files_test.cpp.
#   Rscript tests/reference/ingest_haven.R ../shared/data > tests/reference/ingest_haven.csv
# One line for each variable: rows, missing values (user-missing codes and tags included), sum of the others or, for
# texts, bytes of all together; distinct values; labels.
suppressMessages(library(haven))
folder <- commandArgs(TRUE)[1]
files <- c("enusc-2023/enusc_2023.sav", "ncvs-2021/household.zsav", "ncvs-2021/incident.dta",
           "dhs-model/ZZAR61FL.DTA", "dhs-model/ZZMR61FL.DTA")
cat(sprintf("# haven %s, R %s\n", packageVersion("haven"), getRversion()))
cat("file,variable,rows,missing,sum,distinct,labels\n")
for (file in files) {
  path <- file.path(folder, file)
  data <- if (grepl("sav$", file)) read_sav(path) else read_dta(path)
  for (name in names(data)) {
    x <- data[[name]]
    labels <- length(attr(x, "labels"))
    x <- zap_labels(x)
    if (is.character(x)) {
      x <- sub(" +$", "", x)
      gone <- x == ""
      total <- sum(nchar(x, type = "bytes"))
    } else {
      x <- as.numeric(x)
      gone <- is.na(x)
      total <- sum(x[!gone])
    }
    cat(sprintf("%s,%s,%d,%d,%.17g,%d,%d\n", file, name, length(x), sum(gone), total,
                length(unique(x[!gone])), labels))
  }
}
