#include "program/cli/messages/messages.hpp"

namespace sondeo::cli {

std::span<const MessageText> quality_messages() {
  static constexpr std::array kTexts = {
      MessageText{Code::kQualityUnknownScheme,
                  N_("there is no quality scheme '{scheme}': name one of {known}, or the TOML file of one")},
      MessageText{Code::kQualityUnknownLabel,
                  N_("the label '{label}' is not one of the scheme's [[label]]: {known}")},
      MessageText{Code::kQualityUnknownMeasure, N_("there is no measure '{measure}': {known}")},
      MessageText{Code::kQualityNotACondition,
                  N_("a rule of a quality scheme needs a condition here, such as n < 30")},
      MessageText{Code::kQualityUnknownDomain,
                  N_("the known domain '{name}' is no disaggregation of this table")},
      MessageText{Code::kQualityNeeded,
                  N_("{flag} needs a quality scheme: name one with --quality, or in the study's [quality]")},
      MessageText{Code::kReportLanguage, N_("published tables do not speak '{language}' yet: {known}")},
      MessageText{
          Code::kTooManySheets,
          N_("the workbook would have {count} tables, more than the {limit} it may have: ask for fewer "
             "indicators or disaggregations")},
      MessageText{Code::kQualityThinTable,
                  N_("'{indicator}' by '{variables}': {count} of {figures} figures are '{label}', fewer than "
                     "the {percent} % that the scheme asks of a table to be published")},
      MessageText{Code::kQualityUnpublishable,
                  N_("figures that are not to be published by the quality scheme: {count}")},
  };
  return kTexts;
}

}  // namespace sondeo::cli
