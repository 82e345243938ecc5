# The columns that explain.py recomputes with, as CSV, from the delivered files alone.
#   Rscript tests/reference/explain.R vaw DATA.sav OUT.csv
#   Rscript tests/reference/explain.R ncvs HOUSEHOLD.zsav INCIDENT.dta HOUSEHOLDS.csv INCIDENTS.csv
suppressMessages(library(haven))
arguments <- commandArgs(trailingOnly = TRUE)
plain <- function(d, file) {
  d <- as.data.frame(d)
  # Codes of missing answers stay codes: zap_labels would blank them.
  for (name in names(d)) {
    x <- as.vector(unclass(d[[name]]))
    d[[name]] <- if (is.numeric(x)) ifelse(is.na(x), "", sprintf("%.17g", x)) else x
  }
  write.csv(d, file, row.names = FALSE, na = "", quote = FALSE)
}
if (arguments[1] == "vaw") {
  plain(read_sav(arguments[2], user_na = TRUE), arguments[3])
} else {
  plain(read_sav(arguments[2], user_na = TRUE, col_select = c("YEARQ", "IDHH", "V2117", "V2118", "WGTHHCY")), arguments[4])
  plain(read_dta(arguments[3], col_select = c("YEARQ", "IDHH", "WGTVICCY", "V4016", "V4017", "V4018", "V4019", "V4022", "V4529")),
        arguments[5])
}
